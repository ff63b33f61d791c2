"""What families can do at each step: three ways of saying it, each kept to what it promises."""

from __future__ import annotations

import re

import pytest

from keywork.core.guidance import Words, guidance_at, load_guidance, read_guidance
from keywork.core.stages import OPEN_STAGES, Stage
from keywork.core.yamlfile import YamlFault, parse_yaml

STEPS = sorted(load_guidance()[1])
GOOD = """
always:
  standard: [{say: "Ask {child}.", source: "s.1"}]
  simple: [{say: "Ask."}]
  easy: [{picture: people, say: "Ask."}]
steps:
  deciding:
    now: "We decide."
    standard: [{say: "Wait.", source: "s.2"}]
    simple: [{say: "Wait."}]
    easy: [{picture: calendar, say: "Wait."}]
"""


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?])\s+", text) if one]


def test_every_step_at_which_a_family_waits_or_may_disagree_has_guidance() -> None:
    assert {*OPEN_STAGES, Stage.REFUSED, Stage.NO_PLAN, Stage.CEASED} <= set(STEPS)
    assert guidance_at(Stage.DIED, Words.STANDARD) == ("", ())


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("words", "longest"), [(Words.STANDARD, 36), (Words.SIMPLE, 18), (Words.EASY, 10)])
@pytest.mark.parametrize("to_young_person", [False, True])
def test_no_sentence_is_longer_than_its_way_allows(
    step: str, words: Words, longest: int, to_young_person: bool
) -> None:
    now, lines = guidance_at(step, words, to_young_person=to_young_person)
    for sentence in (
        *(sentences(now) if words is Words.STANDARD else ()),
        *(s for one in lines for s in sentences(one.say)),
    ):
        assert len(sentence.split()) <= longest, sentence
        assert "{" not in sentence


@pytest.mark.parametrize("step", STEPS)
def test_standard_words_say_where_they_stand_in_law_and_easy_ones_have_a_picture(step: str) -> None:
    assert all(line.source for line in guidance_at(step, Words.STANDARD)[1])
    assert all(line.picture for line in guidance_at(step, Words.EASY)[1])


def test_a_young_person_is_spoken_to_and_a_parent_of_their_child() -> None:
    assert "what you need" in guidance_at(Stage.ADVICE, Words.STANDARD, to_young_person=True)[0]
    assert "what your child needs" in guidance_at(Stage.ADVICE, Words.STANDARD)[0]
    young = [line.say for step in STEPS for line in guidance_at(step, Words.STANDARD, to_young_person=True)[1]]
    assert not [say for say in young if "your child" in say or "you needs" in say]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("  deciding:", "  thinking:", "there is no step 'thinking'"),
        ("{child}", "{cat}", "there is no such place"),
        ("picture: calendar", "picture: cat", "not one of"),
        (', source: "s.2"', "", "'source' is missing"),
        ('    simple: [{say: "Wait."}]', "    simple: []", "nothing is said in 'simple' words"),
        ("    now:", "    note: x\n    now:", "unknown key 'note'"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(before: str, after: str, told: str) -> None:
    assert read_guidance(parse_yaml(GOOD))[1]["deciding"].now == "We decide."
    assert before in GOOD
    with pytest.raises(YamlFault, match=told):
        read_guidance(parse_yaml(GOOD.replace(before, after, 1)))

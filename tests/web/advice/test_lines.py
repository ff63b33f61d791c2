"""What would make advice more use: told with what it stands on, and never in the way."""

import pytest

from keywork.web.advice.lines import LENGTHS, Content, Line, hints

GOOD = Line(
    need="Cannot decode words of three letters",
    outcome="Reads a page of a book of Year 2",
    by_when="By the end of Year 3",
    provision="Phonics teaching, one to one",
    amount="20 minutes",
    frequency="Each school day",
    by_whom="A teaching assistant trained in phonics",
)


def told(line: Line) -> list[str]:
    return [hint.text for hint in hints(Content((line,), "", "I like maths"))]


def test_good_advice_is_told_nothing() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"outcome": "", "by_when": ""}, "no outcome"),
        ({"provision": "", "amount": "", "frequency": "", "by_whom": ""}, "no provision"),
        ({"need": ""}, "no need"),
        ({"by_when": "soon"}, "by when"),
        ({"amount": "some"}, "no number with a unit"),
        ({"amount": "2"}, "no number with a unit"),
        ({"amount": "", "provision": "A session of music"}, "no number with a unit"),
        ({"frequency": ""}, "how often"),
        ({"by_whom": ""}, "who gives it"),
        ({"provision": "Access to a quiet room"}, "many ways"),
        ({"provision": "Help as required"}, "many ways"),
    ],
)
def test_each_thing_that_is_missing_is_told_of_its_line(changed: dict[str, str], words: str) -> None:
    line = Line(**{name: getattr(GOOD, name) for name in LENGTHS} | changed)
    found = told(line)
    assert len(found) == 1
    assert words in found[0]
    assert found[0].startswith("Line 1")


@pytest.mark.parametrize("amount", ["2 hours", "half an hour", "30 mins", "one session", "1 lesson", "6 visits"])
def test_a_number_with_a_unit_counts_in_words_too(amount: str) -> None:
    assert told(Line(**{name: getattr(GOOD, name) for name in LENGTHS} | {"amount": amount})) == []


def test_each_hint_says_what_it_stands_on() -> None:
    found = hints(Content((Line(need="A", outcome="B", provision="C"),)))
    assert len(found) == 5
    assert all("Regulation" in hint.source or "Code of Practice" in hint.source for hint in found)


def test_views_that_are_missing_are_told_first_and_views_alone_need_no_lines() -> None:
    assert "child or young person thinks" in hints(Content((GOOD,)))[0].text
    assert hints(Content(views="I like maths"), views_alone=True) == []


def test_what_is_kept_is_read_again_and_empty_lines_are_left_out() -> None:
    content = Content((GOOD, Line()), "S", "V")
    assert Content.read(content.kept()) == Content((GOOD,), "S", "V")
    assert Content.read({"lines": [{"need": "A", "odd": "B"}]}) == Content((Line(need="A"),))

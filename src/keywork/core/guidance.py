"""What a family can do at each step of a case, and its rights there, in three ways of saying it.

The words are data (``law/guidance.yaml``), so that a lawyer can read and change them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from keywork.core.rights import Decision
from keywork.core.stages import Stage
from keywork.core.yamlfile import Block, read_yaml

GUIDANCE = Path(__file__).resolve().parents[1] / "law" / "guidance.yaml"
PICTURES = frozenset({"calendar", "letter", "people", "question", "tick", "school", "pen"})
PARENT = {"child": "your child", "childs": "your child’s", "is": "is", "needs": "needs", "family": "you and your child"}
YOUNG_PERSON = {"child": "you", "childs": "your", "is": "are", "needs": "need", "family": "you"}


class Words(StrEnum):
    """A way of saying it."""

    STANDARD = "standard"
    SIMPLE = "simple"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody can do, or has a right to.

    Args:
        say: the sentence or two, with the places where the child stands.
        source: the provision it comes from; empty where another way of saying it carries it.
        picture: the code of the picture beside it; empty for none.
    """

    say: str
    source: str = ""
    picture: str = ""


Ways = Mapping[Words, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to say at one step.

    Args:
        now: where the case is, in a sentence or two.
        lines: what can be done, by the way of saying it.
    """

    now: str
    lines: Ways


def guidance_at(stage: str, words: Words, *, to_young_person: bool = False) -> tuple[str, tuple[Line, ...]]:
    """Return where a case is, and what can be done there.

    Args:
        stage: a code of :class:`~keywork.core.stages.Stage`.
        words: how to say it.
        to_young_person: whether the young person reads it, and not a parent.

    Returns:
        The sentence, and the lines, those that hold always at the end; nothing at a stage without guidance.

    Raises:
        YamlFault: the data file is faulty.
    """
    always, steps = load_guidance()
    found = steps.get(stage)
    if found is None:
        return "", ()
    places = YOUNG_PERSON if to_young_person else PARENT
    said = (*found.lines[words], *always[words])
    return found.now.format(**places), tuple(replace(one, say=one.say.format(**places)) for one in said)


@lru_cache(maxsize=1)
def load_guidance() -> tuple[Ways, Mapping[str, Guidance]]:
    """Return the guidance that the product carries, read once: what holds always, and what holds at each step.

    Raises:
        YamlFault: the data file is faulty.
    """
    return read_guidance(read_yaml(GUIDANCE))


def read_guidance(whole: Block) -> tuple[Ways, Mapping[str, Guidance]]:
    """Read guidance: what holds always, and what holds at each step.

    Args:
        whole: the file.

    Raises:
        YamlFault: an unknown step, picture or place, a step without one of the three ways, or a missing source.
    """
    whole.only({"always", "steps"}, {"decisions"})
    if "decisions" in whole:
        read_decisions(whole.block("decisions"))
    steps, known = whole.block("steps"), {stage.value for stage in Stage}
    found = {}
    for name in steps:
        if name not in known:
            raise steps.fault(f"there is no step '{name}'", name)
        block = steps.block(name).only({"now", *Words})
        found[name] = Guidance(_filled(block, "now"), _ways(block))
    return _ways(whole.block("always").only(set(Words))), found


def decisions_at(words: Words, *, to_young_person: bool = False) -> dict[Decision, Line]:
    """Return each decision that the law leaves to whoever holds the rights, and how to say what it is.

    Args:
        words: how to say it.
        to_young_person: whether the young person reads it, and not a parent.

    Raises:
        YamlFault: the data file is faulty.
    """
    places = YOUNG_PERSON if to_young_person else PARENT
    return {one: replace(line, say=line.say.format(**places)) for one, line in load_decisions()[words].items()}


@lru_cache(maxsize=1)
def load_decisions() -> Mapping[Words, Mapping[Decision, Line]]:
    """Return the words for each decision that the product carries, read once.

    Raises:
        YamlFault: the data file is faulty.
    """
    return read_decisions(read_yaml(GUIDANCE).block("decisions"))


def read_decisions(whole: Block) -> Mapping[Words, Mapping[Decision, Line]]:
    """Read the words for each decision.

    Args:
        whole: the part of the file.

    Raises:
        YamlFault: a decision is missing or unknown, or a way of saying it is.
    """
    whole.only({one.value for one in Decision})
    found: dict[Words, dict[Decision, Line]] = {words: {} for words in Words}
    for decision in Decision:
        block = whole.block(decision.value).only({*Words, "picture"})
        picture = block.one_of("picture", PICTURES)
        for words in Words:
            found[words][decision] = Line(_filled(block, words), "", picture if words is Words.EASY else "")
    return found


def _ways(block: Block) -> Ways:
    found = {words: tuple(_line(one, words) for one in block.blocks(words)) for words in Words}
    for words, lines in found.items():
        if not lines:
            raise block.fault(f"nothing is said in '{words}' words", words)
    return found


def _line(block: Block, words: Words) -> Line:
    needed = {Words.STANDARD: "source", Words.EASY: "picture"}.get(words)
    block.only({"say", needed} if needed else {"say"})
    picture = block.one_of("picture", PICTURES) if needed == "picture" else ""
    return Line(_filled(block, "say"), block.text("source") if needed == "source" else "", picture)


def _filled(block: Block, key: str) -> str:
    """Return a sentence whose places are all known."""
    said = block.text(key)
    try:
        said.format(**PARENT)
    except (KeyError, IndexError, ValueError) as fault:
        raise block.fault(f"there is no such place: {fault}", key) from fault
    return said

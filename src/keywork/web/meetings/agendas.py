"""The standard agendas of Working Together meetings, in the words in which a family reads them."""

from __future__ import annotations

from dataclasses import dataclass

FIRST, SECOND = "first", "second"
# The kind of entry that says a meeting was held.
HELD = {FIRST: "initial-meeting-held", SECOND: "second-meeting-held"}
TITLES = {FIRST: "First Working Together meeting", SECOND: "Second Working Together meeting"}
ABOUT = {
    FIRST: "At the beginning of the assessment, within two weeks of the decision to assess.",
    SECOND: "When the advice has come, about the draft plan.",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One point of an agenda.

    Args:
        code: by which it is kept.
        title: as it stands on the agenda.
        hint: what belongs to it.
    """

    code: str
    title: str
    hint: str


AGENDAS = {
    FIRST: (
        Point("child", "What matters to the child or young person", "Their own words, or how they showed it."),
        Point("family", "What works, and what worries the family", "At home, in the setting, in the community."),
        Point("assessment", "What the assessment is, and its dates", "Who decides what, and by when."),
        Point("advice", "Who is asked for advice", "Also whom the family reasonably wants to be asked."),
        Point("contact", "How the family wants to be told", "Language, format, who is their contact and who covers."),
        Point("next", "What happens next", "Who does what, by which day."),
    ),
    SECOND: (
        Point("advice", "What the advice says", "What is clear, what differs, and what is missing."),
        Point("child", "What the child or young person thinks of it", "Their own words, or how they showed it."),
        Point("outcomes", "The outcomes sought", "What will be different, and how anybody can tell."),
        Point("provision", "The help in the draft plan", "How much, how often, by whom."),
        Point("setting", "The setting, and a personal budget", "What the family asks for, and by when they answer."),
        Point(
            "next", "What is not agreed, and what happens next", "Rights at this point; who does what, by which day."
        ),
    ),
}
WORDS = {point.code: point.title for points in AGENDAS.values() for point in points}

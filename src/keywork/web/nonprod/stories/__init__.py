"""Life stories: children's cases told whole, each of which teaches a clock."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from keywork.web.nonprod.stories import disputes, moves, plans, requests
from keywork.web.nonprod.stories.story import Correction, Story

STORIES: tuple[Callable[[date], Story], ...] = (
    requests.late_advice,
    requests.refusal_taken_back,
    requests.receipt_corrected,
    requests.entered_late,
    requests.young_person,
    requests.first_twin,
    requests.second_twin,
    requests.school_closed,
    requests.sensory_need,
    disputes.refusal_overturned_by_mediation,
    disputes.tribunal_order,
    disputes.plan_resumed,
    disputes.complaint,
    plans.phase_transfer,
    plans.reassessment,
    plans.early_years,
    plans.away_from_school,
    plans.autism,
    moves.moved_in,
    moves.moved_out,
    moves.looked_after,
    moves.custody,
    moves.plan_ceased,
)


def stories(today: date) -> list[Story]:
    """Return the stories as they stand on a day."""
    return [tell(today) for tell in STORIES]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A story for its readers: what it is called, what happens, and what it teaches."""

    reference: str
    title: str
    tells: str
    teaches: str


def lessons(today: date) -> list[Lesson]:
    """Return what the stories tell and teach, from the words in which they are written."""
    found = []
    for tell in STORIES:
        story = tell(today)
        tells, _, teaches = (inspect.getdoc(tell) or "").replace("'", "’").partition("Teaches:")
        said = " ".join(teaches.split())
        found.append(Lesson(story.reference, story.title, " ".join(tells.split()), said[:1].upper() + said[1:]))
    return found


__all__ = ["STORIES", "Correction", "Lesson", "Story", "lessons", "stories"]

"""Whether a running clock will be answered in time, told from how clocks of its kind ran here before.

The rule can be said in a sentence: a clock is at risk from the day on which most of those that were still open on that
day, and in the same step, were answered late or not at all. Nothing is known here of children or families.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import accumulate
from statistics import median_low
from typing import NamedTuple

# From fewer clocks that were open on a day nothing is told of that day.
FEWEST = 10
# Where too few ran before, a clock is at risk in the last fifth of its time, but for no more than a fortnight.
LAST_PART, LAST_DAYS = 5, 14


class Outlook(StrEnum):
    """How a running clock stands against its deadline."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"


class Course(NamedTuple):
    """How one clock ran, or one step of it, in days since the clock started.

    Args:
        began: when the step began; 0 where a clock is one step.
        left: when the step was left, or None while it is the clock's last.
        answered: when the clock was answered, or None if it never was.
        limit: the day by which it was to be.
        seen: until when it has been watched.
    """

    began: int
    left: int | None
    answered: int | None
    limit: int
    seen: int

    @property
    def is_told(self) -> bool:
        """Say whether its end is known: it was answered, or its deadline has passed."""
        return self.answered is not None or self.seen > self.limit

    @property
    def in_time(self) -> bool:
        """Say whether it was answered by its deadline."""
        return self.answered is not None and self.answered <= self.limit


class Tendency(NamedTuple):
    """What the clocks of a kind did, those whose end is known.

    Args:
        courses: how many there are.
        usual: after how many days in the step half of those that left it had done so; None if none did.
        tips: the first day from which most that were still open then were late, and on every later day told of.
        still: how many were open on that day.
        in_time: how many of those were answered in time.
    """

    courses: int
    usual: int | None = None
    tips: int | None = None
    still: int = 0
    in_time: int = 0


def tendency_of(courses: Sequence[Course]) -> Tendency:
    """Tell what clocks of one kind and step did.

    Args:
        courses: how each ran; those whose end is not known yet are left out.
    """
    known = [course for course in courses if course.is_told]
    if not known:
        return Tendency(0)
    lasted = [course.left - course.began for course in known if course.left is not None]
    usual = median_low(lasted) if lasted else None
    still, in_time = (_open_by_day(some) for some in (known, [course for course in known if course.in_time]))
    in_time += [0] * (len(still) - len(in_time))
    tips = None
    for day in reversed(range(len(still))):
        if still[day] < FEWEST:
            continue
        if 2 * in_time[day] >= still[day]:
            break
        tips = day
    if tips is None:
        return Tendency(len(known), usual)
    return Tendency(len(known), usual, tips, still[tips], in_time[tips])


def _open_by_day(courses: Sequence[Course]) -> list[int]:
    """Count, for each day up to the latest deadline, the clocks that were in the step and open on it."""
    last = max((course.limit for course in courses), default=-1)
    changes = [0] * (last + 2)
    for course in courses:
        until = last + 1 if course.left is None else course.left
        if course.began <= min(until, last) and course.began < until:
            changes[course.began] += 1
            changes[min(until, last + 1)] -= 1
    return list(accumulate(changes))[: last + 1]


def outlook(elapsed: int, limit: int, tendency: Tendency) -> Outlook:
    """Tell how a running clock stands.

    Args:
        elapsed: days since it started.
        limit: days from its start to its deadline.
        tendency: of the clocks of its kind, in the step it is in.
    """
    if elapsed > limit:
        return Outlook.LATE
    return Outlook.AT_RISK if elapsed >= at_risk_from(limit, tendency) else Outlook.ON_TRACK


def at_risk_from(limit: int, tendency: Tendency) -> int:
    """Return the day since its start from which a clock is at risk; one after its limit where it never is.

    Args:
        limit: days from its start to its deadline.
        tendency: of the clocks of its kind, in the step it is in.
    """
    if tendency.tips is not None:
        return tendency.tips
    return limit - min(limit // LAST_PART, LAST_DAYS) if tendency.courses < FEWEST else limit + 1


class Step(StrEnum):
    """What an assessment waits for next; the clock of twenty weeks is in one of these."""

    DECIDING = "deciding"
    ADVICE = "advice"
    DRAFTING = "drafting"
    DRAFT_SENT = "draft-sent"


class Progress(NamedTuple):
    """The days on which the steps of an assessment were done.

    Args:
        decided: when it was decided to assess, or None.
        advice: for each body that was asked, when its advice came, or None.
        drafted: when the draft was served, or None.
        final: when the final plan was sent, or None.
    """

    decided: date | None = None
    advice: tuple[date | None, ...] = ()
    drafted: date | None = None
    final: date | None = None

    @property
    def advice_in(self) -> date | None:
        """Return the day on which the last advice came, or on which the draft no longer waited for it."""
        came = [day for day in self.advice if day is not None]
        days = [max(came)] if came and len(came) == len(self.advice) else []
        return min([*days, *([self.drafted] if self.drafted else [])], default=None)

    @property
    def step(self) -> Step:
        """Return what it waits for."""
        done = (self.decided, self.advice_in, self.drafted)
        later = [step for step, day in zip(tuple(Step)[1:], done, strict=True) if day is not None]
        return later[-1] if later else Step.DECIDING


def steps_of(progress: Progress, started: date, deadline: date, today: date) -> Iterator[tuple[Step, Course]]:
    """Yield how an assessment ran in each step that it came to.

    Args:
        progress: the days on which its steps were done.
        started: when its clock started.
        deadline: by when the final plan was due.
        today: until when it is watched.
    """
    began: int | None = 0
    ends = (progress.decided, progress.advice_in, progress.drafted, progress.final)
    answered = None if progress.final is None else (progress.final - started).days
    for step, end in zip(Step, ends, strict=True):
        if began is None:
            return
        left = None if end is None else max((end - started).days, began)
        left = answered if left is None and answered is not None else left
        yield step, Course(began, left, answered, (deadline - started).days, (today - started).days)
        began = left

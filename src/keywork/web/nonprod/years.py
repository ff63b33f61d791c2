"""How plans fare from year to year: reviews, amendments, the end of a plan, moves in and out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Protocol

from keywork.core.calendars import months_on
from keywork.web.nonprod.area import spread
from keywork.web.nonprod.journeys import describe
from keywork.web.nonprod.telling import Telling

DAY = timedelta(days=1)
PLAN_ON = ("final-plan-sent", "final-plan-sent-after-order", "plan-first-made")
FULL_HISTORY = 550
AMENDED = 0.38
# Time to appeal that would run out in these months runs out later.
ROLLED_ON = (8, 12)
# At which age, the kind of entry, and the day before which the plan must be sent.
PHASES = ((11, "school-phase-transfer-identified", 2, 15), (16, "post-16-transfer-identified", 3, 31))
ELSEWHERE = ("997", "998")


class Closing(Protocol):
    """Tells how a plan came to its end here on a day, for somebody of an age."""

    def __call__(self, rng: Random, telling: Telling, on: date, age: int) -> None: ...


def plan_day(telling: Telling) -> date | None:
    """Return the day a plan was first made, or None where there is none yet."""
    return next((e.occurred_on for e in telling.entries() if e.kind in PLAN_ON), None)


def older_plan(rng: Random, made: date, until: date, settings: list[str]) -> Telling:
    """Begin the record of a plan from before the history: brought over with the day it was made."""
    telling = Telling(made, until)
    telling.note("plan-first-made")
    describe(rng, telling, settings)
    return telling


def reviewed_each_year(rng: Random, telling: Telling, *, since: date, until: date) -> None:
    """Tell the reviews of a plan from a day on; until: the last day on which one may be begun."""
    telling.office_hours = True
    made = plan_day(telling)
    if made is None:
        return
    anchor, year = made, made.year
    if made < since:
        # The reviews before the history are not on record, but they set the time of year of those that are.
        anchor = since + timedelta(days=rng.randint(0, 364)) - timedelta(days=364)
        year = anchor.year
    while (due := months_on(anchor, 12)) - timedelta(days=60) < until:
        meeting = due - timedelta(days=rng.randint(28, 62)) + timedelta(days=_slip(rng))
        year = max(year + 1, meeting.year)
        done = _review(rng, telling, year, max(meeting, anchor + 30 * DAY, since), until)
        if done is None:
            return
        anchor = done


def _slip(rng: Random) -> int:
    """Return by how many days a review is late: most are held, a third slip, some by a year."""
    return round(rng.expovariate(1 / 75)) if rng.random() < 0.42 else 0


def _review(rng: Random, telling: Telling, year: int, meeting: date, until: date) -> date | None:
    """Tell one review, and return the day of its decision; None where there is none."""
    if meeting > until:
        if meeting - 21 * DAY <= until:
            telling.at(meeting - 21 * DAY).arranged_review(year, meeting + 14 * DAY)
        return None
    if meeting >= telling.until - FULL_HISTORY * DAY:
        notice = rng.randint(8, 13) if rng.random() < 0.12 else rng.randint(20, 42)
        telling.at(meeting - notice * DAY).arranged_review(year, meeting)
        if rng.random() < 0.98:
            telling.at(meeting - min(notice, rng.randint(11, 21)) * DAY).review("review-advice-circulated", year)
    telling.at(meeting).review("review-meeting-held", year)
    held = telling.today
    telling.at(held + spread(rng, 10, 14, 0.35) * DAY).review("review-report-sent", year)
    return _decide(rng, telling, year, held)


def _decide(rng: Random, telling: Telling, year: int, held: date) -> date | None:
    if rng.random() < 0.07 and held > telling.until - 400 * DAY:
        return None  # the decision is outstanding
    decided = held + spread(rng, 24, 28, 0.5) * DAY
    if rng.random() >= AMENDED:
        return telling.at(decided).review("review-decided-no-change", year).today
    telling.at(decided).review("review-decided-amend", year).review("amendment-notice-sent", year)
    done = telling.today
    telling.at(done + rng.randint(5, 16) * DAY).review("amendment-representations-received", year)
    telling.at(done + spread(rng, 42, 56, 0.45) * DAY).review("amended-plan-sent", year)
    return done


def ended(rng: Random, telling: Telling, on: date, age: int) -> None:
    """Tell how a plan came to its end on a day, more than two months after the notice."""
    telling.at(on - 140 * DAY).considered_ceasing()
    notice = on - rng.randint(68, 80) * DAY
    if (notice + 61 * DAY).month in ROLLED_ON:
        notice -= 31 * DAY
    if rng.random() < 0.5:
        year = notice.year
        telling.at(notice - rng.randint(14, 28) * DAY).note("review-meeting-held", f"review/{year}-end")
        telling.at(notice - rng.randint(1, 10) * DAY).note("review-report-sent", f"review/{year}-end")
        telling.at(notice).note("cessation-decided").note("review-decided-cease", f"review/{year}-end")
    else:
        telling.at(notice).gave_notice_of_ceasing()
    telling.at(on).ceased(reason=_reason(rng, age))


def _reason(rng: Random, age: int) -> int:
    """Return why a plan ends: age, needs met, higher education, work, disengaged."""
    if age >= 24:
        return 1
    return rng.choice((3, 4, 4, 6, 6, 2)) if age >= 16 else 2


def moved_out(rng: Random, telling: Telling, on: date, age: int) -> None:
    """Tell how a child moved to another area, and the plan with the child; now and then the plan goes late."""
    telling.at(on - rng.randint(5, 40) * DAY).note("move-became-known", "move/out", move_on=on)
    # The record ends when the plan has gone: what is due after that is the new authority's.
    telling.at(on + rng.choice((0, 0, 0, 9, 20)) * DAY).note("plan-transferred", "move/out")
    telling.note("child-moved-out", to_authority=rng.choice(ELSEWHERE))


def transferred_between_phases(rng: Random, telling: Telling, born_on: date, *, since: date) -> None:
    """Tell of the plans made for a move to secondary school or to college, from the September before."""
    made = plan_day(telling)
    summer_born = (born_on.month, born_on.day) < (9, 1)
    for age, kind, month, day in PHASES:
        year = born_on.year + age + (not summer_born)
        begun = date(year - 1, 9, 10)
        if made is None or not max(made, since) < begun <= telling.until:
            continue
        thread = f"phase-transfer/{year}"
        telling.at(begun).note(kind, thread, transfer_on=date(year, 9, 1))
        telling.at(begun + rng.randint(10, 58) * DAY).note("phase-preferences-received", thread)
        late = 40 + round(rng.expovariate(1 / 25)) if rng.random() < 0.2 else 0
        sent = date(year, month, day) + timedelta(days=late - rng.randint(3, 40))
        telling.at(sent - rng.randint(18, 40) * DAY).note("phase-transfer-notice-sent", thread)
        telling.at(sent).note("phase-transfer-plan-sent", thread)


def moved_in(rng: Random, telling: Telling, on: date, from_authority: str) -> None:
    """Tell how a plan came over from another area."""
    telling.at(on).note("transfer-in-recorded", "move/in", from_authority=from_authority)
    telling.note("plan-transferred", "move/in")
    telling.at(on + spread(rng, 30, 42, 0.3) * DAY).note("family-told-of-transfer", "move/in")

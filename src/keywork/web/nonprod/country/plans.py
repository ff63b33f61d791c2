"""How plans fare from year to year, in columns: reviews, amendments, moves between phases, moves away, the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from keywork.web.nonprod.country.assessments import Settings, described
from keywork.web.nonprod.country.telling import Cases, Flags, Whole, days_in, years_of
from keywork.web.nonprod.years import AMENDED, PHASES

# How many days a plan stays with an authority on average, and how it leaves.
STAYS, CEASED, MOVED = 5800, 0.87, 0.11
YEAR = 365
NEVER = 1 << 40


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are told of in full, both included."""

    since: int
    until: int


def older(plan: Cases, span: Span, settings: Settings) -> Cases:
    """Begin the records of plans from before the span, brought over; return them on a day of its first year."""
    plan.note("plan-first-made")
    described(plan, settings)
    moved_in = plan.share(0.015)
    day = span.since + moved_in.lot.whole(1, max(2, span.until - span.since), len(moved_in))
    arrived = moved_in.on(day).note("transfer-in-recorded", "move/in", from_authority="997")
    arrived.note("plan-transferred", "move/in").within(30, 42, 0.3).note("family-told-of-transfer", "move/in")
    return plan.on(span.since + plan.lot.whole(0, YEAR - 1, len(plan)) - YEAR)


def lived(plan: Cases, span: Span) -> None:
    """Tell the years of plans from the day they were made, or last reviewed, to their end or the last day."""
    ends = np.maximum(plan.day, span.since) + 200 + plan.lot.waiting(STAYS, len(plan))
    _phases(plan, ends, span)
    _reviewed(plan, ends, span)
    leaving = ends <= span.until
    _left(Cases(plan.told, plan.who[leaving], ends[leaving]))
    asked = plan.on(np.maximum(plan.day, span.since)).share(0.03).after(30, 600)
    asked.note("personal-budget-requested").within(28, 35, 0.2).note("personal-budget-prepared")
    stopped = plan.on(np.maximum(plan.day, span.since)).share(0.02).after(60, 700)
    stopped.note("provision-stopped").after(10, 90).note("provision-put-in-place")


def _reviewed(plan: Cases, ends: Whole, span: Span) -> None:
    """Tell a review a year, each counted from the decision of the one before."""
    year = years_of(plan.day)
    last = np.minimum(np.where(ends <= span.until, ends - 210, NEVER), span.until + 60)
    while len(plan):
        due = plan.day + YEAR
        slips = np.where(plan.lot.even(len(plan)) < 0.42, plan.lot.waiting(75, len(plan)), 0)
        meeting = due - plan.lot.whole(28, 62, len(plan)) + slips
        meeting = np.maximum(np.maximum(meeting, plan.day + 30), span.since)
        going_on = due < last
        plan, last, year, meeting = plan.of(going_on), last[going_on], year[going_on], meeting[going_on]
        meetings = plan.on(meeting)
        year = np.maximum(year + 1, years_of(meetings.day))
        decided, goes_on = _review(meetings, year)
        plan, last, year = decided.of(goes_on), last[goes_on], year[goes_on]


def _review(meeting: Cases, year: Whole) -> tuple[Cases, Flags]:
    """Tell one review of each plan; return the cases on the day of the decision, and which of them have one by then."""
    thread = meeting.spell("review/", year)
    meeting.after(-42, -18).note("review-meeting-arranged", thread, meeting_on=meeting.day).note(
        "review-invitations-sent", thread
    ).note("family-consulted-on-review", thread)
    meeting.after(-21, -11).note("review-advice-circulated", thread)
    held = meeting.note("review-meeting-held", thread)
    held.within(10, 14, 0.35).note("review-report-sent", thread)
    decided = held.within(24, 28, 0.5)
    goes_on = (decided.day <= meeting.told.until) & (meeting.lot.even(len(meeting)) >= 0.02)
    amended = goes_on & (meeting.lot.even(len(meeting)) < AMENDED)
    same = goes_on & ~amended
    decided.of(same).note("review-decided-no-change", decided.of(same).spell("review/", year[same]))
    _amended(decided.of(amended), year[amended])
    return decided, goes_on


def _amended(decided: Cases, year: Whole) -> None:
    thread = decided.spell("review/", year)
    decided.note("review-decided-amend", thread).note("amendment-notice-sent", thread)
    decided.after(5, 16).note("amendment-representations-received", thread)
    decided.within(42, 56, 0.45).note("amended-plan-sent", thread)


def _phases(plan: Cases, ends: Whole, span: Span) -> None:
    """Tell the plans made for a move to secondary school or to college, from the September before."""
    born = years_of(plan.day) - plan.lot.whole(4, 13, len(plan))
    for age, kind, month, day in PHASES:
        year = born + age
        begun = days_in(year - 1, 9, 10)
        due = (begun > np.maximum(plan.day, span.since)) & (begun <= span.until) & (begun < ends - 200)
        moving = plan.on(begun).of(due)
        thread = moving.spell("phase-transfer/", year[due])
        moving.note(kind, thread, transfer_on=days_in(year[due], 9, 1))
        moving.after(10, 58).note("phase-preferences-received", thread)
        late = np.where(moving.lot.even(len(moving)) < 0.2, 40 + moving.lot.waiting(25, len(moving)), 0)
        sent = moving.on(days_in(year[due], month, day) - moving.lot.whole(3, 40, len(moving)) + late)
        sent.after(-40, -18).note("phase-transfer-notice-sent", thread)
        sent.note("phase-transfer-plan-sent", thread)


def _left(end: Cases) -> None:
    """Tell how plans ended: most cease after notice, some go with the child to another area, few children die."""
    ceased, moved, died = end.split(CEASED, MOVED)
    died.note("child-died")
    ceased.after(-150, -120).note("cessation-considered", "cessation/1").note("cessation-consulted-on", "cessation/1")
    ceased.after(-80, -68).note("cessation-decided", "cessation/1").note("cessation-notice-sent", "cessation/1")
    gone = ceased.note("plan-ceased", "cessation/1")
    gone.note("plan-end-recorded", reason=gone.lot.whole(1, 6, len(gone)))
    moved.after(-40, -5).note("move-became-known", "move/out", move_on=moved.day)
    moved.note("plan-transferred", "move/out").note("child-moved-out", to_authority="998")

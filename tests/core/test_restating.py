"""What made the difference is proven: enough to give the later reading, and nothing of it too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, Event
from keywork.core.history import chosen_settings
from keywork.core.loading import load_register
from keywork.core.measures import Frame, load_measures
from keywork.core.restating import (
    Change,
    Knowledge,
    Moved,
    Question,
    apply_changes,
    changes_between,
    reckoning,
    what_made_the_difference,
)

SET, REGISTER = load_measures("national-timeliness"), load_register()
AS_OF = date(2025, 1, 16)
THEN, NOW = datetime(2025, 1, 16, 23, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)
FIGURES = [rate.id for rate in SET.rates] + [column.id for column in SET.columns]
KINDS = (
    "assessment-request-received", "decided-to-assess", "decided-not-to-assess", "final-plan-sent",
    "decided-not-to-issue-plan", "plan-first-made", "plan-ceased", "assessment-request-withdrawn",
    "review-meeting-held", "review-decided-amend", "review-decided-no-change", "dispute-flags-recorded",
)  # fmt: skip
THREADED = {"review-meeting-held", "review-decided-amend", "review-decided-no-change"}


def question(name: str, *, then: dict[str, str] | None = None, now: dict[str, str] | None = None) -> Question:
    figure = reckoning(SET, name, 2024)
    assert figure is not None
    knowledge = Knowledge(THEN, then or {}), Knowledge(NOW, now or {})
    return Question(REGISTER, SET, figure, Frame(2024, AS_OF), *knowledge)


def event(number: int, kind: str, on: date, recorded: datetime, **more: Any) -> Event:
    return Event(str(number), number, kind, recorded, on, **more)


@st.composite
def records(draw: st.DrawFn) -> list[Event]:
    """A case's record with entries from before and after the earlier moment, and corrections of both."""
    made: list[Event] = []
    days = st.dates(date(2023, 6, 1), AS_OF)
    moments = st.sampled_from([THEN - timedelta(days=30), THEN, THEN + timedelta(seconds=1), NOW - timedelta(days=9)])
    recorded = sorted(draw(st.lists(moments, min_size=1, max_size=12)))
    for number, at in enumerate(recorded, 1):
        entries = [e for e in made if e.kind != DATE_CORRECTED]
        what = draw(st.sampled_from(["entry", "entry", "entry", "redate", "strike"] if entries else ["entry"]))
        if what == "entry":
            kind = draw(st.sampled_from(KINDS))
            fields = {"about": "other", "mediation": True, "tribunal": False} if "flags" in kind else {}
            thread = f"review/{draw(st.sampled_from((2023, 2024)))}" if kind in THREADED else None
            made.append(event(number, kind, draw(days), at, thread=thread, fields=fields))
            continue
        corrected = draw(st.sampled_from(made if what == "strike" else entries)).id
        fields = {"to": draw(days)} if what == "redate" else {}
        kind = DATE_CORRECTED if what == "redate" else ENTRY_STRUCK_OUT
        made.append(event(number, kind, at.date(), at, corrects=corrected, fields=fields))
    return made


ANSWERS = st.fixed_dictionaries(
    {}, optional={"review_anchor": st.sampled_from(REGISTER.settings["review_anchor"].values)}
)


@settings(max_examples=150, deadline=None)
@given(records(), st.sampled_from(FIGURES), ANSWERS, ANSWERS)
def test_the_named_changes_give_exactly_the_later_reading_and_none_can_be_left_out(
    record: list[Event], name: str, then: dict[str, str], now: dict[str, str]
) -> None:
    asked = question(name, then=then, now=now)
    was, is_now = asked.read(record, asked.then), asked.read(record, asked.now)
    moved = asked.moved(record)
    assert (moved is None) is (was == is_now)
    if moved is None:
        return
    assert (moved.then, moved.now) == (was, is_now)
    before = [e for e in record if e.recorded_at <= THEN]
    assert asked.read(*apply_changes(before, moved.because, asked.then, asked.now)) == is_now
    for left_out in moved.because:
        rest = [change for change in moved.because if change is not left_out]
        assert asked.read(*apply_changes(before, rest, asked.then, asked.now)) != is_now
    assert all(change.event is None or change.event.recorded_at > THEN for change in moved.because)


def test_a_late_entry_is_named_and_what_has_nothing_to_do_with_it_is_not() -> None:
    record = [
        event(1, "assessment-request-received", date(2024, 3, 4), THEN - timedelta(days=200)),
        event(2, "request-triaged", date(2024, 3, 6), NOW - timedelta(days=3)),
        event(3, "final-plan-sent", date(2024, 7, 20), NOW - timedelta(days=2)),
        event(4, "provision-put-in-place", date(2024, 8, 20), NOW - timedelta(days=1)),
    ]
    moved = question("national-20-weeks").moved(record)
    assert moved == Moved((0, 0), (1, 1), (Change(record[2]),))


def test_an_entry_struck_out_and_entered_again_is_named_once() -> None:
    request = event(1, "assessment-request-received", date(2024, 3, 4), THEN - timedelta(days=200))
    first = event(2, "final-plan-sent", date(2024, 7, 20), NOW - timedelta(days=9))
    strike = event(3, ENTRY_STRUCK_OUT, date(2025, 8, 1), NOW - timedelta(days=8), corrects="2")
    again = event(4, "final-plan-sent", date(2024, 7, 21), NOW - timedelta(days=7))
    moved = question("assess_issued").moved([request, first, strike, again])
    assert moved is not None
    assert len(moved.because) == 1


def test_another_reading_of_the_law_is_named_where_it_made_the_difference() -> None:
    # Asked for by post after five on a Friday, the request counts from later; the decision is then in time.
    fields = {"by": "e-mail", "at": "17:45"}
    record = [
        event(1, "assessment-request-received", date(2024, 3, 1), THEN - timedelta(days=99), fields=fields),
        event(2, "decided-to-assess", date(2024, 4, 13), THEN - timedelta(days=50)),
        event(3, "request-triaged", date(2024, 3, 6), NOW - timedelta(days=3)),
    ]
    default = chosen_settings(REGISTER, {})["receipt"]
    other = next(value for value in REGISTER.settings["receipt"].values if value != default)
    asked = question("law-6-weeks", then={"receipt": default}, now={"receipt": other})
    moved = asked.moved(record)
    assert moved is not None
    assert moved.because == (Change(setting="receipt"),)
    back = replace(asked, then=Knowledge(THEN, {"receipt": other}), now=Knowledge(NOW, {})).moved(record)
    assert back is not None
    assert (back.then, back.now) == (moved.now, moved.then)


def test_a_difference_of_columns_counts_what_it_takes_off() -> None:
    figure = reckoning(SET, "no_outcome", 2024)
    assert figure is not None
    assert figure.parts == (
        {"total_review_meeting": 1, "outcome_amend": -1, "outcome_cease": -1, "outcome_maintan": -1},
    )


def test_a_figure_is_found_by_its_published_name_too() -> None:
    assert reckoning(SET, "review_meeting_24", 2024) == reckoning(SET, "review_meeting_{yy}", 2024)
    assert reckoning(SET, "nothing", 2024) is None


def test_many_changes_are_tried_in_pieces_and_not_one_by_one() -> None:
    changes = [Change(setting=str(number)) for number in range(400)]
    tried = 0

    def gives_now(some: object) -> bool:
        nonlocal tried
        tried += 1
        return {changes[7], changes[300]} <= set(some)  # type: ignore[call-overload]

    assert what_made_the_difference(changes, gives_now) == [changes[7], changes[300]]
    assert tried < 80


def test_a_question_whose_changes_do_not_give_the_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="do not give"):
        what_made_the_difference([Change(setting="a")], lambda _: False)


def test_changes_stand_in_the_order_they_came_to_be_known() -> None:
    late = event(2, "final-plan-sent", date(2024, 7, 20), NOW - timedelta(days=2))
    record = [event(1, "assessment-request-received", date(2024, 3, 4), THEN), late]
    before, changes = changes_between(REGISTER, record, Knowledge(THEN, {}), Knowledge(NOW, {}))
    assert (before, changes) == ([record[0]], [Change(late)])

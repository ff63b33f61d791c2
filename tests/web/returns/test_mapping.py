"""A return is mapped honestly: what it does not date is not dated here."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from keywork.core.events import Event, NewEvent
from keywork.web.returns.changes import changes, told_by_returns
from keywork.web.returns.mapping import Chain, key_of
from keywork.web.returns.matching import Matcher
from keywork.web.returns.staging import Row, StagedReturn

CENSUS, TODAY = date(2025, 1, 16), date(2026, 11, 24)
RECORDED = datetime(2025, 2, 1, tzinfo=UTC)


def chain(
    request: dict[str, Any],
    assessment: dict[str, Any] | None = None,
    plan: dict[str, Any] | None = None,
    active: dict[str, Any] | None = None,
) -> dict[str, NewEvent]:
    staged = StagedReturn(header={"year": "2025", "referencedate": CENSUS, "lea": "895"})
    parent = "1"
    for module, values in (("requests", request), ("assessment", assessment), ("namedplan", plan)):
        if values is not None:
            staged.rows[module].append(Row(module, "1", parent, {}, values))
    if active is not None:
        staged.rows["activeplans"].append(Row("activeplans", "1", "1", {}, active))
    return Chain(staged, staged.rows["requests"][0], TODAY).events()


def told(events: dict[str, NewEvent]) -> list[tuple[str, date | None, date | None]]:
    return [(event.kind, event.occurred_on, event.not_after) for event in events.values()]


RECEIVED = {"receiveddate": date(2024, 3, 4)}


def test_a_decided_request_and_an_issued_plan() -> None:
    events = chain(
        {**RECEIVED, "requestoutcome": "Y", "requestoutcomedate": date(2024, 4, 2)},
        {"assessmentoutcome": "Y", "assessmentoutcomedate": date(2024, 8, 1), "week20": False},
        {"startdate": date(2024, 8, 1)},
    )
    assert told(events)[:3] == [
        ("assessment-request-received", date(2024, 3, 4), None),
        ("decided-to-assess", date(2024, 4, 2), None),
        ("final-plan-sent", date(2024, 8, 1), None),
    ]
    assert events["plan-first-made|"].occurred_on == date(2024, 8, 1)


def test_history_has_no_decision_date_and_none_is_made_up() -> None:
    events = chain(
        {"receiveddate": date(2014, 10, 7), "requestoutcome": "H"},
        {"assessmentoutcome": "H"},
        {"startdate": date(2015, 2, 16)},
    )
    assert told(events)[1:4] == [
        ("decided-to-assess", None, date(2015, 2, 16)),
        ("final-plan-sent", None, date(2015, 2, 16)),
        ("plan-first-made", date(2015, 2, 16), None),
    ]


def test_a_withdrawal_is_undated() -> None:
    assert told(chain({**RECEIVED, "requestoutcome": "W"}))[1] == ("assessment-request-withdrawn", None, CENSUS)


def test_a_refusal_with_a_plan_after_it_stays_a_refusal() -> None:
    events = chain(
        {**RECEIVED, "requestoutcome": "Y", "requestoutcomedate": date(2024, 4, 2)},
        {"assessmentoutcome": "N", "assessmentoutcomedate": date(2024, 6, 3)},
        {"startdate": date(2024, 9, 2)},
    )
    assert events["decided-not-to-issue-plan|"].occurred_on == date(2024, 6, 3)
    assert "final-plan-sent|" not in events
    assert events["refusal-overturned-recorded||to-issue"].occurred_on is None


def test_an_outcome_without_a_decision_date_claims_no_notice() -> None:
    plan = {"startdate": date(2020, 1, 6)}
    with_date = chain(
        {**RECEIVED, "requestoutcome": "H"},
        {"assessmentoutcome": "H"},
        plan,
        {"reviewmeeting": date(2024, 5, 1), "reviewoutcome": "A", "lastreview": date(2024, 5, 20)},
    )
    without = chain(
        {**RECEIVED, "requestoutcome": "H"},
        {"assessmentoutcome": "H"},
        plan,
        {"reviewmeeting": date(2024, 5, 1), "reviewoutcome": "A"},
    )
    assert with_date["review-decision|review/2024-05"].kind == "review-decided-amend"
    assert "review-decision|review/2024-05" not in without
    assert without["review-outcome-recorded|review/2024-05"].fields == {"outcome": "amend"}


def test_a_date_to_come_is_not_recorded_as_a_day() -> None:
    assert told(chain({"receiveddate": date(2030, 1, 1), "requestoutcome": "A"})) == [
        ("assessment-request-received", None, CENSUS)
    ]


def recorded(events: list[NewEvent]) -> list[Event]:
    return [
        Event(f"e{n}", n, e.kind, RECORDED, e.occurred_on, e.not_after, e.thread, e.corrects, e.fields, source=e.source)
        for n, e in enumerate(events, 1)
    ]


A = {**RECEIVED, "requestoutcome": "Y", "requestoutcomedate": date(2024, 4, 2)}


@pytest.mark.parametrize(
    ("later", "same", "expected"),
    [
        (A, True, []),
        ({**A, "receiveddate": date(2024, 3, 1)}, True, [("date-corrected", "e1")]),
        ({**A, "requestoutcome": "N"}, True, [("entry-struck-out", "e2"), ("decided-not-to-assess", None)]),
        ({**RECEIVED, "requestoutcome": "A"}, True, [("entry-struck-out", "e2")]),
        ({**RECEIVED, "requestoutcome": "H"}, False, []),
        ({**A, "requestoutcomedate": date(2024, 4, 9)}, False, [("date-corrected", "e2")]),
        ({**A, "requestmediation": True}, False, [("dispute-flags-recorded", None)]),
    ],
)
def test_a_later_return_corrects_only_what_it_tells(
    later: dict[str, Any], same: bool, expected: list[tuple[str, str | None]]
) -> None:
    before = told_by_returns(recorded(list(chain(A).values())), {RECORDED: 2025})
    found = changes(before, chain(later), year=2025 if same else 2026, today=TODAY)
    assert [(entry.kind, entry.corrects) for entry in found] == expected


def test_every_event_of_a_request_carries_another_fact() -> None:
    events = chain(A, {"assessmentoutcome": "W"}, None, {})
    assert list(events) == [key_of(event) for event in events.values()]


def test_a_person_is_one_row_of_a_return_at_most() -> None:
    assert Matcher([]).taken == set()

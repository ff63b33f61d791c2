"""A case holds one request and one plan: an entry belongs to them whatever thread it carries."""

from datetime import UTC, date, datetime

from keywork.core.clocks import State, clocks_of
from keywork.core.events import Event
from keywork.core.loading import load_register

KNOWN = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_review_named_by_its_thread_completes_the_review_of_the_plan() -> None:
    record = [
        Event("a", 1, "plan-first-made", KNOWN, date(2023, 3, 1)),
        Event("b", 2, "review-meeting-held", KNOWN, date(2024, 2, 1), thread="review/2024"),
        Event("c", 3, "review-decided-amend", KNOWN, date(2024, 2, 20), thread="review/2024"),
        Event("d", 4, "review-meeting-held", KNOWN, date(2025, 1, 20), thread="review/2025"),
    ]
    clocks = clocks_of(load_register(), record, as_of=date(2025, 2, 1), known_at=KNOWN)
    reviews = [clock for clock in clocks if clock.duty.id == "review-12-month"]
    decisions = {clock.thread: clock.state for clock in clocks if clock.duty.id == "review-decision"}
    assert [(clock.thread, clock.legal_deadline) for clock in reviews] == [(None, date(2025, 2, 19))]
    assert decisions == {"review/2024": State.MET, "review/2025": State.RUNNING}

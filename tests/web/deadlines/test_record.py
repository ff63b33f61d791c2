"""Recording is one act: event, clocks, projection and audit row together, or nothing."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keywork.core.clocks import State
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines import decisions, queries, services
from keywork.web.deadlines.models import CaseSummary, ClockRow, LawSetting, RunningCount
from keywork.web.deadlines.running import COLUMNS
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.ledger.services import open_case

REQUEST = NewEvent("assessment-request-received", date(2025, 1, 8))
DECIDED = NewEvent("decided-to-assess", date(2025, 2, 10))
FINAL = NewEvent("final-plan-sent", date(2025, 5, 30))


def counted() -> Counter[tuple[object, ...]]:
    """What is kept of how many clocks run, without the days on which none is left."""
    kept = RunningCount.objects.exclude(running=0)
    return Counter({(on, *which): running for on, *which, running in kept.values_list(*COLUMNS[1:])})


def running() -> Counter[tuple[object, ...]]:
    """The same, counted anew."""
    clocks = ClockRow.objects.filter(is_running=True).values_list("legal_deadline", "duty_kind", "owner")
    return Counter((on, kind == "target", owner == "local-authority") for on, kind, owner in clocks)


def rows() -> list[tuple[object, ...]]:
    clocks = ClockRow.objects.order_by("case_id", "duty", "thread").values_list()
    return [row[1:] for row in clocks] + list(CaseSummary.objects.order_by("case_id").values_list())


def test_recording_projects_the_clocks_and_writes_the_audit_row(case: Case, actor: Actor) -> None:
    services.record(case=case, entries=[REQUEST, DECIDED], actor=actor)
    decision = ClockRow.objects.get(duty="ehcna-decision")
    final = ClockRow.objects.get(duty="ehcp-final")
    assert (decision.legal_deadline, decision.met_on, decision.is_open) == (date(2025, 2, 19), date(2025, 2, 10), False)
    assert (final.legal_deadline, final.act_by, final.is_open) == (date(2025, 5, 28), date(2025, 5, 28), True)
    summary = CaseSummary.objects.get()
    assert (summary.stage, summary.next_deadline) == ("advice", date(2025, 4, 30))
    entry = AccessEntry.objects.get()
    assert (entry.action, entry.subjects) == ("event.record", [str(case.pk)])


def test_a_refused_entry_leaves_nothing(case: Case, actor: Actor) -> None:
    with pytest.raises(Refused):
        services.record(case=case, entries=[REQUEST, NewEvent("decided-to-assess")], actor=actor)
    assert (LedgerEvent.objects.count(), ClockRow.objects.count(), AccessEntry.objects.count()) == (0, 0, 0)


def test_a_fault_at_the_last_step_leaves_nothing(case: Case, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(services, "log", fail)
    with pytest.raises(DatabaseError):
        services.record(case=case, entries=[REQUEST], actor=actor)
    assert (LedgerEvent.objects.count(), ClockRow.objects.count(), CaseSummary.objects.count()) == (0, 0, 0)


def test_somebody_else_recorded_first(case: Case, actor: Actor) -> None:
    services.record(case=case, entries=[REQUEST], actor=actor, expected_sequence=0)
    with pytest.raises(CaseChanged):
        services.record(case=case, entries=[DECIDED], actor=actor, expected_sequence=0)


def test_a_preview_shows_the_effect_and_saves_nothing(case: Case, actor: Actor) -> None:
    services.record(case=case, entries=[REQUEST, DECIDED], actor=actor)
    seen = services.preview(case=case, entries=[FINAL], actor=actor)
    before = {clock.duty.id: clock.state for clock in seen.before}
    after = {clock.duty.id: clock.state for clock in seen.after}
    assert (before["ehcp-final"], after["ehcp-final"]) == (State.OVERDUE, State.MET_LATE)
    assert LedgerEvent.objects.count() == 2


def test_a_correction_moves_the_clock_and_the_past_can_still_be_asked(case: Case, actor: Actor) -> None:
    recorded = services.record(case=case, entries=[REQUEST], actor=actor)
    wrong = recorded.events[0]
    earlier = AsAt(date(2025, 1, 20), wrong.recorded_at)
    correction = NewEvent("date-corrected", date(2025, 1, 24), corrects=wrong.id, fields={"to": date(2025, 1, 6)})
    services.record(case=case, entries=[correction], actor=actor)
    assert ClockRow.objects.get(duty="ehcp-final").legal_deadline == date(2025, 5, 26)
    then = {clock.duty.id: clock for clock in queries.clocks_at(case.pk, actor.authority, earlier)}
    assert then["ehcp-final"].legal_deadline == date(2025, 5, 28)


def test_an_authoritys_reading_of_the_law_counts_from_when_it_was_chosen(case: Case, actor: Actor) -> None:
    services.record(case=case, entries=[REQUEST], actor=actor)
    before = AsAt.now()
    services.choose_setting(actor=actor, key="receipt_day", value="included")
    assert ClockRow.objects.get(duty="ehcp-final").legal_deadline == date(2025, 5, 27)
    then = {clock.duty.id: clock for clock in queries.clocks_at(case.pk, actor.authority, before)}
    assert then["ehcp-final"].legal_deadline == date(2025, 5, 28)
    with pytest.raises(ValueError, match="cannot be 'maybe'"):
        services.choose_setting(actor=actor, key="receipt_day", value="maybe")
    assert LawSetting.objects.count() == 1


def test_what_a_return_cannot_tell_stays_out_of_lists(case: Case, actor: Actor) -> None:
    imported = NewEvent("assessment-request-received", date(2025, 1, 8), source="sen2")
    services.record(case=case, entries=[imported], actor=actor)
    told = ClockRow.objects.get(duty="ehcp-final")
    untold = ClockRow.objects.get(duty="ehcna-consult-parent")
    assert (told.in_source, told.is_open) == (True, True)
    assert (untold.in_source, untold.is_open) == (False, False)


KINDS = ["assessment-request-received", "decided-to-assess", "decided-not-to-assess", "advice-request-received", "advice-received",
         "draft-plan-served", "final-plan-sent", "review-meeting-held", "review-decided-amend", "amended-plan-sent", "refusal-reversed",
         "plan-ceased", "cessation-notice-sent", "appeal-received-by-tribunal"]  # fmt: skip
ENTRIES = st.lists(
    st.builds(
        NewEvent,
        kind=st.sampled_from(KINDS),
        occurred_on=st.dates(date(2020, 1, 1), date(2026, 10, 1)),
        thread=st.sampled_from([None, None, "a", "b"]),
        source=st.sampled_from(["keywork", "sen2"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENTRIES)
def test_a_rebuild_reproduces_the_projection_exactly(actor: Actor, entries: list[NewEvent]) -> None:
    number = Case.objects.count() + 1
    case = open_case(actor=actor, reference=f"EHC-2026-{number:05}")
    for entry in entries:
        try:
            services.record(case=case, entries=[entry], actor=actor)
        except Refused:  # where a case has several decisions, it must be said which of them an answer is for
            assert decisions.is_answer(entry.kind)
    before = rows()
    assert counted() == running()
    ClockRow.objects.filter(case=case).delete()
    services.rebuild(actor=actor)
    assert rows() == before
    services.rebuild(actor=actor)
    assert rows() == before
    assert counted() == running()


def test_a_batch_gives_what_single_recordings_give(actor: Actor) -> None:
    one = open_case(actor=actor, reference="EHC-2025-10001")
    other = open_case(actor=actor, reference="EHC-2025-10002")
    for entry in (REQUEST, DECIDED, FINAL):
        services.record(case=one, entries=[entry], actor=actor)
    services.record(case=other, entries=[REQUEST], actor=actor)
    batch = services.CaseBatch(other.pk, [DECIDED, FINAL], ledger.stream(other.pk))
    assert services.record_batch(actor=actor, batches=[batch], action="test") == 2
    comparable = ("duty", "thread", "cycle", "started_on", "legal_deadline", "met_on", "ended_on", "is_open")

    def of(case: Case) -> list[tuple[object, ...]]:
        return list(ClockRow.objects.filter(case=case).order_by("duty", "thread").values_list(*comparable))

    assert of(one) == of(other)
    assert counted() == running(), "those that ran before the batch, and are answered by it, run no more"
    assert [event.kind for event in ledger.stream(other.pk)] == [REQUEST.kind, DECIDED.kind, FINAL.kind]


def test_deadlines_do_not_depend_on_the_day_they_were_projected(case: Case, actor: Actor) -> None:
    services.record(case=case, entries=[REQUEST], actor=actor)
    row = ClockRow.objects.get(duty="ehcp-final")
    later = AsAt(row.legal_deadline + timedelta(days=1), AsAt.now().known_at)
    clocks = {clock.duty.id: clock for clock in queries.clocks_at(case.pk, actor.authority, later)}
    assert (clocks["ehcp-final"].state, clocks["ehcp-final"].days_past) == (State.OVERDUE, 1)

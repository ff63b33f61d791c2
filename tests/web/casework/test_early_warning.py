"""Early warning: what is at risk, told from how clocks ran here before, in the list, on the case and to the family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.core.outlook import Outlook, Step
from keywork.web.accounts.actors import system
from keywork.web.casework.worklist import Question, items, open_clocks, standing_of
from keywork.web.deadlines import outlooks
from keywork.web.deadlines.models import KeptTendencies
from keywork.web.deadlines.outlooks import FINAL, Kind, work_out
from keywork.web.deadlines.services import record
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case

# Every made case was asked for on the first of these days, and is looked at on the other.
REQUESTED, LOOKED_AT = date(2026, 9, 1), datetime(2026, 12, 10, 9, tzinfo=UTC)


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def ran(staff: Staff, *, advice: int, final: int | None, times: int) -> None:
    """Let assessments have run here: decided after 40 days, with advice and final plan after so many."""
    actor = system("test", staff.authority)
    for _ in range(times):
        number, on = Case.objects.count(), date(2025, 9, 1)
        entries = [
            NewEvent("assessment-request-received", on),
            NewEvent("decided-to-assess", on + timedelta(days=40)),
            NewEvent("advice-request-received", on + timedelta(days=41), thread="advice/ep", fields={"body": "ep"}),
            NewEvent("advice-received", on + timedelta(days=advice), thread="advice/ep", fields={"body": "ep"}),
        ]
        if final is not None:
            entries.append(NewEvent("draft-plan-served", on + timedelta(days=final - 20), thread="draft/1"))
            entries.append(NewEvent("final-plan-sent", on + timedelta(days=final)))
        record(case=open_case(actor=actor, reference=f"EHC-2024-{number:05}"), entries=entries, actor=actor)


def in_advice(staff: Staff, surname: str = "Waiting") -> Case:
    """A case in which the psychologist's advice is still to come."""
    case = make_case(staff, keyworker=staff.user("keyworker"), surname=surname)
    entries = [
        NewEvent("decided-to-assess", REQUESTED + timedelta(days=35)),
        NewEvent("advice-request-received", REQUESTED + timedelta(days=36), thread="advice/ep", fields={"body": "ep"}),
    ]
    record(case=case, entries=entries, actor=system("test", staff.authority))
    return case


def test_a_plan_is_at_risk_from_the_day_on_which_most_that_still_waited_for_advice_were_late(staff: Staff) -> None:
    ran(staff, advice=60, final=130, times=12)
    ran(staff, advice=110, final=170, times=11)
    told = work_out(REQUESTED + timedelta(days=100))[Kind(FINAL, step=Step.ADVICE)]
    assert (told.courses, told.tips, told.still, told.in_time) == (23, 60, 11, 0)
    case, actor = in_advice(staff), staff.actor("keyworker")
    for days, expected in ((59, Outlook.ON_TRACK), (60, Outlook.AT_RISK), (140, Outlook.AT_RISK), (141, Outlook.LATE)):
        day = REQUESTED + timedelta(days=days)
        listed = items(open_clocks(actor, Question(duty=FINAL), day), "due")
        assert standing_of(actor, listed, day)[case.pk, FINAL, ""].outlook is expected, days
        risky = {item.duty for item in items(open_clocks(actor, Question(when="risk"), day), "due")}
        assert (FINAL in risky) is (expected is Outlook.AT_RISK), days


def test_what_had_no_end_yet_or_was_withdrawn_tells_nothing(staff: Staff) -> None:
    ran(staff, advice=60, final=None, times=12)
    day = date(2025, 9, 1) + timedelta(days=100)
    assert work_out(day)[Kind(FINAL, step=Step.ADVICE)].courses == 0
    assert work_out(day + timedelta(days=100))[Kind(FINAL, step=Step.ADVICE)].courses == 12
    for case in Case.objects.all():
        withdrawn = NewEvent("assessment-request-withdrawn", day)
        record(case=case, entries=[withdrawn], actor=system("test", staff.authority))
    assert Kind(FINAL, step=Step.ADVICE) not in work_out(day + timedelta(days=100))


def test_a_body_that_was_asked_again_is_told_with_those_that_were_asked_once(staff: Staff) -> None:
    ran(staff, advice=60, final=130, times=3)
    on = REQUESTED + timedelta(days=40)
    again = [
        NewEvent("advice-request-received", on, thread="advice/ep-2", fields={"body": "ep"}),
        NewEvent("advice-received", on + timedelta(days=9), thread="advice/ep-2", fields={"body": "ep"}),
    ]
    record(case=in_advice(staff), entries=again, actor=system("test", staff.authority))
    assert work_out(on + timedelta(days=10))[Kind("advice-provide", "ep")].courses == 4


@time_machine.travel(LOOKED_AT, tick=False)
def test_what_it_is_told_from_is_kept_once_a_day_so_that_nobody_who_reads_waits_for_it(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    assert not outlooks.keep_tendencies(staff.authority)  # nothing ran here yet
    ran(staff, advice=60, final=130, times=12)
    assert [outlooks.keep_tendencies(staff.authority) for _ in range(2)] == [True, False]
    monkeypatch.setattr(outlooks, "_kept", {})  # a process that was started since
    with django_assert_num_queries(1):
        found = outlooks.tendencies(staff.authority.pk, LOOKED_AT.date())
    assert found == work_out(LOOKED_AT.date())
    assert found[Kind(FINAL, step=Step.ADVICE)].courses == 12
    tomorrow = LOOKED_AT + timedelta(days=1)
    ran(staff, advice=60, final=130, times=1)
    with time_machine.travel(tomorrow, tick=False):
        assert outlooks.keep_tendencies(staff.authority)
        monkeypatch.setattr(outlooks, "_kept", {})
        found = outlooks.tendencies(staff.authority.pk, tomorrow.date())
    assert found[Kind(FINAL, step=Step.ADVICE)].courses == 13
    assert KeptTendencies.objects.count() == 1


def test_other_peoples_cases_are_not_in_the_list_of_what_is_at_risk(staff: Staff) -> None:
    make_case(staff, keyworker=staff.user("keyworker"), surname="Mine")
    make_case(staff, surname="Others")
    day = REQUESTED + timedelta(days=40)  # the last days of the six weeks to decide
    found = items(open_clocks(staff.actor("keyworker"), Question(when="risk"), day), "due")
    assert {(item.surname, item.duty) for item in found} == {("Mine", "ehcna-decision")}


@time_machine.travel(LOOKED_AT)
def test_the_page_of_a_case_says_why_it_is_at_risk_and_what_to_do(staff: Staff, client: Client) -> None:
    ran(staff, advice=60, final=130, times=12)
    ran(staff, advice=110, final=170, times=11)
    case = in_advice(staff)
    client.force_login(staff.user("keyworker"))
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "Will it be in time?" in page
    assert "Of 11 that were still waiting for advice here after 60 days, 0 were in time." in page
    assert "This one has taken 100 days." in page
    assert "Chase the advice that is still to come." in page
    assert "Educational psychology (due" in page
    listed = client.get("/work/").content.decode()
    assert f"/cases/{case.pk}/#early-warning" in listed


@time_machine.travel(LOOKED_AT)
def test_a_family_reads_how_long_the_step_takes_and_no_more(staff: Staff, client: Client) -> None:
    ran(staff, advice=61, final=130, times=12)
    case = in_advice(staff)
    parent = staff.user("parent")
    involve(case, parent, "family")
    client.force_login(parent)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert "The assessment is waiting for advice. Here, half have passed this step within 3 weeks." in page
    assert "Will it be in time?" not in page
    assert "At risk" not in page


@time_machine.travel(LOOKED_AT)
def test_another_day_has_no_early_warning(staff: Staff, client: Client) -> None:
    case = in_advice(staff)
    client.force_login(staff.user("keyworker"))
    page = client.get(f"/cases/{case.pk}/?as_of=2026-10-20").content.decode()
    assert "Will it be in time?" not in page
    listed = client.get("/work/?as_of=2026-10-20&when=risk").content.decode()
    assert "What is at risk is told of today alone" in listed

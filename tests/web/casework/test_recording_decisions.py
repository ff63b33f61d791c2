"""Recording what answers a decision that can be appealed: the form says which, and asks where there are several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import Event, NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.models import Role
from keywork.web.casework import threads
from keywork.web.casework.recording_forms import WITHOUT_NAME, EventForm
from keywork.web.deadlines.services import record
from keywork.web.ledger.models import Case
from keywork.web.ledger.queries import stream

pytestmark = pytest.mark.django_db
REFUSED, NO_PLAN = "decision/decided-not-to-assess", "decision/decided-not-to-issue-plan"
CONTACT = "mediation-adviser-contacted"
REFUSAL = NewEvent("decided-not-to-assess", date(2026, 10, 1))
SECOND = (
    NewEvent("refusal-reversed", date(2026, 10, 15)), NewEvent("decided-to-assess", date(2026, 10, 16)),
    NewEvent("decided-not-to-issue-plan", date(2026, 11, 9)),
)  # fmt: skip
ON = date(2026, 11, 13)


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority), time_machine.travel(datetime(2026, 11, 16, 9, tzinfo=UTC)):
        yield made


@pytest.fixture
def case(staff: Staff) -> Case:
    made = make_case(staff, keyworker=staff.user("keyworker"))
    record(case=made, entries=[REFUSAL], actor=staff.actor("manager"))
    return made


def client_of(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


def sent(day: date, **more: str) -> dict[str, str]:
    return {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year), **more}


def form(case: Case, kind: str, day: date = ON, **more: str) -> EventForm:
    return EventForm(sent(day, **more), kind=load_register().kinds[kind], record=stream(case.pk))


def choices(one: EventForm) -> list[tuple[str, str]]:
    return list(getattr(one.fields["thread"], "choices", ()))


def test_the_only_decision_is_taken_without_asking(case: Case) -> None:
    one = form(case, CONTACT)
    assert list(one.fields) == ["on"]
    assert one.is_valid()
    assert one.entry().thread == REFUSED


def test_of_several_decisions_one_is_chosen_by_its_words(staff: Staff, case: Case) -> None:
    record(case=case, entries=SECOND, actor=staff.actor("manager"))
    unsaid = form(case, CONTACT)
    assert choices(unsaid) == [
        (REFUSED, "refusal to assess, sent 1 October 2026"),
        (NO_PLAN, "refusal to issue a plan, sent 9 November 2026"),
    ]
    assert unsaid.errors["thread"] == ["Choose which decision"]
    said = form(case, CONTACT, thread=NO_PLAN)
    assert said.is_valid()
    assert said.entry().thread == NO_PLAN
    assert ("Which decision does this answer?", "refusal to issue a plan, sent 9 November 2026") in said.told()


def test_a_notice_again_is_a_copy_or_of_another_decision(case: Case) -> None:
    assert "thread" not in form(case, "decided-not-to-issue-plan").fields
    again = form(case, REFUSAL.kind)
    assert choices(again)[0][1] == "The refusal to assess, sent 1 October 2026: a copy, or sent again"
    assert "thread" in again.errors
    for chosen, thread in ((REFUSED, REFUSED), ("new", f"{REFUSED}/2")):
        said = form(case, REFUSAL.kind, thread=chosen)
        assert said.is_valid()
        assert said.entry().thread == thread
        assert any(label == "Which decision is this the notice of?" for label, _ in said.told())


def test_a_decision_without_a_name_can_be_chosen(case: Case) -> None:
    events = [one._replace(thread=None) if one.kind == REFUSAL.kind else one for one in stream(case.pk)]
    events.append(events[-1]._replace(id="z", sequence=9, kind="decided-not-to-issue-plan", thread=NO_PLAN))
    one = EventForm(sent(ON, thread=WITHOUT_NAME), kind=load_register().kinds[CONTACT], record=events)
    assert one.is_valid()
    assert one.entry().thread == ""


def test_the_name_of_a_decision_is_offered_for_nothing_else(case: Case) -> None:
    events = stream(case.pk)
    reviewed = Event("z", 9, "review-decided-no-change", events[0].recorded_at, ON, thread=f"{NO_PLAN}/2")
    assert threads.known([*events, reviewed], load_register().kinds["review-meeting-held"]) == []
    assert threads.words(f"{NO_PLAN}/2") == threads.veiled(f"{NO_PLAN}/2") == "refusal to issue a plan (2)"


def test_from_the_form_to_the_windows_that_the_family_reads(staff: Staff, case: Case) -> None:
    record(case=case, entries=SECOND, actor=staff.actor("manager"))
    involve(case, staff.user(Role.PARENT), "family", days=None)
    address, keyworker = f"/cases/{case.pk}/record/{CONTACT}/", client_of(staff, "keyworker")
    seen = keyworker.post(address, sent(ON, thread=REFUSED)).content.decode()
    assert "1 clock will change" in seen
    assert "– refusal to assess" in seen
    given = sent(ON, thread=REFUSED, confirmed="yes", sequence=str(len(stream(case.pk))))
    assert keyworker.post(address, given).status_code == 302
    assert stream(case.pk)[-1].thread == REFUSED
    shown = client_of(staff, Role.PARENT).get(f"/cases/{case.pk}/").content.decode()
    titles = ["– refusal to assess", "– refusal to issue a plan"]
    contact = load_register().duties["mediation-contact"].title.rstrip(".")
    appeal = load_register().duties["appeal-window"].title.rstrip(".")
    for title in titles:
        assert f"{appeal} {title}" in shown
        assert f"{contact} {title}" in shown
    days = [shown[shown.index(f"{appeal} {title}") :] for title in titles]
    assert "1 Dec 2026" in days[0][:900]
    assert "11 Jan 2027" in days[1][:900]
    assert all(one != other for one, other in pairwise(days))

"""Recording what happened: the likely first, the right thread by choice, and a second look before it is saved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.core.loading import load_register
from keywork.web.casework.event_fields import field_of, value_of
from keywork.web.casework.recording_forms import EventForm
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.ledger.models import Case
from keywork.web.ledger.queries import stream

pytestmark = pytest.mark.django_db
ASKED = date(2026, 9, 20)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def case(staff: Staff) -> Case:
    made = make_case(staff, keyworker=staff.user("keyworker"))
    with scope(authority=staff.authority):
        entries = [NewEvent("decided-to-assess", date(2026, 9, 15))]
        for body in ("ep", "health"):
            for kind in ("advice-requested", "advice-request-received"):
                entries.append(NewEvent(kind, ASKED, thread=f"advice/{body}", fields={"body": body}))
        record(case=made, entries=entries, actor=staff.actor("manager"))
    return made


@pytest.fixture
def keyworker(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user("keyworker"))
    return client


def sent(day: date, **more: str) -> dict[str, str]:
    return {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year), **more}


def page(client: Client, case: Case, kind: str, given: dict[str, str]) -> str:
    return client.post(f"/cases/{case.pk}/record/{kind}/", given).content.decode()


def events(staff: Staff, case: Case) -> list[Any]:
    with scope(authority=staff.authority):
        return stream(case.pk)


def test_what_answers_the_running_clocks_comes_first(keyworker: Client, case: Case) -> None:
    text = keyworker.get(f"/cases/{case.pk}/record/").content.decode()
    radios = text[: text.index("Something else, chosen below")]
    assert "Answers: Advice due (6 weeks) – Educational psychology, due 1 Nov 2026" in radios
    chosen = keyworker.get(f"/cases/{case.pk}/record/?go=1&kind=advice-received")
    assert chosen.headers["Location"].endswith("/record/advice-received/")
    other = keyworker.get(f"/cases/{case.pk}/record/?go=1&kind=other&something_else=final-plan-sent")
    assert other.headers["Location"].endswith("/record/final-plan-sent/")
    assert "Choose what happened" in keyworker.get(f"/cases/{case.pk}/record/?go=1&kind=other").content.decode()


def test_advice_answers_the_clock_of_whom_it_is_chosen_for(staff: Staff, keyworker: Client, case: Case) -> None:
    asked = sent(ASKED + timedelta(days=30), thread="advice/ep")
    seen = page(keyworker, case, "advice-received", asked)
    assert "Educational psychology" in seen
    assert "1 clock will change" in seen
    sequence = str(len(events(staff, case)))
    assert (
        keyworker.post(
            f"/cases/{case.pk}/record/advice-received/", asked | {"confirmed": "yes", "sequence": sequence}
        ).status_code
        == 302
    )
    last = events(staff, case)[-1]
    assert (last.thread, last.fields) == ("advice/ep", {"body": "ep"})
    with scope(authority=staff.authority):
        met = dict(ClockRow.objects.filter(case=case, duty="advice-provide").values_list("thread", "met_on"))
    assert met == {"advice/ep": ASKED + timedelta(days=30), "advice/health": None}


def test_another_adviser_is_named_once_whatever_way_it_is_typed(case: Case, staff: Staff) -> None:
    kind = load_register().kinds["advice-requested"]
    for name in ("Speech therapy", "speech-therapy", "advice/Speech Therapy"):
        form = EventForm(sent(ASKED, thread="new", thread_name=name), kind=kind, record=events(staff, case))
        assert form.is_valid(), form.errors
        assert form.entry().thread == "advice/speech-therapy"
        assert form.entry().fields["body_kind"] == "other"
    first = EventForm(
        sent(ASKED, thread="new", thread_name="Educational psychology"), kind=kind, record=events(staff, case)
    )
    assert first.is_valid()
    assert first.entry().thread == "advice/ep"


def test_a_thread_must_be_chosen_and_an_empty_name_gets_one(case: Case, staff: Staff) -> None:
    kinds = load_register().kinds
    unsaid = EventForm(sent(ASKED), kind=kinds["advice-received"], record=events(staff, case))
    assert unsaid.errors["thread"] == ["Choose which adviser"]
    review = EventForm(sent(ASKED), kind=kinds["review-meeting-held"], record=events(staff, case))
    assert review.is_valid(), review.errors
    assert review.entry().thread == "review/2026"


def test_a_day_before_the_case_and_an_entry_that_answers_nothing_are_pointed_out(keyworker: Client, case: Case) -> None:
    early = page(keyworker, case, "final-plan-sent", sent(date(2020, 1, 1)))
    assert "This is before anything else in this case, which begins on 1 Sep 2026." in early
    nothing = page(keyworker, case, "draft-representations-received", sent(ASKED, thread_name="first"))
    assert "usually answers a clock, and none changes" in nothing
    twice = page(keyworker, case, "decided-to-assess", sent(date(2026, 9, 15)))
    assert "The same is on record for that day already." in twice


def test_what_was_typed_is_read_again_and_can_be_changed(keyworker: Client, case: Case) -> None:
    due = {"field_due_on-day": "3", "field_due_on-month": "12", "field_due_on-year": "2026"}
    given = sent(ASKED, field_duty="ehcp-final", **due)
    seen = page(keyworker, case, "tribunal-set-a-date", given)
    for words in ("20 September 2026", "Final plan (week 20)", "3 December 2026"):
        assert words in seen
    again = page(keyworker, case, "tribunal-set-a-date", given | {"change": "yes", "confirmed": "yes"})
    assert 'value="2026"' in again
    assert "See what this does" in again


@pytest.mark.parametrize(
    ("kind", "name", "typed", "kept"),
    [
        ("week-20-flag-recorded", "applies", "no", False),
        ("week-20-flag-recorded", "applies", "yes", True),
        ("review-outcome-recorded", "outcome", "amend", "amend"),
        ("placement-recorded", "rank", "1", "1"),
        ("exception-recorded", "circumstance", "no", "no"),
        ("assessment-request-received", "at", "14:05", "14:05"),
    ],
)
def test_a_detail_is_kept_as_what_it_is(kind: str, name: str, typed: str, kept: object) -> None:
    known = load_register().kinds[kind]
    assert value_of(field_of(known, name, known.fields[name]).clean(typed), known.fields[name]) == kept


def test_every_kind_of_event_can_be_entered() -> None:
    for kind in load_register().kinds.values():
        form = EventForm(sent(ASKED), kind=kind, record=[])
        form.is_valid()
        assert "<form" not in str(form)


@pytest.mark.parametrize("sequence", ["²", "9" * 5000, "", "-1"])
def test_a_place_in_the_record_that_is_none_is_refused(keyworker: Client, case: Case, sequence: str) -> None:
    given = sent(ASKED, confirmed="yes", sequence=sequence)
    answer = keyworker.post(f"/cases/{case.pk}/record/final-plan-sent/", given)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()

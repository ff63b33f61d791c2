"""Requests that no honest browser sends: refused in words, never a fault of ours, and nothing poisoned."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.checks import every_childs_table_is_scoped
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import EventPayload
from keywork.web.people.models import Person
from keywork.web.people.services import allocate
from keywork.web.ui.csvout import harmless

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def signed_in(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "latin-1"])
def test_text_that_is_not_utf_8_is_refused_before_it_is_read(staff: Staff, charset: str) -> None:
    content = f"application/x-www-form-urlencoded; charset={charset}"
    for client, page in ((Client(), "/account/login/"), (signed_in(staff, "keyworker"), "/find/")):
        answer = client.post(page, b"text=x\\ud800", content_type=content)
        assert answer.status_code == 400
    assert (
        Client().post("/account/login/", b"login=a", content_type=content.replace(charset, "UTF-8")).status_code == 200
    )


@pytest.mark.parametrize("text", ["x\ud800", "x\x00y"])
def test_what_no_database_holds_is_not_recorded(staff: Staff, text: str) -> None:
    case = make_case(staff)
    fields = {"exception": "EX-PERSONAL", "duty": "ehcp-final", "circumstance": text, "why_impractical": "w"}
    with scope(authority=staff.authority), pytest.raises(Refused, match="not text"):
        record(
            case=case,
            actor=staff.actor("manager"),
            entries=[NewEvent("exception-recorded", clock.today(), fields=fields)],
        )


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("manager", "/overview/?year=%C2%B2"),
        ("manager", "/overview/?year=" + "9" * 5000),
        ("auditor", "/access-log/?since-day=99999999999999999999&since-month=1&since-year=2026"),
        ("manager", "/allocate/?held_by=%00&surname_from=%00"),
    ],
)
def test_a_question_that_cannot_be_read_is_no_fault(staff: Staff, role: str, page: str) -> None:
    assert signed_in(staff, role).get(page).status_code == 200


def test_a_token_that_is_none_opens_nothing(staff: Staff) -> None:
    for token in ("x" * 300, "../../etc", "a" * 24, "\x00" * 24, ""):
        answer = signed_in(staff, "analyst").post("/imports/confirm/", {"token": token}, follow=True)
        assert "no longer kept here" in answer.content.decode()


def test_a_search_may_hold_anything(staff: Staff) -> None:
    answer = signed_in(staff, "administrator").post("/users/", {"text": "a\x00b"}, follow=True)
    assert answer.status_code == 200


def test_whoever_is_given_a_case_stands_in_the_log_with_it(staff: Staff) -> None:
    case = make_case(staff)
    with scope(authority=staff.authority):
        allocate(cases=[case.pk], team=staff.team, keyworker=None, actor=staff.actor("manager"))
        assert AccessEntry.objects.get(action="case.allocate").subjects == [str(case.pk)]


def test_everything_of_a_child_is_read_in_scope_alone() -> None:
    assert every_childs_table_is_scoped() == []
    for model in (EventPayload, Person):
        with pytest.raises(ScopeError):
            model.objects.count()
    assert apps.get_model("ledger", "EventPayload") is EventPayload


@pytest.mark.parametrize("mark", ["=", "\u00a0=", "\u200b+", "\ufeff@", " \u2060-"])
def test_nothing_in_a_file_is_run(mark: str) -> None:
    assert harmless(f"{mark}HYPERLINK(1)").startswith("'")


def test_an_auditor_reads_how_a_case_was_handled_and_nothing_that_was_typed(staff: Staff) -> None:
    case = make_case(staff)
    with scope(authority=staff.authority):
        entries = [
            NewEvent("complaint-received", clock.today(), thread="complaint/zzmother-canary"),
            NewEvent("placement-recorded", clock.today(), thread="placement/1", fields={"urn": "zzcanary", "rank": 1}),
            NewEvent("week-20-flag-recorded", clock.today(), fields={"applies": True}),
        ]
        record(case=case, actor=staff.actor("manager"), entries=entries)
    auditor, keyworker = signed_in(staff, "auditor"), signed_in(staff, "manager")
    for page in ("", "clocks/", "history/"):
        text = auditor.get(f"/cases/{case.pk}/{page}").content.decode()
        assert "zzmother" not in text
        assert "zzcanary" not in text
    shown = keyworker.get(f"/cases/{case.pk}/clocks/").content.decode()
    assert "zzmother canary" in shown
    assert "thread=" not in shown
    link = next(part.split('"')[0] for part in shown.split('href="') if "/why/complaint" in part.split('"')[0])
    why = keyworker.get(link.replace("&amp;", "&")).content.decode()
    assert "zzmother" not in why[: why.index("</title>")]
    assert "zzmother canary" in why

"""CO-02: a second click, the back button, a page loaded again, an answer that got lost: what was sent is done once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.web.accounts.models import Role, SentForm
from keywork.web.accounts.sending import KEPT
from keywork.web.casework.models import Note
from keywork.web.kernel import clock
from keywork.web.ledger.models import LedgerEvent
from keywork.web.people.models import CaseCard

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
DECISION = {"on-day": "28", "on-month": "9", "on-year": "2026", "confirmed": "yes", "sequence": "1"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card


@pytest.fixture
def client(staff: Staff) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.user(Role.KEYWORKER))
    return client


def token(client: Client, page: str) -> str:
    """Open a page as a browser does, and return the token of its form."""
    found = TOKEN.search(client.get(page).content.decode())
    assert found
    return found[1]


def notes(staff: Staff) -> list[str]:
    with scope(authority=staff.authority):
        return list(Note.objects.order_by("written_at").values_list("text", flat=True))


def test_a_note_sent_twice_is_kept_once_and_a_changed_one_is_another(
    staff: Staff, card: CaseCard, client: Client
) -> None:
    page = f"/cases/{card.case_id}/"
    form = {"text": "Rang the school.", "csrfmiddlewaretoken": token(client, page)}
    for _ in range(3):
        answer = client.post(f"{page}notes/", form)
        assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert "You sent this before. It was done once." in client.get(page).content.decode()
    assert notes(staff) == ["Rang the school."]
    client.post(f"{page}notes/", form | {"text": "Rang the school again."})
    client.post(f"{page}notes/", form | {"csrfmiddlewaretoken": token(client, page)})
    assert notes(staff) == ["Rang the school.", "Rang the school again.", "Rang the school."]


def test_an_entry_whose_answer_got_lost_is_sent_again_and_is_there_once(
    staff: Staff, card: CaseCard, client: Client
) -> None:
    page = f"/cases/{card.case_id}/record/decided-to-assess/"
    form = DECISION | {"csrfmiddlewaretoken": token(client, page)}
    first, second = client.post(page, form), client.post(page, form)
    assert [first.status_code, second.status_code] == [302, 302]
    assert first.headers["Location"] == second.headers["Location"] == f"/cases/{card.case_id}/"
    with scope(authority=staff.authority):
        assert LedgerEvent.objects.filter(case=card.case, kind="decided-to-assess").count() == 1


def test_what_was_refused_may_be_sent_again(staff: Staff, card: CaseCard, client: Client) -> None:
    page = f"/cases/{card.case_id}/"
    form = {"text": "", "csrfmiddlewaretoken": token(client, page)}
    for _ in range(2):
        client.post(f"{page}notes/", form)
        assert "You sent this before" not in client.get(page).content.decode()
    with scope(authority=staff.authority):
        assert not SentForm.objects.exists()


def test_somebody_else_with_the_same_words_is_somebody_else(staff: Staff, card: CaseCard, client: Client) -> None:
    page = f"/cases/{card.case_id}/"
    client.post(f"{page}notes/", {"text": "Rang the school.", "csrfmiddlewaretoken": token(client, page)})
    manager = Client(enforce_csrf_checks=True)
    manager.force_login(staff.user(Role.MANAGER))
    manager.post(f"{page}notes/", {"text": "Rang the school.", "csrfmiddlewaretoken": token(manager, page)})
    assert notes(staff) == ["Rang the school."] * 2


def test_what_is_kept_about_it_names_nobody_and_goes_after_a_week(
    staff: Staff, card: CaseCard, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keywork.web.accounts.sending.ONE_IN", 1)
    page = f"/cases/{card.case_id}/"
    client.post(f"{page}notes/", {"text": "Rang the school.", "csrfmiddlewaretoken": token(client, page)})
    with scope(authority=staff.authority):
        kept = SentForm.objects.get()
        assert kept.led_to == page
        SentForm.objects.update(at=clock.now() - KEPT - timedelta(seconds=1))
    client.post(f"{page}notes/", {"text": "And again.", "csrfmiddlewaretoken": token(client, page)})
    with scope(authority=staff.authority):
        assert SentForm.objects.exclude(pk=kept.pk).count() == SentForm.objects.count() == 1


def test_a_search_may_be_made_as_often_as_one_likes(staff: Staff, card: CaseCard, client: Client) -> None:
    form = {"asked": "1", "text": card.person.surname, "csrfmiddlewaretoken": token(client, "/find/")}
    for _ in range(2):
        found = client.post("/find/", form, follow=True).content.decode()
        assert card.case.reference in found
        assert "You sent this before" not in found


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_ten_at_the_same_moment_are_one(staff: Staff, card: CaseCard, client: Client) -> None:
    page = f"/cases/{card.case_id}/"
    record = f"{page}record/decided-to-assess/"
    tokens = token(client, page), token(client, record)
    asked = [
        (f"{page}notes/", {"text": "Rang the school.", "csrfmiddlewaretoken": tokens[0]}),
        (record, DECISION | {"csrfmiddlewaretoken": tokens[1]}),
    ]

    def send(number: int) -> int:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = client.cookies
        try:
            return browser.post(*asked[number % 2]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(send, range(20))) == {302}
    assert notes(staff) == ["Rang the school."]
    with scope(authority=staff.authority):
        assert LedgerEvent.objects.filter(case=card.case, kind="decided-to-assess").count() == 1

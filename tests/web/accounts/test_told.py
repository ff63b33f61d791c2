"""What somebody is told of a change is kept with the change, and not where the change was undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from factories import Staff, make_case, make_staff
from keywork.web.accounts.session_store import SessionStore
from keywork.web.accounts.told import MessageStorage
from keywork.web.kernel import clock

RECORDED = "Recorded. The clocks were worked out again."


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
class TestSaved:
    @pytest.fixture
    def staff(self, transactional_db: None) -> Staff:
        return make_staff()

    def send(self, client: Client, case_id: object) -> HttpResponse:
        on = clock.today() - timedelta(days=1)
        day = {"on-day": on.day, "on-month": on.month, "on-year": on.year}
        return client.post(f"/cases/{case_id}/record/disagreement-raised/", {**day, "confirmed": "yes", "sequence": 1})

    def test_a_save_is_made_durable_once_and_the_next_page_says_so(self, staff: Staff) -> None:
        case = make_case(staff, keyworker=staff.user("keyworker"))
        client = Client()
        client.force_login(staff.user("keyworker"))
        client.get(f"/cases/{case.pk}/")
        with CaptureQueriesContext(connection) as asked:
            assert self.send(client, case.pk).status_code == 302
        assert sum(one["sql"].startswith("COMMIT") for one in asked) == 1, [one["sql"] for one in asked]
        assert RECORDED in client.get(f"/cases/{case.pk}/").content.decode()
        assert RECORDED not in client.get(f"/cases/{case.pk}/").content.decode()


def request_of(session: SessionStore) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = session
    request._messages = MessageStorage(request)  # type: ignore[attr-defined]
    return request


def next_page(session: SessionStore) -> list[str]:
    request = request_of(SessionStore(session.session_key))
    return [str(one) for one in messages.get_messages(request)]


@pytest.fixture
def session(db: None) -> SessionStore:
    made = SessionStore()
    made["kept"] = "as it was"
    made.create()
    return SessionStore(made.session_key)


def test_it_waits_for_the_next_page(session: SessionStore) -> None:
    assert session["kept"] == "as it was"
    with transaction.atomic():
        messages.success(request_of(session), "Done.")
    assert next_page(session) == ["Done."]


def test_nothing_is_said_of_what_was_undone(session: SessionStore) -> None:
    request = request_of(session)
    with transaction.atomic():
        messages.success(request, "Done.")
        transaction.set_rollback(True)
    request._messages.update(HttpResponse())  # as the middleware does in the end
    assert not session.modified, "nobody saves it now"
    assert next_page(session) == []


def test_two_of_them_wait_both_and_one_that_is_shown_at_once_does_not(session: SessionStore) -> None:
    with transaction.atomic():
        request = request_of(session)
        messages.success(request, "Done.")
        messages.success(request, "And told.")
    assert next_page(SessionStore(session.session_key)) == ["Done.", "And told."]
    with transaction.atomic():
        assert [str(one) for one in messages.get_messages(request)] == ["Done.", "And told."]
        request._messages.update(HttpResponse())
        session.save()
    assert next_page(session) == []


def test_what_is_said_many_times_before_the_next_page_is_told_once(session: SessionStore) -> None:
    for words in (RECORDED, "Your note was kept.", RECORDED, RECORDED):
        with transaction.atomic():
            messages.success(request_of(SessionStore(session.session_key)), words)
    assert next_page(session) == [RECORDED, "Your note was kept."]

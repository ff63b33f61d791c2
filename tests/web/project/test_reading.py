"""A page reads from one look without holding the write lock; its access row is written before anything is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django_scopes import scope, scopes_disabled

from factories import Staff, make_staff
from keywork.web.accounts.log import log
from keywork.web.accounts.models import AccessEntry, Team
from keywork.web.kernel.reading import one_look, reads_in_one_look

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def staff(transactional_db: None) -> Staff:
    return make_staff()


def entries() -> int:
    with scopes_disabled():
        return AccessEntry.objects.count()


def page(staff: Staff, then: Callable[[], object]) -> Callable[..., HttpResponse]:
    """A page that tells the log of a team and then does something more."""
    actor = staff.actor("manager")

    @reads_in_one_look
    def shown(request: HttpRequest) -> HttpResponse:
        log(actor=actor, action="work.list", subjects=[staff.team.pk])
        then()
        return HttpResponse("a name")

    return shown


def answer(view: Callable[..., HttpResponse], method: str = "GET") -> HttpResponse:
    return view(RequestFactory().generic(method, "/"))


def test_the_row_is_written_after_the_look_and_before_the_answer(staff: Staff) -> None:
    during: list[int] = []
    assert answer(page(staff, lambda: during.append(entries()))).content == b"a name"
    assert (during, entries()) == ([0], 1)


def test_without_its_row_nothing_is_shown(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **more: Any) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr("keywork.web.accounts.log.insert_with", full)
    with pytest.raises(DatabaseError, match="disk full"):
        answer(page(staff, lambda: None))
    assert entries() == 0


def test_a_page_that_fails_has_shown_nothing_and_leaves_no_row(staff: Staff) -> None:
    def not_there() -> None:
        raise Http404

    with pytest.raises(Http404):
        answer(page(staff, not_there))
    log(actor=staff.actor("manager"), action="work.list")
    assert entries() == 1  # what comes after is written at once again


def test_reading_cannot_write(staff: Staff) -> None:
    def rename() -> None:
        with scope(authority=staff.authority):
            Team.objects.filter(pk=staff.team.pk).update(name="Renamed")

    with pytest.raises(DatabaseError, match=r"readonly|read-only"):
        answer(page(staff, rename))
    with scope(authority=staff.authority):
        assert Team.objects.filter(name="Renamed").count() == 0
    assert answer(page(staff, rename), "POST").content == b"a name"
    with scope(authority=staff.authority):
        assert Team.objects.filter(name="Renamed").count() == 1


def test_what_is_sent_is_done_whole_or_not_at_all(staff: Staff) -> None:
    def not_there() -> None:
        raise Http404

    with pytest.raises(Http404):
        answer(page(staff, not_there), "POST")
    assert entries() == 0


def test_a_look_inside_a_look_is_the_same_one(staff: Staff) -> None:
    with one_look(), one_look(), scopes_disabled():
        assert Team.objects.count() == 2
    with transaction.atomic(), scopes_disabled():
        assert Team.objects.filter(pk=staff.team.pk).update(name="Free to write") == 1

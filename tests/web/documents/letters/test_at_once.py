"""CO-07: an address that is being changed while the letter goes. Whoever comes second waits, and sees what the first did."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django_scopes import scope

from factories import Staff
from keywork.web.documents.models import Dispatch
from keywork.web.documents.services import posting
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import ContactPoint
from web.documents.letters.conftest import (
    approved,
    copies,
    fresh,
    make_card,
    make_parent,
    make_point,
    posted,
    printed,
    release,
)
from web.documents.letters.test_address_changes import CHANGES, _written, plain_paper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("emptied", "plain_paper"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
A_WHILE = 0.4


def meanwhile(staff: Staff, act: Callable[[], object]) -> threading.Thread:
    """Let somebody else do something at the same time, over a connection of their own."""

    def acts() -> None:
        try:
            with scope(authority=staff.authority):
                act()
        finally:
            connection.close()

    thread = threading.Thread(target=acts)
    thread.start()
    return thread


def made(staff: Staff) -> tuple[CaseCard, ContactPoint, Dispatch]:
    card = make_card(staff)
    home = make_point(staff, card, make_parent(staff, card))
    letter = approved(staff, card)
    release(staff, card, letter)
    copy = copies(letter)[0]
    printed(staff, card, copy)
    return card, home, copy


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_posts_waits_for_a_change_that_is_being_written(staff: Staff, change: str) -> None:
    card, home, copy = made(staff)
    written = threading.Event()

    def changing() -> None:
        with transaction.atomic():
            CHANGES[change](staff, card, home)
            written.set()
            time.sleep(A_WHILE)  # it has been written, and is not committed

    other = meanwhile(staff, changing)
    assert written.wait(10)
    assert posted(staff, fresh(card.pk), copy) != ""
    other.join()
    assert Dispatch.objects.get(pk=copy.pk).state == Dispatch.State.STOPPED


def test_a_change_waits_for_whoever_posts(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    card, home, copy = made(staff)
    asked, ends = threading.Event(), {}
    really = posting.has_gone

    def slowly(*args: object) -> None:
        asked.set()
        time.sleep(A_WHILE)
        really(*args)  # type: ignore[arg-type]

    def changing() -> None:
        assert asked.wait(10)
        _written(staff, card, home)
        ends["change"] = time.monotonic()

    monkeypatch.setattr(posting, "has_gone", slowly)
    other = meanwhile(staff, changing)
    assert posted(staff, fresh(card.pk), copy) == ""
    ends["posting"] = time.monotonic()
    other.join()
    assert Dispatch.objects.get(pk=copy.pk).state == Dispatch.State.SENT
    assert ends["change"] > ends["posting"] - 0.05
    assert ContactPoint.objects.filter(replaces=home).exists()


__all__ = ["plain_paper"]

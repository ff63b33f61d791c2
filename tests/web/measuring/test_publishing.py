"""How figures are published: prepared by one, published by another, each later than the last, and sealed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django_scopes import scope

from factories import Staff, make_staff
from keywork.web.accounts.models import AccessEntry
from keywork.web.accounts.policy import Denied
from keywork.web.kernel import clock
from keywork.web.measuring import publishing, telling
from keywork.web.measuring.contents import digest_of
from keywork.web.measuring.models import Publication
from keywork.web.measuring.publishing import NotPublished

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def issue(staff: Staff, as_of: date, *, name: str = "Robin") -> Publication:
    """Prepare and publish the figures up to a day, without a page."""
    with scope(authority=staff.authority):
        worked = publishing.work(actor=staff.actor("analyst"), as_of=as_of)
        made = publishing.prepare(actor=staff.actor("analyst"), worked=worked, name=name)
        return publishing.release(actor=staff.actor("manager"), publication_id=made.pk, name=name)


def last_month() -> date:
    return publishing.month_ends(clock.today())[0]


def test_an_analyst_prepares_a_manager_publishes_and_anybody_reads(staff: Staff) -> None:
    analyst, manager, anybody = signed_in(staff.user("analyst")), signed_in(staff.user("manager")), Client()
    assert "Nothing is published yet" in anybody.get("/published/999/").content.decode()
    answer = analyst.post("/figures/", {"as_of": last_month().isoformat()})
    assert answer.status_code == 302
    page = answer.headers["Location"]
    made = page.rstrip("/").rsplit("/", 1)[1]
    public = f"/published/999/{made}/"
    assert anybody.get(public).status_code == anybody.get(f"{public}file/").status_code == 404
    assert analyst.get(page).status_code == 200
    assert analyst.post(page, {"publish": "yes"}).status_code == 404
    assert manager.post(page, {"publish": "yes"}).status_code == 302
    text = anybody.get(public).content.decode()
    assert "Plans issued within 20 weeks, national statistic" in text
    with scope(authority=staff.authority):
        row = Publication.objects.get()
        logged = AccessEntry.objects.filter(action__in=("figures.prepare", "figures.release"), allowed=True)
        assert [entry.action for entry in logged.order_by("id")] == ["figures.prepare", "figures.release"]
    assert row.state == "published"
    assert row.digest[:16] in text
    assert manager.post(page, {"publish": "yes"}).status_code == 409, "it is decided"


def test_nobody_publishes_what_they_prepared(staff: Staff) -> None:
    manager = signed_in(staff.user("manager"))
    page = manager.post("/figures/", {"as_of": last_month().isoformat()}).headers["Location"]
    assert "Publish these figures" not in manager.get(page).content.decode()
    answer = manager.post(page, {"publish": "yes"})
    assert answer.status_code == 409
    assert publishing.SAME_PERSON in answer.content.decode()
    assert manager.post(page, {"publish": "no"}).status_code == 302
    with scope(authority=staff.authority):
        assert [row.state for row in Publication.objects.all()] == ["declined"]
        with pytest.raises(Denied):
            publishing.work(actor=staff.actor("board-member"), as_of=last_month())


def test_one_publication_waits_at_a_time_and_each_is_later_than_the_last(staff: Staff) -> None:
    months = publishing.month_ends(clock.today())
    with scope(authority=staff.authority):
        analyst = staff.actor("analyst")
        first = publishing.work(actor=analyst, as_of=months[1])
        publishing.prepare(actor=analyst, worked=first, name="Robin")
        with pytest.raises(NotPublished, match="waiting"):
            publishing.work(actor=analyst, as_of=months[0])
        with pytest.raises(NotPublished, match="waiting"):
            publishing.prepare(actor=analyst, worked=first, name="Robin")
        publishing.release(actor=staff.actor("manager"), publication_id=Publication.objects.get().pk, name="Kim")
        with pytest.raises(NotPublished, match="later month"):
            publishing.work(actor=analyst, as_of=months[1])
        with pytest.raises(NotPublished, match="later month"):
            publishing.work(actor=analyst, as_of=clock.today())
        publishing.work(actor=analyst, as_of=months[0])
        with pytest.raises(IntegrityError), transaction.atomic():
            Publication.objects.create(
                authority=staff.authority, year=1, as_of=months[1], known_on=months[0], content={}, bound={},
                digest="", state="published",
            )  # fmt: skip


def test_what_was_changed_behind_its_back_is_not_published(staff: Staff) -> None:
    with scope(authority=staff.authority):
        worked = publishing.work(actor=staff.actor("analyst"), as_of=last_month())
        made = publishing.prepare(actor=staff.actor("analyst"), worked=worked, name="Robin")
        whole = made.bound
        for field, changed in (
            ("content", made.content | {"year": 1999}),
            # Somebody lets a small count be printed.
            ("bound", whole | {"counts": {**whole["counts"], "open_assessments|": 3}, "sums": []}),
        ):
            Publication.objects.filter(pk=made.pk).update(**{field: changed})
            with pytest.raises(NotPublished, match="cannot be published"):
                publishing.release(actor=staff.actor("manager"), publication_id=made.pk, name="Kim")
            Publication.objects.filter(pk=made.pk).update(content=made.content, bound=whole)
        assert publishing.release(actor=staff.actor("manager"), publication_id=made.pk, name="Kim").digest == digest_of(
            made.content
        )


def test_another_authority_reads_no_more_than_anybody(staff: Staff) -> None:
    other = make_staff("998", "Eastmarch Council")
    with scope(authority=staff.authority):
        worked = publishing.work(actor=staff.actor("analyst"), as_of=last_month())
        waits = publishing.prepare(actor=staff.actor("analyst"), worked=worked, name="Robin")
    manager = signed_in(other.user("manager"))
    for address in (f"/figures/{waits.pk}/", f"/published/998/{waits.pk}/", f"/published/999/{waits.pk}/"):
        assert manager.get(address).status_code == 404, address
    assert manager.post(f"/figures/{waits.pk}/", {"publish": "yes"}).status_code == 404
    with scope(authority=staff.authority):
        assert Publication.objects.get().state == "prepared"
        publishing.release(actor=staff.actor("manager"), publication_id=waits.pk, name="Kim")
    assert manager.get(f"/published/999/{waits.pk}/").status_code == 200
    assert manager.get(f"/published/998/{waits.pk}/").status_code == 404
    assert Client().get("/published/123/").status_code == Client().get("/published/%C2%B2/").status_code == 404


def test_until_something_is_published_whoever_is_outside_reads_no_figure(staff: Staff) -> None:
    for role in ("board-member", "commissioner"):
        client = signed_in(staff.user(role))
        for address in ("/overview/", "/measures/national-20-weeks/by/"):
            assert "No figures have been published yet" in client.get(address).content.decode()


def test_a_later_year_is_bound_only_by_what_stands_on_a_day(staff: Staff) -> None:
    with time_machine.travel(clock.now() - timedelta(days=400), tick=False):
        early = issue(staff, last_month())
    late = issue(staff, last_month())
    with scope(authority=staff.authority):
        names = publishing._published(early, late.year).tables.counts
    assert f"{early.year}: requests_received_in_year|" in names
    assert "open_assessments|" in names


@pytest.mark.parametrize(
    ("number", "words"), [(None, "[c]"), (0, "0"), (6, "under 10"), (7, "under 10"), (8, "10"), (1002, "1,000")]
)
def test_a_board_reads_the_rest_rounded(number: int | None, words: str) -> None:
    assert telling.count(number, rounds=True) == words

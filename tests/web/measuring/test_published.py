"""Figures leave the authority only as published: prepared by one, published by another, with small numbers hidden."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from keywork.core.breakdowns import WAYS, grows
from keywork.core.linked import after
from keywork.core.measures import load_measures
from keywork.web.accounts.actors import actor_for
from keywork.web.kernel import clock
from keywork.web.measuring import publishing, telling
from keywork.web.measuring.models import Publication
from keywork.web.measuring.queries import NATIONAL
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.publishing import publish
from keywork.web.nonprod.services import Created, create
from standing import standing
from tables_solved import recoverable

pytestmark = pytest.mark.django_db
SOME = Area(plans_in_force=90, requests=60, ended=4, left=1, arrived=1)
SMALL = re.compile(r"(?<![\d.,])[1-5](?![\d.,%])")
CELL = re.compile(r"<td[^>]*--numeric[^>]*>(.*?)</td>|<p class=\"govuk-body(?:-s)?\">([^<]* of [^<]*)\.", re.DOTALL)
OUTSIDE = (
    "board-member",
    "commissioner",
    "sendiass",
    "information-governance",
    "auditor",
    "senco",
    "college",
    "parent",
)


@pytest.fixture(scope="module")
def area(django_db_setup: None, django_db_blocker: Any) -> Iterator[Created]:
    with standing(django_db_blocker):
        yield create(code="999", name="Wexcombe Council", seed=1, area=SOME)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of_role(area: Created, role: str) -> Any:
    return next(user for user in area.staff.people if user.membership.role == role)


def last_month() -> date:
    return publishing.month_ends(clock.today())[0]


def counts_on(page: str) -> list[str]:
    """The counts of a page: what stands in cells of numbers, and beside shares."""
    text = [first or second for first, second in CELL.findall(page)]
    # How many groups are not told is no number of children.
    return [re.sub(r"<[^>]+>|\[c\]|\(hidden\)|\d+ groups? (is|are) not told", " ", each) for each in text]


def publish_months(area: Created, months: int = 3) -> list[Publication]:
    """Publish the figures of the last months of the demonstration, one after another."""
    found = []
    with scope(authority=area.authority):
        Publication.objects.all().delete()
        staff = {role: of_role(area, role) for role in ("analyst", "manager")}
        actors = {role: actor_for(user) for role, user in staff.items()}
        for as_of in reversed(publishing.month_ends(clock.today())[:months]):
            worked = publishing.work(actor=actors["analyst"], as_of=as_of)
            made = publishing.prepare(actor=actors["analyst"], worked=worked, name="Robin")
            found.append(publishing.release(actor=actors["manager"], publication_id=made.pk, name="Kim"))
    return found


def test_nobody_outside_reads_a_small_number_and_no_solver_brings_one_back(area: Created) -> None:
    """PR-11, PR-12, PR-13: every measure, every way of grouping, everybody; three months of the year together."""
    rows = publish_months(area)
    measures = [rate.id for rate in load_measures(NATIONAL).rates]
    outside = [
        "/overview/",
        *(f"/measures/{measure}/by/?by={way}" for measure in measures for way in WAYS),
        *(f"/measures/{measure}/by/?by=need&as_of=2026-01-01&year=2025" for measure in measures),
    ]
    public = [f"/published/999/{row.pk}/" for row in rows]
    people = {user.membership.role: user for user in area.staff.people}
    asked = 0
    for client, pages in [
        *((signed_in(people[role]), [*outside, *public]) for role in OUTSIDE if role in people),
        (Client(), public),
    ]:
        for page in pages:
            answer = client.get(page)
            if answer.status_code == 200:
                asked += 1
                told = counts_on(answer.content.decode())
                assert told, page
                assert not [text for text in told if SMALL.search(text)], page
    assert asked > 100
    hidden = recovered = 0
    with scope(authority=area.authority):
        *earlier, last = rows
        mine = publishing._published(last, last.year)
        before = [publishing._published(row, last.year) for row in earlier]
        whole = after(before, mine.tables, grows=grows(load_measures(NATIONAL)))
        everything = whole.hidden_before | mine.hidden
        hidden, recovered = len(everything), len(recoverable(whole, everything))
        small = [key for key in mine.tables.counts if mine.tables.is_small(key) and key not in mine.tables.unprinted]
    print(f"{hidden} cells hidden in {len(rows)} publications of {len(whole.counts)} cells; worked out: {recovered}")
    assert len(small) > 60
    assert set(small) <= mine.hidden
    assert recovered == 0


def test_a_share_is_told_only_with_both_its_counts_and_the_file_is_what_the_page_says(area: Created) -> None:
    row = publish_months(area, 1)[0]
    shares = [s for m in row.content["measures"] for s in (m, *(r for part in m["by"] for r in part["rows"]))]
    assert len(shares) > 150
    for share in shares:
        if share["percent"] is not None:
            assert None not in (share["numerator"], share["denominator"])
            assert not 1 <= share["denominator"] - share["numerator"] <= 5
    assert any(share["percent"] is not None for share in shares)
    client = Client()
    text = client.get(f"/published/999/{row.pk}/file/").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["By"] for line in lines} >= {"All", *(way.title for way in WAYS.values())}
    assert telling.HIDDEN in {line["Counted"] for line in lines}
    assert not [line for line in lines for name in ("Counted", "Of") if line[name] in {"1", "2", "3", "4", "5"}]
    some = client.get(f"/published/999/{row.pk}/file/?measure=national-20-weeks").content.decode("utf-8-sig")
    assert {line["Measure"] for line in csv.DictReader(io.StringIO(some))} == {
        "Plans issued within 20 weeks, national statistic"
    }


def test_whoever_works_with_the_cases_reads_every_number_and_the_cases_behind_it(area: Created) -> None:
    analyst = signed_in(of_role(area, "analyst"))
    text = analyst.get("/measures/open-past-20-weeks/by/?by=need").content.decode()
    groups = dict(re.findall(r'href="/measures/open_past_20_weeks/\?group=need%3D(\w+)[^"]*">(\d+)<', text))
    assert groups
    total = sum(map(int, groups.values()))
    for code, number in groups.items():
        page = analyst.get(f"/measures/open_past_20_weeks/?group=need%3D{code}").content.decode()
        assert re.search(rf": {number} cases? of", page), code
    whole = analyst.get("/measures/open_past_20_weeks/").content.decode()
    assert re.search(rf"{total} cases? of", whole)
    assert analyst.get("/measures/open_past_20_weeks/?group=need%3DNONE").status_code == 404
    assert analyst.get("/measures/open_past_20_weeks/?group=x").status_code == 404
    assert analyst.get("/measures/nothing/by/").status_code == 404
    keyworker = signed_in(of_role(area, "keyworker"))
    assert "/measures/open_past_20_weeks/" not in keyworker.get("/measures/open-past-20-weeks/by/").content.decode()


def test_the_demonstration_has_published_figures_and_a_month_left_to_publish(area: Created) -> None:
    with scope(authority=area.authority):
        made = publish(area.staff)
        assert made.state == "published"
        assert made.prepared_by != made.decided_by
        assert publishing.open_months(clock.today()) == [last_month()]
    assert Client().get(f"/published/999/{made.pk}/").status_code == 200

"""Giving cases to somebody: by who holds them, by setting, by surname, and cover for absence."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_team, make_user
from keywork.core.events import NewEvent
from keywork.web.casework.queries import to_allocate
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.people.models import CaseCard
from keywork.web.people.services import cover

pytestmark = pytest.mark.django_db
ASSESS = NewEvent("decided-to-assess", date(2026, 10, 1))


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def manager(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user("manager"))
    return client


def place(staff: Staff, case: Case, urn: str, on: date, *, thread: str = "placement/1", **fields: Any) -> None:
    with scope(authority=staff.authority):
        entry = NewEvent("placement-recorded", on, thread=thread, fields={"urn": urn, "rank": 1, **fields})
        record(case=case, entries=[entry], actor=staff.actor("manager"))


def setting_of(staff: Staff, case: Case) -> str:
    with scope(authority=staff.authority):
        return CaseSummary.objects.get(case=case).setting


def found(staff: Staff, **asked: str) -> list[str]:
    with scope(authority=staff.authority):
        return [card.person.surname for card in to_allocate(staff.actor("manager"), **asked)]


def test_a_case_is_at_the_setting_of_its_latest_main_placement(staff: Staff) -> None:
    case = make_case(staff)
    assert setting_of(staff, case) == ""
    place(staff, case, "900101", date(2026, 9, 3))
    place(staff, case, "900202", date(2026, 9, 4), thread="placement/2", rank=2)
    assert setting_of(staff, case) == "900101"
    place(staff, case, "900303", date(2026, 10, 5), thread="placement/3")
    assert setting_of(staff, case) == "900303"
    with scope(authority=staff.authority):
        left = NewEvent("placement-ended", date(2026, 10, 20), thread="placement/3")
        record(case=case, entries=[left], actor=staff.actor("manager"))
    assert setting_of(staff, case) == "900101"


def test_cases_are_found_by_setting_surname_stage_and_holder(staff: Staff) -> None:
    near, far = make_case(staff, surname="Aldous"), make_case(staff, surname="McNeal")
    make_case(staff, surname="de Vries", team=staff.team)
    make_case(staff, surname="Zeta", keyworker=staff.user("keyworker"))
    place(staff, near, "900101", date(2026, 9, 3))
    assert found(staff) == ["Aldous", "McNeal"]
    assert found(staff, setting="900101") == ["Aldous"]
    assert found(staff, surname_from="b", surname_to="mc") == ["McNeal"]
    assert found(staff, surname_to="al") == ["Aldous"]
    assert found(staff, held_by=str(staff.team.pk)) == ["de Vries"]
    assert found(staff, held_by=str(staff.user("keyworker").pk)) == ["Zeta"]
    with scope(authority=staff.authority):
        record(case=far, entries=[ASSESS], actor=staff.actor("manager"))
        stages = dict(CaseSummary.objects.values_list("case_id", "stage"))
    assert found(staff, stage=stages[far.pk]) == ["McNeal"]


def test_everything_that_a_filter_finds_goes_to_a_keyworker_and_their_team(staff: Staff, manager: Client) -> None:
    keyworker = staff.user("keyworker")
    first, second, other = (make_case(staff, surname=name) for name in ("Aldous", "Alvey", "Brook"))
    answer = manager.post("/allocate/?surname_to=AL", {"keyworker": keyworker.pk, "which": "found"}, follow=True)
    assert "2 cases were allocated." in answer.content.decode()
    with scope(authority=staff.authority):
        cards = {card.case_id: card for card in CaseCard.objects.all()}
    assert {cards[case.pk].keyworker_id for case in (first, second)} == {keyworker.pk}
    assert {cards[case.pk].team_id for case in (first, second)} == {keyworker.membership.team_id}
    assert cards[other.pk].keyworker_id is None


def test_a_filter_that_cannot_be_read_finds_nothing_and_gives_nothing(staff: Staff, manager: Client) -> None:
    make_case(staff, surname="Aldous")
    given = {"keyworker": staff.user("keyworker").pk, "which": "found"}
    answer = manager.post("/allocate/?held_by=nobody-we-know", given)
    assert "Tick at least one case" in answer.content.decode()
    with scope(authority=staff.authority):
        assert CaseCard.objects.get().keyworker_id is None


def test_cover_is_arranged_and_refused(staff: Staff, manager: Client) -> None:
    case, away = make_case(staff, keyworker=staff.user("keyworker")), staff.user("keyworker")
    until = clock.today() + timedelta(days=7)
    days = {"day": until.day, "month": until.month, "year": until.year}
    asked = {"cover-away": away.pk, "cover-by": staff.user("manager").pk}
    asked |= {f"cover-until-{part}": value for part, value in days.items()}
    answer = manager.post("/allocate/cover/", asked, follow=True)
    assert "covers 1 case." in answer.content.decode()
    with scope(authority=staff.authority):
        assert CaseCard.objects.get(case=case).cover_until == until
    past = asked | {"cover-until-year": until.year - 1}
    refused = manager.post("/allocate/cover/", past, follow=True).content.decode()
    assert "The last day of cover must be today or later" in refused
    nobody = {key: value for key, value in asked.items() if key != "cover-away"}
    assert "Choose who is away" in manager.post("/allocate/cover/", nobody, follow=True).content.decode()


def board(staff: Staff, client: Client) -> dict[str, list[str]]:
    """The rows of the board as they stand on the page: the name, and what stands beside it."""
    page = client.get("/allocate/").content.decode()
    rows = re.findall(
        r'<tr class="govuk-table__row" role="row"><th scope="row"[^>]*><a class="govuk-link" (.*?)</tr>', page
    )
    cells = {}
    for row in rows:
        name = re.search(r">([^<]*)</a>", row)
        assert name is not None
        cells[name[1]] = re.findall(r'data-label="[^"]*">([^<]*)</td>', row)
    return cells


def test_the_board_says_what_each_has_on_their_hands_and_leads_to_their_cases(staff: Staff, manager: Client) -> None:
    keyworker, idle = staff.user("keyworker"), make_user(staff.authority, "keyworker", name="Idle", team=staff.team)
    late, plan = make_case(staff, surname="Aldous", keyworker=keyworker), make_case(staff, keyworker=keyworker)
    make_case(staff, surname="Nobody’s")
    with scope(authority=staff.authority):
        asked = NewEvent("assessment-request-received", clock.today() - timedelta(days=50))
        record(case=late, entries=[asked], actor=staff.actor("manager"))
        made = NewEvent("plan-first-made", clock.today() - timedelta(days=10))
        record(case=plan, entries=[made], actor=staff.actor("manager"))
        in_assessment = CaseSummary.objects.filter(case__card__keyworker=keyworker, stage="deciding").count()
    found = board(staff, manager)
    team, cases, assessed, past, *_ = found[keyworker.display_name]
    assert (team, cases, assessed) == (keyworker.membership.team.name, "2", str(in_assessment))
    assert int(past) >= 1
    assert found["Idle"][1:] == ["0", "0", "0", "0", "0"]
    page = manager.get(f"/allocate/?held_by={keyworker.pk}").content.decode()
    assert "Aldous" in page
    assert str(idle.pk) in page


def test_the_board_counts_only_the_cases_that_whoever_looks_answers_for(staff: Staff) -> None:
    other = make_team(staff.authority, "Other team")
    theirs = make_user(staff.authority, "keyworker", name="Of another team", team=other)
    make_case(staff, keyworker=theirs, team=other)
    client = Client()
    client.force_login(make_user(staff.authority, "manager", name="Manages one team", team=staff.team))
    assert board(staff, client)["Of another team"][1] == "0"


def test_whoever_is_away_is_marked_and_whoever_covers_too(staff: Staff, manager: Client) -> None:
    away = staff.user("keyworker")
    by = make_user(staff.authority, "keyworker", name="Covers", team=staff.team)
    make_case(staff, keyworker=away)
    with scope(authority=staff.authority):
        until = clock.today() + timedelta(days=7)
        cover(cases=CaseCard.objects.values_list("pk", flat=True), by=by, until=until, actor=staff.actor("manager"))
    page = manager.get("/allocate/").content.decode()
    assert "Covered until" in page
    assert "Covers 1 case more" in page

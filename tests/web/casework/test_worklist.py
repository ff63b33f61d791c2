"""The list of running clocks: whose it is, what is late and what is due, and a file that runs nothing."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.web.casework.worklist import Question, counts, counts_of, items, items_at, open_clocks
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.people.services import cover

DECISION_DUE = date(2026, 10, 13)  # six weeks from the request of 1 September


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def surnames(staff: Staff, role: str = "keyworker", **asked: str) -> set[str]:
    return {item.surname for item in items(open_clocks(staff.actor(role), Question(**asked), DECISION_DUE), "due")}


def test_what_is_mine_is_in_the_list_whatever_team_holds_it(staff: Staff) -> None:
    me = staff.user("keyworker")
    make_case(staff, keyworker=me, surname="Mine")
    make_case(staff, keyworker=me, team=staff.other_team, surname="Lent")
    make_case(staff, team=staff.team, surname="Teams")
    make_case(staff, team=staff.other_team, surname="Others")
    make_case(staff, surname="Nobodys")
    assert surnames(staff, whose="mine") == {"Mine", "Lent"}
    assert surnames(staff, whose="team") == {"Mine", "Lent"}
    assert surnames(staff, whose="area") == {"Mine", "Lent"}
    staff.people["manager of the team"] = make_user(staff.authority, "manager", team=staff.team)
    assert surnames(staff, "manager of the team", whose="team") == {"Teams"}
    assert surnames(staff, "manager of the team", whose="area") == {"Teams"}
    assert surnames(staff, "manager", whose="nobody") == {"Nobodys"}
    assert surnames(staff, "manager", whose="area") == {"Mine", "Lent", "Teams", "Others", "Nobodys"}


def test_a_clock_is_late_the_day_after_its_last_day(staff: Staff) -> None:
    make_case(staff, keyworker=staff.user("keyworker"))
    question, actor = Question(duty="ehcna-decision"), staff.actor("keyworker")
    on = {days: DECISION_DUE + timedelta(days=days) for days in (-7, -6, 0, 1)}
    listed = {
        days: {
            when
            for when in ("late", "week", "later")
            if open_clocks(actor, Question(duty=question.duty, when=when), day)
        }
        for days, day in on.items()
    }
    assert listed == {-7: {"later"}, -6: {"week"}, 0: {"week"}, 1: {"late"}}
    assert counts(actor, Question(), on[1])["late"] >= 1


def test_cover_shows_a_colleagues_cases_until_it_ends(staff: Staff) -> None:
    case = make_case(staff, team=staff.other_team, surname="Covered")
    cover(cases=[case.pk], by=staff.user("keyworker"), until=clock.today(), actor=staff.actor("manager"))
    assert surnames(staff, whose="mine") == {"Covered"}


@pytest.mark.parametrize("role", ["keyworker", "manager"])
def test_the_tiles_count_what_the_list_holds_kept_or_worked_out(staff: Staff, role: str) -> None:
    for surname in ("One", "Two"):
        make_case(staff, keyworker=staff.user("keyworker"), surname=surname)
    make_case(staff, team=staff.other_team, surname="Three")
    actor, today = staff.actor(role), DECISION_DUE + timedelta(days=1)
    for whose in ("mine", "team", "area"):
        question = Question(whose=whose)
        told = counts(actor, question, today)
        assert told["all"] == open_clocks(actor, question, today).count()
        others = replace(question, waiting_on="others")
        assert told["waiting"] == open_clocks(actor, others, today).count()
        for when in ("late", "week"):
            assert told[when] == open_clocks(actor, replace(question, when=when), today).count()
        at = AsAt.on(clock.today(), clock.today())
        assert counts_of(items_at(actor, question, at), at.as_of) == counts(actor, question, at.as_of)


def test_names_stand_in_order_within_a_day_and_by_themselves(staff: Staff) -> None:
    for surname in ("Cee", "Aye", "Bee"):
        make_case(staff, keyworker=staff.user("keyworker"), surname=surname)
    actor = staff.actor("keyworker")
    for sort, expected in (
        ("due", ["Aye", "Bee", "Cee"]),
        ("name", ["Aye", "Bee", "Cee"]),
        ("-name", ["Cee", "Bee", "Aye"]),
    ):
        question = Question(duty="ehcna-decision", sort=sort)
        assert [item.surname for item in items(open_clocks(actor, question, DECISION_DUE), sort)] == expected


def test_a_name_or_reference_narrows_the_list(staff: Staff) -> None:
    case = make_case(staff, keyworker=staff.user("keyworker"), surname="O’Testing-Smith")
    make_case(staff, keyworker=staff.user("keyworker"), surname="Other")
    assert surnames(staff, text="testing smith") == {"O’Testing-Smith"}
    assert surnames(staff, text=f" {case.reference.lower()} ") == {"O’Testing-Smith"}
    assert surnames(staff, text="nobody") == set()


def test_the_file_holds_no_formula(staff: Staff) -> None:
    make_case(staff, keyworker=staff.user("keyworker"), surname="=HYPERLINK(1)")
    client = Client()
    client.force_login(staff.user("keyworker"))
    assert client.get("/work/file.csv").status_code == 403, "a keyworker gives out one case, never a list"
    client.force_login(staff.user("manager"))
    response = client.get("/work/file.csv")
    assert response.status_code == 200
    cells = [cell for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []

"""What a figure said before: true at both moments, explained by what was recorded, on a page, in a file and by command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django_scopes import scope
from typer.testing import CliRunner

from factories import CANARY, Staff, involve, make_case, make_staff
from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, NewEvent
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines.services import choose_setting, record
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.models import Case
from keywork.web.measuring import restated
from keywork.web.measuring.queries import national
from keywork.web.measuring.restating import Between, figure_of, restate, roles_of
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.services import create
from keywork.web.people.models import CaseCard
from keywork.web.project.cli import app

pytestmark = pytest.mark.django_db
TINY = Area(plans_in_force=60, requests=14, ended=3, left=1, arrived=1)
YEAR = 2026


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    """Well inside a year: what happened a hundred days ago belongs to it too."""
    with time_machine.travel(datetime(2026, 11, 26, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def case_of(staff: Staff, *told: tuple[str, date], **fields: object) -> Case:
    """A case with a request in the past and what followed, all recorded now."""
    case = make_case(staff)
    with scope(authority=staff.authority):
        first = ledger.stream(case.pk)[0]
        entries = [NewEvent(DATE_CORRECTED, clock.today(), corrects=first.id, fields={"to": told[0][1]})]
        entries += [NewEvent(kind, on) for kind, on in told[1:]]
        record(case=case, entries=entries, actor=staff.actor("keyworker"))
    return case


def later(days: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(days=days), tick=False)


def ask(
    staff: Staff, name: str, known_on: date, *, year: int | None = None
) -> tuple[restated.Restatement, list[restated.CaseShown]]:
    figure = figure_of(name, year or known_on.year)
    assert figure is not None
    between = Between.of(year or known_on.year, known_on, known_on, None)
    with scope(authority=staff.authority):
        found = restate(staff.authority, figure, between)
        told = restated.Telling(found, roles_of(restated.labels_of(found)))
        return found, [told.case(case) for case in found.cases]


def test_each_sort_of_change_is_told_as_what_it_is(staff: Staff) -> None:
    today = clock.today()
    long_ago = today - timedelta(days=200)
    late, redated, struck, out = (
        case_of(staff, ("assessment-request-received", long_ago)),
        case_of(staff, ("", long_ago), ("final-plan-sent", today - timedelta(days=1))),
        case_of(staff, ("", long_ago), ("final-plan-sent", today - timedelta(days=2))),
        case_of(staff, ("", long_ago)),
    )
    with later(4), scope(authority=staff.authority):
        actor, now = staff.actor("manager"), clock.today()
        record(case=late, entries=[NewEvent("final-plan-sent", today - timedelta(days=30))], actor=actor)
        sent = {case.pk: ledger.stream(case.pk)[-1] for case in (redated, struck)}
        to = {"to": today - timedelta(days=90)}
        fix = NewEvent(DATE_CORRECTED, now, corrects=sent[redated.pk].id, fields=to)
        record(case=redated, entries=[fix], actor=actor)
        record(case=struck, entries=[NewEvent(ENTRY_STRUCK_OUT, now, corrects=sent[struck.pk].id)], actor=actor)
        record(case=out, entries=[NewEvent("request-triaged", long_ago)], actor=actor)
        found, cases = ask(staff, "national-20-weeks", today)
        by_case = {case.case_id: case for case in cases}
    assert (found.then, found.now) == ((0, 2), (1, 2))
    assert set(by_case) == {late.pk, redated.pk, struck.pk}
    assert [(c.move, c.causes[0].sort) for c in (by_case[late.pk], by_case[redated.pk], by_case[struck.pk])] == [
        ("Came in, and does not count towards the share", restated.LATE),
        ("Was counted; now counts towards the share", restated.DATE),
        ("Went out; had not counted towards the share", restated.STRUCK),
    ]
    assert "by a manager, 34 days after it happened" in by_case[late.pk].causes[0].words
    assert restated.causes_counted(cases) == [("Correction of a date", 1), ("Entry struck out", 1), ("Late entry", 1)]
    assert [line.difference for line in restated.lines(found)] == ["+1", "no difference", "+50.0 percentage points"]


@pytest.mark.parametrize(
    "name", ["national-20-weeks", "law-20-weeks", "open-past-20-weeks", "total_ehc_plans", "no_outcome"]
)
def test_both_numbers_are_those_that_the_figures_give_for_their_moments(name: str) -> None:
    made = create(code="999", name="Wexcombe Council", seed=1, area=TINY)
    known_on, as_of = clock.today() - timedelta(days=60), clock.today() - timedelta(days=7)
    figure = figure_of(name, as_of.year)
    assert figure is not None
    with scope(authority=made.authority):
        found = restate(made.authority, figure, Between.of(as_of.year, as_of, known_on, None))
        for reading, known in ((found.then, known_on), (found.now, None)):
            results = national(made.authority, as_of.year, AsAt.on(as_of, known))
            share = next((one for one in results.shares if one.rate.id == name), None)
            wanted = (share.numerator, share.denominator) if share else (results.figures[name].value,)
            assert reading == wanted
    assert name == "no_outcome" or found.cases


def test_a_return_that_was_taken_back_is_told_as_such(staff: Staff) -> None:
    today = clock.today()
    case = case_of(staff, ("", today - timedelta(days=200)))
    with later(1), scope(authority=staff.authority):
        load = NewEvent("final-plan-sent", today - timedelta(days=20), source="sen2")
        record(case=case, entries=[load], actor=staff.actor("analyst"))
        loaded_on = clock.today()
        _, cases = ask(staff, "assess_issued", today)
        assert [cause.sort for cause in cases[0].causes] == [restated.LOAD]
        with later(3):
            sent = ledger.stream(case.pk)[-1]
            back = NewEvent(ENTRY_STRUCK_OUT, clock.today(), corrects=sent.id, source="sen2")
            record(case=case, entries=[back], actor=staff.actor("manager"))
            assert ask(staff, "assess_issued", today)[1] == []
            _, cases = ask(staff, "assess_issued", loaded_on)
    assert [(case.move, case.causes[0].sort) for case in cases] == [("Went out", restated.TAKEN_BACK)]


def test_another_reading_of_the_law_is_told_with_both_answers(staff: Staff) -> None:
    asked_on = date(YEAR, 3, 2) - timedelta(days=date(YEAR, 3, 2).weekday() - 4)  # a Friday
    case = make_case(staff)
    with scope(authority=staff.authority):
        first, today = ledger.stream(case.pk)[0], clock.today()
        request = NewEvent("assessment-request-received", asked_on, fields={"by": "e-mail", "at": "17:45"})
        strike = NewEvent(ENTRY_STRUCK_OUT, today, corrects=first.id)
        decided = NewEvent("decided-to-assess", asked_on + timedelta(days=43))
        record(case=case, entries=[strike, request, decided], actor=staff.actor("keyworker"))
        with later(2):
            choose_setting(actor=staff.actor("administrator"), key="receipt", value="deemed")
            found, cases = ask(staff, "law-6-weeks", today, year=YEAR)
    assert (found.then, found.now) == ((0, 1), (1, 1))
    assert cases[0].causes[0].sort == restated.READING
    assert "chosen by an administrator" in cases[0].causes[0].words


def test_the_page_names_no_child_to_whoever_may_not_know_and_stands_in_the_log(staff: Staff) -> None:
    today = clock.today()
    case = case_of(staff, ("", today - timedelta(days=200)))
    involve(case, staff.user("auditor"), "sampled")
    with later(2):
        with scope(authority=staff.authority):
            sent = NewEvent("final-plan-sent", today - timedelta(days=70))
            record(case=case, entries=[sent], actor=staff.actor("keyworker"))
            pseudonym = CaseCard.objects.get(case=case).person.pseudonym
        address = f"/measures/national-20-weeks/before/?year={today.year}&known_at={today}"
        for role, seen, hidden in (("analyst", pseudonym, CANARY), ("auditor", pseudonym, CANARY)):
            client = Client()
            client.force_login(staff.user(role))
            text = client.get(address).content.decode()
            assert seen in text
            assert hidden not in text
            assert "Came in, and counts towards the share" in text
            cells = list(
                csv.reader(io.StringIO(client.get(address.replace("before/", "before/file/")).content.decode()))
            )
            assert cells[1][0] == pseudonym
            assert cells[1][4] == restated.LATE
        with scope(authority=staff.authority):
            rows = list(AccessEntry.objects.filter(action="measure.cases").order_by("id"))
    assert [row.subjects for row in rows] == [[str(case.pk)]] * 4
    assert [row.detail["file"] for row in rows] == [False, True] * 2
    assert rows[0].detail["figure"] == "national-20-weeks"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("known_at=tomorrow", "The earlier day must be a date such as 2026-03-27"),
        ("known_at=2999-01-01", "The earlier day must be today or in the past"),
        ("known_at=2026-05-01&against=2026-05-01", "The later day must be after the earlier one"),
    ],
)
def test_a_question_that_cannot_be_read_is_said_at_its_field(staff: Staff, asked: str, said: str) -> None:
    client = Client()
    client.force_login(staff.user("analyst"))
    answer = client.get(f"/measures/national-20-weeks/before/?{asked}")
    assert said in answer.content.decode()
    assert client.get(f"/measures/national-20-weeks/before/file/?{asked}").status_code == 400
    assert client.get("/measures/no-such-figure/before/").status_code == 404


def test_what_was_worked_out_is_kept_until_something_is_recorded(staff: Staff) -> None:
    today = clock.today()
    case = case_of(staff, ("", today - timedelta(days=200)))
    with later(2):
        assert ask(staff, "assess_issued", today)[0] is ask(staff, "assess_issued", today)[0]
        with scope(authority=staff.authority):
            sent = NewEvent("final-plan-sent", today - timedelta(days=70))
            record(case=case, entries=[sent], actor=staff.actor("keyworker"))
        assert ask(staff, "assess_issued", today)[0].now == (1,)


def test_the_command_prints_both_and_why(staff: Staff) -> None:
    today = clock.today()
    case = case_of(staff, ("", today - timedelta(days=200)))
    involve(case, staff.user("auditor"), "sampled")
    with later(2):
        with scope(authority=staff.authority):
            sent = NewEvent("final-plan-sent", today - timedelta(days=70))
            record(case=case, entries=[sent], actor=staff.actor("keyworker"))
        words = [
            "measure",
            "restated",
            "law-20-weeks",
            "--authority",
            "999",
            "--known-at",
            str(today),
            "--year",
            str(today.year),
        ]
        said = CliRunner().invoke(app, words)
        data = json.loads(CliRunner().invoke(app, [*words, "--json"]).output)
        wrong = [
            CliRunner().invoke(app, ["measure", "restated", figure, "--authority", code, "--known-at", day])
            for figure, code, day in (
                ("nothing", "999", str(today)),
                ("law-20-weeks", "000", str(today)),
                ("law-20-weeks", "999", "2999-01-01"),
            )
        ]
    assert said.exit_code == 0, said.output
    assert "1 case made the difference." in said.output
    assert (data["then"]["parts"], data["now"]["parts"], data["now"]["percent"]) == ([0, 0], [1, 1], 100.0)
    assert data["cases"][0]["because"][0]["sort"] == restated.LATE
    assert [one.exit_code for one in wrong] == [2, 2, 2]
    assert "There is no figure nothing." in wrong[0].output

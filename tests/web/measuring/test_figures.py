"""The figures of an authority: kept or worked out, as at any day, by command and on a page."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django_scopes import scope
from typer.testing import CliRunner

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.queries import histories_at
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger.models import Case
from keywork.web.measuring.overview import counts_at, counts_now, work_out
from keywork.web.measuring.queries import national
from keywork.web.measuring.rounding import rounded
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.services import Created, create
from keywork.web.people.models import CaseCard
from keywork.web.project.cli import app
from rows_made import make_publication

pytestmark = pytest.mark.django_db
TINY = Area(plans_in_force=60, requests=14, ended=3, left=1, arrived=1)


@pytest.fixture
def area() -> Created:
    return create(code="999", name="Wexcombe Council", seed=1, area=TINY)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["measure", "national-timeliness", *words])
    return result.exit_code, result.output


def test_the_overview_kept_and_worked_out_anew_are_one(area: Created) -> None:
    today = clock.today()
    with scope(authority=area.authority):
        # Also of a case that is no longer open, and still has a limit to keep.
        closed = Case.objects.get(reference="STORY-PLAN-CEASED")
        complaint = NewEvent("complaint-received", today, thread="complaint/1")
        record(case=closed, entries=[complaint], actor=system("test", area.authority))
        assert ClockRow.objects.filter(case=closed, is_running=True, duty_kind="limit").exists()
        kept = counts_now(today)
        worked = counts_at((history for _, _, history in histories_at(area.authority, AsAt.now())), today)
    assert (kept.stages, +kept.late, kept.waited, kept.due) == (worked.stages, +worked.late, worked.waited, worked.due)
    assert sum(kept.stages.values()) > TINY.plans_in_force
    assert sum(kept.due.values()) > 0


def test_the_overview_follows_what_is_recorded(staff: Staff) -> None:
    with scope(authority=staff.authority):
        case = make_case(staff)
        before, _ = work_out(staff.authority, 2026, AsAt.now())
        record(
            case=case, entries=[NewEvent("assessment-request-withdrawn", clock.today())], actor=staff.actor("manager")
        )
        after, _ = work_out(staff.authority, 2026, AsAt.now())
    assert (sum(before.stages.values()), sum(after.stages.values())) == (1, 0)


def test_what_is_kept_of_a_case_goes_by_its_record(area: Created) -> None:
    year, manager = clock.today().year - 1, next(u for u in area.staff.people if u.membership.role == "manager")
    with scope(authority=area.authority):
        actor = actor_for(manager)
        for number, case in enumerate(Case.objects.order_by("id")[:6]):
            kept = work_out(area.authority, year, AsAt.now())[1]
            whole = national(area.authority, year, AsAt.now())
            assert {name: sorted(figure.cases) for name, figure in kept.figures.items()} == {
                name: sorted(figure.cases) for name, figure in whole.figures.items()
            }
            assert kept.shares == whole.shares
            kind = ("child-died", "child-moved-out")[number % 2]
            record(case=case, entries=[NewEvent(kind, clock.today())], actor=actor)
        last = work_out(area.authority, year, AsAt.now())[1]
    assert last.figures["total_ehc_plans"].value < kept.figures["total_ehc_plans"].value


def test_a_figure_stands_as_it_was_known(staff: Staff) -> None:
    late_entry = clock.now() + timedelta(days=3)
    with scope(authority=staff.authority):
        case = make_case(staff)
        known = clock.today()
        with time_machine.travel(late_entry, tick=False):
            record(case=case, entries=[NewEvent("decided-to-assess", known)], actor=staff.actor("manager"))
            then = work_out(staff.authority, known.year, AsAt.on(known, known))[1]
            now = work_out(staff.authority, known.year, AsAt.on(known, None))[1]
    column = "requests_decided_to_assess"
    assert (then.figures[column].value, now.figures[column].value) == (0, 1)
    assert now.figures[column].cases == [case.pk]


def test_the_cases_behind_a_figure_stand_in_the_log(staff: Staff) -> None:
    case, client = make_case(staff), Client()
    client.force_login(staff.user("analyst"))
    text = client.get("/measures/open_assessments/").content.decode()
    with scope(authority=staff.authority):
        assert CaseCard.objects.get(case=case).person.pseudonym in text
        entry = AccessEntry.objects.get(action="measure.cases")
        assert entry.subjects == [str(case.pk)]
    assert client.get("/measures/no_such_figure/").status_code == 404
    assert client.get("/measures/no_outcome/").status_code == 404  # a difference has no cases of its own


def test_an_auditor_sees_behind_a_figure_what_was_sampled_and_no_more(staff: Staff) -> None:
    sampled, other, client = make_case(staff), make_case(staff), Client()
    involve(sampled, staff.user("auditor"), "sampled")
    client.force_login(staff.user("auditor"))
    text = client.get("/measures/open_assessments/").content.decode()
    with scope(authority=staff.authority):
        assert CaseCard.objects.get(case=sampled).person.pseudonym in text
        assert CaseCard.objects.get(case=other).person.pseudonym not in text
        assert AccessEntry.objects.get(action="measure.cases").subjects == [str(sampled.pk)]


def test_columns_lie_within_each_other_as_the_data_say(area: Created) -> None:
    """Whoever proves that small numbers cannot be worked out builds on it: parts share no case, and none is outside."""
    today = clock.today()
    with scope(authority=area.authority):
        for year in (today.year, today.year - 1, today.year - 2):
            results = national(area.authority, year, AsAt.now())
            for each in results.definition.sums:
                parts = [set(results.figures[part].cases) for part in each.parts]
                assert set().union(*parts) <= set(results.figures[each.total].cases), each
                assert sum(map(len, parts)) == len(set().union(*parts)), each
    assert len(results.definition.sums) > 30


def test_a_board_reads_what_was_published_and_no_day_between(staff: Staff) -> None:
    """No live figure, counts to the nearest five, what is hidden stays hidden, and no way to the cases."""
    assert [rounded(count) for count in (0, 1, 2, 3, 7, 8, 12, 13, 1002)] == [0, 0, 0, 5, 5, 10, 10, 15, 1000]
    for _ in range(4):
        make_case(staff)
    with scope(authority=staff.authority):
        made = make_publication(staff.authority)
        content = made.content
        content["figures"][0]["rows"].append({"id": "s", "title": "Some", "count": 42})
        made.content = content
        made.save()
    shown = {}
    for role in ("manager", "board-member", "commissioner"):
        client = Client()
        client.force_login(staff.user(role))
        shown[role] = client.get("/overview/?as_of=2026-11-01").content.decode()
    assert "open cases" in shown["manager"]
    assert "open case" not in shown["board-member"] + shown["commissioner"]
    assert "[c]" in shown["board-member"]
    assert ">42<" in shown["commissioner"]
    assert ">42<" not in shown["board-member"]
    assert "/measures/open_assessments/" not in shown["board-member"] + shown["commissioner"]


def test_a_day_that_cannot_be_read_is_said_at_its_field(staff: Staff) -> None:
    client = Client()
    client.force_login(staff.user("manager"))
    for asked in ("as_of=2026-02-30", "known_at=tomorrow", "as_of=2999-01-01"):
        text = client.get(f"/overview/?{asked}").content.decode()
        assert "govuk-error-message" in text, asked
    assert client.get("/overview/?year=12345").status_code == 200


def test_the_command_prints_figures_data_and_cases(area: Created) -> None:
    asked = ("--year", str(clock.today().year - 1), "--authority", "999")
    code, text = run(*asked, "--as-of", str(clock.today()))
    assert code == 0
    assert "Plans issued within 20 weeks, national statistic" in text
    code, text = run(*asked, "--as-of", str(clock.today()), "--json")
    data = json.loads(text)
    assert (code, data["authority"], data["as_of"]) == (0, "999", str(clock.today()))
    assert set(data["groups"]) >= {"requests", "assessments", "timeliness", "annual_reviews"}
    count = data["groups"]["annual_reviews"]["total_ehc_plans"]
    code, text = run(*asked, "--as-of", str(clock.today()), "--json", "--with-cases")
    listed = json.loads(text)["cases"]
    assert {name: len(cases) for name, cases in listed.items()} == {
        name: value for group in data["groups"].values() for name, value in group.items() if name in listed
    }
    code, text = run(*asked, "--as-of", str(clock.today()), "--cases", "total_ehc_plans")
    assert (code, len(text.split())) == (0, count)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", "2024", "--authority", "000"), "There is no authority 000 here."),
        (("--year", "1999", "--authority", "999"), "No census day is known for 1999."),
        (("--year", "2024", "--authority", "999", "--cases", "nothing"), "There is no column nothing."),
        (("--year", "2024", "--authority", "999", "--as-of", "2024-13-01"), "2024-13-01"),
    ],
)
def test_what_cannot_be_worked_out_is_said_plainly(words: tuple[str, ...], said: str) -> None:
    make_staff()
    code, text = run(*words)
    assert code == 2
    assert said in text

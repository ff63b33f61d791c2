"""Returns of several years of the same children: what each may change, and what it must leave alone."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope
from typer.testing import CliRunner

from factories import Staff, make_staff
from keywork.web.accounts.actors import Actor
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.people.models import CaseCard, Person
from keywork.web.project.cli import app
from keywork.web.returns.models import ReturnImport, ReviewItem
from keywork.web.returns.services import decide_review, import_return, plan_import
from returns_made import ROWS, files, zipped

pytestmark = pytest.mark.django_db
Rows = dict[str, list[dict[str, str]]]
NAMELESS = {"sen2tableid": "1", "forename": "Cy", "sex": "F", "ethnicity": "WBRI", "upnunknown": "UN8"}
TWIN = {**NAMELESS, "surname": "Twin", "personbirthdate": "2015-Jan-01 00:00:00"}
OPEN = {"receiveddate": "2024-Dec-02 00:00:00", "requestsource": "1", "rya": "0", "requestoutcome": "A"}


@pytest.fixture
def staff() -> Staff:
    return make_staff("895", "Wexcombe Council")


class Loader:
    """Loads returns of an authority, and tells what each wrote."""

    def __init__(self, actor: Actor, folder: Path) -> None:
        self.actor, self.folder, self.loaded = actor, folder, 0

    def __call__(self, rows: Rows, year: int = 2025) -> dict[str, int]:
        self.loaded += 1
        path = self.folder / f"{self.loaded}.zip"
        path.write_bytes(zipped(files(of(rows, year), year)))
        plan = plan_import(path=path, actor=self.actor)
        import_return(plan=plan, actor=self.actor)
        return {name: number for name, number in plan.summary().items() if number}


def of(rows: Rows, year: int) -> Rows:
    made = deepcopy(rows)
    made["sen2"][0] |= {"year": str(year), "referencedate": f"{year}-Jan-{15 if year == 2026 else 16} 00:00:00"}
    return made


def with_more(**added: list[dict[str, str]]) -> Rows:
    rows = deepcopy(ROWS)
    for module, more in added.items():
        rows[module] += more
    return rows


@pytest.fixture
def load(staff: Staff, tmp_path: Path) -> Any:
    with scope(authority=staff.authority):
        yield Loader(staff.actor("manager"), tmp_path)


def wrote(summary: dict[str, int]) -> dict[str, int]:
    return {name: summary.get(name, 0) for name in ("people_new", "cases_new", "events", "corrections")}


NOTHING = {"people_new": 0, "cases_new": 0, "events": 0, "corrections": 0}


def test_each_year_again_adds_nothing_in_any_order(load: Loader) -> None:
    later = deepcopy(ROWS)
    later["requests"][0] |= {"requestoutcome": "H"}
    del later["requests"][0]["requestoutcomedate"]
    later["assessment"][0] |= {"assessmentoutcome": "H"}
    del later["assessment"][0]["assessmentoutcomedate"]
    later["activeplans"][0] |= {"reviewmeeting": "2025-Apr-20 00:00:00", "reviewoutcome": "A"}
    load(ROWS, 2025)
    load(later, 2026)
    for rows, year in ((later, 2026), (ROWS, 2025), (later, 2026), (ROWS, 2025)):
        assert wrote(load(rows, year)) == NOTHING, year


def test_an_older_return_does_not_overrule_a_later_one(load: Loader) -> None:
    later = deepcopy(ROWS)
    later["requests"][0] |= {"receiveddate": "2024-Jan-12 00:00:00", "requestoutcomedate": "2024-Feb-14 00:00:00"}
    del later["person"][1], later["requests"][1]
    newcomer = {**TWIN, "persontableid": "90"}
    later["person"].append(newcomer)
    later["requests"].append(
        {**OPEN, "requeststableid": "91", "persontableid": "90", "receiveddate": "2025-Dec-01 00:00:00"}
    )
    load(ROWS, 2025)
    assert load(later, 2026).get("corrections") == 2
    for rows, year in ((ROWS, 2025), (later, 2026), (ROWS, 2025)):
        summary = load(rows, year)
        assert wrote(summary) == NOTHING
        assert summary.get("cases_absent", 0) == 0


def test_a_review_told_twice_is_one_review(load: Loader) -> None:
    rows = deepcopy(ROWS)
    rows["activeplans"][0] |= {"reviewmeeting": "2024-Nov-20 00:00:00", "reviewoutcome": "A"}
    load(rows, 2025)
    assert load(rows, 2026).get("events", 0) == 0
    assert LedgerEvent.objects.filter(kind="review-meeting-held").count() == 1


def test_a_namesake_before_a_known_child_takes_nothing_of_theirs(load: Loader) -> None:
    load(ROWS)
    namesake = {**ROWS["person"][0], "persontableid": "99", "upn": "", "upnunknown": "UN8"}
    rows = with_more(requests=[{**OPEN, "requeststableid": "98", "persontableid": "99"}])
    rows["person"].insert(0, namesake)
    assert wrote(load(rows)) == {"people_new": 1, "cases_new": 1, "events": 2, "corrections": 0}
    assert wrote(load(rows)) == NOTHING


@pytest.mark.parametrize(
    "people",
    [
        [{**ROWS["person"][0], "persontableid": "90"}],
        [{**TWIN, "persontableid": "90"}, {**TWIN, "persontableid": "91"}],
        [{**NAMELESS, "persontableid": "90"}],
        [{**NAMELESS, "persontableid": "90", "surname": "Only"}],
    ],
    ids=["one number on two rows", "two of one name and birth", "no name", "no birth"],
)
def test_people_hard_to_tell_apart_are_still_the_same_people_again(load: Loader, people: list[dict[str, str]]) -> None:
    requests = [
        {**OPEN, "requeststableid": f"8{n}", "persontableid": person["persontableid"]}
        for n, person in enumerate(people)
    ]
    rows = with_more(person=people, requests=requests)
    load(rows)
    known = Person.objects.count()
    for _ in range(2):
        assert wrote(load(rows)) == NOTHING
    assert Person.objects.count() == known


def test_the_order_of_a_file_changes_nothing(load: Loader) -> None:
    rows = with_more(
        plandetail=[{**ROWS["plandetail"][0], "plandetailtableid": "51", "urn": "900002", "placementrank": "2"}],
        senneed=[{**ROWS["senneed"][0], "senneedtableid": "81", "sentype": "SEMH", "sentyperank": "2"}],
        requests=[{**OPEN, "requeststableid": "29", "persontableid": "10", "receiveddate": "2024-Jan-10 00:00:00"}],
    )
    load(rows)
    for module in ("plandetail", "senneed", "requests", "person"):
        rows[module].reverse()
    assert wrote(load(rows)) == NOTHING


def test_a_day_put_right_in_the_next_return_is_a_correction(load: Loader) -> None:
    load(ROWS, 2025)
    rows = deepcopy(ROWS)
    rows["requests"][0]["receiveddate"] = "2024-Jan-11 00:00:00"
    assert wrote(load(rows, 2026)) == {"people_new": 0, "cases_new": 0, "events": 0, "corrections": 1}


def test_whoever_was_found_to_be_the_same_stays_the_same(load: Loader, staff: Staff) -> None:
    load(ROWS)
    rows = deepcopy(ROWS)
    rows["person"][0]["upn"] = "H895279315557"
    load(rows)
    doubt = ReviewItem.objects.get(kind="match")
    decide_review(item=doubt, decision="same", actor=load.actor)
    assert set(CaseCard.objects.values_list("person_id", flat=True)) & {doubt.candidate_id}
    assert wrote(load(rows)) == NOTHING


def test_a_second_record_of_what_there_is_one_of_waits_and_is_named(load: Loader) -> None:
    rows = with_more(
        assessment=[{**ROWS["assessment"][0], "assessmenttableid": "31"}],
        namedplan=[{**ROWS["namedplan"][0], "namedplantableid": "41", "assessmenttableid": "31"}],
        activeplans=[{"activeplanstableid": "61", "requeststableid": "20"}],
        placementdetail=[{**ROWS["placementdetail"][0], "placementdetailtableid": "71", "activeplanstableid": "61"}],
    )
    summary = load(rows)
    imported = ReturnImport.objects.get()
    waiting = set(imported.quarantined.values_list("module", "row_id", "rule"))
    assert waiting == {
        ("assessment", "31", "H07"), ("namedplan", "41", "H07"), ("activeplans", "61", "H07"),
        ("placementdetail", "71", "H07"),
    }  # fmt: skip
    assert summary["quarantined"] == 4
    assert imported.findings.filter(rule="H07").count() == 2


def test_places_and_needs_that_look_alike_are_all_kept(load: Loader) -> None:
    rows = with_more(
        placementdetail=[
            {
                **ROWS["placementdetail"][0],
                "placementdetailtableid": "71",
                "placementrank": "2",
                "sensettingother": "A farm",
            }
        ],
        senneed=[{**ROWS["senneed"][0], "senneedtableid": "81", "sentype": "SEMH"}],
    )
    load(rows)
    for kind, number in (("placement-recorded", 2), ("need-recorded", 2)):
        assert LedgerEvent.objects.filter(kind=kind).count() == number
    assert wrote(load(rows)) == NOTHING
    assert Case.objects.count() == 2


def test_a_report_that_cannot_be_written_stops_the_import(staff: Staff, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    path.write_bytes(zipped(files()))
    for report in (tmp_path, tmp_path / "none" / "report.json"):
        result = CliRunner().invoke(app, ["import", "sen2", str(path), "--authority", "895", "--report", str(report)])
        assert result.exit_code == 2
        assert "The report cannot be written" in result.output
    good = tmp_path / "report.json"
    assert (
        CliRunner()
        .invoke(app, ["import", "sen2", str(path), "--authority", "895", "--dry-run", "--report", str(good)])
        .exit_code
        == 0
    )
    assert json.loads(good.read_text())["findings"] == []

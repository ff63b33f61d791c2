"""The return changed every year: each year is read by its own items and codes."""

from pathlib import Path

import pytest

from keywork.web.returns.schema import load_schema
from returns_made import Changes, broken, files, name_of, read_files, rows_with

DAYS = {
    2023: "2023-Jan-19 00:00:00",
    2024: "2024-Jan-18 00:00:00",
    2025: "2025-Jan-16 00:00:00",
    2026: "2026-Jan-15 00:00:00",
}
SHIFTED = ("receiveddate", "requestoutcomedate", "assessmentoutcomedate", "startdate", "entrydate", "referencedate")


def of_year(year: int, changes: Changes | None = None) -> dict[str, str | bytes]:
    """The small return as it would have been in another year."""
    rows = rows_with({})
    for listed in rows.values():
        for row in listed:
            for name in SHIFTED:
                if name in row:
                    row[name] = f"{int(row[name][:4]) + year - 2025}{row[name][4:]}"
            if year == 2023 and "sex" in row:
                row["gendercurrent"] = {"M": "1", "F": "2"}[row.pop("sex")]
    rows["sen2"][0] |= {"year": str(year), "referencedate": DAYS[year]}
    if year < 2025:
        for row in rows["requests"]:
            row.pop("requestsource")
    if year == 2023:
        rows["activeplans"][0] |= {"res": "A", "wbp": "S", "lastreview": "2022-Nov-01 00:00:00"}
        rows["placementdetail"][0]["attendancepattern"] = "F"
    for (module, place), values in (changes or {}).items():
        rows[module][place].update({name: value or "" for name, value in values.items()})
    return files(rows, year)


@pytest.mark.parametrize("year", DAYS)
def test_each_year_is_read_without_a_finding(year: int, tmp_path: Path) -> None:
    staged = read_files(of_year(year), tmp_path)
    assert broken(staged) == set()
    assert (staged.collection_year, staged.year_start.year) == (year, year - 1)
    assert [row.text("sex") for row in staged.rows["person"]] == ["F", "M"]


def test_the_codes_of_gender_become_those_of_sex(tmp_path: Path) -> None:
    staged = read_files(
        of_year(2023, {("person", 0): {"gendercurrent": "9"}, ("person", 1): {"gendercurrent": "3"}}), tmp_path
    )
    assert staged.rows["person"][0].text("sex") == "U"
    assert broken(staged) == {("C01", "11", "gendercurrent")}


def test_residential_and_work_based_moved_from_the_plan_to_the_placement(tmp_path: Path) -> None:
    staged = read_files(of_year(2023), tmp_path)
    assert (staged.rows["activeplans"][0].text("res"), staged.rows["activeplans"][0].text("wbp")) == ("A", "S")
    columns = {item.name for item in load_schema().modules["placementdetail"].items if item.belongs_to(2024)}
    assert {"res", "wbp"} <= columns
    assert "attendancepattern" not in columns


def test_a_code_that_came_later_is_wrong_before(tmp_path: Path) -> None:
    down: Changes = {("senneed", 0): {"sentype": "DS"}}
    assert broken(read_files(of_year(2024, down), tmp_path / "a")) == {("L08", "80", "sentype")}
    assert broken(read_files(of_year(2025, down), tmp_path / "b")) == set()


def test_an_item_of_another_year_is_named_and_still_read(tmp_path: Path) -> None:
    content = of_year(2024)
    name = name_of("requests", 2024)
    lines = str(content[name]).splitlines()
    content[name] = "\n".join([f"{lines[0]},requestsource", *(f"{line},2" for line in lines[1:])])
    staged = read_files(content, tmp_path)
    assert broken(staged) == {("F22", "file", "requestsource")}
    assert staged.rows["requests"][0].text("requestsource") == "2"


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    content = of_year(2025)
    name = name_of("namedplan")
    content[name] = str(content[name]).replace(",dp,", ",", 1).replace(",0,0,,,", ",0,0,,", 1)
    assert broken(read_files(content, tmp_path)) == {("H04", "file", "dp")}

"""Both published sets, as CSV and as XML: every planted fault is found where it is, and no error is made up."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.report import as_report
from keywork.web.returns.staging import StagedReturn
from shared import SHARED

SETS = SHARED / "data" / "sen2"
FAMILIES = "FCPRA"
PATHS = {
    ("clean", "csv"): SETS / "cheshire-east-2024",
    ("clean", "xml"): SETS / "cheshire-east-2024" / "SEN2_895_2025.xml",
    ("dirty", "csv"): SETS / "cheshire-east-2024-dirty",
    ("dirty", "xml"): SETS / "cheshire-east-2024-dirty" / "SEN2_895_2025.xml",
}
pytestmark = pytest.mark.skipif(not SETS.exists(), reason="the published returns do not stand beside the project")
FORMS = pytest.mark.parametrize("form", ["csv", "xml"])


@cache
def staged(which: str, form: str) -> StagedReturn:
    return read_return(PATHS[which, form])


@cache
def expected() -> dict[str, Any]:
    return json.loads((PATHS["dirty", "csv"] / "dirty_expected.json").read_text())


@FORMS
def test_the_clean_return_has_every_row_and_no_error(form: str) -> None:
    rows = json.loads((PATHS["clean", "csv"] / "expected.json").read_text())["rows"]
    read = staged("clean", form)
    assert {module: len(found) for module, found in read.rows.items()} == rows
    assert Counter(f.rule for f in read.findings) == {"A07": 360}
    assert read.quarantined == []


def test_of_a_folder_only_the_nine_modules_are_read() -> None:
    read = staged("clean", "csv")
    assert len(read.files_read) == 9
    assert read.files_left_alone == [
        "README.md", "SEN2_895_2025.xml", "establishments.csv", "expected.json", "lookups.json", "previous_year.csv",
    ]  # fmt: skip


@FORMS
def test_every_planted_fault_is_found_at_its_row_and_field(form: str) -> None:
    found = Counter(
        (f.rule, f.module, f.path if form == "xml" else f.row_id, f.field) for f in staged("dirty", form).findings
    )
    hits = [
        (h["rule"], h["module"], h["xml_path"] if form == "xml" else h["row_id"], h["field"])
        for fault in expected()["faults"]
        if form in fault["found_in"]
        for h in fault["hits"]
        if h["rule"][0] in FAMILIES
    ]
    assert [hit for hit in hits if not found[hit]] == []


@FORMS
def test_no_finding_is_made_up(form: str) -> None:
    counted = Counter(f.rule for f in staged("dirty", form).findings if f.rule[0] in FAMILIES)
    listed = {rule: hits for rule, hits in expected()["rule_hits"][form].items() if rule[0] in FAMILIES}
    assert counted == listed


def test_csv_and_xml_say_the_same() -> None:
    by_form = {form: [row.typed for row in staged("clean", form).rows["person"]] for form in ("csv", "xml")}
    blanks_out = {form: [{k: v for k, v in row.items() if v} for row in rows] for form, rows in by_form.items()}
    assert blanks_out["csv"] == blanks_out["xml"]


def test_a_row_with_a_repeated_id_waits_and_so_do_orphans_with_their_own() -> None:
    waiting = {(q.module, q.row_id, q.reason) for q in staged("dirty", "csv").quarantined}
    assert ("person", "4096222", "F14") in waiting
    assert ("requests", "5100293", "F13") in waiting
    assert ("senneed", "11103077", "F13") in waiting


@FORMS
def test_the_report_names_nobody(form: str) -> None:
    read = staged("dirty", form)
    text = json.dumps(as_report(read), ensure_ascii=False)
    names = {row.raw["surname"] for row in read.rows["person"] if len(row.raw.get("surname", "")) > 5}
    assert [name for name in names if f'"{name}"' in text] == []
    assert json.loads(text)["counts"]["P01"] == 5


def test_packed_forms_are_read_alike(tmp_path: Path) -> None:
    import gzip
    import zipfile

    source = PATHS["clean", "csv"]
    archive = tmp_path / "return.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for path in source.glob("*.csv"):
            out.write(path, f"export/{path.name}")
    folder = tmp_path / "packed"
    folder.mkdir()
    for path in source.glob("Blade*.csv"):
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    xml = tmp_path / "SEN2.xml.gz"
    xml.write_bytes(gzip.compress(PATHS["clean", "xml"].read_bytes()))
    for path in (archive, folder, xml):
        assert len(read_return(path).rows["person"]) == 5841

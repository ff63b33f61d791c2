"""The many ways in which the same return is written: encodings, separators, places of elements, ids."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.report import as_report
from keywork.web.returns.rules import engine
from keywork.web.returns.staging import RefusedReturn, StagedReturn
from returns_made import ROWS, as_xml, broken, files, name_of, read_files, rows_with, zipped

PERSON, NEED = name_of("person"), name_of("senneed")


def text_of(module: str) -> str:
    return str(files()[name_of(module)])


def read_with(tmp_path: Path, **changed: str | bytes) -> StagedReturn:
    return read_files({**files(), **{name_of(module): content for module, content in changed.items()}}, tmp_path)


def read_xml(text: str | bytes, tmp_path: Path) -> StagedReturn:
    path = tmp_path / "return.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_return(path)


def values(staged: StagedReturn) -> dict[str, list[dict[str, object]]]:
    return {module: [row.typed for row in rows] for module, rows in staged.rows.items()}


WRITTEN: dict[str, tuple[Callable[[str], str | bytes], set[str]]] = {
    "UTF-8": (lambda text: text, set()),
    "UTF-8 with its mark": (lambda text: text.encode("utf-8-sig"), {"F02"}),
    "UTF-16 with its mark": (lambda text: text.encode("utf-16"), {"F01"}),
    "UTF-16 little end first, without a mark": (lambda text: text.encode("utf-16-le"), {"F01"}),
    "UTF-16 big end first": (lambda text: b"\xfe\xff" + text.encode("utf-16-be"), {"F01"}),
    "UTF-16 with Windows line ends": (lambda text: text.replace("\n", "\r\n").encode("utf-16"), {"F01", "F03"}),
    "Windows line ends": (lambda text: text.replace("\n", "\r\n"), {"F03"}),
    "Windows text": (lambda text: text.replace("Ada", "Zoë").encode("cp1252"), {"F24"}),
    "semicolons": (lambda text: text.replace(",", ";"), {"H03"}),
    "tabs": (lambda text: text.replace(",", "\t"), {"H03"}),
    "an empty line": (lambda text: text.replace("\n11,", "\n\n11,"), {"F23"}),
    "a row of commas": (lambda text: text.replace("\n11,", "\n,,,,,,,,,,,,,\n11,"), {"F23"}),
    "empty lines at the end": (lambda text: text + "\n\n", set()),
    "capitals": (lambda text: text.replace("surname", "Surname", 1), {"F04"}),
    "an unknown column": (lambda text: text.replace("upnunknown", "casenotes", 1), {"F22", "H04", "P02"}),
    "a cell too many": (lambda text: text.replace("UN8\n", "UN8,surplus\n"), {"F19"}),
    "a cell too few": (lambda text: text.replace("A895244723076,,\n", "A895244723076,\n"), {"F19"}),
    "a NUL": (lambda text: text.replace("Tester", "Tes\0ter"), {"F09"}),
    "an id as a float": (lambda text: text.replace("\n11,", "\n11.0,"), {"F07"}),
    "an id with a blank": (lambda text: text.replace("\n11,", "\n11 ,"), {"F05"}),
    "another authority's row": (lambda text: text.replace("11,895", "11,896"), {"H05"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_read_however_it_is_written(name: str, tmp_path: Path) -> None:
    write, rules = WRITTEN[name]
    staged = read_with(tmp_path, person=write(text_of("person")))
    assert {rule for rule, _, _ in broken(staged)} == rules
    assert [row.row_id for row in staged.rows["person"]] == ["10", "11"]
    assert [row.text("surname") for row in staged.rows["person"]] == ["Testing", "Tester"]
    assert staged.quarantined == []


def test_windows_text_keeps_its_accents(tmp_path: Path) -> None:
    staged = read_with(tmp_path, person=text_of("person").replace("Ada", "Zoë").encode("cp1252"))
    assert staged.rows["person"][0].text("forename") == "Zoë"


def test_xml_and_csv_of_the_same_return_say_the_same(tmp_path: Path) -> None:
    by_csv, by_xml = read_files(files(), tmp_path / "csv"), read_xml(as_xml(), tmp_path)
    assert values(by_csv) == values(by_xml)
    assert broken(by_csv) == broken(by_xml) == set()


SHAPES: dict[str, tuple[Callable[[str], str | bytes], set[str]]] = {
    "a namespace": (lambda xml: xml.replace("<Message>", '<Message xmlns="http://example.invalid/sen2">'), set()),
    "a prefix": (lambda xml: xml.replace("<", "<s:").replace("<s:/", "</s:").replace("<s:?xml", "<?xml").replace("<s:Message>", '<s:Message xmlns:s="urn:x">'), set()),
    "another root": (lambda xml: xml.replace("Message>", "Return>"), set()),
    "no Persons": (lambda xml: xml.replace("<Persons>", "").replace("</Persons>", ""), set()),
    "the header last": (lambda xml: xml.replace(header := xml[xml.index("<Header>") : xml.index("<Persons>")], "").replace("</Message>", header + "</Message>"), set()),
    "the authority's details after the persons": (lambda xml: xml.replace("</Message>", "<Other><DMO>Y</DMO></Other></Message>"), set()),
    "a wrapper": (lambda xml: xml.replace("<Person><Surname>Tester", "<Child><Person><Surname>Tester").replace("</Person></Persons>", "</Person></Child></Persons>"), set()),
    "UTF-16": (lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"), set()),
    "UTF-8 that calls itself UTF-16": (lambda xml: xml.replace("UTF-8", "utf-16"), set()),
    "Windows text that calls itself UTF-8": (lambda xml: xml.replace("Ada", "Zoë").encode("cp1252"), {"F24"}),
    "Latin text that says so": (lambda xml: xml.replace("UTF-8", "ISO-8859-1").replace("Ada", "Zoë").encode("latin-1"), set()),
    "indented": (lambda xml: xml.replace("><", ">\n  <"), set()),
    "comments": (lambda xml: xml.replace("Testing", "Test<!-- no -->ing"), set()),
    "small letters": (lambda xml: xml.replace("Surname>", "surname>"), {"F04"}),
    "a module in small letters": (lambda xml: xml.replace("Requests>", "requests>"), {"F04"}),
    "an unknown element": (lambda xml: xml.replace("<Surname>Tester", "<LocalNote>x</LocalNote><Surname>Tester"), {"F22"}),
    "an unknown element with others inside": (lambda xml: xml.replace("<Surname>Tester", "<Local><A>x</A><B>y</B></Local><Surname>Tester"), {"F22"}),
    "an element twice": (lambda xml: xml.replace("<Surname>Tester", "<Surname>Tester</Surname><Surname>Other"), {"H06"}),
    "an attribute": (lambda xml: xml.replace("<Person>", '<Person id="7">'), {"F22"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_xml_is_read_in_any_shape(name: str, tmp_path: Path) -> None:
    write, rules = SHAPES[name]
    staged = read_xml(write(as_xml()), tmp_path)
    assert {rule for rule, _, _ in broken(staged)} == rules
    assert [row.text("surname") for row in staged.rows["person"]] == ["Testing", "Tester"]
    assert {module: len(rows) for module, rows in staged.rows.items()} == {m: len(rows) for m, rows in ROWS.items()}
    assert staged.rows["senneed"][0].path == "person[1]/requests[1]/activeplans[1]/senneed[1]"
    assert staged.collection_year == 2025


def test_a_record_in_the_wrong_place_waits_with_what_is_inside(tmp_path: Path) -> None:
    xml = as_xml().replace(
        "<Person><Surname>Tester",
        "<Person><ActivePlans><SENneed><SENtype>ASD</SENtype></SENneed></ActivePlans><Surname>Tester",
    )
    staged = read_xml(xml, tmp_path)
    assert broken(staged) == {("F13", "person[2]/activeplans[1]", None)}
    assert {(q.module, q.row_id) for q in staged.quarantined} == {
        ("activeplans", "person[2]/activeplans[1]"), ("senneed", "person[2]/activeplans[1]/senneed[1]"),
    }  # fmt: skip
    assert len(staged.rows["activeplans"]) == 1


def test_an_orphan_waits_with_its_children_and_is_told_once(tmp_path: Path) -> None:
    orphan = {
        "requeststableid": "25",
        "persontableid": "99",
        "receiveddate": "2024-Mar-01 00:00:00",
        "requestoutcome": "H",
    }
    inner = {"assessmenttableid": "35", "requeststableid": "25", "assessmentoutcome": "H"}
    staged = read_files(files(rows_with({}, {"requests": [orphan], "assessment": [inner]})), tmp_path)
    assert broken(staged) == {("F13", "25", "persontableid")}
    assert {(q.module, q.row_id, q.reason) for q in staged.quarantined} == {
        ("requests", "25", "F13"),
        ("assessment", "35", "F13"),
    }
    assert as_report(staged)["quarantined"][0]["message"].startswith("The row it belongs to")


def test_a_person_of_another_return_waits_and_one_without_the_header_s_id_does_not(tmp_path: Path) -> None:
    stranger = {"persontableid": "12", "sen2tableid": "2", "surname": "Stray", "upnunknown": "UN8"}
    staged = read_files(files(rows_with({("person", 0): {"sen2tableid": None}}, {"person": [stranger]})), tmp_path)
    assert [row.row_id for row in staged.rows["person"]] == ["10", "11"]
    assert [(q.row_id, q.reason) for q in staged.quarantined] == [("12", "F13")]


def test_of_two_rows_with_one_id_the_first_counts(tmp_path: Path) -> None:
    staged = read_with(tmp_path, senneed=text_of("senneed") + "80,895,1,1,60,SLD,1\n")
    assert broken(staged) == {("F14", "80", "senneedtableid")}
    assert [row.text("sentype") for row in staged.rows["senneed"]] == ["ASD"]
    assert staged.quarantined[0].raw["sentype"] == "SLD"


@pytest.mark.parametrize("row_id", ["", "x" * 100])
def test_a_row_without_a_usable_id_waits(row_id: str, tmp_path: Path) -> None:
    staged = read_with(tmp_path, senneed=text_of("senneed") + f"{row_id},895,1,1,60,SLD,2\n")
    assert [(q.reason, len(q.row_id) <= 60) for q in staged.quarantined] == [("H02", True)]


def test_a_missing_module_is_named_and_what_hangs_on_it_waits(tmp_path: Path) -> None:
    content = {name: text for name, text in files().items() if "assessment" not in name}
    staged = read_files(content, tmp_path)
    assert staged.missing == ["assessment"]
    assert broken(staged) == {("H01", "file", None)}
    assert {(q.module, q.reason) for q in staged.quarantined} == {("namedplan", "H01"), ("plandetail", "F13")}


@pytest.mark.parametrize("surname", ['"Testing', '"Testing,Ada'])
def test_an_open_quotation_mark_is_refused_rather_than_swallow_rows(surname: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedReturn, match=r"near line 2 .* not closed"):
        read_with(tmp_path, person=text_of("person").replace("Testing", surname, 1))


def test_an_open_quotation_mark_in_the_last_cell_is_refused_too(tmp_path: Path) -> None:
    rows = "".join(f'{n},895,1,1,60,ASD,"1\n' if n == 80 else f"{n},895,1,1,60,SLD,2\n" for n in (80, 81, 82))
    with pytest.raises(RefusedReturn, match="not closed"):
        read_with(tmp_path, senneed=text_of("senneed").splitlines()[0] + "\n" + rows)


def test_of_a_folder_everything_else_is_named_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    (tmp_path / "broken.xml.gz").write_bytes(b"\x1f\x8bnothing")
    (tmp_path / "notes.txt").write_text("x")
    staged = read_files(files(), tmp_path)
    assert staged.files_left_alone == ["broken.xml.gz", "notes.txt", "older"]


def test_what_a_mac_packs_beside_the_files_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({**files(), f"__MACOSX/._{PERSON}": b"\0\5", f"._{NEED}": b"\0"}))
    assert len(read_return(path).files_left_alone) == 2


def test_packed_files_in_a_folder_and_in_an_archive(tmp_path: Path) -> None:
    packed: dict[str, str | bytes] = {
        f"{name.upper()}.gz": gzip.compress(str(text).encode()) for name, text in files().items()
    }
    assert broken(read_files(packed, tmp_path / "folder")) == set()
    archive = tmp_path / "a.zip"
    archive.write_bytes(zipped(packed))
    assert broken(read_return(archive)) == set()


def test_findings_of_form_on_every_row_are_gathered_and_errors_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LISTED", 200)
    added = [
        {
            "persontableid": str(n),
            "surname": " Ada",
            "forename": "Bo",
            "sex": "X",
            "ethnicity": "WBRI",
            "upnunknown": "UN8",
            "personbirthdate": "2015-Jan-01 00:00:00",
        }
        for n in range(100, 400)
    ]
    staged = read_files(files(rows_with({}, {"person": added})), tmp_path)
    blanks = [found for found in staged.findings if found.rule == "F05"]
    assert (len(blanks), blanks[-1].row_id) == (201, "file")
    assert "100 more rows" in blanks[-1].message
    assert len([found for found in staged.findings if found.rule == "C01"]) == 300


def test_a_value_that_may_be_a_name_is_never_reported(tmp_path: Path) -> None:
    slipped = text_of("requests").replace(",A,,,\n", ",Testerova,,,\n")
    report = as_report(
        read_with(tmp_path, requests=slipped, person=text_of("person").replace("2015-Jan-01", "2031-Jan-01"))
    )
    assert "Testerova" not in str(report)
    assert "2031" not in str(report)
    assert [(f["rule"], f["line"]) for f in report["findings"] if f["module"] == "requests"] == [("R01", 2), ("R02", 3)]


@pytest.mark.parametrize(
    ("module", "item", "text", "rules"),
    [
        ("requests", "receiveddate", "=TODAY()", {"F12", "F17"}),
        ("requests", "receiveddate", "10 < 11", {"F17", "F20"}),
        ("requests", "receiveddate", "45301.375", {"F08"}),
        ("person", "surname", "Test\ting", {"F09"}),
        ("person", "forename", "Ada ⏰", {"F10"}),
        ("person", "surname", "\u200b", {"P01"}),
    ],
)
def test_a_cell_says_all_that_is_wrong_with_it(
    tmp_path: Path, module: str, item: str, text: str, rules: set[str]
) -> None:
    staged = read_files(files(rows_with({(module, 0): {item: text}})), tmp_path)
    assert rules <= {found.rule for found in staged.findings if found.field == item}

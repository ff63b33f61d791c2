"""Files that nobody should send: a clear refusal, and nothing left behind."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keywork.web.returns.reading import limits
from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import RefusedReturn

HEADER = (
    "<Header><CollectionDetails><Collection>SEN2</Collection><Year>2025</Year><ReferenceDate>2025-01-16</ReferenceDate>"
    "</CollectionDetails><Source><LEA>895</LEA></Source></Header>"
)
PERSON = "<Person><Surname>Testing</Surname><PersonBirthDate>2015-01-01</PersonBirthDate></Person>"


def xml(persons: str = PERSON, before: str = "") -> bytes:
    return f"{before}<Message>{HEADER}<Persons>{persons}</Persons></Message>".encode()


def modules(**changed: str) -> dict[str, str]:
    """Nine small files, with some of them changed."""
    files = {}
    for module in load_schema().modules.values():
        keys = [module.key] + ([module.parent_key] if module.parent_key else [])
        names = keys + [item.name for item in module.items if item.belongs_to(2025)]
        files[module.name] = ",".join(names) + "\n"
    row = {"sen2tableid": "1", "year": "2025", "referencedate": "2025-01-16", "lea": "895"}
    files["sen2"] += ",".join(row.get(name, "") for name in files["sen2"].strip().split(",")) + "\n"
    files["person"] += "10,1,Testing,Ada,2015-01-01,F,WBRI,,,,UN8\n"
    return {**files, **changed}


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def export(**changed: str) -> dict[str, bytes | str]:
    return {f"Blade-Export_01-02-2025_{name}.csv": text for name, text in modules(**changed).items()}


def overlapping() -> bytes:
    content = bytearray(zipped(export()))
    second = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 4)
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing in it": (lambda: b"", "empty"),
    "a PDF": (lambda: b"%PDF-1.7 not a return", "neither an XML return"),
    "a picture": (lambda: bytes(range(256)) * 20, "neither an XML return"),
    "a document type": (lambda: xml(before='<!DOCTYPE Message SYSTEM "file:///etc/passwd">'), "document type"),
    "a billion laughs": (
        lambda: xml("<Person><Surname>&b;</Surname></Person>", '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
        "document type",
    ),
    "a hidden document type": (lambda: xml(before="<!--" + "x" * 70000 + "--><!DOCTYPE Message [<!ENTITY a 'b'>]>"), "document type"),
    "deep nesting": (lambda: xml("<a>" * 200_000), "nests elements"),
    "XML cut off": (lambda: xml()[:-30], "cut off"),
    "XML of another kind": (lambda: b"<Invoice><Total>3</Total></Invoice>", "not a SEN2 return"),
    "no header": (lambda: f"<Message><Persons>{PERSON}</Persons></Message>".encode(), "header lacks"),
    "another year": (lambda: xml().replace(b">2025<", b">1999<"), "not one of 2023 to 2026"),
    "two roots": (lambda: xml() + xml(), "cannot be read as XML"),
    "a value without end": (lambda: xml(f"<Person><Surname>{'x' * (limits.CELL + 1)}</Surname></Person>"), "longer than any"),
    "a million attributes": (lambda: xml("<Person " + " ".join(f"a{n}='1'" for n in range(150_000)) + "/>"), "longer than any"),
    "an endless comment": (lambda: xml(f"<!--{'x' * (limits.LINE + 9)}-->"), "longer than any"),
    "a NUL in XML": (lambda: xml("<Person><Surname>Tes\0ter</Surname></Person>"), "does not allow"),
    "a cut-off gzip": (lambda: gzip.compress(xml())[:-20], "damaged or cut off"),
    "a zip bomb": (lambda: zipped({"x_person.csv": b"0" * 80_000_000}), "far more than a return"),
    "many files": (lambda: zipped({f"{n}.txt": "" for n in range(limits.ARCHIVE_MEMBERS + 1)}), "more files"),
    "a file outside itself": (lambda: zipped({"../x_person.csv": "a"}), "outside itself"),
    "a Windows path": (lambda: zipped({"C:\\x_person.csv": "a"}), "outside itself"),
    "files over one another": (overlapping, "over one another"),
    "an archive in an archive": (lambda: zipped({"inner.zip": zipped(export())}), "There is no file of"),
    "a module missing": (lambda: zipped({n: t for n, t in export().items() if "requests" not in n}), "no file of requests"),
    "two files of a module": (lambda: zipped({**export(), "other_person.csv": "a"}), "two files of the module person"),
    "an empty module": (lambda: zipped(export(person="")), "is empty"),
    "not an export": (lambda: zipped(export(person="name,age\nx,3\n")), "no column persontableid"),
    "a column twice": (lambda: zipped(export(person="persontableid,surname,Surname\n1,a,b\n")), "twice"),
    "no row of the return itself": (lambda: zipped(export(sen2=modules()["sen2"].splitlines()[0] + "\n")), "no row"),
    "UTF-16 cut off": (lambda: zipped({**export(), "Blade-Export_01-02-2025_person.csv": "persontableid\n1".encode("utf-16")[:-1]}), "cut off"),
    "an endless cell": (lambda: zipped(export(person=modules()["person"] + '11,1,"' + "x" * 300_000)), "near line"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    make, complaint = HOSTILE[name]
    path = tmp_path / "sent"
    path.write_bytes(make())
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RefusedReturn) as refused:
        read_return(path)
    assert complaint in str(refused.value)
    assert len(str(refused.value)) < 300
    assert sorted(tmp_path.rglob("*")) == before


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    content = bytearray(zipped(export()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        content[place + offset] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(RefusedReturn, match="password"):
        read_return(path)


def test_small_returns_are_read(tmp_path: Path) -> None:
    archive, plain = tmp_path / "a.zip", tmp_path / "b.xml"
    archive.write_bytes(zipped(export()))
    plain.write_bytes(xml())
    assert read_return(archive).rows["person"][0].text("surname") == "Testing"
    assert read_return(plain).rows["person"][0].text("surname") == "Testing"


def test_hostile_text_is_read_as_text_and_flagged(tmp_path: Path) -> None:
    person = modules()["person"] + '11,1,"=cmd|\' /C calc\'!A0","<script>",2015-01-01,F,WBRI,,,,UN8\n'
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(export(person=person)))
    found = read_return(path)
    row = found.rows["person"][1]
    assert (row.text("surname"), row.text("forename")) == ("=cmd|' /C calc'!A0", "<script>")
    assert {(f.rule, f.field) for f in found.findings if f.row_id == "11"} == {("F12", "surname"), ("F20", "forename")}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nothing_but_a_refusal_ever_comes_out(tmp_path: Path, data: st.DataObject) -> None:
    base = data.draw(st.sampled_from([xml(), zipped(export()), modules()["person"].encode()]))
    content = bytearray(base)
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)
    ):
        content[place] = value
    cut = data.draw(st.integers(0, len(content)))
    path = tmp_path / "fuzzed"
    path.write_bytes(bytes(content[: cut or None]))
    try:
        read_return(path)
    except RefusedReturn as refused:
        assert str(refused)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(load_schema().modules)), st.text(max_size=400), min_size=1))
def test_any_text_in_a_module_is_read_or_refused(tmp_path: Path, texts: dict[str, str]) -> None:
    path = tmp_path / "fuzzed.zip"
    added = {name: modules()[name] + text for name, text in texts.items()}
    path.write_bytes(zipped({n: t.encode("utf-8", "surrogatepass") for n, t in export(**added).items()}))
    try:
        read_return(path)
    except RefusedReturn as refused:
        assert str(refused)

"""Returns spoilt at random: whatever is in a cell, a tag or a line, a return is read or refused, and no row is lost."""

import gzip
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.report import as_report
from keywork.web.returns.staging import RefusedReturn
from returns_made import ROWS, as_xml, columns, csv_text, files, name_of, read_files, rows_with, zipped

NASTY = [
    "", " ", "0", "1", "1.0", "-1", "=1+1", "NaN", "null", "9" * 40, "9" * 5000, "²", "٣", "1e400", "2024-02-30", "31/12/9999", "0000-01-01", "45636.0",
    "99999999999", "2024-Sep-28 00:00:00", "28-Sep-2024", "<b>", "&amp;", "]]>", "\0", "\ufeff", "\u202e", "a\nb", "a\r\nb", '"', "'", ",", ";", "\t", "\x85",
    "\U0001f984", "\ud7ff", "x" * 101, "../../etc/passwd", "{0.__class__}", "%s%n", "895", "895.0", "Y", "y", "UN1", "TRUE",
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
ITEMS = [
    (module, place, name) for module, rows in ROWS.items() for place in range(len(rows)) for name in columns(module)
]
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_or_refuse(path: Path) -> None:
    try:
        staged = read_return(path)
    except RefusedReturn as refused:
        assert str(refused)
        assert len(str(refused)) < 400
    else:
        as_report(staged)


@RELAXED
@given(st.dictionaries(st.sampled_from(ITEMS), CELLS, max_size=12))
def test_any_text_in_any_cell(tmp_path: Path, cells: dict[tuple[str, int, str], str]) -> None:
    changes: dict[tuple[str, int], dict[str, str | None]] = {}
    for (module, place, name), text in cells.items():
        changes.setdefault((module, place), {})[name] = text
    rows = rows_with(changes)
    try:
        staged = read_files(files(rows), tmp_path / "folder")
    except RefusedReturn:
        return
    as_report(staged)
    sent = sum(len(listed) for listed in rows.values())
    kept = sum(len(listed) for listed in staged.rows.values())
    empty_rows = [row for listed in rows.values() for row in listed if not any(text.strip() for text in row.values())]
    assert kept + len(staged.quarantined) == sent - len(empty_rows)


@RELAXED
@given(st.dictionaries(st.sampled_from(ITEMS), CELLS, max_size=12), st.data())
def test_any_text_in_any_element(tmp_path: Path, cells: dict[tuple[str, int, str], str], data: st.DataObject) -> None:
    changes: dict[tuple[str, int], dict[str, str | None]] = {}
    for (module, place, name), text in cells.items():
        if not name.endswith("tableid"):
            changes.setdefault((module, place), {})[name] = text
    xml = as_xml(rows_with(changes))
    for _ in range(data.draw(st.integers(0, 3))):
        cut = data.draw(st.integers(0, len(xml) - 1))
        length = data.draw(st.integers(0, 40))
        xml = (
            xml[:cut]
            + data.draw(st.sampled_from(["", "<Person>", "</Requests>", "<a b='c'/>", "&x;", "<![CDATA["]))
            + xml[cut + length :]
        )
    path = tmp_path / "return.xml"
    path.write_text(xml, encoding="utf-8", errors="replace")
    read_or_refuse(path)


@RELAXED
@given(st.binary(max_size=400), st.sampled_from(["plain", "gzip", "xml", "member"]))
def test_random_bytes(tmp_path: Path, content: bytes, form: str) -> None:
    path = tmp_path / "return"
    path.write_bytes(
        {
            "plain": lambda: content,
            "gzip": lambda: gzip.compress(content),
            "xml": lambda: b"<" + content,
            "member": lambda: zipped({**files(), name_of("person"): content}),
        }[form]()
    )
    read_or_refuse(path)


@RELAXED
@given(st.data())
def test_lines_shuffled_doubled_and_dropped(tmp_path: Path, data: st.DataObject) -> None:
    module = data.draw(st.sampled_from(sorted(ROWS)))
    lines = csv_text(module, ROWS[module]).splitlines()
    drawn = data.draw(st.lists(st.sampled_from([*lines, "", ",,,", '"', "x" * 50]), min_size=1, max_size=8))
    path = tmp_path / "return.zip"
    path.write_bytes(zipped({**files(), name_of(module): "\n".join(drawn)}))
    read_or_refuse(path)

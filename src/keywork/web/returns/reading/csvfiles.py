"""Reading the nine CSV files of a COLLECT export."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keywork.web.returns.reading import limits
from keywork.web.returns.reading.containers import Found
from keywork.web.returns.reading.values import FLOAT, Values, clean
from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.rules.engine import finding
from keywork.web.returns.schema import Module, Schema, load_schema
from keywork.web.returns.staging import WHOLE_FILE, Finding, Quarantined, RefusedReturn, Row, StagedReturn

ADMIN_COLUMNS = frozenset({"nativeid", "sourceid"})
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(slots=True)
class Column:
    """One column of a file: the item it holds, or its part in the tables."""

    name: str
    place: int


def read_modules(files: Sequence[Found], staged: StagedReturn) -> None:
    """Read the nine files into a staged return.

    Raises:
        RefusedReturn: a file cannot be read as a module of a return.
    """
    csv.field_size_limit(limits.CELL)
    for file in files:
        ModuleFile(file, staged).read()
        staged.files_read.append(file.name)
        if not staged.header and staged.rows["sen2"]:
            read_header(staged.rows["sen2"][0], staged)


def read_header(row: Row, staged: StagedReturn) -> None:
    """Take the return's own items from its first row.

    Raises:
        RefusedReturn: year, census day or authority is missing, or the year is not one that can be read.
    """
    staged.header = dict(row.typed)
    years = load_schema().years
    if not staged.header.get("lea") or not row.day("referencedate"):
        raise RefusedReturn(
            "The header lacks the authority's code or census day (LEA, ReferenceDate). Export it again."
        )
    if row.text("year") not in {str(year) for year in years}:
        raise RefusedReturn(f"The header's year is not one of {years[0]} to {years[-1]}. Check which return this is.")


class ModuleFile:
    """One file on its way in."""

    def __init__(self, file: Found, staged: StagedReturn) -> None:
        self.file, self.staged = file, staged
        self.schema: Schema = load_schema()
        self.module: Module = self.schema.modules[file.module or ""]
        self.values = Values()
        self.seen: set[str] = set()
        self.blank_line_found = False

    def read(self) -> None:
        """Read every row."""
        reader = csv.reader(io.StringIO(self._decoded(), newline=""))
        try:
            header = next(reader, [])
            columns = self._columns(header)
            rows = self.staged.rows[self.module.name]
            for cells in reader:
                self._row(cells, columns, len(header), reader.line_num)
                if len(rows) > limits.ROWS:
                    raise RefusedReturn(f"The file {self.file.name} has more rows than any return. Check what it is.")
        except csv.Error as error:
            raise RefusedReturn(
                f"The file {self.file.name} cannot be read as CSV near line {reader.line_num}. Export it again."
            ) from error
        for place, item in self.values.unlike():
            row = self.staged.rows[self.module.name][place]
            self.staged.findings.append(finding(rule_of("F06"), row, item, self.schema))

    def _decoded(self) -> str:
        content = self.file.content
        encoding = next((name for mark, name in BOMS if content.startswith(mark)), "utf-8")
        if encoding == "utf-8" and content[:400].count(b"\x00") > len(content[:400]) // 3:
            encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding.startswith("utf-16"):
                raise RefusedReturn(f"The file {self.file.name} is cut off. Export it again.") from error
            text = content.decode("cp1252", errors="replace")
            self._about_file("F24")
        if encoding.startswith("utf-16"):
            self._about_file("F01")
        if encoding == "utf-8-sig":
            self._about_file("F02")
        if 2 * text.count("\r\n") > text.count("\n"):
            self._about_file("F03")
        return text

    def _columns(self, header: Sequence[str]) -> list[Column]:
        columns: list[Column] = []
        year = self.staged.collection_year if self.staged.header else None
        keys = {self.module.key, self.module.parent_key, f"{self.module.name}orderseqcolumn", *ADMIN_COLUMNS}
        for place, title in enumerate(header):
            plain = clean(title)[0]
            name = self.module.spellings.get(plain.lower(), plain.lower())
            item = self.module.by_name.get(name)
            if item is None and name not in keys:
                self._about_file("F22", name[:60])
                continue
            if item and year and not item.belongs_to(year):
                self._about_file("F22", name)
            if plain != name and plain.lower() not in ADMIN_COLUMNS:
                self._about_file("F04", name)
            if any(column.name == name for column in columns):
                raise RefusedReturn(f"The file {self.file.name} has the column {name} twice. Export it again.")
            columns.append(Column(name, place))
        if self.module.key not in {column.name for column in columns}:
            raise RefusedReturn(
                f"The file {self.file.name} has no column {self.module.key}. It is not a COLLECT export."
            )
        return columns

    def _row(self, cells: list[str], columns: Sequence[Column], width: int, line: int) -> None:
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            if not self.blank_line_found:
                self._about_file("F23")
            self.blank_line_found = True
            return
        raw = {c.name: cells[c.place] if c.place < len(cells) else "" for c in columns}
        row_id, own_broken = _table_id(raw.get(self.module.key, ""))
        parent_id, parent_broken = _table_id(raw.get(self.module.parent_key or "", ""))
        row = Row(self.module.name, row_id, parent_id or None, raw, {}, line=line)
        if not row_id or row_id in self.seen:
            self._wait(row, "F14" if row_id else "F13", self.module.key)
            return
        self.seen.add(row_id)
        self._type(row)
        for rule, key in ((own_broken, self.module.key), (parent_broken, self.module.parent_key)):
            if rule:
                self._about_row(rule, row, key)
        if len(cells) != width:
            self._about_row("F19", row, None)
        self.staged.rows[self.module.name].append(row)

    def _type(self, row: Row) -> None:
        place = len(self.staged.rows[self.module.name])
        for item in self.module.items:
            raw = row.raw.get(item.name)
            if raw is None:
                continue
            value, broken = self.values.read(item, raw, place)
            row.typed[item.becomes or item.name] = value
            for rule in broken:
                self._about_row(rule, row, item.name)

    def _wait(self, row: Row, rule: str, key: str) -> None:
        self._about_row(rule, row, key)
        self.staged.quarantined.append(Quarantined(row.module, row.row_id, rule, row.raw))

    def _about_file(self, rule_id: str, field: str | None = None) -> None:
        rule = rule_of(rule_id)
        self.staged.findings.append(Finding(rule.id, rule.severity, self.module.name, WHOLE_FILE, field, rule.say))

    def _about_row(self, rule_id: str, row: Row, field: str | None) -> None:
        self.staged.findings.append(finding(rule_of(rule_id), row, field, self.schema))


def _table_id(raw: str) -> tuple[str, str | None]:
    text = clean(raw)[0]
    match = FLOAT.fullmatch(text)
    return (match.group(1), "F07") if match else (text, None)


def hold_orphans(staged: StagedReturn) -> None:
    """Move rows whose parent is not there, and all that hang on them, to quarantine."""
    schema, rule = load_schema(), rule_of("F13")
    for module in schema.modules.values():
        if module.parent in (None, "sen2"):
            continue
        present = {row.row_id for row in staged.rows[module.parent or ""]}
        waiting = {q.row_id for q in staged.quarantined if q.module == module.parent}
        kept: list[Row] = []
        for row in staged.rows[module.name]:
            if row.parent_id in present:
                kept.append(row)
                continue
            if row.parent_id not in waiting:
                staged.findings.append(finding(rule, row, module.parent_key, schema))
            staged.quarantined.append(Quarantined(row.module, row.row_id, rule.id, row.raw))
        staged.rows[module.name] = kept


def rows_of(staged: StagedReturn) -> Iterator[tuple[str, int]]:
    """Yield each module and how many rows it has."""
    for name in load_schema().modules:
        yield name, len(staged.rows[name])

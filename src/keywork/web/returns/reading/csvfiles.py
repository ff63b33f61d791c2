"""Reading the nine CSV files of a COLLECT export."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from keywork.web.returns.reading import limits
from keywork.web.returns.reading.containers import Found
from keywork.web.returns.reading.decoding import decode
from keywork.web.returns.reading.header import read_header
from keywork.web.returns.reading.values import FLOAT, Values, clean
from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.rules.engine import about_file, finding
from keywork.web.returns.schema import Module, Schema, load_schema
from keywork.web.returns.staging import Quarantined, RefusedReturn, Row, StagedReturn

ADMIN_COLUMNS = frozenset({"nativeid", "sourceid"})
DELIMITERS = ",;\t|"
LONGEST_SHARED = 24  # texts up to this length are stored once however often they occur: codes, dates


@dataclass(slots=True)
class Column:
    """One column of a file: the item it holds, or its part in the tables."""

    name: str
    place: int


def read_modules(files: Sequence[Found], staged: StagedReturn) -> None:
    """Read the files of the modules into a staged return.

    Raises:
        RefusedReturn: a file cannot be read as a module of a return.
    """
    csv.field_size_limit(limits.CELL)
    for file in files:
        ModuleFile(file, staged).read()
        staged.files_read.append(file.name)
        if file.module == "sen2":
            read_header(staged.rows["sen2"], staged)
    for name in staged.missing:
        staged.findings.append(about_file("H01", name))


class ModuleFile:
    """One file on its way in."""

    def __init__(self, file: Found, staged: StagedReturn) -> None:
        self.file, self.staged = file, staged
        self.schema: Schema = load_schema()
        self.module: Module = self.schema.modules[file.module or ""]
        self.rows = staged.rows[self.module.name]
        self.values = Values()
        self.seen: set[str] = set()
        self.shared: dict[str, str] = {}
        self.empty_line: bool = False  # an empty line was met, and no row since
        self.about_once: set[str] = set()

    def read(self) -> None:
        """Read every row."""
        decoded = decode(self.file.content, self.file.name)
        for rule in decoded.rules:
            self._about_file(rule)
        lines = self._from_the_header(decoded.lines(self.file.name))
        first = next(lines)
        delimiter = self._delimiter(first)
        reader = csv.reader(itertools.chain([first], lines), delimiter=delimiter)
        try:
            self._read(reader, delimiter)
        except csv.Error as error:
            raise RefusedReturn(
                f"The file {self.file.name} cannot be read as CSV near line {reader.line_num}. Export it again."
            ) from error
        for row, item in self.values.unlike():
            self._about_row("F06", row, item)

    def _from_the_header(self, lines: Iterator[str]) -> Iterator[str]:
        """Return the lines from the first that is not empty, without a byte order mark that stands in the text."""
        for line in lines:
            if line.strip(" \t\r\n,;|\ufeff"):
                return itertools.chain([line.lstrip("\ufeff")], lines)
            self._about_file("F23")
        raise RefusedReturn(f"The file {self.file.name} is empty. Export it again.")

    def _delimiter(self, first: str) -> str:
        """Return the character between the cells: a comma, unless only another one gives this module's columns."""
        for delimiter in DELIMITERS:
            names = {clean(cell.strip().strip('"'))[0].lower() for cell in first.split(delimiter)}
            if self.module.key in names:
                if delimiter != ",":
                    self._about_file("H03")
                return delimiter
        return ","

    def _read(self, reader: Iterator[list[str]], delimiter: str) -> None:
        header = next(reader, [])
        columns = self._columns(header)
        line = 1
        for cells in reader:
            begins, line = line + 1, int(reader.line_num)  # type: ignore[attr-defined]
            if line > begins:
                self._refuse_an_open_quote(cells, len(header), delimiter, begins)
            if not any(cell.strip() for cell in cells):
                self.empty_line = True
                continue
            self._row(cells, columns, len(header), line)
            if len(self.rows) > limits.ROWS:
                raise RefusedReturn(f"The file {self.file.name} has more rows than any return. Check what it is.")

    def _refuse_an_open_quote(self, cells: list[str], width: int, delimiter: str, line: int) -> None:
        """Refuse a row over several lines that has swallowed others, rather than lose them in one value."""
        swallowed = any(part.count(delimiter) >= width - 1 for cell in cells for part in cell.splitlines()[1:])
        if swallowed or len(cells) != width:
            raise RefusedReturn(
                f"A quotation mark near line {line} of the file {self.file.name} is not closed, so that rows run into "
                "one another. Correct that row, and export the file again."
            )

    def _columns(self, header: Sequence[str]) -> list[Column]:
        columns: list[Column] = []
        keys = {self.module.key, self.module.parent_key, f"{self.module.name}orderseqcolumn", *ADMIN_COLUMNS}
        for place, title in enumerate(header):
            plain = clean(title)[0]
            name = self.module.spellings.get(plain.lower(), plain.lower())
            if name not in self.module.by_name and name not in keys:
                self._about_file("F22", name[: limits.ID] or f"column {place + 1}")
                continue
            if plain != name and plain.lower() not in ADMIN_COLUMNS:
                self._about_file("F04", name)
            if any(column.name == name for column in columns):
                raise RefusedReturn(f"The file {self.file.name} has the column {name} twice. Export it again.")
            columns.append(Column(name, place))
        self._judge({column.name for column in columns})
        return columns

    def _judge(self, names: set[str]) -> None:
        """Refuse a file without its keys; name items that are not there, or not of this year's return."""
        needed = [self.module.key]
        if self.module.parent_key and self.module.parent != "sen2":
            needed.append(self.module.parent_key)
        for key in needed:
            if key not in names:
                raise RefusedReturn(f"The file {self.file.name} has no column {key}. It is not a COLLECT export.")
        if not self.staged.header:
            return
        for item in self.module.items:
            belongs = item.belongs_to(self.staged.collection_year)
            if belongs and item.name not in names:
                self._about_file("H04", item.name)
            elif not belongs and item.name in names:
                self._about_file("F22", item.name)

    def _row(self, cells: list[str], columns: Sequence[Column], width: int, line: int) -> None:
        if self.empty_line and "F23" not in self.about_once:
            self._about_file("F23")
        shared, reach = self.shared, len(cells)
        raw = {
            c.name: shared.setdefault(cell, cell) if len(cell) <= LONGEST_SHARED else cell
            for c in columns
            if c.place < reach and (cell := cells[c.place])
        }
        row_id, own_broken = _table_id(raw.get(self.module.key, ""))
        parent_id, parent_broken = _table_id(raw.get(self.module.parent_key or "", ""))
        row = Row(self.module.name, row_id[: limits.ID], parent_id[: limits.ID] or None, raw, {}, line=line)
        if not row_id or len(row_id) > limits.ID or row_id in self.seen:
            self._wait(row, "F14" if row_id in self.seen else "H02")
            return
        self.seen.add(row_id)
        for rule in own_broken:
            self._about_row(rule, row, self.module.key)
        for rule in parent_broken:
            self._about_row(rule, row, self.module.parent_key)
        self._type(row)
        if reach != width:
            self._about_row("F19", row, None)
        self._check_native(raw)
        self.rows.append(row)

    def _type(self, row: Row) -> None:
        by_name = self.module.by_name
        for name, raw in row.raw.items():
            item = by_name.get(name)
            if item is None:
                continue
            value, broken = self.values.read(item, raw, row)
            if value is not None:
                row.typed[item.becomes or name] = value
            for rule in broken:
                self._about_row(rule, row, name)

    def _check_native(self, raw: dict[str, str]) -> None:
        """Say once that rows of another authority stand in the file."""
        native = _table_id(raw.get("nativeid", ""))[0]
        if native and self.staged.header and native != self.staged.authority_code and "H05" not in self.about_once:
            self._about_file("H05")

    def _wait(self, row: Row, rule_id: str) -> None:
        self._about_row(rule_id, row, self.module.key)
        self.staged.quarantined.append(Quarantined(row.module, row.row_id, rule_id, row.raw))

    def _about_file(self, rule_id: str, field: str | None = None) -> None:
        self.about_once.add(rule_id)
        self.staged.findings.append(about_file(rule_id, self.module.name, field))

    def _about_row(self, rule_id: str, row: Row, field: str | None) -> None:
        self.staged.findings.append(finding(rule_of(rule_id), row, field, self.schema))


def _table_id(raw: str) -> tuple[str, list[str]]:
    """Return a table id as it is meant, and the rules of family F that its writing breaks."""
    if raw.isdigit():
        return raw, []
    text, broken = clean(raw)
    match = FLOAT.fullmatch(text)
    return (match.group(1), [*broken, "F07"]) if match else (text, broken)

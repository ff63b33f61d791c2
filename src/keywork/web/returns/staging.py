"""A return on its way in: what was read, row by row, and what was found wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

Value = date | bool | str | None
WHOLE_FILE = "file"
SHOWN = 120


class RefusedReturn(ValueError):
    """A return that cannot be read at all, with one sentence that says why and what to do."""


@dataclass(slots=True)
class Row:
    """One row of a module.

    Args:
        module: the module's name, lower case.
        row_id: the table id; in XML, the path.
        parent_id: the row it hangs on, or None.
        raw: the text of each item, as in the file; one that is blank there may be absent.
        typed: the value of each item, cleaned; absent or None where blank or unreadable.
        path: in XML, where it stands, for example ``person[12]/requests[1]``.
        line: in CSV, its line.
    """

    module: str
    row_id: str
    parent_id: str | None
    raw: dict[str, str]
    typed: dict[str, Value]
    path: str | None = None
    line: int | None = None

    def day(self, item: str) -> date | None:
        """Return a date item."""
        value = self.typed.get(item)
        return value if isinstance(value, date) else None

    def text(self, item: str) -> str:
        """Return a text or code item, blank where there is none."""
        value = self.typed.get(item)
        return value if isinstance(value, str) else ""

    def flag(self, item: str) -> bool | None:
        """Return a yes/no item, None where blank."""
        value = self.typed.get(item)
        return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an analyst should look at. Its message names no person."""

    rule: str
    severity: str
    module: str
    row_id: str
    field: str | None
    message: str
    path: str | None = None
    value: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row that waits, because it cannot be placed."""

    module: str
    row_id: str
    reason: str
    raw: Mapping[str, str]


@dataclass
class StagedReturn:
    """A whole return, read and not yet imported.

    Args:
        header: the items of the return itself.
        rows: the rows of each module, in the order of the file.
        findings: what was found wrong.
        quarantined: the rows that wait.
        files_read: names of the files that were read.
        files_left_alone: names of the files that were not.
        missing: the modules that no file was sent for.
    """

    header: dict[str, Value] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    files_read: list[str] = field(default_factory=list)
    files_left_alone: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    source: str = "csv"

    @property
    def collection_year(self) -> int:
        """The year in which the return was collected; it tells of the calendar year before."""
        return int(str(self.header["year"]))

    @property
    def reference_date(self) -> date:
        """Census day."""
        day = self.header["referencedate"]
        assert isinstance(day, date)
        return day

    @property
    def year_start(self) -> date:
        """The first day of the calendar year that the return tells of."""
        return date(self.collection_year - 1, 1, 1)

    @property
    def authority_code(self) -> str:
        """The three figures of the authority that made it."""
        return str(self.header["lea"])

    @cached_property
    def _children(self) -> dict[tuple[str, str], list[Row]]:
        index: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for module, rows in self.rows.items():
            for row in rows:
                if row.parent_id is not None:
                    index[module, row.parent_id].append(row)
        return index

    def children(self, row: Row, module: str) -> list[Row]:
        """Return the rows of a module that hang on a row. Call it once every row is in its place."""
        return self._children.get((module, row.row_id), [])

    def child(self, row: Row, module: str) -> Row | None:
        """Return the first row of a module that hangs on a row, or None."""
        found = self.children(row, module)
        return found[0] if found else None

    def all_rows(self) -> Iterator[Row]:
        """Yield every row that is in its place."""
        for rows in self.rows.values():
            yield from rows

"""What a return looks like once it has been read: plain values, nothing of it saved yet.

Reading makes these, the rules add findings to them, the import turns them into people and events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Severity = Literal["error", "query", "format", "security"]
Typed = date | int | bool | str | None

RETURN_LEVEL = "return"  # the module of a finding that is about the whole return
FILE_LEVEL = "file"  # the row id of a finding that is about a whole file
LONGEST_VALUE = 120  # a finding never carries more of a value than this


class RefusedReturn(Exception):
    """The return cannot be read at all. The reason is a sentence for the person who chose the file.

    Args:
        reason: what is wrong and what to do about it; no personal data.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Row:
    """One record of a module.

    Args:
        module: the module's name, such as ``requests``.
        row_id: the table id of the CSV files, or the place in the XML.
        parent_id: the row id of the row it hangs under; None at the top.
        values: the text of each item as it stands in the file.
        typed: the same, cleaned and read; an unreadable date is None here, its text stays in ``values``.
            A code is upper-case text, a number an int, a yes/no a bool, a date a date. A blank is None.
        path: the place in the XML, such as ``person[12]/requests[1]``; None for CSV.
        file: the name of the file.
        line: the line in the file where it is known.
    """

    module: str
    row_id: str
    parent_id: str | None
    values: dict[str, str]
    typed: dict[str, Typed]
    path: str | None
    file: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an analyst should know about a row, a file or the whole return.

    Args:
        rule: the rule's number, such as ``R04``.
        severity: error, query, format or security.
        module: the module, or ``return`` for the whole return.
        row_id: the row, ``file`` for a whole file, or the subject of a finding on the whole return.
        field: the item, where it is about one.
        message: a sentence that says what is wrong and what to do. It never holds a name.
        path: the place in the XML; None for CSV.
        value: a code or date that explains the finding, at most 120 characters; never a name.
        file: the name of the file.
        line: the line in the file where it is known.
    """

    rule: str
    severity: Severity
    module: str
    row_id: str
    field: str | None
    message: str
    path: str | None = None
    value: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that waits: it cannot be placed, or it is the repeat of another.

    Args:
        row: the row as it was read.
        rule: the rule that sent it here.
        reason: a sentence for the analyst.
        because_of: the row id of the parent that waits too, where that is why it waits.
    """

    row: Row
    rule: str
    reason: str
    because_of: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What the return says about itself.

    Args:
        authority_code: the three digits of the authority that made it.
        collection_year: the year of the collection, such as 2025.
        reference_date: census day.
        details: the other items of the header, such as ``softwarecode`` and ``dmo``.
    """

    authority_code: str
    collection_year: int
    reference_date: date
    details: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class StagedReturn:
    """A whole return, read and not yet imported.

    Args:
        header: what the return says about itself.
        form: ``csv`` or ``xml``.
        rows: the rows that count, by module, in the order of the file.
        children: row ids of the rows under a row: ``children[(parent module, parent id)][module]``.
        findings: everything an analyst should know.
        quarantined: rows that wait, with their children.
        files_read: names of the files that were read.
        files_left_alone: names of the files beside them that were not.
    """

    header: Header
    form: Literal["csv", "xml"]
    rows: dict[str, list[Row]]
    children: dict[tuple[str, str], dict[str, list[Row]]]
    findings: list[Finding] = field(default_factory=list)
    quarantined: list[QuarantinedRow] = field(default_factory=list)
    files_read: list[str] = field(default_factory=list)
    files_left_alone: list[str] = field(default_factory=list)

    @property
    def authority_code(self) -> str:
        """The three digits of the authority that made the return."""
        return self.header.authority_code

    @property
    def collection_year(self) -> int:
        """The year of the collection."""
        return self.header.collection_year

    @property
    def reference_date(self) -> date:
        """Census day."""
        return self.header.reference_date

    @property
    def period_start(self) -> date:
        """1 January of the calendar year whose activity the return carries."""
        return date(self.collection_year - 1, 1, 1)

    def under(self, row: Row, module: str) -> list[Row]:
        """Return the rows of a module that hang directly under a row."""
        return self.children.get((row.module, row.row_id), {}).get(module, [])

    def persons(self) -> Iterator[Row]:
        """Walk the children and young people in the order of the file."""
        yield from self.rows.get("person", [])

    def counts(self) -> dict[str, int]:
        """Count the findings of each rule."""
        return dict(sorted(Counter(finding.rule for finding in self.findings).items()))

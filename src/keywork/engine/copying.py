"""Writing one authority's copy of its ledger from its cases' entries, a case at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from keywork.core.events import CORRECTION_KINDS, Event, corrections, known
from keywork.core.exceptions import PARTS
from keywork.core.history import CLOSE_OF_BUSINESS, clock_time
from keywork.core.register import EXCEPTION_RECORDED, Register
from keywork.engine import columns as col

EPOCH_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ROWS_A_GROUP = 122_880  # what DuckDB reads in one piece

Span = tuple[int, bool, int, int | None]


def day_number(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def moment_number(moment: datetime) -> int:
    """Return a moment (timezone-aware) as microseconds since 1970-01-01 in UTC."""
    return (moment - EPOCH) // MICROSECOND


class TooManyEntries(ValueError):
    """A case with more entries than a copy can number."""


class CopyWriter:
    """Writes a copy, a case at a time; used as a context manager, and whole only when that has ended.

    Args:
        folder: where its files will stand; made if it is not there.
        register: the law.
        head: the seal of the authority's chain.
    """

    def __init__(self, folder: Path, register: Register, head: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.head = folder, head
        codes = col.codes_of(register)
        self._fields = {name: code for code, name in enumerate(codes.fields)}
        self._kinds = {name: code for code, name in enumerate(codes.kinds)}
        self._sources = {name: code for code, name in enumerate(codes.sources)}
        self._threads: dict[str, int] = {}
        self._events = _Rows(folder / f"{col.EVENTS}.parquet", col.event_schema(codes))
        self._details = _Rows(folder / f"{col.DETAILS}.parquet", col.detail_schema(codes))
        self._cases = _Rows(folder / f"{col.CASES}.parquet", col.case_schema())
        self._dates = {name for name in codes.fields if name in {*col.DATES, *col.dates_counted_from(register)}}
        self._next = 0

    def __enter__(self) -> CopyWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            for rows in (self._events, self._details, self._cases):
                rows.abandon()
            return
        codes = col.Codes(tuple(self._kinds), tuple(self._sources), tuple(self._fields))
        self._events.close(codes.metadata(self.head))
        self._details.close(codes.metadata(self.head))
        self._cases.close()
        threads = _Rows(self.folder / f"{col.THREADS}.parquet", col.thread_schema())
        for name, code in self._threads.items():
            threads.add((code, name))
        threads.close()

    def add(self, case_id: str, events: Iterable[Event]) -> int:
        """Write one case.

        Args:
            case_id: what the case is known by; no name.
            events: its entries, in any order.

        Returns:
            The key that stands for the case in the copy.

        Raises:
            TooManyEntries: it has more entries than a copy can number.
        """
        case, self._next = self._next, self._next + 1
        self._cases.add((case, case_id))
        record = sorted(events, key=lambda event: event.sequence)
        if record and record[-1].sequence > col.MOST_ENTRIES:
            raise TooManyEntries(f"the case {case_id} has an entry with the number {record[-1].sequence}")
        moments = sorted({event.recorded_at for event in record if event.corrects is not None})
        for event in record:
            if event.kind not in CORRECTION_KINDS:
                self._add(case, event, _spans(event, record, moments))
        return case

    def _add(self, case: int, event: Event, spans: Iterable[Span]) -> None:
        kind = self._kinds.setdefault(event.kind, len(self._kinds))
        source = self._sources.setdefault(event.source, len(self._sources))
        thread = col.NO_THREAD
        if event.thread is not None:
            thread = self._threads.setdefault(event.thread, len(self._threads) + 1)
        for day, dated, since, until in spans:
            self._events.add((case, event.sequence, kind, day, dated, thread, source, since, until))
        for name, day_or_word in self._read(event):
            is_day = isinstance(day_or_word, int)
            day_and_word = (day_or_word, None) if is_day else (None, day_or_word)
            self._details.add((case, event.sequence, self._fields[name], *day_and_word))

    def _read(self, event: Event) -> Iterator[tuple[str, int | str]]:
        for name, value in event.fields.items():
            if value is None or name not in self._fields:
                continue
            if name in self._dates:
                if isinstance(value, date):
                    yield name, day_number(value)
            elif name in col.MARKS:
                yield name, col.YES if value else col.NO
            else:
                yield name, str(value)
        if _after_hours(event.fields.get("at")):
            yield col.AFTER_HOURS, col.YES
        if event.kind == EXCEPTION_RECORDED and all(str(event.fields.get(part) or "").strip() for part in PARTS):
            yield col.COMPLETE, col.YES


def _after_hours(at: object) -> bool:
    """Say whether a time of day is after hours; one that nobody can read is in hours, as an unknown one is."""
    try:
        return isinstance(at, str) and clock_time(at) > CLOSE_OF_BUSINESS
    except ValueError:
        return False


def _spans(event: Event, record: Sequence[Event], moments: Sequence[datetime]) -> list[Span]:
    """Return the days an entry was known to have, and from when until when; none while it is struck out."""
    since = [event.recorded_at, *(moment for moment in moments if moment > event.recorded_at)]
    spans: list[Span] = []
    standing: tuple[date, bool] | None = None
    for moment in since:
        found = _known_as(event, record, moment) if moments else _day(event, event.occurred_on)
        if found == standing:
            continue
        at = moment_number(moment)
        if standing is not None:
            spans[-1] = (*spans[-1][:3], at)
        if found is not None:
            spans.append((day_number(found[0]), found[1], at, None))
        standing = found
    return spans


def _known_as(event: Event, record: Sequence[Event], moment: datetime) -> tuple[date, bool] | None:
    struck, redated = corrections(known(record, moment))
    return None if event.id in struck else _day(event, redated.get(event.id, event.occurred_on))


def _day(event: Event, on: date | None) -> tuple[date, bool] | None:
    day = on or event.not_after
    return None if day is None else (day, on is not None)


class _Rows:
    """Rows of one file, written a group at a time under a name of their own until they are whole."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema = path, schema
        self._part = path.with_suffix(".part")
        self._writer = pq.ParquetWriter(self._part, schema.remove_metadata(), compression="zstd")
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= ROWS_A_GROUP:
            self._write()

    def _write(self) -> None:
        values = list(zip(*self._waiting, strict=True)) or [()] * len(self.schema)
        arrays = [pa.array(column, field.type) for column, field in zip(values, self.schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self._waiting.clear()

    def close(self, metadata: Mapping[bytes, bytes] | None = None) -> None:
        self._write()
        if metadata:
            self._writer.add_key_value_metadata(dict(metadata))
        self._writer.close()
        self._part.replace(self.path)

    def abandon(self) -> None:
        self._writer.close()
        self._part.unlink()

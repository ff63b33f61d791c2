"""Writing one authority of the country: a chunk of cases at a time, as a copy of its ledger would stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from keywork.core.exceptions import PARTS
from keywork.core.history import CLOSE_OF_BUSINESS, clock_time
from keywork.core.register import Register
from keywork.engine import columns as col
from keywork.web.nonprod.country.records import BROUGHT_OVER, FOR_EVER, HERE, Record, fields_of, known_as
from keywork.web.nonprod.country.telling import Act, Whole, Words

ROWS_A_GROUP = 122_880


class AuthorityWriter:
    """Writes the copy of one authority, chunk by chunk; used as a context manager."""

    def __init__(self, folder: Path, register: Register) -> None:
        folder.mkdir(parents=True)
        self.folder, self.codes = folder, col.codes_of(register)
        self._kinds = {name: code for code, name in enumerate(self.codes.kinds)}
        self._fields = {name: code for code, name in enumerate(self.codes.fields)}
        self._dates = {*col.DATES, *col.dates_counted_from(register)}
        self._threads: dict[str, int] = {}
        self.cases = 0
        schemas = {
            col.EVENTS: col.event_schema(self.codes),
            col.DETAILS: col.detail_schema(self.codes),
            col.CASES: col.case_schema(),
        }
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in schemas.items()
        }

    def __enter__(self) -> AuthorityWriter:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()
        threads = pa.table([list(self._threads.values()), list(self._threads)], schema=col.thread_schema())
        pq.write_table(threads, self.folder / f"{col.THREADS}.parquet", compression="zstd")

    def add(self, record: Record, cases: int) -> None:
        """Write a chunk of cases after those that are there.

        Args:
            record: their entries, the cases numbered from 0.
            cases: how many they are.
        """
        keys = np.arange(self.cases, self.cases + cases)
        self._write(col.CASES, [keys, [f"{self.folder.name}-{key:07}" for key in keys.tolist()]])
        self._write_events(record)
        self._write_details(record)
        self.cases += cases

    def _write(self, name: str, columns: list[Any]) -> None:
        schema = self._files[name].schema
        arrays = [
            column if isinstance(column, pa.Array) else pa.array(column, field.type)
            for column, field in zip(columns, schema, strict=True)
        ]
        self._files[name].write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=ROWS_A_GROUP)

    def _write_events(self, record: Record) -> None:
        acts, rows = record.told.acts, known_as(record)
        sizes = [len(act.who) for act in acts]
        kind = np.repeat(np.array([self._kinds[act.kind] for act in acts], np.int16), sizes)
        thread = np.concatenate([self._thread(act) for act in acts])
        here, over = self.codes.sources.index(HERE), self.codes.sources.index(BROUGHT_OVER)
        source = np.where(record.day[: record.happened] < record.since, over, here).astype(np.int16)
        until = pa.array(rows.until, mask=rows.until == FOR_EVER)
        entry = rows.entry
        self._write(
            col.EVENTS,
            [record.case[entry] + self.cases, record.sequence[entry], kind[entry], rows.day, rows.dated,
             thread[entry], source[entry], rows.since, until],
        )  # fmt: skip

    def _thread(self, act: Act) -> Whole:
        if isinstance(act.thread, Words):
            codes = np.array([self._code(name) for name in act.thread.known], np.int64)
            return codes[act.thread.chosen]
        return np.full(len(act.who), col.NO_THREAD if act.thread is None else self._code(act.thread))

    def _code(self, thread: str) -> int:
        return self._threads.setdefault(thread, len(self._threads) + 1)

    def _write_details(self, record: Record) -> None:
        parts = list(self._details(record))
        if not parts:
            return
        entry = np.concatenate([entries for entries, *_ in parts])
        field = np.repeat(
            np.array([self._fields[name] for _, name, *_ in parts], np.int16), [len(entries) for entries, *_ in parts]
        )
        day = pa.concat_arrays([day for *_, day, _ in parts])
        word = pa.concat_arrays([word for *_, word in parts])
        order = np.argsort(record.case[entry] * (1 << 20) + record.sequence[entry], kind="stable")
        entry = entry[order]
        places = pa.array(order)
        keys = [record.case[entry] + self.cases, record.sequence[entry], field[order]]
        self._write(col.DETAILS, [*keys, day.take(places), word.take(places)])

    def _details(self, record: Record) -> Iterator[tuple[Whole, str, pa.Array, pa.Array]]:
        for name, entries, value in fields_of(record):
            if not len(entries):
                continue
            if name in self._dates:
                yield entries, name, pa.array(value, pa.int32()), pa.nulls(len(entries), pa.string())
            elif name in self._fields:
                yield entries, name, pa.nulls(len(entries), pa.int32()), _words(value, len(entries), name)
            elif name == "at":
                late = np.array([clock_time(at) > CLOSE_OF_BUSINESS for at in value.known])[value.chosen]
                yield _marked(entries[late], col.AFTER_HOURS)
            elif name == PARTS[-1]:  # whoever tells one part of an exception tells them all
                yield _marked(entries, col.COMPLETE)


def _marked(entries: Whole, mark: str) -> tuple[Whole, str, pa.Array, pa.Array]:
    return entries, mark, pa.nulls(len(entries), pa.int32()), pa.repeat(col.YES, len(entries))


def _words(value: Any, count: int, name: str) -> pa.Array:
    if isinstance(value, Words):
        return pa.array(value.known, pa.string()).take(pa.array(value.chosen))
    if isinstance(value, np.ndarray):
        return pa.array([col.NO, col.YES], pa.string()).take(pa.array(value.astype(np.int64)))
    text = (col.YES if value else col.NO) if name in col.MARKS else str(value)
    return pa.repeat(pa.scalar(text, pa.string()), count)

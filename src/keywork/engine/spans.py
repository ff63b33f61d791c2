"""Spans: every clock of a copy as it stood from one day until another, worked once and kept beside the copy.

Whoever then asks about a day reads the spans that hold it. They answer for cases that are settled: their record is
known now as it was by the moment asked about, and no exception was recorded that lasts. All others are worked anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from keywork.core.history import chosen_settings
from keywork.core.register import DutyKind, Register
from keywork.engine import columns as col
from keywork.engine import span_steps as steps_of
from keywork.engine.copying import EPOCH_DAY
from keywork.engine.days import calendar_rows
from keywork.engine.procedure import texts
from keywork.engine.rows import LawRows, law_rows
from keywork.engine.running import Engine, Question, days_of, reading
from keywork.engine.span_steps import AFTER_ALL

SPANS, SETTLED = "spans", "settled"
FILES = (SPANS, SETTLED)
# With how many entries cases are taken at once, counted again for each of their days.
TAKEN_AT_ONCE = 400_000
# A case that would be taken with more than this is left to be worked when it is asked about.
MOST_ENTRIES = 400_000
ROWS_A_GROUP = 122_880
# All has happened by then, and all is known.
LAST_DAY, EVER = date.fromordinal(EPOCH_DAY + AFTER_ALL), datetime(9999, 1, 1, tzinfo=UTC)
LAW = b"keywork.law"


@dataclass(frozen=True, slots=True)
class Apart:
    """Cases of a copy that are worked when they are asked about.

    Args:
        cases: their keys.
        told: those of them that spans tell of, but as known later.
        entries: how many rows of entries they have.
    """

    cases: pa.Table
    told: pa.Table
    entries: int


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a copy.

    Args:
        copy: the copy.
    """

    copy: col.Copy

    def rows(self, day: int) -> str:
        """Return SQL that reads the spans that hold a day (days since 1970-01-01)."""
        found = reading(self.copy, SPANS)
        return f'SELECT * FROM ({found}) AS spans WHERE "since" <= {day} AND "until" > {day}'  # noqa: S608 - numbers

    def apart(self, known_at: int) -> Apart:
        """Return the cases that spans do not answer for, as known at a moment (microseconds since 1970-01-01)."""
        settled = pq.read_table(self.copy.file(SETTLED))
        at = settled.column("settled_at")
        never = settled.filter(pc.is_null(at))
        later = settled.filter(pc.greater(at, known_at))  # null is not later
        every = pa.concat_tables([never, later])
        return Apart(every.select(["case"]), later.select(["case"]), pc.sum(every.column("entries")).as_py() or 0)


def spans_of(copy: col.Copy, law: str) -> Spans | None:
    """Return the spans of a copy, where it has such as were worked by a law.

    Args:
        copy: the copy.
        law: the mark of the law, of :func:`law_mark`.
    """
    if not all(copy.file(name).exists() for name in FILES):
        return None
    metadata = pq.read_metadata(copy.file(SPANS)).metadata or {}
    return Spans(copy) if metadata.get(LAW, b"").decode() == law else None


def settled_law(register: Register) -> date:
    """Return the day since which the version of every standing duty has been the one of today.

    A standing duty has no deadline; whether it is in force is asked of the day itself.
    """
    days = [
        day
        for duty in register.duties.values()
        if duty.kind is DutyKind.STANDING
        for version in duty.versions
        for day in (version.starts, version.ends)
        if day is not None
    ]
    return max(days, default=date.min)


def law_mark(register: Register, codes: col.Codes, settings: Mapping[str, str]) -> str:
    """Return a mark of all that spans depend on besides the record: the law's rows, its calendars and the steps.

    Args:
        register: the law.
        codes: what a copy's whole numbers stand for.
        settings: an answer to every open question.
    """
    digest = sha256(json.dumps(list(register.duties)).encode())
    for name, table in sorted(law_rows(register, codes, settings).tables.items()):
        rows = sorted(map(str, table.to_pylist()))  # what the register keeps in sets comes in no order
        digest.update(json.dumps([name, rows]).encode())
    for name, table in sorted(calendar_rows(register, 0, 0).items()):
        digest.update(json.dumps([name, *(column.to_pylist() for column in table.columns)]).encode())
    for name, text in texts("duckdb").items():
        digest.update(f"{name}\n{text}".encode())
    return digest.hexdigest()


def write_spans(folder: Path, register: Register, settings: Mapping[str, str] | None = None) -> int:
    """Work the spans of a copy and keep them beside it.

    Args:
        folder: the copy's folder.
        register: the law.
        settings: the authority's answers to open questions; those absent take the default.

    Returns:
        How many they are.

    Raises:
        NotACopy: the folder holds no copy.
        NotInSets: the register holds a rule that the engine cannot work.
        ValueError: a setting or its value is unknown.
    """
    copy, chosen = col.open_copy(folder), chosen_settings(register, settings or {})
    engine = Engine(register, memory="300MB")
    try:
        return _Maker(engine, copy, chosen).write()
    finally:
        engine.close()


class _Maker:
    def __init__(self, engine: Engine, copy: col.Copy, settings: Mapping[str, str]) -> None:
        self.engine, self.copy, self.settings = engine, copy, settings
        self.steps = texts("duckdb")
        self.law: LawRows = engine.prepare_law(copy.codes, settings)

    def write(self) -> int:
        """Work the spans part by part, and write them, the latest first."""
        engine, parts = self.engine, self.copy.folder / "spans.work"
        parts.mkdir(exist_ok=True)
        try:
            engine.connection.execute(f"SET temp_directory = '{_quoted(parts / 'spilt')}'")
            engine.prepare_calendar([days_of(self.copy)])
            engine.hold("question", Question(LAST_DAY, EVER, self.settings).row(self.settings))
            engine.view(steps_of.EVENTS, reading(self.copy, col.EVENTS))
            engine.view(steps_of.DETAILS, reading(self.copy, col.DETAILS))
            engine.create("settled_cases", self.steps["settled_cases"])
            engine.connection.execute("UPDATE settled_cases SET settled_at = NULL WHERE taken > ?", [MOST_ENTRIES])
            for number, part in enumerate(_parts(engine.rows("settled_cases"))):
                self._work(part)
                self._copy("FROM spans", parts / f"{number:05}.parquet")
            return self._whole(parts)
        finally:
            shutil.rmtree(parts, ignore_errors=True)

    def _work(self, part: pa.Table) -> None:
        engine = self.engine
        engine.hold(steps_of.PART, part)
        for name, kept in (("prefixes", None), ("prefix_events", col.EVENTS), ("prefix_details", col.DETAILS)):
            engine.create(name, self.steps[name])
            if kept:
                engine.view(kept, f"FROM {name}")
        engine.prepare_law(self.copy.codes, self.settings)
        engine.work(self.law)
        for name in ("prefix_clocks", "span_runs", "spans"):
            engine.create(name, self.steps[name])
        engine.forget("clocks", "prefix_clocks", "span_runs")

    def _whole(self, parts: Path) -> int:
        """Bring the parts together: what stands now by case, before it what was, the latest first."""
        law = law_mark(self.engine.register, self.copy.codes, self.settings)
        every = f"FROM read_parquet('{_quoted(parts)}/*.parquet')"
        order = 'ORDER BY "until" DESC, "case", duty'
        self._copy(f"SELECT * {every} {order}", self.copy.file(SPANS), law)
        self._copy('SELECT * EXCLUDE taken FROM settled_cases ORDER BY "case"', self.copy.file(SETTLED), law)
        return int(pq.read_metadata(self.copy.file(SPANS)).num_rows)

    def _copy(self, sql: str, path: Path, law: str = "") -> None:
        part = path.with_suffix(".part")
        marked = f", KV_METADATA {{'{LAW.decode()}': '{law}'}}" if law else ""
        form = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_A_GROUP}{marked}"
        self.engine.connection.execute(f"COPY ({sql}) TO '{_quoted(part)}' ({form})")
        part.replace(path)


def _parts(settled: pa.Table) -> Iterator[pa.Table]:
    """Put the cases that spans tell of in parts that may be worked at once."""
    part: list[int] = []
    total = 0
    for case, at, taken in zip(
        *(settled.column(name).to_pylist() for name in ("case", "settled_at", "taken")), strict=True
    ):
        if at is None or not taken:
            continue
        if part and total + taken > TAKEN_AT_ONCE:
            yield pa.table({"case": pa.array(part, pa.int32())})
            part, total = [], 0
        part.append(case)
        total += taken
    yield pa.table({"case": pa.array(part, pa.int32())})


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

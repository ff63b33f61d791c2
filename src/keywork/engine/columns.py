"""The columns of one authority's copy of its ledger: four small Parquet files in a folder, codes and no names.

========================  =====================================================================================
``events.parquet``        one row for each entry and each span of time in which it was known with one day
``details.parquet``       one row for each field of an entry that a duty, an exception or a measure reads
``cases.parquet``         which case stands behind each key
``threads.parquet``       which thread stands behind each code
========================  =====================================================================================

Rows stand in the order of ``case``, and within a case in the order of ``sequence``. Days are whole numbers:
days since 1970-01-01, as Parquet itself keeps a date. Moments are whole numbers: microseconds since 1970-01-01
in UTC. So "as known at K" is the filter ``recorded_at <= K AND (superseded_at IS NULL OR superseded_at > K)``.

Corrections, entries struck out and redactions have no rows of their own. A corrected day ends one row of the
entry and begins another, an entry struck out ends its row, and what was redacted stands in no details.
An entry without a day and without a last possible day never counts, and is not copied.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from keywork.core.register import Period, Register

EVENTS, DETAILS, CASES, THREADS = "events", "details", "cases", "threads"
VERSION = "2"
# A place among a case's entries is one number, ``day * 2**20 + sequence``: so many entries a case may have.
MOST_ENTRIES = 2**20 - 1
# Copies are asked together with their cases' keys set apart: so many bits hold the cases of one, so many copies.
CASE_BITS = 22
MOST_COPIES = 64
NO_THREAD = 0

YES, NO = "yes", "no"
AFTER_HOURS, COMPLETE = "after_hours", "complete"
# What the law's tests read of an entry besides its day, whatever the register's periods count from.
DATES = ("posted_on", "sent_on", "from", "to", "closed_from", "reopens", "due_on", "move_on", "transfer_on")
WORDS = ("by", "body_kind", "duty", "exception", "about", "outcome", "fact", "source")
MARKS = ("holds", "mediation", "tribunal", "applies", "in_youth_accommodation", AFTER_HOURS, COMPLETE)

_EVENT_COLUMNS = (
    pa.field("case", pa.int32(), nullable=False),  # key, see cases.parquet
    pa.field("sequence", pa.int32(), nullable=False),  # place in the case's record, from 1; below MOST_ENTRIES
    pa.field("kind", pa.int16(), nullable=False),  # place in the list ``kinds`` of the file's metadata
    pa.field("day", pa.int32(), nullable=False),  # the day it happened, corrections applied; undated: its last day
    pa.field("dated", pa.bool_(), nullable=False),  # false where the source does not know the day
    pa.field("thread", pa.int32(), nullable=False),  # see threads.parquet; NO_THREAD where it carries none
    pa.field("source", pa.int16(), nullable=False),  # place in the list ``sources`` of the file's metadata
    pa.field("recorded_at", pa.int64(), nullable=False),  # from this moment it was known so
    pa.field("superseded_at", pa.int64()),  # from this moment it was not; null while it stands
)
_DETAIL_COLUMNS = (
    pa.field("case", pa.int32(), nullable=False),
    pa.field("sequence", pa.int32(), nullable=False),
    pa.field("field", pa.int16(), nullable=False),  # place in the list ``fields`` of the file's metadata
    pa.field("day", pa.int32()),  # of a date
    pa.field("word", pa.string()),  # of a word; yes or no of a mark
)
_CASE_COLUMNS = (pa.field("case", pa.int32(), nullable=False), pa.field("id", pa.string(), nullable=False))
_THREAD_COLUMNS = (pa.field("thread", pa.int32(), nullable=False), pa.field("name", pa.string(), nullable=False))

# What is told of each clock; see keywork.engine.clocks.
CLOCK_COLUMNS = (
    "case", "duty", "thread_of", "number", "state", "starts_on", "due", "open_ended", "disapplied", "trigger", "act_by",
    "may_act_from", "met_on", "met", "ended_on", "ended", "broken_on", "undated", "days_past",
)  # fmt: skip

# What is asked of a copy: one row that travels beside it.
QUESTION = pa.schema(
    [
        pa.field("as_of", pa.int32()),
        pa.field("known_at", pa.int64()),
        pa.field("deemed", pa.bool_()),
        pa.field("sent", pa.bool_()),
        pa.field("meeting", pa.bool_()),
        pa.field("touching", pa.bool_()),
        pa.field("year", pa.int32()),
        pa.field("first_month", pa.int32()),  # of the period, from 0 for January
        pa.field("months", pa.int32()),  # how many the period has
    ]
)


@dataclass(frozen=True, slots=True)
class Codes:
    """What the whole numbers of a copy stand for: a code is a place in one of these lists.

    Args:
        kinds: event kinds; those of the register in the order of the alphabet, then any others met.
        sources: where events come from.
        fields: the fields of ``details.parquet``.
    """

    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    fields: tuple[str, ...]

    def metadata(self, head: str = "") -> dict[bytes, bytes]:
        """Return the metadata that both files of events carry.

        Args:
            head: the seal of the authority's chain at the moment of copying, as text; nothing for made-up data.
        """
        lists = {"kinds": self.kinds, "sources": self.sources, "fields": self.fields}
        texts = {name: json.dumps(values) for name, values in lists.items()} | {"version": VERSION, "head": head}
        return {f"keywork.{name}".encode(): text.encode() for name, text in texts.items()}


def codes_of(register: Register) -> Codes:
    """Return the codes of a new copy, before any kind that the register does not know."""
    return Codes(tuple(sorted(register.kinds)), tuple(sorted(register.sources)), fields_read(register))


def fields_read(register: Register) -> tuple[str, ...]:
    """Return the fields of entries that duties, conditions, exceptions and measures read, in a fixed order."""
    return tuple(dict.fromkeys((*DATES, *dates_counted_from(register), *WORDS, *MARKS)))


def dates_counted_from(register: Register) -> tuple[str, ...]:
    """Return the dated fields that periods of the register count from, such as ``meeting_on``."""
    named = {
        name.partition(".")[2]
        for duty in register.duties.values()
        for version in duty.versions
        for period in _limbs(version.period)
        for name in (period.counted_from, str(period.attributes.get("year_of", "")))
    }
    return tuple(sorted(named - {""}))


def _limbs(period: Period) -> Iterator[Period]:
    yield period
    for limb in period.of:
        yield from _limbs(limb)


def event_schema(codes: Codes, head: str = "") -> pa.Schema:
    """Return the schema of ``events.parquet``."""
    return pa.schema(_EVENT_COLUMNS, codes.metadata(head))


def detail_schema(codes: Codes, head: str = "") -> pa.Schema:
    """Return the schema of ``details.parquet``."""
    return pa.schema(_DETAIL_COLUMNS, codes.metadata(head))


def case_schema() -> pa.Schema:
    """Return the schema of ``cases.parquet``."""
    return pa.schema(_CASE_COLUMNS)


def thread_schema() -> pa.Schema:
    """Return the schema of ``threads.parquet``."""
    return pa.schema(_THREAD_COLUMNS)


class NotACopy(ValueError):
    """A folder that holds no copy of a ledger, or one of another version."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One authority's copy of its ledger.

    Args:
        folder: where its files stand.
        codes: what its whole numbers stand for.
        head: the seal of the chain when it was copied.
    """

    folder: Path
    codes: Codes
    head: str

    def file(self, name: str) -> Path:
        """Return the path of one of its files, such as ``events``."""
        return self.folder / f"{name}.parquet"


def open_copy(folder: Path) -> Copy:
    """Read what a copy says of itself.

    Raises:
        NotACopy: the folder holds none, or one made by another version of the schema.
    """
    path = folder / f"{EVENTS}.parquet"
    if not path.exists():
        raise NotACopy(f"there is no copy of a ledger at {folder}")
    metadata: Mapping[bytes, bytes] = pq.read_metadata(path).metadata or {}
    if metadata.get(b"keywork.version", b"").decode() != VERSION:
        raise NotACopy(f"the copy at {folder} is not of version {VERSION}; make it again")
    lists = {name: _list(metadata, name) for name in ("kinds", "sources", "fields")}
    return Copy(folder, Codes(**lists), metadata.get(b"keywork.head", b"").decode())


def _list(metadata: Mapping[bytes, bytes], name: str) -> tuple[str, ...]:
    values: Sequence[str] = json.loads(metadata[f"keywork.{name}".encode()])
    return tuple(values)

"""What followed a full copy: records in encrypted log files, made whole by marks.

A mark says: everything that was committed by this moment is in the records before it. What stands after the last mark
of a file was never finished and counts for nothing. Whoever writes on after a pause begins a new file, which names the
mark it follows: so no key is ever used twice for one place, and a missing file shows.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from keywork.web.backup.generations import STATUS, Generation, write_json
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.sealed import PIECE, Damaged, SealedWriter, pieces

HEAD_BYTES = 4
MOST_BODY = PIECE - (1 << 16)
LOG_FILES = "log-*.kwb"
Heads = dict[str, list[Any]]


@dataclass(frozen=True)
class Mark:
    """A moment up to which everything is in the log.

    Args:
        number: 1, 2, 3 … over all files of a generation.
        at: nothing that was committed later is before this mark.
        complete_to: everything that was committed by then is before it.
        heads: the end of each authority's chain that grew since the mark before, as it was known by then.
        position: where the source goes on from here, in its own words.
        file: the log file.
        place: how many records of the file stand before the mark.
    """

    number: int
    at: datetime
    complete_to: datetime
    heads: Heads
    position: dict[str, Any]
    file: str = ""
    place: int = 0


class Puts(Protocol):
    """Whatever takes records."""

    def put(self, kind: str, told: dict[str, Any], body: bytes = b"") -> None:
        """Take a record."""


@dataclass(frozen=True)
class Together:
    """Several logs as one."""

    logs: Sequence[Puts]

    def put(self, kind: str, told: dict[str, Any], body: bytes = b"") -> None:
        """Write a record to each."""
        for one in self.logs:
            one.put(kind, told, body)


def put_file(into: Puts, name: str, path: Path) -> None:
    """Write a file of a home, in as many records as it takes; one that went meanwhile is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        first = True
        while (some := file.read(MOST_BODY)) or first:
            into.put("file", {"name": name, "first": first}, some)
            first = False


class LogWriter:
    """Writes one log file."""

    def __init__(self, generation: Generation, key: Key, follows: int) -> None:
        number = len(list(generation.folder.glob(LOG_FILES))) + 1
        self.generation, self.marks, self.file = generation, follows, f"log-{number:06}.kwb"
        self.heads: Heads = {}
        self.sealed: SealedWriter = generation.writer(self.file, key)
        self.put("begin", {"follows": follows, "number": number})

    @property
    def size(self) -> int:
        """How many bytes were written."""
        return self.sealed.size

    def put(self, kind: str, told: dict[str, Any], body: bytes = b"") -> None:
        """Write a record; it counts once a mark follows."""
        head = json.dumps({"kind": kind, **told}).encode()
        self.sealed.put(len(head).to_bytes(HEAD_BYTES) + head + body)

    def mark(self, *, at: datetime, complete_to: datetime, heads: Heads, position: dict[str, Any]) -> None:
        """Write a mark, have it on the disk, and say so where everybody can see."""
        self.marks += 1
        told = {"number": self.marks, "at": at.isoformat(), "complete_to": complete_to.isoformat()}
        news = {code: head for code, head in heads.items() if self.heads.get(code) != head}
        self.put("mark", {**told, "heads": news, "position": position})
        self.heads = heads
        self.sealed.sync()
        status = {"mark": self.marks, "complete_to": told["complete_to"], "log": self.file, "bytes": self.size}
        write_json(self.generation.folder / STATUS, status)

    def close(self) -> None:
        self.sealed.file.close()


@dataclass(frozen=True)
class Record:
    """One record of a log."""

    kind: str
    told: dict[str, Any]
    body: bytes


@dataclass
class Log:
    """The log of a generation, looked through once: its marks, and what is wrong with it."""

    marks: list[Mark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def up_to(self, moment: datetime | None) -> Mark | None:
        """Return the last mark before which nothing is later than a moment; the last of all where none is given."""
        found = None
        for mark in self.marks:
            if moment is not None and mark.at > moment:
                break
            found = mark
        return found


def heads_up_to(log: Log, last: Mark) -> Heads:
    """Return the end of each authority's chain as it was known at a mark."""
    found: Heads = {}
    for mark in log.marks:
        if mark.number <= last.number:
            found |= mark.heads
    return found


def look_through(generation: Generation, key: Key) -> Log:
    """Read the whole log of a generation; what is damaged or missing ends it, and is said.

    What is damaged after the last mark of a file was never finished: that is so where the next file follows that mark,
    or, at the end, where the writer never said that there is a later one.

    Raises:
        BackupFault: it was encrypted with another key.
    """
    log, damaged = Log(), ""
    for number, path in enumerate(sorted(generation.folder.glob(LOG_FILES)), start=1):
        try:
            damaged = _look(generation, key, path.name, number, log)
        except _Missing:
            log.faults.append(
                damaged or f"{path.name} does not follow what is before it: a part of the log is missing."
            )
            return log
    status, last = generation.status, log.marks[-1].number if log.marks else 0
    if damaged and status is None:
        log.faults.append(damaged)
    elif status and status["mark"] > last:
        log.faults.append(f"{damaged or 'The log was cut off.'} It was written up to {status['complete_to']}.")
    return log


class _Missing(Exception):
    """A file of the log does not follow the one before it."""


def _look(generation: Generation, key: Key, file: str, number: int, log: Log) -> str:
    """Take up the marks of one file, and return how it is damaged."""
    try:
        for place, record in enumerate(records(generation, key, file)):
            last = log.marks[-1].number if log.marks else 0
            if record.kind == "begin" and (record.told["follows"], record.told["number"]) != (last, number):
                raise _Missing
            if record.kind == "mark":
                log.marks.append(_mark(record.told, file, place))
    except Damaged as damaged:
        return str(damaged)
    except (ValueError, KeyError, zlib.error):
        return f"{file} cannot be read: it was written in another way."
    return ""


def _mark(told: dict[str, Any], file: str, place: int) -> Mark:
    moments = (datetime.fromisoformat(told[name]) for name in ("at", "complete_to"))
    return Mark(told["number"], *moments, heads=told["heads"], position=told["position"], file=file, place=place)


def records(generation: Generation, key: Key, file: str) -> Iterator[Record]:
    """Yield the records of one log file."""
    for data in pieces(generation.folder / file, key, generation.bound(file), whole=False):
        end = HEAD_BYTES + int.from_bytes(data[:HEAD_BYTES])
        told = json.loads(data[HEAD_BYTES:end])
        yield Record(told.pop("kind"), told, data[end:])


def records_up_to(generation: Generation, key: Key, log: Log, last: Mark) -> Iterator[Record]:
    """Yield the records that count, from the first up to a mark, which is left out; those before it are there."""
    ends = {mark.file: mark.place for mark in log.marks if mark.number <= last.number}
    for file, end in sorted(ends.items()):
        for place, record in enumerate(records(generation, key, file)):
            if place >= end:
                break
            if record.kind != "begin":
                yield record


def check_is_whole(log: Log, moment: datetime | None) -> None:
    """Refuse a log that is damaged before the moment that is asked for.

    Raises:
        BackupFault: with the latest moment that can be restored.
    """
    if not log.faults:
        return
    last = log.marks[-1].complete_to if log.marks else None
    if moment is not None and last is not None and moment <= last:
        return
    can = f"What can be restored is --to-time {last.isoformat()} or before." if last else "Take another backup."
    raise BackupFault(f"{log.faults[0]} {can}")

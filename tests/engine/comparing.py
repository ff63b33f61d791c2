"""Ask core and engine the same, and tell where they differ."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from engine.histories import REGISTER
from keywork.core.clocks import Clock, clocks_of
from keywork.core.events import Event
from keywork.core.history import History
from keywork.engine.clocks import as_at
from keywork.engine.copying import CopyWriter
from keywork.engine.running import Engine

Answer = dict[str, object]
Key = tuple[str, str | None]
NAMES = list(REGISTER.duties)


def by_core(
    events: Sequence[Event], *, as_of: date, known_at: datetime, settings: Mapping[str, str]
) -> dict[tuple[str, str | None], Answer]:
    """Return core's clocks of a case in the engine's words."""
    sequence = {event.id: event.sequence for event in events}
    found: dict[tuple[str, str | None], Answer] = {}
    for clock in clocks_of(REGISTER, events, as_of=as_of, known_at=known_at, settings=settings):
        key = (clock.duty.id, clock.thread)
        assert key not in found
        found[key] = _told(clock, sequence)
    return found


def _told(clock: Clock, sequence: Mapping[str, int]) -> Answer:
    return {
        "number": clock.cycle,
        "state": str(clock.state),
        "starts_on": clock.started_on,
        "due": clock.legal_deadline,
        "act_by": clock.act_by,
        "may_act_from": clock.may_act_from,
        "met_on": clock.met_on,
        "ended_on": clock.ended_on,
        "broken_on": clock.broken_on,
        "trigger": sequence.get(clock.trigger_id or ""),
        "met": sequence.get(clock.met_id or ""),
        "ended": sequence.get(clock.ended_id or ""),
        "undated": clock.undated,
        "disapplied": clock.disapplied,
        "days_past": clock.days_past,
    }


def by_engine(
    cases: Sequence[Sequence[Event]],
    *,
    as_of: date,
    known_at: datetime,
    settings: Mapping[str, str],
    engine: Engine | None = None,
) -> list[dict[Key, Answer]]:
    """Return the engine's clocks of many cases, copied and asked together."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        copy_to(folder, cases)
        return of_copy(folder, as_of=as_of, known_at=known_at, settings=settings, engine=engine)


def copy_to(folder: Path, cases: Sequence[Sequence[Event]]) -> None:
    """Write a copy of cases, numbered from 0."""
    with CopyWriter(folder, REGISTER) as writer:
        for number, events in enumerate(cases):
            writer.add(str(number), events)


def of_copy(folder: Path, **asked: Any) -> list[dict[Key, Answer]]:
    """Return the engine's clocks of each case of a copy."""
    threads = {row["thread"]: row["name"] for row in pq.read_table(folder / "threads.parquet").to_pylist()}
    found: list[dict[Key, Answer]] = [{} for _ in range(pq.read_metadata(folder / "cases.parquet").num_rows)]
    for row in as_at(folder, REGISTER, **asked).to_pylist():
        key = (NAMES[row["duty"]], threads.get(row["thread_of"]))
        assert key not in found[row["case"]], f"{key} stands twice in case {row['case']}"
        found[row["case"]][key] = {
            name: row[name] for name in row if name not in {"case", "duty", "thread_of", "open_ended"}
        }
    return found


def differences(expected: Mapping[Key, Answer], got: Mapping[Key, Answer]) -> Iterable[str]:
    """Tell where two answers about one case differ."""
    for key in sorted(expected.keys() | got.keys(), key=str):
        core, engine = expected.get(key), got.get(key)
        if core is None or engine is None:
            yield f"{key}: core {core}, engine {engine}"
            continue
        yield from (
            f"{key} {name}: core {core[name]!r}, engine {engine[name]!r}" for name in core if core[name] != engine[name]
        )


def smallest(events: Sequence[Event], *, engine: Engine, **asked: object) -> list[Event]:
    """Leave out of a history on which the two differ whatever is not needed for it."""
    left = list(events)

    def differ(some: Sequence[Event]) -> bool:
        got = by_engine([some], engine=engine, **asked)[0]  # type: ignore[arg-type]
        return any(True for _ in differences(by_core(some, **asked), got))  # type: ignore[arg-type]

    while True:
        for event in left:
            fewer = [other for other in left if other is not event]
            if differ(fewer):
                left = fewer
                break
        else:
            return left


__all__ = ["History", "by_core", "by_engine", "copy_to", "differences", "of_copy", "smallest"]

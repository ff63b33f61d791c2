"""The invented country: the same for a seed, lawful records, and the rows that a copy of its ledgers would have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from keywork.core.clocks import State, clocks_of
from keywork.core.events import DATE_CORRECTED, PAYLOAD_REDACTED, Event
from keywork.core.loading import load_register
from keywork.engine import columns as col
from keywork.engine.copying import CopyWriter
from keywork.web.ledger.payloads import check, holds_a_date
from keywork.web.nonprod.country import making
from keywork.web.nonprod.country.making import CannotMake, Country, make
from keywork.web.nonprod.country.records import BROUGHT_OVER, HERE, Record, fields_of
from keywork.web.nonprod.country.telling import Words
from keywork.web.nonprod.country.writing import AuthorityWriter
from keywork.web.project.cli import app

SMALL = Country(events=12_000, authorities=3, seed=5)
FILES = (col.EVENTS, col.DETAILS, col.CASES, col.THREADS)
FIRST = date(1970, 1, 1)


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.parquet")}


@pytest.fixture(scope="module")
def chunk() -> making.Chunk:
    """The cases of one authority, as they are before they are written."""
    (found,) = making._chunks(SMALL, 1, 9_000)
    return found


def as_day(number: Any) -> date:
    return FIRST + timedelta(days=int(number))


def payloads(record: Record) -> list[dict[str, Any]]:
    """What each entry says, a case at a time as people would have recorded it."""
    found: list[dict[str, Any]] = [{} for _ in range(record.happened)]
    for name, entries, value in fields_of(record):
        for place, entry in enumerate(entries.tolist()):
            one: Any = value
            if isinstance(value, Words):
                one = value.known[value.chosen[place]]
            elif isinstance(value, np.ndarray):
                one = value[place].item()
            found[entry][name] = as_day(one) if holds_a_date(name) else one
    return found


def threads(record: Record) -> list[str | None]:
    found: list[str | None] = []
    for act in record.told.acts:
        named = isinstance(act.thread, Words)
        found += [act.thread.known[n] for n in act.thread.chosen] if named else [act.thread] * len(act.who)  # type: ignore[union-attr]
    return found


def as_events(record: Record) -> dict[int, list[Event]]:
    """The same entries as the core knows them, by case."""
    cases: dict[int, list[Event]] = {}
    for number, event in enumerate(entries(record)):
        cases.setdefault(int(record.case[number]), []).append(event)
    return cases


def entries(record: Record) -> Iterator[Event]:
    acts, says, thread = record.told.acts, payloads(record), threads(record)
    kinds = [act.kind for act in acts for _ in act.who]
    dated = [act.dated for act in acts for _ in act.who]
    for number in range(len(record.case)):
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(record.recorded_at[number]))
        day, sequence = as_day(record.day[number]), int(record.sequence[number])
        if number < record.happened:
            on, not_after = (day, None) if dated[number] else (None, day)
            source = BROUGHT_OVER if record.day[number] < record.since else HERE
            yield Event(
                str(number),
                sequence,
                kinds[number],
                at,
                on,
                not_after,
                thread[number],
                fields=says[number],
                source=source,
            )
        else:
            found = record.corrections
            place = number - record.happened
            fields = {"to": as_day(found.to[place])} if found.kind[place] == DATE_CORRECTED else {}
            corrects = str(found.corrects[place])
            yield Event(str(number), sequence, str(found.kind[place]), at, day, corrects=corrects, fields=fields)


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a file, with the words that its codes stand for."""
    found: list[dict[str, Any]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    known = col.open_copy(folder).codes
    thread = {row["thread"]: row["name"] for row in pq.read_table(folder / "threads.parquet").to_pylist()}
    lists = {"kind": known.kinds, "source": known.sources, "field": known.fields}
    for row in found:
        row |= {column: words[row[column]] for column, words in lists.items() if column in row}
        if "thread" in row:
            row["thread"] = thread.get(row["thread"])
    return found


def in_order(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in found]


def by_field(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted((tuple(row.values()) for row in found), key=lambda row: row[:3])


def test_the_rows_are_those_that_a_copy_of_the_same_entries_has(tmp_path: Path, chunk: making.Chunk) -> None:
    register, (record, cases) = load_register(), chunk
    with AuthorityWriter(tmp_path / "001", register) as ours:
        ours.add(record, cases)
    by_case = as_events(record)
    with CopyWriter(tmp_path / "copied", register) as copied:
        for case in range(cases):
            copied.add(f"001-{case:07}", by_case.get(case, []))
    assert len(record.corrections.kind) > 50
    assert in_order(rows(tmp_path / "001", "events")) == in_order(rows(tmp_path / "copied", "events"))
    assert by_field(rows(tmp_path / "001", "details")) == by_field(rows(tmp_path / "copied", "details"))
    assert in_order(rows(tmp_path / "001", "cases")) == in_order(rows(tmp_path / "copied", "cases"))
    for name in FILES:
        ours_schema = pq.read_schema(tmp_path / "001" / f"{name}.parquet")
        assert ours_schema.equals(pq.read_schema(tmp_path / "copied" / f"{name}.parquet"))


def test_every_entry_could_have_been_recorded(chunk: making.Chunk) -> None:
    register, last = load_register(), date.fromisoformat(SMALL.until)
    for events in as_events(chunk.record).values():
        places = {event.id: event for event in events}
        assert sorted(event.sequence for event in events) == list(range(1, len(events) + 1))
        for event in events:
            check(event.kind, event.fields)
            on = event.occurred_on or event.not_after
            assert on is not None
            assert on <= last
            assert event.recorded_at.date() <= last
            assert (event.thread is None) or register.kinds[event.kind].thread is not None
            if event.corrects is not None:
                corrected = places[event.corrects]
                assert corrected.recorded_at < event.recorded_at
                assert corrected.sequence < event.sequence
                assert event.kind != PAYLOAD_REDACTED or not corrected.fields


def test_its_clocks_run_late_and_in_time_over_the_whole_of_a_plans_life(chunk: making.Chunk) -> None:
    until = date.fromisoformat(SMALL.until)
    known_at = datetime(2026, 2, 1, tzinfo=UTC)
    states: dict[str, set[State]] = {}
    for events in as_events(chunk.record).values():
        for clock in clocks_of(load_register(), events, as_of=until, known_at=known_at):
            states.setdefault(clock.duty.id, set()).add(clock.state)
    assert {State.MET, State.MET_LATE, State.RUNNING, State.ENDED} <= states["ehcp-final"]
    assert {State.MET, State.MET_LATE, State.OVERDUE} <= states["advice-provide"]
    assert {State.RUNNING, State.OVERDUE} <= states["review-12-month"]
    assert len(states) > 40


def test_the_same_seed_makes_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    make(SMALL, tmp_path / "one")
    make(SMALL, tmp_path / "two")
    make(Country(SMALL.events, SMALL.authorities, seed=6), tmp_path / "other")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(digests(tmp_path / "one")) == 12
    assert not set(digests(tmp_path / "one").values()) & set(digests(tmp_path / "other").values())


def test_it_has_as_many_entries_as_asked_for_and_hardly_more(tmp_path: Path) -> None:
    made = make(SMALL, tmp_path / "country")
    longest = max(
        count
        for code in ("001", "002", "003")
        for count in np.bincount(pq.read_table(tmp_path / "country" / code / "events.parquet")["case"].to_numpy())
    )
    assert SMALL.events <= made.events < SMALL.events + 3 * longest
    standing = sum(
        table["superseded_at"].null_count
        for table in (pq.read_table(path) for path in (tmp_path / "country").rglob("events.parquet"))
    )
    assert standing <= made.events


def test_authorities_differ_in_size_as_those_of_england_do() -> None:
    sizes = sorted(Country(20_000_000, 153, seed=1).sizes())
    mean = sum(sizes) / len(sizes)
    assert 4 < sizes[-1] / mean < 6
    assert sizes[0] / mean < 0.2
    assert abs(sum(sizes) - 20_000_000) < 153


@pytest.mark.parametrize(("events", "authorities"), [(10, 0), (10, 1000), (5, 10)])
def test_numbers_that_make_no_country_are_refused(tmp_path: Path, events: int, authorities: int) -> None:
    with pytest.raises(CannotMake):
        make(Country(events, authorities, seed=1), tmp_path / "country")
    assert not (tmp_path / "country").exists()


def test_the_command_makes_one_and_touches_nothing_that_is_there(tmp_path: Path) -> None:
    asked = ["demo", "create-country", "--events", "3000", "--authorities", "2", "--seed", "9", "--to"]
    done = CliRunner().invoke(app, [*asked, str(tmp_path / "country")])
    assert done.exit_code == 0, done.output
    assert "Made 2 authorities" in done.stdout
    before = digests(tmp_path / "country")
    again = CliRunner().invoke(app, [*asked, str(tmp_path / "country")])
    assert again.exit_code == 2
    assert "not an empty folder" in again.output
    assert digests(tmp_path / "country") == before

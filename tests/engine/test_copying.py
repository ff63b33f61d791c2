"""The copy of a ledger tells, for any moment, the same entries as the record itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from engine.histories import REGISTER, random_case
from keywork.core.events import Event, in_force
from keywork.engine.columns import MOST_ENTRIES, NotACopy, open_copy
from keywork.engine.copying import CopyWriter, TooManyEntries, day_number, moment_number

FAR = datetime(2030, 1, 1, tzinfo=UTC)


def test_what_was_known_at_a_moment_is_a_filter(tmp_path: Path) -> None:
    random = Random(20260201)
    cases = [random_case(random) for _ in range(300)]
    with CopyWriter(tmp_path, REGISTER, head="abc") as writer:
        keys = [writer.add(f"case {n}", events) for n, events in enumerate(cases)]
    copy = open_copy(tmp_path)
    rows = pq.read_table(copy.file("events")).to_pylist()
    threads = {row["thread"]: row["name"] for row in pq.read_table(copy.file("threads")).to_pylist()}
    corrected = 0
    for key, events in zip(keys, cases, strict=True):
        own = [row for row in rows if row["case"] == key]
        corrected += len(own) != len({row["sequence"] for row in own})
        for moment in {event.recorded_at for event in events} | {FAR}:
            known_at = moment_number(moment)
            told = sorted(
                (row["day"], row["sequence"], row["dated"], copy.codes.kinds[row["kind"]], threads.get(row["thread"]))
                for row in own
                if row["recorded_at"] <= known_at and (row["superseded_at"] is None or row["superseded_at"] > known_at)
            )
            entries = in_force(events, as_of=FAR.date(), known_at=moment)
            assert told == [
                (day_number(e.order[0]), e.event.sequence, e.dated, e.event.kind, e.event.thread) for e in entries
            ]
    assert corrected > 20
    assert copy.head == "abc"


def test_what_was_read_stands_in_details(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    fields = {"by": "first-class-post", "at": "17:01", "posted_on": at.date(), "reference": "not read by any rule"}
    with CopyWriter(tmp_path, REGISTER) as writer:
        writer.add("case", [Event("e1", 1, "assessment-request-received", at, at.date(), fields=fields)])
    copy = open_copy(tmp_path)
    found = {copy.codes.fields[row["field"]]: row["day"] or row["word"] for row in _rows(tmp_path, "details")}
    assert found == {"by": "first-class-post", "posted_on": day_number(at.date()), "after_hours": "yes"}


def test_a_copy_that_breaks_off_leaves_the_one_before(tmp_path: Path) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with CopyWriter(tmp_path, REGISTER) as writer:
        writer.add("first", [Event("e1", 1, "child-died", at, at.date())])
    with pytest.raises(TooManyEntries), CopyWriter(tmp_path, REGISTER) as writer:
        writer.add("second", [Event("e1", MOST_ENTRIES + 1, "child-died", at + timedelta(1), at.date())])
    assert [row["id"] for row in _rows(tmp_path, "cases")] == ["first"]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".parquet"] * 4


def test_a_folder_without_a_copy_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotACopy, match="no copy of a ledger"):
        open_copy(tmp_path)


def _rows(folder: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return rows

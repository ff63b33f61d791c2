"""Spans that were worked once answer about every day as core does, and are left alone where they cannot."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.comparing import by_core, copy_to, differences, of_copy
from engine.histories import REGISTER, random_case, random_settings
from keywork.core.events import Event
from keywork.core.history import chosen_settings
from keywork.engine.clocks import as_at, as_at_each
from keywork.engine.columns import open_copy
from keywork.engine.running import Engine
from keywork.engine.spans import FILES, law_mark, settled_law, spans_of, write_spans

NIGHTLY = "KEYWORK_POPULATIONS" in os.environ
POPULATIONS = int(os.environ.get("KEYWORK_POPULATIONS", "4"))
LATE = datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine(REGISTER)
    yield made
    made.close()


def moments(random: Random) -> tuple[date, datetime]:
    """Return a day to ask about, and a moment at which most of what will be known is known, or much is not."""
    as_of = date(2022, 1, 31) + timedelta(days=random.randint(0, 3000))
    known_on = as_of + timedelta(days=random.choice((0, 200, 4000, 4000)))
    return as_of, datetime.combine(known_on, time(12), UTC)


@settings(
    max_examples=POPULATIONS,
    deadline=None,
    derandomize=not NIGHTLY,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**62))
def test_spans_answer_as_core_does_about_any_day_as_known_at_any_moment(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random, folder = Random(seed), tmp_path_factory.mktemp("copy")
    cases = [random_case(random) for _ in range(80)]
    answers = random_settings(random)
    copy_to(folder, cases)
    assert write_spans(folder, REGISTER, answers) > 80
    for _ in range(4):
        as_of, known_at = moments(random)
        asked = {"as_of": as_of, "known_at": known_at, "settings": answers}
        for events, answer in zip(cases, of_copy(folder, engine=engine, **asked), strict=True):
            assert not list(differences(by_core(events, **asked), answer)), (asked, events)


def _population(folder: Path, number: int = 60, seed: int = 4) -> list[list[Event]]:
    random = Random(seed)
    cases = [random_case(random) for _ in range(number)]
    copy_to(folder, cases)
    return cases


def _rows(folder: Path, **asked: object) -> list[object]:
    return sorted(as_at(folder, REGISTER, **asked).to_pylist(), key=str)  # type: ignore[arg-type]


def _spoil(folder: Path) -> None:
    """Take every span away, so that an answer read from them has lost its clocks."""
    path = folder / "spans.parquet"
    metadata = pq.read_metadata(path).metadata
    empty = pq.read_table(path).slice(0, 0)
    pq.write_table(empty.replace_schema_metadata(metadata), path)


def test_what_is_settled_is_read_and_the_rest_worked(tmp_path: Path) -> None:
    cases = _population(tmp_path)
    asked = {"as_of": date(2027, 1, 4), "known_at": LATE}
    worked = _rows(tmp_path, **asked)
    write_spans(tmp_path, REGISTER)
    assert _rows(tmp_path, **asked) == worked
    settled = pq.read_table(tmp_path / "settled.parquet").to_pylist()
    apart = {row["case"] for row in settled if row["settled_at"] is None}
    exceptional = {n for n, events in enumerate(cases) if any(event.kind == "exception-recorded" for event in events)}
    assert apart == exceptional
    assert 0 < len(apart) < len(cases) / 2
    _spoil(tmp_path)
    left = _rows(tmp_path, **asked)
    assert 0 < len(left) < len(worked)
    assert {row["case"] for row in left} <= apart  # type: ignore[index]


def test_what_was_recorded_later_is_worked_as_it_was_known(tmp_path: Path) -> None:
    _population(tmp_path)
    write_spans(tmp_path, REGISTER)
    _spoil(tmp_path)
    early = {"as_of": date(2027, 1, 4), "known_at": datetime(2026, 1, 1, tzinfo=UTC)}
    assert len(_rows(tmp_path, **early)) > len(_rows(tmp_path, **early | {"known_at": LATE}))


@pytest.mark.parametrize(
    ("as_of", "answers"),
    [(settled_law(REGISTER) - timedelta(days=1), {}), (date(2027, 1, 4), {"receipt_day": "included"})],
    ids=["before a standing duty came into force", "by other answers"],
)
def test_spans_are_left_alone_where_the_law_was_another(tmp_path: Path, as_of: date, answers: dict[str, str]) -> None:
    _population(tmp_path)
    asked = {"as_of": as_of, "known_at": LATE, "settings": answers}
    worked = _rows(tmp_path, **asked)
    write_spans(tmp_path, REGISTER)
    _spoil(tmp_path)
    assert _rows(tmp_path, **asked) == worked


def test_spans_of_other_steps_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _population(tmp_path, 3)
    write_spans(tmp_path, REGISTER)
    copy, answers = open_copy(tmp_path), chosen_settings(REGISTER, {})
    own = law_mark(REGISTER, copy.codes, answers)
    assert spans_of(copy, own) is not None
    monkeypatch.setattr("keywork.engine.spans.texts", lambda dialect: {"clocks": "SELECT 1"})
    assert law_mark(REGISTER, copy.codes, answers) != own
    monkeypatch.undo()
    (tmp_path / f"{FILES[1]}.parquet").unlink()
    assert spans_of(copy, own) is None


def test_a_case_with_too_many_days_is_worked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _population(tmp_path)
    asked = {"as_of": date(2027, 1, 4), "known_at": LATE}
    worked = _rows(tmp_path, **asked)
    monkeypatch.setattr("keywork.engine.spans.MOST_ENTRIES", 50)
    write_spans(tmp_path, REGISTER)
    settled = pq.read_table(tmp_path / "settled.parquet").column("settled_at")
    assert settled.null_count > 10
    assert _rows(tmp_path, **asked) == worked


def test_copies_with_and_without_spans_are_asked_together(tmp_path: Path) -> None:
    folders: Sequence[Path] = [tmp_path / name for name in ("none", "with", "without", "also")]
    for seed, folder in enumerate(folders):
        _population(folder, 0 if folder.name == "none" else 30, seed)
    asked = {"as_of": date(2027, 1, 4), "known_at": LATE}
    worked = {folder: _rows(folder, **asked) for folder in folders}
    for folder in folders:
        if folder.name != "without":
            write_spans(folder, REGISTER)
    each = dict(as_at_each(folders, REGISTER, **asked))  # type: ignore[arg-type]
    assert {folder: sorted(rows.to_pylist(), key=str) for folder, rows in each.items()} == worked
    narrow = dict(as_at_each(folders, REGISTER, columns=["state", "days_past"], **asked))  # type: ignore[arg-type]
    for folder, rows in narrow.items():
        assert rows.column_names == ["case", "duty", "thread_of", "state", "days_past"]
        assert rows.num_rows == len(worked[folder])


def test_work_that_is_cut_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _population(tmp_path, 3)
    before = sorted(path.name for path in tmp_path.iterdir())

    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("keywork.engine.spans._Maker._whole", fail)
    with pytest.raises(OSError, match="no space"):
        write_spans(tmp_path, REGISTER)
    assert sorted(path.name for path in tmp_path.iterdir()) == before

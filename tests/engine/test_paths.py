"""The paths of cases: what comes next after what, and how long cases last, beside the same counted case by case."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from engine.histories import REGISTER, random_case
from keywork.core.events import Event, in_force
from keywork.engine.columns import NotACopy
from keywork.engine.copying import CopyWriter
from keywork.engine.paths import Paths, paths_at

LAST = datetime(2027, 1, 1, tzinfo=UTC)


def copied(folder: Path, cases: list[list[Event]]) -> Path:
    with CopyWriter(folder, REGISTER) as writer:
        for number, events in enumerate(cases):
            writer.add(str(number), events)
    return folder


def case_by_case(cases: list[list[Event]], as_of: date, known_at: datetime) -> Paths:
    found = Paths()
    for events in cases:
        standing = [entry for entry in in_force(events, as_of=as_of, known_at=known_at) if entry.on]
        for one, other in pairwise(standing):
            kinds = (one.event.kind, other.event.kind)
            found.times[kinds] += 1
            found.days[kinds] += (other.order[0] - one.order[0]).days
        if standing:
            found.lasted[(standing[-1].order[0] - standing[0].order[0]).days] += 1
    return found


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_counting_case_by_case_gives(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    cases = [random_case(random) for _ in range(60)]
    folder = copied(tmp_path, cases)
    moments = sorted({event.recorded_at for events in cases for event in events})
    for known_at in (LAST, moments[len(moments) // 2]):
        for as_of in (date(2030, 1, 1), date(2024, 6, 1)):
            found = paths_at(folder, as_of=as_of, known_at=known_at)
            assert found == case_by_case(cases, as_of, known_at)
    assert sum(paths_at(folder, as_of=date(2030, 1, 1), known_at=LAST).times.values()) > 100


def test_the_paths_of_authorities_add_up(tmp_path: Path) -> None:
    random = Random(7)
    one, other = ([random_case(random) for _ in range(20)] for _ in range(2))
    both = Paths()
    for name, cases in (("one", one), ("other", other)):
        both.add(paths_at(copied(tmp_path / name, cases), as_of=LAST.date(), known_at=LAST))
    assert both == paths_at(copied(tmp_path / "both", one + other), as_of=LAST.date(), known_at=LAST)


def test_nothing_recorded_has_no_paths(tmp_path: Path) -> None:
    assert paths_at(copied(tmp_path, []), as_of=LAST.date(), known_at=LAST) == Paths(Counter(), Counter(), Counter())
    with pytest.raises(NotACopy):
        paths_at(tmp_path / "nowhere", as_of=LAST.date() - timedelta(days=1), known_at=LAST)

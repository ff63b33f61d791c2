"""The engine answers as core does: on random histories over the whole register, and on the law's worked cases."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.comparing import by_core, by_engine, differences, smallest
from engine.histories import AWKWARD, DUTIES, REGISTER, random_case, random_settings
from keywork.core.events import Event
from keywork.core.history import CASE_FACT
from keywork.core.loading import LAW
from keywork.core.scenarios import Scenario, read_scenarios
from keywork.engine.running import Engine

# How many populations are tried: a few in an ordinary run, many in `make nightly`.
NIGHTLY = "KEYWORK_POPULATIONS" in os.environ
POPULATIONS = int(os.environ.get("KEYWORK_POPULATIONS", "8"))
CASES = 250


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine(REGISTER)
    yield made
    made.close()


def question(random: Random) -> dict[str, object]:
    late = random.random() < 0.7
    as_of = date(2026, 6, 1) if late else random.choice(AWKWARD)
    as_of += timedelta(days=random.randint(0, 500))
    known_on = as_of + timedelta(days=random.choice((0, 0, 30, -100, 2000)))
    return {
        "as_of": as_of,
        "known_at": datetime.combine(known_on, time(12), UTC),
        "settings": random_settings(random),
    }


def agree(cases: list[list[Event]], asked: Mapping[str, object], engine: Engine) -> Counter[str]:
    """Compare every case of a population; on a difference, tell the smallest history that shows one."""
    got = by_engine(cases, engine=engine, **asked)  # type: ignore[arg-type]
    seen: Counter[str] = Counter()
    for events, answer in zip(cases, got, strict=True):
        expected = by_core(events, **asked)  # type: ignore[arg-type]
        if any(True for _ in differences(expected, answer)):
            history = smallest(events, engine=engine, **asked)
            told = differences(by_core(history, **asked), by_engine([history], engine=engine, **asked)[0])  # type: ignore[arg-type]
            pytest.fail("\n".join([*told, str(asked), *map(str, history)]))
        for one in expected.values():
            seen.update({str(one["state"]): 1, "later turn": one["number"] != 1, "disapplied": bool(one["disapplied"])})
    return seen


@settings(
    max_examples=POPULATIONS,
    deadline=None,
    derandomize=not NIGHTLY,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**62))
def test_engine_equals_core_on_random_histories(engine: Engine, seed: int) -> None:
    random = Random(seed)
    agree([random_case(random) for _ in range(CASES)], question(random), engine)


def test_engine_equals_core_on_every_duty(engine: Engine) -> None:
    random = Random(192)
    cases = [random_case(random, [duty]) for duty in DUTIES for _ in range(3)]
    asked = question(random) | {"as_of": date(2027, 1, 4), "known_at": datetime(2027, 1, 4, 12, tzinfo=UTC)}
    seen = agree(cases, asked, engine)
    assert seen["later turn"] > 50
    assert len([state for state in seen if seen[state]]) > 20, "too few states came up to prove anything"


def test_engine_equals_core_on_decisions_each_with_a_name_or_none(engine: Engine) -> None:
    """Notices and answers of several decisions: all named as they are recorded, some as before, some as their review."""
    random = Random(41)
    windows = [duty for duty in DUTIES if duty.per == "decision" and duty.kind == "window"]
    answers = [kind for duty in windows for kind in duty.met_by]
    names = (None, None, "decision/decided-not-to-assess", "decision/decided-not-to-assess/2", "review/2026")
    notices = [kind for kind, counts in REGISTER.counts_as.items() if "appealable-decision-sent" in counts]
    cases = []
    for _ in range(CASES):
        drawn = random_case(random, windows, [*notices, *answers * 8], date(2026, 5, 4))
        cases.append([one if one.corrects else one._replace(thread=random.choice(names)) for one in drawn])
    asked = question(random) | {"as_of": date(2026, 6, 1), "known_at": datetime(2027, 1, 4, 12, tzinfo=UTC)}
    seen = agree(cases, asked, engine)
    few = {state: seen[state] for state in ("open", "used", "lapsed", "later turn") if seen[state] < 20}
    assert not few
    kept = [{one.thread for one in case if one.kind in notices} for case in cases]
    assert sum(None in threads and len(threads) > 1 for threads in kept) > 20, "too few records of before and after"


def test_engine_equals_core_on_the_worked_cases(engine: Engine) -> None:
    """Ask about each day of the law's worked cases; an ordinary run takes every eighth, a nightly one all of them."""
    together: dict[tuple[object, ...], list[Scenario]] = {}
    for path in sorted((LAW / "scenarios").glob("*.yaml")):
        for scenario in read_scenarios(path, REGISTER):
            together.setdefault((scenario.as_of, *sorted(scenario.settings.items())), []).append(scenario)
    for scenarios in list(together.values())[:: 1 if NIGHTLY else 8]:
        first = scenarios[0]
        asked = {"as_of": first.as_of, "known_at": first.known_at, "settings": first.settings}
        agree([_with_facts(scenario) for scenario in scenarios], asked, engine)


def _with_facts(scenario: Scenario) -> list[Event]:
    """Put a scenario's facts of the case on record, before everything else."""
    at = datetime(2000, 1, 1, tzinfo=UTC)
    behind = len(scenario.facts)
    facts = [
        Event(f"fact {n}", n, CASE_FACT, at, at.date(), fields={"fact": fact})
        for n, fact in enumerate(scenario.facts, 1)
    ]
    return [*facts, *(event._replace(sequence=event.sequence + behind) for event in scenario.events)]

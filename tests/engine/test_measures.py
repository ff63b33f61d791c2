"""The engine counts the national set as core does, on random histories."""

import os
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from engine.histories import REGISTER, random_case, random_settings
from keywork.core import case_facts
from keywork.core.events import Event
from keywork.core.history import History
from keywork.core.measures import Frame, Results, load_measures
from keywork.core.measures import evaluate as by_core
from keywork.engine.copying import CopyWriter
from keywork.engine.law_codes import COUNTED
from keywork.engine.measures import evaluate
from keywork.engine.running import Engine

NATIONAL = load_measures("national-timeliness")
ABOUT = [REGISTER.duties[name] for name in ("ehcp-final", "ehcna-decision", "review-12-month")]
ROUNDS = max(6, int(os.environ.get("KEYWORK_POPULATIONS", "12")) // 2)


def test_engine_counts_the_national_set_as_core_does() -> None:
    engine, counted = Engine(REGISTER), set()
    for seed in range(ROUNDS):
        random = Random(seed)
        as_of = date(2025, 6, 1) + timedelta(days=random.randint(0, 500))
        cases = [random_case(random, ABOUT, COUNTED * 3, around=as_of) for _ in range(250)] + [[]]
        cases += [likely_case(random, as_of) for _ in range(200)]
        frame = Frame(as_of.year - random.choice((0, 1, 1)), as_of)
        known_at = datetime.combine(as_of + timedelta(days=random.choice((-60, 0, 60, 90))), time(12), UTC)
        chosen = random_settings(random)
        histories = (
            (key, History(REGISTER, events, as_of=frame.as_of, known_at=known_at, settings=chosen))
            for key, events in enumerate(cases)
        )
        expected = by_core(NATIONAL, histories, frame)
        with tempfile.TemporaryDirectory() as place:
            with CopyWriter(Path(place), REGISTER) as writer:
                for key, events in enumerate(cases):
                    writer.add(str(key), events)
            got = evaluate(NATIONAL, Path(place), REGISTER, frame, known_at=known_at, settings=chosen, engine=engine)
        assert values(got) == values(expected), f"seed {seed}"
        assert got.shares == expected.shares
        counted |= {name for name, value in values(expected).items() if value}
    engine.close()
    never = {"assess_not_made"}  # what has not been decided is no event
    assert {column.id for column in NATIONAL.columns} - never - counted == set()


def likely_case(random: Random, as_of: date) -> list[Event]:
    """Return a case as many go: request, flags, plan or none, and a review with or without its decision."""
    requested = as_of - timedelta(days=random.randint(300, 1200))
    issued = requested + timedelta(days=random.choice((100, 140, 141, 200, 364, 365, 500)))
    met = as_of - timedelta(days=random.choice((0, 10, 28, 29, 100, 300, 500, 800)))
    steps: list[tuple[str, date, dict[str, object]]] = [
        ("assessment-request-received", requested, {}),
        (
            "dispute-flags-recorded",
            requested,
            {"about": random.choice(case_facts.ABOUT), "mediation": True, "tribunal": random.random() < 0.5},
        ),
        (random.choice(("final-plan-sent",) * 4 + ("decided-not-to-issue-plan",)), issued, {}),
        ("review-meeting-held", met, {}),
        (random.choice(list(case_facts.REVIEW_DECISIONS)), met + timedelta(days=random.choice((0, 28, 29, 60))), {}),
    ]
    kept = [step for step in steps if random.random() < 0.75]
    at = datetime.combine(requested, time(9), UTC)
    return [Event(f"e{n}", n, kind, at, on, fields=fields) for n, (kind, on, fields) in enumerate(kept, 1)]


def values(results: Results[int]) -> dict[str, int]:
    return {name: figure.value for name, figure in results.figures.items()}

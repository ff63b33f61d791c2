"""The engine counts sets of measures as core does, on random histories."""

import os
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from engine.histories import REGISTER, random_case, random_settings
from keywork.core import case_facts
from keywork.core.events import Event
from keywork.core.history import History
from keywork.core.measures import Frame, MeasureSet, Results, load_measures
from keywork.core.measures import evaluate as by_core
from keywork.engine.copying import CopyWriter
from keywork.engine.law_codes import COUNTED
from keywork.engine.measures import evaluate
from keywork.engine.running import Engine

NATIONAL, SOURCES = load_measures("national-timeliness"), load_measures("request-source")
ABOUT = [REGISTER.duties[name] for name in ("ehcp-final", "ehcna-decision", "review-12-month")]
SOURCE_CODES = ("parent", "young-person", "school", "college", "early-years", "health", "social-care", "other")
ROUNDS = max(6, int(os.environ.get("KEYWORK_POPULATIONS", "12")) // 2)


def test_engine_counts_the_national_set_as_core_does() -> None:
    engine, counted = Engine(REGISTER), set()
    for seed in range(ROUNDS):
        random = Random(seed)
        as_of = date(2025, 6, 1) + timedelta(days=random.randint(0, 500))
        counted |= compared(engine, random, NATIONAL, Frame(as_of.year - random.choice((0, 1, 1)), as_of))
    engine.close()
    never = {"assess_not_made"}  # what has not been decided is no event
    assert {column.id for column in NATIONAL.columns} - never - counted == set()


def test_engine_counts_who_asked_as_core_does_by_month_and_year() -> None:
    engine, counted = Engine(REGISTER), set()
    for seed, month in enumerate((None, None, 1, 12)):
        random = Random(seed)
        as_of = date(2025, 6, 1) + timedelta(days=random.randint(0, 500))
        counted |= compared(engine, random, SOURCES, Frame(as_of.year - 1, as_of, month))
    engine.close()
    assert {column.id for column in SOURCES.columns} - counted == set()


def compared(engine: Engine, random: Random, definition: MeasureSet, frame: Frame) -> set[str]:
    """Count a set both ways over a random population, and return which columns counted any case."""
    as_of = frame.as_of
    cases = [random_case(random, ABOUT, COUNTED * 3, around=as_of) for _ in range(250)] + [[]]
    cases += [likely_case(random, as_of) for _ in range(200)]
    known_at = datetime.combine(as_of + timedelta(days=random.choice((-60, 0, 60, 90))), time(12), UTC)
    chosen = random_settings(random)
    histories = (
        (key, History(REGISTER, events, as_of=as_of, known_at=known_at, settings=chosen))
        for key, events in enumerate(cases)
    )
    expected = by_core(definition, histories, frame)
    with tempfile.TemporaryDirectory() as place:
        with CopyWriter(Path(place), REGISTER) as writer:
            for key, events in enumerate(cases):
                writer.add(str(key), events)
        got = evaluate(definition, Path(place), REGISTER, frame, known_at=known_at, settings=chosen, engine=engine)
    assert values(got) == values(expected)
    assert got.shares == expected.shares
    return {name for name, value in values(expected).items() if value}


def likely_case(random: Random, as_of: date) -> list[Event]:
    """Return a case as many go: request, flags, plan or none, and a review with or without its decision."""
    requested = as_of - timedelta(days=random.randint(300, 1200))
    issued = requested + timedelta(days=random.choice((100, 140, 141, 200, 364, 365, 500)))
    met = as_of - timedelta(days=random.choice((0, 10, 28, 29, 100, 300, 500, 800)))
    steps: list[tuple[str, date, dict[str, object]]] = [
        (random.choice(("assessment-request-received", "responsibility-began")), requested, {}),
        ("request-details-recorded", requested, {"source": random.choice((*SOURCE_CODES, None))}),
        (random.choice(case_facts.DECISIONS), requested + timedelta(days=40), {}),
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

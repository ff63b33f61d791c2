"""The plan of clocks, and its SQL as kept in files: compiled when the primitives change, only read at run time.

``python -m keywork.engine.compiling`` writes the files again; a test compares them with what the plan gives.
"""

from __future__ import annotations

from pathlib import Path

from keywork.core.measures import DATA, load_measures
from keywork.engine.counting import add_case_facts, add_counts
from keywork.engine.dues import add_asks, add_passes
from keywork.engine.facts import add_facts
from keywork.engine.path_steps import add_paths
from keywork.engine.plan import Plan
from keywork.engine.procedure import DIALECTS, SQL
from keywork.engine.quick import add_quick
from keywork.engine.span_steps import add_spans
from keywork.engine.standing import add_standing
from keywork.engine.stories import add_stories
from keywork.engine.turning import add_afters, add_rounds, add_starts


def build_plan() -> Plan:
    """Return the whole plan: the steps of clocks in the order in which they are first run, then those of the paths."""
    plan = Plan()
    for add in (
        add_facts,
        add_starts,
        add_rounds,
        add_stories,
        add_afters,
        add_asks,
        add_passes,
        add_standing,
        add_paths,
    ):
        add(plan)
    add_quick(plan, add_stories(plan))
    add_spans(plan)
    add_case_facts(plan)
    for path in sorted(DATA.glob("*.yaml")):
        add_counts(plan, load_measures(path.stem))
    return plan


def compiled(plan: Plan, dialect: str) -> dict[str, str]:
    """Return the SQL of each step as its file should hold it.

    Args:
        plan: the plan.
        dialect: a name of ``DIALECTS``, such as ``duckdb`` or ``spark``.
    """
    return {name: text + "\n" for name, text in plan.texts(DIALECTS[dialect]).items()}


def write(folder: Path = SQL) -> None:
    """Write the SQL of every step and dialect, and take away what is no step any more."""
    plan = build_plan()
    for dialect in DIALECTS:
        texts = compiled(plan, dialect)
        place = folder / dialect
        place.mkdir(parents=True, exist_ok=True)
        for left_over in set(place.glob("*.sql")) - {place / f"{name}.sql" for name in texts}:
            left_over.unlink()
        for name, text in texts.items():
            (place / f"{name}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()

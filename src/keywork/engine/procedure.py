"""The order in which the steps of the plan are run, whatever runs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

SQL = Path(__file__).parent / "sql"
DIALECTS: Mapping[str, str] = {"duckdb": "duckdb", "spark": "pyspark"}

# The rows of the law that stories are folded by.
FOLDED_BY = (
    "duties", "starters", "start_facts", "closers", "barred", "reversers", "limbs", "limb_kinds", "quick",
)  # fmt: skip
QUICK_CLOCKS = ("plain_clocks", "odd_clocks")
# What the last step names no more, and the room it needs for every clock.
SPENT = ("direct", "resolved", "opened", "spent", "following", "asks", "lent", "shared", "dating", "closures")


class Runner(Protocol):
    """What runs SQL and keeps the rows of a step as a table that the steps after it can name."""

    def create(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, in the place of any of that name."""

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query, which is asked again whenever it is named."""

    def insert(self, name: str, sql: str) -> None:
        """Add the rows of a query to a table."""

    def count(self, name: str) -> int:
        """Return how many rows a table has."""

    def forget(self, *names: str) -> None:
        """Give back the memory of tables that no later step names."""


class Teller(Runner, Protocol):
    """A runner that can tell another the rows of its tables."""

    def rows(self, name: str) -> Any:
        """Return the rows of a table."""

    def hold(self, name: str, table: Any) -> None:
        """Keep rows that are there already."""


@lru_cache(maxsize=2)
def texts(dialect: str) -> Mapping[str, str]:
    """Return the SQL of every step.

    Args:
        dialect: ``duckdb`` or ``spark``.
    """
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((SQL / dialect).glob("*.sql"))}


def work_clocks(
    runner: Runner,
    steps: Mapping[str, str],
    deepest: int,
    turns: Callable[[Runner, Mapping[str, str]], None] | None = None,
) -> None:
    """Work every clock of a copy into the table ``clocks``.

    The copy (``events``, ``details``), the rows of :func:`keywork.engine.rows.law_rows`, those of
    :func:`keywork.engine.days.calendar_rows` and ``question`` must stand before.

    Args:
        runner: what runs the SQL.
        steps: the SQL by step, of :func:`texts`.
        deepest: how many duties may stand behind one another, of ``LawRows.deepest``.
        turns: what works the turns of all clocks, if not the steps of every runner.
    """
    for name in ("entries", "instead", "special", "served", "shifted"):
        runner.create(name, steps[name])
    runner.create("named_clocks", steps["named_clocks"])
    (turns or _turns)(runner, steps)
    for name in ("afters", "asks"):
        runner.create(name, steps[name])
    _dues(runner, steps, deepest)
    for name in (
        "inapplicable",
        "tried",
        "requests_tried",
        "circumstances",
        "closures",
        "relied_on",
        "broken",
        "bearing",
    ):
        runner.create(name, steps[name])
    runner.forget(*SPENT)
    for name in ("deadlines", "clocks"):
        runner.create(name, steps[name])


def work_case_facts(runner: Runner, steps: Mapping[str, str]) -> None:
    """Work the facts of every case that measures count into the table ``case_facts``; clocks must stand before."""
    for name in ("counted_facts", "case_flags", "case_reviews", "case_facts"):
        runner.create(name, steps[name])


def _turns(runner: Runner, steps: Mapping[str, str]) -> None:
    _starts(runner, steps)
    runner.create("only_asked", steps["only_asked"])
    runner.view("starts", steps["starts"])
    _fold(runner, steps)


def turns_by_story(runner: Teller, folding: Teller, steps: Mapping[str, str]) -> None:
    """Work the turns of each story once, and tell them of every case that has it.

    Args:
        runner: what runs the SQL; the copy's entries stand there.
        folding: another, where stories are folded; the law's rows stand there too.
        steps: the SQL by step.
    """
    _starts(runner, steps)
    runner.create("only_asked", steps["only_asked"])
    runner.view("starts", steps["untold_starts"])
    _fold(runner, steps)
    runner.create("units", steps["units"])
    runner.create("new_stories", steps["new_stories"])
    if runner.count("new_stories"):
        _fold_stories(runner, folding, steps)
    for name in ("told_units", "turns_here", "bound"):
        runner.create(name, steps[name])
    runner.forget("units")
    runner.insert("turns", steps["told_turns"])
    runner.forget("new_stories")
    runner.view("starts", steps["starts"])


def quick_clocks(runner: Runner, steps: Mapping[str, str]) -> None:
    """Add the clocks that stories tell at once to the table ``clocks``."""
    for name in ("start_dues", "said_days", "limb_dues", "told_odd"):
        runner.create(name, steps[name])
    for name in QUICK_CLOCKS:
        runner.insert("clocks", steps[name])
    runner.forget("told_units", "turns_here", "told_odd", "start_dues", "limb_dues", "said_days")


def _fold_stories(runner: Teller, folding: Teller, steps: Mapping[str, str]) -> None:
    runner.create("story_entries", steps["story_entries"])
    folding.hold("entries", runner.rows("story_entries"))
    folding.hold("new_stories", runner.rows("new_stories"))
    folding.create("instead", "SELECT * FROM entries WHERE FALSE")
    _starts(folding, steps)
    folding.view("starts", steps["known_starts"])
    _fold(folding, steps)
    folding.create("story_turns", steps["story_turns"])
    runner.hold("new_story_turns", folding.rows("story_turns"))
    runner.insert("story_turns", "SELECT * FROM new_story_turns")
    runner.insert("stories", "SELECT * FROM new_stories")
    runner.forget("story_entries", "new_story_turns")


def _starts(runner: Runner, steps: Mapping[str, str]) -> None:
    for name in ("direct", "doubtful", "resolved"):
        runner.create(name, steps[name])
    runner.view("known_starts", steps["known_starts"])


def _fold(runner: Runner, steps: Mapping[str, str]) -> None:
    for name in ("opened", "spent", "turned"):
        runner.create(name, steps[name])
    for name in ("following", "turns"):
        runner.create(name, steps[name])
    runner.insert("spent", steps["spending"])
    while runner.count("following"):
        runner.create("turned_again", steps["turned_again"])
        runner.create("following_again", steps["following_again"])
        runner.insert("turns", steps["settled_again"])
        runner.insert("spent", steps["spending_again"])
        runner.create("following", "SELECT * FROM following_again")


def _dues(runner: Runner, steps: Mapping[str, str], deepest: int) -> None:
    for name in ("lent", "shared", "worked_dues"):
        runner.create(name, steps[name])
    for level in range(deepest, 0, -1):
        _of_level(runner, steps, level)
        runner.create("sharing", steps["sharing"])
        runner.insert("shared", "SELECT * FROM sharing")
        runner.insert("lent", steps["lending"])
    for level in range(deepest + 1):
        _of_level(runner, steps, level)
        runner.create("lifted", steps["lifted"])
        runner.create("dating", steps["dating"])
        runner.insert("worked_dues", steps["dues"])


def _of_level(runner: Runner, steps: Mapping[str, str], level: int) -> None:
    runner.create("this_level", f"SELECT CAST({level} AS SMALLINT) AS level")
    runner.view("asking", steps["asking"])

"""The SQL that is kept in files is what the plan gives, and keeps off what engines understand differently."""

import re

import pytest

from keywork.engine.compiling import build_plan, compiled
from keywork.engine.plan import Plan
from keywork.engine.procedure import DIALECTS, texts

FORBIDDEN = r"\binterval\b|\basof\b|\bhash\(|\bapprox_|\bround\(|date_add|months_between|\"op\"|`op`"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return build_plan()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_files_hold_what_the_plan_gives(plan: Plan, dialect: str) -> None:
    assert texts(dialect) == compiled(plan, dialect), "run: python -m keywork.engine.compiling"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_is_asked_that_engines_understand_differently(dialect: str) -> None:
    for name, text in texts(dialect).items():
        assert not re.search(FORBIDDEN, text, re.IGNORECASE), name

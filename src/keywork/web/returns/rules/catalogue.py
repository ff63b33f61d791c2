"""The catalogue of rules, read from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from keywork.core.yamlfile import Block, read_yaml
from keywork.web.returns.schema import load_schema

SEVERITIES = ("error", "query", "format", "security")
CONDITION_KEYS = frozenset(
    {"item", "blank", "in", "not_in", "after", "before", "from_on", "check", "repeated", "aged", "on", "days_since",
     "more_than", "is", "child", "exists", "count_of", "any", "at_least"}
)  # fmt: skip

DAYS = ("census", "year_start", "year_end")
MODULE_KEYS = ("child", "count_of")
REFERENCES = ("item", "after", "before", "from_on", "on", "days_since")  # the keys that may name an item


@dataclass(frozen=True, slots=True)
class Case:
    """One way of breaking a rule: every condition holds; the finding stands at a field and says what to do."""

    field: str | None
    conditions: tuple[Mapping[str, Any], ...]
    say: str


@dataclass(frozen=True)
class Rule:
    """One rule.

    Args:
        id: its id; ours, until the official numbers are filled in.
        dfe_code: the official number, blank where not known.
        severity: error, query, format or security.
        say: what is wrong and what an analyst should do; a case may say it more exactly.
        module: whose rows it tests; None where reading itself finds it.
        cases: the ways of breaking it.
        since: the first collection it belongs to.
    """

    id: str
    dfe_code: str
    severity: str
    say: str
    module: str | None
    cases: tuple[Case, ...]
    since: int

    @cached_property
    def modules(self) -> frozenset[str]:
        """The modules whose rows it reads."""
        conditions = [condition for case in self.cases for condition in case.conditions]
        conditions += [inner for condition in conditions for inner in condition.get("any", ())]
        named = {condition.get(key, "") for condition in conditions for key in MODULE_KEYS}
        references = {condition.get(key, "") for condition in conditions for key in REFERENCES}
        named |= {reference.rpartition(".")[0] for reference in references}
        return frozenset(named - {""}) | ({self.module} if self.module else frozenset())

    @property
    def family(self) -> str:
        """The letter its id begins with."""
        return self.id[0]


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """Return every rule, read once. A rule that tests two modules stands once for each."""
    rules: dict[tuple[str, str | None], Rule] = {}
    for block in read_yaml(Path(__file__).with_name("rules.yaml")).only({"rules"}).blocks("rules"):
        block.only({"id", "severity", "say"}, {"dfe_code", "module", "cases", "since"})
        rule = _rule(block)
        if (rule.id, rule.module) in rules:
            raise block.fault(f"the rule '{rule.id}' stands twice", "id")
        rules[rule.id, rule.module] = rule
    return tuple(rules.values())


@lru_cache(maxsize=256)
def rule_of(rule_id: str) -> Rule:
    """Return a rule by its id."""
    return next(rule for rule in load_rules() if rule.id == rule_id)


def _rule(block: Block) -> Rule:
    return Rule(
        id=block.text("id"),
        dfe_code=block.optional_text("dfe_code") or "",
        severity=block.one_of("severity", SEVERITIES),
        say=block.text("say"),
        module=block.optional_text("module"),
        cases=tuple(_case(case, block.text("say")) for case in block.blocks("cases")),
        since=int(block.get("since") or 0),
    )


def _case(block: Block, say: str) -> Case:
    block.only({"field", "when"}, {"say"})
    for condition in block.blocks("when"):
        for one in (condition, *condition.blocks("any")):
            _check(one)
    return Case(block.optional_text("field"), tuple(block.blocks("when")), block.optional_text("say") or say)


def _check(condition: Block) -> None:
    """Refuse a condition that no test reads, or that names an item or a module the return does not have."""
    condition.only((), CONDITION_KEYS)
    modules = load_schema().modules
    for key in MODULE_KEYS:
        if key in condition:
            condition.one_of(key, modules)
    for key in REFERENCES:
        module, _, name = (condition.optional_text(key) or "").rpartition(".")
        if not name or name in DAYS:
            continue
        homes = [modules[module]] if module in modules else list(modules.values()) if not module else []
        if not any(name in home.by_name for home in homes):
            raise condition.fault(f"'{condition[key]}' is not an item of the return", key)

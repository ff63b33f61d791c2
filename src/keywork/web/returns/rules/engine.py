"""Testing a staged return against the catalogue of rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from keywork.web.returns.rules.catalogue import Case, Rule, load_rules, rule_of
from keywork.web.returns.rules.numbers import valid_uln, valid_upn
from keywork.web.returns.schema import AUTHORITIES, Schema, load_schema
from keywork.web.returns.staging import SHOWN, WHOLE_FILE, Finding, Row, StagedReturn, Value

NUMBER_CHECKS: Mapping[str, Callable[[str], bool]] = {"upn": valid_upn, "uln": valid_uln}
BLANK = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff"  # what fills a cell and says nothing
LISTED = 2_000  # findings of one rule of form at one item that are listed row by row
# What a report may show of a value: something that looks like a code or a date. Cells that have slipped by a column
# put names where codes belong, so that the item's type alone is no safeguard.
LIKE_A_CODE = re.compile(
    r"[A-Za-z0-9]{1,3}|[0-9]{4}|[0-9]{1,4}[-/. ]([A-Za-z]{3}|[0-9]{1,2})[-/. ][0-9]{1,4}([ T][0-9:.]{1,15})?"
)
LONGEST_SHAPE = 40


def check(staged: StagedReturn) -> list[Finding]:
    """Return every finding of the rules that read rows, in the order of the catalogue and the file.

    Args:
        staged: a return as read.
    """
    checker = Checker(staged)
    return [finding for rule in load_rules() if rule.module for finding in checker.run(rule)] + checker.code_lists()


class Checker:
    """One return under test."""

    def __init__(self, staged: StagedReturn) -> None:
        self.staged = staged
        self.schema: Schema = load_schema()
        self.parents: dict[tuple[str, str], Row] = {(row.module, row.row_id): row for row in staged.all_rows()}
        self.repeats: dict[tuple[str, str], Counter[str]] = {}

    def run(self, rule: Rule) -> list[Finding]:
        """Test one rule on the rows of its module."""
        if self.staged.collection_year < rule.since or rule.module is None:
            return []
        if rule.modules & set(self.staged.missing):
            return []  # what hangs on rows that were not sent is not judged; H01 says so
        found = []
        for row in self.staged.rows.get(rule.module, ()):
            said: dict[str | None, str] = {}
            for case in rule.cases:
                if case.field not in said and self._broken(case, row):
                    said[case.field] = case.say
            found += [finding(rule, row, field, self.schema, say) for field, say in said.items()]
        return found

    def code_lists(self) -> list[Finding]:
        """Test every code against its year's list, where no other rule does."""
        rule, found, year = rule_of("C01"), [], self.staged.collection_year
        for module in self.schema.modules.values():
            for item in module.items:
                if not item.codes or item.own_rule or not item.belongs_to(year):
                    continue
                allowed = {item.means.get(code, code) for code in self.schema.allowed(item.codes, year)}
                name = item.becomes or item.name
                for row in self.staged.rows.get(module.name, ()):
                    if (value := row.text(name)) and value not in allowed:
                        found.append(finding(rule, row, item.name, self.schema))
        return found

    def _broken(self, case: Case, row: Row) -> bool:
        return all(self._holds(condition, row) for condition in case.conditions)

    def _holds(self, condition: Mapping[str, Any], row: Row) -> bool:
        if "child" in condition:
            exists: bool = condition["exists"] == "yes"
            return bool(self.staged.children(row, condition["child"])) == exists
        if "count_of" in condition:
            rows = self.staged.children(row, condition["count_of"])
            return sum(any(self._holds(c, r) for c in condition["any"]) for r in rows) >= int(condition["at_least"])
        name = condition["item"].rpartition(".")[2]
        value = self._value(condition["item"], row)
        for operator, test in TESTS.items():
            if operator in condition:
                return test(self, row, name, value, condition)
        raise ValueError(f"a condition without a test: {dict(condition)}")

    def _value(self, reference: str, row: Row) -> Value:
        module, _, name = reference.rpartition(".")
        if not module:
            return row.typed.get(name)
        other = self._other(module, row)
        return other.typed.get(name) if other else None

    def given(self, reference: str, row: Row) -> bool:
        """Say whether an item has a value, be it one that cannot be read: that is another fault than its absence."""
        module, _, name = reference.rpartition(".")
        holder = self._other(module, row) if module else row
        if holder is None:
            return False
        return name in holder.typed or bool(holder.raw.get(name, "").strip(BLANK))

    def _other(self, module: str, row: Row) -> Row | None:
        """Return the row of another module: one it hangs on, or the first that hangs on it."""
        if self.schema.modules[module].parent == row.module:
            return self.staged.child(row, module)
        above: Row | None = row
        while above is not None and above.module != module:
            parent = self.schema.modules[above.module].parent
            above = self.parents.get((parent or "", above.parent_id or ""))
        return above

    def day(self, reference: str, row: Row) -> date | None:
        """Return a day that a condition names: census, the year's first or the next year's, or an item."""
        start = self.staged.year_start
        named = {
            "census": self.staged.reference_date,
            "year_start": start,
            "year_end": date(start.year + 1, 1, 1),
        }
        value = named[reference] if reference in named else self._value(reference, row)
        return value if isinstance(value, date) else None

    def repeated(self, module: str, name: str, value: Value) -> bool:
        """Say whether a value stands on more than one row of a module."""
        if (module, name) not in self.repeats:
            self.repeats[module, name] = Counter(row.text(name) for row in self.staged.rows[module])
        return self.repeats[module, name][str(value)] > 1

    def allowed(self, listed: object, module: str, name: str) -> frozenset[str]:
        """Return the codes that a condition lists, by name or one by one."""
        if listed == "codes":
            codes = self.schema.modules[module].by_name[name].codes or ""
            return self.schema.allowed(codes, self.staged.collection_year)
        if listed == "other_authority":
            return self.schema.codes[AUTHORITIES] - {self.staged.authority_code}
        assert isinstance(listed, list)
        return frozenset(listed)


Test = Callable[[Checker, Row, str, Value, Mapping[str, Any]], bool]


def _blank(checker: Checker, row: Row, __: str, ___: Value, condition: Mapping[str, Any]) -> bool:
    wanted: bool = condition["blank"] == "no"
    return checker.given(condition["item"], row) == wanted


def _in(checker: Checker, row: Row, name: str, value: Value, condition: Mapping[str, Any]) -> bool:
    return value in checker.allowed(condition["in"], row.module, name)


def _not_in(checker: Checker, row: Row, name: str, value: Value, condition: Mapping[str, Any]) -> bool:
    return value not in checker.allowed(condition["not_in"], row.module, name)


def _compared(operator: str, test: Callable[[date, date], bool]) -> Test:
    def compare(checker: Checker, row: Row, _: str, value: Value, condition: Mapping[str, Any]) -> bool:
        other = checker.day(condition[operator], row)
        return isinstance(value, date) and other is not None and test(value, other)

    return compare


def _number(_: Checker, __: Row, ___: str, value: Value, condition: Mapping[str, Any]) -> bool:
    return not NUMBER_CHECKS[condition["check"]](str(value))


def _repeated(checker: Checker, row: Row, name: str, value: Value, _: Mapping[str, Any]) -> bool:
    return checker.repeated(row.module, name, value)


def _aged(checker: Checker, row: Row, _: str, value: Value, condition: Mapping[str, Any]) -> bool:
    on = checker.day(condition["on"], row)
    return isinstance(value, date) and on is not None and age(value, on) >= int(condition["aged"])


def _days_since(checker: Checker, row: Row, _: str, value: Value, condition: Mapping[str, Any]) -> bool:
    since = checker.day(condition["days_since"], row)
    return isinstance(value, date) and since is not None and (value - since).days > int(condition["more_than"])


def _is(_: Checker, __: Row, ___: str, value: Value, condition: Mapping[str, Any]) -> bool:
    wanted = condition["is"]
    return value is not True if wanted == "not 1" else value is (wanted == "1")


TESTS: Mapping[str, Test] = {
    "blank": _blank,
    "in": _in,
    "not_in": _not_in,
    "after": _compared("after", lambda value, other: value > other),
    "before": _compared("before", lambda value, other: value < other),
    "from_on": _compared("from_on", lambda value, other: value >= other),
    "check": _number,
    "repeated": _repeated,
    "aged": _aged,
    "days_since": _days_since,
    "is": _is,
}


def age(born: date, on: date) -> int:
    """Return completed years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def finding(rule: Rule, row: Row, field: str | None, schema: Schema, say: str = "") -> Finding:
    """Make a finding that stands at an item of a row; a value that could name a person is left out."""
    item = schema.modules[row.module].by_name.get(field or "")
    raw = row.raw.get(field or "", "")[:SHOWN].strip()
    shown = _shown(raw) if item and not item.personal and raw else None
    return Finding(rule.id, rule.severity, row.module, row.row_id, field, say or rule.say, row.path, shown, row.line)


def _shown(raw: str) -> str:
    """Return a code, a short number or a date as it is; of anything else, which could name a child, only the shape."""
    if LIKE_A_CODE.fullmatch(raw):
        return raw
    return "".join(
        "9" if c.isdigit() else "A" if c.isupper() else "a" if c.isalpha() else c for c in raw[:LONGEST_SHAPE]
    )


def gather(findings: list[Finding]) -> list[Finding]:
    """Return the findings with those of form that stand on hundreds of rows told once for the rest of them.

    A file that writes every yes as "true" has one fault, not forty thousand. Errors and queries are never gathered.
    """
    told: Counter[tuple[str, str, str | None]] = Counter()
    kept = []
    for found in findings:
        key = found.rule, found.module, found.field
        told[key] += 1
        if found.severity != "format" or told[key] <= LISTED:
            kept.append(found)
    for (rule_id, module, field), count in told.items():
        rule = rule_of(rule_id)
        if rule.severity == "format" and count > LISTED:
            say = f"{rule.say} So it is on {count - LISTED} more rows, which are not listed."
            kept.append(Finding(rule.id, rule.severity, module, WHOLE_FILE, field, say))
    return kept


def about_file(rule_id: str, module: str, field: str | None = None) -> Finding:
    """Make a finding about a whole file, or about one column of it."""
    rule = rule_of(rule_id)
    return Finding(rule.id, rule.severity, module, WHOLE_FILE, field, rule.say)


@lru_cache(maxsize=64)
def severity_of(rule_id: str) -> str:
    """Return the severity of a rule."""
    return rule_of(rule_id).severity

"""The law as rows: the tables that travel beside the events, so that the SQL depends on no single duty.

Settings are spent here: a limit from a request is one day shorter where the day of receipt counts, and so on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from keywork.core.clocks import ONE_OF_EACH
from keywork.core.deadlines import REFERRAL, REFERRAL_DAYS, UNITS_WITH_DATES
from keywork.core.history import (
    PLAN_FIRST_MADE,
    PLAN_REVIEWED,
    REFUSAL_REVERSED,
    REFUSALS,
    REQUEST_RECEIVED,
    SERVED_KINDS,
)
from keywork.core.register import Duty, DutyKind, Period, Register, Version
from keywork.engine.columns import Codes
from keywork.engine.copying import day_number
from keywork.engine.law_codes import (
    CALENDARS,
    COUNTED_MARKS,
    DAYS,
    DEEMED,
    DUE,
    EARLIER,
    EVENT,
    EVER,
    EXCEPTION_TESTS,
    FACT,
    KINDS,
    KNOWN_IN_TIME,
    LATER,
    MARKS,
    MONTHS,
    MONTHS_BACK,
    MOST_STARTS,
    NAMED_DAY,
    NO_RULE,
    PERIOD_OF_MONTHS,
    PLAN_FIRST_MADE_INSTEAD,
    REASSESSMENT,
    REVIEWED,
    ROLLS,
    SERVED,
    SINGLE,
    STATES,
    TRANSFER_IN_2015,
    TRIGGER,
    UNTIL_LIFTED,
    WORKING_DAYS,
)
from keywork.engine.law_columns import SCHEMAS


class NotInSets(ValueError):
    """A rule of the register that the engine cannot work."""


@dataclass(frozen=True)
class LawRows:
    """The law as rows for one copy and one authority's answers.

    Args:
        tables: for each name of ``SCHEMAS``, its rows.
        deepest: how many duties may stand behind one another in ``due:`` references.
    """

    tables: Mapping[str, pa.Table]
    deepest: int


def law_rows(
    register: Register, codes: Codes, settings: Mapping[str, str], only: Collection[str] | None = None
) -> LawRows:
    """Return the law as rows.

    Args:
        register: the law.
        codes: what the copy's whole numbers stand for.
        settings: an answer to every open question, as :func:`keywork.core.history.chosen_settings` gives them.
        only: the ids of the duties whose clocks are wanted; all of them where none are named.

    Raises:
        NotInSets: a period puts MIN or MAX inside MIN or MAX, or a duty has too many starting events.
    """
    maker = _Rows(register, codes, settings, register.duties if only is None else only)
    tables = {name: _table(name, rows) for name, rows in maker.rows().items()}
    return LawRows(tables, max((maker.levels[duty.id] for duty in maker.wanted), default=0))


def _table(name: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


class _Rows:
    def __init__(self, register: Register, codes: Codes, settings: Mapping[str, str], only: Collection[str]) -> None:
        self.register, self.settings = register, settings
        self.kinds = {name: code for code, name in enumerate(codes.kinds)}
        self.fields = {name: code for code, name in enumerate(codes.fields)}
        self.sources = {name: code for code, name in enumerate(codes.sources)}
        self.duties = {name: code for code, name in enumerate(register.duties)}
        self.levels = {name: _level(register, name) for name in register.duties}
        self.counting_as: dict[str, list[int]] = {}
        for name, closed in register.counts_as.items():
            for kind in closed:
                if name in self.kinds:
                    code = self.kinds[name]
                    instead = kind == PLAN_FIRST_MADE and name != PLAN_FIRST_MADE
                    found = self.counting_as.setdefault(kind, [])
                    code = PLAN_FIRST_MADE_INSTEAD if instead else code
                    if code not in found:
                        found.append(code)
        wanted = {name for one in only for name in _behind(register, one)}
        self.wanted = [duty for duty in register.duties.values() if duty.id in wanted]
        self.versions: list[tuple[Duty, Version]] = [
            (duty, version) for duty in self.wanted for version in duty.versions if not version.proposed
        ]

    def rows(self) -> dict[str, list[Sequence[Any]]]:
        every = self.wanted
        refused = [duty for duty in every if not REFUSALS.isdisjoint(duty.ended_by)]
        rows: dict[str, list[Sequence[Any]]] = {
            "duties": [self._duty(duty) for duty in every],
            "starters": [row for duty in every for row in self._starters(duty)],
            "start_facts": [row for duty in every for row in self._start_facts(duty)],
            "closers": [row for duty in every for row in self._closers(duty)],
            "barred": [row for duty in every for row in self._in_thread(duty, duty.barred)],
            "reversers": [row for duty in refused for row in self._in_thread(duty, (REFUSAL_REVERSED,))],
            "versions": [self._version(code, *row) for code, row in enumerate(self.versions)],
            "limbs": [row for code, _ in enumerate(self.versions) for row in self._limbs(code)],
            "plain_rules": [row for code, _ in enumerate(self.versions) for row in self._plain_rules(code)],
            "limb_kinds": [row for code, _ in enumerate(self.versions) for row in self._limb_kinds(code)],
            "until_kinds": [row for code, _ in enumerate(self.versions) for row in self._until_kinds(code)],
            "excepting": [row for code, (_, v) in enumerate(self.versions) for row in self._excepting(code, v)],
            "exception_kinds": [row for duty in every for row in self._exception_kinds(duty)],
            "exception_bodies": [(c, b) for c, rule in self.register.exceptions.items() for b in rule.body_kinds],
            "untold": [row for duty in every for row in self._untold(duty)],
            "counted_marks": [(code, mark) for kind, mark in COUNTED_MARKS.items() for code in self.codes(kind)],
            "marks": [(code, mark) for kind, mark in MARKS.items() for code in self.codes(kind)],
            "state_names": [(code, str(state)) for code, state in enumerate(STATES)],
            "duty_names": [(code, name) for name, code in self.duties.items()],
            "plan_kinds": self._plan_kinds(),
            "duty_pairs": self._duty_pairs(),
            "field_names": [(code, name) for name, code in self.fields.items()],
        }
        read = {
            row[SCHEMAS[name].names.index("kind")]
            for name in rows
            if "kind" in SCHEMAS[name].names
            for row in rows[name]
        }
        rows["read_kinds"] = [(code,) for code in sorted(read - {PLAN_FIRST_MADE_INSTEAD})]
        return rows

    def _plan_kinds(self) -> list[Sequence[Any]]:
        closed = self.register.counts_as.items()
        return [
            (self.kinds[name], name == PLAN_FIRST_MADE)
            for name, kinds in closed
            if PLAN_FIRST_MADE in kinds and name in self.kinds
        ]

    def _duty_pairs(self) -> list[Sequence[Any]]:
        pairs = {
            (self.duties[duty.id], self.duties[limb.counted_from[4:]])
            for duty, version in self.versions
            for limb in (version.period, *version.period.of)
            if limb.counted_from.startswith("due:")
        }
        return [*sorted(pairs)]

    def codes(self, kind: str) -> list[int]:
        """Return the codes of the entries that count as a kind."""
        return self.counting_as.get(kind, [])

    def _own(self, kind: str, duty: Duty) -> bool:
        return self.register.kinds[kind].thread == duty.per

    def _in_thread(self, duty: Duty, kinds: Iterable[str]) -> Iterator[tuple[int, int, bool]]:
        code = self.duties[duty.id]
        for kind in kinds:
            for entry_kind in self.codes(kind):
                yield code, entry_kind, self._own(kind, duty)

    def _duty(self, duty: Duty) -> Sequence[Any]:
        test, fact, negated = _condition(duty.applies_when)
        latest = duty.trigger.pick == "latest"
        sort, level = KINDS.index(duty.kind), self.levels[duty.id]
        return self.duties[duty.id], latest, sort, level, test, fact, negated

    def _odd(self, duty: Duty) -> bool:
        """Say whether a duty's deadline needs more than its own start, or is needed for another's or for a bar."""
        periods = [version.period for version in duty.versions if not version.proposed]
        plain = all((_source(p, _named(p)) == TRIGGER and not p.of) or p.op == "NONE" for p in periods)
        asked = any(self.duties[duty.id] == target for _, target in self._duty_pairs())
        return not plain or asked or bool(duty.barred)

    def _plain_rules(self, code: int) -> Iterator[Sequence[Any]]:
        """Yield a row for each starting kind of a version, its number with what the kind changes."""
        duty, version = self.versions[code]
        _, _, starts, ends, _ = self._version(code, duty, version)
        limb = None if self._odd(duty) else next(self._limbs(code), None)
        for start, kind in _coded(duty):
            shift = None if limb is None else limb[5] if kind == REQUEST_RECEIVED else limb[4]
            begin = limb is not None and (limb[6] or (limb[7] and kind == REFERRAL))
            worked = (None, None, False, 0, 0) if limb is None else (limb[3], shift, begin, limb[8], limb[9])
            yield self.duties[duty.id], start, code, starts, ends, *worked

    def _starters(self, duty: Duty) -> Iterator[Sequence[Any]]:
        by_thread = duty.per not in ONE_OF_EACH
        any_own = any(self._own(kind, duty) for kind in duty.trigger.events)
        for code, kind in _coded(duty):
            own = self._own(kind, duty)
            for entry_kind in self.codes(kind):
                yield self.duties[duty.id], entry_kind, code, own, own and by_thread, by_thread and any_own and not own

    def _start_facts(self, duty: Duty) -> Iterator[Sequence[Any]]:
        for code, kind in _coded(duty):
            request, referral = kind == REQUEST_RECEIVED, kind == REFERRAL
            sort, tested = KINDS.index(duty.kind), duty.applies_when is not None
            yield self.duties[duty.id], code, start_rule(kind), request, referral, sort, self._odd(duty), tested

    def _closers(self, duty: Duty) -> Iterator[Sequence[Any]]:
        for ends, kinds in ((False, duty.met_by), (True, duty.ended_by)):
            for kind in kinds:
                for code, entry_kind, own in self._in_thread(duty, (kind,)):
                    yield code, entry_kind, ends, own, ends and kind in REFUSALS

    def _version(self, code: int, duty: Duty, version: Version) -> Sequence[Any]:
        starts = day_number(version.starts) if version.starts else EVER
        combine = {"MIN": EARLIER, "MAX": LATER}.get(version.period.op, SINGLE)
        return self.duties[duty.id], code, starts, day_number(version.ends) if version.ends else EVER, combine

    def _periods(self, code: int) -> list[Period]:
        duty, version = self.versions[code]
        limbs = list(version.period.of) if version.period.op in {"MIN", "MAX"} else [version.period]
        if any(limb.of for limb in limbs):
            raise NotInSets(f"the duty '{duty.id}' has MIN or MAX inside MIN or MAX, which the engine cannot work")
        return limbs

    def _limbs(self, code: int) -> Iterator[Sequence[Any]]:
        duty, version = self.versions[code]
        for number, period in enumerate(self._periods(code)):
            worked = self._way(duty, period)
            if worked is None:
                continue
            way, n = worked
            name = _named(period)
            kind, _, field_name = name.partition(".")
            source = _source(period, name)
            shorter = way == DAYS and period.op == "W" and name == "trigger" and self._chosen("receipt_day", "included")
            referral = period.op == "WDX" and n == REFERRAL_DAYS and self._chosen("referral_day", "included")
            calendar = version.calendar if version.calendar in CALENDARS else CALENDARS[0]
            yield (
                code, number, source, way, n, n - 1 if shorter else n, period.op == "WDI", referral,
                CALENDARS.index(calendar),
                0 if way == NAMED_DAY or source == UNTIL_LIFTED else ROLLS[version.roll],
                self.duties[name[4:]] if source == DUE else None,
                self.fields.get(field_name, -1) if field_name else None,
                kind in duty.met_by, start_rule(kind),
            )  # fmt: skip

    def _way(self, duty: Duty, period: Period) -> tuple[int, int] | None:
        """Return how a limb is worked and its number, or None where it has no date."""
        n = period.n
        if period.op == "EVERY":
            unit, n = period.attributes["unit"], int(period.attributes.get("at_most", n))
            if unit not in UNITS_WITH_DATES or duty.kind is DutyKind.MEASURE:
                return None
            return (DAYS, 7 * n) if unit == "week" else (MONTHS, n)
        if period.op == "BEFORE":
            day = date.fromisoformat(f"2023-{period.attributes['day']}")
            by_code = duty.pathway == "phase-transfer" and self._chosen("phase_transfer_reading", "code")
            months = 12 * int(period.attributes["year_shift"]) + day.month - 1
            return NAMED_DAY, (months + MONTHS_BACK) * 64 + day.day - (not by_code)
        clear = 1 if self._chosen("notice_days", "clear") else 0
        ways = {
            "W": (DAYS, 7 * n), "DX": (DAYS, n), "DI": (DAYS, n - 1), "NB": (DAYS, -7 * n - clear), "M": (MONTHS, n),
            "PI": (PERIOD_OF_MONTHS, n), "WDX": (WORKING_DAYS, n), "WDI": (WORKING_DAYS, n), "UNTIL": (DAYS, -1),
        }  # fmt: skip
        return ways.get(period.op)

    def _limb_kinds(self, code: int) -> Iterator[Sequence[Any]]:
        duty, _ = self.versions[code]
        for number, period in enumerate(self._periods(code)):
            name = _named(period)
            if _source(period, name) == EVENT:
                for _, entry_kind, own in self._in_thread(duty, (name.partition(".")[0],)):
                    yield code, number, entry_kind, own

    def _until_kinds(self, code: int) -> Iterator[Sequence[Any]]:
        duty, _ = self.versions[code]
        for number, period in enumerate(self._periods(code)):
            for key, lifts in (("once", False), ("until", True)):
                if key in period.attributes:
                    for _, entry_kind, own in self._in_thread(duty, (str(period.attributes[key]),)):
                        yield code, number, entry_kind, own, lifts

    def _excepting(self, code: int, version: Version) -> Iterator[Sequence[Any]]:
        for name in version.exceptions:
            rule = self.register.exceptions[name]
            ends = EVER if rule.ends is None else day_number(rule.ends)
            yield code, name, *EXCEPTION_TESTS[name], day_number(rule.starts), ends

    def _exception_kinds(self, duty: Duty) -> Iterator[Sequence[Any]]:
        for name in dict.fromkeys(name for version in duty.versions for name in version.exceptions):
            for code, entry_kind, own in self._in_thread(duty, self.register.exceptions[name].events):
                yield code, name, entry_kind, own

    def _untold(self, duty: Duty) -> Iterator[tuple[int, int]]:
        for source, told in self.register.told_by.items():
            if duty.met_by and told.isdisjoint(duty.met_by) and source in self.sources:
                yield self.duties[duty.id], self.sources[source]

    def _chosen(self, key: str, value: str) -> bool:
        return self.settings[key] == value


def _coded(duty: Duty) -> list[tuple[int, str]]:
    """Number a duty's starting kinds so that, of several names of one entry, the first listed is the one taken."""
    kinds = list(dict.fromkeys(duty.trigger.events))
    if len(kinds) > MOST_STARTS:
        raise NotInSets(f"the duty '{duty.id}' has more than {MOST_STARTS} starting events")
    latest = duty.trigger.pick == "latest"
    return [(MOST_STARTS - place if latest else place, kind) for place, kind in enumerate(kinds)]


def _named(period: Period) -> str:
    """Return what a limb counts from, by name."""
    return str(period.attributes.get("year_of", period.counted_from))


def _source(period: Period, name: str) -> int:
    if period.op == "UNTIL":
        return UNTIL_LIFTED
    if name.startswith("due:"):
        return DUE
    return TRIGGER if name == "trigger" else EVENT


def start_rule(kind: str) -> int:
    """Return which rule moves the day that a fact of a kind counts from."""
    if kind == REQUEST_RECEIVED:
        return DEEMED
    if kind in SERVED_KINDS:
        return SERVED
    return REVIEWED if kind == PLAN_REVIEWED else NO_RULE


def _condition(condition: str | None) -> tuple[int, str | None, bool]:
    """Return the test of a condition, the fact it asks for, and whether it holds when the test fails."""
    tests = {
        "in-a-reassessment": (REASSESSMENT, None, False),
        "known-15-working-days-before-move": (KNOWN_IN_TIME, None, False),
        "transfer-on-1-september-2015": (TRANSFER_IN_2015, None, False),
        "transfer-not-on-1-september-2015": (TRANSFER_IN_2015, None, True),
    }
    if condition is None:
        return 0, None, False
    if condition in tests:
        return tests[condition]
    if condition.startswith("not-"):
        test, fact, negated = _condition(condition[4:])
        return test, fact, not negated
    return FACT, condition, False


def _counted_from(register: Register, duty_id: str) -> list[str]:
    """Return the duties from whose deadlines a duty counts."""
    return [
        limb.counted_from[4:]
        for version in register.duties[duty_id].versions
        for limb in (version.period, *version.period.of)
        if limb.counted_from.startswith("due:")
    ]


def _level(register: Register, duty_id: str) -> int:
    """Return how many duties stand behind a duty's deadline."""
    return max((_level(register, name) + 1 for name in _counted_from(register, duty_id)), default=0)


def _behind(register: Register, duty_id: str) -> set[str]:
    """Return a duty and all that stand behind its deadline."""
    return {duty_id}.union(*(_behind(register, name) for name in _counted_from(register, duty_id)))

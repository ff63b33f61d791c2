"""Worked cases: a short history and what must be true on one day.

Source: ``law/README.md`` part 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from keywork.core.clocks import Clock, clock_of
from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, Event
from keywork.core.explaining import explain
from keywork.core.history import History
from keywork.core.register import Register
from keywork.core.yamlfile import Block, YamlFault, as_day, read_yaml

SCENARIO_KEYS = frozenset({"id", "name", "teaches", "settings", "facts", "events", "as_of", "expect"})
ENTRY_KEYS = frozenset({"date", "event", "id", "thread", "recorded", "corrects", "strikes", "to"})
DATES = ("legal_deadline", "act_by", "may_act_from")
EXPECT_KEYS = frozenset({*DATES, "duty", "thread", "state", "days_past", "by_time", "also", "exceptions"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """A worked case.

    Args:
        id: its name in the register.
        name: one sentence.
        teaches: the point of it.
        settings: an authority's answers that differ from the defaults.
        facts: facts of the case.
        events: its entries.
        as_of: the day asked about, which is also how much is known.
        expect: what must be true, one block for each clock.
    """

    id: str
    name: str
    teaches: str
    settings: Mapping[str, str]
    facts: tuple[str, ...]
    events: tuple[Event, ...]
    as_of: date
    expect: tuple[Block, ...]

    @property
    def known_at(self) -> datetime:
        """Return the moment up to which the record is read: the end of the day asked about."""
        return datetime.combine(self.as_of, time.max, UTC)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fact that did not come out."""

    scenario: Scenario
    duty: str
    thread: str | None
    fact: str
    expected: Any
    got: Any
    clock: Clock

    def reasoning(self, register: Register) -> tuple[str, ...]:
        """Return why the clock stands as it does, a sentence a step."""
        history = History(
            register,
            self.scenario.events,
            as_of=self.scenario.as_of,
            known_at=self.scenario.known_at,
            settings=self.scenario.settings,
            facts=self.scenario.facts,
        )
        explained = explain(history, self.clock.duty, self.thread, every_entry=self.thread is None)
        return (*explained.steps, f"So it stands at: {self.clock.state}.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What running some scenarios gave."""

    scenarios: int
    facts: int
    wrong: tuple[Wrong, ...]


def read_scenarios(path: Path, register: Register) -> list[Scenario]:
    """Read a file of scenarios.

    Args:
        path: the file.
        register: the law they speak of.

    Raises:
        YamlFault: the file is faulty, or names an unknown event, duty or setting.
    """
    # Populations (``measures``) are for ``keywork measure``; the facts of such a file are run all the same.
    page = read_yaml(path).only({"scenarios"}, {"measures"})
    return [_scenario(block, register) for block in page.blocks("scenarios")]


def _scenario(block: Block, register: Register) -> Scenario:
    block.only(SCENARIO_KEYS - {"settings", "facts", "name", "teaches"}, SCENARIO_KEYS | {"measures"})
    settings = block.block("settings") if block.get("settings") else Block(block.path, block.line, {}, {})
    settings.only((), register.settings)
    for key in settings:
        settings.one_of(key, register.settings[key].values)
    events = tuple(_event(entry, n, register) for n, entry in enumerate(block.blocks("events"), 1))
    _check_corrections(block, events)
    expect = tuple(block.blocks("expect"))
    for wanted in expect:
        wanted.only({"duty"}, EXPECT_KEYS).one_of("duty", register.duties)
    return Scenario(
        id=block.text("id"),
        name=block.optional_text("name") or "",
        teaches=block.optional_text("teaches") or "",
        settings=dict(settings),
        facts=block.texts("facts"),
        events=events,
        as_of=block.day("as_of"),
        expect=expect,
    )


def _check_corrections(block: Block, events: tuple[Event, ...]) -> None:
    known = {event.id for event in events}
    for entry, event in zip(block.blocks("events"), events, strict=True):
        if event.corrects is not None and event.corrects not in known:
            raise YamlFault(entry.path, entry.line, f"no entry of this scenario has the id '{event.corrects}'")


def _event(entry: Block, number: int, register: Register) -> Event:
    kind = entry.one_of("event", register.kinds)
    on = entry.day("date")
    recorded = entry.optional_day("recorded") or on
    fields = {key: _field(value) for key, value in entry.items() if key not in ENTRY_KEYS - {"to"}}
    if kind == DATE_CORRECTED:
        fields["to"] = entry.day("to")
    corrects = {DATE_CORRECTED: "corrects", ENTRY_STRUCK_OUT: "strikes"}.get(kind)
    return Event(
        id=entry.optional_text("id") or f"entry {number}",
        sequence=number,
        kind=kind,
        recorded_at=datetime.combine(recorded, time(12), UTC),
        occurred_on=on,
        thread=entry.optional_text("thread"),
        corrects=entry.text(corrects) if corrects else None,
        fields=fields,
    )


def _field(value: Any) -> Any:
    """Read a field: a date where it is one, else the text."""
    if not isinstance(value, str):
        return value
    try:
        return as_day(value) if len(value) == len("2026-03-27") else value
    except ValueError:
        return value


def run(scenarios: list[Scenario], register: Register) -> Outcome:
    """Run scenarios and compare every expected fact.

    Args:
        scenarios: the worked cases.
        register: the law.
    """
    facts, wrong = 0, []
    for scenario in scenarios:
        for wanted in scenario.expect:
            clock = _ask(scenario, wanted, register)
            for fact, expected, got in _compare(wanted, clock):
                facts += 1
                if expected != got:
                    wrong.append(Wrong(scenario, clock.duty.id, clock.thread, fact, expected, got, clock))
    return Outcome(len(scenarios), facts, tuple(wrong))


def _ask(scenario: Scenario, wanted: Block, register: Register) -> Clock:
    return clock_of(
        register,
        wanted.text("duty"),
        scenario.events,
        thread=wanted.optional_text("thread"),
        as_of=scenario.as_of,
        known_at=scenario.known_at,
        settings=scenario.settings,
        facts=scenario.facts,
    )


def _compare(wanted: Block, clock: Clock) -> list[tuple[str, Any, Any]]:
    """List (fact, expected, got) for every key that the scenario names."""
    found: list[tuple[str, Any, Any]] = []
    for key, value in wanted.items():
        if key in DATES:
            found.append((key, wanted.optional_day(key), getattr(clock, key)))
        elif key == "days_past":
            found.append((key, wanted.whole(key), clock.days_past))
        elif key == "state":
            found.append((key, value, str(clock.state)))
        elif key == "by_time":
            found.append((key, value, clock.by_time))
        elif key in {"also", "exceptions"}:
            found.extend(_compare_parts(wanted, key, clock))
    return found


def _compare_parts(wanted: Block, key: str, clock: Clock) -> list[tuple[str, Any, Any]]:
    if wanted[key] is None:
        return [(key, {}, dict(getattr(clock, key)))]
    parts = wanted.block(key)
    if key == "also":
        return [(f"also {name}", parts.optional_day(name), clock.also.get(name)) for name in parts]
    return [(name, parts.text(name), clock.exceptions.get(name, "not-available")) for name in parts]


__all__ = ["Outcome", "Scenario", "Wrong", "YamlFault", "read_scenarios", "run"]

"""The register of law as typed values: duties, their dated versions, exceptions and event kinds.

Everything here is data read by :mod:`keywork.core.loading`; nothing here decides anything.
The words of the keys are explained in ``law/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from keywork.core.calendars import Calendar

ADVICE_REQUESTED = "advice-requested"
EXCEPTION_RECORDED = "exception-recorded"


class DutyKind(StrEnum):
    """What sort of clock a duty keeps."""

    LIMIT = "limit"
    TARGET = "target"
    WINDOW = "window"
    NOT_BEFORE = "not-before"
    INTERVAL = "interval"
    STANDING = "standing"
    MEASURE = "measure"


class Force(StrEnum):
    """How binding a duty is; "should" is not "must"."""

    ACT = "act"
    REGULATION = "regulation"
    RULE = "rule"
    GUIDANCE = "guidance"
    QUALITY_STANDARD = "quality-standard"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Assurance:
    """How firmly a row's text was seen: primary, secondary or unconfirmed, with differing parts."""

    mark: str
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as the law words it, for example ``W 6 from trigger``.

    Args:
        op: one of the primitives of the register (W, DX, DI, WDX, WDI, M, PI, NB, BEFORE,
            EVERY, MIN, MAX, UNTIL, NONE).
        n: how many weeks, days or months; negative counts back.
        counted_from: ``trigger``, an event kind, ``kind.field`` or ``due:DUTY``.
        of: the limbs of MIN and MAX.
        attributes: what else the primitive reads (``day``, ``year_of``, ``unit``, ``until`` …).
    """

    op: str
    n: int = 0
    counted_from: str = "trigger"
    of: tuple[Period, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A duty's rule as it stood between two days, both included.

    Args:
        starts: first day in force; None marks a proposal, which is shown and never computed.
        ends: last day in force, or None.
        status: ``in-force`` or ``proposed``.
        citation: where the rule stands.
        calendar: ``none``, ``EW``, ``UK_ANY`` or ``HESC``.
        roll: ``none``, ``next_working_day`` or ``hesc_rule12``.
        exceptions: codes of the exceptions that may disapply it.
    """

    starts: date | None
    ends: date | None
    status: str
    citation: str
    period: Period
    calendar: str
    roll: str
    exceptions: tuple[str, ...]
    note: str | None

    @property
    def proposed(self) -> bool:
        """Say whether this version is only a proposal."""
        return self.starts is None or self.status == "proposed"

    def covers(self, day: date) -> bool:
        """Say whether this version is in force on a day; a proposal never is."""
        if self.proposed or self.starts is None or day < self.starts:
            return False
        return self.ends is None or day <= self.ends


@dataclass(frozen=True, slots=True)
class Trigger:
    """The event kinds that start a clock, and which of several counts (earliest or latest)."""

    events: tuple[str, ...]
    pick: str


@dataclass(frozen=True)
class Duty:
    """Who must do what, what starts it, what meets it, what ends it, and by when."""

    id: str
    title: str
    owner: str
    pathway: str
    kind: DutyKind
    force: Force
    trigger: Trigger
    applies_when: str | None
    per: str
    met_by: tuple[str, ...]
    ended_by: tuple[str, ...]
    barred: tuple[str, ...]
    versions: tuple[Version, ...]
    consequences: tuple[str, ...]
    measures: tuple[str, ...]
    assurance: Assurance
    notes: str | None

    def version_on(self, day: date) -> Version | None:
        """Return the version in force on a day, or None where none covers it."""
        return next((v for v in self.versions if v.covers(day)), None)


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """A circumstance that lets a limit be disapplied, its test in words and the duties it reaches."""

    code: str
    title: str
    words: str
    events: tuple[str, ...]
    formula: str
    body_kinds: tuple[str, ...]
    applies_to: tuple[str, ...]
    starts: date
    ends: date | None
    citation: str
    assurance: Assurance
    notes: str | None


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of thing that happens, the key on which it repeats and the fields it carries.

    Args:
        name: its code; past tense.
        meaning: one sentence.
        thread: what tells repeats apart (``request``, ``advice-body`` …); None for the whole case.
        fields: field name to what it holds.
        counts_as: kinds that an entry of this kind also is.
        use: what the register uses it for.
        section: the heading it stands under, for lists people read.
        record_keeping: True for kinds that no duty reads.
    """

    name: str
    meaning: str
    thread: str | None
    fields: Mapping[str, str]
    counts_as: tuple[str, ...]
    use: tuple[str, ...]
    section: str
    record_keeping: bool = False


@dataclass(frozen=True, slots=True)
class SettingRule:
    """An open question of the law that an authority may answer its own way.

    Args:
        no: the number of the question in the register.
        key: its name, for example ``receipt_day``.
        values: the allowed answers, the default first.
        question: what is unclear.
        chosen: what the default says, in words.
        labels: a sentence for each value.
    """

    no: str
    key: str
    values: tuple[str, ...]
    question: str
    chosen: str
    labels: Mapping[str, str]

    @property
    def default(self) -> str:
        """Return the answer used unless an authority has chosen another."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class FixedQuestion:
    """An open question of the law that the register itself decides, and what it chose."""

    no: str
    question: str
    chosen: str


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A source of events and the kinds that it is able to tell.

    A clock that only a source's entries have started, and whose answer the source cannot carry,
    is "not in the return" and stays out of lists and counts.
    """

    code: str
    name: str
    carries: frozenset[str]


@dataclass(frozen=True)
class Register:
    """The whole law the product knows, looked up by code."""

    name: str
    stated_to: date
    conditions: Mapping[str, str]
    calendars: Mapping[str, Calendar]
    rolls: Mapping[str, str]
    duties: Mapping[str, Duty]
    exceptions: Mapping[str, ExceptionRule]
    kinds: Mapping[str, EventKind]
    settings: Mapping[str, SettingRule]
    fixed: tuple[FixedQuestion, ...]
    sources: Mapping[str, SourceRule]
    names: Mapping[str, str]
    owners: Mapping[str, str]

    def name_of(self, duty_id: str) -> str:
        """Return a duty's short name, for lists."""
        return self.names.get(duty_id) or duty_id.replace("-", " ").capitalize()

    def owner_of(self, duty: Duty) -> str:
        """Return who owes a duty, in words."""
        return self.owners.get(duty.owner) or duty.owner.replace("-", " ").capitalize()

    @cached_property
    def counts_as(self) -> Mapping[str, tuple[str, ...]]:
        """Return, for every kind, itself and every kind it also counts as, however indirectly."""
        closed: dict[str, tuple[str, ...]] = {}
        for name in self.kinds:
            found: list[str] = []
            waiting = [name]
            while waiting:
                kind = waiting.pop(0)
                if kind not in found:
                    found.append(kind)
                    waiting.extend(self.kinds[kind].counts_as)
            closed[name] = tuple(found)
        return closed

    @cached_property
    def told_by(self) -> Mapping[str, frozenset[str]]:
        """Return, for every source, the kinds it can tell of, with all that they count as."""
        return {
            code: frozenset(kind for name in source.carries for kind in self.counts_as[name])
            for code, source in self.sources.items()
        }

    @cached_property
    def circumstances(self) -> frozenset[str]:
        """Return the kinds without one of which no exception can stand: asking for advice is none by itself."""
        named = {kind for rule in self.exceptions.values() for kind in rule.events}
        return frozenset(named - {ADVICE_REQUESTED} | {EXCEPTION_RECORDED})

    @cached_property
    def started_by(self) -> Mapping[str, tuple[Duty, ...]]:
        """Return, for every kind, the duties whose clock it starts."""
        index: dict[str, list[Duty]] = {}
        for duty in self.duties.values():
            for kind in duty.trigger.events:
                index.setdefault(kind, []).append(duty)
        return {kind: tuple(duties) for kind, duties in index.items()}

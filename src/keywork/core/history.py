"""A case's history as a duty reads it: which facts stand, on which day each counts, in which thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import NamedTuple

from keywork.core.calendars import DAY, Calendar
from keywork.core.events import Entry, Event, in_force
from keywork.core.register import Register

REQUEST_RECEIVED = "assessment-request-received"
PLAN_FIRST_MADE = "plan-first-made"
PLAN_REVIEWED = "plan-reviewed"
MEETING_HELD = "review-meeting-held"
REFUSAL_REVERSED = "refusal-reversed"
REFUSALS = frozenset(
    {"decided-not-to-assess", "decided-not-to-issue-plan", "custody-decided-not-to-assess", "custody-no-plan-notified"}
)
POSTED = "first-class-post"
SERVED_KINDS = frozenset({"draft-plan-served", "custody-draft-plan-served"})
CASE_FACT = "case-fact-recorded"
CLOSE_OF_BUSINESS = time(17, 0)


class Threads(Enum):
    """Which entries a clock reads: every entry, or only those of its kind that carry no thread."""

    ALL = "all"
    UNNAMED = "unnamed"


Thread = str | Threads


class Fact(NamedTuple):
    """One thing an entry says: an entry that counts as several kinds gives a fact for each.

    Args:
        kind: what it counts as.
        entry: the entry.
        starts_on: the day a clock or a limb counts from it (deemed receipt, service by post, the
            day an order was sent and the review meeting applied); None where undated.
    """

    kind: str
    entry: Entry
    starts_on: date | None

    @property
    def on(self) -> date | None:
        """Return the day it happened, or None where the source does not know."""
        return self.entry.on

    @property
    def day(self) -> date:
        """Return the day it is ordered by."""
        return self.entry.order[0]

    @property
    def order(self) -> tuple[date, int]:
        """Return its place among a case's entries."""
        return self.entry.order

    @property
    def thread(self) -> str | None:
        """Return the thread its entry carries."""
        return self.entry.event.thread

    def field(self, name: str) -> object:
        """Return a field of its entry, or None."""
        return self.entry.event.fields.get(name)


class History:
    """What is known of a case on a day, under an authority's reading of the law.

    Args:
        register: the law.
        events: the case's entries.
        as_of: the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the authority's answers to open questions; those absent take the default.
        facts: facts of the case that conditions ask for, besides those on record.

    Raises:
        ValueError: a setting or its value is unknown.
    """

    def __init__(
        self,
        register: Register,
        events: Iterable[Event],
        *,
        as_of: date,
        known_at: datetime,
        settings: Mapping[str, str] | None = None,
        facts: Iterable[str] = (),
    ) -> None:
        self.register = register
        self.as_of = as_of
        self._read = (tuple(events), known_at, tuple(facts))
        self.settings = chosen_settings(register, settings or {})
        self.entries = in_force(self._read[0], as_of=as_of, known_at=known_at)
        self.facts = frozenset(self._read[2]) | self._recorded_facts()
        self.by_kind = self._index()

    def read_as(self, settings: Mapping[str, str]) -> History:
        """Return the same case as known at the same moment, under another reading of the law."""
        events, known_at, facts = self._read
        return History(self.register, events, as_of=self.as_of, known_at=known_at, settings=settings, facts=facts)

    def without(self, event_ids: Container[str]) -> History:
        """Return the same case as if some entries had never been recorded."""
        events, known_at, facts = self._read
        left = [event for event in events if event.id not in event_ids]
        return History(self.register, left, as_of=self.as_of, known_at=known_at, settings=self.settings, facts=facts)

    def setting(self, key: str) -> str:
        """Return the authority's answer to an open question."""
        return self.settings[key]

    @property
    def working_days(self) -> Calendar:
        """Return the calendar of England and Wales."""
        return self.register.calendars["EW"]

    def of(self, kinds: Sequence[str], per: str, thread: Thread) -> Sequence[Fact]:
        """Return the facts of some kinds that belong to a thread of a duty, in order.

        Args:
            kinds: event kinds.
            per: what repeats the duty.
            thread: the thread asked about.
        """
        by_kind = self.by_kind
        if by_kind.keys().isdisjoint(kinds):
            return []
        if len(kinds) == 1 and thread is Threads.ALL:
            return by_kind[kinds[0]]
        wanted = None if thread is Threads.UNNAMED else thread
        found: list[Fact] = []
        in_order = True  # as the facts of one kind are
        for kind in kinds:
            facts = by_kind.get(kind)
            if facts is None:
                continue
            if thread is not Threads.ALL and self.register.kinds[kind].thread == per:
                facts = [fact for fact in facts if fact.entry.event.thread == wanted]
            in_order = in_order and not found
            found += facts
        if not in_order and len(found) > 1:
            found.sort(key=_by_order)
        return found

    def dated(self, kinds: Sequence[str], per: str, thread: Thread) -> Sequence[Fact]:
        """Return those of :meth:`of` whose day is known."""
        facts = self.of(kinds, per, thread)
        for fact in facts:
            if fact.entry.on is None:
                return [fact for fact in facts if fact.entry.on]
        return facts

    def _recorded_facts(self) -> frozenset[str]:
        standing: dict[str, bool] = {}
        for entry in self.entries:
            if entry.event.kind == CASE_FACT:
                standing[str(entry.event.fields.get("fact"))] = bool(entry.event.fields.get("holds", True))
        return frozenset(fact for fact, holds in standing.items() if holds)

    def _index(self) -> dict[str, list[Fact]]:
        index: dict[str, list[Fact]] = defaultdict(list)
        own_plan_date = any(entry.event.kind == PLAN_FIRST_MADE for entry in self.entries)
        for entry in self.entries:
            for kind in self.register.counts_as.get(entry.event.kind, (entry.event.kind,)):
                if kind == PLAN_FIRST_MADE and own_plan_date and entry.event.kind != PLAN_FIRST_MADE:
                    continue
                index[kind].append(Fact(kind, entry, self._counts_from(kind, entry)))
        return dict(index)

    def _counts_from(self, kind: str, entry: Entry) -> date | None:
        """Work out the day from which an entry's clocks run, under the authority's settings."""
        on, fields = entry.on, entry.event.fields
        if on is None:
            return None
        if kind == REQUEST_RECEIVED and self.setting("receipt") == "deemed":
            return self._deemed_receipt(on, fields)
        if kind in SERVED_KINDS and fields.get("by") == POSTED:
            return self.working_days.after(on, 2)
        if self.setting("order_date") == "sent" and isinstance(fields.get("sent_on"), date):
            sent: date = fields["sent_on"]
            return sent
        if kind == PLAN_REVIEWED and self.setting("review_anchor") == "meeting":
            return self.last_meeting(on) or on
        return on

    def last_meeting(self, on: date) -> date | None:
        """Return the last review meeting on or before a day, or None."""
        counts_as = self.register.counts_as
        meetings = (
            entry.on for entry in self.entries if MEETING_HELD in counts_as.get(entry.event.kind, (entry.event.kind,))
        )
        return max((day for day in meetings if day and day <= on), default=None)

    def _deemed_receipt(self, on: date, fields: Mapping[str, object]) -> date:
        how, posted = fields.get("by"), fields.get("posted_on")
        if how == POSTED:
            return self.working_days.after(posted, 1) if isinstance(posted, date) else on
        if how == "signed-for":
            return on
        late = isinstance(at := fields.get("at"), str) and clock_time(at) > CLOSE_OF_BUSINESS
        return self.working_days.first_working_day(on + DAY if late else on)


def _by_order(fact: Fact) -> tuple[date, int]:
    return fact.entry.order


def clock_time(text: str) -> time:
    """Read a time of day such as ``17:30``.

    Raises:
        ValueError: it is none.
    """
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes[:2] or 0))


def chosen_settings(register: Register, settings: Mapping[str, str]) -> dict[str, str]:
    """Return an answer to every open question, the default where none was chosen.

    Raises:
        ValueError: a setting or its value is unknown.
    """
    answers = {key: rule.default for key, rule in register.settings.items()}
    for key, value in settings.items():
        rule = register.settings.get(key)
        if rule is None:
            raise ValueError(f"unknown setting '{key}'")
        if value not in rule.values:
            raise ValueError(f"the setting '{key}' cannot be '{value}', only {', '.join(rule.values)}")
        answers[key] = value
    return answers

"""Which entries of the record a letter's sending makes, and which of several alike they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keywork.core.events import Entry, in_force
from keywork.core.history import REFUSAL_REVERSED, REFUSALS
from keywork.core.loading import load_register
from keywork.web.documents.letter_kinds import Kind
from keywork.web.documents.models.letters import Letter
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream


@dataclass(frozen=True, slots=True)
class Makes:
    """What the sending of a letter makes.

    Args:
        threads: the kind of each entry, its own first, with its thread; None where a case has one of it alone.
        since: the day from which an entry of the record counts as this one; None where any does.
        entries: the record that is in force.
    """

    threads: Mapping[str, str | None]
    since: date | None
    entries: list[Entry]

    @property
    def recorded_on(self) -> date | None:
        """The day on which the record has the letter's own entry; None where it has it not."""
        return self.there(next(iter(self.threads)))

    def there(self, kind: str) -> date | None:
        """Return the day on which the record has one of these entries; None where it has it not."""
        found = [one for one in self.entries if one.event.kind == kind and self._is_of(one)]
        return max((one.on for one in found if one.on), default=None)

    def _is_of(self, entry: Entry) -> bool:
        thread = self.threads[entry.event.kind]
        mine = thread is None or entry.event.thread == thread
        return mine and (self.since is None or (entry.on is not None and entry.on >= self.since))


def made_by(letter: Letter) -> Makes:
    """Return what the sending of a letter makes, as the record stands."""
    entries = in_force(stream(letter.case_id), as_of=clock.real_today(), known_at=clock.now())
    about = letter.about
    if about.to_setting and letter.setting is not None:
        began = letter.made_at.astimezone(clock.LONDON).date()
        return Makes({about.event: f"setting/{letter.setting.urn or letter.setting.pk}"}, began, entries)
    return _of_course(letter, about, entries) or Makes({about.event: None}, _taken_back(about.event, entries), entries)


def _taken_back(kind: str, entries: list[Entry]) -> date | None:
    """Return the day on which a refusal was taken back last: what was sent before it was another decision's notice."""
    if kind not in REFUSALS:
        return None
    return max((one.on for one in entries if one.event.kind == REFUSAL_REVERSED and one.on), default=None)


def already_recorded(letter: Letter) -> date | None:
    """Return the day on which the record has what sending this letter would record; None where it has it not."""
    return made_by(letter).recorded_on


def _of_course(letter: Letter, about: Kind, entries: list[Entry]) -> Makes | None:
    """Return what a letter makes in the course that was open when it was begun; None where none was."""
    kinds = load_register().kinds
    for course in about.courses:
        start = _start_of(letter, course.ends, entries)
        if start is not None:
            of, thread = kinds[start.event.kind].thread, start.event.thread
            threads = {kind: thread if kinds[kind].thread == of else None for kind in course.entries}
            return Makes(threads, start.on, entries)
    return None


def _start_of(letter: Letter, ends: str, entries: list[Entry]) -> Entry | None:
    """Return what started the clock that an entry meets or ends, unless the record had its end before the letter."""
    register = load_register()
    own = register.kinds[ends].thread
    of_its = [one for one in register.duties.values() if one.per == own]
    duties = [one for one in of_its if ends in one.met_by] or [one for one in of_its if ends in one.ended_by]
    begins = {kind for one in duties for kind in one.trigger.events}
    closes = {kind for one in duties for kind in (*one.met_by, *one.ended_by)}
    started = [one for one in entries if begins.intersection(register.counts_as[one.event.kind]) and one.on]
    if not started:
        return None
    last = started[-1]
    return None if any(_closed(one, last, letter, closes) for one in entries) else last


def _closed(entry: Entry, start: Entry, letter: Letter, closes: set[str]) -> bool:
    """Say whether an entry ended what another started before the letter was begun."""
    is_of = entry.event.thread in (None, start.event.thread) or start.event.thread is None
    later = entry.order > start.order and entry.event.recorded_at < letter.made_at
    return later and is_of and bool(closes.intersection(load_register().counts_as[entry.event.kind]))

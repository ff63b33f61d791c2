"""A restatement in words: what a figure was and is, which cases made the difference, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, Event
from keywork.core.loading import load_register
from keywork.core.measures import percent_of
from keywork.core.restating import Change, Reading
from keywork.web.kernel.clock import LONDON
from keywork.web.measuring.restating import RETURN, MovedCase, Restatement
from keywork.web.ui.jinja import moment, plural, short_day

LATE, SINCE, LOAD = "Late entry", "Entry since then", "Load of a return"
DATE, STRUCK, TAKEN_BACK = "Correction of a date", "Entry struck out", "Load taken back"
READING = "Another reading of the law"
NONE = "none"
SHARE_PARTS = ("Counts towards the share", "Counted in all")
MOVES: Mapping[tuple[Reading, Reading], str] = {
    ((0, 0), (1, 1)): "Came in, and counts towards the share",
    ((0, 0), (0, 1)): "Came in, and does not count towards the share",
    ((0, 1), (1, 1)): "Was counted; now counts towards the share",
    ((1, 1), (0, 1)): "Was counted; no longer counts towards the share",
    ((1, 1), (0, 0)): "Went out; had counted towards the share",
    ((0, 1), (0, 0)): "Went out; had not counted towards the share",
    ((0,), (1,)): "Came in",
    ((1,), (0,)): "Went out",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A number as known then and now, with the difference."""

    title: str
    then: str
    now: str
    difference: str


def lines(found: Restatement) -> list[Line]:
    """Return the parts of a figure, and the share where it is one."""
    titles = SHARE_PARTS if found.figure.is_share else ("Count",)
    rows = [
        Line(title, f"{then:,}", f"{now:,}", _signed(now - then))
        for title, then, now in zip(titles, found.then, found.now, strict=True)
    ]
    if found.figure.is_share:
        then, now = (percent_of(*reading) for reading in (found.then, found.now))
        points = "" if then is None or now is None else _signed(round(now - then, 1))
        points += " percentage points" if then != now and points else ""
        rows.append(Line("Share", _percent(then), _percent(now), points))
    return rows


def _percent(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}%"


def _signed(difference: float) -> str:
    if difference == 0:
        return "no difference"
    return f"+{difference:,}" if difference > 0 else f"−{abs(difference):,}"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that made the difference for a case, in words and as the cells of a file."""

    sort: str
    words: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case that moved: how, and because of what."""

    case_id: UUID
    move: str
    then: str
    now: str
    causes: tuple[Cause, ...]


def move_of(then: Reading, now: Reading) -> str:
    """Say how a case moved."""
    shown = [", ".join(f"{number:+}" if number < 0 else str(number) for number in one) for one in (then, now)]
    return MOVES.get((then, now), f"Added {shown[0]}; adds {shown[1]}")


class Telling:
    """Puts the changes of a restatement into words.

    Args:
        found: the restatement.
        roles: the roles of people, by the labels that stand in records.
    """

    def __init__(self, found: Restatement, roles: Mapping[str, str]) -> None:
        self.found, self.roles = found, roles
        self.known_on = found.between.then.known_on or found.between.then.as_of

    def case(self, case: MovedCase) -> CaseShown:
        """Return a case with its causes."""
        moved = case.moved
        causes = tuple(self._cause(change, case.named) for change in moved.because)
        then, now = (", ".join(str(number) for number in one) for one in (moved.then, moved.now))
        return CaseShown(case.case_id, move_of(moved.then, moved.now), then, now, causes)

    def _cause(self, change: Change, named: Mapping[str, Event]) -> Cause:
        if change.event is None:
            return self._reading(change.setting)
        event = change.event
        if event.corrects is None:
            return self._entry(event)
        return self._correction(event, named.get(event.corrects))

    def _entry(self, event: Event) -> Cause:
        day = event.occurred_on or event.not_after
        if event.source == RETURN:
            sort, tail = LOAD, f"came with a return that was loaded on {moment(event.recorded_at)}"
        else:
            sort = LATE if day and day <= self.known_on else SINCE
            tail = f"was recorded on {moment(event.recorded_at)} by {self._who(event.recorded_by)}"
            days = (event.recorded_at.astimezone(LONDON).date() - event.occurred_on).days if event.occurred_on else 0
            tail += f", {plural(days, 'day')} after it happened" if days > 0 else ""
        words = f"{title(event)}, {_when(event)}: it {tail}."
        return Cause(sort, words, self._cells(sort, event, None, ""))

    def _correction(self, event: Event, entry: Event | None) -> Cause:
        what = f"{title(entry)}, {_when(entry)}" if entry else "An entry"
        by = f"on {moment(event.recorded_at)} by {self._who(event.recorded_by)}"
        if event.kind == DATE_CORRECTED:
            to = event.fields["to"]
            return Cause(
                DATE,
                f"{what}: its date was corrected to {short_day(to)}, {by}.",
                self._cells(DATE, event, entry, str(to)),
            )
        assert event.kind == ENTRY_STRUCK_OUT
        taken_back = event.source == RETURN and event.recorded_at in self.found.reversals
        sort = TAKEN_BACK if taken_back else STRUCK
        why = " when a load was taken back" if taken_back else (" by a later load" if event.source == RETURN else "")
        return Cause(sort, f"{what}: it was struck out{why}, {by}.", self._cells(sort, event, entry, ""))

    def _reading(self, key: str) -> Cause:
        rule, answer = load_register().settings[key], self.found.answers[key]
        then, now = (rule.labels.get(value, value) for value in (answer.then, answer.now))
        who = self._who(answer.by)
        words = f"{rule.question} The answer was “{then}”; since {moment(answer.at)} it is “{now}”, chosen by {who}."
        return Cause(READING, words, (READING, rule.question, "", _stamp(answer.at), who, "", "", then, now))

    def _cells(self, sort: str, event: Event, entry: Event | None, to: str) -> tuple[str, ...]:
        subject = entry or event
        happened = str(subject.occurred_on or "") or f"by {subject.not_after}"
        corrects = title(entry) if entry else ""
        was = happened if to else ""
        who = self._who(event.recorded_by)
        return (sort, title(event), happened, _stamp(event.recorded_at), who, event.source, corrects, was, to)

    def _who(self, label: str) -> str:
        role = self.roles.get(label)
        return f"{'an' if role[0] in 'AEIOU' else 'a'} {role[0].lower()}{role[1:]}" if role else "the system"


def title(event: Event) -> str:
    """Return a kind of entry in words."""
    return event.kind.replace("-", " ").capitalize()


def _when(event: Event) -> str:
    return short_day(event.occurred_on) if event.occurred_on else f"on or before {short_day(event.not_after)}"


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def labels_of(found: Restatement) -> set[str]:
    """Return the labels of everybody who recorded something that made the difference."""
    events = [change.event for case in found.cases for change in case.moved.because if change.event]
    return {event.recorded_by for event in events} | {answer.by for answer in found.answers.values()}


def causes_counted(cases: Iterable[CaseShown]) -> list[tuple[str, int]]:
    """Count the cases by what made the difference for them; several things together are one sort of their own."""
    sorts = (" and ".join(dict.fromkeys(cause.sort for cause in case.causes)) for case in cases)
    whole = Counter(words[:1] + words[1:].lower() for words in sorts)
    return sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))


def finding(found: Restatement) -> str:
    """Say in one sentence what came of it."""
    if not found.cases:
        return "Nothing that was recorded in between has changed this figure."
    same = found.then == found.now
    made = f"{plural(len(found.cases), 'case')} made the difference."
    return f"The numbers are the same, but {plural(len(found.cases), 'case')} changed places in them." if same else made


HEADER = (
    "Pseudonym", "How it moved", "Added then", "Adds now", "What made the difference", "Entry", "Happened on",
    "Recorded at", "Recorded by", "Source", "Entry corrected", "From", "To",
)  # fmt: skip


def rows(cases: Sequence[CaseShown], name_of: Mapping[UUID, str]) -> list[tuple[str, ...]]:
    """Return a file's rows, one for each thing that made the difference for a case."""
    return [
        (name_of.get(case.case_id, ""), case.move, case.then, case.now, *cause.cells)
        for case in cases
        for cause in case.causes
    ]


def as_data(found: Restatement, cases: Sequence[CaseShown], name_of: Mapping[UUID, str]) -> dict[str, Any]:
    """Return a restatement as data."""
    between = found.between
    said = [
        {"known_at": _stamp(at.known_at), "parts": list(reading), "percent": percent_of(*reading)}
        if found.figure.is_share
        else {"known_at": _stamp(at.known_at), "parts": list(reading)}
        for at, reading in ((between.then, found.then), (between.now, found.now))
    ]
    return {
        "figure": found.figure.id,
        "title": found.figure.title,
        "year": between.year,
        "as_of": between.as_of.isoformat(),
        "then": said[0],
        "now": said[1],
        "cases": [
            {
                "case": name_of.get(case.case_id, ""),
                "move": case.move,
                "because": [{"sort": cause.sort, "words": cause.words} for cause in case.causes],
            }
            for case in cases
        ],
    }


def as_lines(found: Restatement, cases: Sequence[CaseShown], name_of: Mapping[UUID, str]) -> list[str]:
    """Return a restatement as lines to read."""
    between = found.between
    later = short_day(between.now.known_on) if between.now.known_on else "now"
    shown = [
        f"{found.figure.title}, calendar year {between.year}, as at {short_day(between.as_of)}",
        f"as known on {short_day(between.then.known_on)}, and {later}",
        "",
        *(f"{line.title:<26}{line.then:>10}{line.now:>10}   {line.difference}" for line in lines(found)),
        "",
        finding(found),
    ]
    for case in cases:
        shown += [f"{name_of.get(case.case_id, '')}  {case.move}", *(f"    {cause.words}" for cause in case.causes)]
    return shown

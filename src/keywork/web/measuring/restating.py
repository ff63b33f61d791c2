"""Restatement: a figure as known then and now, with the entries that made the difference for each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from uuid import UUID

from keywork.core.events import ENTRY_STRUCK_OUT, Event
from keywork.core.loading import load_register
from keywork.core.measures import Frame, Results, load_measures
from keywork.core.restating import Knowledge, Moved, Question, Reading, Reckoning, reckoning
from keywork.web.accounts.models import Authority, Membership
from keywork.web.deadlines.models import LawSetting
from keywork.web.deadlines.queries import authority_settings
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.models import LedgerEvent
from keywork.web.measuring.overview import work_out
from keywork.web.measuring.queries import NATIONAL

FEW = 1000
KEPT = 8
RETURN = "sen2"


@dataclass(frozen=True, slots=True)
class Between:
    """The question: a day in the world, how much was known then, and how much at the later moment."""

    year: int
    then: AsAt
    now: AsAt

    @property
    def as_of(self) -> date:
        return self.then.as_of

    @classmethod
    def of(cls, year: int, as_of: date, known_on: date, against: date | None) -> Between:
        return cls(year, AsAt.on(as_of, known_on), AsAt.on(as_of, against))


@dataclass(frozen=True, slots=True)
class MovedCase:
    """A case that adds something else now, and its record where the entries are found that corrections name."""

    case_id: UUID
    moved: Moved
    named: Mapping[str, Event]


@dataclass(frozen=True, slots=True)
class Answer:
    """An open question of the law that was answered in between: the answer then, the one now, and who gave it when."""

    then: str
    now: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure at both moments.

    Args:
        figure: what is asked about.
        between: the day and the two moments.
        then, now: each part added up over all cases.
        cases: those that made the difference.
        reversals: the moments at which a load was taken back.
        answers: what was answered to open questions of the law in between, by question.
    """

    figure: Reckoning
    between: Between
    then: Reading
    now: Reading
    cases: Sequence[MovedCase]
    reversals: frozenset[datetime]
    answers: Mapping[str, Answer]


_kept: dict[tuple[object, ...], Restatement] = {}
_lock = Lock()


def figure_of(name: str, year: int) -> Reckoning | None:
    """Return how a figure of the national set adds up, or None if there is no such figure."""
    return reckoning(load_measures(NATIONAL), name, year)


def restate(authority: Authority, figure: Reckoning, between: Between) -> Restatement:
    """Work out what a figure was and is, and why; kept as long as nothing is recorded."""
    settings = [tuple(sorted(authority_settings(authority, at.known_at).items())) for at in (between.then, between.now)]
    days = (between.as_of, between.then.known_on, between.now.known_on or "now")
    key = (authority.pk, ledger.head(), figure.id, between.year, *days, *settings)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = _restate(authority, figure, between)
        with _lock:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


def _restate(authority: Authority, figure: Reckoning, between: Between) -> Restatement:
    then, now = (
        Knowledge(at.known_at, authority_settings(authority, at.known_at)) for at in (between.then, between.now)
    )
    frame = Frame(between.year, between.as_of)
    question = Question(load_register(), load_measures(NATIONAL), figure, frame, then, now)
    results = _as_known(authority, between.year, between.now)
    candidates = _touched(between)
    if then.settings != now.settings:
        candidates |= _differing(figure, _as_known(authority, between.year, between.then), results)
    cases = []
    for case_id, record in ledger.streams(candidates if len(candidates) <= FEW else None):
        if case_id in candidates and (moved := question.moved(record)):
            cases.append(MovedCase(case_id, moved, _named(moved, record)))
    total = _total(figure, results)
    before = tuple(
        whole - sum(case.moved.now[part] - case.moved.then[part] for case in cases) for part, whole in enumerate(total)
    )
    cases.sort(key=lambda case: (_last_moment(case.moved, now.at), str(case.case_id)))
    reversals = _reversals([change.event for case in cases for change in case.moved.because if change.event])
    return Restatement(figure, between, before, total, cases, reversals, _answers(authority, then, now))


def _as_known(authority: Authority, year: int, at: AsAt) -> Results[UUID]:
    is_now = at.as_of == AsAt.now().as_of and at.known_on is None
    return work_out(authority, year, AsAt.now() if is_now else at)[1]


def _touched(between: Between) -> set[UUID]:
    """Return the cases on which something was recorded between the two moments; no other can have moved by entries."""
    rows = LedgerEvent.objects.filter(recorded_at__gt=between.then.known_at, recorded_at__lte=between.now.known_at)
    return set(rows.values_list("case_id", flat=True).distinct())


def _differing(figure: Reckoning, then: Results[UUID], now: Results[UUID]) -> set[UUID]:
    """Return the cases that add something else to a figure in one set of results than in the other."""
    found: set[UUID] = set()
    for name in {name for part in figure.parts for name in part}:
        found |= set(then.figures[name].cases) ^ set(now.figures[name].cases)
    return found


def _total(figure: Reckoning, results: Results[UUID]) -> Reading:
    values = {name: figure.value for name, figure in results.figures.items()}
    return tuple(sum(times * values[name] for name, times in part.items()) for part in figure.parts)


def _named(moved: Moved, record: Sequence[Event]) -> dict[str, Event]:
    """Return the entries that corrections among the changes name, by their identity."""
    wanted = {change.event.corrects for change in moved.because if change.event}
    return {event.id: event for event in record if event.id in wanted}


def _last_moment(moved: Moved, otherwise: datetime) -> datetime:
    return max((change.event.recorded_at for change in moved.because if change.event), default=otherwise)


def _reversals(events: Iterable[Event]) -> frozenset[datetime]:
    """Return the moments at which a load was taken back: what came from a return then did nothing but strike out."""
    struck = {event.recorded_at for event in events if event.source == RETURN and event.kind == ENTRY_STRUCK_OUT}
    found: set[datetime] = set()
    for moment in struck:
        told = LedgerEvent.objects.filter(source=RETURN, recorded_at=moment).exclude(kind=ENTRY_STRUCK_OUT)
        if not told.exists():
            found.add(moment)
    return frozenset(found)


def _answers(authority: Authority, then: Knowledge, now: Knowledge) -> dict[str, Answer]:
    register, found = load_register(), {}
    rows = LawSetting.objects.filter(authority=authority, recorded_at__gt=then.at, recorded_at__lte=now.at)
    for row in rows.order_by("id"):  # of several answers the last counts
        was = then.settings.get(row.key, register.settings[row.key].default)
        found[row.key] = Answer(was, row.value, row.recorded_at, row.recorded_by)
    return found


def roles_of(labels: Iterable[str]) -> dict[str, str]:
    """Return the roles, in words, of the people behind the labels that stand in records."""
    people = {label.removeprefix("user:"): label for label in labels if label.startswith("user:")}
    found = Membership.objects.filter(user_id__in=people)
    return {people[str(place.user_id)]: place.get_role_display() for place in found}

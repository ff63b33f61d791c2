"""Early warning: how running clocks stand, told from how those of this authority ran in the last two years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from keywork.core.outlook import LAST_DAYS, Course, Outlook, Progress, Step, Tendency, outlook, steps_of, tendency_of
from keywork.core.register import DutyKind
from keywork.web.accounts.models import Authority
from keywork.web.deadlines.models import ClockRow, KeptTendencies
from keywork.web.kernel import clock
from keywork.web.kernel.written import Written

LOOKED_BACK = timedelta(days=730)
PATHWAY = "ehc-assessment"
FINAL, DECISION, ADVICE, DRAFT = "ehcp-final", "ehcna-decision", "advice-provide", "ehcp-draft-backstop"
TOLD_BY = (FINAL, DECISION, ADVICE, DRAFT)
# Limits, and what comes back every year; a planning target is no promise, and a window may be left unused.
KINDS = (DutyKind.LIMIT.value, DutyKind.INTERVAL.value)
# Of so many cases clocks are asked for at once.
AT_ONCE = 512
COLUMNS = ("case_id", "duty", "thread", "started_on", "legal_deadline", "met_on")
AGAIN = re.compile(r"-\d+$")
MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Kind:
    """What a clock is compared by: its duty, the body that owes it, and the step it is in."""

    duty: str
    body: str = ""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """How one running clock stands.

    Args:
        outlook: on track, at risk or late.
        kind: what it was compared by.
        tendency: of those clocks.
        elapsed: days since it started.
        waiting: the bodies whose advice is still to come, with the day each is due; of the plan's clock alone.
    """

    outlook: Outlook
    kind: Kind
    tendency: Tendency
    elapsed: int
    waiting: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A clock as it stands in the projection."""

    case_id: UUID
    duty: str
    thread: str
    started_on: date
    deadline: date
    met_on: date | None

    @property
    def body(self) -> str:
        """Return whose advice it is of, or nothing; a body that was asked again has a number behind its name."""
        return AGAIN.sub("", self.thread.rpartition("/")[2]) if self.duty == ADVICE else ""


Tendencies = Mapping[Kind, Tendency]
_kept: dict[tuple[UUID, date], Tendencies] = {}
_lock = Lock()


def tendencies(authority_id: UUID, today: date) -> Tendencies:
    """Return what the clocks of an authority did up to a day: as the worker kept it, or worked out by this process."""
    key = (authority_id, today)
    found = _kept.get(key)
    if found is None:
        found = _read(today) or work_out(today)
        with _lock:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[key] = found
    return found


def keep_tendencies(authority: Authority) -> bool:
    """Work out once a day what the clocks of an authority did, so that nobody who reads has to wait for it.

    Args:
        authority: whose clocks; it is in scope.

    Returns:
        Whether it was worked out now.
    """
    today = clock.today()
    if KeptTendencies.objects.filter(day=today).exists():
        return False
    found = work_out(today)
    if not found:  # its first cases may come in the next minute
        return False
    figures = [[kind.duty, kind.body, kind.step, *tendency] for kind, tendency in found.items()]
    KeptTendencies.objects.update_or_create(authority=authority, defaults={"day": today, "figures": figures})
    return True


def _read(today: date) -> dict[Kind, Tendency]:
    """Return what was kept of the authority in scope on a day; nothing where nothing was."""
    kept = KeptTendencies.objects.filter(day=today).first()
    rows = kept.figures if kept else []
    return {Kind(duty, body, Step(step) if step else None): Tendency(*told) for duty, body, step, *told in rows}


def work_out(today: date) -> dict[Kind, Tendency]:
    """Work out what the clocks of the authority in scope did in the two years up to a day."""
    rows = ClockRow.objects.filter(
        pathway=PATHWAY, started_on__gte=today - LOOKED_BACK, started_on__lte=today, ended_on=None, undated=False
    )
    rows = rows.filter(Q(duty_kind=DutyKind.LIMIT.value) | Q(duty=DRAFT), in_source=True, disapplied=False)
    by_case = _by_case(rows)
    courses: defaultdict[Kind, list[Course]] = defaultdict(list)
    for rows_of_case in by_case.values():
        for row in rows_of_case:
            for kind, course in _courses(row, rows_of_case, today):
                courses[kind].append(course)
    return {kind: tendency_of(every) for kind, every in courses.items()}


def _by_case(rows: QuerySet[ClockRow]) -> dict[UUID, list[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for values in rows.exclude(legal_deadline=None).values_list(*COLUMNS):
        row = Row(*values)
        found[row.case_id].append(row)
    return found


def _courses(row: Row, of_case: Iterable[Row], today: date) -> Iterable[tuple[Kind, Course]]:
    if row.duty == FINAL:
        steps = steps_of(progress_of(of_case), row.started_on, row.deadline, today)
        yield from ((Kind(FINAL, step=step), course) for step, course in steps)
    elif row.duty != DRAFT:
        lasted = None if row.met_on is None else max((row.met_on - row.started_on).days, 0)
        limit, seen = (row.deadline - row.started_on).days, (today - row.started_on).days
        yield Kind(row.duty, row.body), Course(0, lasted, lasted, limit, seen)


def progress_of(of_case: Iterable[Row]) -> Progress:
    """Return how far an assessment has come, from the clocks of its case."""
    days: dict[str, date | None] = {}
    advice: list[date | None] = []
    for row in of_case:
        if row.duty == ADVICE:
            advice.append(row.met_on)
        elif row.duty in TOLD_BY:
            days[row.duty] = row.met_on
    return Progress(days.get(DECISION), tuple(advice), days.get(DRAFT), days.get(FINAL))


def prospects(authority_id: UUID, rows: Iterable[Row], today: date) -> dict[tuple[UUID, str, str], Prospect]:
    """Return how running clocks stand on a day, by case, duty and thread.

    Args:
        authority_id: whose they are; it must be in scope.
        rows: the clocks, and with one of a final plan the others of its case that tell of its steps.
        today: the day.
    """
    known = tendencies(authority_id, today)
    by_case: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        by_case[row.case_id].append(row)
    return {
        (row.case_id, row.duty, row.thread): _prospect(row, of_case, known, today)
        for of_case in by_case.values()
        for row in of_case
        if row.met_on is None
    }


def _prospect(row: Row, of_case: list[Row], known: Tendencies, today: date) -> Prospect:
    kind, waiting = Kind(row.duty, row.body), ()
    if row.duty == FINAL:
        kind = Kind(FINAL, step=progress_of(of_case).step)
        if kind.step is Step.ADVICE:
            waiting = tuple((one.body, one.deadline) for one in of_case if one.duty == ADVICE and one.met_on is None)
    elapsed, tendency = (today - row.started_on).days, known.get(kind, Tendency(0))
    stands = outlook(elapsed, (row.deadline - row.started_on).days, tendency)
    return Prospect(stands, kind, tendency, elapsed, waiting)


def _rows(*, cases: list[UUID]) -> QuerySet[ClockRow, Any]:
    told = Q(is_running=True, duty_kind__in=KINDS) | Q(duty__in=TOLD_BY, ended_on=None)
    return ClockRow.objects.filter(told, case_id__in=cases).exclude(legal_deadline=None).values_list(*COLUMNS)


ROWS: Written[ClockRow] = Written(_rows)


def rows_of(case_ids: Iterable[UUID]) -> list[Row]:
    """Return the clocks of some cases that prospects are told of, and those that tell of their steps."""
    cases = list(case_ids)
    every = (cases[first : first + AT_ONCE] for first in range(0, len(cases), AT_ONCE))
    return [Row(*values) for some in every for values in ROWS.rows(cases=some)]


def at_risk(authority_id: UUID, running: QuerySet[ClockRow], today: date) -> QuerySet[ClockRow]:
    """Return those of some running clocks that are at risk on a day.

    Only clocks of assessments, and those that are due within a fortnight, can be.
    """
    near = Q(pathway=PATHWAY) | Q(legal_deadline__lte=today + timedelta(days=LAST_DAYS))
    candidates = running.filter(near, legal_deadline__gte=today, duty_kind__in=KINDS).order_by()
    found = {(case_id, duty, thread): pk for pk, case_id, duty, thread in candidates.values_list("pk", *COLUMNS[:3])}
    stand = prospects(authority_id, rows_of({case_id for case_id, *_ in found}), today)
    risky = [pk for key, pk in found.items() if key in stand and stand[key].outlook is Outlook.AT_RISK]
    return running.filter(pk__in=risky)

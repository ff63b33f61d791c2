"""What the overview counts: open cases by stage, how long they have waited, what falls due, and the national set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from threading import Lock
from uuid import UUID

from keywork.core.history import REQUEST_RECEIVED, History
from keywork.core.measures import Frame, Results, evaluate, load_measures
from keywork.core.stages import ASSESSMENT_STAGES, OPEN_STAGES, Stage, stage_of
from keywork.web.accounts.models import Authority
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.projecting import DEADLINE_KINDS, clocks, is_listed
from keywork.web.deadlines.queries import authority_settings, histories_at
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger.queries import head
from keywork.web.measuring.kept import national_now
from keywork.web.measuring.queries import NATIONAL

WEEKS_AHEAD = 8
LONGEST_WEEKS = 60
LIMIT_WEEKS = 20
KEPT = 16


@dataclass(slots=True)
class Counts:
    """The counts of an overview.

    Args:
        stages: open cases by stage.
        late: of these, with a legal limit passed.
        waited: open assessments by whole weeks since the request.
        due: legal limits by the number of the coming week, 0 for the next seven days.
    """

    stages: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    waited: Counter[int] = field(default_factory=Counter)
    due: Counter[int] = field(default_factory=Counter)


def counts_now(today: date) -> Counts:
    """Count from the projection, for today."""
    counts = Counts()
    in_law = ClockRow.objects.filter(is_running=True, duty_kind__in=[str(kind) for kind in DEADLINE_KINDS])
    late = set(in_law.filter(legal_deadline__lt=today, disapplied=False).values_list("case_id", flat=True))
    for case_id, stage, requested in CaseSummary.objects.filter(is_open=True).values_list(
        "case_id", "stage", "requested_on"
    ):
        _count_case(counts, stage, requested, case_id in late, today)
    coming = in_law.filter(legal_deadline__gte=today, legal_deadline__lt=today + timedelta(weeks=WEEKS_AHEAD))
    counts.due.update((deadline - today).days // 7 for deadline in coming.values_list("legal_deadline", flat=True))
    return counts


def _count_case(counts: Counts, stage: str, requested: date | None, late: bool, today: date) -> None:
    counts.stages[stage] += 1
    counts.late[stage] += late
    if stage in ASSESSMENT_STAGES and requested:
        # Day 140 is still inside the 20 weeks: the first day of week 20 is the day after.
        counts.waited[min(max((today - requested).days - 1, 0) // 7, LONGEST_WEEKS)] += 1


def counts_at(histories: Iterable[History], today: date) -> Counts:
    """Count from the cases themselves, as at another day."""
    counts = Counts()
    for history in histories:
        stage, _ = stage_of(history.entries)
        running = [c for c in clocks(history) if c.is_open and c.duty.kind in DEADLINE_KINDS and is_listed(c, stage)]
        if stage in OPEN_STAGES:
            late = any(c.legal_deadline < today and not c.disapplied for c in running if c.legal_deadline)
            requested = next((f.on for f in history.by_kind.get(REQUEST_RECEIVED, ()) if f.on), None)
            _count_case(counts, str(stage), requested, late, today)
        weeks = ((c.legal_deadline - today).days // 7 for c in running if c.legal_deadline)
        counts.due.update(week for week in weeks if 0 <= week < WEEKS_AHEAD)
    return counts


Worked = tuple[Counts, Results[UUID]]
_results: dict[tuple[object, ...], Worked] = {}
_lock = Lock()


def work_out(authority: Authority, year: int, at: AsAt) -> Worked:
    """Return the counts and the national set; those of other days are kept as long as nothing was recorded since."""
    if at.is_projected:
        return counts_now(at.as_of), national_now(authority, year, at)
    settings = tuple(sorted(authority_settings(authority, at.known_at).items()))
    key = (authority.pk, head(), year, at.as_of, at.known_on or "now", settings)
    with _lock:
        found = _results.get(key)
    if found is None:
        found = _work_out(authority, year, at)
        with _lock:
            while len(_results) >= KEPT:
                _results.pop(next(iter(_results)))
            _results[key] = found
    return found


def _work_out(authority: Authority, year: int, at: AsAt) -> Worked:
    cases = [(case_id, history) for case_id, _, history in histories_at(authority, at)]
    results = evaluate(load_measures(NATIONAL), cases, Frame(year, at.as_of))
    return counts_at((history for _, history in cases), at.as_of), results


def stage_rows(counts: Counts) -> list[tuple[Stage, int, int]]:
    """Return the open stages in order, with the whole and the late part."""
    return [(stage, counts.stages[stage], counts.late[stage]) for stage in OPEN_STAGES]

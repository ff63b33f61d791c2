"""Sets of measures for now, worked out anew only for cases on which something was recorded since the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any
from uuid import UUID

from keywork.core.history import History
from keywork.core.measures import Frame, Results, counted, counted_by_month, gather, load_measures
from keywork.web.accounts.models import Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.queries import authority_settings, histories_at, moment_at
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.measuring.queries import NATIONAL, SOURCES

# By case: how many events it had, and which columns counted it.
Kept = dict[UUID, tuple[int, Any]]
MOST_KEPT = 8
FEW = 1000

_kept: dict[tuple[object, ...], Kept] = {}
_lock = Lock()


def national_now(authority: Authority, year: int, at: AsAt) -> Results[UUID]:
    """Work the national set of a year out for now."""
    definition, frame = load_measures(NATIONAL), Frame(year, at.as_of)
    cases = _counted_now(authority, at, (NATIONAL, year), lambda history: counted(definition, history, frame))
    return gather(definition, cases.items(), frame)


def sources(authority: Authority, year: int, at: AsAt) -> dict[int | None, Results[UUID]]:
    """Work out who asked in a year (None) and in each of its months."""
    definition, frame = load_measures(SOURCES), Frame(year, at.as_of)

    def by_month(history: History) -> Mapping[int | None, tuple[str, ...]]:
        return counted_by_month(definition, history, frame)

    if at.is_projected:
        cases = _counted_now(authority, at, (SOURCES, year), by_month)
    else:
        cases = {case_id: by_month(history) for case_id, _, history in histories_at(authority, at)}
    return {
        month: gather(
            definition,
            ((case_id, columns[month]) for case_id, columns in cases.items() if month in columns),
            Frame(year, at.as_of, month),
        )
        for month in (None, *range(1, 13))
    }


def _counted_now(
    authority: Authority, at: AsAt, what: tuple[object, ...], work: Callable[[History], Any]
) -> dict[UUID, Any]:
    """Return what was worked out of each case, in the order of the cases.

    A case's figures change with its own record, the day, the year and the authority's reading of the law, and with
    nothing else; the record only grows.
    """
    settings = tuple(sorted(authority_settings(authority, at.known_at).items()))
    key = (authority.pk, *what, at.as_of, settings)
    cases = dict(_of(key))
    events = dict(CaseSummary.objects.values_list("case_id", "events"))
    changed = [case_id for case_id, number in events.items() if case_id not in cases or cases[case_id][0] != number]
    moment = moment_at(authority, at)
    for case_id, record in ledger.streams(changed if len(changed) <= FEW else None):
        cases[case_id] = (len(record), work(projecting.history_of(record, moment)))
    _keep(key, cases)
    return {case_id: cases[case_id][1] for case_id in sorted(cases)}


def _of(key: tuple[object, ...]) -> Kept:
    with _lock:
        return _kept.get(key, {})


def _keep(key: tuple[object, ...], cases: Kept) -> None:
    with _lock:
        _kept.pop(key, None)
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = cases

"""The national set for now, worked out anew only for cases on which something was recorded since the last time."""

from __future__ import annotations

from threading import Lock
from uuid import UUID

from keywork.core.measures import Frame, Results, counted, gather, load_measures
from keywork.web.accounts.models import Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.queries import authority_settings, moment_at
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.measuring.queries import NATIONAL

# By case: how many events it had, and which columns counted it.
Kept = dict[UUID, tuple[int, tuple[str, ...]]]
MOST_KEPT = 4
FEW = 1000

_kept: dict[tuple[object, ...], Kept] = {}
_lock = Lock()


def national_now(authority: Authority, year: int, at: AsAt) -> Results[UUID]:
    """Work the national set of a year out for now.

    A case's figures change with its own record, the day, the year and the authority's reading of the law, and with
    nothing else; the record only grows.
    """
    frame = Frame(year, at.as_of)
    settings = tuple(sorted(authority_settings(authority, at.known_at).items()))
    cases = dict(_of((authority.pk, year, at.as_of, settings)))
    events = dict(CaseSummary.objects.values_list("case_id", "events"))
    changed = [case_id for case_id, number in events.items() if case_id not in cases or cases[case_id][0] != number]
    definition, moment = load_measures(NATIONAL), moment_at(authority, at)
    for case_id, record in ledger.streams(changed if len(changed) <= FEW else None):
        columns = counted(definition, projecting.history_of(record, moment), frame)
        cases[case_id] = (len(record), columns)
    _keep((authority.pk, year, at.as_of, settings), cases)
    return gather(definition, ((case_id, cases[case_id][1]) for case_id in sorted(cases)), frame)


def _of(key: tuple[object, ...]) -> Kept:
    with _lock:
        return _kept.get(key, {})


def _keep(key: tuple[object, ...], cases: Kept) -> None:
    with _lock:
        _kept.pop(key, None)
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = cases

"""Which group each case is in, kept as long as nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from threading import Lock
from uuid import UUID

from keywork.core.breakdowns import WAYS, cases_of, grouped_columns, groups_of
from keywork.core.measures import Results
from keywork.web.accounts.models import Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.queries import authority_settings, moment_at
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger

Groups = dict[UUID, dict[str, str]]
KEPT = 8
FEW = 1000

_kept: dict[tuple[object, ...], Groups] = {}
_lock = Lock()


def groups_at(authority: Authority, cases: Iterable[UUID], at: AsAt) -> Mapping[UUID, Mapping[str, str]]:
    """Return the group of each of some cases in every way of grouping, as at a day."""
    settings = tuple(sorted(authority_settings(authority, at.known_at).items()))
    key = (authority.pk, ledger.head(), at.as_of, at.known_on or "now", settings)
    with _lock:
        found = dict(_kept.get(key, {}))
    missing = set(cases) - found.keys()
    if missing:
        moment = moment_at(authority, at)
        for case_id, events in ledger.streams(missing if len(missing) <= FEW else None):
            if case_id in missing:
                found[case_id] = groups_of(projecting.history_of(events, moment))
        with _lock:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = found
    return found


def groups_behind(authority: Authority, results: Results[UUID], at: AsAt) -> Mapping[UUID, Mapping[str, str]]:
    """Return the groups of every case that a share of a set counts."""
    columns = grouped_columns(results.definition)
    return groups_at(authority, (case for column in columns for case in cases_of(results, column)), at)


def in_group(authority: Authority, cases: Iterable[UUID], at: AsAt, group: str) -> list[UUID] | None:
    """Return those of some cases that are in a group such as ``need=ASD``; None where there is no such group."""
    way_id, _, code = group.partition("=")
    way = WAYS.get(way_id)
    if way is None or code not in way.titles:
        return None
    some = list(cases)
    of_each = groups_at(authority, some, at)
    return [case for case in some if of_each[case][way_id] == code]


def group_title(group: str) -> str:
    """Return a group such as ``need=ASD``, of which it is known that there is one, in words."""
    way_id, _, code = group.partition("=")
    return WAYS[way_id].titles[code]

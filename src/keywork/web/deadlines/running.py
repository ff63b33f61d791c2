"""How many clocks of an authority run, by the day they fall due: kept in step as clocks are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Count

from keywork.core.register import DutyKind
from keywork.web.deadlines.models import ClockRow, RunningCount
from keywork.web.kernel.rows import Renewed, columns

COUNCIL, TARGET = "local-authority", DutyKind.TARGET.value
COLUMNS = ("authority_id", "legal_deadline", "is_target", "is_council", "running")
READ = ("legal_deadline", "duty_kind", "owner")


class Due(NamedTuple):
    """What running clocks are counted by."""

    on: date
    is_target: bool
    is_council: bool

    @classmethod
    def of(cls, on: date, duty_kind: str, owner: str) -> Due:
        """Return what a clock counts as."""
        return cls(on, duty_kind == TARGET, owner == COUNCIL)


def among(names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Counter[Due]:
    """Count the running clocks of some rows.

    Args:
        names: attribute names of their columns.
        rows: of the projection.
    """
    is_running, read = names.index("is_running"), itemgetter(*map(names.index, READ))
    return Counter(Due.of(*read(row)) for row in rows if row[is_running])


def of_cases(cases: Collection[UUID]) -> Counter[Due]:
    """Count the running clocks of some cases as they stand."""
    rows = ClockRow.objects.filter(case_id__in=cases, is_running=True).order_by()
    found: Counter[Due] = Counter()
    for on, duty_kind, owner, count in rows.values(*READ).annotate(count=Count("pk")).values_list(*READ, "count"):
        found[Due.of(on, duty_kind, owner)] += count
    return found


def renewed(authority_id: UUID, change: Renewed) -> None:
    """Count what renewing the clocks of a case changed."""
    if change.gone or change.put:
        changed(authority_id, came=among(change.names, change.put), went=among(change.names, change.gone))


def changed(authority_id: UUID, *, came: Mapping[Due, int], went: Mapping[Due, int]) -> None:
    """Count clocks that run from now on, and those that do no more.

    Whoever writes clocks holds the end of the authority's record, so nobody else counts meanwhile.
    """
    more = Counter(came)
    more.subtract(went)
    rows = [(authority_id, *due, count) for due, count in sorted(more.items()) if count]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_statement(connection.vendor), columns(RunningCount, COLUMNS).ready(rows))


@cache
def _statement(vendor: str) -> str:
    into = columns(RunningCount, COLUMNS)
    *key, running = map(into.quoted, into.names)
    added = f"{running} = {into.table}.{running} + excluded.{running}"
    return f"{into.insert} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}"

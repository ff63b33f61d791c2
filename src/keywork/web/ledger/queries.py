"""Reading the ledger: a case's record, or those of many cases in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from keywork.core.events import Entry, Event, in_force
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.rows import Columns, columns
from keywork.web.kernel.scoping import authority_in_scope
from keywork.web.ledger import chain, payloads
from keywork.web.ledger.models import EventPayload, LedgerEvent

COLUMNS = (
    "id", "case_id", "sequence", "kind", "thread", "occurred_on", "not_after", "recorded_at", "recorded_by",
    "source", "source_at", "corrects_id", "payload__body",
)  # fmt: skip
AT_ONCE = 5000
NEVER = datetime.min.replace(tzinfo=UTC)


def stream(case_id: UUID) -> list[Event]:
    """Return a case's record, in order."""
    statement, events, bodies = _stream_statement(connection.vendor)
    keys = columns(LedgerEvent, ("authority_id", "case_id")).ready([(authority_in_scope(LedgerEvent), case_id)])
    with connection.cursor() as cursor:
        cursor.execute(statement, keys[0])
        rows = cursor.fetchall()
    read = zip(events.read([row[:-1] for row in rows]), bodies.read([row[-1:] for row in rows]), strict=True)
    return [_event(envelope + body) for envelope, body in read]


@cache
def _stream_statement(_vendor: str) -> tuple[str, Columns, Columns]:
    """Return what reads one case's record, written once: a record is read far more often than anything else."""
    events, bodies = columns(LedgerEvent, COLUMNS[:-1]), columns(EventPayload, ("body",))
    joined = f"{bodies.quoted('event_id')} = {events.table}.{events.quoted('id')}"
    statement = (
        f"SELECT {events.selected}, {bodies.selected} FROM {events.table} "  # noqa: S608 - the models' names
        f"LEFT JOIN {bodies.table} ON {joined} "
        f"WHERE {columns(LedgerEvent, ('authority_id', 'case_id')).all_equal} ORDER BY {events.quoted('sequence')}"
    )
    return statement, events, bodies


def streams(case_ids: Iterable[UUID] | None = None) -> Iterator[tuple[UUID, list[Event]]]:
    """Yield the records of an authority's cases, one case at a time.

    Args:
        case_ids: only these cases; all of the authority in scope if None.
    """
    rows = LedgerEvent.objects.order_by("case_id", "sequence")
    if case_ids is not None:
        rows = rows.filter(case_id__in=list(case_ids))
    flat = rows.values_list(*COLUMNS).iterator(chunk_size=AT_ONCE)
    for case_id, group in groupby(flat, key=lambda row: row[1]):
        yield case_id, [_event(row) for row in group]


def as_at(case_id: UUID, *, as_of: date, known_at: datetime) -> list[Entry]:
    """Return the entries of a case that stand on a day, as known at a moment."""
    return in_force(stream(case_id), as_of=as_of, known_at=known_at)


def now(authority_id: UUID) -> datetime:
    """Return this moment, or that of an authority's last entry where the server's clock was set back since.

    So what comes later is never recorded as known earlier.
    """
    return max(clock.now(), _last(authority_id))


def known_until(authority_id: UUID, at: AsAt) -> datetime:
    """Return up to when the record is read: what is recorded counts now, even if the clock was set back since."""
    if not at.knows_all:
        return at.known_at
    last = _last(authority_id)
    return last if last > clock.now() else at.known_at


def _last(authority_id: UUID) -> datetime:
    """Return when an authority's last entry was recorded."""
    own, key = columns(LedgerEvent, ("recorded_at",)), columns(LedgerEvent, ("authority_id",))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {own.selected} FROM {own.table} WHERE {key.all_equal} "  # noqa: S608 - the model's names
            f"ORDER BY {own.quoted('position')} DESC LIMIT 1",
            key.ready([(authority_id,)])[0],
        )
        found = own.read(cursor.fetchall())
    return found[0][0] if found else NEVER


def head() -> str:
    """Return a mark that changes with every entry of the authority in scope: the head of its chain."""
    found = chain.read(authority_in_scope(LedgerEvent)) or chain.EMPTY
    return f"{found.position}-{found.seal.hex()}"


def _event(row: tuple[Any, ...]) -> Event:
    body = row[12]
    return Event(
        id=str(row[0]),
        sequence=row[2],
        kind=row[3],
        thread=row[4],
        occurred_on=row[5],
        not_after=row[6],
        recorded_at=row[7],
        recorded_by=row[8],
        source=row[9],
        source_at=row[10],
        corrects=str(row[11]) if row[11] else None,
        fields=payloads.read(body) if body else {},
    )

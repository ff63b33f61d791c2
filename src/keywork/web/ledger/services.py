"""Writing to the ledger. Only the deadlines room calls :func:`append`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from keywork.core.events import CORRECTION_KINDS, Event, NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.kernel.rows import columns, insert_rows
from keywork.web.ledger import chain, heads, payloads, queries, sealing
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import Case, EventPayload, LedgerEvent


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom entries are recorded."""

    at: datetime
    by: str
    today: date

    @classmethod
    def now(cls, actor: Actor) -> Stamp:
        """Return the stamp of what is recorded now: never before what was, should the server's clock be set back."""
        return cls(queries.now(actor.authority.pk), actor.label, clock.real_today())


def open_case(*, actor: Actor, reference: str, pathway: str = "ehc") -> Case:
    """Open a case of the actor's authority.

    Raises:
        Refused: the reference is taken, or too long to stand where references stand.
    """
    longest = Case._meta.get_field("reference").max_length
    if not reference or (longest is not None and len(reference) > longest):
        raise Refused(f"A reference has 1 to {longest} characters.")
    try:
        with transaction.atomic():
            return Case.objects.create(authority=actor.authority, pathway=pathway, reference=reference)
    except IntegrityError as error:
        raise Refused(f"There is already a case {reference}.") from error


def prepare(entries: Sequence[NewEvent], record: Sequence[Event], stamp: Stamp) -> list[Event]:
    """Check entries against the record they join and return them as events, nothing saved.

    Raises:
        Refused: an entry cannot be recorded.
    """
    ids = {event.id for event in record}
    last = max((event.sequence for event in record), default=0)
    prepared = []
    for entry in entries:
        last += 1
        prepared.append(_checked(entry, ids, last, stamp))
        ids.add(prepared[-1].id)
    return prepared


def _checked(entry: NewEvent, ids: set[str], sequence: int, stamp: Stamp) -> Event:
    payloads.check(entry.kind, entry.fields)
    if entry.occurred_on is None and entry.not_after is None:
        raise Refused(f"'{entry.kind}' needs the day it happened, or the last day on which it can have happened.")
    for day in (entry.occurred_on, entry.not_after):
        if day is not None and day > stamp.today:
            raise Refused(f"'{entry.kind}' cannot be recorded for {day}: that day is still to come.")
    if (entry.kind in CORRECTION_KINDS) != (entry.corrects is not None):
        raise Refused("A correction names the entry it corrects, and only a correction does.")
    if entry.corrects is not None and entry.corrects not in ids:
        raise Refused("The entry to correct is not in this case.")
    return Event(
        id=str(new_id()),
        sequence=sequence,
        kind=entry.kind,
        recorded_at=stamp.at,
        occurred_on=entry.occurred_on,
        not_after=entry.not_after,
        thread=entry.thread or None,
        corrects=entry.corrects,
        fields=dict(entry.fields),
        recorded_by=stamp.by,
        source=entry.source,
        source_at=entry.source_at,
    )


def append(*, case: Case, events: Sequence[Event], head: chain.Head | None = None) -> None:
    """Add prepared events to a case, within the caller's transaction.

    Args:
        case: whose record they join.
        events: in the order they are to stand.
        head: of the authority's chain, where the caller holds it.

    Raises:
        CaseChanged: another event took the same place in the case first.
    """
    append_many(authority_id=case.authority_id, events=[(case.pk, event) for event in events], head=head)


def append_many(*, authority_id: UUID, events: Sequence[tuple[UUID, Event]], head: chain.Head | None = None) -> None:
    """Add prepared events to many cases of one authority at once, within the caller's transaction.

    Args:
        authority_id: whose cases they are.
        events: each with its case.
        head: of the authority's chain, where the caller holds it.

    Raises:
        CaseChanged: another event took the same place in a case first.
    """
    bodies = [payloads.check(e.kind, e.fields) if e.fields else {} for _, e in events]
    salts = sealing.salts(len(bodies))
    digests = [sealing.payload_digest(salt, body) if body else None for salt, body in zip(salts, bodies, strict=True)]
    envelopes = [
        (authority_id, UUID(e.id), case_id, e.sequence, e.kind, e.thread, e.occurred_on, e.not_after, e.recorded_at,
         e.recorded_by, e.source, e.source_at, UUID(e.corrects) if e.corrects else None)
        for case_id, e in events
    ]  # fmt: skip
    head = head or chain.take(authority_id)
    rows = chain.link(head, envelopes, digests)
    payload_rows = [(row[2], body, salt) for row, body, salt in zip(rows, bodies, salts, strict=True) if body]
    try:
        insert_rows(LedgerEvent, EVENT_COLUMNS, rows)
        insert_rows(EventPayload, PAYLOAD_COLUMNS, payload_rows)
    except IntegrityError as error:
        raise CaseChanged from error
    if rows:
        chain.move(authority_id, chain.Head(rows[-1][1], rows[-1][-1]))
        heads.after_commit(authority_id)
    if len(rows) >= MANY:
        _tell_planner(LedgerEvent, EventPayload)


def hold(*, authority_id: UUID) -> chain.Head:
    """Keep an authority's record as it is until the transaction ends: nobody else adds to it. Return its head."""
    return chain.take(authority_id)


def erase_payload(event_id: UUID) -> None:
    """Let what a redacted entry says become null, and its salt with it, within the caller's transaction.

    The database allows it only where the redaction stands in the same case.
    """
    own = columns(EventPayload, ("event_id",))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")  # what was erased is overwritten in the file
        cursor.execute(
            f"UPDATE {own.table} SET body = NULL, salt = NULL WHERE {own.all_equal}",  # noqa: S608 - the model's names
            own.ready([(event_id,)])[0],
        )


def _tell_planner(*models: type[Model]) -> None:
    """Let PostgreSQL know how large tables have become; it would go on to read them as if they were empty."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


MANY = 1000
EVENT_COLUMNS = (*sealing.SEALED, "seal")
PAYLOAD_COLUMNS = ("event_id", "body", "salt")

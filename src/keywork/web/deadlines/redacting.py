"""Redacting an entry: the one lawful way in which something that was recorded goes.

What the entry said becomes null, for good; that it happened, when, and what kind of thing it was stays. Two people
answer for it. A redaction never moves a clock: where the law reads what is to go, the entry is struck out and told
again without the words first, and the struck-out one is redacted.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from keywork.core.clocks import Clock
from keywork.core.events import PAYLOAD_REDACTED, Event, NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.accounts.services import log
from keywork.web.deadlines import projecting
from keywork.web.deadlines.queries import moment_now
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger import copies
from keywork.web.ledger import queries as ledger
from keywork.web.ledger import services as ledger_services
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case, LedgerEvent

ACTION = "event.redact"
GROUNDS = {
    "erasure-request": "somebody asked for it to be erased, and may",
    "wrong-child": "it is about another child",
    "court-order": "a court ordered it",
    "retention-ended": "it has been kept as long as it may be",
}

WAY = "Strike the entry out and record it again without the words, then redact the one that is struck out."


@transaction.atomic
def redact(
    *, actor: Actor, event_id: str, ground: str, reference: str, asked_by: User, agreed_by: User
) -> tuple[Case, Event]:
    """Erase what an entry says.

    Args:
        actor: who does it.
        event_id: the entry.
        ground: one of ``GROUNDS``.
        reference: the number under which it was decided; no words about anybody.
        asked_by: who asked for it.
        agreed_by: who agreed, another person.

    Returns:
        The case, and the redaction.

    Raises:
        Refused: there is nothing to erase, one person alone asks, or a clock would move.
    """
    _check_people(actor, asked_by, agreed_by)
    if ground not in GROUNDS:
        raise Refused(f"There is no ground '{ground}'. The grounds are {', '.join(GROUNDS)}.")
    case, entry, whole = _entry(event_id)
    _refuse_if_clocks_move(actor, entry, whole)
    fields = {"ground": ground, "reference": reference}
    redaction = NewEvent(PAYLOAD_REDACTED, clock.today(), corrects=entry.id, fields=fields)
    (made,) = record(case=case, entries=[redaction], actor=actor, expected_sequence=whole[-1].sequence).events
    ledger_services.erase_payload(LedgerEvent.objects.get(pk=entry.id).pk)
    transaction.on_commit(lambda: copies.forget(actor.authority))  # no copy keeps what was erased
    people = {"asked_by": f"user:{asked_by.pk}", "agreed_by": f"user:{agreed_by.pk}"}
    log(actor=actor, action=ACTION, subjects=[case.pk], detail={"event": entry.id, "ground": ground, **people})
    return case, made


def _check_people(actor: Actor, asked_by: User, agreed_by: User) -> None:
    if asked_by.pk == agreed_by.pk:
        raise Refused("Whoever agrees to a redaction is not the person who asks for it.")
    for person in (asked_by, agreed_by):
        if not person.is_active or person.membership.authority_id != actor.authority_id:
            raise Refused("Both people have an open account with this authority.")


def _entry(event_id: str) -> tuple[Case, Event, list[Event]]:
    found = LedgerEvent.objects.filter(pk=event_id).select_related("case").first()
    if found is None:
        raise Refused("There is no such entry.")
    whole = ledger.stream(found.case_id)
    entry = next(event for event in whole if event.id == str(found.pk))
    if entry.kind == PAYLOAD_REDACTED:
        raise Refused("A redaction says nothing about anybody; it stays.")
    if not entry.fields:
        raise Refused("The entry says nothing besides its day and kind, or is redacted already.")
    return found.case, entry, whole


def _refuse_if_clocks_move(actor: Actor, entry: Event, whole: Sequence[Event]) -> None:
    moment = moment_now(actor.authority)
    without = [event._replace(fields={}) if event.id == entry.id else event for event in whole]
    before, after = (_dates(projecting.clocks(projecting.history_of(some, moment))) for some in (whole, without))
    if before == after:
        return
    moved = sorted({duty for duty, *_ in before ^ after})
    raise Refused(f"Without what it says, clocks would stand elsewhere: {', '.join(moved)}. {WAY}")


def _dates(clocks: Sequence[Clock]) -> set[tuple[object, ...]]:
    return {
        (c.duty.id, c.thread, c.started_on, c.legal_deadline, c.act_by, c.met_on, c.ended_on, c.broken_on, c.disapplied)
        for c in clocks
    }


def forget_pages() -> None:
    """Let SQLite keep no earlier copy of what was erased in its journal; called when the redaction is committed."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

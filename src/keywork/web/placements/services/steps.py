"""What every service does: hold the consultation, record the entry, keep who did what and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import Held, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, ConsultationStep
from keywork.web.placements.standing import Standing, rows_of, standing
from keywork.web.ui.jinja import short_day

LONGEST_TEXT = 4000
OVERTAKEN = (
    "Somebody else did something with this consultation while you were on this page. "
    "What you typed is still here. Read what changed, then send it again."
)
WHY_CLOSED = {
    "withdrawn": "This consultation was taken back. No reply is expected.",
    "stopped": "The plan was sent or the assessment has ended. No reply is expected any more.",
}


def held(consultation: Consultation, *, seen: int | None) -> Consultation:
    """Return a consultation as it is now, kept from everybody else until the transaction ends.

    Args:
        consultation: as it was read.
        seen: its revision on the page that was sent; None where that does not matter.

    Raises:
        Overtaken: somebody did something with it since.
    """
    found: Consultation = Consultation.objects.select_for_update(of=("self",)).select_related(
        "case", "organisation", "involvement"
    ).get(pk=consultation.pk)  # fmt: skip
    if seen is not None and found.revision != seen:
        raise Overtaken(OVERTAKEN)
    return found


def now_standing(consultation: Consultation) -> Standing:
    """Return where a consultation stands today."""
    row = rows_of([consultation]).get((consultation.case_id, consultation.thread))
    return standing(consultation.ended, row, clock.today())


def check_open(consultation: Consultation) -> Standing:
    """Return where an open consultation stands.

    Raises:
        NotDone: it is not open any more, with what became of it.
    """
    where = now_standing(consultation)
    if where.is_replied:
        raise NotDone("There is a reply to this consultation already. To ask again, consult them anew.")
    if not where.is_open:
        raise NotDone(WHY_CLOSED[where.state.value])
    return where


def check_day(day: date, first: date | None, what: str) -> None:
    """Check that something can have happened on a day.

    Raises:
        NotDone: it is to come, or was before the consultation.
    """
    if day > clock.today():
        raise NotDone(f"{what} must be today or in the past.")
    if first is not None and day < first:
        raise NotDone(f"{what} cannot be before {short_day(first)}, when they were consulted.")


def entry(kind: str, thread: str, urn: str, on: date) -> NewEvent:
    """Return an entry of a consultation's thread. It names a setting by its number, and by nothing else."""
    return NewEvent(kind, on, thread=thread, fields={"setting": urn or thread.partition("/")[2]})


def write(case: Case, entries: Sequence[NewEvent], actor: Actor, *, record_of: Held | None = None) -> None:
    """Record entries in the ledger.

    Raises:
        NotDone: an entry cannot be recorded.
    """
    try:
        record(case=case, entries=entries, actor=actor, held=record_of)
    except Refused as refused:
        raise NotDone(str(refused)) from refused


def keep(
    consultation: Consultation,
    kind: ConsultationStep.Kind,
    actor: Actor,
    name: str,
    *,
    code: str = "",
    text: str = "",
) -> None:
    """Keep a step, and let whoever reads an older page know that something was done."""
    ConsultationStep.objects.create(
        authority=actor.authority, consultation=consultation, kind=kind, code=code, text=text.strip()[:LONGEST_TEXT],
        by=actor.label, by_name=name,
    )  # fmt: skip
    consultation.revision += 1
    consultation.save()


def note(actor: Actor, action: str, consultation: Consultation, did: str, **detail: Any) -> None:
    """Write in the access log what was done with a consultation."""
    log(actor=actor, action=action, subjects=[consultation.case_id, consultation.pk], detail={"did": did, **detail})

"""What every service does: hold the request, record the entry, keep who did what and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from keywork.core.events import NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.standing import Standing, rows_of, standing
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ui.jinja import short_day

LONGEST_TEXT = 4000
# Who of social care works on a request is on record, because a local duty asks for a named worker. It starts with any
# body's receipt: of others somebody has it, and nothing more of it is owed.
ROUTING, SOCIAL_CARE = "loc-social-advice-alert", "social-care"
ROUTED, NO_WORKER = "advice-routed-to-worker", "advice-request-needs-no-worker"
OVERTAKEN = (
    "Somebody else did something with this request while you were on this page. "
    "What you typed is still here. Read what changed, then send it again."
)


def held(request: AdviceRequest, *, seen: int | None) -> AdviceRequest:
    """Return a request as it is now, kept from everybody else until the transaction ends.

    Args:
        request: as it was read.
        seen: its revision on the page that was sent; None where that does not matter.

    Raises:
        Overtaken: somebody did something with it since.
    """
    found = AdviceRequest.objects.select_for_update(of=("self",)).select_related(
        "case", "organisation", "user", "assignee", "involvement"
    ).get(pk=request.pk)  # fmt: skip
    if seen is not None and found.revision != seen:
        raise Overtaken(OVERTAKEN)
    return found


def now_standing(request: AdviceRequest) -> Standing:
    """Return where a request stands today."""
    row = rows_of([request]).get((request.case_id, request.thread))
    return standing(request.ended, row, clock.today())


def check_open(request: AdviceRequest) -> Standing:
    """Return where an open request stands.

    Raises:
        NotDone: it is not open any more, with what became of it.
    """
    where = now_standing(request)
    if where.is_given:
        raise NotDone("This advice has been given already. An amended one can be sent from its page.")
    if not where.is_open:
        raise NotDone(WHY_CLOSED[where.state.value])
    return where


WHY_CLOSED = {
    "withdrawn": "This request was taken back. Nothing more is asked. What you typed is kept as your draft.",
    "declined": "This request was declined. Ask the keyworker to ask again if the advice is to be given after all.",
    "redirected": "This request was passed on to somebody else, who answers it now.",
    "stopped": "The assessment has ended. Nothing more is asked. What you typed is kept as your draft.",
}


def check_day(day: date, request: AdviceRequest, asked_on: date, what: str) -> None:
    """Check that something can have happened on a day.

    Raises:
        NotDone: it is to come, or was before the asking.
    """
    if day > clock.today():
        raise NotDone(f"{what} must be today or in the past.")
    if day < asked_on:
        raise NotDone(f"{what} cannot be before {short_day(asked_on)}, when the advice was asked for.")


def entry(kind: str, request: AdviceRequest, on: date, **more: Any) -> NewEvent:
    """Return an entry of a request's thread, with the fields that its kind has."""
    told = {"body": request.thread.partition("/")[2], "body_kind": request.about.kind} | more
    fields = {name: value for name, value in told.items() if name in load_register().kinds[kind].fields}
    return NewEvent(kind, on, thread=request.thread, fields=fields)


def with_worker(request: AdviceRequest, on: date) -> NewEvent:
    """Return the entry that a named worker has a request: a local duty asks for it where social care is asked."""
    return entry(worker_kind(request.body), request, on)


def worker_kind(body: str) -> str:
    """Return the kind of the entry that a named worker of a body has its request."""
    return ROUTED if body == SOCIAL_CARE else NO_WORKER


def no_longer(request: AdviceRequest, kind: str, on: date, **more: Any) -> list[NewEvent]:
    """Return the entries that end a request without advice: the one of a kind, and that no worker is owed any more."""
    owed = [entry(NO_WORKER, request, on)] if waits_for_worker(request) else []
    return [entry(kind, request, on, **more), *owed]


def waits_for_worker(request: AdviceRequest) -> bool:
    """Say whether the record has a request as received and with no named worker."""
    rows = ClockRow.objects.filter(case=request.case_id, duty=ROUTING, thread=request.thread, in_source=True)
    return bool(rows.filter(met_on=None, ended_on=None, undated=False).exists())


def write(request: AdviceRequest, entries: Sequence[NewEvent], actor: Actor) -> None:
    """Record entries of a request in the ledger.

    Raises:
        NotDone: an entry cannot be recorded.
    """
    try:
        record(case=request.case, entries=entries, actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused


def keep(
    request: AdviceRequest, kind: AdviceStep.Kind, actor: Actor, name: str, *, code: str = "", text: str = ""
) -> None:
    """Keep a step, and let whoever reads an older page know that something was done."""
    AdviceStep.objects.create(
        authority=actor.authority, request=request, kind=kind, code=code, text=text.strip()[:LONGEST_TEXT],
        by=actor.label, by_name=name,
    )  # fmt: skip
    request.revision += 1
    request.save()


def note(actor: Actor, action: str, request: AdviceRequest, did: str, **detail: Any) -> None:
    """Write in the access log what was done with a request."""
    told = {"did": did, "body": request.body, **detail}
    log(actor=actor, action=action, subjects=[request.case_id, request.pk], detail=told)

"""What the authority replies to a point, and that it met the family about the draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from keywork.core.events import Event, NewEvent, in_force
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import hold, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages.services import notify, notify_workers
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.representations.choices import OUTCOMES
from keywork.web.representations.errors import NotDone, Overtaken
from keywork.web.representations.models import PointReply, Representation, RepresentationPoint
from keywork.web.representations.queries import accounts_of
from keywork.web.representations.standing import MEETING_HELD, draft_of
from keywork.web.ui.addresses import address
from keywork.web.ui.days import why_not_on

REPLY, BUDGET = "representation.reply", "representation.budget"
REQUESTED, PREPARED = "personal-budget-requested", "personal-budget-prepared"
OVERTAKEN = (
    "Somebody else replied to this point while you were on this page. Their reply stands above, and what you typed is "
    "still here. Send yours again only if it is to replace theirs."
)


@transaction.atomic
def reply(
    *, actor: Actor, name: str, card: CaseCard, point: RepresentationPoint, outcome: str, why: str, seen: int | None
) -> PointReply:
    """Reply to a point: it is taken over, in part, or not, and why. The family reads it.

    Args:
        actor: who replies.
        name: theirs, as it stands beside it.
        card: of the case.
        point: which one.
        outcome: a code.
        why: in words.
        seen: the number of the reply that stood on the page that was sent, 0 where there was none.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: no outcome or no reason. Overtaken: somebody replied since.
    """
    CASES.check(actor, REPLY, card)
    held = RepresentationPoint.objects.select_for_update(of=("self",)).select_related(
        "representation__user", "representation__member__user"
    )
    found = held.get(pk=point.pk)
    latest = found.replies.first()
    number = latest.number if latest else 0
    if seen is not None and seen != number:
        raise Overtaken(OVERTAKEN)
    if outcome not in OUTCOMES or not why.strip():
        raise NotDone("Choose what becomes of it, and say why.")
    made: PointReply = PointReply.objects.create(
        authority=actor.authority, point=found, number=number + 1, outcome=outcome, why=why.strip(), by=actor.label,
        by_name=name,
    )  # fmt: skip
    log(actor=actor, action=REPLY, subjects=[card.case_id, card.person_id, found.pk], detail={"did": "reply"})
    _tell(actor, card, found.representation)
    return made


def _tell(actor: Actor, card: CaseCard, one: Representation) -> None:
    """Tell whoever said it that there is a reply; where they have no account, whoever works on the case writes it."""
    accounts, of_case = accounts_of(one), {"case_id": card.case_id}
    if accounts:
        link = address("representations:own", **of_case)
        notify(authority=actor.authority, kind="draft-replied", to=accounts, by=actor, case=card.case, link=link)
    else:
        notify_workers(card=card, kind="draft-reply-to-post", link=address("representations:of-case", **of_case))


@transaction.atomic
def meet(*, actor: Actor, card: CaseCard, on: date) -> None:
    """Record that an officer met the family about the draft, as it had asked.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: no meeting was asked for, or the day cannot be.
    """
    CASES.check(actor, REPLY, card)
    held = hold(case_id=card.case_id, actor=actor)
    draft = draft_of(card, held.events)
    if draft is None or not draft.waits_for_meeting:
        raise NotDone("No meeting about the draft is waiting to be held.")
    if why := why_not_on(on, "The day of the meeting", since=draft.served_on, because="the draft was served"):
        raise NotDone(why)
    try:
        record(case=card.case, entries=[NewEvent(MEETING_HELD, on, thread=draft.thread)], actor=actor, held=held)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    log(actor=actor, action=REPLY, subjects=[card.case_id, card.person_id], detail={"did": "meet"})


def waits_for_budget(card: CaseCard) -> bool:
    """Say whether a personal budget that was asked for is still to be prepared."""
    rows = ClockRow.objects.filter(case_id=card.case_id, duty="pb-prepare", is_open=True)
    return bool(rows.exists())


@transaction.atomic
def prepare_budget(*, actor: Actor, card: CaseCard, on: date) -> None:
    """Record that the personal budget that a family asked for is prepared.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: none was asked for and is still to be prepared, or the day cannot be.
    """
    CASES.check(actor, BUDGET, card)
    held = hold(case_id=card.case_id, actor=actor)
    if not waits_for_budget(card):
        raise NotDone("No personal budget waits to be prepared.")
    asked = _asked_on(held.events)
    if why := why_not_on(on, "The day it was prepared", since=asked, because="it was asked for"):
        raise NotDone(why)
    try:
        record(case=card.case, entries=[NewEvent(PREPARED, on)], actor=actor, held=held)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    log(actor=actor, action=BUDGET, subjects=[card.case_id, card.person_id], detail={"did": "prepare"})


def _asked_on(events: Sequence[Event]) -> date | None:
    """Return the day on which a budget was asked for last."""
    entries = in_force(events, as_of=clock.today(), known_at=clock.now())
    return max((one.on for one in entries if one.event.kind == REQUESTED and one.on), default=None)

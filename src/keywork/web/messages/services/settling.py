"""What somebody does with an e-mail that did not arrive: see to it, or send it again on purpose."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages.models import Message
from keywork.web.messages.models.outbox import TROUBLED
from keywork.web.messages.services.sending import send_email
from keywork.web.messages.services.states import UNDELIVERED
from keywork.web.people.policy import cards_for
from keywork.web.vaults.contacts import points_of
from keywork.web.vaults.models import ContactPoint

SEE, LETTER = "outbox.see-to", "letter"
GONE = "Somebody has seen to this already."


def undelivered(actor: Actor) -> QuerySet[Message]:
    """Return the e-mails about somebody's cases that did not arrive and that nobody has seen to."""
    found = _of_theirs(actor).filter(seen_at=None)
    found = found.exclude(reason="no-access").exclude(kind=UNDELIVERED)
    return found.select_related("case", "user__membership", "point__member")


def _of_theirs(actor: Actor) -> QuerySet[Message]:
    """Return what did not arrive in somebody's cases; business support sends approved letters, and no more."""
    found = Message.objects.filter(state__in=TROUBLED, case__in=cards_for(actor, SEE).values("case_id"))
    return found.filter(kind=LETTER) if actor.role == Role.BUSINESS_SUPPORT else found


@transaction.atomic
def see_to(*, actor: Actor, message_id: UUID, again: bool) -> None:
    """Keep that somebody has seen to an e-mail that did not arrive; ``again`` sends another to the address in use now.

    Raises:
        NotKnown: it is not theirs.
        Refused: somebody has seen to it, or there is no other address to send it to.
    """
    found = _of_theirs(actor).select_for_update(of=("self",)).select_related("case", "point", "user")
    message = found.filter(pk=message_id).first()
    if message is None:
        raise NotKnown(decide(actor, SEE), message_id)
    if message.seen_at is not None:
        raise Refused(GONE)
    if again:
        _send_again(message)
    message.seen_by_id, message.seen_at = actor.user_id, clock.now()
    message.save(update_fields=["seen_by", "seen_at"])
    log(actor=actor, action=SEE, subjects=[message.case_id, message.pk], detail={"again": again})


def _send_again(message: Message) -> None:
    to = message.user or _point_now(message.point)
    if to is None:
        raise Refused("There is no e-mail address for them now. Write one down on the case first.")
    try:
        send_email(authority=message.authority, to=to, kind=message.kind, link=message.link, case=message.case)
    except ValueError as fault:
        raise Refused("This one cannot be sent again from here. Send it again where it was sent from.") from fault


def _point_now(point: ContactPoint | None) -> ContactPoint | None:
    """Return how whoever had an address is reached by e-mail now; never where it is hidden."""
    if point is None:
        return None
    found: ContactPoint | None = (
        points_of(point.person_id).filter(member=point.member, kind=ContactPoint.Kind.EMAIL, hidden=False).last()
    )
    return found

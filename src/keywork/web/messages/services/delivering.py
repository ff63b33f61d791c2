"""Sending one e-mail: claim it and commit, hand it over, say what became of it and commit.

Whatever ends the program in between leaves the claim, and a claim is never taken twice. So an e-mail goes once or not
at all, and where nobody can say which, it says so and waits for a person (docs/decisions/0026-messages.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.messages import mailing
from keywork.web.messages.models import Message, State
from keywork.web.messages.services.checking import address_of, why_not
from keywork.web.messages.services.sending import wake
from keywork.web.messages.services.states import set_state

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 8 * HOUR)


@dataclass(frozen=True, slots=True)
class Claimed:
    """An e-mail that nobody else sends: as it was when it was claimed, and where it goes."""

    message: Message
    address: str


def deliver_now(message_id: UUID) -> None:
    """Send an e-mail that waits and is due; do nothing with any other."""
    claimed = claim(message_id)
    if claimed is None:
        return
    settle(claimed, hand_over(claimed))


def claim(message_id: UUID) -> Claimed | None:
    """Take an e-mail to send it, or stop it where it must not go any more; None where there is nothing to send."""
    with transaction.atomic(durable=True):
        found = (
            Message.objects.select_for_update(of=("self",))
            .select_related("point", "user")
            .filter(pk=message_id, state=State.WAITING, due_at__lte=clock.now())
            .first()
        )
        if found is None:
            return None
        if reason := why_not(found):
            set_state(found, State.STOPPED, reason)
            return None
        found.claim, found.attempts = new_id(), found.attempts + 1
        set_state(found, State.CLAIMED)
        return Claimed(found, address_of(found))


def hand_over(claimed: Claimed) -> mailing.Outcome:
    """Give an e-mail to the mail server. What may have changed since it was claimed is asked once more."""
    with mailing.server() as server:
        if server.fault:
            return server.fault
        with transaction.atomic():
            reason = why_not(claimed.message)
        if reason:
            return mailing.Outcome(State.STOPPED, reason)
        return server.give(claimed.message, claimed.address)


def settle(claimed: Claimed, outcome: mailing.Outcome) -> None:
    """Write down what became of an e-mail that was claimed."""
    with transaction.atomic(durable=True):
        found = Message.objects.select_for_update().filter(pk=claimed.message.pk, claim=claimed.message.claim).get()
        if found.state not in (State.CLAIMED, State.UNKNOWN):  # it came back before we could say that it had gone
            return
        if outcome.state is not State.WAITING:
            if outcome.state != found.state:
                set_state(found, outcome.state, outcome.reason)
            return
        if found.state == State.UNKNOWN or found.attempts > len(WAITS):
            # Somebody may have sent it anew meanwhile, so what was thought gone is not tried again by itself either.
            set_state(found, State.PARKED, "tried-for-a-day" if found.attempts > len(WAITS) else outcome.reason)
            return
        found.due_at = clock.now() + WAITS[found.attempts - 1]
        set_state(found, State.WAITING, outcome.reason)
        wake(found, found.due_at)

"""The one function that moves an e-mail from state to state."""

from __future__ import annotations

from keywork.web.kernel import clock
from keywork.web.messages.models import Message, State
from keywork.web.messages.models.outbox import MOVES, TROUBLED
from keywork.web.messages.ports import ports
from keywork.web.messages.services.noticing import notify_workers
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address

UNDELIVERED = "undelivered"
# Once these are reached nothing more is written from the words.
OVER = frozenset({State.SENT, State.PARKED, State.STOPPED, State.BOUNCED})


class NotAMove(Exception):
    """An e-mail cannot pass from the one state to the other."""


def set_state(message: Message, state: State, reason: str = "") -> None:
    """Move an e-mail to a state, with a line in its history, and tell the rooms above.

    Raises:
        NotAMove: nothing leads there from where it stands.
    """
    if state not in MOVES[message.state]:
        raise NotAMove(f"{message.state} to {state}")
    now = clock.now()
    message.state, message.reason, message.changed_at = state, reason, now
    message.history = [*message.history, {"state": state.value, "reason": reason, "at": now.isoformat()}]
    if state in OVER:
        message.words = {}
    message.save()
    for port in ports():
        port.became(message)
    if state in TROUBLED and message.case_id and message.kind != UNDELIVERED and reason != "no-access":
        _tell_keyworker(message)


def _tell_keyworker(message: Message) -> None:
    """Let whoever works on the case know that somebody was not told. Of an e-mail that says so nobody is told again."""
    card = CaseCard.objects.select_related("case", "keyworker", "cover").filter(pk=message.case_id).first()
    if card is not None:
        notify_workers(card=card, kind=UNDELIVERED, link=address("messages:undelivered"))

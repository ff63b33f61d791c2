"""Why an e-mail stands where it stands, and what whoever reads it can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it is shown.

    Args:
        title: what happened.
        advice: what to do now.
    """

    title: str
    advice: str


REASONS: Mapping[str, Reason] = {
    "address-changed": Reason(
        "The address was changed before it went.", "Look at how they are reached now, and send it again from there."
    ),
    "address-hidden": Reason(
        "The address is hidden, so nothing goes there by e-mail.", "Reach them as their record says."
    ),
    "contact-restricted": Reason(
        "A contact restriction stands against whom it was for.", "Nothing is sent to them while it stands."
    ),
    "left-the-family": Reason(
        "They are no longer in the family as it is written.", "Check who should be told, and send it to them."
    ),
    "address-at-fault": Reason(
        "An earlier e-mail to this address came back.", "Ask for another address and write it down; then send it again."
    ),
    "account-closed": Reason("The account was closed.", "Check who does this work now, and tell them."),
    "no-access": Reason(
        "They may not see what it is about any more.", "Nothing is to be done, unless the access went by mistake."
    ),
    "refused": Reason(
        "The receiving mail system refused it.", "Check the address with them, or reach them another way."
    ),
    "tried-for-a-day": Reason(
        "It could not be handed over for a day, so the attempts have ended.",
        "Check with whoever runs the mail server, then send it again.",
    ),
    "worker-ended": Reason(
        "The program stopped while it was being sent. It may have gone, or not.",
        "Ask whether it arrived. It is not sent again by itself.",
    ),
    "broken-off": Reason(
        "The connection broke while it was being sent. It may have gone, or not.",
        "Ask whether it arrived. It is not sent again by itself.",
    ),
    "came-back": Reason(
        "The receiving mail system sent it back.", "Ask for another address and write it down; then send it again."
    ),
    "server-away": Reason("The mail server could not be reached.", "It is tried again by itself."),
    "put-off": Reason("The receiving mail system said: later.", "It is tried again by itself."),
}
OTHER = Reason("What it was about changed before it went.", "Look at the case, and send it again if it should go.")


def reason_of(code: str) -> Reason:
    """Return a reason by its code; a room above may have reasons of its own."""
    return REASONS.get(code, OTHER)

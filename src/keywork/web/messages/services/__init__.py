"""What other rooms ask of messages: to send an e-mail, and to tell people that something is new."""

from keywork.web.messages.services.noticing import (
    family_accounts,
    managers_of,
    notify,
    notify_workers,
    people_of,
    seen,
    who_works_on,
)
from keywork.web.messages.services.sending import send_email

__all__ = [
    "family_accounts",
    "managers_of",
    "notify",
    "notify_workers",
    "people_of",
    "seen",
    "send_email",
    "who_works_on",
]

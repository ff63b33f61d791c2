"""What rooms above have to say of an e-mail: may it go, and what became of it.

``settings.MESSAGE_PORTS`` names the modules. Each has two functions, which run in the transaction that asks or tells::

    def may_go(message: Message) -> str: ...     # "" where it may; else a reason, as a code, and it is stopped
    def became(message: Message) -> None: ...    # its state has changed
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from keywork.web.accounts.actors import Actor
from keywork.web.kernel.ports import asked
from keywork.web.messages.models import Message
from keywork.web.people.models import CaseCard


class Port(Protocol):
    """A module that is asked."""

    def may_go(self, message: Message) -> str:
        """Return why it must not go, as a code; empty where it may."""

    def became(self, message: Message) -> None:
        """Learn that its state has changed."""


def beside(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return what other rooms show beside the messages of a case: ways on, as words and addresses."""
    return [way for room in asked("BESIDE_MESSAGES") for way in room(actor, card)]


def ports() -> Iterator[Port]:
    """Yield the modules that are asked."""
    for name in settings.MESSAGE_PORTS:
        yield cast(Port, import_module(name))

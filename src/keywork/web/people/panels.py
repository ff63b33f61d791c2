"""What the page of a case asks of each room, and what a room puts there.

The settings name the rooms' functions in the order in which their panels stand; the page knows none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from keywork.core.clocks import Clock
from keywork.web.accounts.actors import Actor
from keywork.web.kernel.asat import AsAt
from keywork.web.people.models import CaseCard


@dataclass(frozen=True, slots=True)
class CasePage:
    """The page of a case that somebody has opened.

    Args:
        actor: who opened it.
        card: the index card of the case.
        at: the day and moment as at which it is shown.
        clocks: those of its clocks that are open to them.
        masked: whether everything that tells who the child is stays hidden.
    """

    actor: Actor
    card: CaseCard
    at: AsAt
    clocks: Sequence[Clock]
    masked: bool


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """Something in a room that waits for nothing once the request has ended or the child has gone.

    Args:
        what: in words.
        href: the page on which somebody sees to it.
    """

    what: str
    href: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What a room puts on the page of a case.

    Args:
        template: the name of the template, which reads ``panel`` and ``case_id``.
        shown: what it shows.
    """

    template: str
    shown: Any

"""Entries of the record that a young person keeps from their parents: gone for them, and nothing shows it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from uuid import UUID

from django.db import transaction

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import check_can
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import KeptBack

KEEP_BACK = "entry.keep-back"
# Whoever speaks for the parents never reads more than they do.
KEPT_FROM = frozenset({Role.PARENT, Role.SENDIASS})
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache
def kinds_no_clock_reads() -> frozenset[str]:
    """Return the kinds of entry of which no duty makes a date: what is kept back shows in no clock."""
    register = load_register()
    read = set(WORD.findall(repr(list(register.duties.values()))))
    return frozenset(register.kinds) - read


@transaction.atomic
def keep_back(*, actor: Actor, card: CaseCard, event_id: UUID, back: bool) -> None:
    """Keep an entry from the parents, or let them read it again.

    Raises:
        Denied: the role may not.
        Refused: there is no such entry, or dates that the parents are told of come of it.
    """
    check_can(actor, KEEP_BACK)
    event = next((event for event in stream(card.case_id) if event.id == str(event_id)), None)
    if event is None:
        raise Refused("There is no such entry.")
    if not back:
        KeptBack.objects.filter(case=card.case, event_id=event_id).delete()
    elif event.kind not in kinds_no_clock_reads():
        raise Refused("A date that your parents are told of comes of this entry, so it cannot be kept from them.")
    else:
        KeptBack.objects.get_or_create(
            case=card.case,
            event_id=event_id,
            defaults={"authority": actor.authority, "by_id": actor.user_id, "at": clock.now()},
        )
    did = "kept-back" if back else "given-back"
    log(actor=actor, action=KEEP_BACK, subjects=[card.case_id, card.person_id], detail={"did": did})


def kept_back(case_id: UUID) -> frozenset[str]:
    """Return the identities of the entries of a case that the parents do not read."""
    found = KeptBack.objects.filter(case=case_id).values_list("event_id", flat=True)
    return frozenset(str(event_id) for event_id in found)


def hidden_from(actor: Actor, case_id: UUID) -> Collection[str]:
    """Return the identities of the entries of a case that are not there for a reader."""
    return kept_back(case_id) if actor.role in KEPT_FROM else ()

"""What the services of exceptions share: keeping what was done, and telling whoever it concerns."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.exceptions.models import Reliance, RelianceStep
from keywork.web.messages.services import managers_of, notify, notify_workers
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address


def keep(one: Reliance, kind: RelianceStep.Kind, actor: Actor, name: str, text: str = "") -> None:
    """Keep a step, and let whoever reads an older page know that something was done."""
    RelianceStep.objects.create(
        authority=actor.authority, reliance=one, kind=kind, text=text.strip(), by=actor.label, by_name=name
    )
    one.revision += 1
    one.save()


def link(one: Reliance) -> str:
    """Return the path of the page of an exception."""
    return address("exceptions:reliance", case_id=one.case_id, reliance_id=one.pk)


def tell_managers(card: CaseCard, one: Reliance, by: Actor) -> None:
    """Tell the managers of the team that an exception waits for a second person."""
    notify(
        authority=by.authority, kind="exception-proposed", to=managers_of(card.team_id, card.authority_id), by=by,
        case=card.case, link=link(one),
    )  # fmt: skip


def tell_workers(card: CaseCard, one: Reliance, by: Actor) -> None:
    """Tell whoever works on the case that it was answered."""
    notify_workers(card=card, kind="exception-answered", by=by, link=link(one))

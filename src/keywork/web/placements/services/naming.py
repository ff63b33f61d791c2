"""Which setting an officer decides to name in section I. Nothing else of the case is changed by it."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from keywork.core.events import Entry, NewEvent, in_force
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import hold
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, Naming
from keywork.web.placements.queries import why_closed
from keywork.web.placements.services import steps
from keywork.web.placements.services.consulting import NOT_NOW, may_consult

NAME: Final = "placement.name"
IN_PLAN = "setting-named-in-plan"
FINAL = frozenset({"final-plan-sent", "final-plan-sent-after-order", "reassessed-plan-sent"})


@transaction.atomic
def name(
    *, actor: Actor, card: CaseCard, consultation: Consultation | None, type_name: str, family_asked: str, reason: str,
    by_name: str, seen: int | None,
) -> Naming:  # fmt: skip
    """Keep which setting, or which type of setting, is to be named, and why.

    Args:
        actor: the officer.
        card: of the case.
        consultation: of the setting that is named; None where a type is.
        type_name: the type of setting, where no setting is named.
        family_asked: what the family asked for, in words.
        reason: why, against what the family asked and what was replied.
        by_name: the officer's name.
        seen: the number of the naming that stood on the page, 0 where there was none.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: it cannot be named. Overtaken: somebody named one since.
    """
    CASES.check(actor, NAME, card)
    hold(case_id=card.case_id, actor=actor)
    latest = Naming.objects.filter(case_id=card.case_id).first()
    number = latest.number if latest else 0
    if seen is not None and seen != number:
        raise Overtaken(
            "Somebody decided which setting is named since you began. Read it below, then send yours again."
        )
    _check(card, consultation, type_name, reason)
    made: Naming = Naming.objects.create(
        authority=actor.authority, case=card.case, number=number + 1, consultation=consultation,
        name=(consultation.name if consultation else type_name.strip())[:200], is_type=consultation is None,
        family_asked=family_asked.strip(), reason=reason.strip(), by=actor.label, by_name=by_name,
    )  # fmt: skip
    log(actor=actor, action=NAME, subjects=[card.case_id, card.person_id], detail={"did": "name"})
    return made


def _check(card: CaseCard, consultation: Consultation | None, type_name: str, reason: str) -> None:
    if not may_consult(card):
        raise NotDone(NOT_NOW)
    if consultation is None and not type_name.strip():
        raise NotDone("Choose a setting that was consulted, or enter the type of setting.")
    if consultation is not None and type_name.strip():
        raise NotDone("Choose a setting or enter a type of setting, not both.")
    if consultation is not None and (consultation.case_id != card.case_id or consultation.whom != "setting"):
        raise NotDone("Choose a setting that was consulted in this case.")
    if consultation is not None and consultation.ended:
        raise NotDone(f"The consultation of {consultation.name} was taken back. Consult it again before naming it.")
    if consultation is not None:
        closed = why_closed(consultation.organisation, consultation.urn, consultation.name)
        if closed:
            raise NotDone(closed)
    if not reason.strip():
        raise NotDone("Say why, against what the family asked for and what was replied.")


def _counting(case_id: UUID) -> list[Entry]:
    """Return the entries of the record that count now."""
    return in_force(ledger.stream(case_id), as_of=clock.today(), known_at=clock.now())


def final_on(card: CaseCard) -> date | None:
    """Return the day the latest final plan was sent."""
    days = [entry.on for entry in _counting(card.case_id) if entry.event.kind in FINAL and entry.on]
    return max(days, default=None)


def is_in_plan(naming: Naming) -> bool:
    """Say whether the record has that a final plan names this setting."""
    thread = naming.consultation.thread if naming.consultation else None
    return any(entry.event.kind == IN_PLAN and entry.event.thread == thread for entry in _counting(naming.case_id))


def in_plan(naming: Naming, on: date) -> list[NewEvent]:
    """Return the entry that a final plan names what was decided; nothing for a type, or where the record has it."""
    one = naming.consultation
    if one is None or is_in_plan(naming):
        return []
    return [steps.entry(IN_PLAN, one.thread, one.urn, on)]


@transaction.atomic
def record_in_plan(*, actor: Actor, card: CaseCard, seen: int | None) -> Naming:
    """Record that a final plan names the setting that was decided, where the plan was written elsewhere.

    One that was written here says so by itself when it is sent.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: there is no final plan, no setting, or it is recorded already. Overtaken: another was decided since.
    """
    CASES.check(actor, NAME, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    naming: Naming | None = Naming.objects.filter(case_id=card.case_id).select_related("consultation").first()
    if naming is None or naming.consultation is None:
        raise NotDone("No setting was decided. A type of setting starts no date.")
    if seen is not None and naming.number != seen:
        raise Overtaken("Somebody decided on another setting since. Read it below first.")
    on = final_on(card)
    if on is None:
        raise NotDone("No final plan is on record as sent.")
    entries = in_plan(naming, on)
    if not entries:
        raise NotDone("It is recorded already that the final plan names this setting.")
    steps.write(card.case, entries, actor, record_of=record_of)
    log(actor=actor, action=NAME, subjects=[card.case_id, card.person_id], detail={"did": "in-plan"})
    return naming

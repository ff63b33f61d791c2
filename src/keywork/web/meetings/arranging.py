"""Arranging a meeting before it is held: its day, place and agenda, told to the family, moved, or called off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.meetings.agendas import AGENDAS
from keywork.web.meetings.models import ArrangedMeeting
from keywork.web.meetings.queries import coming, in_assessment, of_case
from keywork.web.meetings.services import WRITE, NotDone
from keywork.web.messages.services import family_accounts, notify, who_works_on
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address

FARTHEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a meeting is to be.

    Args:
        which: first or second.
        on: the day.
        begins: the time, for example ``14:05``.
        place: where, or how to join it.
        invited: who is asked to come, a line each.
    """

    which: str
    on: date
    begins: str
    place: str
    invited: str


@transaction.atomic
def arrange(*, actor: Actor, name: str, card: CaseCard, plan: Plan) -> ArrangedMeeting:
    """Arrange a meeting, or move one, and tell the family and whoever works on the case.

    Raises:
        NotKnown: the case is not theirs to work on.
        NotDone: it was held already, or cannot be then.
    """
    CASES.check(actor, WRITE, card)
    if plan.which not in AGENDAS:
        raise NotDone("Choose which meeting it is.")
    if any(one.notes.which == plan.which for one in of_case(actor, card)):
        raise NotDone("This meeting was held already. Its notes are on record.")
    if not in_assessment(card):
        raise NotDone("These meetings belong to an assessment, and none runs in this case.")
    if plan.on < clock.today():
        raise NotDone("The day of the meeting must be today or later. One that was held is written down instead.")
    if (plan.on - clock.today()).days > FARTHEST_DAYS:
        raise NotDone("The day of the meeting must be within a year. Check the year.")
    made: ArrangedMeeting = ArrangedMeeting.objects.create(
        authority=actor.authority, case=card.case, which=plan.which, on=plan.on, begins=plan.begins,
        place=plan.place.strip(), invited=plan.invited.strip(), by=actor.label, by_name=name,
    )  # fmt: skip
    _tell(actor, card, made, "meeting-arranged", "arrange")
    return made


@transaction.atomic
def call_off(*, actor: Actor, name: str, card: CaseCard, which: str, why: str) -> ArrangedMeeting:
    """Call an arranged meeting off, and tell whoever was told of it.

    Raises:
        NotKnown: the case is not theirs to work on.
        NotDone: none is arranged, or no reason is given.
    """
    CASES.check(actor, WRITE, card)
    there = next((one for one in coming(actor, card) if one.which == which), None)
    if there is None:
        raise NotDone("This meeting is not arranged any more.")
    if not why.strip():
        raise NotDone("Say why it is called off. The family reads it.")
    made: ArrangedMeeting = ArrangedMeeting.objects.create(
        authority=actor.authority, case=card.case, which=which, on=there.on, begins=there.begins, place=there.place,
        invited=there.invited, called_off=why.strip(), by=actor.label, by_name=name,
    )  # fmt: skip
    _tell(actor, card, made, "meeting-called-off", "call-off")
    return made


def _tell(actor: Actor, card: CaseCard, made: ArrangedMeeting, kind: str, did: str) -> None:
    subjects = [card.case_id, card.person_id, made.pk]
    log(actor=actor, action=WRITE, subjects=subjects, detail={"which": made.which, "did": did})
    notify(
        authority=card.authority, kind=kind, to=[*family_accounts(card.case_id), *who_works_on(card)], by=actor,
        case=card.case, link=address("meetings:coming", case_id=card.case_id),
    )  # fmt: skip

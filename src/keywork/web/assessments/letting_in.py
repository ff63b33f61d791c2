"""Letting whoever asked on the portal read the case that their request opened: by somebody's word, never by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.assessments.journeys import FAMILIES
from keywork.web.assessments.models import AssessmentRequest, Source
from keywork.web.assessments.news import tell_asker
from keywork.web.assessments.policy import QUEUE
from keywork.web.assessments.whose_right import decides
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages.services.corresponding import keep_needs
from keywork.web.messages.threads import needs_of
from keywork.web.people.family import barriers_of, family_of, hold_person
from keywork.web.people.models import Barrier, CaseCard, FamilyMember, Involvement
from keywork.web.people.requested import let_in_family
from keywork.web.vaults import identity
from keywork.web.vaults.contacts import points_of

LET_IN: Final = "request.let-in"
State = AssessmentRequest.State
CHECKS = {
    "identity": "Who they are",
    "responsibility": "That they have parental responsibility, or are the young person themselves",
}
SHORTEST_HOW, LONGEST_HOW = 10, 250
FLAGGED = (
    "Something in this child’s record must be looked at before anybody is let in. Nobody is from here: have the case "
    "given to a team, look at its flags and who is kept away, then decide on its page “People”."
)
KNOWN = (
    "This child was known here before, and nobody is let into the record of a known child by asking. Write down on the "
    "family’s page who they are, with their account. Then let them in."
)
NOT_THEIRS = (
    "The decision to ask is not theirs to make, or nobody can say whose it is without a date of birth. Find out whose "
    "it is first."
)


def waits(request: AssessmentRequest) -> bool:
    """Say whether somebody of a family asked on the portal and cannot read the case that this opened."""
    if request.user is None or request.source not in FAMILIES or request.state in (State.DRAFT, State.JOINED):
        return False
    theirs = Involvement.objects.filter(case=request.case_id, user=request.user_id)
    now = clock.now()
    return not any(one.is_open(now) for one in theirs.filter(relation=Involvement.Relation.FAMILY))


def may(actor: Actor, request: AssessmentRequest) -> bool:
    """Say whether somebody lets in who asked: by the matrix, and never themselves."""
    return QUEUE.can(actor, LET_IN, request) and request.user_id != actor.user_id


def why_not(request: AssessmentRequest) -> str:
    """Say why whoever asked is not let in from here; nothing where they can be."""
    assert request.case is not None
    card = request.case.card
    person = card.person
    cases = CaseCard.objects.filter(person=person)
    flagged = (
        cases.filter(restricted=True).exists()
        or person.address_hidden
        or points_of(person.pk).filter(hidden=True).exists()
        or barriers_of(person.pk).filter(kind=Barrier.Kind.CONTACT).exists()
        or barriers_of(person.pk).filter(user=request.user_id).exists()
        or identity.is_kept(person.pk)
    )
    if flagged:
        return FLAGGED
    if cases.exclude(pk=card.pk).exists() and not family_of(person.pk).filter(user=request.user_id).exists():
        return KNOWN
    return "" if decides(request.source, request.user_id, person, clock.today()) else NOT_THEIRS


@transaction.atomic
def let_in(*, actor: Actor, request: AssessmentRequest, checked: Sequence[str], how: str) -> Involvement:
    """Let whoever asked read the case from now on, once somebody has checked who they are.

    Args:
        actor: who lets them in.
        request: theirs.
        checked: what was checked, as codes of :data:`CHECKS`; all of it.
        how: how, in words.

    Raises:
        NotKnown: it is not theirs to say.
        Refused: something was not checked, a flag or a contact restriction stands, the child was known before, or
            they are let in already.
    """
    QUEUE.check(actor, LET_IN, request)
    found = AssessmentRequest.objects.select_for_update(of=("self",)).select_related("case__card__person", "user").get(
        pk=request.pk
    )  # fmt: skip
    assert found.case is not None
    card = found.case.card
    hold_person(card.person_id)
    if not waits(found):
        raise Refused("Whoever asked can read the case already, or their request joined another.")
    if found.user_id == actor.user_id or found.user is None or not found.user.is_active:
        raise Refused("Nobody lets in themselves, nor an account that is closed.")
    if set(checked) != set(CHECKS):
        raise Refused("Check both who they are and by what right they ask, and say so.")
    if len(how.strip()) < SHORTEST_HOW:
        raise Refused(f"Say how you checked it, in at least {SHORTEST_HOW} letters.")
    if why := why_not(found):
        raise Refused(why)
    made = let_in_family(actor=actor, card=card, user=found.user, reason=f"Asked for the assessment. {how.strip()}")
    subjects = [card.case_id, card.person_id, found.user_id]
    log(actor=actor, action=LET_IN, subjects=subjects, detail={"did": "let-in", "checked": sorted(checked)})
    _keep_needs(actor, found, card)
    tell_asker(actor, found, "request-opened")
    return made


def keep_needs_of(actor: Actor, card: CaseCard, member: FamilyMember) -> None:
    """Keep what somebody needs to be understood once they are written down in the family, as they said it when asking.

    Args:
        actor: who writes them down.
        card: of the case.
        member: with their account, or without one.
    """
    asked = AssessmentRequest.objects.filter(
        case__card__person=card.person_id, user=member.user_id, user__isnull=False, source__in=FAMILIES
    )
    found = asked.exclude(state__in=(State.DRAFT, State.JOINED)).order_by("pk").last()
    if found is not None:
        _keep_needs(actor, found, card)


def _keep_needs(actor: Actor, request: AssessmentRequest, card: CaseCard) -> None:
    """Keep what they need to be understood as they said it with the request, so that nobody asks them again.

    Of a parent who is not written down in the family yet it is kept as soon as they are.
    """
    said = request.answers.get("reach.needs", "").strip()
    member = family_of(card.person_id).filter(user=request.user_id).first()
    is_own = request.source == Source.YOUNG_PERSON
    if not said or not (member or is_own):
        return
    member_id = None if is_own or member is None else member.pk
    if needs_of(card, member_id) is None:
        keep_needs(
            actor=actor, card=card, member_id=member_id, language="", interpreter=False, formats=[], more=said
        )  # fmt: skip

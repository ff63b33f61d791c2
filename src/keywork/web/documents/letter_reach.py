"""Whether a copy of a letter may still go where it was meant to: asked at every step, in the step's own transaction."""

from __future__ import annotations

from collections.abc import Mapping

from keywork.web.accounts.models import Membership
from keywork.web.documents.letter_enclosures import still_go
from keywork.web.documents.letter_recipients import BOARD, OFFICES, settings_of
from keywork.web.documents.letter_rights import may_be_told, named_in, why_rights
from keywork.web.documents.models.letters import Dispatch
from keywork.web.people.family import barriers_of, hold_person
from keywork.web.people.models import Barrier, CaseCard, FamilyMember
from keywork.web.vaults.contacts import points_of
from keywork.web.vaults.models import CHILD, ContactPoint

# Where a copy has not gone yet.
WAITS = (Dispatch.State.CHECKING, Dispatch.State.QUEUED, Dispatch.State.PRINTED)
# Why a copy stopped, in words that its keyworker can act on.
WHY: Mapping[str, str] = {
    "address-changed": "The address changed. Look at how they are reached now, and send it again from there.",
    "address-hidden": "The address was hidden. Send it again: it then goes by post, under a token.",
    "address-ended": "They are no longer reached at this address. Look at how they are reached now.",
    "contact-restricted": "A contact restriction was set. Nothing is sent to them, or to where they live or read.",
    "left-the-family": "They are no longer in the family as it is written. Check who should have this letter.",
    "rights-passed": "The rights have passed to the young person. Check who should have this letter.",
    "rights-changed": "Somebody else decides about this now. Check whom it speaks to, and who should have this letter.",
    "account-closed": "The account was closed, or they work for somebody else now. Check whom to send it to.",
    "no-access": "The setting has nothing to do with the case any more.",
    "not-agreed": "Whoever was asked to agree did not. Look at who should have it, and ask again.",
    "recalled": "It was recalled.",
    "wrong-answers": "Five wrong answers were given, so the link has ended. Ask the family, and check the address.",
    "not-delivered": "The e-mail did not arrive. Check the address with them, or send the letter by post.",
    "sent-back": "It was sent back to you with what should change.",
    "address-at-fault": "An earlier e-mail to this address came back. Ask for another address and write it down.",
    "file-changed": "A document that goes with it was withdrawn, closed or replaced. Choose anew what goes with it.",
}


def hold_reach(card: CaseCard) -> None:
    """Keep everybody from changing how a child and the family are reached until the transaction ends.

    The child's row is held, as by whoever writes a contact point, a restriction or a change of the family. It is always
    held before the letter's own row.
    """
    hold_person(card.person_id)


def why_not(dispatch: Dispatch, card: CaseCard) -> str:
    """Return why a copy must not go now, as a code of :data:`WHY`; empty where it may.

    What went with a copy that has gone stays as it went.
    """
    if dispatch.state in WAITS and not still_go(dispatch.release, card):
        return "file-changed"
    if dispatch.user_id is not None:
        return _of_account(dispatch, card)
    point = ContactPoint.objects.get(pk=dispatch.point_id)
    return _of_point(dispatch, point) or _of_person(dispatch, card) or _of_barriers(point, dispatch, card)


def _of_point(dispatch: Dispatch, point: ContactPoint) -> str:
    after = ContactPoint.objects.filter(replaces=point).first()
    if after is not None:
        return "address-ended" if after.ended else "address-hidden" if after.hidden else "address-changed"
    if point.ended:
        return "address-ended"
    if point.hidden != (dispatch.way == Dispatch.Way.BLIND):
        return "address-hidden" if point.hidden else "address-changed"
    whose = str(dispatch.member_id) if dispatch.member_id else CHILD
    later = points_of(point.person_id).filter(kind=point.kind, written_at__gt=dispatch.release.asked_at)
    moved = [one for one in later if whose in one.reached or _owner(one) == whose]
    return "address-changed" if moved else ""


def _owner(point: ContactPoint) -> str:
    return str(point.member_id) if point.member_id else CHILD


def _of_person(dispatch: Dispatch, card: CaseCard) -> str:
    letter = dispatch.release.letter
    if why := why_rights(letter, card):
        return why
    named = named_in(card, letter.about)
    if dispatch.member_id is None:
        return "" if named.is_childs() else "rights-changed"
    member = FamilyMember.objects.get(pk=dispatch.member_id)
    if member.ended:
        return "left-the-family"
    return "" if may_be_told(member, named, card) else "rights-passed"


def _of_barriers(point: ContactPoint, dispatch: Dispatch, card: CaseCard) -> str:
    barred = {str(one.member_id) for one in barriers_of(card.person_id).filter(kind=Barrier.Kind.CONTACT)}
    return "contact-restricted" if barred & {*point.reached, str(dispatch.member_id)} else ""


def _of_account(dispatch: Dispatch, card: CaseCard) -> str:
    place = Membership.objects.filter(user=dispatch.user_id, user__is_active=True).first()
    if place is None or place.organisation_id != dispatch.organisation_id:
        return "account-closed"
    about = dispatch.release.letter.about
    if (place.role == BOARD and about.plan) or (place.role in OFFICES and about.partners):
        return ""
    # Read anew: the card may have been read before its setting changed.
    fresh = CaseCard.objects.select_related("case").get(pk=card.pk)
    return "" if dispatch.organisation_id in {one.pk for one in settings_of(fresh)} else "no-access"

"""May an e-mail still go to whom it was written to? Asked in the transaction that claims it."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import User
from keywork.web.messages.kinds import OPENED_BY
from keywork.web.messages.models import EmailFault, Message
from keywork.web.messages.ports import ports
from keywork.web.people.family import barriers_of
from keywork.web.people.models import Barrier, Person
from keywork.web.people.policy import cards_for
from keywork.web.vaults.contacts import points_of
from keywork.web.vaults.models import ContactPoint


def digest_of(address: str) -> str:
    """Return what stands for an e-mail address where the address itself must not stand."""
    return salted_hmac("keywork.messages.address", address.strip().lower(), algorithm="sha256").hexdigest()


def why_not(message: Message) -> str:
    """Return why an e-mail must not go now, as a code of ``reasons``; empty where it may."""
    reason = _of_point(message.point) if message.point else _of_user(message)
    if not reason and is_at_fault(message, address_of(message)):
        reason = "address-at-fault"
    return reason or next(filter(None, (port.may_go(message) for port in ports())), "")


def address_of(message: Message) -> str:
    """Return the address an e-mail goes to, as it is now; empty where there is none to read."""
    owner = message.user
    return str(owner.email) if owner else str(message.point.value) if message.point else ""


def is_at_fault(message: Message, address: str) -> bool:
    """Say whether something sent to this address came back for good."""
    return bool(EmailFault.objects.filter(authority=message.authority_id, address=digest_of(address)).exists())


def _of_point(point: ContactPoint) -> str:
    """Return why nothing goes to a contact point; whoever changes one waits until this is answered."""
    Person.objects.select_for_update().get(pk=point.person_id)
    found = points_of(point.person_id).filter(pk=point.pk).first()
    if found is None:
        return "address-changed"
    if found.hidden or not found.value:
        return "address-hidden"
    if found.member is not None:
        if found.member.ended:
            return "left-the-family"
        if barriers_of(point.person_id).filter(member=found.member, kind=Barrier.Kind.CONTACT).exists():
            return "contact-restricted"
    return ""


def _of_user(message: Message) -> str:
    found = User.objects.select_related(*User.PLACE).filter(pk=message.user_id).first()
    actor = actor_for(found) if found else None
    if actor is None or actor.authority_id != message.authority_id:
        return "account-closed"
    if message.case_id and not _may_know(actor, message):
        return "no-access"
    return ""


def _may_know(actor: Actor, message: Message) -> bool:
    ways = ("case.open", OPENED_BY.get(message.kind, ""))
    return any(cards_for(actor, way).filter(pk=message.case_id).exists() for way in ways if way)

"""Writing messages in a case, and writing down what was said another way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Organisation, User
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages import whose
from keywork.web.messages.models import Needs, Thread, ThreadRead, Written
from keywork.web.messages.services.noticing import notify, notify_workers, people_of, seen
from keywork.web.people.family import barriers_of, family_of, kept_from
from keywork.web.people.models import Barrier, CaseCard, FamilyMember
from keywork.web.ui.addresses import address

WRITE, LOG, NEEDS = "thread.write", "thread.log", "needs.change"
LONGEST = 10_000
EMPTY = "Write your message."
NO_ACCOUNT = (
    "They have no account here, so nothing written here would reach them. Write down what was said another way."
)
RESTRICTED = "A contact restriction stands against them, so nothing is sent to them."


@transaction.atomic
def own_thread(*, actor: Actor, card: CaseCard) -> Thread:
    """Return the thread in which somebody writes to the council about a case; it is made where there is none.

    Raises:
        NotKnown: they do not write in this case.
    """
    if not whose.writes_own(actor, card):
        raise NotKnown(decide(actor, WRITE), card.pk)
    found = Thread.objects.filter(whose.own(actor), case=card.case_id).first()
    if found is not None:
        return found
    member = family_of(card.person_id).filter(user=actor.user_id).first()
    if member is not None:
        return _made(actor, card, member=member, role=actor.role or "")
    if actor.organisation_id:
        return _made(actor, card, organisation_id=actor.organisation_id, role=actor.role or "")
    return _made(actor, card, user_id=actor.user_id, role=actor.role or "")


@transaction.atomic
def thread_with(
    *, actor: Actor, card: CaseCard, member: FamilyMember | None = None, user: User | None = None,
    organisation: Organisation | None = None, role: str = "",
) -> Thread:  # fmt: skip
    """Return the thread with somebody of a case; it is made where there is none.

    Raises:
        NotKnown: the case is not theirs to write in.
    """
    if not whose.writes_to_others(actor, card):
        raise NotKnown(decide(actor, WRITE), card.pk)
    with_whom = {"member": member, "user": user, "organisation": organisation}
    found = Thread.objects.filter(case=card.case_id, **with_whom)
    there = (found.filter(role=role) if organisation else found).first()
    return there or _made(actor, card, role=role, **with_whom)


def _made(actor: Actor, card: CaseCard, **with_whom: object) -> Thread:
    made, _ = Thread.objects.get_or_create(authority=actor.authority, case=card.case, **with_whom)
    return made


@transaction.atomic
def write(*, actor: Actor, card: CaseCard, thread: Thread, name: str, text: str) -> Written:
    """Write a message in a thread; whoever it is for is told that one came.

    Raises:
        NotKnown: the thread is not theirs to write in.
        Refused: it says nothing, or nobody would read it.
    """
    from_them = _check(actor, card, thread, text)
    if not from_them and not readers_of(thread):
        raise Refused(NO_ACCOUNT)
    if not from_them and is_restricted(card, thread):
        raise Refused(RESTRICTED)
    made = _kept(actor, thread, name, text, from_them=from_them, how=Written.How.HERE, on=clock.today())
    link = address("messages:thread", thread_id=thread.pk)
    if from_them:
        notify_workers(card=card, kind="message-came", link=link, by=actor)
    else:
        notify(
            authority=actor.authority, kind="message-came", to=readers_of(thread), link=link, case=card.case, by=actor
        )
    log(actor=actor, action=WRITE, subjects=[card.case_id, card.person_id, thread.pk], detail={"did": "write"})
    return made


@transaction.atomic
def write_down(
    *, actor: Actor, card: CaseCard, thread: Thread, name: str, text: str, how: str, from_them: bool, on: date
) -> Written:
    """Write down what was said or sent another way, on the day it was.

    Raises:
        NotKnown: the thread is not theirs to write in.
        Refused: it says nothing, or cannot have been on that day.
    """
    if _check(actor, card, thread, text):
        raise NotKnown(decide(actor, LOG), thread.pk)
    if on > clock.today():
        raise Refused("The day must be today or in the past.")
    made = _kept(actor, thread, name, text, from_them=from_them, how=Written.How(how), on=on)
    log(actor=actor, action=LOG, subjects=[card.case_id, card.person_id, thread.pk], detail={"did": "write-down"})
    return made


def _check(actor: Actor, card: CaseCard, thread: Thread, text: str) -> bool:
    """Say whether whoever writes is whom the thread is with, or one of the council's side.

    Raises:
        NotKnown: it is neither.
        Refused: there is nothing to read.
    """
    is_theirs = Thread.objects.filter(whose.own(actor), pk=thread.pk).exists() and whose.writes_own(actor, card)
    if not is_theirs and not whose.writes_to_others(actor, card):
        raise NotKnown(decide(actor, WRITE), thread.pk)
    if not text.strip():
        raise Refused(EMPTY)
    if len(text) > LONGEST:
        raise Refused(f"A message must be {LONGEST:,} characters or fewer.")
    return is_theirs


def _kept(actor: Actor, thread: Thread, name: str, text: str, **fields: object) -> Written:
    made: Written = Written.objects.create(
        authority=actor.authority, thread=thread, text=text.strip(), by=actor.label, by_name=name, **fields
    )
    Thread.objects.filter(pk=thread.pk).update(latest_at=made.at)
    mark_read(actor=actor, thread=thread)
    return made


def mark_read(*, actor: Actor, thread: Thread) -> None:
    """Keep that somebody has read a thread as far as it goes now."""
    seen(actor=actor, link=address("messages:thread", thread_id=thread.pk))
    ThreadRead.objects.update_or_create(
        thread=thread, user_id=actor.user_id, defaults={"at": clock.now(), "authority": actor.authority}
    )


def readers_of(thread: Thread) -> list[User]:
    """Return the open accounts of whom a thread is with."""
    if thread.organisation is not None:
        return people_of(thread.organisation, [thread.role])
    one = thread.member.user if thread.member else thread.user
    return [one] if one is not None and one.is_active else []


def is_restricted(card: CaseCard, thread: Thread) -> bool:
    """Say whether a contact restriction stands against whom a thread is with."""
    found = barriers_of(card.person_id).filter(kind=Barrier.Kind.CONTACT)
    if thread.member_id and found.filter(member=thread.member_id).exists():
        return True
    return bool(thread.user_id and kept_from(thread.user_id).filter(person=card.person_id).exists())


@transaction.atomic
def set_plan(*, actor: Actor, card: CaseCard, thread: Thread, plan: bool) -> None:
    """Mark a thread as one about the plan, which a plan writer reads too; or take the mark away.

    Raises:
        NotKnown: the case is not theirs to write in.
    """
    if not whose.writes_to_others(actor, card):
        raise NotKnown(decide(actor, WRITE), thread.pk)
    Thread.objects.filter(pk=thread.pk).update(plan=plan)
    log(actor=actor, action=WRITE, subjects=[card.case_id, card.person_id, thread.pk], detail={"plan": plan})


@transaction.atomic
def keep_needs(
    *, actor: Actor, card: CaseCard, member_id: UUID | None, language: str, interpreter: bool, formats: list[str],
    more: str,
) -> Needs:  # fmt: skip
    """Keep how somebody of the family, or the child, wants to be written and spoken to."""
    made: Needs = Needs.objects.create(
        authority=actor.authority, person=card.person, member_id=member_id, language=language.strip(),
        interpreter=interpreter, formats=formats, more=more.strip(), written_by=actor.label,
    )  # fmt: skip
    log(actor=actor, action=NEEDS, subjects=[card.case_id, card.person_id], detail={"did": "needs"})
    return made

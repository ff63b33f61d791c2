"""The demo's messages: with a parent, a school and a therapist; one is new, and an e-mail did not arrive."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.messages.models import Message, Needs, Notice, State, Thread, ThreadRead, Written
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard, FamilyMember, Involvement
from keywork.web.ui.addresses import address

# Days ago, from them, how, and what was said.
Said = tuple[int, bool, str, str]
WITH_A_PARENT: tuple[Said, ...] = (
    (19, True, "here", "When is the meeting about the plan? I work on Tuesdays and cannot come then."),
    (17, False, "here", "We can meet on a Thursday at ten, at school or on the telephone. Which suits you better?"),
    (16, True, "phone", "Rang: Thursday is fine, at school. Would like somebody to explain the draft page by page."),
    (2, True, "here", "The speech therapist has not rung us yet. Is her advice coming in time?"),
)
WITH_A_SETTING: tuple[Said, ...] = (
    (12, False, "here", "Could you send what you have tried this year, and how it went?"),
    (9, True, "here", "It is with our headteacher and will come by Friday."),
)
WITH_AN_ADVISER: tuple[Said, ...] = (
    (6, True, "here", "The family moved the appointment to next week. My advice will come two days after it."),
)
YOUNG_PERSONS: tuple[Said, ...] = (
    (3, True, "here", "Can you write to me and not to my mum, please? I am at college all day."),
)
LANGUAGE, MORE = "Portuguese", "Rings back best after four o’clock."


def write(actor: Actor, hired: Staff) -> int:
    """Give the demo its messages, and what is new for its people; return how many messages."""
    people = {user.membership.role: user for user in hired.people}
    made = 0
    for role, said in (
        (Role.PARENT, WITH_A_PARENT), (Role.SENCO, WITH_A_SETTING), (Role.THERAPIST, WITH_AN_ADVISER),
        (Role.YOUNG_PERSON, YOUNG_PERSONS),
    ):  # fmt: skip
        card = _case_of(people[role])
        if card is not None:
            made += _thread(actor, card, people[role], said)
    parents = _case_of(people[Role.PARENT])
    if parents is not None:
        _not_arrived(actor, parents, people[Role.PARENT])
    return made


def _case_of(user: User) -> CaseCard | None:
    """Return a case that somebody has to do with, and whose keyworker is there to answer."""
    mine = Q(user=user)
    if user.membership.organisation_id:
        mine |= Q(organisation=user.membership.organisation)
    whose = Involvement.objects.filter(mine, closed_at=None, classes="")
    cards: QuerySet[CaseCard] = CaseCard.objects.filter(case__in=whose.values("case"))
    found = cards.filter(case__summary__is_open=True, restricted=False).exclude(keyworker=None)
    return found.select_related("case", "person", "keyworker").order_by("case__reference").first()


def _thread(actor: Actor, card: CaseCard, user: User, said: tuple[Said, ...]) -> int:
    member = _member(actor, card, user) if user.membership.role == Role.PARENT else None
    works_for = user.membership.organisation
    with_whom = {"member": member} if member else {"organisation": works_for} if works_for else {"user": user}
    thread = Thread.objects.create(authority=actor.authority, case=card.case, role=user.membership.role, **with_whom)
    keyworker = card.keyworker
    assert keyworker is not None
    for days, from_them, how, text in said:
        at = _at(days)
        writer = user if from_them and how == "here" else keyworker
        Written.objects.create(
            authority=actor.authority, thread=thread, from_them=from_them, how=how, on=at.date(), text=text,
            by=f"user:{writer.pk}", by_name=writer.display_name, at=at,
        )  # fmt: skip
    last = said[-1]
    Thread.objects.filter(pk=thread.pk).update(opened_at=_at(said[0][0]), latest_at=_at(last[0]))
    for one in (user, keyworker):
        reads = _at(last[0]) if one == user or not last[1] else _at(last[0]) - timedelta(minutes=1)
        ThreadRead.objects.create(authority=actor.authority, thread=thread, user=one, at=reads)
    if last[1]:
        Notice.objects.create(
            authority=actor.authority, user=keyworker, case=card.case, kind="message-came", at=_at(last[0]),
            link=address("messages:thread", thread_id=thread.pk),
        )  # fmt: skip
    return len(said)


def _member(actor: Actor, card: CaseCard, user: User) -> FamilyMember:
    """Return a parent as the family has them, with how they want to be spoken to."""
    found: FamilyMember | None = FamilyMember.objects.filter(person=card.person, user=user, ended=False).first()
    member: FamilyMember = found or FamilyMember.objects.create(
        authority=actor.authority, person=card.person, name=user.display_name, relationship="parent", responsible=True,
        user=user, written_at=_at(40), written_by=actor.label,
    )  # fmt: skip
    Needs.objects.create(
        authority=actor.authority, person=card.person, member=member, language=LANGUAGE, interpreter=True,
        formats=["by-phone"], more=MORE, written_at=_at(30), written_by=actor.label,
    )  # fmt: skip
    return member


def _not_arrived(actor: Actor, card: CaseCard, user: User) -> None:
    """Let one e-mail have come back, so that whoever works on the case has something to see to."""
    at = _at(1)
    Message.objects.create(
        authority=actor.authority, case=card.case, user=user, kind="message-came", state=State.PARKED, reason="refused",
        link=address("casework:case", case_id=card.case_id), attempts=1, written_at=at, changed_at=at,
        history=[{"state": "parked", "reason": "refused", "at": at.isoformat()}],
    )  # fmt: skip
    Notice.objects.create(
        authority=actor.authority, user=card.keyworker, case=card.case, kind="undelivered", at=at,
        link=address("messages:undelivered"),
    )  # fmt: skip


def _at(days: int) -> datetime:
    return clock.now() - timedelta(days=days)

"""Telling people that something is new: on their page at once, and by e-mail as they chose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority, Membership, Organisation, Role, User
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.messages import preferences
from keywork.web.messages.kinds import NOTICE
from keywork.web.messages.models import Notice, NoticePreference
from keywork.web.messages.services.sending import send_email
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.relations import open_at
from keywork.web.ui.addresses import address

DAILY_AT = time(7)


@transaction.atomic
def notify(
    *, authority: Authority, kind: str, to: Iterable[User], link: str, case: Case | None = None,
    by: Actor | None = None, event_id: UUID | None = None,
) -> int:  # fmt: skip
    """Tell people that something is new. Whoever did it is not told, and nobody twice of what they have not read.

    Whether a person may know of the case is not asked here, but whenever it is shown and when the e-mail goes.

    Args:
        authority: of the people.
        kind: a code of ``messages.kinds``.
        to: accounts.
        link: the path of the page where it can be seen.
        case: what it is about.
        by: who did it.
        event_id: the entry of the record that it tells of.

    Returns:
        How many people are told.
    """
    told = {user.pk: user for user in to if user.is_active and (by is None or user.pk != by.user_id)}
    there = Notice.objects.filter(user__in=told, kind=kind, case=case, link=link, event_id=event_id, read_at=None)
    known = set(there.values_list("user_id", flat=True))
    there.update(at=clock.now())
    new = [user for pk, user in told.items() if pk not in known]
    roles = dict(Membership.objects.filter(user__in=new).values_list("user_id", "role"))
    for user in new:
        how = preferences.chosen(user.pk, roles.get(user.pk))[NOTICE[kind].group]
        Notice.objects.create(
            authority=authority, user=user, case=case, kind=kind, link=link, event_id=event_id,
            daily=how == preferences.DAILY,
        )  # fmt: skip
        if how == preferences.AT_ONCE:
            send_email(authority=authority, to=user, kind=kind, link=link, case=case)
    return len(new)


def who_works_on(card: CaseCard) -> list[User]:
    """Return who answers for a case: its keyworker and whoever covers today; where nobody does, the team's managers."""
    found = [card.keyworker]
    if card.cover is not None and card.cover_until is not None and card.cover_until >= clock.today():
        found.append(card.cover)
    people = [user for user in found if user is not None and user.is_active]
    return people or managers_of(card.team_id, card.authority_id)


def managers_of(team_id: UUID | None, authority_id: UUID, *, every_team: bool = False) -> list[User]:
    """Return the managers of a team, and those who answer for every team; or the managers of all teams."""
    whose = Q() if every_team else Q(team=team_id) | Q(team=None)
    found = Membership.objects.filter(whose, authority=authority_id, role=Role.MANAGER, user__is_active=True)
    return [place.user for place in found.select_related("user")]


def people_of(organisation: Organisation, roles: Collection[str]) -> list[User]:
    """Return who of an organisation does such work."""
    found = Membership.objects.filter(organisation=organisation, role__in=roles, user__is_active=True)
    return [place.user for place in found.select_related("user")]


def family_accounts(case_id: UUID) -> list[User]:
    """Return the accounts of the family of a case. Which of them still sees it is asked when it is shown."""
    found = Involvement.objects.filter(case=case_id, relation=Involvement.Relation.FAMILY, user__is_active=True)
    return [one.user for one in open_at(found, clock.now()).select_related("user") if one.user is not None]


def notify_workers(*, card: CaseCard, kind: str, link: str, by: Actor | None = None, **more: Any) -> int:
    """Tell whoever answers for a case that something is new."""
    return notify(
        authority=card.authority, kind=kind, to=who_works_on(card), link=link, case=card.case, by=by, **more
    )  # fmt: skip


@transaction.atomic
def mark_read(*, actor: Actor, notices: Collection[UUID] | None = None) -> int:
    """Keep that somebody has read what is new for them: some of it, or all."""
    found = Notice.objects.filter(user=actor.user_id, read_at=None)
    if notices is not None:
        found = found.filter(pk__in=notices)
    return int(found.update(read_at=clock.now(), daily=False))


def seen(*, actor: Actor, link: str) -> None:
    """Keep that somebody has seen the page that a notice leads to: then it is not new any more."""
    found = Notice.objects.filter(user=actor.user_id, link=link, read_at=None)
    found.update(read_at=clock.now(), daily=False)


@transaction.atomic
def choose(*, actor: Actor, how: dict[str, str]) -> None:
    """Keep how somebody wants to be told by e-mail."""
    NoticePreference.objects.update_or_create(
        user_id=actor.user_id, defaults={"how": how, "authority": actor.authority}
    )


@transaction.atomic
def send_digests(authority: Authority) -> int:
    """Send the e-mail of the day to everybody for whom something waits since before this morning."""
    local = clock.now().astimezone(clock.LONDON)
    if local.time() < DAILY_AT:
        return 0
    morning = datetime.combine(local.date(), DAILY_AT, clock.LONDON)
    waiting = Notice.objects.filter(authority=authority, daily=True, at__lt=morning)
    users = list(User.objects.filter(pk__in=waiting.filter(read_at=None).values("user_id"), is_active=True))
    for user in users:
        send_email(authority=authority, to=user, kind="digest", link=address("messages:news"))
    waiting.update(daily=False)
    return len(users)

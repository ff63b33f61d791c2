"""Who has looked at a child's record: for the family by organisation and role in plain words, for others by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, AccessSubject, Membership, Role
from keywork.web.casework.parts import LOOKED
from keywork.web.kernel.clock import LONDON
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import Standing
from keywork.web.ui.jinja import day

FAMILY = frozenset({Role.PARENT, Role.YOUNG_PERSON})
# Looking into what was looked at must not show itself to the family, whatever it was that was done.
INVESTIGATING = frozenset({Role.INFORMATION_GOVERNANCE})


FAMILYS = (
    "People who opened or worked on this record, by where they work and what they do there, newest first. Their names "
    "are not shown. Not shown either are what others of the family read, and checks that the law or somebody’s safety "
    "keeps confidential. Ask the council if you do not understand why somebody looked."
)


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked on a day, as the page shows it: who, and each thing they did, with how often."""

    who: str
    role: str
    did: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The looks of one day."""

    day: str
    looks: tuple[Look, ...]


def entries(standing: Standing) -> QuerySet[AccessEntry]:
    """Return the rows of the access log about a case and its child that are open to whoever asks, newest first."""
    actor, card = standing.actor, standing.card
    named = AccessSubject.objects.filter(subject__in=(card.case_id, card.person_id)).values("entry_id")
    found: QuerySet[AccessEntry] = AccessEntry.objects.filter(pk__in=named, allowed=True)
    limits = standing.limits("c9", "R", LOOKED)
    if "own actions" in limits:
        found = found.filter(actor=actor.label)
    if "own staff" in limits:
        own = Membership.objects.filter(organisation=actor.organisation_id) if actor.organisation_id else ()
        found = found.filter(actor__in=[f"user:{one.user_id}" for one in own] or [actor.label])
    if is_family(actor):
        found = found.filter(action__in=told_to_families()).exclude(_kept_from_families(actor))
    return found.order_by("-at", "-id")


def told_to_families() -> list[str]:
    """Return the actions of the matrix that a family is told about."""
    return [rule.action for rule in matrix().values() if rule.families]


def _kept_from_families(actor: Actor) -> Q:
    """Leave out investigations, and other people of the family, whose own looking is theirs."""
    return Q(role__in=INVESTIGATING) | Q(role__in=FAMILY) & ~Q(actor=actor.label)


def whose(standing: Standing) -> str:
    """Say whose looks the page shows, in a sentence of its own."""
    limits = standing.limits("c9", "R", LOOKED)
    if is_family(standing.actor):
        return FAMILYS
    if "own actions" in limits:
        return "Your own looks at this record, newest first. You are not shown those of other people."
    if "own staff" in limits:
        return "Looks of people of your own organisation, newest first. You are not shown those of others."
    return "Everybody who opened or worked on this record, newest first."


def is_family(actor: Actor) -> bool:
    """Say whether somebody asks as the family."""
    return actor.role in FAMILY


def shown(actor: Actor, card: CaseCard, rows: Sequence[AccessEntry], names: Mapping[str, str]) -> list[Day]:
    """Return rows as the page shows them, day by day.

    Args:
        actor: who asks; a family is told of organisations and roles, and of no names.
        card: the case.
        rows: newest first.
        names: of people, by the labels that stand in the rows.
    """
    bodies = {} if not rows else _organisations({row.actor for row in rows})
    by_day = groupby(rows, key=lambda row: row.at.astimezone(LONDON).date())
    return [Day(day(when), tuple(_looks(actor, group, bodies, names))) for when, group in by_day]


def _looks(
    actor: Actor, rows: Iterable[AccessEntry], bodies: Mapping[str, str], names: Mapping[str, str]
) -> Iterable[Look]:
    counted: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        body = bodies.get(row.actor, actor.authority.name)
        who = body if is_family(actor) else f"{names.get(row.actor, 'The system')}, {body}"
        role = Role(row.role).label if row.role else "The system"
        its = counted.setdefault(("You", "") if row.actor == actor.label else (who, role), {})
        what = _words(row.action)
        its[what] = its.get(what, 0) + 1
    for (who, role), its in counted.items():
        yield Look(who, role, tuple(what if times == 1 else f"{what}, {times} times" for what, times in its.items()))


def _words(action: str) -> str:
    rule = matrix().get(action)
    return (rule.done or rule.title) if rule else "Worked on the case"


def _organisations(labels: Iterable[str]) -> dict[str, str]:
    """Return whom people work for, where that is not the authority itself."""
    ids = [UUID(label.removeprefix("user:")) for label in labels if label.startswith("user:")]
    theirs = Membership.objects.filter(user_id__in=ids).exclude(organisation=None).select_related("organisation")
    return {f"user:{one.user_id}": one.organisation.name for one in theirs}

"""The flags of a case, what waits for a second person, alerts and broken glass, in finished words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role, User
from keywork.web.people.family import barriers_of
from keywork.web.people.models import Barrier, CaseCard
from keywork.web.people.policy import CASES, may
from keywork.web.ui.jinja import moment, short_day
from keywork.web.vaults import contacts, glass, identity, restricting, reveals
from keywork.web.vaults.models import Alert, BrokenGlass, Reveal


@dataclass(frozen=True, slots=True)
class Flag:
    """Somebody who is named, or kept out."""

    id: str
    who: str
    words: str
    until: str


def flags_of(actor: Actor, card: CaseCard) -> dict[str, Any]:
    """Return what keeps people from a case, as far as the reader answers for it."""
    points = contacts.points_of(card.person_id)
    kinds = reveals.kinds_for(actor)
    return {
        "restricted": card.restricted,
        "named": [_named(one.user, one.ends_at) for one in restricting.named_on(card.case_id)]
        if card.restricted
        else [],
        "barriers": [_barrier(one, in_full=may(actor, "a3", "R", card)) for one in barriers_of(card.person_id)],
        "hidden": sum(point.hidden for point in points),
        "may_restrict": CASES.can(actor, "case.restrict", card),
        "may_bar": CASES.can(actor, "barrier.set", card),
        "keeps_identities": CASES.can(actor, "identity.keep", card),
        "identity_kept": Reveal.Kind.IDENTITY in kinds and identity.is_kept(card.person_id),
        "may_ask": bool(kinds) and CASES.can(actor, "reveal.ask", card),
    }


def role_of(user: User) -> str:
    """Return a person's name and role."""
    place = getattr(user, "membership", None)
    return f"{user}, {Role(place.role).label.lower()}" if place else str(user)


def _named(user: User | None, until: Any) -> Flag:
    assert user is not None
    return Flag(str(user.pk), role_of(user), "", moment(until))


def _barrier(barrier: Barrier, *, in_full: bool) -> Flag:
    """Return a barrier; without the family's details for whoever may not read them, for these would name the child."""
    if not in_full:
        who = "Somebody of the family" if barrier.member else str(barrier.user)
        return Flag(str(barrier.pk), who, barrier.get_kind_display(), short_day(barrier.until))
    who = barrier.member.name if barrier.member else str(barrier.user)
    document = f" ({barrier.document})" if barrier.document else ""
    words = f"{barrier.get_kind_display()}{document}: {barrier.reason}"
    return Flag(str(barrier.pk), who, words, short_day(barrier.until))


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert."""

    id: str
    what: str
    who: str
    whose: str
    when: str


def alert_rows(found: Iterable[Alert]) -> list[AlertRow]:
    """Return alerts; whose case it is stands there by pseudonym alone."""
    return [
        AlertRow(str(one.pk), one.get_kind_display(), role_of(one.user), one.case.card.person.pseudonym, moment(one.at))
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class GlassRow:
    """One time that somebody broke the glass."""

    id: str
    who: str
    whose: str
    when: str
    why: str
    reason: str
    due: str
    overdue: bool
    mine: bool
    outcome: str


def glass_rows(found: Iterable[BrokenGlass], actor: Actor, today: date) -> list[GlassRow]:
    """Return what was opened behind glass."""
    return [
        GlassRow(
            str(one.pk), str(one.user), one.case.card.person.pseudonym, moment(one.at), one.get_why_display(),
            one.reason, short_day(one.review_by), glass.is_overdue(one, today), one.user_id == actor.user_id,
            _outcome(one),
        )
        for one in found
    ]  # fmt: skip


def _outcome(one: BrokenGlass) -> str:
    if not one.outcome:
        return ""
    remarks = f" {one.remarks}" if one.remarks else ""
    return f"{one.get_outcome_display()}.{remarks} ({one.reviewed_by}, {moment(one.reviewed_at)})"


@dataclass(frozen=True, slots=True)
class RevealRow:
    """What somebody asks to see."""

    id: str
    what: str
    who: str
    whose: str
    when: str
    reason: str
    mine: bool


def reveal_rows(found: Iterable[Reveal], actor: Actor) -> list[RevealRow]:
    """Return what waits for a second person."""
    return [
        RevealRow(
            str(one.pk), one.get_kind_display(), str(one.asked_by), one.case.card.person.pseudonym,
            moment(one.asked_at), one.reason, one.asked_by_id == actor.user_id,
        )
        for one in found
    ]  # fmt: skip

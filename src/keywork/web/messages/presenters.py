"""What the pages of messages show, in finished words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from keywork.web.accounts.actors import Actor
from keywork.web.messages.kinds import BY_CODE, NOTICE
from keywork.web.messages.models import Message, State
from keywork.web.messages.queries import News
from keywork.web.messages.reasons import reason_of
from keywork.web.messages.services.watching import Counts
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is new.

    Args:
        says: what happened.
        whose: the child's name and the reference, as far as the reader may know; empty where it is about no case.
        do: what to do.
        when: the moment, in words.
        href: where it can be seen.
        is_new: it was not read yet.
    """

    says: str
    whose: str
    do: str
    when: str
    href: str
    is_new: bool


def name_of(actor: Actor, card: CaseCard) -> str:
    """Return a child's name where the reader may know it, with the reference; the reference alone otherwise."""
    stands = standing_of(actor, card)
    reference = str(card.case.reference)
    if stands.is_masked() or not stands.may("a2"):
        return reference
    return f"{card.person.name}, {reference}"


def lines(actor: Actor, news: Iterable[News]) -> list[Line]:
    """Return what is new as it is shown."""
    return [
        Line(
            NOTICE[one.notice.kind].says,
            name_of(actor, one.card) if one.card else "",
            NOTICE[one.notice.kind].do,
            moment(one.notice.at),
            one.notice.link,
            one.notice.read_at is None,
        )
        for one in news
        if one.notice.kind in NOTICE
    ]


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One e-mail that did not arrive.

    Args:
        pk: its identity.
        says: its subject.
        whose: the child's name and the reference.
        case_href: the page of the case.
        to: for whom it was.
        state: where it stands.
        why: what happened.
        advice: what to do.
        when: the moment, in words.
        can_repeat: it may be sent again from here.
    """

    pk: UUID
    says: str
    whose: str
    case_href: str
    to: str
    state: str
    why: str
    advice: str
    when: str
    can_repeat: bool


def _to(message: Message) -> str:
    """Return for whom an e-mail was, in words; never the address."""
    if message.user is not None:
        return f"{message.user.display_name} ({message.user.membership.get_role_display()})"
    member = message.point.member if message.point else None
    return f"{member.name} ({member.get_relationship_display()})" if member else "The child or young person"


def undelivered_rows(actor: Actor, found: Iterable[Message]) -> list[Undelivered]:
    """Return e-mails that did not arrive as they are shown."""
    rows = list(found)
    cards = CaseCard.objects.select_related("case", "person").in_bulk([one.case_id for one in rows if one.case_id])
    made = []
    for one in rows:
        card, reason, kind = cards[one.case_id], reason_of(one.reason), BY_CODE.get(one.kind)
        made.append(
            Undelivered(
                one.pk,
                kind.subject if kind else one.kind,
                name_of(actor, card),
                address("casework:case", case_id=card.case_id),
                _to(one),
                one.get_state_display(),
                reason.title,
                reason.advice,
                moment(one.changed_at),
                kind is not None and not kind.words,
            )
        )
    return made


def count_rows(counts: Counts) -> list[tuple[str, int]]:
    """Return how many e-mails stand in each state that is not over."""
    shown = (State.WAITING, State.CLAIMED, State.UNKNOWN, State.PARKED, State.STOPPED, State.BOUNCED)
    return [(state.label, counts.states.get(state, 0)) for state in shown]

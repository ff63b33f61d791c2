"""What the members think, and what the panel recommends: facts of their own, beside what an officer decides."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.panels.errors import NotDone, Overtaken
from keywork.web.panels.limbs import Test, check, kept
from keywork.web.panels.models import AgendaItem, MemberView, Recommendation, Seat
from keywork.web.panels.services.agenda import held
from keywork.web.panels.standing import RECOMMENDED, asked_of
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import plural

SPEAK, RECOMMEND = "panel.speak", "panel.recommend"
Kind = MemberView.Kind
ALREADY = "Somebody wrote down what this panel recommends while you were on this page. What you typed is still here."


def seat_of(actor: Actor, item: AgendaItem) -> Seat | None:
    """Return how somebody sits before a case; None where they do not."""
    found: Seat | None = Seat.objects.filter(item=item, user=actor.user_id).first()
    return found


@transaction.atomic
def speak(*, actor: Actor, card: CaseCard, item: AgendaItem, view: str, reasons: str) -> MemberView:
    """Give one's view before the panel recommends, or dissent from what it recommended.

    Raises:
        NotDone: they do not sit before the case, the meeting has closed, or they would dissent from their own answer.
    """
    CASES.check(actor, SPEAK, card)
    held(item.meeting_id)
    seat = seat_of(actor, item)
    if seat is None or seat.recused or view not in item.asks.views or not reasons.strip():
        raise NotDone("Only a member who sits before this case gives a view, with reasons.")
    found = Recommendation.objects.filter(item=item).first()
    if found is not None and found.recommendation == view:
        raise NotDone("The panel recommended just that, so there is nothing to dissent from.")
    made: MemberView = MemberView.objects.create(
        authority=actor.authority, item=item, user_id=actor.user_id, kind=Kind.DISSENT if found else Kind.VIEW,
        view=view, reasons=reasons.strip(),
    )  # fmt: skip
    log(actor=actor, action=SPEAK, subjects=_subjects(card, item), detail={"did": made.kind})
    return made


@transaction.atomic
def recommend(
    *,
    actor: Actor,
    name: str,
    card: CaseCard,
    item: AgendaItem,
    recommendation: str,
    test: Test,
    reasons: str,
    took_part: Collection[UUID],
    has_papers: bool,
) -> Recommendation:
    """Write down what a panel recommends, once.

    Args:
        actor: who writes it.
        name: theirs, as it stands beside it.
        card: of the case.
        item: the case before the panel.
        recommendation: to assess or not, to issue a plan or not.
        test: the panel's answers.
        reasons: in words, for the family.
        took_part: the accounts of the members who did.
        has_papers: there are papers to rest an answer on.

    Raises:
        Overtaken: somebody wrote it down meanwhile.
        NotDone: there is no quorum, it does not follow, the case waits for no decision, or the meeting has closed.
    """
    CASES.check(actor, RECOMMEND, card)
    meeting = held(item.meeting_id)
    found = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if Recommendation.objects.filter(item=found).exists():
        raise Overtaken(ALREADY)
    if found.taken_off_at is not None or asked_of(card.case_id) is not found.asks:
        raise NotDone("This case waits for no decision any more, or was taken off the agenda.")
    check(found.asks, test, recommendation, has_papers=has_papers)
    _note_who(item, took_part, meeting.panel.quorum)
    made: Recommendation = Recommendation.objects.create(
        authority=actor.authority, item=found, recommendation=recommendation, test=kept(test), reasons=reasons.strip(),
        by=actor.label, by_name=name,
    )  # fmt: skip
    entry = NewEvent(RECOMMENDED, clock.today(), fields={"recommendation": recommendation})
    try:
        record(case=card.case, entries=[entry], actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    log(actor=actor, action=RECOMMEND, subjects=_subjects(card, item), detail={"recommendation": recommendation})
    return made


def _note_who(item: AgendaItem, took_part: Collection[UUID], quorum: int) -> None:
    seats = Seat.objects.filter(item=item, recused="", user__in=list(took_part))
    count = seats.update(took_part=True)
    if count < quorum:
        raise NotDone(
            f"The quorum of this panel is {quorum}: {plural(count, 'member')} took part. Whoever withdrew does not "
            "count. Put the case before the next meeting, or let an officer decide without a panel."
        )


def _subjects(card: CaseCard, item: AgendaItem) -> list[Any]:
    return [card.case_id, card.person_id, item.pk]

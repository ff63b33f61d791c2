"""The agenda of a meeting: putting cases on it, who sits before each, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import User
from keywork.web.accounts.policy import check_can
from keywork.web.kernel import clock
from keywork.web.panels.errors import NotDone
from keywork.web.panels.models import AgendaItem, PanelMeeting, PanelMember, Seat
from keywork.web.panels.standing import BY_SEAT, asked_of
from keywork.web.people.family import declare_conflict
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.seated import close_on, is_kept, seat, unseat
from keywork.web.ui.jinja import plural, short_day

PUT, RUN = "panel.put", "panel.run"
CLOSED = (
    "This panel closed on {on}. Nothing more is written down for it. What you typed is still here: put the case before "
    "the next meeting, or let an officer decide without a panel."
)


def held(meeting_id: UUID) -> PanelMeeting:
    """Return a meeting as it is now, kept from whoever would close it until the transaction ends.

    Raises:
        NotDone: it has closed.
    """
    found: PanelMeeting = PanelMeeting.objects.select_for_update().get(pk=meeting_id)
    if found.closed_at is not None:
        raise NotDone(CLOSED.format(on=short_day(found.closed_at.astimezone(clock.LONDON).date())))
    return found


@transaction.atomic
def put(*, actor: Actor, meeting: PanelMeeting, cards: Sequence[CaseCard]) -> list[AgendaItem]:
    """Put cases before a meeting with the question each waits for, and open each to its members.

    Raises:
        NotKnown: a case is not theirs to put there.
        NotDone: none was chosen, one waits for no decision or is before an open meeting, or the meeting has closed.
    """
    if not cards:
        raise NotDone("Choose at least one case.")
    found, made = held(meeting.pk), []
    members = current_members(found.panel_id)
    for card in cards:
        CASES.check(actor, PUT, card)
        question = asked_of(card.case_id)
        if question is None:
            raise NotDone(f"{card.case.reference} waits for no decision whether to assess or to issue a plan.")
        if on_an_agenda(card.case_id):
            raise NotDone(f"{card.case.reference} is before a panel already.")
        item = AgendaItem.objects.create(
            authority=actor.authority, meeting=found, case=card.case, question=question.code, put_by=actor.label
        )
        for one in members:
            seat_member(actor=actor, item=item, user=one.user)
        log(actor=actor, action=PUT, subjects=[card.case_id, card.person_id, item.pk], detail={"did": "put"})
        made.append(item)
    return made


def current_members(panel_id: UUID) -> list[PanelMember]:
    """Return who sits on a panel now."""
    found = PanelMember.objects.filter(panel=panel_id, until=None, user__is_active=True)
    return list(found.select_related("user__membership"))


def on_an_agenda(case_id: UUID) -> bool:
    """Say whether a case is before a meeting that is still to come or open."""
    found = AgendaItem.objects.filter(case_id=case_id, taken_off_at=None, meeting__closed_at=None)
    return bool(found.exists())


def seat_member(*, actor: Actor, item: AgendaItem, user: User) -> Seat:
    """Let a member sit before a case, unless they are kept from the child; somebody who withdrew stays withdrawn."""
    card = CaseCard.objects.get(pk=item.case_id)
    found: Seat | None = Seat.objects.filter(item=item, user=user).select_related("involvement").first()
    made = found or Seat(authority=actor.authority, item=item, user=user)
    if not made.recused and is_kept(user, card):
        made.recused, made.recused_at, made.recused_by = Seat.Recused.KEPT, clock.now(), actor.label
    if not made.recused and user.membership.role in BY_SEAT and not _is_open(made):
        made.involvement = seat(actor=actor, card=card, user=user, closes=item.meeting.on)
    made.save()
    return made


def _is_open(one: Seat) -> bool:
    return one.involvement is not None and one.involvement.is_open(clock.now())


def unseat_member(*, actor: Actor, panel_id: UUID, user_id: UUID) -> None:
    """Close what is before a panel to somebody who leaves it."""
    seats = Seat.objects.filter(item__meeting__panel=panel_id, user=user_id).select_related("involvement")
    for one in seats:
        unseat(actor=actor, involvement=one.involvement)


@transaction.atomic
def take_off(*, actor: Actor, card: CaseCard, item: AgendaItem) -> None:
    """Take a case off an agenda; it is closed to the members at once.

    Raises:
        NotDone: it has been taken off, the panel has recommended, or the meeting has closed.
    """
    CASES.check(actor, PUT, card)
    held(item.meeting_id)
    found = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if found.taken_off_at is not None:
        raise NotDone("It has been taken off this agenda already.")
    if hasattr(found, "recommendation"):
        raise NotDone("The panel has made its recommendation, so the case stays on the agenda.")
    found.taken_off_at, found.taken_off_by = clock.now(), actor.label
    found.save(update_fields=["taken_off_at", "taken_off_by"])
    for one in found.seats.select_related("involvement"):
        unseat(actor=actor, involvement=one.involvement)
    log(actor=actor, action=PUT, subjects=[card.case_id, card.person_id, item.pk], detail={"did": "take-off"})


@transaction.atomic
def recuse(*, actor: Actor, card: CaseCard, item: AgendaItem, user: User, why: str, reason: str) -> Seat:
    """Let a member withdraw from a case: they read nothing more of it here; if they are close to the child, nowhere.

    Args:
        actor: the member, or whoever runs panels and may put the case there.
        card: of the case.
        item: the case before the panel.
        user: who withdraws.
        why: a code of :class:`Seat.Recused`.
        reason: in words.

    Raises:
        NotDone: they do not sit before the case, or have withdrawn, or no reason is given, or the meeting has closed.
        Refused: the reason says too little to keep somebody from a child.
    """
    if user.pk != actor.user_id:
        check_can(actor, RUN)
        CASES.check(actor, PUT, card)
    held(item.meeting_id)
    found = Seat.objects.select_for_update(of=("self",)).select_related("involvement").filter(
        item=item, user=user
    ).first()  # fmt: skip
    if found is None or found.recused:
        raise NotDone("They do not sit before this case.")
    if why not in (Seat.Recused.WORK, Seat.Recused.CLOSE):
        raise NotDone("Choose why they withdraw.")
    found.recused, found.reason = why, reason.strip()
    found.recused_at, found.recused_by, found.took_part = clock.now(), actor.label, False
    found.save()
    unseat(actor=actor, involvement=found.involvement)
    if why == Seat.Recused.CLOSE:
        declare_conflict(actor=actor, card=card, user=user, reason=reason)
    detail = {"did": "recuse", "why": why}
    log(actor=actor, action="panel.pack", subjects=[card.case_id, card.person_id, item.pk, user.pk], detail=detail)
    return found


@transaction.atomic
def close(*, actor: Actor, meeting: PanelMeeting) -> int:
    """Close a meeting: the members read its papers for five days more. Return how many cases have no recommendation.

    Raises:
        NotDone: it has closed already, or its day has not come.
    """
    check_can(actor, RUN)
    found = held(meeting.pk)
    if found.on > clock.today():
        raise NotDone(f"This panel meets on {short_day(found.on)}. It is closed on that day or later.")
    found.closed_at = clock.now()
    found.save(update_fields=["closed_at"])
    items = AgendaItem.objects.filter(meeting=found, taken_off_at=None)
    seats = Seat.objects.filter(item__in=items, involvement__isnull=False).select_related("involvement")
    close_on([one.involvement for one in seats if one.involvement], clock.today())
    log(actor=actor, action=RUN, subjects=[meeting.panel_id, meeting.pk], detail={"did": "close"})
    return int(items.filter(recommendation=None).count())


def said_of(count: int) -> str:
    """Say how many cases a closed panel left without a recommendation."""
    if not count:
        return "Closed. Every case has a recommendation."
    return (
        f"Closed. {plural(count, 'case')} without a recommendation: put them before the next meeting, or let an "
        "officer decide."
    )

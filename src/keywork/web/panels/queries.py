"""Finding panels and what is before them: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from keywork.core.events import Event
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Membership
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.deadlines.models import ClockRow
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, PanelMember, Seat
from keywork.web.panels.questions import BY_CONCLUSION, BY_DUTY, Question
from keywork.web.panels.services.setting_up import SEATED
from keywork.web.panels.standing import BY_SEAT, CONCLUDED, RECOMMENDED
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for, known_card

LIST, PACK, PUT, RUN = "panel.list", "panel.pack", "panel.put", "panel.run"
# The field of an entry that says what was recommended or decided.
SAID_IN = {RECOMMENDED: "recommendation", CONCLUDED: "conclusion"}
ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team")


def panels(actor: Actor) -> QuerySet[Panel]:
    """Return the panels somebody may know of: those they sit on, or all, for whoever works on the cases."""
    found: QuerySet[Panel] = Panel.objects.all()
    if actor.role in BY_SEAT:
        found = found.filter(pk__in=PanelMember.objects.filter(user=actor.user_id, until=None).values("panel"))
    return found.order_by("closed", "name", "pk")


def panel(actor: Actor, panel_id: UUID, action: str = LIST) -> Panel:
    """Return a panel.

    Raises:
        NotKnown: there is none, or it is not theirs to know of: the two look the same.
    """
    found = panels(actor).filter(pk=panel_id).first()
    if found is None:
        raise NotKnown(decide(actor, action), panel_id)
    return found


def members(one: Panel) -> list[PanelMember]:
    """Return who sits on a panel and who did, those who do first."""
    found = PanelMember.objects.filter(panel=one).select_related("user__membership")
    return sorted(found, key=lambda m: (m.until is not None, m.part != PanelMember.Part.CHAIR, m.user.display_name))


def member(actor: Actor, member_id: UUID) -> PanelMember:
    """Return a member of a panel, for whoever runs it.

    Raises:
        NotKnown: there is none.
    """
    found: PanelMember | None = PanelMember.objects.filter(pk=member_id).select_related("panel", "user").first()
    if found is None:
        raise NotKnown(decide(actor, RUN), member_id)
    return found


def to_seat(actor: Actor, one: Panel) -> list[Membership]:
    """Return who may sit on a panel and does not."""
    sits = PanelMember.objects.filter(panel=one, until=None).values("user")
    found = Membership.objects.filter(authority=actor.authority, role__in=SEATED, user__is_active=True)
    return list(found.exclude(user__in=sits).select_related("user").order_by("user__display_name"))


def meetings(one: Panel) -> QuerySet[PanelMeeting]:
    """Return the meetings of a panel, the latest first."""
    found: QuerySet[PanelMeeting] = PanelMeeting.objects.filter(panel=one).order_by("-on")
    return found


def meeting(actor: Actor, meeting_id: UUID, action: str = LIST) -> PanelMeeting:
    """Return a meeting.

    Raises:
        NotKnown: there is none, or its panel is not theirs to know of.
    """
    found = PanelMeeting.objects.filter(pk=meeting_id, panel__in=panels(actor).order_by().values("pk"))
    one: PanelMeeting | None = found.select_related("panel").first()
    if one is None:
        raise NotKnown(decide(actor, action), meeting_id)
    return one


def items(actor: Actor, action: str = PACK) -> QuerySet[AgendaItem]:
    """Return what is before panels, as far as somebody reads it: not what they withdrew from."""
    return _before(actor, action).exclude(withdrew_from(actor, "pk"))


def _before(actor: Actor, action: str) -> QuerySet[AgendaItem]:
    found = _seen(actor).filter(case_id__in=cards_for(actor, action).values("pk"))
    return found.select_related("case", "case__card__person", "meeting__panel", "recommendation")


def _seen(actor: Actor) -> QuerySet[AgendaItem]:
    """Return what is before panels of the cases that somebody reads, whichever these are."""
    found: QuerySet[AgendaItem] = AgendaItem.objects.filter(taken_off_at=None)
    if actor.role in BY_SEAT:
        found = found.filter(Exists(Seat.objects.filter(item=OuterRef("pk"), user=actor.user_id)))
    return found


def withdrew_from(actor: Actor, item: str) -> Exists:
    """Return the condition that somebody withdrew from a case before a panel, or is kept from it.

    Args:
        actor: who.
        item: the name of the field that says which case before a panel.
    """
    return Exists(Seat.objects.filter(item=OuterRef(item), user=actor.user_id).exclude(recused=""))


def withdrawn_from(actor: Actor, case_id: UUID) -> frozenset[str]:
    """Return the codes of the questions about a case from which somebody withdrew before a panel, or is kept."""
    before = AgendaItem.objects.filter(case_id=case_id, taken_off_at=None).filter(withdrew_from(actor, "pk"))
    return frozenset(before.values_list("question", flat=True))


def has_withdrawn(actor: Actor, case_id: UUID, question: Question) -> bool:
    """Say whether somebody withdrew before a panel from a question about a case, or is kept from it."""
    return question.code in withdrawn_from(actor, case_id)


def own_record(actor: Actor, card: CaseCard, record: Sequence[Event]) -> list[Event]:
    """Return a case's record without what a panel recommended, and when, of a question from which somebody withdrew.

    What an officer decided stays, without the word that tells whether it was as the panel recommended.
    """
    spoke = any(event.kind in SAID_IN for event in record)
    asked = withdrawn_from(actor, card.case_id) if spoke else frozenset()
    if not asked:
        return list(record)
    theirs = {event.id: event.kind for event in record if event.kind in SAID_IN and _speaks_of(event, asked)}
    hidden = {one for one, kind in theirs.items() if kind == RECOMMENDED}
    left = [event for event in record if not {event.id, event.corrects or ""} & hidden]
    return [_untold(event) if event.id in theirs else event for event in left]


def _speaks_of(event: Event, asked: Collection[str]) -> bool:
    question = BY_CONCLUSION.get(str(event.fields.get(SAID_IN[event.kind], "")))
    # Where an entry no longer says of what it speaks, it may be of any of them.
    return question is None or question.code in asked


def _untold(event: Event) -> Event:
    return event._replace(fields={name: value for name, value in event.fields.items() if name != "followed"})


@dataclass(frozen=True, slots=True)
class Opened:
    """A case before a panel that somebody may read, with its card and how they sit before it."""

    item: AgendaItem
    card: CaseCard
    seat: Seat | None


def opened(actor: Actor, item_id: UUID, action: str) -> Opened:
    """Return a case before a panel with which somebody may do something.

    Raises:
        NotKnown: there is none, they withdrew, or may not know of it: all look the same. The refusal names the case
            where they withdrew from it, so that somebody who is kept from the child is told of.
    """
    item = items(actor, action).filter(pk=item_id).first()
    if item is None:
        withdrew = Seat.objects.filter(item=item_id, user=actor.user_id).values_list("item__case", flat=True).first()
        raise NotKnown(decide(actor, action), withdrew or item_id)
    card = CaseCard.objects.select_related(*ON_A_CARD).get(pk=item.case_id)
    return Opened(item, card, Seat.objects.filter(item=item, user=actor.user_id).first())


def agenda(actor: Actor, one: PanelMeeting) -> list[AgendaItem]:
    """Return the cases on an agenda that somebody reads, what is due first on top."""
    found = list(items(actor, LIST).filter(meeting=one))
    due = {row.case_id: row.legal_deadline for row in clocks(found)}
    return sorted(found, key=lambda item: (due.get(item.case_id) is None, due.get(item.case_id), item.put_at, item.pk))


def clocks(before: Sequence[AgendaItem]) -> list[ClockRow]:
    """Return the clocks of what is asked about some cases before panels; of each case the one that runs last."""
    asked = {item.case_id: item.asks for item in before}
    rows = ClockRow.objects.filter(case_id__in=list(asked), duty__in=list(BY_DUTY))
    found = [row for row in rows if BY_DUTY[row.duty] is asked[row.case_id]]
    return sorted(found, key=lambda row: row.met_on is None and row.ended_on is None)


def seats(item: AgendaItem) -> list[Seat]:
    """Return who sits before a case."""
    return list(item.seats.select_related("user__membership").order_by("user__display_name", "pk"))


def waiting(actor: Actor, question: Question) -> QuerySet[ClockRow]:
    """Return the cases that wait for a decision and are before no panel, by deadline."""
    before = AgendaItem.objects.filter(case=OuterRef("case"), taken_off_at=None, meeting__closed_at=None)
    rows = ClockRow.objects.filter(duty__in=question.duties, met_on=None, ended_on=None, in_source=True)
    rows = rows.filter(case_id__in=cards_for(actor, PUT).values("pk"), case__summary__stage=question.stage.value)
    found: QuerySet[ClockRow] = rows.exclude(Exists(before)).select_related(
        "case__card__person", "case__card__keyworker"
    )
    return found.order_by("legal_deadline", "case_id", "thread")


def cards_to_put(actor: Actor, case_ids: Sequence[str]) -> list[CaseCard]:
    """Return the cards of chosen cases that somebody may put before a panel; what is not theirs is not there."""
    known = [found for text in case_ids if (found := identity(text))]
    cards = cards_for(actor, PUT).filter(pk__in=known).select_related(*ON_A_CARD)
    return list(cards.order_by("pk"))


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case that somebody may do something with.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def last_items(actor: Actor, card: CaseCard) -> dict[str, AgendaItem | None]:
    """Return by question where a case is or was before a panel last, as far as somebody reads it.

    Where they withdrew there is None: they learn neither of which panel nor when.
    """
    if not CASES.can(actor, PACK, card):
        return {}
    found = _seen(actor).filter(case_id=card.case_id).annotate(withdrew=withdrew_from(actor, "pk"))
    found = found.select_related("meeting__panel")
    return {one.question: None if one.withdrew else one for one in found.order_by("put_at", "pk")}


def open_meetings(actor: Actor) -> QuerySet[PanelMeeting]:
    """Return the meetings that have not closed, the next first, each with how many cases somebody reads there."""
    seen = items(actor, LIST).values("pk")
    count = Count("items", filter=Q(items__in=seen), distinct=True)
    found: QuerySet[PanelMeeting] = PanelMeeting.objects.filter(
        closed_at=None, panel__in=panels(actor).order_by().values("pk")
    )
    return found.annotate(cases=count).select_related("panel").order_by("on", "panel__name")


def identity(text: str) -> UUID | None:
    """Return an identity that somebody sent, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None

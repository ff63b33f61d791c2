"""Finding notes of meetings, always within a person's reach, and how many meetings were held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from keywork.core.events import in_force
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.documents.models import Letter
from keywork.web.kernel import clock
from keywork.web.ledger.queries import now, stream
from keywork.web.meetings.agendas import SECOND
from keywork.web.meetings.models import ArrangedMeeting, MeetingNotes, NotesCorrection
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for, known_card
from keywork.web.vaults.kept_back import hidden_from

ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team")
FIRST_DUTY, DRAFT_DUTY = "loc-initial-meeting", "ehcp-draft-backstop"
LOOKED_BACK = timedelta(days=365)
IN_ASSESSMENT = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)
PACK = "information-pack"


@dataclass(frozen=True, slots=True)
class Held:
    """The notes of a meeting with the day it was held, corrections included."""

    notes: MeetingNotes
    on: date | None


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case with which somebody may do something.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def of_case(actor: Actor, card: CaseCard) -> list[Held]:
    """Return the meetings of a case, the latest first: not one that was struck out, nor what a young person keeps."""
    found = list(MeetingNotes.objects.filter(case=card.case_id))
    if not found:
        return []
    known_at = max(now(card.authority_id), clock.now())
    days = {e.event.id: e.on for e in in_force(stream(card.case_id), as_of=clock.today(), known_at=known_at)}
    hidden = {str(one) for one in hidden_from(actor, card.case_id)}
    shown = [one for one in found if str(one.event_id) in days and str(one.event_id) not in hidden]
    held = [Held(one, days[str(one.event_id)]) for one in shown]
    return sorted(held, key=lambda one: (one.on or date.min, one.notes.at), reverse=True)


def in_assessment(card: CaseCard) -> bool:
    """Say whether an assessment runs in a case: it was decided to assess, and the plan is not final."""
    summary = CaseSummary.objects.filter(case=card.case_id).first()
    return summary is not None and summary.stage in IN_ASSESSMENT


def coming(actor: Actor, card: CaseCard) -> list[ArrangedMeeting]:
    """Return the meetings that are arranged in a case and were neither held nor called off, the next first.

    One whose day has passed and that nobody wrote down is among them, until somebody says what became of it.
    """
    return coming_in([card.case_id], {one.notes.which for one in of_case(actor, card)})


def coming_in(cases: Any, held: Collection[str] = ()) -> list[ArrangedMeeting]:
    """Return the meetings that are arranged in some cases and not called off, the next first.

    Args:
        cases: the identities of those that whoever asks may see, or a query for them.
        held: which of them were held, where it is one case.
    """
    latest: dict[tuple[UUID, str], ArrangedMeeting] = {}
    for one in ArrangedMeeting.objects.filter(case__in=cases).order_by("at", "id"):
        latest[one.case_id, one.which] = one
    found = [one for one in latest.values() if not one.called_off and one.which not in held]
    return sorted(found, key=lambda one: (one.on, one.begins))


def called_off(card: CaseCard, others: Collection[str]) -> list[ArrangedMeeting]:
    """Return what was called off last in a case, of the meetings that are not among some others."""
    latest = {one.which: one for one in ArrangedMeeting.objects.filter(case=card.case_id).order_by("at", "id")}
    return [one for one in latest.values() if one.called_off and one.which not in others]


def still_to_come(cards: QuerySet[CaseCard], first: date, last: date) -> list[tuple[ArrangedMeeting, CaseCard]]:
    """Return the meetings that are arranged between two days in some cases and were not held, with their cards."""
    near = ArrangedMeeting.objects.filter(case__in=cards.values("pk"), on__gte=first, on__lte=last).values("case")
    held = set(MeetingNotes.objects.filter(case__in=near).values_list("case", "which"))
    found = [one for one in coming_in(near) if (one.case_id, one.which) not in held and first <= one.on <= last]
    by_case = {card.case_id: card for card in cards.filter(case__in=near).select_related("case", "person")}
    return [(one, by_case[one.case_id]) for one in found]


def first_due(card: CaseCard) -> date | None:
    """Return the last day for the first meeting; None where no two weeks run."""
    rows = ClockRow.objects.filter(case=card.case_id, duty=FIRST_DUTY, is_open=True)
    due: date | None = rows.values_list("legal_deadline", flat=True).first()
    return due


def pack_sent_on(card: CaseCard) -> date | None:
    """Return the day on which the letter with the information pack went; None where it has not gone."""
    sent = Letter.objects.filter(case=card.case_id, kind=PACK, state=Letter.State.SENT).order_by("changed_at").first()
    return sent.changed_at.astimezone(clock.LONDON).date() if sent else None


def corrections(actor: Actor, notes: MeetingNotes) -> list[NotesCorrection]:
    """Return what people said is wrong; what a parent said is not read by another parent, whom it may be about."""
    found = notes.corrections.select_related("user__membership")
    if actor.role == Role.PARENT:
        found = found.exclude(~Q(user=actor.user_id), user__membership__role=Role.PARENT)
    return list(found)


def opened(actor: Actor, notes_id: UUID, action: str) -> tuple[CaseCard, Held]:
    """Return the notes of a meeting with which somebody may do something, and the card of their case.

    Raises:
        NotKnown: there are none, or they may not know of them: the two look the same.
    """
    cards = cards_for(actor, action).values("pk")
    case_id = MeetingNotes.objects.filter(pk=notes_id, case_id__in=cards).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotKnown(decide(actor, action), notes_id)
    card = case_card(actor, case_id, action)
    held = next((one for one in of_case(actor, card) if one.notes.pk == notes_id), None)
    if held is None:
        raise NotKnown(decide(actor, action), notes_id)
    return card, held


@dataclass(frozen=True, slots=True)
class Share:
    """How many meetings were held, of how many: of these in time, where there is a time."""

    held: int
    of: int
    in_time: int | None = None


def first_share(actor: Actor) -> Share:
    """Return the share of first meetings held, of the assessments that began a year to two weeks ago."""
    today = clock.today()
    rows = ClockRow.objects.filter(
        duty=FIRST_DUTY, in_source=True, started_on__gte=today - LOOKED_BACK, legal_deadline__lt=today,
        case_id__in=cards_for(actor, "meeting.count").values("pk"),
    ).exclude(ended_on__isnull=False)  # fmt: skip
    held = rows.filter(met_on__isnull=False)
    return Share(held.count(), rows.count(), held.filter(met_on__lte=F("legal_deadline")).count())


def second_share(actor: Actor) -> Share:
    """Return the share of second meetings held, of the draft plans that were sent within a year."""
    rows = ClockRow.objects.filter(
        Q(met_on__gte=clock.today() - LOOKED_BACK), duty=DRAFT_DUTY, in_source=True,
        case_id__in=cards_for(actor, "meeting.count").values("pk"),
    )  # fmt: skip
    held = MeetingNotes.objects.filter(case=OuterRef("case"), which=SECOND)
    return Share(rows.filter(Exists(held)).count(), rows.count())

"""Finding consultations: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.deadlines.models import ClockRow
from keywork.web.documents.models.files import Document
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for, known_card, open_card
from keywork.web.placements.models import Consultation, ConsultationStep, Naming
from keywork.web.placements.standing import DUTIES

RELATED = ("organisation", "involvement", "reply")
ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team")
LOOKED_BACK = timedelta(days=365)
Kind = ConsultationStep.Kind


@dataclass(frozen=True, slots=True)
class Opened:
    """A consultation that somebody may open, with its case and how they stand to it.

    Args:
        consultation: it.
        card: the index card of its case.
        is_asked: they answer for the setting.
        may_ask: they consult settings in this case.
    """

    consultation: Consultation
    card: CaseCard
    is_asked: bool
    may_ask: bool


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case that somebody may do something with.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def is_theirs(actor: Actor, consultation: Consultation, card: CaseCard) -> bool:
    """Say whether somebody answers for the setting that is consulted, and still is."""
    ours = consultation.organisation_id is not None and consultation.organisation_id == actor.organisation_id
    return ours and not consultation.ended and CASES.can(actor, "consultation.answer", card)


def check_is_theirs(actor: Actor, consultation: Consultation, card: CaseCard) -> None:
    """Do nothing where somebody answers for the setting.

    Raises:
        NotKnown: they do not.
    """
    if not is_theirs(actor, consultation, card):
        raise NotKnown(decide(actor, "consultation.answer"), consultation.pk)


def opened(actor: Actor, consultation_id: UUID, action: str) -> Opened:
    """Return a consultation with which somebody may do something.

    Raises:
        NotKnown: there is none, or they may not know of it: the two look the same.
    """
    unknown = NotKnown(decide(actor, action), consultation_id)
    found = Consultation.objects.select_related(*RELATED, "case").filter(pk=consultation_id).first()
    if found is None:
        raise unknown
    card = open_card(actor, action, found.case_id, ON_A_CARD)
    if card is None:
        raise unknown
    answers, asks = is_theirs(actor, found, card), CASES.can(actor, "consultation.ask", card)
    allowed = {
        "consultation.open": answers or asks,
        "consultation.answer": answers,
        "consultation.ask": asks,
    }
    if not allowed[action]:
        raise unknown
    return Opened(found, card, answers, asks)


def _clock(value: str) -> Subquery:
    rows = ClockRow.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"), duty__in=DUTIES)
    return Subquery(rows.values(value)[:1])


def with_dates(found: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return consultations with the dates of their clocks beside them."""
    return found.annotate(
        asked_on=_clock("started_on"), due=_clock("legal_deadline"), met=_clock("met_on"), stopped=_clock("ended_on")
    )


def tray(actor: Actor, *, done: bool) -> QuerySet[Consultation]:
    """Return the consultations of the setting somebody works for: by due date, or those it replied to.

    Args:
        actor: whose tray.
        done: those with a reply that they still read; otherwise those that wait for one.
    """
    if actor.organisation_id is None:
        return Consultation.objects.none()
    cards = cards_for(actor, "consultation.tray").values("pk")
    found = with_dates(Consultation.objects.filter(organisation=actor.organisation_id, ended="", case_id__in=cards))
    found = found.select_related(*RELATED, "case", "case__card__person")
    if done:
        return found.filter(met__gte=clock.today() - LOOKED_BACK).order_by("-met", "pk")
    return found.filter(met=None, stopped=None).order_by(F("due").asc(nulls_last=True), "asked_at", "pk")


def named(actor: Actor, cases: Collection[UUID]) -> set[UUID]:
    """Return the cases of which somebody may know whose they are."""
    return set(cards_for(actor).filter(pk__in=list(cases)).values_list("pk", flat=True)) if cases else set()


def of_case(case_id: UUID) -> list[Consultation]:
    """Return the consultations of a case, in the order of asking, each with the moment it was chased last."""
    chased = ConsultationStep.objects.filter(consultation=OuterRef("pk"), kind=Kind.CHASED).order_by("-at")
    found = Consultation.objects.filter(case_id=case_id).select_related(*RELATED)
    return list(found.annotate(chased_at=Subquery(chased.values("at")[:1])).order_by("asked_at", "pk"))


def naming_of(case_id: UUID) -> Naming | None:
    """Return which setting is to be named: the latest decision."""
    found: Naming | None = Naming.objects.filter(case_id=case_id).select_related("consultation").first()
    return found


def settings() -> list[Organisation]:
    """Return the settings of the authority that have accounts, by name."""
    found = Organisation.objects.filter(kind=Organisation.Kind.SETTING, members__user__is_active=True, closed_on=None)
    return list(found.distinct().order_by("name"))


def why_closed(organisation: Organisation | None, urn: str, name: str) -> str:
    """Say that a setting has closed and which one to choose instead; empty where none that is known here has."""
    same = Q(pk=organisation.pk) if organisation else Q(urn=urn) if urn else Q(name__iexact=name.strip())
    closed = Organisation.objects.filter(same, kind=Organisation.Kind.SETTING).exclude(closed_on=None)
    found = closed.select_related("successor").first()
    return found.why_closed if found else ""


def shareable(actor: Actor, card: CaseCard, classes: Iterable[str]) -> list[Document]:
    """Return the documents of a case that somebody reads and that can be shown to a setting."""
    wanted = set(classes)
    found = documents_of(actor, card).filter(state=Document.State.KEPT)
    return [document for document in found if document.about.record_class in wanted]


# Oversight


def overseen(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations of all cases that somebody answers for."""
    cards = cards_for(actor, "consultation.oversee").values("pk")
    return with_dates(Consultation.objects.filter(case_id__in=cards)).select_related(
        *RELATED, "case", "case__card__person"
    )


def waiting(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations that wait for a reply, what is due first on top."""
    found = overseen(actor).filter(ended="", met=None, stopped=None)
    return found.order_by(F("due").asc(nulls_last=True), "asked_at", "pk")


def of_setting(actor: Actor, key: str) -> QuerySet[Consultation]:
    """Return the consultations of one setting within a year, the latest first.

    Args:
        actor: who oversees them.
        key: its number, or its name where it has none.
    """
    found = overseen(actor).filter(Q(urn=key) | Q(urn="", name=key), asked_on__gte=clock.today() - LOOKED_BACK)
    return found.order_by("-asked_on", "pk")


@dataclass(slots=True)
class OfASetting:
    """How often one setting was consulted within a year, and what it replied.

    Args:
        key: its number, or its name where it has none.
        name: its name.
        asked: how often.
        fell_due: of these, the reply came or was due by now.
        in_time: of those, it came in time.
        refused: how often it said that it should not be named.
        grounds: of these, how often on each ground.
    """

    key: str
    name: str
    asked: int = 0
    fell_due: int = 0
    in_time: int = 0
    refused: int = 0
    grounds: dict[str, int] | None = None


def by_setting(actor: Actor) -> list[OfASetting]:
    """Return what each setting replied within a year, those that refused most on top. Taken back ones do not count."""
    today, made = clock.today(), dict[str, OfASetting]()
    found = overseen(actor).filter(asked_on__gte=today - LOOKED_BACK, ended="", whom=Consultation.Whom.SETTING)
    for one in found.order_by("asked_on"):
        key = one.urn or one.name
        its = made.setdefault(key, OfASetting(key, one.name, grounds={}))
        its.name = one.name
        its.asked += 1
        dates = vars(one)  # what the query worked out
        met, due = dates["met"], dates["due"]
        if met or (due and due < today and not dates["stopped"]):
            its.fell_due += 1
            its.in_time += bool(met and due and met <= due)
        reply = getattr(one, "reply", None)
        if reply is not None and reply.answer == "no":
            its.refused += 1
            assert its.grounds is not None
            for code in reply.grounds:
                its.grounds[code] = its.grounds.get(code, 0) + 1
    return sorted(made.values(), key=lambda its: (-its.refused, -its.asked, its.name))

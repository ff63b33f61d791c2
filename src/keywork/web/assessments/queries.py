"""Finding requests: the only place where an identity becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from keywork.core.events import in_force
from keywork.core.history import REQUEST_RECEIVED
from keywork.core.rights import Decision
from keywork.core.stages import TITLES, Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, Role
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.assessments.models import Asking, AssessmentRequest
from keywork.web.assessments.policy import OWN, QUEUE, OfCases
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.names import fold
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import cards_decided, cards_for
from keywork.web.ui.jinja import short_day

State = AssessmentRequest.State
TO_LOOK_AT = (State.WAITING, State.ASKED)
DECISIONS = ("ehcna-decision", "reassess-decision")
MAKE, TRIAGE, SEE, READ = "request.make", "request.triage", "request.queue", "request.read"
WITH_CASE = ("case", "case__card", "case__card__person", "case__summary", "organisation")
RECEIPTS = frozenset({REQUEST_RECEIVED, "responsibility-began"})
YEAR = timedelta(days=365)
FEW = 5


def own(actor: Actor, action: str = MAKE) -> QuerySet[AssessmentRequest]:
    """Return the requests that somebody wrote, or their setting, the latest first."""
    found = AssessmentRequest.objects.filter(OWN.q(actor, action)).select_related(*WITH_CASE)
    return found.order_by("-began_at", "-pk")


def own_request(actor: Actor, asked_id: UUID, action: str = MAKE) -> AssessmentRequest:
    """Return a request that somebody wrote.

    Raises:
        NotKnown: there is none, or it is not theirs: the two look the same.
    """
    found = own(actor, action).filter(pk=asked_id).first()
    if found is None:
        raise NotKnown(decide(actor, action), asked_id)
    return found


def queue(actor: Actor) -> QuerySet[AssessmentRequest]:
    """Return the requests that somebody looks through: the urgent first, then as they came."""
    found = AssessmentRequest.objects.filter(QUEUE.q(actor, SEE)).exclude(state=State.DRAFT)
    return found.select_related(*WITH_CASE).annotate(calm=Q(urgent="")).order_by("calm", "sent_at", "pk")


def to_look_at(actor: Actor) -> QuerySet[AssessmentRequest]:
    """Return the requests of the queue that are still to be looked through, or of which more was asked."""
    return queue(actor).filter(state__in=TO_LOOK_AT)


def queued(actor: Actor, asked_id: UUID, action: str = SEE) -> AssessmentRequest:
    """Return a request that somebody may look at.

    Raises:
        NotKnown: there is none, or it is not theirs to see: the two look the same.
    """
    found = AssessmentRequest.objects.filter(QUEUE.q(actor, action)).exclude(state=State.DRAFT)
    one = found.select_related(*WITH_CASE).filter(pk=asked_id).first()
    if one is None:
        raise NotKnown(decide(actor, action), asked_id)
    return one


def of_case(case_id: UUID) -> list[AssessmentRequest]:
    """Return the requests of a case that somebody has opened, in the order in which they came."""
    found = AssessmentRequest.objects.filter(case=case_id).prefetch_related("askings").select_related(*WITH_CASE)
    return list(found.order_by("sent_at", "pk"))


def came_on(request: AssessmentRequest) -> date | None:
    """Return the day a request came: as its record has it, corrections included, or as its maker was told.

    They are told of their own alone, where it joined another.
    """
    if request.state == State.JOINED or request.case_id is None:
        return request.told_received_on
    entries = in_force(stream(request.case_id), as_of=clock.today(), known_at=clock.now())
    found = min((entry.on for entry in entries if entry.event.kind in RECEIPTS and entry.on), default=None)
    return found or request.told_received_on


def askings(request: AssessmentRequest) -> list[Asking]:
    """Return what was asked of whoever made a request, and answered."""
    return list(Asking.objects.filter(request=request))


def decision_clocks(case_ids: Iterable[UUID]) -> dict[UUID, ClockRow]:
    """Return by case the clock of the decision whether to assess."""
    rows = ClockRow.objects.filter(case_id__in=list(case_ids), duty__in=DECISIONS).order_by("legal_deadline")
    return {row.case_id: row for row in rows}


def children(actor: Actor) -> list[tuple[str, str]]:
    """Return the children somebody has to do with already, by identity and name: their own, or of their setting.

    A parent who decides for a young person whether to ask has them too, though the record is closed to them.

    A child whom a setting is only asked to take is not one of them, and its requests are not opened to it.
    """
    if actor.role not in (Role.PARENT, Role.YOUNG_PERSON, Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS):
        return []
    theirs = Q(pk__in=cards_for(actor, READ).values("person_id"))
    if actor.role == Role.PARENT:
        theirs |= Q(pk__in=cards_decided(actor, Decision.REQUEST).values("person_id"))
    people = Person.objects.filter(theirs)
    found = people.order_by("surname", "forename", "pk")
    return [(str(one.pk), one.name if actor.role == Role.PARENT else f"{one.surname}, {one.forename}") for one in found]


@dataclass(frozen=True, slots=True)
class Known:
    """A case of a child who may be the one that a request is about.

    Args:
        card: of the case.
        why: by what it was noticed.
        doubt: what speaks against it.
    """

    card: CaseCard
    why: str
    doubt: str

    @property
    def label(self) -> str:
        """The case in words, to choose it by."""
        person, stage = self.card.person, self.card.case.summary.stage
        stands = TITLES[Stage(stage)] if stage else "Nothing recorded"
        return f"{self.card.case.reference}, {person.name}, born {short_day(person.born_on) or 'not known'}: {stands}"


def known_cases(actor: Actor, request: AssessmentRequest) -> list[Known]:
    """Return the cases of children who may be the one of a request, of those that somebody may know of.

    Twins are none: another first name on the same day is another child, unless a number says otherwise.
    """
    assert request.case is not None
    person = request.case.card.person
    alike = Q(person=person)
    if person.upn:
        alike |= Q(person__upn=person.upn)
    if person.born_on:
        alike |= Q(person__born_on=person.born_on)
    cards = cards_for(actor, "case.find").filter(alike).exclude(case=request.case)
    cards = cards.exclude(case__summary__stage="").select_related("case__summary", "person").order_by("case__reference")
    return [known for card in cards if (known := _known(person, card)) is not None]


def _known(person: Person, card: CaseCard) -> Known | None:
    other = card.person
    same_name = {fold(person.forename), fold(person.surname)} == {fold(other.forename), fold(other.surname)}
    if other.pk == person.pk:
        return Known(card, "The same child", "")
    if person.upn and person.upn == other.upn:
        doubt = "" if same_name else "The names differ: it may be a twin, or a number that was mixed up."
        return Known(card, "The same UPN", doubt)
    return Known(card, "The same name and date of birth", "") if same_name else None


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many of a setting's requests of a year lacked something."""

    name: str
    asked: int
    requests: int

    @property
    def is_few(self) -> bool:
        return self.requests < FEW


def lacking(actor: Actor) -> list[Lacking]:
    """Return the settings whose requests of the last twelve months lacked something, those with most of them first."""
    sent = AssessmentRequest.objects.exclude(urn="").filter(sent_at__gte=clock.now() - YEAR)
    sent = sent.filter(OfCases(DENIED).keeps(actor))
    asked = Exists(Asking.objects.filter(request=OuterRef("pk")))
    counted = (
        sent.annotate(lacked=asked).values("urn").annotate(of=Count("pk"), many=Count("pk", filter=Q(lacked=True)))
    )
    names = dict(Organisation.objects.exclude(urn="").values_list("urn", "name"))
    rows = [
        Lacking(names.get(one["urn"], f"URN {one['urn']}"), one["many"], one["of"]) for one in counted if one["many"]
    ]
    return sorted(rows, key=lambda row: (row.is_few, -row.asked / row.requests, row.name))


def setting_of_urn(urn: str) -> Organisation | None:
    """Return the setting of a number that works here with an account; None where none does."""
    found: Organisation | None = Organisation.objects.filter(urn=urn).first() if urn else None
    return found

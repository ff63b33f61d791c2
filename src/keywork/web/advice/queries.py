"""Finding requests for advice: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from keywork.web.accounts.actors import Actor, asked_by
from keywork.web.accounts.models import Membership, Organisation, User
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.advice.bodies import BY_CODE, DOMAINS, DUTIES, PREFIX, WRITTEN_BY_THE_BODY, answered_by
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.kernel.written import Counted, Written
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for, known_card, may, open_card, standing_of

RELATED = ("organisation", "user", "assignee")
ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team")
GIVEN_TO_READ = ("once issued",)
# Of what several bodies say, whoever is asked reads nothing but their own, and an officer only their service’s.
OWN_ALONE = {"own only", "care label", "health label"}
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that somebody may open, with its case and how they stand to it.

    Args:
        request: the request.
        card: the index card of its case.
        is_asked: they answer it.
        may_ask: they run the assessment.
        may_read: they read what was given.
    """

    request: AdviceRequest
    card: CaseCard
    is_asked: bool
    may_ask: bool
    may_read: bool


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case that somebody may do something with.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def is_asked(actor: Actor, request: AdviceRequest, card: CaseCard) -> bool:
    """Say whether somebody answers a request: it is theirs or whom they work for, and their role writes such advice."""
    if request.ended or request.body not in answered_by(actor.role) or not is_theirs(actor, request):
        return False
    return may(actor, request.about.record_class, request.about.writes, card)


def is_theirs(actor: Actor, request: AdviceRequest) -> bool:
    """Say whether a request was asked of somebody or of whom they work for."""
    ours = request.organisation_id is not None and request.organisation_id == actor.organisation_id
    return ours or (request.user_id is not None and request.user_id == actor.user_id)


def asked_threads(actor: Actor, case_id: UUID) -> frozenset[str]:
    """Return the threads of the advice of a case that is asked of somebody or of whom they work for."""
    if not (bodies := answered_by(actor.role)):
        return frozenset()
    found = AdviceRequest.objects.filter(case_id=case_id, body__in=bodies, ended="")
    return frozenset(one.thread for one in found if is_theirs(actor, one))


def opened(actor: Actor, request_id: UUID, action: str) -> Opened:
    """Return a request with which somebody may do something.

    Raises:
        NotKnown: there is no such request, or they may not know of it: the two look the same.
    """
    unknown = NotKnown(decide(actor, action), request_id)
    request = AdviceRequest.objects.select_related(*RELATED, "case").filter(pk=request_id).first()
    card = open_card(actor, action, request.case_id, ON_A_CARD) if request else None
    if request is None or card is None:
        raise unknown
    answers = is_asked(actor, request, card)
    asks = CASES.can(actor, "advice.ask", card)
    whole = CASES.can(actor, "case.open", card)
    # What is asked of others is not theirs to see before it was given; and whoever has left a case but for their own
    # words reads no other's of the same class.
    others = whole and (CASES.can(actor, "advice.oversee", card) or request.versions.exists())
    stands, record_class = standing_of(actor, card), request.about.record_class
    others = others and not OWN_ALONE & stands.limits(record_class, "R", GIVEN_TO_READ)
    reads = stands.may(record_class, "R", GIVEN_TO_READ) and (others or is_theirs(actor, request))
    allowed = {
        "advice.open": asks or reads,  # whoever writes it reads it too
        "advice.answer": answers,
        "advice.write": answers or (asks and not request.has_tray),
        "advice.ask": asks,
    }
    if not allowed[action]:
        raise unknown
    return Opened(request, card, answers, asks, reads)


def _clock(value: str) -> Subquery:
    rows = ClockRow.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"), duty__in=DUTIES)
    return Subquery(rows.values(value)[:1])


def tray(actor: Actor, *, done: bool) -> QuerySet[AdviceRequest]:
    """Return what is asked of somebody or of whom they work for: by due date, or what is done, the latest first.

    Args:
        actor: whose tray.
        done: what was given or is no longer asked, within a year; otherwise what is open.
    """
    return _tray(actor, done, clock.today() - LOOKED_BACK)


def _tray(actor: Actor, done: bool, since: date) -> QuerySet[AdviceRequest]:
    whose = Q(user=actor.user_id)
    if actor.organisation_id:
        whose |= Q(organisation=actor.organisation_id)
    cards = cards_for(actor, "advice.tray").values("pk")
    found = AdviceRequest.objects.filter(whose, case_id__in=cards, body__in=answered_by(actor.role), ended="")
    found = found.select_related(*RELATED, "case", "case__card__person").annotate(
        due=_clock("legal_deadline"), met=_clock("met_on"), stopped=_clock("ended_on")
    )
    if done:
        found = found.filter(Q(met__gte=since) | Q(stopped__gte=since))
        return found.order_by(F("met").desc(nulls_last=True), "pk")
    return found.filter(met=None, stopped=None).order_by(F("due").asc(nulls_last=True), "asked_at", "pk")


def _whole_tray(role: str | None, done: bool, *, since: date, **whose: Any) -> QuerySet[AdviceRequest]:
    return _tray(asked_by(role, whose), done, since)


def _page(role: str | None, done: bool, first: int, most: int, *, since: date, **whose: Any) -> QuerySet[AdviceRequest]:
    return _tray(asked_by(role, whose), done, since)[first : first + most]


COUNTED = Counted(_whole_tray)
PAGE: Written[AdviceRequest] = Written(_page)


def count_of_tray(actor: Actor) -> int:
    """Count what is open in a tray."""
    return COUNTED(actor.role, False, since=clock.today() - LOOKED_BACK, **actor.whose)


def page_of_tray(actor: Actor, first: int, most: int, *, done: bool) -> list[AdviceRequest]:
    """Return one page of :func:`tray`.

    Args:
        actor: whose tray.
        first: how many requests stand before the page.
        most: how many a page has.
        done: as of :func:`tray`.
    """
    return PAGE.records(actor.role, done, first, most, since=clock.today() - LOOKED_BACK, **actor.whose)


def _named(role: str | None, *, cases: list[UUID], **whose: Any) -> QuerySet[CaseCard, Any]:
    return cards_for(asked_by(role, whose)).filter(pk__in=cases).values_list("pk")


NAMED: Written[CaseCard] = Written(_named)


def named(actor: Actor, cases: Collection[UUID]) -> set[UUID]:
    """Return the cases of which somebody may know whose they are."""
    return {pk for (pk,) in NAMED.rows(actor.role, cases=list(cases), **actor.whose)}


def with_last_reminder(found: QuerySet[AdviceRequest]) -> QuerySet[AdviceRequest]:
    """Return requests with whom they were asked of, each with the moment it was chased last."""
    chased = AdviceStep.objects.filter(request=OuterRef("pk"), kind=AdviceStep.Kind.CHASED).order_by("-at")
    return found.select_related(*RELATED).annotate(chased_at=Subquery(chased.values("at")[:1]))


def _of_case(*, case: UUID) -> QuerySet[AdviceRequest]:
    return with_last_reminder(AdviceRequest.objects.filter(case_id=case)).order_by("asked_at", "pk")


OF_CASE: Written[AdviceRequest] = Written(_of_case)


def of_case(case_id: UUID) -> list[AdviceRequest]:
    """Return the requests of a case, in the order of asking, each with the day it was chased last."""
    return OF_CASE.records(case=case_id)


def providers(actor: Actor) -> tuple[list[Organisation], list[Membership]]:
    """Return the organisations of the authority, and the people whose role gives advice, by name.

    Each organisation knows whether anybody who works for it has an account (``staffed``).
    """
    roles = {role for body in WRITTEN_BY_THE_BODY for role in body.roles}
    people = Membership.objects.filter(authority=actor.authority, role__in=roles, user__is_active=True)
    staff = Membership.objects.filter(organisation=OuterRef("pk"), user__is_active=True)
    bodies = Organisation.objects.filter(authority=actor.authority).annotate(staffed=Exists(staff)).order_by("name")
    return list(bodies), list(people.select_related("user", "organisation").order_by("user__display_name"))


def user_named(actor: Actor, user_id: UUID) -> User | None:
    """Return an open account of the authority, or None."""
    found: User | None = User.objects.filter(pk=user_id, membership__authority=actor.authority, is_active=True).first()
    return found


# Oversight


def domain(actor: Actor) -> str:
    """Return the body whose advice somebody oversees, as the class their cell opens to them.

    Raises:
        NotKnown: their role oversees none.
    """
    found = DOMAINS.get(actor.role or "")
    if found is None or not decide(actor, "advice.oversee").allowed:
        raise NotKnown(decide(actor, "advice.oversee"), None)
    return found


def _of_body(body: str) -> Q:
    return Q(thread=f"{PREFIX}{body}") | Q(thread__startswith=f"{PREFIX}{body}-")


def _clocks(actor: Actor, body: str) -> QuerySet[ClockRow]:
    cards = cards_for(actor, "advice.oversee").values("pk")
    asked = AdviceRequest.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"))
    found = ClockRow.objects.filter(_of_body(body), case_id__in=cards, duty__in=DUTIES, in_source=True)
    return found.annotate(
        provider=Subquery(asked.values("organisation__name")[:1]),
        provider_id=Subquery(asked.values("organisation")[:1]),
        request_id=Subquery(asked.values("pk")[:1]),
        gone=Exists(asked.exclude(ended="")),
    )


def open_clocks(actor: Actor, body: str, *, provider: str = "", lateness: str = "") -> QuerySet[ClockRow]:
    """Return the running clocks of a service's advice in all cases, what is due first on top.

    Args:
        actor: who oversees it.
        body: whose advice.
        provider: the id of an organisation; empty for all.
        lateness: ``late``, ``soon`` or ``in-time``; empty for all.
    """
    today = clock.today()
    found = _clocks(actor, body).filter(is_running=True)
    if provider:
        found = found.filter(provider_id=provider)
    ranges = {
        "late": Q(legal_deadline__lt=today),
        "soon": Q(legal_deadline__range=(today, today + timedelta(days=7))),
        "in-time": Q(legal_deadline__gt=today + timedelta(days=7)),
    }
    found = found.filter(ranges.get(lateness, Q())).select_related("case", "case__card__person")
    return found.order_by("legal_deadline", "case_id", "thread")


def not_received(actor: Actor, body: str, *, provider: str = "") -> QuerySet[AdviceRequest]:
    """Return the requests of a service whose receipt nobody has confirmed, so that no clock runs: the oldest first."""
    cards = cards_for(actor, "advice.oversee").values("pk")
    rows = ClockRow.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"), duty__in=DUTIES)
    found = AdviceRequest.objects.filter(body=body, ended="", case_id__in=cards).exclude(Exists(rows))
    if provider:
        found = found.filter(organisation=provider)
    return found.select_related(*RELATED, "case", "case__card__person").order_by("asked_at", "pk")


@dataclass(frozen=True, slots=True)
class Share:
    """How much advice came in time: of what was given or had fallen due within a year."""

    provider: str
    in_time: int
    of: int


def shares(actor: Actor, body: str) -> list[Share]:
    """Return the share in time of each provider of a service, the largest number first."""
    today = clock.today()
    found = _clocks(actor, body).filter(legal_deadline__gte=today - LOOKED_BACK, undated=False)
    met = Q(met_on__isnull=False)
    past = Q(met_on=None, ended_on=None, legal_deadline__lt=today) | Q(met_on=None, ended_on__gt=F("legal_deadline"))
    rows = found.values("provider").annotate(
        in_time=Count("pk", filter=Q(met_on__lte=F("legal_deadline"))), of=Count("pk", filter=met | past)
    )
    made = [Share(row["provider"] or "Provider not recorded", row["in_time"], row["of"]) for row in rows if row["of"]]
    return sorted(made, key=lambda one: (-one.of, one.provider))


def overseen_providers(actor: Actor, body: str) -> list[Organisation]:
    """Return the organisations that were asked for a service's advice."""
    asked = AdviceRequest.objects.filter(body=body).values("organisation")
    return list(Organisation.objects.filter(authority=actor.authority, pk__in=asked).order_by("name"))


def body_title(code: str) -> str:
    """Return a body in words."""
    return BY_CODE[code].title


def day_of(value: object) -> date | None:
    """Return the day in England of a moment that an annotation gave."""
    return value.astimezone(clock.LONDON).date() if hasattr(value, "astimezone") else None

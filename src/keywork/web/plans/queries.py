"""Finding plans: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from keywork.web.accounts.actors import Actor
from keywork.web.advice import queries as advice
from keywork.web.advice.bodies import DUTIES, title_of
from keywork.web.advice.models import AdviceRequest, AdviceVersion
from keywork.web.deadlines.threads import rows_by_thread
from keywork.web.documents.models.letters import Enclosure
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import known_card, may
from keywork.web.plans.models import Plan, PlanCheck, PlanVersion

ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team", "authority")
State, Kind = PlanCheck.State, PlanCheck.Kind


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case with whose plan somebody may do something.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def plan_of(case_id: UUID) -> Plan | None:
    """Return the plan of a case, or None."""
    found: Plan | None = Plan.objects.filter(case_id=case_id).first()
    return found


def latest(case_id: UUID) -> PlanVersion | None:
    """Return the latest version of a case's plan, or None."""
    found: PlanVersion | None = PlanVersion.objects.filter(plan__case_id=case_id).first()
    return found


def version_of(case_id: UUID, number: int) -> PlanVersion | None:
    """Return a version of a case's plan by its number, or None."""
    found: PlanVersion | None = PlanVersion.objects.filter(plan__case_id=case_id, number=number).first()
    return found


def versions_of(case_id: UUID) -> list[PlanVersion]:
    """Return every version of a case's plan without its words, the latest first."""
    return list(PlanVersion.objects.filter(plan__case_id=case_id).defer("content"))


def checks_of(case_id: UUID) -> list[PlanCheck]:
    """Return every check of a case's plan, the latest first."""
    found = PlanCheck.objects.filter(plan__case_id=case_id)
    return list(found.select_related("version", "asked_by", "answered_by", "paper", "naming__consultation"))


def sent_on(checks: list[PlanCheck]) -> dict[UUID, date]:
    """Return the day on which each paper that has gone went first, by the check that agreed to it."""
    papers = {one.paper_id: one.pk for one in checks if one.paper_id}
    gone = Enclosure.objects.filter(version__in=papers, release__dispatches__sent_on__isnull=False)
    days = gone.values_list("version").annotate(first=Min("release__dispatches__sent_on"))
    return {papers[version]: on for version, on in days}


@dataclass(frozen=True, slots=True)
class Given:
    """Advice that somebody reads, and can take lines from."""

    request: AdviceRequest
    version: AdviceVersion

    @property
    def code(self) -> str:
        return f"{self.request.thread}@{self.version.number}"


def advice_given(actor: Actor, card: CaseCard) -> list[Given]:
    """Return the latest version of each advice of a case that somebody reads, in the order of asking."""
    asked = [
        one
        for one in advice.of_case(card.case_id)
        if may(actor, one.about.record_class, "R", card, advice.GIVEN_TO_READ)
    ]
    versions: dict[UUID, AdviceVersion] = {}
    for version in AdviceVersion.objects.filter(request__in=asked).order_by("number"):
        versions[version.request_id] = version
    return [Given(one, versions[one.pk]) for one in asked if one.pk in versions]


@dataclass(frozen=True, slots=True)
class Came:
    """A body that was asked for advice: whether and when it came, and who gave it."""

    title: str
    who: str
    came_on: date | None
    is_open: bool


def advice_asked(case_id: UUID) -> list[Came]:
    """Return what advice was asked for in a case, whether through a page of advice or not, in the order of asking."""
    rows = rows_by_thread([case_id], DUTIES)
    asked = {one.thread: one for one in advice.of_case(case_id)}
    givers: dict[UUID, AdviceVersion] = {}
    for version in AdviceVersion.objects.filter(request__case=case_id).order_by("-number").defer("content"):
        givers[version.request_id] = version
    found = []
    for thread in dict.fromkeys([*asked, *(thread for _, thread in rows)]):
        row, one = rows.get((case_id, thread)), asked.get(thread)
        if one is not None and one.ended:
            continue
        giver = givers.get(one.pk) if one else None
        came = (row.met_on if row else None) or (advice.day_of(giver.given_at) if giver else None)
        named = (giver.given_by_name if giver else "", one.whom if one else "")
        who = ", ".join(part for part in dict.fromkeys(named) if part)
        is_open = came is None and not (row is not None and row.ended_on)
        found.append(Came(title_of(thread), who, came, is_open))
    return found

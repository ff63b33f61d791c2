"""The plans that somebody has to write or see to, in the order of their dates, with what is missing of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.advice.bodies import DUTIES
from keywork.web.advice.models import AdviceRequest
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.reassessing import FINAL_AGAIN, is_reassessed
from keywork.web.deadlines.threads import rows_by_thread
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.plans import queries
from keywork.web.plans.content import Content
from keywork.web.plans.models import PlanCheck, PlanVersion
from keywork.web.plans.standing import DRAFT_DUTY, FINAL_DUTY, WRITTEN_IN

LIST = "plan.list"
TO_WRITE = (Stage.DRAFTING, Stage.DRAFT_SENT)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """A plan of the list.

    Args:
        card: of its case.
        due: the day of what comes next; None where the record has none.
        version: as it was saved last; None where nothing is written.
        check: its latest check, or None.
        sent_on: the day on which the paper of that check went.
        waiting: how many bodies have not given their advice.
        has_views: whether section A says what the child thinks.
    """

    card: CaseCard
    due: date | None
    version: PlanVersion | None
    check: PlanCheck | None
    sent_on: date | None
    waiting: int
    has_views: bool

    @property
    def is_final_next(self) -> bool:
        """Say whether the day is that of the final plan; where a plan is assessed again the law has no other."""
        return self.card.case.summary.stage in (Stage.DRAFT_SENT, Stage.PLAN)


def _due(duty: str) -> Subquery:
    rows = ClockRow.objects.filter(case=OuterRef("pk"), duty=duty, is_running=True, in_source=True)
    return Subquery(rows.order_by("legal_deadline").values("legal_deadline")[:1])


def cards(actor: Actor) -> QuerySet[CaseCard]:
    """Return the cases whose plans are to be written, what is due first on top.

    To a plan writer every case given to them while the advice comes; to others those in which a plan is decided on or
    begun.
    """
    wanted = Q(case__summary__stage__in=TO_WRITE)
    if actor.role == Role.PLAN_WRITER:
        wanted = Q(case__summary__stage__in=WRITTEN_IN)
    else:
        wanted |= Q(case__summary__stage=Stage.ADVICE, case__plan__isnull=False)
    wanted |= is_reassessed("pk")
    sent = When(case__summary__stage=Stage.DRAFT_SENT, then=_due(FINAL_DUTY))
    again = When(case__summary__stage=Stage.PLAN, then=_due(FINAL_AGAIN))
    found = cards_for(actor, LIST).filter(wanted).annotate(due=Case(sent, again, default=_due(DRAFT_DUTY)))
    return found.select_related("case__summary", "person").order_by(F("due").asc(nulls_last=True), "pk")


def rows(found: Sequence[CaseCard]) -> list[ToWrite]:
    """Return the plans of some cases with what is missing of each."""
    cases = [card.case_id for card in found]
    versions = _versions(cases)
    checks = _checks(cases)
    sent = queries.sent_on(list(checks.values()))
    waiting = _waiting(cases)
    made = []
    for card in found:
        version, check = versions.get(card.case_id), checks.get(card.case_id)
        said = Content.read(version.content).part("views").texts if version else {}
        made.append(
            ToWrite(
                card, vars(card).get("due"), version, check, sent.get(check.pk) if check else None,
                waiting.get(card.case_id, 0), bool(said.get("child", "").strip()),
            )
        )  # fmt: skip
    return made


def _versions(cases: Collection[UUID]) -> dict[UUID, PlanVersion]:
    last = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    found = PlanVersion.objects.filter(plan__case__in=cases, pk=Subquery(last)).select_related("plan")
    return {one.plan.case_id: one for one in found}


def _checks(cases: Collection[UUID]) -> dict[UUID, PlanCheck]:
    found = PlanCheck.objects.filter(plan__case__in=cases).select_related("plan", "version")
    return {one.plan.case_id: one for one in found.order_by("asked_at", "pk")}


def _waiting(cases: Collection[UUID]) -> dict[UUID, int]:
    """Return how many bodies that were asked have not given their advice, by case."""
    dates = rows_by_thread(cases, DUTIES)
    asked = AdviceRequest.objects.filter(case__in=cases, ended="").values_list("case_id", "thread")
    ended = set(AdviceRequest.objects.filter(case__in=cases).exclude(ended="").values_list("case_id", "thread"))
    open_ones = {key for key, row in dates.items() if row.is_running and key not in ended}
    open_ones |= {key for key in asked if key not in dates}
    counts: dict[UUID, int] = {}
    for case_id, _ in open_ones:
        counts[case_id] = counts.get(case_id, 0) + 1
    return counts

"""Finding concerns: the only place where an identity becomes one, always within a person's reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for, known_card
from keywork.web.voice.models import Concern

LOG, READ = "concern.log", "concern.read"
ON_A_CARD = ("case", "case__summary", "person")
RELATED = ("case__card__person", "logged_by", "answered_by")
MONTHS = 12


def case_card(actor: Actor, case_id: UUID) -> CaseCard:
    """Return the index card of a case about which somebody may log a concern.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, LOG, case_id, ON_A_CARD)


def card_by_reference(actor: Actor, reference: str) -> CaseCard | None:
    """Return the card of the case with a reference; None where it is not theirs or there is none."""
    found = cards_for(actor, LOG).filter(case__reference__iexact=reference)
    return found.select_related(*ON_A_CARD).first()


def concerns(actor: Actor) -> QuerySet[Concern]:
    """Return the concerns that somebody reads, the latest first: of the cases they reach, and of no case."""
    reached = cards_for(actor, READ).values("case_id")
    found = Concern.objects.filter(Q(case=None) | Q(case__in=reached)).exclude(about=Concern.About.TALK)
    return found.select_related(*RELATED)


def concern(actor: Actor, concern_id: UUID) -> Concern:
    """Return a concern that somebody reads.

    Raises:
        NotKnown: there is none, or it is not theirs to read: the two look the same.
    """
    found = concerns(actor).filter(pk=concern_id).first()
    if found is None:
        raise NotKnown(decide(actor, READ), concern_id)
    return found


def of_case(case_id: UUID) -> list[Concern]:
    """Return the concerns of a case that somebody has opened, and the talk about its request, the latest first."""
    return list(Concern.objects.filter(case=case_id).select_related("logged_by", "answered_by"))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many concerns there were.

    Args:
        months: the first day of each month, the oldest first.
        by_month: by month and step.
        by_about: by cause, all steps together.
    """

    months: tuple[date, ...]
    by_month: Counter[tuple[date, str]]
    by_about: Counter[str]

    @property
    def whole(self) -> int:
        return sum(self.by_month.values())


def counted(actor: Actor, *, about: str = "", step: str = "") -> Counted:
    """Count the concerns of this month and the eleven before it that somebody reads.

    Args:
        actor: who asks.
        about: of one cause alone. It leaves the counts by cause as they are, so that another can be chosen.
        step: of one step alone.
    """
    months = last_months(clock.today())
    found = concerns(actor).filter(raised_on__gte=months[0]).order_by()
    if step:
        found = found.filter(step=step)
    causes = Counter(dict(found.values_list("about").annotate(Count("pk"))))
    if about:
        found = found.filter(about=about)
    rows = found.annotate(month=TruncMonth("raised_on")).values_list("month", "step").annotate(Count("pk"))
    return Counted(months, Counter({(month, at): number for month, at, number in rows}), causes)


def last_months(today: date) -> tuple[date, ...]:
    """Return the first day of this month and of the eleven before it, the oldest first."""
    now = today.year * 12 + today.month - 1
    return tuple(date(one // 12, one % 12 + 1, 1) for one in range(now - MONTHS + 1, now + 1))

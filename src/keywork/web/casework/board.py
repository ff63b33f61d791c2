"""The board of a team: how much each person has on their hands, so that cases can be given out evenly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from keywork.core.stages import ASSESSMENT_STAGES
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.casework.worklist import WEEK
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.outlooks import at_risk
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for

HOLDER = "case__card__keyworker"


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has on their hands, of the cases that whoever looks answers for.

    Args:
        holder: whose it is.
        name: theirs.
        team: the name of theirs; empty where they are in none.
        cases: how many open cases they hold.
        assessed: how many of these are in an assessment.
        late: how many of their clocks are past a limit.
        risk: how many are at risk of it.
        week: how many fall due within seven days.
        covers: how many cases of somebody else they cover today.
        covered: the last day on which somebody covers all they hold; None where nobody does.
    """

    holder: UUID
    name: str
    team: str
    cases: int
    assessed: int
    late: int
    risk: int
    week: int
    covers: int
    covered: date | None


def loads(actor: Actor, staff: Iterable[User], today: date) -> list[Load]:
    """Return the load of everybody who can be given cases, by team and name; whoever holds none has a row too.

    Args:
        actor: who looks.
        staff: who can be given cases, with their membership.
        today: the day that tells what is late.
    """
    cards = cards_for(actor, "case.allocate").filter(case__summary__is_open=True).order_by()
    held = {row["keyworker"]: row for row in _held(cards)}
    covers = _pairs(cards.filter(cover_until__gte=today).values_list("cover").annotate(many=Count("pk")))
    covered = _covered(cards, today)
    running = ClockRow.objects.filter(case_id__in=cards.exclude(keyworker=None).values("pk"), is_running=True)
    binding = running.exclude(duty_kind="target")
    late = _of_each(binding.filter(legal_deadline__lt=today))
    week = _of_each(running.filter(legal_deadline__gte=today, legal_deadline__lt=today + WEEK))
    risk = _of_each(at_risk(actor.authority_id, running, today))
    found = [
        Load(
            one.pk, one.display_name, one.membership.team.name if one.membership.team else "",
            held.get(one.pk, {}).get("cases", 0), held.get(one.pk, {}).get("assessed", 0),
            late[one.pk], risk[one.pk], week[one.pk], covers[one.pk], covered.get(one.pk),
        )
        for one in staff
    ]  # fmt: skip
    return sorted(found, key=lambda load: (not load.team, load.team, load.name))


def _held(cards: QuerySet[CaseCard]) -> QuerySet[CaseCard, dict[str, Any]]:
    assessed = Count("pk", filter=Q(case__summary__stage__in=ASSESSMENT_STAGES))
    return cards.exclude(keyworker=None).values("keyworker").annotate(cases=Count("pk"), assessed=assessed)


def _covered(cards: QuerySet[CaseCard], today: date) -> dict[UUID, date]:
    """Return until when each is covered of whom every case is: one case given to a colleague is no absence."""
    found: dict[UUID, list[date | None]] = {}
    for holder, until in cards.exclude(keyworker=None).values_list("keyworker", "cover_until").distinct():
        found.setdefault(holder, []).append(until)
    return {
        holder: min(day for day in days if day)
        for holder, days in found.items()
        if all(day is not None and day >= today for day in days)
    }


def _of_each(rows: QuerySet[ClockRow]) -> Counter[UUID]:
    return _pairs(rows.order_by().values_list(HOLDER).annotate(many=Count("pk")))


def _pairs(rows: Iterable[tuple[Any, ...]]) -> Counter[UUID]:
    return Counter(dict(rows))

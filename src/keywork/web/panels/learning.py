"""What panels learn from: refusals that were overturned, and like needs that met unlike decisions. Nobody is ranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from keywork.core.events import ENTRY_STRUCK_OUT, in_force
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NONE
from keywork.web.kernel import clock
from keywork.web.ledger.models import LedgerEvent
from keywork.web.ledger.queries import now, streams
from keywork.web.panels.models import AgendaItem, AssessmentDecision, Panel
from keywork.web.panels.queries import withdrew_from
from keywork.web.panels.questions import ASSESS, NOT_TO_ASSESS, TO_ASSESS
from keywork.web.people.models import CaseCard
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import cards_for

LEARN, PACK = "panel.learn", "panel.pack"
LOOKED_BACK = timedelta(days=730)
# What overturns a refusal to assess, in words.
OVERTURNED_BY = {
    "refusal-reversed": "The authority took the refusal back",
    "mediation-agreed-to-assess": "Mediation agreed that there be an assessment",
    "order-to-assess-made": "The tribunal ordered an assessment",
    "appeal-on-assessment-not-opposed": "The authority did not oppose the appeal",
    "refusal-overturned-recorded": "A return shows that the refusal was overturned",
}


@dataclass(frozen=True, slots=True)
class Overturned:
    """A refusal that was overturned.

    Args:
        decision: the refusal.
        decided_on: its day.
        by: the kind of entry that overturned it.
        on: its day.
        readable: whether the reader may read the papers of the case, and so its words.
    """

    decision: AssessmentDecision
    decided_on: date | None
    by: str
    on: date | None
    readable: bool


@dataclass(frozen=True, slots=True)
class Lessons:
    """The refusals of a panel in two years, and those of them that were overturned."""

    refusals: int
    overturned: list[Overturned]


def _decisions(actor: Actor) -> QuerySet[AssessmentDecision]:
    """Return the decisions of two years whether to assess, but for cases that a flag takes from the reader."""
    found = AssessmentDecision.objects.filter(question=ASSESS.code, at__gte=clock.now() - LOOKED_BACK)
    flagged = DENIED.q(actor)
    if flagged != NONE:
        found = found.exclude(case_id__in=CaseCard.objects.filter(flagged).values("pk"))
    # By case too, as the record of a case is found by it.
    struck = LedgerEvent.objects.filter(case=OuterRef("case"), corrects=OuterRef("event"), kind=ENTRY_STRUCK_OUT)
    return found.exclude(Exists(struck)).select_related("case__card__person", "item__meeting__panel")


def _last(found: Iterable[AssessmentDecision]) -> list[AssessmentDecision]:
    """Leave of each case the decision that stands."""
    last: dict[UUID, AssessmentDecision] = {}
    for one in found:
        if one.case_id not in last or one.number > last[one.case_id].number:
            last[one.case_id] = one
    return list(last.values())


def lessons(actor: Actor, panel: Panel | None) -> Lessons:
    """Return what became of the refusals of a panel; without a panel, of those decided without one."""
    of_whom = Q(item=None) if panel is None else Q(item__meeting__panel=panel)
    refused = [one for one in _last(_decisions(actor).filter(of_whom)) if one.conclusion == NOT_TO_ASSESS]
    by_case = {one.case_id: one for one in refused}
    readable = _readable(actor, by_case) if by_case else set()
    found = []
    for case_id, record in streams(by_case) if by_case else ():
        entries = in_force(record, as_of=clock.today(), known_at=now(actor.authority_id))
        decided_on = next((e.on for e in entries if e.event.id == str(by_case[case_id].event_id)), None)
        after = next((e for e in entries if e.event.kind in OVERTURNED_BY and _is_after(e.on, decided_on)), None)
        if after is not None:
            kind = after.event.kind
            found.append(Overturned(by_case[case_id], decided_on, kind, after.on, case_id in readable))
    return Lessons(len(refused), sorted(found, key=lambda one: (one.on or date.min, one.decision.at), reverse=True))


def _readable(actor: Actor, case_ids: Iterable[UUID]) -> set[UUID]:
    """Return of some cases those whose papers somebody reads; whoever withdrew from one reads nothing of its panel."""
    withdrew = AgendaItem.objects.filter(withdrew_from(actor, "pk"), question=ASSESS.code, taken_off_at=None)
    found = cards_for(actor, PACK).filter(pk__in=list(case_ids)).exclude(pk__in=withdrew.values("case"))
    return set(found.values_list("pk", flat=True))


def _is_after(on: date | None, decided_on: date | None) -> bool:
    return on is None or decided_on is None or on >= decided_on


@dataclass(frozen=True, slots=True)
class Likeness:
    """What makes needs alike: the main type of need, the band of school years, and the type of setting."""

    need: str
    years: str
    setting_type: str

    @property
    def code(self) -> str:
        return f"{self.need}.{self.years}.{self.setting_type}"


@dataclass(frozen=True, slots=True)
class Alike:
    """The decisions about like needs."""

    likeness: Likeness
    decisions: tuple[AssessmentDecision, ...]

    def count(self, conclusion: str) -> int:
        return sum(one.conclusion == conclusion for one in self.decisions)

    @property
    def is_unlike(self) -> bool:
        """Say whether some were to assess and some were not."""
        return bool(self.count(TO_ASSESS) and self.count(NOT_TO_ASSESS))


def alike(actor: Actor) -> list[Alike]:
    """Return the decisions of two years in groups of like needs, those of two or more, in the order of their codes."""
    groups: defaultdict[Likeness, list[AssessmentDecision]] = defaultdict(list)
    for one in _last(_decisions(actor)):
        groups[Likeness(one.need, one.years, one.setting_type)].append(one)
    found = [Alike(likeness, tuple(some)) for likeness, some in groups.items() if len(some) > 1]
    return sorted(found, key=lambda one: one.likeness.code)


def openable(actor: Actor, group: Alike) -> list[AssessmentDecision]:
    """Return the decisions of a group whose cases the reader may look at, the latest first."""
    theirs = _readable(actor, [one.case_id for one in group.decisions])
    return sorted((one for one in group.decisions if one.case_id in theirs), key=lambda one: one.at, reverse=True)

"""The list of running clocks: what is late, what falls due, and whom it waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from keywork.core.history import History
from keywork.core.stages import stage_of
from keywork.web.accounts.actors import Actor, asked_by
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.models import Membership, Team
from keywork.web.accounts.policy import NONE, decide
from keywork.web.deadlines.models import ClockRow, RunningCount
from keywork.web.deadlines.outlooks import Prospect, at_risk, prospects, rows_of
from keywork.web.deadlines.projecting import clocks, history_of, is_listed
from keywork.web.deadlines.queries import moment_at
from keywork.web.deadlines.running import COUNCIL
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.written import Written
from keywork.web.ledger import queries as ledger
from keywork.web.people.models import CaseCard
from keywork.web.people.named import people_named
from keywork.web.people.names import is_named, words_kept, words_typed
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import CASES
from keywork.web.people.relations import Mine

WEEK = timedelta(days=7)
OTHERS = "others"
# Within a day or a duty the names are put in order once a page is chosen: choosing it by name would read every card.
SORTS = {
    "due": ("legal_deadline",),
    "-due": ("-legal_deadline",),
    "name": ("case__card__person__surname", "case__card__person__forename", "legal_deadline"),
    "-name": ("-case__card__person__surname", "-case__card__person__forename", "legal_deadline"),
    "duty": ("duty", "legal_deadline"),
    "-duty": ("-duty", "legal_deadline"),
}
SORTED_BY = {
    "due": "Due soonest first",
    "-due": "Due latest first",
    "name": "Surname, A to Z",
    "-name": "Surname, Z to A",
    "duty": "Duty, A to Z",
    "-duty": "Duty, Z to A",
}
RISK = "risk"
WHEN = {"late": "Late", RISK: "At risk", "week": "Due in the next 7 days", "later": "Due later"}
WHOSE = {"mine": "Mine", "team": "Mine and my team’s", "area": "The whole authority’s", "nobody": "Not allocated"}
TILES = ("late", "week", "waiting", "all")
# Whose clocks a flag takes away from whoever sees the whole area.
KEPT_FROM = "kept from"
COLUMNS = (
    "case_id", "duty", "thread", "duty_kind", "owner", "legal_deadline", "disapplied", "case__reference",
    "case__card__person__surname", "case__card__person__forename", "case__summary__stage",
    "case__card__keyworker__display_name", "case__card__team__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks the list for."""

    whose: str = "mine"
    when: str = ""
    waiting_on: str = ""
    duty: str = ""
    text: str = ""
    sort: str = "due"

    @property
    def is_counted(self) -> bool:
        """Say whether one of the counts on the tiles is the number of clocks asked for."""
        return not (self.waiting_on or self.duty or self.text) and self.when not in ("later", RISK)


@dataclass(frozen=True, slots=True)
class Item:
    """One running clock of the list."""

    case_id: UUID
    duty: str
    thread: str
    duty_kind: str
    owner: str
    deadline: date
    disapplied: bool
    reference: str
    surname: str
    forename: str
    stage: str
    keyworker: str | None
    team: str | None


def _visible(actor: Actor, whose: str) -> Q:
    """Return the filter on index cards: what the person may see, and of that what they ask for."""
    allowed = CASES.q(actor, "work.list")
    asked = {
        "mine": Mine().q(actor),
        "team": Q(team=actor.team_id) | Mine().q(actor) if actor.team_id else Mine().q(actor),
        "nobody": Q(team=None, keyworker=None),
    }.get(whose, Q())
    if whose == "area" and whole_area(actor):
        return _all_but_flagged(actor)
    return Q(case_id__in=CaseCard.objects.filter(allowed & asked).values("case_id"))


def _all_but_flagged(actor: Actor) -> Q:
    """Return the filter for the whole authority, less the few cases that a flag takes away."""
    flagged = DENIED.q(actor)
    return Q() if flagged == NONE else ~Q(case_id__in=CaseCard.objects.filter(flagged).values("case_id"))


def _held(**whose: Any) -> QuerySet[CaseCard]:
    return CaseCard.objects.filter(Mine().q(asked_by(None, whose))).values_list("case_id")[:1]


def holds_any(actor: Actor) -> bool:
    """Say whether somebody holds or covers a case."""
    return bool(HELD.rows(**actor.whose))


def whole_area(actor: Actor) -> bool:
    """Say whether somebody's list is the whole authority's."""
    return CASES.takes_all(actor, "work.list")


def has_teams(actor: Actor) -> bool:
    """Say whether somebody's list is also their team's."""
    return actor.team_id is not None and Scope.TEAM in decide(actor, "work.list").scopes


def open_clocks(actor: Actor, question: Question, today: date) -> QuerySet[ClockRow]:
    """Return the running clocks that somebody asks for, of the cases they may see."""
    found = _open_clocks(actor, question, today, today + WEEK)
    return at_risk(actor.authority_id, found, today) if question.when == RISK else found


def _open_clocks(actor: Actor, question: Question, today: date, soon: date) -> QuerySet[ClockRow]:
    rows: QuerySet[ClockRow] = ClockRow.objects.filter(_visible(actor, question.whose), is_running=True)
    rows = rows.filter(_when(question.when, today, soon))
    if question.waiting_on == OTHERS:
        rows = rows.exclude(owner=COUNCIL)
    elif question.waiting_on:
        rows = rows.filter(owner=question.waiting_on)
    if question.duty:
        rows = rows.filter(duty=question.duty)
    if question.text:
        named = Q(person__in=people_named(question.text)) | Q(case__reference=question.text.strip().upper())
        rows = rows.filter(case_id__in=CaseCard.objects.filter(named).values("case_id"))
    return rows.order_by(*SORTS.get(question.sort, SORTS["due"]), F("id"))


def _when(when: str, today: date, soon: date) -> Q:
    if when == "late":  # a planning target is never late
        return Q(legal_deadline__lt=today) & ~Q(duty_kind="target")
    if when == "week":
        return Q(legal_deadline__gte=today, legal_deadline__lt=soon)
    return Q(legal_deadline__gte=soon) if when == "later" else Q()


def items(rows: QuerySet[ClockRow], sort: str) -> list[Item]:
    """Return some rows of the projection as items of the list."""
    return _sorted((Item(*row) for row in _chosen(rows)), sort)


def _chosen(rows: QuerySet[ClockRow]) -> QuerySet[ClockRow, Any]:
    """Return what the list shows of some rows: chosen first, and only then joined with all that stands beside them."""
    return ClockRow.objects.filter(pk__in=rows.values("pk")).values_list(*COLUMNS)


def _page(
    role: str | None, question: Question, first: int, most: int, *, today: date, soon: date, **whose: Any
) -> QuerySet[ClockRow, Any]:
    return _chosen(_open_clocks(asked_by(role, whose), question, today, soon)[first : first + most])


def items_of_page(actor: Actor, question: Question, today: date, first: int, most: int) -> list[Item]:
    """Return one page of the list.

    Args:
        actor: who asks.
        question: what for.
        today: the day that tells what is late.
        first: how many clocks stand before the page.
        most: how many a page has.
    """
    if question.text or question.when == RISK:  # no statement is kept with a name in it, or with a choice of clocks
        return items(open_clocks(actor, question, today)[first : first + most], question.sort)
    rows = PAGE.rows(actor.role, question, first, most, today=today, soon=today + WEEK, **actor.whose)
    return _sorted((Item(*row) for row in rows), question.sort)


def standing_of(actor: Actor, listed: Iterable[Item], today: date) -> dict[tuple[UUID, str, str], Prospect]:
    """Return how the clocks of some items stand, by case, duty and thread."""
    cases = {item.case_id for item in listed}
    return prospects(actor.authority_id, rows_of(cases), today) if cases else {}


def _sorted(found: Iterable[Item], sort: str) -> list[Item]:
    return sorted(found, key=_key(sort), reverse=sort.startswith("-"))


def counts(actor: Actor, question: Question, today: date) -> dict[str, int]:
    """Count what is late, due this week and running, for the tiles."""
    if question.whose != "area" or not whole_area(actor):
        return _counted(COUNTS, actor, today, question.whose)
    # Of a whole area nothing is counted but what its reader is kept from: the rest is known.
    kept = _counted(COUNTS, actor, today, KEPT_FROM)
    return {name: count - kept[name] for name, count in _counted(KNOWN, actor, today).items()}


def _counted(written: Written[Any], actor: Actor, today: date, *whose: str) -> dict[str, int]:
    rows = written.rows(actor.role, *whose, today=today, soon=today + WEEK, **actor.whose)
    return dict(zip(TILES, rows[0] if rows else [0] * len(TILES), strict=True))


def _counts(role: str | None, whose: str, *, today: date, soon: date, **of: Any) -> QuerySet[ClockRow, Any]:
    actor = asked_by(role, of)
    kept = Q(case_id__in=CaseCard.objects.filter(DENIED.q(actor)).values("case_id"))
    rows = ClockRow.objects.filter(kept if whose == KEPT_FROM else _visible(actor, whose), is_running=True)
    counted = {when: Count("case", filter=_when(when, today, soon)) for when in ("late", "week")}
    return _in_one(rows, counted | {"waiting": Count("case", filter=~Q(owner=COUNCIL)), "all": Count("*")})


def _known(role: str | None, *, today: date, soon: date, **_: Any) -> QuerySet[RunningCount, Any]:
    """Return the same counts of a whole authority, from what was counted as the clocks were written."""
    asked = {
        "late": Q(legal_deadline__lt=today, is_target=False),
        "week": Q(legal_deadline__gte=today, legal_deadline__lt=soon),
        "waiting": Q(is_council=False),
        "all": None,
    }
    counted = {name: Coalesce(Sum("running", filter=which), 0) for name, which in asked.items()}
    return _in_one(RunningCount.objects.all(), counted)


def _in_one(rows: QuerySet[Any], counted: dict[str, Any]) -> QuerySet[Any, Any]:
    """Return counts as one row: grouped by what is the same for all."""
    every = rows.order_by().annotate(every=Value(1)).values("every")
    return every.annotate(**{name: counted[name] for name in TILES}).values_list(*TILES)


HELD: Written[CaseCard] = Written(_held)
PAGE: Written[ClockRow] = Written(_page)
COUNTS: Written[ClockRow] = Written(_counts)
KNOWN: Written[RunningCount] = Written(_known)


def items_at(actor: Actor, question: Question, at: AsAt) -> list[Item]:
    """Return the list as at another day: worked out anew from the ledger for the cases a person may see."""
    cards = CaseCard.objects.filter(CASES.q(actor, "work.list"), _visible(actor, question.whose))
    related = ("case", "person")
    by_case = {card.case_id: card for card in cards.select_related(*related)}
    moment = moment_at(actor.authority, at)
    everything = whole_area(actor) and question.whose == "area"
    names = _names()
    found = [
        item
        for case_id, events in ledger.streams(None if everything else by_case)
        if case_id in by_case
        for item in _items_of(by_case[case_id], history_of(events, moment), names)
    ]
    chosen = [item for item in found if _matches(item, question, at.as_of)]
    return _sorted(chosen, question.sort)


def _items_of(card: CaseCard, history: History, names: Mapping[str, str]) -> Iterator[Item]:
    """Yield the running clocks of a case as at the day of its history, with who held it then."""
    stage, _ = stage_of(history.entries)
    held: dict[str, str] = {}
    for fact in history.by_kind.get("case-allocated", ()):
        held |= {name: names.get(str(value), "") for name, value in fact.entry.event.fields.items()}
    for clock in clocks(history):
        if clock.is_open and is_listed(clock, stage):
            duty, person = clock.duty, card.person
            yield Item(
                card.case_id, duty.id, clock.thread or "", str(duty.kind), duty.owner, clock.legal_deadline or date.max,
                clock.disapplied, card.case.reference, person.surname, person.forename, stage or "",
                held.get("keyworker"), held.get("team"),
            )  # fmt: skip


def _names() -> dict[str, str]:
    """Return the names of the authority's people and teams by identity."""
    people = Membership.objects.values_list("user_id", "user__display_name")
    return {str(pk): name for pk, name in [*people, *Team.objects.values_list("pk", "name")]}


def _matches(item: Item, question: Question, today: date) -> bool:
    return (
        (item.owner != COUNCIL if question.waiting_on == OTHERS else question.waiting_on in ("", item.owner))
        and (not question.duty or item.duty == question.duty)
        and (not question.text or _is_named(question.text, item))
        and _is_when(question.when, item, today)
    )


def _is_named(text: str, item: Item) -> bool:
    typed = words_typed(text)
    named = bool(typed) and is_named(typed, words_kept(forename=item.forename, surname=item.surname))
    return named or text.strip().upper() == item.reference


def _is_when(when: str, item: Item, today: date) -> bool:
    return {
        "late": item.deadline < today and item.duty_kind != "target",
        "week": today <= item.deadline < today + WEEK,
        "later": item.deadline >= today + WEEK,
    }.get(when, True)


def _key(sort: str) -> Callable[[Item], tuple[object, ...]]:
    keys: dict[str, Callable[[Item], tuple[object, ...]]] = {
        "name": lambda item: (item.surname, item.forename, item.deadline),
        "duty": lambda item: (item.duty, item.deadline),
    }
    return keys.get(sort.lstrip("-"), lambda item: (item.deadline, item.surname, item.forename, item.duty))


def counts_of(found: Iterable[Item], today: date) -> dict[str, int]:
    """Count a list that was worked out for another day."""
    listed = list(found)
    return {
        **{when: sum(_is_when(when, item, today) for item in listed) for when in ("late", "week")},
        "waiting": sum(item.owner != COUNCIL for item in listed),
        "all": len(listed),
    }

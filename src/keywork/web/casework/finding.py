"""Finding cases by a name, a number or a reference, within a person's reach and no further than a page shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from keywork.web.accounts.actors import Actor, asked_by
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.policy import decide
from keywork.web.kernel.models import end_of
from keywork.web.kernel.written import Written
from keywork.web.ledger.models import Case as LedgerCase
from keywork.web.people.models import CaseCard
from keywork.web.people.named import bearers, bearing, bounds, pairs, rarest_first
from keywork.web.people.names import words_typed
from keywork.web.people.policy import CASES, cards_for

FIND, OPEN = "case.find", "case.open"
MOST_FOUND = 50
# Words that are looked through at once, and people or cases that are asked about at once.
AT_ONCE, ALIKE = 102, MOST_FOUND + 1
COLUMNS = (
    "case_id", "person__forename", "person__surname", "case__reference", "keyworker__display_name", "team__name",
    "case__summary__stage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """What the index card of a case that was found says, and whether the page of the case is open to whoever asked."""

    case_id: UUID
    forename: str
    surname: str
    reference: str
    keyworker: str | None
    team: str | None
    stage: str | None
    opens: bool


def find(actor: Actor, text: str) -> tuple[list[Hit], bool]:
    """Return the cases that a text finds, of those that somebody may know of, by name; and whether there are more.

    A case is found where each word of the text is the beginning of a word of the child's name or of a number, or where
    the text is the beginning of its reference. Of more than a page shows, those come whose word stands first in order.

    Args:
        actor: who asks.
        text: as it was typed.
    """
    typed = words_typed(text)
    found = _bearing(actor, typed) if typed else {}
    reference = text.strip().upper()
    if any(letter.isdigit() or letter == "-" for letter in reference):
        found |= _referred(actor, reference)
    shown = sorted(list(found.values())[:MOST_FOUND], key=_by_name)
    return shown, len(found) > MOST_FOUND


def _by_name(hit: Hit) -> tuple[str, str, str]:
    return hit.surname.casefold(), hit.forename.casefold(), hit.reference


def _bearing(actor: Actor, typed: list[str]) -> dict[UUID, Hit]:
    """Return the first cases that some words find.

    For whoever may know of everybody the first who bear them are taken in the order of an index, as many as a page
    shows, and asked about one by one. For whoever may know of few, those of the few are taken.
    """
    if not CASES.takes_all(actor, FIND):
        return _hits(OF_FEW.rows(actor.role, len(typed), **bounds(typed), **actor.whose))
    found: dict[UUID, Hit] = {}
    typed = rarest_first(typed, actor.authority_id)
    for first in count(0, AT_ONCE) if typed else ():
        rows = bearers(typed, first, AT_ONCE)
        found |= _of(actor, "person_id", list(dict.fromkeys(rows)))
        if len(rows) < AT_ONCE or len(found) > MOST_FOUND:
            break
    return found


def _referred(actor: Actor, reference: str) -> dict[UUID, Hit]:
    """Return the first cases whose reference begins so."""
    if not CASES.takes_all(actor, FIND):
        values = {"beginning": reference, "until": end_of(reference)}
        return _hits(REFERRED_OF_FEW.rows(actor.role, **values, **actor.whose))
    found: dict[UUID, Hit] = {}
    for first in count(0, AT_ONCE):
        rows = [pk for (pk,) in REFERRED.rows(first, beginning=reference, until=end_of(reference))]
        found |= _of(actor, "case_id", rows)
        if len(rows) < AT_ONCE or len(found) > MOST_FOUND:
            break
    return found


def _of(actor: Actor, by: str, keys: list[UUID]) -> dict[UUID, Hit]:
    """Return the cases of some people, or those of some identities, in their order, until a page is full.

    They are asked about by a fixed number at once, the last one again where there are fewer: so PostgreSQL keeps how
    it answers, which it would else work out anew each time, for longer than the answer takes.
    """
    found: dict[UUID, Hit] = {}
    for first in range(0, len(keys), ALIKE):
        some = keys[first : first + ALIKE]
        place = {key: number for number, key in enumerate(some)}
        some += [some[-1]] * (ALIKE - len(some))
        values = {f"key{number}": key for number, key in enumerate(some)}
        rows = CARDS.rows(actor.role, by, **values, **actor.whose)
        found |= _hits([row[1:] for row in sorted(rows, key=lambda row: place[row[0]])])
        if len(found) > MOST_FOUND:
            break
    return found


def _hits(rows: list[tuple[Any, ...]]) -> dict[UUID, Hit]:
    return {row[0]: Hit(*row) for row in rows}


def _cards(role: str | None, by: str, **values: Any) -> QuerySet[CaseCard, Any]:
    """Return the index cards by some keys; whether a flag takes one away is asked of each."""
    actor = asked_by(role, values)
    keys = [values[f"key{number}"] for number in range(ALIKE)]
    cards: QuerySet[CaseCard] = CaseCard.objects.filter(CASES.row_by_row().q(actor, FIND), **{f"{by}__in": keys})
    return cards.values_list(by, *COLUMNS, _opens(actor))


def _references(first: int, *, beginning: str, until: str) -> QuerySet[LedgerCase, Any]:
    found = LedgerCase.objects.filter(reference__gte=beginning, reference__lt=until).order_by("reference")
    return found.values_list("pk")[first : first + AT_ONCE]


def _of_few(role: str | None, count: int, **values: Any) -> QuerySet[CaseCard, Any]:
    actor = asked_by(role, values)
    cards = bearing(cards_for(actor, FIND), pairs(count, values)).order_by("pk")
    return cards.values_list(*COLUMNS, _opens(actor))[: MOST_FOUND + 1]


def _referred_of_few(role: str | None, *, beginning: str, until: str, **whose: Any) -> QuerySet[CaseCard, Any]:
    actor = asked_by(role, whose)
    cards = cards_for(actor, FIND).filter(case__reference__gte=beginning, case__reference__lt=until)
    return cards.order_by("case__reference").values_list(*COLUMNS, _opens(actor))[: MOST_FOUND + 1]


def _opens(actor: Actor) -> Case | Value:
    """Return whether the page of a case that is found opens.

    What a flag takes away is not found, and so need not be asked again; unless the glass was broken to find it.
    """
    by_glass = Scope.GLASS in decide(actor, FIND).scopes
    reach = CASES.row_by_row() if by_glass else replace(CASES, denied=None, behind_glass=None)
    opens = reach.q(actor, OPEN)
    return Case(When(opens, then=Value(True)), default=Value(False)) if opens else Value(True)


CARDS: Written[CaseCard] = Written(_cards)
REFERRED: Written[LedgerCase] = Written(_references)
OF_FEW: Written[CaseCard] = Written(_of_few)
REFERRED_OF_FEW: Written[CaseCard] = Written(_referred_of_few)

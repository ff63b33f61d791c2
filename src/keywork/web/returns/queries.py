"""Reading imports, findings and what waits for a person, within an authority's scope."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from keywork.web.accounts.actors import Actor
from keywork.web.kernel.written import Written
from keywork.web.people.models import CaseCard
from keywork.web.people.overlays import DENIED
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport, ReviewItem


def imports() -> QuerySet[ReturnImport]:
    """Return the imports, newest first."""
    return ReturnImport.objects.order_by("-imported_at")


def one_import(import_id: UUID) -> ReturnImport:
    """Return an import.

    Raises:
        Http404: there is none of that identity in the authority.
    """
    found = ReturnImport.objects.filter(pk=import_id).first()
    if found is None:
        raise Http404("There is no such import.")
    return found


def latest() -> ReturnImport | None:
    """Return the newest import that stands."""
    return imports().filter(reversed_at=None).first()


def _census_days() -> QuerySet[ReturnImport]:
    return imports().filter(reversed_at=None).values_list("reference_date")[:1]


CENSUS_DAYS: Written[ReturnImport] = Written(_census_days)


def census_day() -> date | None:
    """Return the census day of the newest import that stands, which every page asks for."""
    found = CENSUS_DAYS.rows()
    return found[0][0] if found else None


def before(imported: ReturnImport) -> ReturnImport | None:
    """Return the import before one."""
    return imports().filter(imported_at__lt=imported.imported_at).first()


def rules_of(imported: ReturnImport) -> dict[str, int]:
    """Count an import's findings by rule."""
    rows = FindingRow.objects.filter(imported=imported).values_list("rule").annotate(n=Count("id"))
    return dict(sorted(rows.values_list("rule", "n")))


def findings(imported: ReturnImport, *, rule: str = "", severity: str = "", module: str = "") -> QuerySet[FindingRow]:
    """Return an import's findings, of a rule, a severity or a module."""
    asked = {"rule": rule, "severity": severity, "module": module}
    rows = FindingRow.objects.filter(imported=imported, **{name: value for name, value in asked.items() if value})
    return rows.order_by("rule", "id")


def quarantined(imported: ReturnImport) -> list[tuple[str, str, str]]:
    """Return module, row id and rule of the rows that wait; their content stays closed."""
    rows = QuarantinedRow.objects.filter(imported=imported).order_by("module", "row_id")
    return list(rows.values_list("module", "row_id", "rule"))


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a comparison."""

    name: str
    then: int
    now: int


def compare(imported: ReturnImport, earlier: ReturnImport) -> tuple[list[Compared], list[Compared]]:
    """Compare two imports: rows by module, findings by rule."""
    modules = [
        Compared(name, earlier.rows.get(name, 0), imported.rows.get(name, 0))
        for name in dict.fromkeys([*earlier.rows, *imported.rows])
    ]
    then, now = Counter(rules_of(earlier)), Counter(rules_of(imported))
    rules = [Compared(rule, then[rule], now[rule]) for rule in sorted({*then, *now})]
    return modules, rules


def reviews(actor: Actor) -> QuerySet[ReviewItem]:
    """Return what waits for a person, oldest first; of a child whom a flag takes from this person, nothing."""
    return _reviews(actor).filter(decided_at=None).order_by("kind", "id")


def _reviews(actor: Actor) -> QuerySet[ReviewItem]:
    flagged = CaseCard.objects.filter(DENIED.q(actor)).values("person")
    items = ReviewItem.objects.select_related("person", "candidate", "case", "imported")
    items = items.filter(Q(person=None) | ~Q(person__in=flagged), Q(candidate=None) | ~Q(candidate__in=flagged))
    return items.filter(Q(case=None) | ~Q(case__card__person__in=flagged))


def one_review(actor: Actor, item_id: int) -> ReviewItem:
    """Return an item that waits for a person.

    Raises:
        Http404: there is none of that identity in the authority.
    """
    found = _reviews(actor).filter(pk=item_id).first()
    if found is None:
        raise Http404("There is no such item.")
    return found

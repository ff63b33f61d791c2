"""Whether a page is the right one for the person who asked: each answer is read, not counted by its status.

The pages are read as text, with patterns of the marks that every page bears; what they must say comes from the world
that was made, by plain comparison of who holds which case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any

ROW = re.compile(
    r'role="rowheader"[^>]*><a class="govuk-link" href="/cases/(?P<id>[0-9a-f-]{36})/">(?P<name>[^<]*)</a><br>'
    r'<span[^>]*>(?P<reference>[^<]*)</span></th>.*?data-label="Due">(?P<due>[^<]*)</td>',
    re.S,
)
FOUND = re.compile(
    r'role="rowheader"[^>]*>(?:<a class="govuk-link" href="/cases/(?P<id>[0-9a-f-]{36})/">)?(?P<name>[^<]*)(?:</a>)?</th>\s*'
    r'<td[^>]*data-label="Reference">(?P<reference>[^<]*)</td>'
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
TOTAL = re.compile(r"([\d,]+) running clocks? \(")
NAME = re.compile(r'app-identity__name">([^<]*)<')
FACTS = re.compile(r"<dt>([^<]*)</dt> <dd>([^<]*)</dd>")
NEXT = re.compile(r'app-next__day">([^–<]*) –')
RECORDED = "Recorded. The clocks were worked out again."
MOST_FOUND = 50


class Wrong(AssertionError):
    """An answer that is not what this person should have been given."""


@dataclass
class Case:
    """A case as the world was made, and what was recorded on it since."""

    id: str
    reference: str
    surname: str
    forename: str
    born: str
    next: str
    events: int
    is_open: bool
    keyworker: str
    team: str
    # Who is named on it, where it is restricted.
    named: list[str] | None = None

    @property
    def listed_name(self) -> str:
        return f"{self.surname}, {self.forename}".strip(", ")

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()


@dataclass
class Person:
    """Somebody signed in: their session, and which cases are theirs to see."""

    id: str
    name: str
    role: str
    sid: str
    mine: list[str]
    team: list[str]
    csrf: str = ""
    token: str = ""
    alone: bool = True
    # The requests for advice that were made to them, each with its case.
    asked: list[list[str]] = field(default_factory=list)
    ours: frozenset[str] = field(default_factory=frozenset)

    def may_know(self, case: Case) -> bool:
        return case.named is None or self.id in case.named

    def may_open(self, case: Case) -> bool:
        return self.may_know(case) and (self.role == "manager" or case.id in self.ours)


def world_of(made: dict[str, Any]) -> tuple[list[Person], dict[str, Case]]:
    """Return the people and the cases of a world that was made."""
    people = [Person(**one) for one in made["people"]]
    for person in people:
        person.ours = frozenset(person.team)
    return people, {one["id"]: Case(**one) for one in made["cases"]}


def demand(holds: object, words: str) -> None:
    """Say what is wrong where it does not hold."""
    if not holds:
        raise Wrong(words)


def answered(response: Any, status: int) -> None:
    """Check how a page was answered."""
    if not response.status_code:
        raise Wrong(f"no answer: {type(response.error).__name__}")
    demand(response.status_code == status, f"{response.status_code} instead of {status}")


def is_signed_in(text: str, person: Person) -> None:
    demand(f"Signed in as {person.name} (" in text, "the page is not this person's")


def work_list(text: str, person: Person, cases: dict[str, Case], *, whose: str) -> int:
    """Check a list of running clocks; return how many rows it has."""
    is_signed_in(text, person)
    rows = [match.groupdict() for match in ROW.finditer(text)]
    total = TOTAL.search(text)
    theirs = {"mine": person.mine, "team": person.team}.get(whose)
    if total is None:
        demand(theirs is not None and not theirs and not rows, "the list has no count")
        return 0
    demand(len(rows) == min(50, int(total[1].replace(",", ""))), f"{len(rows)} rows of {total[1]} clocks")
    days = [datetime.strptime(row["due"], "%d %b %Y") for row in rows]
    demand(days == sorted(days), "the clocks are not in the order of their days")
    allowed = None if theirs is None else frozenset(theirs)
    for row in rows:
        case = cases.get(row["id"])
        demand(case is not None and (allowed is None or case.id in allowed), "a case is listed that is not theirs")
        assert case is not None
        demand(person.may_know(case), f"{case.reference} is restricted, and listed")
        demand(unescape(row["name"]) == case.listed_name, f"{case.reference} bears another name")
        demand(row["reference"] == case.reference, f"{case.reference} bears another reference")
    return len(rows)


def case_page(text: str, person: Person, case: Case, *, unchanged: bool) -> None:
    """Check the page of a case; ``unchanged`` says that nothing was recorded on it since the world was made."""
    is_signed_in(text, person)
    facts = dict(FACTS.findall(text))
    demand(facts.get("Reference") == case.reference, f"another reference than {case.reference}")
    shown = NAME.search(text)
    demand(shown is not None, "nobody's name is shown")
    assert shown is not None
    if person.role == "auditor":  # who sees how it was handled, and not whose it is
        demand(case.surname not in shown[1] and case.forename not in shown[1], "a name is shown to an auditor")
        return
    demand(unescape(shown[1]).strip() == case.name, f"{case.reference} bears another name")
    born = date.fromisoformat(case.born)
    demand(facts.get("Born", "").startswith(f"{born.day} {born:%b %Y} ("), f"{case.reference} bears another birthday")
    due = NEXT.search(text)
    if unchanged and case.next and (person.role == "manager" or case.keyworker == person.id):
        on = date.fromisoformat(case.next)
        demand(due is not None and due[1] == f"{on:%A} {on.day} {on:%B %Y}", f"another deadline of {case.reference}")


def hidden(text: str, case: Case) -> None:
    """Check that a page which was refused says nothing of the case."""
    demand(case.reference not in text and case.surname not in unescape(text), f"{case.reference} shows through")


def found(text: str, person: Person, wanted: list[Case]) -> None:
    """Check the cases that a search found; those that the person may open, and no others, are links."""
    is_signed_in(text, person)
    rows = {match["reference"]: match for match in FOUND.finditer(text)}
    by_reference = {case.reference: case for case in wanted if person.may_know(case)}
    demand(len(rows) == min(MOST_FOUND, len(by_reference)), f"{len(rows)} cases found instead of {len(by_reference)}")
    for reference, row in rows.items():
        case = by_reference.get(reference)
        demand(case is not None, f"{reference} was not searched for")
        assert case is not None
        demand(unescape(row["name"]) == case.name, f"{reference} bears another name")
        demand(bool(row["id"]) == person.may_open(case), f"{reference} may be opened by the wrong people")

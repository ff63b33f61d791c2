"""Who a row of a return is: matched on UPN, then ULN, then name and birth; doubt goes to a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from keywork.web.people.models import Person
from keywork.web.people.names import fold
from keywork.web.people.services import Details
from keywork.web.returns.rules.numbers import valid_uln, valid_upn
from keywork.web.returns.staging import Row


@dataclass(frozen=True, slots=True)
class Match:
    """Who a row is.

    Args:
        person: the person known here, or None for a new one.
        doubt: a person it may be, where a person must decide; it is taken as new meanwhile.
        reason: why there is doubt.
    """

    person: Person | None
    doubt: Person | None = None
    reason: str = ""


def details_of(row: Row) -> Details:
    """Return a person's details as a row of the return gives them."""
    sex = {"1": "M", "2": "F", "0": "", "9": ""}.get(row.text("sex"), row.text("sex"))
    return Details(
        surname=row.text("surname"),
        forename=row.text("forename"),
        born_on=row.day("personbirthdate"),
        sex=sex,
        ethnicity=row.text("ethnicity"),
        postcode=row.text("postcode"),
        upn=row.text("upn"),
        uln=row.text("uniquelearnernumber"),
        upn_unknown=row.text("upnunknown"),
    )


Identity = tuple[str, str, date]


def _slip_apart(one: date, other: date) -> bool:
    """Say whether two days differ in one of day, month and year alone, or have day and month the wrong way round."""
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    turned = (one.day, one.month, one.year) == (other.month, other.day, other.year)
    return same == 2 or turned


def _identity(forename: str, surname: str, born_on: date | None) -> Identity | None:
    return (fold(forename), fold(surname), born_on) if surname and born_on else None


class Matcher:
    """The people known here, each of whom at most one row of a return can be.

    Args:
        people: in the order in which they came to be known.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_upn: dict[str, list[Person]] = defaultdict(list)
        self.by_uln: dict[str, list[Person]] = defaultdict(list)
        self.by_identity: dict[Identity, list[Person]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self.by_the_rest: dict[tuple[object, ...], list[Person]] = defaultdict(list)
        self.taken: set[UUID] = set()
        self.rows: Counter[object] = Counter()
        for person in people:
            self._know(person)

    def _know(self, person: Person) -> None:
        if person.upn:
            self.by_upn[person.upn].append(person)
        if person.uln:
            self.by_uln[person.uln].append(person)
        identity = _identity(person.forename, person.surname, person.born_on)
        if identity is not None:
            self.by_identity[identity].append(person)
            self.by_name[identity[:2]].append(person)
        elif not (person.upn or person.uln):
            self.by_the_rest[_the_rest(person)].append(person)

    def match_all(self, given: Sequence[Details]) -> list[Match]:
        """Say who the people of a return are: first all whose number is known, then the rest by name and birth."""
        for details in given:
            self.rows.update(_keys(details))
        found: list[Match | None] = [self._taking(self._by_number(details)) for details in given]
        return [
            self._taking(self._by_identity(details)) if m is None else m
            for m, details in zip(found, given, strict=True)
        ]

    def match(self, details: Details) -> Match:
        """Say who one person is, and take that person for this return."""
        return self.match_all([details])[0]

    def _taking(self, match: Match | None) -> Any:
        if match is not None and match.person is not None:
            self.taken.add(match.person.pk)
        return match

    def _by_number(self, details: Details) -> Match | None:
        for number, valid, known, name in (
            (details.upn, valid_upn, self.by_upn, "UPN"),
            (details.uln, valid_uln, self.by_uln, "ULN"),
        ):
            people = self._free(known.get(number, ())) if number else []
            if not people:
                continue
            same = [person for person in people if _same_person(person, details)]
            if same and (len(same) == 1 or self._as_many_rows((name, number), known[number])):
                return Match(same[0])
            likely = [person for person in people if _could_be(person, details)]
            if len(likely) == 1 and valid(number):
                return Match(likely[0])
            reason = f"Same {name}, but name and date of birth differ or fit more than one person."
            return Match(None, people[0], reason)
        return None

    def _as_many_rows(self, key: object, people: Sequence[Person]) -> bool:
        """Say whether a return tells as often of a number or name as people are known by it: then each is one."""
        return self.rows[key] >= len(people)

    def _by_identity(self, details: Details) -> Match:
        identity = _identity(details.forename, details.surname, details.born_on)
        if identity is None:
            rest = self._free(self.by_the_rest.get(_the_rest(details), ())) if not (details.upn or details.uln) else []
            return Match(rest[0]) if rest else Match(None)
        people = self._free(self.by_identity.get(identity, ()))
        clear = [person for person in people if not _numbers_differ(person, details)]
        if clear and (len(clear) == 1 or self._as_many_rows(identity, self.by_identity[identity])):
            return Match(clear[0])
        if clear:
            return Match(None, clear[0], "Same name and date of birth as more than one person.")
        if people:
            return Match(None, people[0], "Same name and date of birth, but another UPN or ULN.")
        return self._by_name(details, identity)

    def _by_name(self, details: Details, identity: Identity) -> Match:
        near = [
            person
            for person in self._free(self.by_name.get(identity[:2], ()))
            if person.born_on and _slip_apart(person.born_on, identity[2]) and not _numbers_differ(person, details)
        ]
        if near:
            return Match(None, near[0], "Same name, and a date of birth that one slip of the pen would explain.")
        return Match(None)

    def _free(self, people: Iterable[Person]) -> list[Person]:
        return [person for person in people if person.pk not in self.taken]


def _keys(details: Details) -> list[object]:
    identity = _identity(details.forename, details.surname, details.born_on)
    numbers = [(name, number) for name, number in (("UPN", details.upn), ("ULN", details.uln)) if number]
    return [*numbers, *([identity] if identity else [])]


def _the_rest(known: Person | Details) -> tuple[object, ...]:
    """Return all that is known of somebody without a number who lacks a surname or a date of birth."""
    return (fold(known.forename), fold(known.surname), known.born_on, known.postcode, known.upn_unknown)


def _same_person(person: Person, details: Details) -> bool:
    known = _identity(person.forename, person.surname, person.born_on)
    return known is not None and known == _identity(details.forename, details.surname, details.born_on)


def _could_be(person: Person, details: Details) -> bool:
    """Say whether a number's owner fits: same birth, or same name, or nothing to compare."""
    births = (person.born_on, details.born_on)
    if None in births or births[0] == births[1]:
        return True
    return fold(person.surname) == fold(details.surname) and fold(person.forename) == fold(details.forename)


def _numbers_differ(person: Person, details: Details) -> bool:
    pairs = ((person.upn, details.upn), (person.uln, details.uln))
    return any(known and given and known != given for known, given in pairs)

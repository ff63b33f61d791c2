"""What must not leave in a plan: names and numbers of other children, others' health, and addresses.

What was said of one child has been copied from minutes into another child's plan before. So whoever sends a plan for a
check is told which words of it are those of another child here, and a second person looks at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q

from keywork.web.documents.services.letters import names_an_address
from keywork.web.people.family import family_of
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.names import fold, words_of
from keywork.web.people.wordlist import NameWord
from keywork.web.vaults import health

WORD = re.compile(r"[^\W_]+(?:['’ʼ`-][^\W_]+)*")
OWNED = re.compile(r"['’ʼ`][sS]$")
NUMBER = re.compile(r"\b(?:[A-Za-z]\d{11}[A-Za-z0-9]|\d{10})\b")
BORN = re.compile(
    r"\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)\W{0,3}(\d{1,2})(?:st|nd|rd|th)?[ /.\-]+(\w+)[ /.\-]+(\d{4})", re.I
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ASKED_AT_ONCE = 500
# So many words in a row that say the same as what is kept sealed are no chance.
ALIKE = 6


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a text.

    Args:
        others: names, numbers and dates of birth of other children, as they stand there.
        health: passages that repeat what is kept as about the health of somebody else.
        address: whether an address of the family stands there.
    """

    others: Sequence[str] = ()
    health: Sequence[str] = ()
    address: bool = False


def look_through(card: CaseCard, text: str) -> Findings:
    """Return what must not leave in a text about the child of a case."""
    return Findings(
        list(dict.fromkeys([*_names(card, text), *_numbers(card, text), *_births(card, text)])),
        _health(card, text),
        names_an_address(card, text),
    )


def _folded(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text as names are searched for, and each as it stands there."""
    plain, whole = [], []
    for found in WORD.finditer(text):
        for word in fold(OWNED.sub("", found[0])).split():
            plain.append(word)
            whole.append(found[0])
    return plain, whole


def _names(card: CaseCard, text: str) -> Iterator[str]:
    """Yield the names of other children that stand in a text: first and last name beside each other, either way round.

    The child's own name and those of the family are not meant, even where another child has the same.
    """
    plain, _ = _folded(text)
    present, joined = set(plain), f" {' '.join(plain)} "
    own = {fold(card.person.name), *(fold(member.name) for member in family_of(card.person_id))}
    for forename, surname in _bearing(present, card.person_id):
        names = (fold(forename), fold(surname))
        if not all(names) or not present.issuperset(" ".join(names).split()) or " ".join(names) in own:
            continue
        if any(re.search(rf" {re.escape(a)} (?:\S+ )?{re.escape(b)} ", joined) for a, b in (names, names[::-1])):
            yield f"{forename} {surname}"


def _bearing(words: set[str], person_id: UUID) -> Iterator[tuple[str, str]]:
    """Yield forename and surname of the other children of whose names a word is among some."""
    looked_for = sorted({part for word in words for part in words_of(word)})
    found: set[UUID] = set()
    for first in range(0, len(looked_for), ASKED_AT_ONCE):
        rows = NameWord.objects.filter(word__in=looked_for[first : first + ASKED_AT_ONCE])
        found.update(rows.values_list("person_id", flat=True))
    others = sorted(found - {person_id})
    for first in range(0, len(others), ASKED_AT_ONCE):
        some = Person.objects.filter(pk__in=others[first : first + ASKED_AT_ONCE])
        yield from some.values_list("forename", "surname")


def _numbers(card: CaseCard, text: str) -> Iterator[str]:
    person = card.person
    typed = {one.upper() for one in NUMBER.findall(text)} - {person.upn.upper(), person.uln.upper()}
    if typed:
        found = Person.objects.filter(Q(upn__in=typed) | Q(uln__in=typed)).exclude(pk=person.pk)
        known = {number for pair in found.values_list("upn", "uln") for number in pair}
        yield from sorted(typed & known)


def _births(card: CaseCard, text: str) -> Iterator[str]:
    for found in BORN.finditer(text):
        on = _day(*found.groups())
        if on and on != card.person.born_on and Person.objects.filter(born_on=on).exclude(pk=card.person_id).exists():
            yield found[0]


def _day(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdecimal() else 0
    named = month[:3].casefold()
    number = MONTHS.index(named) + 1 if named in MONTHS else number
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _health(card: CaseCard, text: str) -> list[str]:
    plain, whole = _folded(text)
    sealed: set[tuple[str, ...]] = set()
    for row in health.of_case(card.case_id):
        words, _ = _folded(row.words())
        sealed |= {tuple(words[start : start + ALIKE]) for start in range(len(words) - ALIKE + 1)}
    if not sealed:
        return []
    found, start = [], 0
    while start <= len(plain) - ALIKE:
        end = start
        while end <= len(plain) - ALIKE and tuple(plain[end : end + ALIKE]) in sealed:
            end += 1
        if end > start:
            found.append(" ".join(word for word, _ in groupby(whole[start : end + ALIKE - 1])))
        start = max(end, start) + 1
    return found

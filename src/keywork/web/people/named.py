"""Finding people by what is typed of their names and numbers, and whether the words they are found by are in step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from keywork.web.accounts.models import Authority
from keywork.web.kernel.models import end_of
from keywork.web.kernel.written import Written
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.names import FOUND_BY, words_typed
from keywork.web.people.wordlist import NameWord, words_now

AT_ONCE = 2000
# So far is counted how many bear a word, to look first for the rarest of some.
COUNTED_TO = 2000


def bounds(typed: list[str]) -> dict[str, str]:
    """Return what a query that is written once takes for some words: each with its end, by name."""
    return {name: text for n, word in enumerate(typed) for name, text in _bounds(n, word)}


def _bounds(number: int, word: str) -> tuple[tuple[str, str], ...]:
    return (f"word{number}", word), (f"until{number}", end_of(word))


def pairs(count: int, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return each word with its end, out of the values of :func:`bounds`."""
    return [(values[f"word{n}"], values[f"until{n}"]) for n in range(count)]


def between(word: str, until: str) -> QuerySet[NameWord]:
    """Return the words with one beginning."""
    return NameWord.objects.filter(word__gte=word, word__lt=until)


def bearing(cards: QuerySet[CaseCard], words: list[tuple[str, str]]) -> QuerySet[CaseCard]:
    """Leave the index cards of the people who bear words with each of some beginnings: asked of each card."""
    for word, until in words:
        cards = cards.filter(Exists(between(word, until).filter(person=OuterRef("person_id"))))
    return cards


def people_named(text: str) -> QuerySet[NameWord, Any]:
    """Return the identities of the people whom a text finds, for a query to look among them."""
    typed = words_typed(text)
    found = _all_of([(word, end_of(word)) for word in typed]) if typed else NameWord.objects.none()
    return found.values("person_id")


def _all_of(words: list[tuple[str, str]]) -> QuerySet[NameWord]:
    """Return the rows of the first of some words, of the people who bear the others too."""
    found = between(*words[0])
    for pair in words[1:]:
        found = found.filter(Exists(between(*pair).filter(person=OuterRef("person_id"))))
    return found


def _bearers(count: int, first: int, most: int, **words: str) -> QuerySet[NameWord, Any]:
    return _all_of(pairs(count, words)).order_by("word", "person").values_list("person_id")[first : first + most]


BEARERS: Written[NameWord] = Written(_bearers)


def bearers(typed: list[str], first: int, most: int) -> list[UUID]:
    """Return whoever bears some words, in the order of the first word; once for each word of theirs that begins so.

    Args:
        typed: the words, rarest first.
        first: how many are left out.
        most: how many are returned at most.
    """
    return [person for (person,) in BEARERS.rows(len(typed), first, most, **bounds(typed))]


class _Count(Subquery):
    template = "(SELECT count(*) FROM (%(subquery)s) AS some_of_them)"


def _counts(count: int, *, authority: UUID, **words: str) -> QuerySet[Authority, Any]:
    each = [_Count(between(*pair).values("pk")[:COUNTED_TO]) for pair in pairs(count, words)]
    one: QuerySet[Authority, Any] = Authority.objects.filter(pk=authority)
    return one.values_list(*each)


COUNTS: Written[Authority] = Written(_counts)


def rarest_first(typed: list[str], authority_id: UUID) -> list[str]:
    """Put what fewest people bear first; nothing is left where nobody bears one of the words."""
    if len(typed) < 2:
        return typed
    (counts,) = COUNTS.rows(len(typed), authority=authority_id, **bounds(typed))
    if not all(counts):
        return []
    return [word for _, word in sorted(zip(counts, typed, strict=True), key=lambda pair: pair[0])]


def out_of_step() -> Iterator[Person]:
    """Yield the people of the authority in scope who are found by other words than those of their names and numbers."""
    last = UUID(int=0)
    while some := list(Person.objects.filter(pk__gt=last).order_by("pk").only("authority", *FOUND_BY)[:AT_ONCE]):
        kept: dict[UUID, set[str]] = {one.pk: set() for one in some}
        last = some[-1].pk
        rows = NameWord.objects.filter(person__gte=some[0].pk, person__lte=last).values_list("person_id", "word")
        for person_id, word in rows.iterator():
            kept.setdefault(person_id, set()).add(word)
        yield from (one for one in some if kept[one.pk] != set(words_now(one)))


def bring_in_step() -> int:
    """Let everybody of the authority in scope be found by their names and numbers of now.

    Returns:
        How many people were found by others.
    """
    with transaction.atomic():
        return sum(bool(NameWord.keep(person)) for person in out_of_step())

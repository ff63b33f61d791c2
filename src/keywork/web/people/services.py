"""Opening cases for people, and giving cases to those who work on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from keywork.core.events import NewEvent
from keywork.core.rights import rights_pass_on
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Team, User
from keywork.web.deadlines.services import CaseBatch, record_batch
from keywork.web.kernel import clock
from keywork.web.kernel.rows import insert_rows
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.people.models import CaseCard, DetailsChange, NameWord, Person
from keywork.web.people.names import new_pseudonym, words_kept

DETAILS = ("surname", "forename", "born_on", "sex", "ethnicity", "postcode", "upn", "uln", "upn_unknown")
ASKED_AT_ONCE = 500
LONGEST = {"sex": 10, "ethnicity": 20, "upn": 40, "uln": 40, "upn_unknown": 20}
PERSON_COLUMNS = ("id", "authority_id", *DETAILS, "pseudonym", "rights_pass_on")


@dataclass(frozen=True, slots=True)
class Details:
    """A person's details, as somebody gave them."""

    surname: str = ""
    forename: str = ""
    born_on: date | None = None
    sex: str = ""
    ethnicity: str = ""
    postcode: str = ""
    upn: str = ""
    uln: str = ""
    upn_unknown: str = ""


def _person_rows(authority_id: UUID, people: Sequence[tuple[UUID, Details]]) -> list[tuple[object, ...]]:
    return [
        (pk, authority_id, *(_cut(name, getattr(d, name)) for name in DETAILS), pseudonym,
         rights_pass_on(d.born_on) if d.born_on else None)
        for (pk, d), pseudonym in zip(people, _new_pseudonyms(len(people)), strict=True)
    ]  # fmt: skip


def _new_pseudonyms(number: int) -> list[str]:
    """Return as many pseudonyms that nobody of the authority has: among many people two would be drawn alike."""
    found: set[str] = set()
    while len(found) < number:
        drawn = {new_pseudonym() for _ in range(min(number - len(found), ASKED_AT_ONCE))}
        found |= drawn.difference(Person.objects.filter(pseudonym__in=drawn).values_list("pseudonym", flat=True))
    return list(found)


def _cut(name: str, value: Any) -> Any:
    """Cut a detail to what its column holds; a value that is longer breaks a rule and stands among the findings."""
    return value[: LONGEST[name]] if name in LONGEST else value


def add_people(*, actor: Actor, people: Sequence[tuple[UUID, Details]]) -> None:
    """Add new people, with the words by which they are found."""
    authority_id = actor.authority.pk
    insert_rows(Person, PERSON_COLUMNS, _person_rows(authority_id, people))
    words = ((authority_id, pk, word) for pk, d in people for word in _words(d))
    insert_rows(NameWord, NameWord.COLUMNS, words)


def _words(d: Details) -> list[str]:
    return words_kept(forename=d.forename, surname=d.surname, upn=_cut("upn", d.upn), uln=_cut("uln", d.uln))


def update_people(*, updates: Iterable[tuple[Person, Details]], actor: Actor, at: datetime) -> None:
    """Take over details that a source gives; what it leaves blank stays, and what stood before is kept.

    Args:
        updates: people and what is said of them now.
        actor: on whose behalf.
        at: the moment, by which the change can be found again.
    """
    changes = (_set_details(person, given_details(details)) for person, details in updates)
    _keep_changes(changes, actor, at)


def restore_people(*, changed_at: datetime, actor: Actor) -> int:
    """Set back the details that were changed at a moment, where nothing has changed them since.

    Returns:
        How many people have other details now.
    """
    found = DetailsChange.objects.filter(at=changed_at).select_related("person").order_by("id")
    changes = (_set_details(change.person, _unchanged_since(change)) for change in found)
    return _keep_changes(changes, actor, clock.now())


def given_details(details: Details) -> dict[str, object]:
    """Return the details that are given, cut to what their columns hold."""
    return {name: _cut(name, value) for name in DETAILS if (value := getattr(details, name))}


def details_of_person(person: Person) -> Details:
    """Return what is known of a person."""
    return Details(**{name: getattr(person, name) for name in DETAILS})


def _unchanged_since(change: DetailsChange) -> dict[str, object]:
    still = [name for name, value in change.after.items() if _plain(getattr(change.person, name)) == value]
    return {name: _read(name, change.before[name]) for name in still}


Changed = tuple[Person, dict[str, str], dict[str, str]]


def _set_details(person: Person, given: Mapping[str, object]) -> Changed:
    """Set details of a person, and return what those that changed were before and are now.

    Where an address is hidden, no source brings its postcode back.
    """
    held = {"postcode"} if person.address_hidden else set()
    changed = {name: value for name, value in given.items() if getattr(person, name) != value and name not in held}
    before = {name: _plain(getattr(person, name)) for name in changed}
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        person.save()
    return person, before, {name: _plain(value) for name, value in changed.items()}


def _keep_changes(changes: Iterable[Changed], actor: Actor, at: datetime) -> int:
    rows = [
        (actor.authority.pk, person.pk, at, actor.label, before, after) for person, before, after in changes if before
    ]
    return insert_rows(DetailsChange, ("authority_id", "person_id", "at", "by", "before", "after"), rows)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _read(name: str, value: str) -> object:
    if name != "born_on":
        return value
    return date.fromisoformat(value) if value else None


def add_cases(*, actor: Actor, cases: Sequence[tuple[UUID, UUID, str]]) -> None:
    """Open cases at once.

    Args:
        actor: for whose authority.
        cases: case id, person id and reference of each.
    """
    authority_id, now = actor.authority.pk, clock.now()
    insert_rows(
        Case, ("id", "authority_id", "pathway", "reference", "opened_at"),
        [(case_id, authority_id, "ehc", reference, now) for case_id, _, reference in cases],
    )  # fmt: skip
    insert_rows(
        CaseCard, ("case_id", "authority_id", "person_id"),
        [(case_id, authority_id, person_id) for case_id, person_id, _ in cases],
    )  # fmt: skip


@transaction.atomic
def same_child(*, card: CaseCard, person: Person) -> None:
    """Let a case be of a child who is known; whom it stood for before is blanked.

    Raises:
        Refused: that child has other cases, so that who is who must be looked into first.
    """
    before = card.person
    if before.cards.exclude(pk=card.pk).exists():
        raise Refused("The child as written here has other cases. Find out first which of them are whose.")
    card.person = person
    card.save(update_fields=["person"])
    gone = {name: None if name == "born_on" else "" for name in DETAILS}
    for name, value in gone.items():
        setattr(before, name, value)
    before.save()


class References:
    """Gives out the next free references of an authority: EHC, the year of the request, a number."""

    def __init__(self) -> None:
        self.last: dict[int, int] = {}

    def next(self, year: int) -> str:
        """Return the next reference of a year."""
        if year not in self.last:
            highest = Case.objects.filter(reference__startswith=f"EHC-{year}-").aggregate(top=Max("reference"))["top"]
            self.last[year] = int(highest.rpartition("-")[2]) if highest else 0
        self.last[year] += 1
        return f"EHC-{year}-{self.last[year]:05}"


@transaction.atomic
def allocate(*, cases: Sequence[UUID], team: Team | None, keyworker: User | None, actor: Actor) -> int:
    """Give cases to a team, a keyworker, or both.

    Raises:
        Refused: a case is not the authority's, or the keyworker is not.
    """
    if keyworker is not None and keyworker.membership.authority_id != actor.authority.pk:
        raise Refused("That person does not work for this authority.")
    fields = {"team": str(team.pk) if team else None, "keyworker": str(keyworker.pk) if keyworker else None}
    changes = {k: v for k, v in (("team", team), ("keyworker", keyworker)) if v is not None}
    return _allocated(cases=cases, fields=fields, changes=changes, actor=actor)


@transaction.atomic
def cover(*, cases: Sequence[UUID], by: User, until: date, actor: Actor) -> int:
    """Let somebody cover cases until a day.

    Raises:
        Refused: a case or the person is not the authority's, or the day is past.
    """
    if by.membership.authority_id != actor.authority.pk:
        raise Refused("That person does not work for this authority.")
    if until < clock.today():
        raise Refused("Cover must end today or later.")
    fields = {"cover": str(by.pk), "cover_until": until}
    return _allocated(cases=cases, fields=fields, changes={"cover": by, "cover_until": until}, actor=actor)


def _allocated(*, cases: Sequence[UUID], fields: dict[str, object], changes: dict[str, object], actor: Actor) -> int:
    cards = CaseCard.objects.filter(case_id__in=cases)
    if cards.count() != len(set(cases)):
        raise Refused("One of the cases is not this authority's.")
    if not changes:
        raise Refused("Choose a team or a keyworker.")
    event = NewEvent("case-allocated", clock.today(), fields={k: v for k, v in fields.items() if v})
    batches = [CaseBatch(case_id, [event], record) for case_id, record in ledger.streams(cases)]
    record_batch(actor=actor, batches=batches, action="case.allocate")
    cards.update(**changes)
    return len(batches)

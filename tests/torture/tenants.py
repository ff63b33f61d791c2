"""Many authorities in one database, each of which reaches for the rows of the others in every way there is.

The application's own filter is tried first, and then deliberately left out: what is asked then must still be refused
by the database itself, where that is PostgreSQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scope, scopes_disabled

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Authority, Membership, Team, User
from keywork.web.casework.models import Note
from keywork.web.deadlines.models import LawSetting
from keywork.web.deadlines.services import record
from keywork.web.kernel.row_security import rows_of
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.people.models import CaseCard, DetailsChange, Person
from keywork.web.project.tables import OF_LIBRARIES
from keywork.web.returns.models import ReviewItem
from rows_made import make_import

Model = type[models.Model]


@dataclass
class Outcome:
    """What was tried, and what came of it: every leak is named."""

    authorities: int
    probes: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    tables: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return the counts."""
        return {
            "database": connection.vendor,
            "authorities": self.authorities,
            "probes": self.probes,
            "rows_of_others": len(self.leaks),
            "ways": dict(sorted(self.ways.items())),
            "tables": sorted(self.tables),
        }


def make_authorities(count: int) -> list[Authority]:
    """Make authorities with something in as many tables as one case fills."""
    return [_furnished(f"T{number:02X}" if number > 0xFF else f"{number:03X}") for number in range(count)]


def _furnished(code: str) -> Authority:
    made = Authority.objects.create(code=code, name=f"Council {code}")
    with scope(authority=made):
        actor = system("test", made)
        team = Team.objects.create(authority=made, name="North team")
        user = User.objects.create(email=f"{code}@example.org".lower(), display_name=f"Robin {code}")
        Membership.objects.create(user=user, authority=made, role="keyworker", team=team)
        person = Person.objects.create(authority=made, surname=f"Canary{code}", pseudonym="P-1")
        case = open_case(actor=actor, reference="EHC-2025-00001")
        CaseCard.objects.create(case=case, authority=made, person=person, keyworker=user, team=team)
        request = NewEvent("assessment-request-received", date(2026, 9, 1), fields={"by": "e-mail"})
        record(case=case, entries=[request], actor=actor)
        log(actor=actor, action="case.open", subjects=[case.pk])
        Note.objects.create(authority=made, case=case, author="x", author_name="x", text=f"Canary{code}")
        LawSetting.objects.create(authority=made, key="receipt_day", value="x", recorded_by="x")
        DetailsChange.objects.create(
            authority=made, person=person, at=case.opened_at, by="x", before={"surname": "x"}, after={}
        )
        imported = make_import(made)
        ReviewItem.objects.create(authority=made, imported=imported, kind=ReviewItem.Kind.ABSENT, case=case, reason="x")
    return made


@dataclass(frozen=True)
class Place:
    """A row of a table and the authority it belongs to."""

    model: Model
    pk: Any
    owner: Any


def places() -> dict[Model, list[Place]]:
    """Return the rows of every table that belongs to authorities."""
    found: dict[Model, list[Place]] = {}
    with for_all_authorities():
        for model in apps.get_models():
            rows = rows_of(model, OF_LIBRARIES)
            if rows is None or not rows.path:
                continue
            pairs = model._base_manager.exclude(**{rows.path: None}).values_list("pk", rows.path)
            if some := [Place(model, pk, owner) for pk, owner in pairs]:
                found[model] = some
    return found


def probe(authorities: list[Authority], each: int, seed: int) -> Outcome:
    """Let every authority try some rows of the others."""
    rng, known = Random(seed), places()
    outcome = Outcome(len(authorities), tables={model._meta.db_table for model in known})
    tables = list(known)
    for authority in authorities:
        with scope(authority=authority):
            for way, place in islice(_tries(authority, tables, known, rng), each):
                outcome.probes += 1
                outcome.ways[way.__name__.strip("_").replace("_", " ")] += 1
                if way(place):
                    outcome.leaks.append(f"{authority.code} {way.__name__} {place.model.__name__} {place.pk}")
    return outcome


def _tries(
    authority: Authority, tables: list[Model], known: dict[Model, list[Place]], rng: Random
) -> Iterator[tuple[Callable[[Place], bool], Place]]:
    ways = WAYS
    if connection.vendor != "postgresql":  # without row policies, what gets past the managers gets past everything
        ways, tables = WAYS[:2], [model for model in tables if "Scoped" in type(model._default_manager).__qualname__]
    while True:
        model, way = rng.choice(tables), rng.choice(ways)
        place = rng.choice(known[model])
        if place.owner != authority.pk:
            yield way, place


def _by_the_manager(place: Place) -> bool:
    """As the product asks, with its filter."""
    return bool(place.model._default_manager.filter(pk=place.pk).exists())


def _by_naming_the_other(place: Place) -> bool:
    """As the product asks, naming another authority than its own."""
    path = rows_of(place.model, OF_LIBRARIES).path
    return bool(place.model._default_manager.filter(pk=place.pk, **{path: place.owner}).exists())


def _with_the_filter_removed(place: Place) -> bool:
    """A fault of the product: its filter is off, and one row is asked for."""
    with scopes_disabled():
        return bool(place.model._base_manager.filter(pk=place.pk).exists())


def _whole_table_with_the_filter_removed(place: Place) -> bool:
    """A fault of the product: its filter is off, and everything is asked for."""
    with scopes_disabled():
        path = rows_of(place.model, OF_LIBRARIES).path
        return place.owner in set(place.model._base_manager.values_list(path, flat=True))


def _by_a_statement(place: Place) -> bool:
    """What gets past every manager: a statement of one's own."""
    meta = place.model._meta
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM {meta.db_table} WHERE "{meta.pk.column}" = %s', [place.pk])
        return bool(cursor.fetchone()[0])


def _by_changing(place: Place) -> bool:
    meta = place.model._meta
    return _touches(f'UPDATE {meta.db_table} SET "{meta.pk.column}" = "{meta.pk.column}"', place)


def _by_deleting(place: Place) -> bool:
    return _touches(f"DELETE FROM {place.model._meta.db_table}", place)


def _touches(statement: str, place: Place) -> bool:
    """Whether a row is touched; a trigger that refuses has seen it as well."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'{statement} WHERE "{place.model._meta.pk.column}" = %s', [place.pk])
            return cursor.rowcount > 0
    except DatabaseError:
        return True


def _by_adding(place: Place) -> bool:
    """Put a row of one's own making among another's."""
    try:
        with transaction.atomic(), scopes_disabled():
            Case(authority_id=place.owner, reference="EHC-PLANTED").save(force_insert=True)
    except DatabaseError:
        return False
    return True


WAYS: tuple[Callable[[Place], bool], ...] = (
    _by_the_manager,
    _by_naming_the_other,
    _with_the_filter_removed,
    _whole_table_with_the_filter_removed,
    _by_a_statement,
    _by_changing,
    _by_deleting,
    _by_adding,
)

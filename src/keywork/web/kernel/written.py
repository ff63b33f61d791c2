"""Queries that Django writes once, and which are then asked again with other values.

Django works out a statement anew each time a query is asked, which for what every page asks takes longer than the
database does to answer. Here the query is written for stand-ins: values that occur nowhere. The statement is kept, with
the places where the stand-ins came out, and is asked with the real values in these places. What is asked stays said
once, in Django's words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import get_scope, scope

from keywork.web.kernel import clock

Record = TypeVar("Record", bound=models.Model)
Build = Callable[..., QuerySet[Any, Any]]
# Stand-ins begin like this. A year that no clock shows, an identity that nothing is given, a text that nobody types.
YEAR, IDENTITY, TEXT = 1601, "0badc0de-57a4-4d00-8000-", "\ue000stands for \ue001"
# No name of a value: these are of the scope and the clock.
AUTHORITY, NOW, TODAY = "(authority)", "(now)", "(today)"
MOST_KEPT = 1000


class StandInLost(Exception):
    """A stand-in came out changed, so that no real value can be put in its place."""


def _stand_in(kind: type, number: int) -> Any:
    if kind is UUID:
        return UUID(f"{IDENTITY}{number:012x}")
    if kind is datetime:
        return datetime(YEAR, 1 + number, 1, tzinfo=UTC)
    if kind is date:
        return date(YEAR, 1 + number, 2)
    if kind is str:
        return f"{TEXT}{number}"
    raise TypeError(f"nothing stands for a {kind.__name__}")


def _for_database(value: Any) -> Any:
    """Make a value ready, as a field of its kind does."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _is_lost(value: Any) -> bool:
    """Say whether a value of a statement comes of a stand-in, and none that is known."""
    if isinstance(value, date):
        return value.year <= YEAR + 1
    text = value.hex if isinstance(value, UUID) else value
    marks = (IDENTITY.replace("-", ""), IDENTITY, TEXT, f"{YEAR - 1}-", f"{YEAR}-", f"{YEAR + 1}-")
    return isinstance(text, str) and any(mark in text for mark in marks)


class _Statement:
    """A statement of Django's, the names of the values in it, and what it needs to make records of its rows."""

    def __init__(self, query: QuerySet[Any, Any], standing: dict[Any, str]) -> None:
        self.compiler: SQLCompiler = query.query.get_compiler(connection=connection)
        self.sql, given = self.compiler.as_sql()
        self.places: list[tuple[str, Any]] = []
        for value in given:
            name = standing.get(value, "") if isinstance(value, Hashable) else ""
            if not name and _is_lost(value):
                raise StandInLost(f"{value!r} in {self.sql}")
            self.places.append((name, value))
        self.converters = self.compiler.get_converters([part for part, *_ in self.compiler.select])
        made = self.compiler.klass_info
        if made:
            self.model, self.own = made["model"], slice(made["select_fields"][0], made["select_fields"][-1] + 1)
            self.names = [part.target.attname for part, *_ in self.compiler.select[self.own]]
            self.populators = get_related_populators(made, self.compiler.select, connection.alias)
            self.noted = dict(self.compiler.annotation_col_map)

    def rows(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        ready = {name: _for_database(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [ready[name] if name else constant for name, constant in self.places])
            rows = cursor.fetchall()
        return list(map(tuple, self.compiler.apply_converters(rows, self.converters))) if self.converters else rows

    def record_of(self, row: tuple[Any, ...]) -> Any:
        record = self.model.from_db(connection.alias, self.names, row[self.own])
        for populator in self.populators:
            populator.populate(row, record)
        for name, place in self.noted.items():
            setattr(record, name, row[place])
        return record


@dataclass(frozen=True)
class Written(Generic[Record]):
    """A query that is written once for its shape.

    Args:
        build: returns the query. It gets what shapes the query by position, and by name the values, each an identity,
            a day, a moment or a text, or None; or several identities, of which it asks whether one is among them. It
            may ask the clock and stand in the scope of one authority, and may do nothing with a value but compare.
    """

    build: Build

    def rows(self, *shape: Hashable, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows, as ``values_list`` gives them."""
        found = self._asked(shape, values)
        if found is None:
            return list(self.build(*shape, **values))
        statement, given = found
        return statement.rows(given) if statement else []

    def records(self, *shape: Hashable, **values: Any) -> list[Record]:
        """Return the records."""
        found = self._asked(shape, values)
        if found is None:
            return list(self.build(*shape, **values))
        statement, given = found
        return [cast(Record, statement.record_of(row)) for row in statement.rows(given)] if statement else []

    def _asked(
        self, shape: tuple[Hashable, ...], values: dict[str, Any]
    ) -> tuple[_Statement | None, dict[str, Any]] | None:
        """Return the statement and its values; None where several authorities are acted for, which pages never do."""
        authority = get_scope().get("authority")
        if authority is not None and not isinstance(authority, models.Model):
            return None
        values, several = _one_by_one(values)
        given = {**values, NOW: clock.now(), TODAY: clock.today(), AUTHORITY: authority.pk if authority else None}
        kinds = tuple((name, None if value is None else type(value)) for name, value in values.items())
        model = type(authority) if authority else None
        return _statement(self.build, shape, kinds, several, model, connection.vendor), given


def _one_by_one(values: dict[str, Any]) -> tuple[dict[str, Any], tuple[tuple[str, int], ...]]:
    """Return values of which each is one, and of how many each that was several is made.

    The last is repeated to the next power of two, so that lists of all lengths share a few statements.
    """
    if not any(isinstance(value, list) for value in values.values()):
        return values, ()
    found: dict[str, Any] = {}
    counts = []
    for name, value in values.items():
        if isinstance(value, list):
            count = 1 << (len(value) - 1).bit_length() if value else 0
            found |= {f"{name} {place}": value[min(place, len(value) - 1)] for place in range(count)}
            counts.append((name, count))
        else:
            found[name] = value
    return found, tuple(counts)


class Counted:
    """How many records of an authority a query finds, written once for its shape.

    Args:
        build: as of :class:`Written`.
    """

    def __init__(self, build: Build) -> None:
        def counting(*shape: Hashable, **values: Any) -> QuerySet[Any, Any]:
            by_authority = build(*shape, **values).order_by().values("authority")
            return by_authority.annotate(found=models.Count("pk")).values_list("found")

        self._written: Written[Any] = Written(counting)

    def __call__(self, *shape: Hashable, **values: Any) -> int:
        """Return how many there are."""
        return sum(found for (found,) in self._written.rows(*shape, **values))


@lru_cache(maxsize=MOST_KEPT)
def _statement(
    build: Build,
    shape: tuple[Hashable, ...],
    kinds: tuple[tuple[str, type | None], ...],
    several: tuple[tuple[str, int], ...],
    authority: type[models.Model] | None,
    vendor: str,
) -> _Statement | None:
    """Write a query for stand-ins; None where it can find nothing, whatever the values."""
    stand_ins = {name: _stand_in(kind, place) for place, (name, kind) in enumerate(kinds) if kind is not None}
    asked: dict[str, Any] = {name: stand_ins.get(name) for name, _ in kinds}
    for name, count in several:
        asked[name] = [asked.pop(f"{name} {place}") for place in range(count)]
    moment, day = _stand_in(datetime, 10), _stand_in(date, 11)
    every = stand_ins | {NOW: moment, TODAY: day}
    with clock.standing_for(moment, day):
        if authority is None:
            query = build(*shape, **asked)
        else:
            every[AUTHORITY] = _stand_in(UUID, 99)
            with scope(authority=authority(pk=every[AUTHORITY])):
                query = build(*shape, **asked)
        try:
            return _Statement(query, {_for_database(value): name for name, value in every.items()})
        except EmptyResultSet:
            return None


def forget() -> None:
    """Let every statement be written anew: for tests that change what is said in Django's words."""
    _statement.cache_clear()

"""Rows in and out of a table on the way the database does it fastest.

Django writes a statement anew each time it runs one, which for a single row takes longer than the database does.
Here the statement is written once for a table and its columns, from the model, and values are made ready as the
model's fields would.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, cached_property, lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection, models

Adapt = Callable[[Any], Any]
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Columns:
    """Some columns of a table, for one database.

    Args:
        model: whose table it is.
        names: attribute names, for example ``case_id``.
        vendor: of the database.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    vendor: str

    @cached_property
    def table(self) -> str:
        """Return the table's name, quoted."""
        return connection.ops.quote_name(self.model._meta.db_table)

    @cached_property
    def listed(self) -> str:
        """Return the names as a statement lists them."""
        return ", ".join(map(self.quoted, self.names))

    def quoted(self, name: str) -> str:
        """Return the name in the database of one attribute, quoted."""
        return connection.ops.quote_name(_field(self.model, name).column)

    @cached_property
    def selected(self) -> str:
        """Return the names as a query selects them.

        The plus keeps the driver of SQLite from reading dates and moments its own slow way: :meth:`read` does it.
        """
        sign = "+" if self.vendor == "sqlite" else ""
        return ", ".join(f"{sign}{self.table}.{self.quoted(name)}" for name in self.names)

    @cached_property
    def all_equal(self) -> str:
        """Return the condition that each column has a given value."""
        return " AND ".join(f"{self.quoted(name)} = %s" for name in self.names)

    @cached_property
    def insert(self) -> str:
        """Return the statement that inserts a row."""
        marks = ", ".join(["%s"] * len(self.names))
        return f"INSERT INTO {self.table} ({self.listed}) VALUES ({marks})"  # noqa: S608 - the model's names

    @cached_property
    def _adapters(self) -> list[tuple[int, Adapt]]:
        found = [_adapter(_field(self.model, name), self.vendor) for name in self.names]
        return [(place, adapt) for place, adapt in enumerate(found) if adapt is not None]

    @cached_property
    def _readers(self) -> list[tuple[int, Adapt]]:
        found = [_reader(_field(self.model, name), self.vendor) for name in self.names]
        return [(place, read) for place, read in enumerate(found) if read is not None]

    def ready(self, rows: Iterable[Sequence[Any]]) -> list[Row]:
        """Make rows ready for the database."""
        return self._worked(rows, self._adapters)

    def read(self, rows: Iterable[Sequence[Any]]) -> list[Row]:
        """Turn what the database gave into the values of the model."""
        return self._worked(rows, self._readers)

    def _worked(self, rows: Iterable[Sequence[Any]], changes: list[tuple[int, Adapt]]) -> list[Row]:
        worked, width = [], len(self.names)
        for row in rows:
            values = list(row)
            if len(values) != width:
                raise ValueError(f"a row of {len(values)} values for {width} columns")
            for place, change in changes:
                if (value := values[place]) is not None:
                    values[place] = change(value)
            worked.append(tuple(values))
        return worked


@cache
def _columns(model: type[models.Model], names: tuple[str, ...], vendor: str) -> Columns:
    return Columns(model, names, vendor)


@cache
def _put_statement(into: Columns, key: tuple[str, ...]) -> str:
    """Return the statement that inserts a row, or overwrites the one of the same key."""
    taken_over = ", ".join(f"{into.quoted(n)} = excluded.{into.quoted(n)}" for n in into.names if n not in key)
    return f"{into.insert} ON CONFLICT ({', '.join(map(into.quoted, key))}) DO UPDATE SET {taken_over}"


@cache
def _change_statement(into: Columns, key: str) -> str:
    """Return the statement that overwrites the row of a key, whose value comes last."""
    new = ", ".join(f"{into.quoted(name)} = %s" for name in into.names if name != key)
    return f"UPDATE {into.table} SET {new} WHERE {into.quoted(key)} = %s"  # noqa: S608 - the model's names


def columns(model: type[models.Model], names: Sequence[str]) -> Columns:
    """Return some columns of a model's table, for the database of this run."""
    return _columns(model, tuple(names), connection.vendor)


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows with the database's own batch insert, values adapted as the model's fields would.

    Args:
        model: whose table it is.
        names: attribute names of the columns.
        rows: one value for each column.

    Returns:
        How many rows were inserted.
    """
    into = columns(model, names)
    return _write(into.insert, into.ready(rows))


@dataclass(frozen=True)
class Beside:
    """Rows that stand beside one of another table, and name it.

    Args:
        model: whose table they are of.
        same: the column in which all of them are alike, for example ``authority_id``.
        each: the column that tells them apart: an identity each.
        names: the column that names the row they stand beside.
    """

    model: type[models.Model]
    same: str
    each: str
    names: str


def insert_with(
    model: type[models.Model], names: Sequence[str], row: Sequence[Any], *, beside: Beside, same: Any, each: list[UUID]
) -> None:
    """Insert one row as :func:`insert_rows` does, and rows beside it that name it, in as few statements as may be.

    Args:
        model: whose table the row is of.
        names: attribute names of its columns.
        row: one value for each column.
        beside: what stands beside it.
        same: what the rows beside it have in common.
        each: what tells them apart.
    """
    into, theirs = columns(model, names), columns(beside.model, (beside.same, beside.each, beside.names))
    key, values = connection.ops.quote_name(model._meta.pk.column), into.ready([row])[0]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = (
                f"WITH made AS ({into.insert} RETURNING {key}) "  # noqa: S608 - the models' names
                f"INSERT INTO {theirs.table} ({theirs.listed}) "
                f"SELECT %s, one, made.{key} FROM made, unnest(%s::uuid[]) one"
            )
            cursor.execute(statement, (*values, same, each))
            return
        cursor.execute(f"{into.insert} RETURNING {key}", values)
        (made,) = cursor.fetchone()
        _write(theirs.insert, theirs.ready([(same, one, made) for one in each]))


def put_rows(model: type[models.Model], names: Sequence[str], key: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows, or overwrite those that have the same key; as :func:`insert_rows`."""
    into = columns(model, names)
    return _write(_put_statement(into, tuple(key)), into.ready(rows))


def change_row(model: type[models.Model], names: Sequence[str], row: Sequence[Any]) -> bool:
    """Overwrite the row that has the same key; as :func:`insert_rows`.

    Args:
        model: whose table it is.
        names: attribute names of the columns; the last one is the key.
        row: one value for each column.

    Returns:
        Whether there is such a row.
    """
    into = columns(model, names)
    with connection.cursor() as cursor:
        cursor.execute(_change_statement(into, names[-1]), into.ready([row])[0])
        return bool(cursor.rowcount)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What renewing rows changed.

    Args:
        names: attribute names of the columns that the rows below have.
        gone: the rows that stand no more as they stood.
        put: the rows that were written.
    """

    names: tuple[str, ...]
    gone: list[Row]
    put: list[Row]


def renew_rows(
    model: type[models.Model],
    names: Sequence[str],
    key: Sequence[str],
    owner: Mapping[str, Any],
    rows: Iterable[Sequence[Any]],
) -> Renewed:
    """Make the rows that belong to an owner exactly these, touching only those that differ.

    Args:
        model: whose table it is.
        names: attribute names of the columns.
        key: a unique key of the table.
        owner: what the rows have in common, for example ``{"case_id": …}``.
        rows: one value for each column, the owner's included.
    """
    plan = _renewal(model, tuple(names), tuple(key), tuple(owner), connection.vendor)
    (owned,) = plan.owner.ready([tuple(owner.values())])
    with connection.cursor() as cursor:
        cursor.execute(plan.select, owned)
        before = {row[: plan.telling]: row for row in cursor.fetchall()}
    changed, gone, put = [], [], []
    for row in plan.whole.ready(rows):
        new = plan.in_own_order(row)
        old = before.pop(new[: plan.telling], None)
        if old != new:
            changed.append(row)
            put.append(new)
            gone += [] if old is None else [old]
    _write(plan.delete, [(*owned, *one) for one in before])
    _write(plan.put, changed)
    return Renewed(plan.own.names, plan.own.read([*gone, *before.values()]), plan.own.read(put))


@dataclass(frozen=True)
class _Renewal:
    """How the rows of an owner are renewed: which columns tell them apart, and the statements.

    Rows are compared as the database keeps them: a value that it would give back otherwise than it was given counts as
    changed, and is written.
    """

    owner: Columns
    own: Columns
    whole: Columns
    in_own_order: Callable[[Sequence[Any]], Row]
    telling: int
    select: str
    delete: str
    put: str


@cache
def _renewal(
    model: type[models.Model], names: tuple[str, ...], key: tuple[str, ...], owner: tuple[str, ...], vendor: str
) -> _Renewal:
    apart = tuple(name for name in key if name not in owner)
    rest = tuple(name for name in names if name not in owner and name not in apart)
    theirs, own, telling = (_columns(model, some, vendor) for some in (owner, apart + rest, apart))
    select = f"SELECT {own.selected} FROM {own.table} WHERE {theirs.all_equal}"  # noqa: S608 - the model's names
    delete = f"DELETE FROM {own.table} WHERE {theirs.all_equal} AND {telling.all_equal}"  # noqa: S608 - as above
    whole = _columns(model, names, vendor)
    in_own_order = itemgetter(*map(names.index, own.names))
    return _Renewal(theirs, own, whole, in_own_order, len(apart), select, delete, _put_statement(whole, key))


def _write(statement: str, rows: Sequence[Row]) -> int:
    if rows:
        with connection.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(statement, rows[0])
            else:
                cursor.executemany(statement, rows)
    return len(rows)


def _adapter(field: models.Field[Any, Any], vendor: str) -> Adapt | None:
    """Return what makes a field's values ready for a database; None where they go in as they are.

    The plain cases are worked here because a field's own way of doing it is many times slower.
    """
    target = _target(field)
    if not type(target).__module__.startswith("django.db.models.fields"):
        return lambda value: target.get_db_prep_save(value, connection)
    if isinstance(target, AS_THEY_ARE):
        return None
    if isinstance(target, models.DateTimeField):  # one moment for all the rows of a batch
        return lru_cache(maxsize=64)(lambda value: target.get_db_prep_save(value, connection))
    if type(target) in {models.UUIDField, models.DateField}:
        if vendor == "postgresql":
            return None
        return _hex if isinstance(target, models.UUIDField) else _iso
    return lambda value: target.get_db_prep_save(value, connection)


def _reader(field: models.Field[Any, Any], vendor: str) -> Adapt | None:
    """Return what turns a column's value back into the field's; None where the driver has done so."""
    target = _target(field)
    if isinstance(target, models.JSONField):
        return _from_json
    return next((read for kind, read in READ_FROM_SQLITE if vendor == "sqlite" and isinstance(target, kind)), None)


def _target(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    return field.target_field if isinstance(field, models.ForeignKey) else field


def _hex(value: UUID) -> str:
    return value.hex


def _iso(value: date) -> str:
    return value.isoformat()


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def _from_json(value: str | bytes) -> Any:
    return json.loads(value)


AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.BinaryField)
READ_FROM_SQLITE: tuple[tuple[type[models.Field[Any, Any]], Adapt], ...] = (
    (models.UUIDField, lru_cache(maxsize=4096)(UUID)),  # a case names the same few again and again
    (models.DateTimeField, lru_cache(maxsize=64)(_moment)),
    (models.DateField, date.fromisoformat),
    (models.BooleanField, bool),
)


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    for field in model._meta.concrete_fields:
        if name in (field.attname, field.name):
            return field
    raise LookupError(f"{model.__name__} has no column {name}")

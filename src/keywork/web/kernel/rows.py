"""Putting many rows into a table at once, on the way the database does it fastest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Adapt = Callable[[Any], Any]
Row = tuple[Any, ...]


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows with the database's own batch insert, values adapted as the model's fields would.

    Args:
        model: whose table it is.
        columns: attribute names, for example ``case_id``.
        rows: one value for each column.

    Returns:
        How many rows were inserted.
    """
    statement, adapt = _prepared(model, tuple(columns), connection.vendor)
    adapted = adapt(rows)
    if not adapted:
        return 0
    with connection.cursor() as cursor:
        cursor.executemany(statement, adapted)
    return len(adapted)


@cache
def _prepared(
    model: type[models.Model], columns: tuple[str, ...], vendor: str
) -> tuple[str, Callable[[Iterable[Sequence[Any]]], list[Row]]]:
    """Return the statement for some columns of a table, and what makes rows ready for it."""
    fields = [_field(model, name) for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names are the model's own
    adapts = [_adapter(field, vendor) for field in fields]
    changed = [(place, adapt) for place, adapt in enumerate(adapts) if adapt is not None]

    def adapt_all(rows: Iterable[Sequence[Any]]) -> list[Row]:
        ready = []
        for row in rows:
            values = list(row)
            if len(values) != len(fields):
                raise ValueError(f"a row of {len(values)} values for {len(fields)} columns")
            for place, adapt in changed:
                if (value := values[place]) is not None:
                    values[place] = adapt(value)
            ready.append(tuple(values))
        return ready

    return statement, adapt_all


def _adapter(field: models.Field[Any, Any], vendor: str) -> Adapt | None:
    """Return what makes a field's values ready for a database; None where they go in as they are.

    The plain cases are worked here because a field's own way of doing it is many times slower.
    """
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if not type(target).__module__.startswith("django.db.models.fields"):
        return lambda value: target.get_db_prep_save(value, connection)
    if isinstance(target, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        return None
    if isinstance(target, models.DateTimeField):  # one moment for all the rows of a batch
        return lru_cache(maxsize=64)(lambda value: target.get_db_prep_save(value, connection))
    if type(target) in {models.UUIDField, models.DateField}:
        if vendor == "postgresql":
            return None
        return _hex if isinstance(target, models.UUIDField) else _iso
    return lambda value: target.get_db_prep_save(value, connection)


def _hex(value: UUID) -> str:
    return value.hex


def _iso(value: date) -> str:
    return value.isoformat()


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    for field in model._meta.concrete_fields:
        if name in (field.attname, field.name):
            return field
    raise LookupError(f"{model.__name__} has no column {name}")

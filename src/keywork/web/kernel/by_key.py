"""One record by its key, with what stands beside it, by a statement that Django writes once.

For one row of many columns Django takes longer to write its statement than the database to answer it. A person is read
at every request, and the index card of a case with all that stands on it at every page of a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Record = TypeVar("Record", bound=models.Model)


@dataclass(frozen=True)
class ByKey(Generic[Record]):
    """Reads records of a model by their primary key, within whatever scope the database itself keeps.

    The managers' filter by authority is not applied: whoever reads a record of an authority has asked before whether
    it is theirs.

    Args:
        model: whose records are read.
        related: what is read with them, as for ``select_related``.
    """

    model: type[Record]
    related: tuple[str, ...] = ()

    def get(self, key: Any) -> Record | None:
        """Return the record of a key, or None."""
        statement = _statement(self.model, self.related, connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [self.model._meta.pk.get_db_prep_value(key, connection)])
            row = cursor.fetchone()
        return None if row is None else statement.record_of(row)


class _Statement:
    """A statement of Django's, and what it needs to make records of the rows."""

    def __init__(self, model: type[models.Model], related: tuple[str, ...]) -> None:
        query = model._base_manager.select_related(*related).filter(pk=_a_key(model)).order_by().query
        self.compiler: SQLCompiler = query.get_compiler(connection=connection)
        self.sql, given = self.compiler.as_sql()
        if len(given) != 1:
            raise ValueError(f"{model.__name__} is not read by its key alone")
        self.converters = self.compiler.get_converters([part for part, *_ in self.compiler.select])
        made = self.compiler.klass_info
        self.model, self.own = made["model"], slice(made["select_fields"][0], made["select_fields"][-1] + 1)
        self.names = [part.target.attname for part, *_ in self.compiler.select[self.own]]
        self.populators = get_related_populators(made, self.compiler.select, connection.alias)

    def record_of(self, row: tuple[Any, ...]) -> Any:
        values = next(iter(self.compiler.apply_converters([row], self.converters))) if self.converters else row
        record = self.model.from_db(connection.alias, self.names, values[self.own])
        for populator in self.populators:
            populator.populate(values, record)
        return record


def _a_key(model: type[models.Model]) -> Any:
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return "00000000-0000-0000-0000-000000000000" if isinstance(field, models.UUIDField) else 0


@cache
def _statement(model: type[models.Model], related: tuple[str, ...], vendor: str) -> _Statement:
    return _Statement(model, related)

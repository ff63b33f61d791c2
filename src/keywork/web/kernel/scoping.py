"""The scope that every query of an authority's rows stands in.

django-scopes filters what the managers ask. PostgreSQL is told of the same scope and refuses whatever gets past them
(``kernel.row_security``): switching the filter off does not widen what the database shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final
from uuid import UUID

from django.db import models
from django_scopes import get_scope, scope
from django_scopes.exceptions import ScopeError

NOBODY: Final = ""
ALL: Final = "all"


class _Every:
    """Stands in the scope for every authority."""

    def __repr__(self) -> str:
        return "every authority"


EVERY: Final = _Every()
outside_scopes: ContextVar[str] = ContextVar("outside_scopes", default=NOBODY)


@contextmanager
def for_all_authorities() -> Iterator[None]:
    """Act for the whole installation, as only its own upkeep does: an upgrade, a backup, a check of every row."""
    with scope(authority=EVERY, _enabled=False):
        yield


def acts_for() -> str:
    """Return for whom the database acts now: identities with commas between, ``all``, or empty for nobody."""
    authority: Any = get_scope().get("authority")
    if authority is None:
        return outside_scopes.get()
    if authority is EVERY:
        return ALL
    some = authority if isinstance(authority, list | tuple) else [authority]
    return ",".join(str(one.pk) for one in some)


def authority_in_scope(model: type[models.Model]) -> UUID:
    """Return the identity of the authority in scope, for a statement that a manager does not write.

    Args:
        model: whose rows are asked for.

    Raises:
        ScopeError: there is no scope, it is switched off, or it is not of one authority.
    """
    authority: Any = get_scope().get("authority")
    if authority is None or authority is EVERY:
        raise ScopeError(f"A scope on dimension(s) authority needs to be active to read {model.__name__}.")
    pk: UUID = authority.pk
    return pk

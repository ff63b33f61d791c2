"""The scope that every query of an authority's rows stands in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError


def authority_in_scope(model: type[models.Model]) -> UUID:
    """Return the identity of the authority in scope, for a statement that a manager does not write.

    Args:
        model: whose rows are asked for.

    Raises:
        ScopeError: there is no scope, or it is switched off.
    """
    authority: Any = get_scope().get("authority")
    if authority is None:
        raise ScopeError(f"A scope on dimension(s) authority needs to be active to read {model.__name__}.")
    pk: UUID = authority.pk
    return pk

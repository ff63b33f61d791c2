"""Addresses of pages, each form of address worked out once: a list has a hundred links of two forms."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse


def address(name: str, /, *parts: Any, **where: Any) -> str:
    """Return the address of a page, as Django's ``reverse`` does.

    Args:
        name: of the page.
        parts: of the address, in order; or
        where: its parts by name. Of the identities among them only the place is remembered.
    """
    if parts:
        return reverse(name, args=parts)
    ids = {part: value for part, value in where.items() if isinstance(value, UUID)}
    if not ids:
        return _address(name, tuple(where.items()))
    marks = {part: _mark(place) for place, part in enumerate(ids)}
    found = _address(name, tuple((where | marks).items()))
    for part, value in ids.items():
        found = found.replace(str(marks[part]), str(value))
    return found


@lru_cache(maxsize=64)
def _mark(place: int) -> UUID:
    """Return an identity that nothing has, to stand where one belongs."""
    return uuid4()


@lru_cache(maxsize=4096)
def _address(name: str, where: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(where))

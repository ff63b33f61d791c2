"""Payloads: what each kind of event may carry, checked on the way in and read back with dates as dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED
from keywork.core.loading import load_register
from keywork.core.register import EventKind
from keywork.web.ledger.errors import Refused

DATE_NAMES = frozenset({"from", "to", "reopens", "closed_from", "cover_until"})
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # what no database can hold
MOST_TEXT = 4000
# Named so that a payload never shadows the envelope.
IN_THE_ENVELOPE = frozenset({"corrects", "strikes"})


def holds_a_date(field: str) -> bool:
    """Say whether a field of a payload is a date, from its name."""
    return field.endswith("_on") or field in DATE_NAMES


def kind_of(code: str) -> EventKind:
    """Return an event kind.

    Raises:
        Refused: there is none of that name.
    """
    kind = load_register().kinds.get(code)
    if kind is None:
        raise Refused(f"There is no kind of event called '{code}'.")
    return kind


def check(code: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check a payload against its kind and return it as it is stored.

    Raises:
        Refused: a field is unknown, or of the wrong sort.
    """
    kind = kind_of(code)
    allowed = set(kind.fields) - IN_THE_ENVELOPE
    stored: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in allowed:
            raise Refused(f"'{code}' has no field '{name}'.")
        if value is None or value == "":
            continue
        stored[name] = _stored(code, name, value)
    if code == DATE_CORRECTED and "to" not in stored:
        raise Refused("A corrected date needs the true date.")
    return stored


def _stored(code: str, name: str, value: object) -> object:
    if holds_a_date(name):
        if not isinstance(value, date):
            raise Refused(f"'{name}' of '{code}' must be a date.")
        return value.isoformat()
    if not isinstance(value, str | int | bool):
        raise Refused(f"'{name}' of '{code}' must be a text, a number or yes or no.")
    if isinstance(value, str) and (len(value) > MOST_TEXT or NOT_TEXT.search(value)):
        raise Refused(f"'{name}' of '{code}' is longer than {MOST_TEXT} characters, or holds what is not text.")
    return value


def read(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored payload with its dates as dates."""
    return {name: date.fromisoformat(value) if holds_a_date(name) else value for name, value in body.items()}


__all__ = ["CORRECTION_KINDS", "check", "holds_a_date", "kind_of", "read"]

"""What rooms above contribute where a room below asks: functions that a setting names, asked in its order.

The room that asks knows none of them. Each setting says what its functions take and return.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def asked(setting: str) -> tuple[Callable[..., Any], ...]:
    """Return the functions that a setting names.

    Args:
        setting: its name, for example ``LOOSE_ENDS``.
    """
    return _found(tuple(getattr(settings, setting)))


@cache
def _found(names: tuple[str, ...]) -> tuple[Callable[..., Any], ...]:
    return tuple(import_string(name) for name in names)

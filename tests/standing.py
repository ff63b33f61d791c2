"""What a whole module of tests looks at, made once: each test takes back its own changes, the module the whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from keywork.web.kernel.scoping import ALL, outside_scopes


@contextmanager
def standing(django_db_blocker: Any) -> Iterator[None]:
    """Keep what is made in the block until the module ends. Its fixture must come after ``django_db_setup``."""
    with django_db_blocker.unblock():
        before = outside_scopes.set(ALL)
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            outside_scopes.reset(before)

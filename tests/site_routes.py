"""Every route of the site, and an address of each that a made world answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from django.db import connection

from keywork.web.accounts.routes import Route, routes
from world_made import World

IS_WHOLE = bool(os.environ.get("KEYWORK_FIGURES"))
ROUTES = list(routes("keywork.web.project.urls"))


Asked = TypeVar("Asked")


def in_every_run(found: Sequence[Asked]) -> Sequence[Asked]:
    """Return what a net over the whole site asks in every run of the tests: all on SQLite, a ninth on PostgreSQL.

    Who may do what is decided above the database. With figures asked for, all is asked on both.
    """
    return found if IS_WHOLE or connection.vendor == "sqlite" else found[::9]


def address(route: Route, world: World) -> str:
    """Return an address of a route, with a real record of the world where its parameters name one."""
    found = route.pattern
    for name, converter in route.parameters:
        kind = converter.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            found = found.replace(written, world.values(name, converter))
    return f"/{found}"

"""Every route of the site, and an address of each that a made world answers."""

from __future__ import annotations

from keywork.web.accounts.routes import Route, routes
from world_made import World

ROUTES = list(routes("keywork.web.project.urls"))


def address(route: Route, world: World) -> str:
    """Return an address of a route, with a real record of the world where its parameters name one."""
    found = route.pattern
    for name, converter in route.parameters:
        kind = converter.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            found = found.replace(written, world.values(name, converter))
    return f"/{found}"

"""What must be true before the program starts: every page says who may see it, every table says what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django_scopes import ScopedManager

from keywork.web.accounts.external import EXTERNAL
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.routes import Route, routes
from keywork.web.kernel.privacy import Holds, Privacy

OURS = "keywork."


def every_view_declares(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a view without an action of the matrix, and a route without a name."""
    return [fault for route in routes() for fault in _faults(route)]


def _faults(route: Route) -> list[CheckMessage]:
    where = f"'/{route.pattern}' ({getattr(route.view, '__qualname__', route.view)})"
    if route.declared is None:
        hint = 'Write @policy("an.action") on the view, with an action of accounts/matrix.yaml.'
        return [Error(f"The page {where} declares no policy.", hint=hint, id="access.E001")]
    unknown = sorted({route.declared.reads, route.declared.writes} - set(matrix()))
    if unknown:
        hint = "Add the action to accounts/matrix.yaml, or mend its name."
        return [
            Error(f"The page {where} declares '{unknown[0]}', which the matrix lacks.", hint=hint, id="access.E001")
        ]
    if not route.name:
        return [Error(f"The page {where} has no name.", hint="Give its path() a name.", id="access.E002")]
    return []


def every_external_page_is_in_the_matrix(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse an action of the table of external pages that the matrix lacks."""
    return [
        Error(
            f"The table of external pages gives '{name}' the action '{action}', which the matrix lacks.",
            id="access.E003",
        )
        for name, action in EXTERNAL.items()
        if action not in matrix()
    ]


def every_table_says_what_it_holds(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a model of the product without a privacy class."""
    return [
        Error(
            f"The model {model._meta.label} does not say what it holds about people.",
            hint="Give it `privacy = Privacy(...)` from keywork.web.kernel.privacy.",
            id="access.E004",
        )
        for model in _our_models()
        if not isinstance(vars(model).get("privacy"), Privacy)
    ]


def every_childs_table_is_scoped(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a model that holds something of a child and can be read outside an authority's scope."""
    return [
        Error(
            f"The model {model._meta.label} holds something of a child and has no scoped manager.",
            hint='Give it `objects = ScopedManager(authority="…")`.',
            id="access.E005",
        )
        for model in _our_models()
        if vars(model).get("privacy") and model.privacy.holds in (Holds.CHILD, Holds.CODES) and not _is_scoped(model)
    ]


def every_childs_table_says_how_it_is_disclosed(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse a model of a child whose rows could be forgotten when somebody asks what is held about them."""
    return [
        Error(
            f"The model {model._meta.label} does not say how its rows come into what is held about a child.",
            hint="Say `about`, the way from a row to the child, or with `export=False` why they are `kept_out`.",
            id="access.E006",
        )
        for model in _our_models()
        if isinstance(declared := vars(model).get("privacy"), Privacy)
        and declared.holds in (Holds.CHILD, Holds.CODES)
        and not (declared.about if declared.export else declared.kept_out)
    ]


def _is_scoped(model: type[Model]) -> bool:
    return ScopedManager.__name__ in type(model._default_manager).__qualname__


def _our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def refuse_to_start() -> None:
    """Run the checks of access where no command of Django's does so: in the web server's process.

    Raises:
        ImproperlyConfigured: something is wrong; the message lists all of it.
    """
    found = [message for message in run_checks(tags=["access"]) if message.is_serious()]
    if found:
        raise ImproperlyConfigured("\n".join(str(message) for message in found))

"""Whose the rows of the libraries' tables are, and the check that every table says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from keywork.web.kernel.row_security import Rows, rows_of

NOTHING_OF_PEOPLE = Rows(path="", why="names of Django's own models and permissions, which nobody uses")
_SIGN_IN = Rows(
    path="user__membership__authority", before_sign_in="everything", why="read to find out who signs in, and how"
)
OF_LIBRARIES = {
    "auth.Permission": NOTHING_OF_PEOPLE,
    "auth.Group": NOTHING_OF_PEOPLE,
    "contenttypes.ContentType": NOTHING_OF_PEOPLE,
    "account.EmailAddress": _SIGN_IN,
    "account.EmailConfirmation": Rows(
        path="email_address__user__membership__authority", before_sign_in="everything", why="as the address"
    ),
    "mfa.Authenticator": _SIGN_IN,
    "django_tasks_database.DBTaskResult": Rows(path="", why="tasks of the worker, which name nothing but identities"),
}


def every_table_says_whose_its_rows_are(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a model for which PostgreSQL has no policy, unless it says why it needs none."""
    faults: list[CheckMessage] = []
    for model in apps.get_models():
        rows = rows_of(model, OF_LIBRARIES)
        if rows is None or (not rows.why and rows != Rows() and rows.path == ""):
            hint = 'Give it a foreign key `authority`, or `belongs = Rows("…")` from keywork.web.kernel.row_security.'
            faults.append(
                Error(f"The model {model._meta.label} does not say whose its rows are.", hint=hint, id="access.E006")
            )
    return faults

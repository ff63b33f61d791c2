"""The project itself; after every migration it sets the row policies of PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    name = "keywork.web.project"
    label = "project"

    def ready(self) -> None:
        from keywork.web.project import tables

        register(tables.every_table_says_whose_its_rows_are, "access")
        # Once, when every room has migrated; the signal is sent only for rooms with models, and this one has none.
        post_migrate.connect(_set_policies, sender=apps.get_app_config("accounts"))


def _set_policies(**_: Any) -> None:
    from keywork.web.kernel.row_security import set_policies
    from keywork.web.project.tables import OF_LIBRARIES

    set_policies(OF_LIBRARIES)

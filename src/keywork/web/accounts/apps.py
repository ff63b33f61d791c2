"""The room of accounts; it brings the checks of access with it."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class AccountsConfig(AppConfig):
    name = "keywork.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from keywork.web.accounts import checks

        for check in (
            checks.every_view_declares,
            checks.every_external_page_is_in_the_matrix,
            checks.every_table_says_what_it_holds,
            checks.every_childs_table_is_scoped,
            checks.every_childs_table_says_how_it_is_disclosed,
        ):
            register(check, "access")

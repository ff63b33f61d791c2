"""The SQLite of the tests: made by the migrations once for a state of the sources, and a copy of that in each process.

A process would take ten seconds and more for the migrations alone. That they all run is seen whenever the sources changed.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.sqlite3.base import DatabaseWrapper

from homes_made import kept_or_made


def made_once(connection: DatabaseWrapper) -> None:
    """Let the database of the tests come from what was made before, where the sources are the same."""
    creation: BaseDatabaseCreation = connection.creation
    migrated = creation.create_test_db

    def create(**asked: Any) -> str:
        name = str(creation._get_test_db_name())

        def make(path: str) -> None:
            migrated(**asked)
            with sqlite3.connect(path) as kept:
                connection.connection.backup(kept)
            kept.close()

        kept, is_new = kept_or_made("tests", make)
        if not is_new:
            connection.close()
            settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
            connection.ensure_connection()
            with sqlite3.connect(kept) as source:
                source.backup(connection.connection)
            source.close()
        return name

    # Put in place of the method: Django asks the connection for it, and gives no other way in.
    creation.create_test_db = create  # type: ignore[method-assign] - as said above

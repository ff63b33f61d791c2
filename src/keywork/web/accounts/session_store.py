"""Where sessions are kept: in a table that says whose each is, so that they can be listed and ended at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY as WHO
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection

from keywork.web.kernel.rows import columns

BEGAN, SEEN, BROWSER = "keywork_began", "keywork_seen", "keywork_browser"
WRITTEN = ("session_data", "expire_date", "user_id", "began_at", "seen_at", "browser")


class SessionStore(DatabaseStore):
    """Django's store in the database, which also writes the person, the times and the browser beside the data."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Return the table of sessions."""
        from keywork.web.accounts.models import OpenSession

        return OpenSession

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Return the row of a session."""
        row: Any = super().create_model_instance(data)
        row.user_id = UUID(data[WHO]) if data.get(WHO) else None
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.browser = data.get(BROWSER, "")
        return row

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that is there, by a statement written once.

        Raises:
            UpdateError: it was ended meanwhile, and stays so.
            OperationalError: it could not be written, for example because the disk is full.
        """
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        row: Any = self.create_model_instance(self._get_session(no_load=False))
        own = columns(self.get_model_class(), (*WRITTEN, "session_key"))
        setting = ", ".join(f"{own.quoted(name)} = %s" for name in WRITTEN)
        statement = f"UPDATE {own.table} SET {setting} WHERE {own.quoted('session_key')} = %s"  # noqa: S608 - the model's
        with connection.cursor() as cursor:
            cursor.execute(statement, own.ready([[getattr(row, name) for name in own.names]])[0])
            if cursor.rowcount == 0:
                raise UpdateError


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

"""Where sessions are kept: in a table that says whose each is, so that they can be listed and ended at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY as WHO
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core import signing
from django.db.models import QuerySet

from keywork.web.kernel import clock
from keywork.web.kernel.rows import change_row
from keywork.web.kernel.written import Written

if TYPE_CHECKING:
    from keywork.web.accounts.models import OpenSession

BEGAN, SEEN, BROWSER = "keywork_began", "keywork_seen", "keywork_browser"
COLUMNS = ("session_data", "expire_date", "user_id", "began_at", "seen_at", "browser", "session_key")


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
        row.user_id = UUID(who) if (who := data.get(WHO)) else None
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.browser = data.get(BROWSER, "")
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the session's data signed, as Django does, and not compressed: it is short, and read at every page."""
        return signing.dumps(session_dict, salt=self.key_salt, serializer=self.serializer)

    def _get_session_from_db(self) -> OpenSession | None:
        """Return the session's row, which every page asks for, by a statement that is written once."""
        rows = LIVING.records(key=self.session_key)
        if not rows:
            self._session_key = None
        return rows[0] if rows else None

    def save(self, must_create: bool = False) -> None:
        """Save the session; one that is there already, as Django does, by a statement that is written once.

        Raises:
            UpdateError: the session was ended meanwhile.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(self._get_session())
        if not change_row(type(row), COLUMNS, [getattr(row, name) for name in COLUMNS]):
            raise UpdateError


def _living(*, key: str) -> QuerySet[OpenSession]:
    found: QuerySet[OpenSession] = SessionStore.get_model_class().objects.filter(session_key=key)
    return found.filter(expire_date__gt=clock.now())


LIVING: Written[OpenSession] = Written(_living)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

"""Where the words to somebody about what they have just done wait for their next page: in their session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.db import connection


class MessageStorage(SessionStorage):
    """Keeps what is said of a change in the transaction of the change: never said of one that was undone.

    So a change is made durable once, and not a second time for the words about it.
    """

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        """Take a message up, and keep it at once where a transaction is open and the session has nothing else new."""
        super().add(level, message, extra_tags)
        session = self.request.session
        if connection.in_atomic_block and session.session_key and not session.modified:
            self.update(None)
            self.added_new = False  # it is kept; whoever is shown it on this very page still finds it
            session.save()
            session.modified = False

    def _store(self, messages: Iterable[Message], response: Any, *args: Any, **kwargs: Any) -> list[Message]:
        """Keep what waits, each sentence once: whoever opens no page for long is not told the same many times over."""
        once = {(one.level, str(one.message), one.extra_tags): one for one in messages}
        left: list[Message] = super()._store(list(once.values()), response, *args, **kwargs)
        return left

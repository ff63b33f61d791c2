"""A thread as a file that somebody keeps: every message with its day, its way and who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from keywork.web.ui.jinja import moment

if TYPE_CHECKING:
    from keywork.web.messages.threads_shown import Shown

LINE = "-" * 60


def as_text(title: str, messages: Iterable[Shown], now: datetime) -> str:
    """Return a thread as text."""
    parts = [title, f"Saved on {moment(now)}"]
    for one in messages:
        parts += [LINE, f"{one.who}\n{one.when}", one.text]
    return "\r\n\r\n".join(part.replace("\r\n", "\n").replace("\n", "\r\n") for part in parts) + "\r\n"

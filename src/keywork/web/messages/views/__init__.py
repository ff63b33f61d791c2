"""The pages of messages."""

from keywork.web.messages.views.news import choose, news, read
from keywork.web.messages.views.undelivered import outbox, see_to, undelivered

__all__ = ["choose", "news", "outbox", "read", "see_to", "undelivered"]

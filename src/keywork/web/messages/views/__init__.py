"""The pages of messages."""

from keywork.web.messages.views.news import choose, news, read
from keywork.web.messages.views.threads import download, log_said, needs, plan, start, thread, threads, write
from keywork.web.messages.views.undelivered import outbox, see_to, undelivered

__all__ = [
    "choose",
    "download",
    "log_said",
    "needs",
    "news",
    "outbox",
    "plan",
    "read",
    "see_to",
    "start",
    "thread",
    "threads",
    "undelivered",
    "write",
]

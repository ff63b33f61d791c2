"""The tables of messages: the outbox of e-mails, and what is new for somebody."""

from keywork.web.messages.models.noticed import Notice, NoticePreference
from keywork.web.messages.models.outbox import EmailFault, Message, State

__all__ = ["EmailFault", "Message", "Notice", "NoticePreference", "State"]

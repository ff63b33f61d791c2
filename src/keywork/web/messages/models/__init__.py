"""The tables of messages: the outbox of e-mails."""

from keywork.web.messages.models.outbox import EmailFault, Message, State

__all__ = ["EmailFault", "Message", "State"]

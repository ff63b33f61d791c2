"""The tables of messages: the outbox of e-mails, what is new for somebody, and the threads of a case."""

from keywork.web.messages.models.noticed import Notice, NoticePreference
from keywork.web.messages.models.outbox import EmailFault, Message, State
from keywork.web.messages.models.threads import Needs, Thread, ThreadRead, Written

__all__ = [
    "EmailFault",
    "Message",
    "Needs",
    "Notice",
    "NoticePreference",
    "State",
    "Thread",
    "ThreadRead",
    "Written",
]

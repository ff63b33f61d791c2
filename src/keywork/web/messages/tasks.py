"""What the worker runs. A task that is lost, run twice or run late does no harm: the outbox says what is to be done."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db import DatabaseError
from django_scopes import scope
from django_tasks import task

from keywork.web.accounts.models import Authority

logger = logging.getLogger("keywork.messages")


class Broken(Exception):
    """A task ended in a fault. The log says where; nothing of it is kept in the queue."""


@task()
def deliver(authority_id: str, message_id: str) -> None:
    """Send one e-mail, if it still waits."""
    from keywork.web.messages.services.delivering import deliver_now

    try:
        with scope(authority=Authority.objects.get(pk=authority_id)):
            deliver_now(UUID(message_id))
    except DatabaseError:  # the worker waits until it is back
        raise
    except Exception:  # what the queue keeps of a fault is its text, which could repeat what a record says
        logger.exception("The e-mail %s could not be worked on", message_id)
        raise Broken from None

"""What the worker sees to between tasks: claims that nobody will settle any more, and e-mails whose task was lost."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.module_loading import import_string

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.messages.models import Message, Notice, State
from keywork.web.messages.services.delivering import deliver_now
from keywork.web.messages.services.noticing import send_digests
from keywork.web.messages.services.states import set_state

# Longer than any attempt can take: the mail server may be silent for fifteen seconds at each of a dozen steps.
CLAIM_LASTS = timedelta(minutes=5)
TASK_IS_LOST = timedelta(minutes=2)
AFTER_A_FAULT = timedelta(minutes=15)
NOTICES_KEPT = timedelta(days=365)
AT_ONCE = 50
logger = logging.getLogger("keywork.messages")


def sweep(authority: Authority) -> None:
    """See to what was left lying in an authority's outbox."""
    for name in settings.SWEPT_WITH:
        _see_to(name, authority)
    send_digests(authority)
    for message in _claimed_long_ago(authority):
        give_up(message)
    late = Message.objects.filter(
        authority=authority, state=State.WAITING, due_at__lte=clock.now() - TASK_IS_LOST
    ).order_by("due_at", "pk")  # fmt: skip
    for pk in list(late.values_list("pk", flat=True)[:AT_ONCE]):
        _deliver_or_put_off(pk)


def _see_to(name: str, authority: Authority) -> None:
    """Do what another room sees to; what ends in a fault of ours must not keep the e-mails waiting."""
    try:
        import_string(name)(authority)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("%s ended in a fault", name)


def _deliver_or_put_off(pk: UUID) -> None:
    """Send an e-mail; one that ends in a fault of ours must not keep the others waiting."""
    try:
        deliver_now(pk)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The e-mail %s could not be worked on", pk)
        Message.objects.filter(pk=pk, state=State.WAITING).update(due_at=clock.now() + AFTER_A_FAULT)


def prune(authority: Authority) -> None:
    """Throw away what was new more than a year ago."""
    Notice.objects.filter(authority=authority, at__lt=clock.now() - NOTICES_KEPT).delete()


def _claimed_long_ago(authority: Authority) -> list[Message]:
    before = clock.now() - CLAIM_LASTS
    return list(Message.objects.filter(authority=authority, state=State.CLAIMED, changed_at__lte=before))


def give_up(message: Message) -> None:
    """Say of a claim whose worker ended that nobody knows whether the e-mail went."""
    with transaction.atomic():
        found = Message.objects.select_for_update().get(pk=message.pk)
        if found.state == State.CLAIMED and found.claim == message.claim:
            set_state(found, State.UNKNOWN, "worker-ended")

"""What the worker runs. A task that is lost, run twice or run late does no harm: the outbox says what is to be done."""

from __future__ import annotations

from uuid import UUID

from django_scopes import scope
from django_tasks import task

from keywork.web.accounts.models import Authority


@task()
def deliver(authority_id: str, message_id: str) -> None:
    """Send one e-mail, if it still waits."""
    from keywork.web.messages.services.delivering import deliver_now

    with scope(authority=Authority.objects.get(pk=authority_id)):
        deliver_now(UUID(message_id))

"""Writing an e-mail into the outbox: a row and a task in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.messages.kinds import BY_CODE
from keywork.web.messages.models import Message
from keywork.web.messages.tasks import deliver
from keywork.web.vaults.models import ContactPoint


@transaction.atomic
def send_email(
    *,
    authority: Authority,
    to: User | ContactPoint,
    kind: str,
    link: str = "",
    words: Mapping[str, str] | None = None,
    case: Case | None = None,
) -> Message:
    """Write an e-mail into the outbox. It goes if and only if the transaction it is written in is committed.

    Whether it may still go is asked again when it is sent: whether the contact point is still the one in use, whether
    the account is open, and whether its owner may still know of the case.

    Args:
        authority: whose outbox.
        to: an account, or the contact point of somebody who has none.
        kind: a code of ``messages.kinds``.
        link: the path of the page that it leads to, without the site.
        words: what the kind takes.
        case: what it is about, where it is about one.

    Raises:
        ValueError: it would say something that an e-mail never says, or it leads off the site.
    """
    said = dict(words or {})
    BY_CODE[kind].check(said)
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError("An e-mail leads to a page of this site, named by its path.")
    if isinstance(to, ContactPoint) and to.kind != ContactPoint.Kind.EMAIL:
        raise ValueError("An e-mail goes to an e-mail address.")
    whom = {"user": to} if isinstance(to, User) else {"point": to}
    made: Message = Message.objects.create(authority=authority, case=case, kind=kind, link=link, words=said, **whom)
    wake(made)
    return made


def wake(message: Message, at: datetime | None = None) -> None:
    """Let the worker look at an e-mail, now or at a later moment. The task names nothing but two identities."""
    task = deliver.using(run_after=at) if at and at > clock.now() else deliver
    task.enqueue(str(message.authority_id), str(message.pk))

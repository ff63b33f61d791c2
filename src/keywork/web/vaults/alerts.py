"""Word for those who answer for restricted cases, written in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.kernel.reading import after_look
from keywork.web.kernel.rows import insert_rows
from keywork.web.kernel.written import Counted
from keywork.web.people.family import kept_from
from keywork.web.vaults.models import Alert

READ = "alert.read"
ONE_LOOK = timedelta(hours=1)
COLUMNS = ("id", "authority_id", "kind", "case_id", "user_id", "at")


def tell(*, actor: Actor, kind: str, case_id: UUID) -> None:
    """Let those who answer for restricted cases know what somebody does, before anything is shown."""
    if actor.user_id is not None:
        row = (new_id(), actor.authority_id, str(kind), case_id, actor.user_id, clock.now())
        after_look(partial(insert_rows, Alert, COLUMNS, [row]))


def not_seen(actor: Actor) -> QuerySet[Alert]:
    """Return what nobody has looked into yet, newest first; not what the reader did, nor of whom they are kept from."""
    found = _not_seen_by(user=actor.user_id)
    return found.select_related("user__membership", "case__card__person").order_by("-at")


def _not_seen_by(*, user: UUID | None) -> QuerySet[Alert]:
    found = Alert.objects.filter(seen_at=None).exclude(user=user)
    return found if user is None else found.exclude(case__card__person__in=kept_from(user).values("person"))


COUNTED = Counted(_not_seen_by)


def count_not_seen(actor: Actor) -> int:
    """Count them, which every page does."""
    return COUNTED(user=actor.user_id)


def tell_once(*, actor: Actor, kind: str, case_id: UUID) -> None:
    """The same, once for whoever goes from page to page of one case; the access log has every page."""
    since = clock.now() - ONE_LOOK
    if not Alert.objects.filter(kind=kind, case=case_id, user=actor.user_id, at__gt=since).exists():
        tell(actor=actor, kind=kind, case_id=case_id)


def note_listed(actor: Actor, found: Iterable[Alert]) -> None:
    """Write that somebody was shown alerts."""
    log(actor=actor, action=READ, subjects=dict.fromkeys(alert.case_id for alert in found))


def note_seen(*, actor: Actor, alert_id: UUID) -> bool:
    """Write that somebody has looked into an alert, and say whether it waited."""
    found = not_seen(actor).filter(pk=alert_id)
    case_id = found.values_list("case_id", flat=True).first()
    if case_id is None:
        return False
    Alert.objects.filter(pk=alert_id).update(seen_by=actor.user_id, seen_at=clock.now())
    log(actor=actor, action=READ, subjects=[case_id], detail={"did": "seen"})
    return True

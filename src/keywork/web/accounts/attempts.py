"""How often signing in may be tried, counted in the database: across all processes, and after a restart.

Failures are counted in lanes. Somebody whose browser has signed in as this person before (a known device) has a lane
of their own, so that a stranger who fails on purpose cannot lock them out. Everybody else is counted by account and
place together, by place, and by account from anywhere.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from keywork.web.accounts.models import FailedAttempts
from keywork.web.kernel import clock

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within so long; one more is not let through."""

    failures: int
    within: timedelta


QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
LIMITS = {
    "device": Limit(5, QUARTER),
    "account-and-place": Limit(5, QUARTER),
    "place": Limit(50, HOUR),
    "account": Limit(20, HOUR),
}
# A place may be a whole council behind one address: its row is held only for the moment of counting.
HELD_WHILE_CHECKED = ("account", "account-and-place", "device")
# One password tried at many accounts stays under every limit of an account; so many at once is not forgetfulness.
ALARM_ACCOUNTS, ALARM_WITHIN = 30, timedelta(minutes=5)


def lanes_of(*, email: str, place: str, device: str | None) -> dict[str, str]:
    """Return the lanes an attempt counts in, by kind. What stands in the database is a keyed digest."""
    email = email.strip().lower()
    if device is not None:
        return {"device": _digest("device", device, email)}
    return {
        "account": _digest("account", email),
        "account-and-place": _digest("account-and-place", email, place),
        "place": _digest("place", place),
    }


def are_used_up(lanes: dict[str, str]) -> bool:
    """Say whether one of the lanes has had its failures. Attempts at one account wait for each other here."""
    now = clock.now()
    held = [lanes[kind] for kind in HELD_WHILE_CHECKED if kind in lanes]
    FailedAttempts.objects.bulk_create(
        [FailedAttempts(lane=lanes[kind], kind=kind, until=now) for kind in lanes], ignore_conflicts=True
    )
    locked = FailedAttempts.objects.select_for_update().filter(pk__in=held).order_by("pk")
    looked_at = FailedAttempts.objects.filter(pk__in=set(lanes.values()) - set(held))
    return any(len(_recent(row, now)) >= LIMITS[row.kind].failures for row in [*locked, *looked_at])


def note_failure(lanes: dict[str, str]) -> None:
    """Count a failure in each lane, and raise the alarm when many accounts are being tried."""
    now = clock.now()
    FailedAttempts.objects.filter(until__lt=now).exclude(pk__in=lanes.values()).delete()
    rows = FailedAttempts.objects.select_for_update().filter(pk__in=lanes.values()).order_by("pk")
    for row in rows:
        row.at = [*_recent(row, now), now.timestamp()]
        row.until = now + LIMITS[row.kind].within
        row.save(update_fields=["at", "until"])
    _watch(now)


def _recent(row: FailedAttempts, now: datetime) -> list[float]:
    since = (now - LIMITS[row.kind].within).timestamp()
    return [at for at in row.at if at > since]


def _watch(now: datetime) -> None:
    """Write to the log, once in five minutes, that many accounts are being tried."""
    since = now + LIMITS["account"].within - ALARM_WITHIN
    tried = FailedAttempts.objects.filter(kind="account", until__gt=since).count()
    if tried < ALARM_ACCOUNTS:
        return
    alarm = _digest("alarm")
    if FailedAttempts.objects.filter(pk=alarm, until__gt=now).exists():
        return
    FailedAttempts.objects.update_or_create(pk=alarm, defaults={"kind": "alarm", "until": now + ALARM_WITHIN})
    logger.error("sign-in alarm: %d accounts were tried without success in five minutes", tried)


def _digest(*parts: str) -> str:
    return salted_hmac("keywork.accounts.attempts", "\0".join(parts), algorithm="sha256").hexdigest()

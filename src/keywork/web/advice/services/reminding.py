"""Reminders of advice by their schedule: sent each working morning, or told to whoever must send them by hand."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Authority
from keywork.web.advice.bodies import DUTIES
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import day_of, with_last_reminder
from keywork.web.advice.services.asking import chase
from keywork.web.advice.services.news import tell_keyworker, whom
from keywork.web.advice.standing import Standing, rows_of, standing
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.messages.models import Notice
from keywork.web.messages.services.noticing import DAILY_AT
from keywork.web.ui.addresses import address

BY_HAND, NAME = "advice-to-remind", "The schedule of reminders"
AT_ONCE = 200
logger = logging.getLogger("keywork.advice")
# The day on which an authority was seen to last, by this process: what was sent already is known from the record too.
_seen_to: dict[UUID, date] = {}


def remind(authority: Authority) -> int:
    """Send what reminders are due, once each working morning; of an authority in scope.

    A body with an account is reminded. Of one without, whoever works on the case is told that a reminder is due.

    Args:
        authority: whose requests they are.

    Returns:
        How many reminders were sent, and how many people were told of one.
    """
    local = clock.now().astimezone(clock.LONDON)
    today = local.date()
    if local.time() < DAILY_AT or _seen_to.get(authority.pk) == today:
        return 0
    count = 0
    if load_register().calendars["EW"].is_working(today):
        actor = system("reminders", authority)
        count = sum(_reminded(actor, request, due) for request, due in list(_due(today)))
    _seen_to[authority.pk] = today  # not before: if the database goes away, the rest is sent later
    return count


def _due(today: date) -> Iterator[tuple[AdviceRequest, date]]:
    """Yield the requests of which a reminder is due and was not sent, with the last day on which one was due."""
    closed = ClockRow.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"), duty__in=DUTIES)
    closed = closed.filter(Q(met_on__isnull=False) | Q(ended_on__isnull=False) | Q(undated=True))
    waiting = list(with_last_reminder(AdviceRequest.objects.filter(~Exists(closed), ended="")).order_by("pk"))
    for first in range(0, len(waiting), AT_ONCE):
        some = waiting[first : first + AT_ONCE]
        rows = rows_of(some)
        for one in some:
            where = standing(one.ended, rows.get((one.case_id, one.thread)), today)
            due = _last_due(where, day_of(one.chased_at), day_of(one.asked_at) or today, today)
            if due is not None:
                yield one, due


def _last_due(where: Standing, last: date | None, asked_on: date, today: date) -> date | None:
    """Return the last day of the schedule up to today of which no reminder was sent; None where there is none."""
    due, found = where.reminder_after(last, asked_on), None
    while due is not None and due <= today:
        due, found = where.next_reminder(due + timedelta(days=1), asked_on), due
    return found


def _reminded(actor: Actor, request: AdviceRequest, due: date) -> int:
    """Send one reminder, or tell of it; say how many were sent or told."""
    card = request.case.card
    try:
        if whom(request):
            chase(actor=actor, card=card, request=request, name=NAME, text="", seen=request.revision)
            return 1
        if _is_told(request, due):
            return 0
        tell_keyworker(card, request, BY_HAND, actor)
    except (NotDone, Overtaken):  # somebody saw to it meanwhile
        return 0
    except DatabaseError:
        raise
    except Exception:  # one that ends in a fault of ours must not keep the others waiting
        logger.exception("The request %s could not be reminded of", request.pk)
        return 0
    return 1


def _is_told(request: AdviceRequest, due: date) -> bool:
    """Say whether somebody was told that this reminder is due."""
    since = datetime.combine(due, time(), clock.LONDON)
    link = address("advice:request", request_id=request.pk)
    return bool(Notice.objects.filter(kind=BY_HAND, link=link, at__gte=since).exists())

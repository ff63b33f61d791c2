"""Reminders of advice by their schedule: sent each working morning, or told to whoever must send them by hand."""

from __future__ import annotations

import logging
from datetime import date, datetime, time
from uuid import UUID

from django.db import DatabaseError

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Authority
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.reminders import Reminder, due
from keywork.web.advice.services.asking import chase
from keywork.web.advice.services.news import tell_keyworker, whom
from keywork.web.kernel import clock
from keywork.web.messages.models import Notice
from keywork.web.messages.services.noticing import DAILY_AT
from keywork.web.ui.addresses import address

BY_HAND, NAME = "advice-to-remind", "The schedule of reminders"
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
        count = sum(_reminded(actor, one) for one in list(due(today)))
    _seen_to[authority.pk] = today  # not before: if the database goes away, the rest is sent later
    return count


def _reminded(actor: Actor, one: Reminder) -> int:
    """Send one reminder, or tell of it; say how many were sent or told."""
    request = one.request
    card = request.case.card
    try:
        if whom(request):
            chase(actor=actor, card=card, request=request, name=NAME, text="", seen=request.revision)
            return 1
        if _is_told(one):
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


def _is_told(one: Reminder) -> bool:
    """Say whether somebody was told that this reminder is due."""
    since = datetime.combine(one.on, time(), clock.LONDON)
    link = address("advice:request", request_id=one.request.pk)
    return bool(Notice.objects.filter(kind=BY_HAND, link=link, at__gte=since).exists())

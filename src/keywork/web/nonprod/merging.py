"""The demo's settings that are no more: one that became part of another, and one that closed."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, Role
from keywork.web.accounts.services import add_organisation
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import BODIES, Staff
from keywork.web.people.closing import close_setting

MERGED, CLOSED = "Bramblewood Infant School", "Old Mill Pre-School"
AGO, BEFORE = timedelta(days=20), timedelta(days=45)
NOBODYS_NUMBER, NUMBER_OF_NONE = "900199", "900198"


def merge(actor: Actor, hired: Staff) -> int:
    """Give the demo a setting that became part of the SENCO's school and one that closed; return how many read on."""
    senco = next(user for user in hired.people if user.membership.role == Role.SENCO)
    numbers = {number for _, number in BODIES.values()}
    rolls = CaseSummary.objects.filter(is_open=True, setting__regex=r"^[0-9]+$").exclude(setting__in=numbers)
    few = rolls.values("setting").annotate(many=Count("pk")).order_by("many", "setting").first()
    small = _setting(actor, MERGED, few["setting"] if few else NUMBER_OF_NONE)
    on = clock.today() - AGO
    closed = _setting(actor, CLOSED, NOBODYS_NUMBER)
    close_setting(actor=actor, setting=closed, on=clock.today() - BEFORE, successor=None)
    return close_setting(actor=actor, setting=small, on=on, successor=senco.membership.organisation)


def _setting(actor: Actor, name: str, urn: str) -> Organisation:
    return add_organisation(actor=actor, name=name, kind=Organisation.Kind.SETTING, urn=urn)

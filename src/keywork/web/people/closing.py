"""A setting that closes or becomes part of another: who reads about its children from then on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from keywork.web.accounts import sessions
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Membership, Organisation
from keywork.web.accounts.policy import NotKnown, check_can, decide
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.people.models import Involvement
from keywork.web.people.relations import open_at
from keywork.web.ui.jinja import short_day

CLOSE: Final = "setting.close"
Kind = Organisation.Kind


class NotClosed(ValueError):
    """A setting that cannot be closed as asked, and why."""


def setting_of(actor: Actor, organisation_id: UUID) -> Organisation:
    """Return a setting of the authority.

    Raises:
        NotKnown: there is none such.
    """
    check_can(actor, CLOSE)
    settings = Organisation.objects.filter(authority=actor.authority, kind=Kind.SETTING).select_related("successor")
    found: Organisation | None = settings.filter(pk=organisation_id).first()
    if found is None:
        raise NotKnown(decide(actor, CLOSE), organisation_id)
    return found


def others_open(setting: Organisation) -> list[Organisation]:
    """Return the settings that one can become part of, by name."""
    found = Organisation.objects.filter(authority=setting.authority_id, kind=Kind.SETTING, closed_on=None)
    return list(found.exclude(pk=setting.pk).order_by("name"))


@transaction.atomic
def close_setting(*, actor: Actor, setting: Organisation, on: date, successor: Organisation | None) -> int:
    """Close a setting on a day; where it becomes part of another, that one reads on about its children.

    What the record says of where a child was stays as it is, and so does who could read until now.

    Args:
        actor: who looks after accounts and settings.
        setting: the setting.
        on: the day.
        successor: the setting that it becomes part of, or None.

    Returns:
        In how many cases the other setting reads on.

    Raises:
        Denied: it is not theirs to do.
        NotClosed: it is closed already, the day is to come, or the other one is none that is open.
    """
    check_can(actor, CLOSE)
    found = Organisation.objects.select_for_update(of=("self",)).select_related("successor").get(pk=setting.pk)
    if found.closed_on is not None:
        raise NotClosed(f"This is on record already. {found.why_closed}")
    if on > clock.today():
        raise NotClosed("The day must be today or in the past. Record it on the day it happens.")
    if successor is not None and successor.pk not in {one.pk for one in others_open(found)}:
        raise NotClosed("Choose another setting that is open.")
    found.closed_on, found.successor = on, successor
    found.save(update_fields=["closed_on", "successor"])
    cases = _read_on(actor, found, successor)
    for place in Membership.objects.filter(organisation=found).select_related("user"):
        if successor is not None:
            place.organisation = successor
            place.save(update_fields=["organisation"])
        sessions.end_all(place.user)
    detail = {"did": "merge" if successor else "close"}
    log(actor=actor, action=CLOSE, subjects=[found.pk, *([successor.pk] if successor else []), *cases], detail=detail)
    return len(cases)


def _read_on(actor: Actor, setting: Organisation, successor: Organisation | None) -> list[UUID]:
    """End what a setting reads, and give it to the one that it became part of; return the cases."""
    theirs = list(open_at(Involvement.objects.filter(organisation=setting), clock.now()))
    Involvement.objects.filter(pk__in=[one.pk for one in theirs]).update(
        closed_at=clock.now(), closed_by=actor.label
    )  # fmt: skip
    if successor is None:
        return []
    rolls = CaseSummary.objects.filter(setting=setting.urn).values_list("case_id", flat=True)
    made = [*_taken_over(actor, theirs, successor), *_on_roll(actor, rolls, setting, successor)]
    Involvement.objects.bulk_create(made)
    return list(dict.fromkeys(one.case_id for one in made))


def _taken_over(actor: Actor, theirs: Iterable[Involvement], successor: Organisation) -> list[Involvement]:
    return [
        Involvement(
            authority=actor.authority, case_id=one.case_id, organisation=successor, relation=one.relation,
            classes=one.classes, reason=one.reason, given_by=actor.label, starts_at=clock.now(), ends_at=one.ends_at,
        )
        for one in theirs
    ]  # fmt: skip


def _on_roll(actor: Actor, cases: Iterable[UUID], setting: Organisation, successor: Organisation) -> list[Involvement]:
    assert setting.closed_on is not None
    reason = f"The child was at {setting.name}, which became part of it on {short_day(setting.closed_on)}"
    return [
        Involvement(
            authority=actor.authority, case_id=case, organisation=successor, relation=Involvement.Relation.SETTING,
            reason=reason[:400], given_by=actor.label, starts_at=clock.now(),
        )
        for case in cases
    ]  # fmt: skip

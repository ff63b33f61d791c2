"""That the setting which a final plan names admitted the child: what it owes from the day of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Organisation
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import hold
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.placements.errors import NotDone
from keywork.web.placements.models import Consultation
from keywork.web.placements.services import steps
from keywork.web.placements.services.consulting import ASK
from keywork.web.ui.days import why_not_on
from keywork.web.ui.jinja import short_day

ADMIT: Final = "placement.admit"
DUTY, ADMITTED = "setting-admit", "child-admitted"
PREFIX = "setting/"


@dataclass(frozen=True, slots=True)
class Owes:
    """A setting that a final plan names, and that nobody has said admitted the child.

    Args:
        thread: of its entries.
        name: its name.
        since: the day from which it owes the place.
    """

    thread: str
    name: str
    since: date


def owing(actor: Actor, card: CaseCard) -> list[Owes]:
    """Return the settings of a case that owe a place and of which somebody may record that they gave it."""
    if not CASES.can(actor, ADMIT, card):
        return []
    rows = ClockRow.objects.filter(case_id=card.case_id, duty=DUTY, is_open=True).order_by("started_on", "thread")
    found = [Owes(row.thread, _name_of(card, row.thread), row.started_on) for row in rows]
    if CASES.can(actor, ASK, card):
        return found
    own = _thread_of(actor)
    return [one for one in found if own and one.thread == own]


def _thread_of(actor: Actor) -> str:
    own = Organisation.objects.filter(pk=actor.organisation_id, kind=Organisation.Kind.SETTING).first()
    return f"{PREFIX}{own.urn or own.pk}" if own else ""


def _name_of(card: CaseCard, thread: str) -> str:
    asked = Consultation.objects.filter(case_id=card.case_id, thread=thread).order_by("-asked_at").first()
    if asked is not None:
        return asked.name
    known = Organisation.objects.filter(kind=Organisation.Kind.SETTING, urn=thread.removeprefix(PREFIX))
    return known.values_list("name", flat=True).first() or "The setting that the plan names"


@transaction.atomic
def admit(*, actor: Actor, card: CaseCard, thread: str, on: date) -> None:
    """Record the day on which a setting admitted the child.

    Raises:
        NotKnown: the case is not theirs.
        NotDone: the setting is not theirs or owes no place any more, or the day cannot be.
    """
    CASES.check(actor, ADMIT, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    found = next((one for one in owing(actor, card) if one.thread == thread), None)
    if found is None:
        raise NotDone("It is on record already, or the plan does not name this setting.")
    if why := why_not_on(on, "The day of admission"):
        raise NotDone(why)
    if on < found.since:
        raise NotDone(
            f"The plan names the setting since {short_day(found.since)}. A child who was there before is admitted "
            "from that day: enter it."
        )
    entry = steps.entry(ADMITTED, thread, "", on)
    steps.write(card.case, [entry], actor, record_of=record_of)
    log(actor=actor, action=ADMIT, subjects=[card.case_id, card.person_id], detail={"did": "admit"})

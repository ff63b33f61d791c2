"""Which settings a family asked for in answer to a draft: for whoever consults settings or names one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.web.accounts.models import Organisation
from keywork.web.ledger import queries as ledger
from keywork.web.representations.choices import BY_RIGHT, SETTINGS
from keywork.web.representations.models import RepresentationPoint

PREFIX = "setting/"


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A setting that somebody of the family asked for.

    Args:
        name: as they wrote it.
        sort: of setting, in words.
        by_right: the law lets them ask for it so that it must be named, unless it gives a reason not to.
        why: in their words.
        who: whose words they are.
        on: the day.
        thread: of the entries about it.
    """

    name: str
    sort: str
    by_right: bool
    why: str
    who: str
    on: date
    thread: str


def asked_for(case_id: UUID) -> list[AskedFor]:
    """Return the settings that the family asked for, the latest first."""
    found = RepresentationPoint.objects.filter(kind=RepresentationPoint.Kind.SETTING, representation__case=case_id)
    found = found.select_related("representation").order_by("-representation__said_on", "-representation__sent_at")
    return [
        AskedFor(
            one.name, SETTINGS[one.sort], one.sort in BY_RIGHT, one.text, one.representation.who,
            one.representation.said_on, one.thread,
        )
        for one in found
    ]  # fmt: skip


def thread_for(case_id: UUID, name: str) -> str:
    """Return the thread of a setting in a case: the one it has, or a new one by its number where that is known."""
    points = RepresentationPoint.objects.filter(kind=RepresentationPoint.Kind.SETTING, representation__case=case_id)
    for one in points.order_by("representation__said_on", "pk"):
        if one.name.casefold() == name.strip().casefold():
            return str(one.thread)
    taken = {event.thread for event in ledger.stream(case_id) if event.thread}
    number = number_of(name)
    if number:
        return f"{PREFIX}{number}"
    return next(thread for n in range(1, 9999) if (thread := f"{PREFIX}asked-{n}") not in taken)


def number_of(name: str) -> str:
    """Return the number of a setting that the authority knows by its name; empty where it knows none, or several."""
    found = list(Organisation.objects.filter(kind=Organisation.Kind.SETTING, name__iexact=name.strip())[:2])
    return str(found[0].urn or found[0].pk) if len(found) == 1 else ""

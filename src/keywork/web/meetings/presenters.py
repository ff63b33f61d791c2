"""Notes of meetings as finished words; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from keywork.web.accounts.models import Role
from keywork.web.meetings.agendas import AGENDAS, TITLES
from keywork.web.meetings.models import NotesCorrection
from keywork.web.meetings.queries import Held, Share
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, plural, short_day


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said is wrong."""

    by: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one meeting."""

    id: UUID
    href: str
    title: str
    day: str
    attended: str
    points: list[tuple[str, str]]
    agreed: str
    pack_given: bool
    written: str
    corrections: list[Correction]


def notes(held: Held, corrections: Iterable[NotesCorrection]) -> Notes:
    """Return the notes of a meeting, with what people said is wrong."""
    one = held.notes
    points = [(point.title, one.points[point.code]) for point in AGENDAS[one.which] if point.code in one.points]
    said = [
        Correction(f"{each.user.display_name}, {Role(each.user.membership.role).label}", each.text, moment(each.at))
        for each in corrections
    ]
    return Notes(
        one.pk, address("meetings:notes", notes_id=one.pk), TITLES[one.which], short_day(held.on), one.attended, points,
        one.agreed, one.pack_given, f"Written down by {one.by_name}, {moment(one.at)}", said,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnCase:
    """The meetings on the page of a case.

    Args:
        rows: those that were held.
        write: where a meeting is written down that was not held yet: titles and addresses.
    """

    rows: list[Notes]
    write: list[tuple[str, str]]


def share_words(first: Share, second: Share) -> list[str]:
    """Say how many meetings were held, in sentences with their counts."""
    said = []
    if first.of:
        said.append(
            f"First meeting: held in {first.held} of {plural(first.of, 'assessment')} ({_percent(first)}) whose two "
            f"weeks ended in the last twelve months; {first.in_time} of them within the two weeks."
        )
    else:
        said.append("First meeting: no two weeks ended in the last twelve months.")
    if second.of:
        said.append(
            f"Second meeting: held in {second.held} of {plural(second.of, 'case')} ({_percent(second)}) whose draft "
            "plan was sent in the last twelve months."
        )
    else:
        said.append("Second meeting: no draft plan was sent in the last twelve months.")
    return said


def _percent(share: Share) -> str:
    return f"{100 * share.held / share.of:.0f}%"

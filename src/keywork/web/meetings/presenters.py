"""Notes of meetings as finished words; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.meetings import queries
from keywork.web.meetings.agendas import AGENDAS, FIRST, TITLES, Point
from keywork.web.meetings.models import ArrangedMeeting, NotesCorrection
from keywork.web.meetings.queries import Held, Share
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import day as long_day
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
class Coming:
    """A meeting that is arranged.

    Args:
        title: which.
        when: its day and time.
        place: where.
        invited: who is asked to come.
        agenda: its points, with what belongs to each.
        arranged: who arranged it, and when.
        has_passed: its day is over, and nobody wrote down that it was held.
        move: where it is moved or called off; empty for whoever does not arrange it.
        write: where it is written down once it was held; empty likewise.
    """

    title: str
    when: str
    place: str
    invited: str
    agenda: tuple[Point, ...]
    arranged: str
    has_passed: bool
    move: str = ""
    write: str = ""


@dataclass(frozen=True, slots=True)
class OfCase:
    """The meetings of a case.

    Args:
        rows: those that were held.
        coming: those that are arranged.
        called_off: what was called off last and not arranged again, in sentences.
        arrange: where one is arranged that was neither held nor arranged: titles and addresses.
        write: where one is written down that was not held yet, likewise.
        pack: of the information pack, in a sentence; empty for whoever does not send it.
        pack_href: where its letter is begun; empty where it went, or somebody else writes it.
    """

    rows: list[Notes]
    coming: list[Coming]
    called_off: list[str]
    arrange: list[tuple[str, str]]
    write: list[tuple[str, str]]
    pack: str = ""
    pack_href: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.coming or self.called_off or self.arrange or self.write)


def of_case(actor: Actor, card: CaseCard) -> OfCase:
    """Return the meetings of a case for whoever may read of them."""
    held = queries.of_case(actor, card)
    rows = [notes(one, queries.corrections(actor, one.notes)) for one in held]
    done = {one.notes.which for one in held}
    planned = queries.coming(actor, card)
    runs = queries.in_assessment(card)
    writes = runs and CASES.can(actor, "meeting.write", card)
    arranged = done | {one.which for one in planned}
    left = [] if not runs else queries.called_off(card, arranged)
    to_write = [(title, _address("write", card, which)) for which, title in TITLES.items() if which not in done]
    to_arrange = [(title, _address("arrange", card, which)) for which, title in TITLES.items() if which not in arranged]
    return OfCase(
        rows,
        [_coming(one, card, writes=writes) for one in planned] if runs else [],
        [f"{TITLES[one.which]}, {short_day(one.on)}: called off. {one.called_off}" for one in left],
        to_arrange if writes else [],
        to_write if writes else [],
        *(_pack(actor, card) if writes and FIRST not in done else ("", "")),
    )


def _address(page: str, card: CaseCard, which: str) -> str:
    return address(f"meetings:{page}", case_id=card.case_id, which=which)


def _coming(one: ArrangedMeeting, card: CaseCard, *, writes: bool) -> Coming:
    return Coming(
        TITLES[one.which], f"{long_day(one.on)}, {one.begins}", one.place, one.invited, AGENDAS[one.which],
        f"Arranged by {one.by_name}, {moment(one.at)}", one.on < clock.today(),
        *((_address("arrange", card, one.which), _address("write", card, one.which)) if writes else ("", "")),
    )  # fmt: skip


def _pack(actor: Actor, card: CaseCard) -> tuple[str, str]:
    """Return where the information pack stands, and where its letter is begun."""
    sent = queries.pack_sent_on(card)
    if sent is not None:
        return f"The information pack went to the family on {short_day(sent)}.", ""
    if not CASES.can(actor, "letter.write", card):
        return "The information pack has not gone to the family yet.", ""
    begin = f"{address('documents:letter-start', case_id=card.case_id)}?kind={queries.PACK}"
    return "The information pack goes to the family with the invitation to the first meeting.", begin


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

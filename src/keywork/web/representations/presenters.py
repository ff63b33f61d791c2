"""Answers to drafts as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from keywork.core.rights import Party
from keywork.web.kernel import clock
from keywork.web.representations.choices import BY_RIGHT, OUTCOMES, SETTINGS, WAYS
from keywork.web.representations.models import PointReply, Representation, RepresentationPoint
from keywork.web.representations.standing import Draft, Speaker
from keywork.web.representations.windows import Days
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import day, moment, plural, short_day


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """A reply to a point."""

    tag: Tag
    why: str
    by: str
    number: int


@dataclass(frozen=True, slots=True)
class PointWords:
    """One thing that was said or asked, with what was replied, the latest first."""

    title: str
    notes: list[str]
    text: str
    replies: list[ReplyWords]
    href: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a draft; ``as_whom`` says for whom it is given, where somebody decides for the young person, and
    ``by_letter`` that there is a reply which its author has no account to read."""

    who: str
    as_whom: str
    when: str
    agrees: bool
    nothing: bool
    late: bool
    points: list[PointWords]
    by_letter: bool = False


AS_WHOM = "As the representative of the young person in this decision"
COLOURS = {"taken": "green", "partly": "yellow", "not": "grey"}


def reply_words(one: PointReply) -> ReplyWords:
    """Return a reply in words."""
    return ReplyWords(
        Tag(OUTCOMES[one.outcome], COLOURS[one.outcome]), one.why, f"{one.by_name}, {moment(one.at)}", one.number
    )


def point_words(one: RepresentationPoint) -> PointWords:
    """Return a point in words."""
    notes = []
    if one.sort:
        notes.append(f"{SETTINGS[one.sort]}.")
        if one.sort in BY_RIGHT:
            notes.append("It must be named unless section 39(4) gives a reason not to.")
    return PointWords(
        one.title, notes, one.text, [reply_words(each) for each in one.replies.all()],
        address("representations:reply", point_id=one.pk),
    )  # fmt: skip


def answered(found: Iterable[Representation], unreached: Collection[UUID] = ()) -> list[Answered]:
    """Return answers in words.

    Args:
        found: the answers.
        unreached: those whose author has no account.
    """
    return [
        Answered(
            one.who, AS_WHOM if one.party == Party.REPRESENTATIVE else "", _when(one), one.agrees, one.nothing,
            one.late, [point_words(each) for each in one.points.all()],
            one.pk in unreached and any(each.replies.all() for each in one.points.all()),
        )
        for one in found
    ]  # fmt: skip


def _when(one: Representation) -> str:
    way = WAYS[one.way]
    return f"{short_day(one.said_on)}, {way[:1].lower()}{way[1:]}"


@dataclass(frozen=True, slots=True)
class Window:
    """The fifteen days of a draft, in words."""

    served: str
    until: str
    tag: Tag
    is_open: bool
    is_late: bool
    waits_for_meeting: bool


def window(draft: Draft | None) -> Window | None:
    """Return the fifteen days of a draft; None where there is none."""
    if draft is None:
        return None
    today = clock.today()
    left = (draft.until - today).days
    late = draft.is_late(today)
    if not draft.is_open:
        tag = Tag("The plan is finished", "grey")
    elif late:
        tag = Tag("The 15 days have passed", "yellow")
    else:
        tag = Tag("Last day today" if left == 0 else f"{plural(left, 'day')} left", "blue")
    return Window(day(draft.served_on), day(draft.until), tag, draft.is_open, late, draft.waits_for_meeting)


def days_rows(found: Iterable[Days]) -> list[tuple[str, str, Tag]]:
    """Return whose fifteen days run until when: by what they are to the child, and how each stands."""
    return [
        (one.whose, f"Served {short_day(one.served_on)}, until {short_day(one.until)}", _days_tag(one)) for one in found
    ]


def _days_tag(one: Days) -> Tag:
    if one.answered:
        return Tag("Answered", "green")
    left = (one.until - clock.today()).days
    if left < 0:
        return Tag("Over", "grey")
    return Tag("Last day today" if left == 0 else f"{plural(left, 'day')} left", "blue")


def silent(speakers: Iterable[Speaker], found: Iterable[Representation], holders: Collection[Speaker]) -> list[str]:
    """Return the names of those who may answer the draft and have not."""
    heard = {one.member_id for one in found}
    return [
        one.member.name for one in speakers
        if one.member is not None and one in holders and one.member.pk not in heard and one.member.responsible
    ]  # fmt: skip


def choices(found: dict[str, Speaker], young: str) -> list[tuple[str, str]]:
    """Return whose words can be written down, to choose from."""
    return [(code, _named(one, young)) for code, one in found.items()]


def _named(one: Speaker, young: str) -> str:
    if one.represents:
        return f"{one.represents} (represents them in this)"
    return one.member.name if one.member else f"{young} (the child or young person)"


def _short(one: Representation) -> str:
    return "agrees with it" if one.agrees else "has nothing to add" if one.nothing else "answered"


@dataclass(frozen=True, slots=True)
class OnCase:
    """What the page of a case about letters and contacts shows of answers to the draft."""

    window: Window
    lines: list[str]
    href: str


def on_case(found: list[Representation], shown: Window, href: str) -> OnCase:
    """Return where the answers to a draft stand."""
    points = [point for one in found for point in one.points.all()]
    waiting = sum(not point.replies.all() for point in points)
    lines = [f"{one.who} {_short(one)} ({short_day(one.said_on)})." for one in found]
    if waiting:
        lines.append(f"{plural(waiting, 'point')} without a reply.")
    if shown.waits_for_meeting:
        lines.append("A meeting about the draft was asked for.")
    return OnCase(shown, lines or ["Nobody has answered it yet."], href)

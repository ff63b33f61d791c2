"""What pages say of a request, in finished words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.web.assessments import whose_right
from keywork.web.assessments.evidence import NEEDED
from keywork.web.assessments.journeys import FAMILIES, JOURNEYS, SETTINGS, Journey, Step
from keywork.web.assessments.models import Asking, AssessmentRequest, Source
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ui.jinja import day, moment, short_day

State = AssessmentRequest.State
# What the pages of a request on paper keep, and how they are called.
PAPER = {"words": "What it says", "who": "Who asks", "way": "How it came"}
WAYS = {
    "e-mail": "E-mail",
    "hand": "By hand",
    "first-class-post": "First-class post",
    "signed-for": "Signed-for post",
    "portal": "Here",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """How something stands, in a word and a colour."""

    text: str
    colour: str


TAGS = {
    State.DRAFT: Tag("Not sent", "grey"),
    State.WAITING: Tag("New", "blue"),
    State.ASKED: Tag("More asked for", "yellow"),
    State.COMPLETE: Tag("Complete", "green"),
    State.JOINED: Tag("Joined another", "grey"),
}
# Whoever asks never reads that a request joined another: they may not know that there is one.
OWN_TAGS = {
    State.DRAFT: Tag("Not sent", "grey"),
    State.WAITING: Tag("Received", "blue"),
    State.ASKED: Tag("We asked you for more", "yellow"),
    State.COMPLETE: Tag("Received", "blue"),
    State.JOINED: Tag("Received", "blue"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands, for whoever made it.

    Args:
        received: the day it came.
        due_by: the day by which they are told.
        decided: the day on which the decision was sent; empty before.
        is_late: whether that day has passed without one.
    """

    received: str
    due_by: str
    decided: str
    is_late: bool


def standing(request: AssessmentRequest, row: ClockRow | None, came_on: date | None) -> Standing:
    """Return where a request stands.

    Args:
        request: one that was sent.
        row: the clock of its decision.
        came_on: the day it came.
    """
    joined = request.state == State.JOINED
    due = request.told_due_by if joined or row is None else row.legal_deadline
    answered = None if joined or row is None else row.met_on or row.ended_on
    is_late = bool(due and answered is None and not joined and due < clock.today())
    return Standing(day(came_on), day(due), day(answered), is_late)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A request in the list of whoever made it."""

    id: UUID
    who: str
    when: str
    tag: Tag
    is_draft: bool


def own_rows(requests: Iterable[AssessmentRequest]) -> list[OwnRow]:
    """Return requests as rows, for whoever made them."""
    return [
        OwnRow(
            one.pk, _named(one),
            f"Begun {moment(one.began_at)}" if one.sent_at is None else f"Sent {moment(one.sent_at)}",
            OWN_TAGS[State(one.state)], one.state == State.DRAFT,
        )
        for one in requests
    ]  # fmt: skip


def _named(request: AssessmentRequest) -> str:
    """Return whom a request is about, in the words of whoever wrote it: never what the record knows besides."""
    parts = (request.answers.get("name.forename", ""), request.answers.get("name.surname", ""))
    written = " ".join(filter(None, map(str.strip, parts)))
    chosen = request.answers.get("child.named", "")
    if request.source == Source.YOUNG_PERSON:
        return written or "You"
    return chosen or written or "Name not written yet"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A request in the list of whoever looks through them."""

    id: UUID
    name: str
    reference: str
    source: str
    counts_from: str
    due_by: str
    is_late: bool
    tag: Tag
    urgent: str


def queue_rows(requests: Iterable[AssessmentRequest], clocks: dict[UUID, ClockRow]) -> list[QueueRow]:
    """Return requests as rows, for whoever looks through them."""
    return [_queue_row(one, clocks.get(one.case_id) if one.case_id else None) for one in requests]


def _queue_row(one: AssessmentRequest, row: ClockRow | None) -> QueueRow:
    assert one.case is not None
    due = row.legal_deadline if row else None
    open_ = row is not None and row.met_on is None and row.ended_on is None
    return QueueRow(
        one.pk, one.case.card.person.name, one.case.reference, source_of(one), short_day(row.started_on) if row else "",
        short_day(due), bool(open_ and due and due < clock.today()), TAGS[State(one.state)], one.urgent,
    )  # fmt: skip


def source_of(request: AssessmentRequest) -> str:
    """Say who asks: a setting by its name."""
    kind = str(request.get_source_display())
    if request.source not in SETTINGS:
        return kind
    name = request.organisation.name if request.organisation else f"URN {request.urn or 'not given'}"
    return f"{kind}: {name}"


def is_on_paper(request: AssessmentRequest) -> bool:
    """Say whether somebody here wrote a request down."""
    return request.user_id is None


def told(request: AssessmentRequest, *, private: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a request says: each question with its answers.

    Args:
        private: whether how people are reached is told too.
    """
    if is_on_paper(request):
        rows = [(label, request.answers.get(name, "")) for name, label in PAPER.items() if private or name != "who"]
        rows = [(label, WAYS.get(text, text)) for label, text in rows]
        return [("What came", [(label, text) for label, text in rows if text])]
    named = request.answers.get("child.named", "")
    journey = Journey(request.source, request.answers)
    found = [
        (step.title, rows) for step, rows in journey.told(private=private) if rows and not (named and _of_who(step))
    ]
    return [("Who it is about", [("Name", named)]), *found] if named else found


def told_without_identity(
    request: AssessmentRequest, without: Collection[str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a request says of needs and help, without the pages that say who it is about.

    Args:
        request: one that was sent.
        without: the addresses of those pages.
    """
    if is_on_paper(request):
        return told(request, private=False)
    journey = Journey(request.source, request.answers)
    return [(step.title, rows) for step, rows in journey.told(private=False) if rows and step.slug not in without]


def _of_who(step: Step) -> bool:
    return step.slug in ("name", "born", "upn")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and answered, in words."""

    id: UUID
    items: list[str]
    words: str
    asked: str
    answer: str
    answered: str


def asked_rows(askings: Iterable[Asking]) -> list[Asked]:
    """Return what was asked, the first first."""
    return [
        Asked(one.pk, [NEEDED[code] for code in one.items if code in NEEDED], one.words, moment(one.asked_at),
              one.answer, moment(one.answered_at))
        for one in askings
    ]  # fmt: skip


def warnings(request: AssessmentRequest, *, setting_is_known: bool) -> list[str]:
    """Return what whoever looks at a request should find out."""
    assert request.case is not None
    person, found = request.case.card.person, whose_right.warnings(request)
    if request.urn and not setting_is_known:
        found.append(
            f"No setting with the number {request.urn} is known here. Check the number, or whether the setting has "
            "closed, before you write to it."
        )
    if person.born_on is None:
        found.append("There is no date of birth. Ask for it: who decides about the request depends on it.")
    return found


__all__ = ["FAMILIES", "JOURNEYS", "Standing", "standing", "told", "warnings"]

"""Requests for advice as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.web.advice import reasons
from keywork.web.advice.bodies import title_of
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceRequest, AdviceStep, AdviceVersion
from keywork.web.advice.queries import Share, day_of
from keywork.web.advice.standing import Standing, State, clocks_of, standing
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.threads import Dates
from keywork.web.kernel import clock
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import moment, plural, short_day

FEW = 10
STATES = {
    State.WITHDRAWN: Tag("Taken back", "grey"),
    State.DECLINED: Tag("Declined: ask somebody else or take it back", "orange"),
    State.REDIRECTED: Tag("Passed on", "grey"),
    State.STOPPED: Tag("No longer asked", "grey"),
    State.ASKED: Tag("Receipt not confirmed", "yellow"),
}


def tag_of(where: Standing, today: date) -> Tag:
    """Say where a request stands, in words."""
    if where.state in STATES:
        return STATES[where.state]
    if where.is_given:
        late = (where.given_on - where.due).days if where.given_on and where.due else 0
        return Tag(f"Given {plural(late, 'day')} late", "orange") if late > 0 else Tag("Given in time", "green")
    assert where.due is not None
    return due_tag(where.due, today, disapplied=where.excused)


def due_words(where: Standing) -> str:
    """Say when it is due, or when it came."""
    if where.given_on:
        due = f", due {short_day(where.due)}" if where.due else ""
        return f"Given {short_day(where.given_on)}{due}"
    if where.due:
        return f"Due {short_day(where.due)}"
    if where.is_given:
        return "Given, day not recorded"
    return "Six weeks from receipt" if where.state is State.ASKED else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list."""

    href: str
    name: str
    reference: str
    title: str
    whom: str
    works: str
    due: str
    tag: Tag
    chased: str = ""
    reminder: str = ""
    reminder_due: bool = False


def worker(request: AdviceRequest) -> str:
    """Say who of the organisation works on a request."""
    if request.assignee is None:
        return "Nobody yet" if request.organisation_id else ""
    if not request.assignee.is_active:
        return f"Nobody: {request.assignee.display_name} has left"
    return request.assignee.display_name


def tray_rows(
    requests: Iterable[AdviceRequest], rows: Mapping[tuple[UUID, str], ClockRow], known: set[UUID], today: date
) -> list[Row]:
    """Return the rows of somebody's tray.

    Args:
        requests: in their order.
        rows: the clocks that are theirs.
        known: the cases of which they may know whose they are.
        today: the day.
    """
    return [_tray_row(one, rows.get((one.case_id, one.thread)), one.case_id in known, today) for one in requests]


def _tray_row(one: AdviceRequest, dates: Dates | None, named: bool, today: date) -> Row:
    where = standing(one.ended, dates, today)
    return Row(
        href=address("advice:request", request_id=one.pk),
        name=one.case.card.person.name if named else "",
        reference=one.case.reference,
        title=title_of(one.thread),
        whom=one.whom,
        works=worker(one),
        due=due_words(where),
        tag=tag_of(where, today),
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """The requests of a case on its page, with those of the record that nobody asked for here."""

    rows: list[Row]
    unlinked: list[Row]
    may_ask: bool


def panel(requests: Sequence[AdviceRequest], clocks: Iterable[Clock], *, today: date, may_ask: bool) -> Panel:
    """Return what the page of a case shows of its advice.

    Args:
        requests: of the case.
        clocks: of the case, on the day that is looked at.
        today: that day.
        may_ask: can advice be asked for now?
    """
    by_thread = clocks_of(clocks)
    there = {one.thread for one in requests}
    unlinked = [
        Row("", "", "", title_of(thread), "Asked outside this page", "", due_words(where), tag_of(where, today))
        for thread, found in by_thread.items()
        if thread not in there
        for where in (standing("", found, today),)
    ]
    return Panel([_panel_row(one, by_thread.get(one.thread), today) for one in requests], unlinked, may_ask)


def _panel_row(one: AdviceRequest, found: Clock | None, today: date) -> Row:
    where = standing(one.ended, found, today)
    asked_on = one.asked_at.astimezone(clock.LONDON).date()
    last = day_of(getattr(one, "chased_at", None))
    reminder = where.reminder_after(last, asked_on)
    return Row(
        href=address("advice:request", request_id=one.pk),
        name="",
        reference="",
        title=title_of(one.thread),
        whom=one.whom,
        works=worker(one),
        due=due_words(where),
        tag=tag_of(where, today),
        chased=short_day(last),
        reminder=short_day(reminder),
        reminder_due=bool(reminder and reminder <= today),
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that was done with a request."""

    what: str
    why: str
    text: str
    by: str
    at: str


def step_rows(steps: Iterable[AdviceStep]) -> list[StepRow]:
    """Return what was done with a request, the latest first."""
    return [
        StepRow(
            AdviceStep.Kind(one.kind).label, reasons.words(one.kind, one.code), one.text, one.by_name, moment(one.at)
        )
        for one in steps
    ]


@dataclass(frozen=True, slots=True)
class Version:
    """Advice as it was given."""

    number: int
    title: str
    given: str
    content: Content


def versions(found: Sequence[AdviceVersion]) -> list[Version]:
    """Return what was given, the latest version first."""
    return [
        Version(
            one.number,
            f"Version {one.number}" + (" (amended)" if one.number > 1 else ""),
            f"Given by {one.given_by_name}, {moment(one.given_at)}",
            Content.read(one.content),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How much of somebody's advice came in time."""

    provider: str
    share: str
    counts: str
    note: str


def share_rows(found: Sequence[Share], title: str) -> list[ShareRow]:
    """Return the shares in time, the whole service first, each with its numerator and denominator."""
    if not found:
        return []
    whole = Share(f"All of {title[:1].lower()}{title[1:]}", sum(s.in_time for s in found), sum(s.of for s in found))
    return [
        ShareRow(
            one.provider,
            f"{100 * one.in_time / one.of:.0f}%",
            f"{one.in_time:,} of {one.of:,}",
            "Few cases: one more or less moves this a lot" if one.of < FEW else "",
        )
        for one in (whole, *found)
    ]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open request in the list of whoever oversees the service."""

    name: str
    reference: str
    case: str
    href: str
    title: str
    provider: str
    due: str
    tag: Tag


def open_rows(found: Iterable[ClockRow], today: date) -> list[OpenRow]:
    """Return the running clocks of a service's advice, in their order."""
    made = []
    for row in found:
        where = standing("", row, today)
        request_id: UUID | None = row.request_id  # type: ignore[attr-defined] - an annotation
        made.append(
            OpenRow(
                row.case.card.person.name,
                row.case.reference,
                address("casework:case", case_id=row.case_id),
                address("advice:request", request_id=request_id) if request_id else "",
                title_of(row.thread),
                row.provider or "Not recorded",  # type: ignore[attr-defined] - an annotation
                due_words(where),
                tag_of(where, today),
            )
        )
    return made


def unreceived_rows(found: Iterable[AdviceRequest]) -> list[OpenRow]:
    """Return the requests whose receipt nobody confirmed, in their order."""
    return [
        OpenRow(
            one.case.card.person.name,
            one.case.reference,
            address("casework:case", case_id=one.case_id),
            address("advice:request", request_id=one.pk),
            title_of(one.thread),
            one.whom,
            f"Asked {short_day(one.asked_at.astimezone(clock.LONDON).date())}",
            STATES[State.ASKED],
        )
        for one in found
    ]

"""Clocks, cases and histories as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from keywork.core.clocks import Clock, State
from keywork.core.loading import load_register
from keywork.core.outlook import Outlook
from keywork.core.stages import TITLES, Stage
from keywork.web.casework import threads
from keywork.web.casework.finding import Hit
from keywork.web.casework.worklist import Item
from keywork.web.deadlines.decisions import DECISION
from keywork.web.deadlines.outlooks import Prospect
from keywork.web.kernel.asat import AsAt
from keywork.web.people.models import CaseCard
from keywork.web.people.names import named
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import day, plural, short_day


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row of the list of running clocks."""

    case_id: UUID
    name: str
    reference: str
    href: str
    what: str
    why: str
    due: str
    tag: Tag
    late: bool
    waiting_on: str
    keyworker: str
    stage: str
    at_risk: bool = False


def work_row(item: Item, at: AsAt, stand: Mapping[tuple[UUID, str, str], Prospect] | None = None) -> WorkRow:
    """Return an item of the list as it is shown.

    Args:
        item: the clock.
        at: the day asked about.
        stand: how clocks stand against those before them, where that is told.
    """
    register = load_register()
    duty = register.duties[item.duty]
    tag = due_tag(item.deadline, at.as_of, disapplied=item.disapplied, target=item.duty_kind == "target")
    what = register.name_of(item.duty) + (f" – {threads.words(item.thread)}" if item.thread else "")
    return WorkRow(
        case_id=item.case_id,
        name=f"{item.surname}, {item.forename}".strip(", ") or "Name not known",
        reference=item.reference,
        href=_address("casework:case", at, case_id=item.case_id),
        what=what,
        why=why_address(item.case_id, item.duty, item.thread, at),
        due=short_day(item.deadline),
        tag=tag,
        late=tag.colour == "red",
        waiting_on=register.owner_of(duty),
        keyworker=item.keyworker or (f"{item.team} (no keyworker)" if item.team else "Not allocated"),
        stage=stage_title(item.stage),
        at_risk=_is_at_risk((stand or {}).get((item.case_id, item.duty, item.thread))),
    )


def _is_at_risk(prospect: Prospect | None) -> bool:
    return prospect is not None and prospect.outlook is Outlook.AT_RISK


def stage_title(stage: str) -> str:
    """Return a stage in words."""
    return TITLES[Stage(stage)] if stage else "Nothing on record"


def _address(name: str, at: AsAt, **where: object) -> str:
    return address(name, **where) + (f"?{at.query}" if at.query else "")


def why_address(case_id: UUID, duty: str, thread: str | None, at: AsAt) -> str:
    """Return the address of the page that explains a date; words that somebody typed stay out of it."""
    query = urlencode({"which": threads.token(thread)}) if thread else ""
    asked = "&".join(part for part in (query, at.query) if part)
    return address("casework:why", case_id=case_id, duty_id=duty) + (f"?{asked}" if asked else "")


@dataclass(frozen=True, slots=True)
class Step:
    """One clock of a case on its rail."""

    title: str
    sentence: str
    dates: str
    tag: Tag
    mark: str
    why: str
    force: str


DONE = frozenset(
    {
        State.MET,
        State.MET_LATE,
        State.MET_AFTER_TARGET,
        State.MET_UNDER_EXCEPTION,
        State.MET_UNDATED,
        State.USED,
        State.USED_LATE,
        State.ANSWERED,
    }
)
PLAIN_TAGS = {
    State.MET_UNDATED: Tag("Done, date not in the return"),
    State.ENDED: Tag("Ended"),
    State.LAPSED: Tag("Time is over"),
    State.PASSED: Tag("Passed"),
    State.OPEN: Tag("Open"),
    State.OWED: Tag("Owed"),
    State.BROKEN: Tag("Broken", "red"),
    State.NOT_IN_SOURCE: Tag("Not in the return", "grey"),
    State.MET_UNDER_EXCEPTION: Tag("Done, exception relied on", "purple"),
    State.USED: Tag("Used"),
    State.ANSWERED: Tag("Answered"),
}


def clock_title(clock: Clock, *, masked: bool = False) -> str:
    """Return a clock's name, with which of several it is."""
    words = threads.veiled if masked else threads.words
    return load_register().name_of(clock.duty.id) + (f" – {words(clock.thread)}" if clock.thread else "")


def step(clock: Clock, case_id: UUID, at: AsAt, *, masked: bool = False) -> Step:
    """Return a clock as a step of the timeline."""
    return Step(
        title=clock_title(clock, masked=masked),
        sentence=clock.duty.title,
        dates=_dates(clock),
        tag=_tag(clock, at.as_of),
        mark=_mark(clock),
        why=why_address(case_id, clock.duty.id, clock.thread, at),
        force="" if clock.duty.force not in ("local", "guidance", "quality-standard") else "Not a limit in law",
    )


def plain_step(clock: Clock, case_id: UUID, at: AsAt, *, masked: bool = False) -> Step:
    """Return a clock as a step in plain words: what must happen and who does it."""
    shown = step(clock, case_id, at, masked=masked)
    who, title = load_register().owner_of(clock.duty), clock.duty.title
    if clock.thread and clock.duty.per == DECISION:
        words = threads.veiled if masked else threads.words
        title = f"{title.rstrip('.')} – {words(clock.thread)}"
    return replace(shown, title=title, sentence=f"Who does this: {who[:1].lower()}{who[1:]}.")


def _dates(clock: Clock) -> str:
    parts = []
    if clock.legal_deadline:
        words = "not before" if clock.may_act_from else "due"
        parts.append(f"{words} {short_day(clock.may_act_from or clock.legal_deadline)}")
    if clock.met_on:
        parts.append(f"{'answered' if clock.state is State.ANSWERED else 'done'} {short_day(clock.met_on)}")
    if clock.ended_on:
        parts.append(f"ended {short_day(clock.ended_on)}")
    if not parts and clock.started_on:
        parts.append(f"since {short_day(clock.started_on)}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _tag(clock: Clock, today: date) -> Tag:
    if clock.state in PLAIN_TAGS:
        return PLAIN_TAGS[clock.state]
    if clock.state in (State.MET_LATE, State.MET_AFTER_TARGET, State.USED_LATE):
        return Tag(f"Done {plural(clock.days_past, 'day')} late", "orange")
    if clock.state is State.MET:
        early = (clock.legal_deadline - clock.met_on).days if clock.legal_deadline and clock.met_on else 0
        return Tag(f"{plural(early, 'day')} early" if early > 0 else "Done", "green")
    if clock.state is State.WAITING or clock.legal_deadline is None:
        return Tag("Waiting" if clock.state is State.WAITING else "Running")
    target = clock.duty.kind == "target" or clock.duty.force == "local"
    return due_tag(clock.legal_deadline, today, disapplied=clock.disapplied, target=target)


def _mark(clock: Clock) -> str:
    if clock.state in DONE:
        return "done"
    if clock.state is State.BROKEN or (clock.state is State.OVERDUE and clock.duty.force != "local"):
        return "late"
    return "now" if clock.is_open else "none"


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """The next deadline of a case, in words."""

    title: str
    day: str
    tag: str
    kind: str
    why: str
    so_far: str


def next_deadline(
    clocks: Iterable[Clock], case_id: UUID, at: AsAt, *, masked: bool = False, plain: bool = False
) -> NextDeadline | None:
    """Return the deadline to plan by, for families in plain words: the law's first, past or to come."""
    open_clocks = [
        c
        for c in clocks
        if c.is_open and c.legal_deadline and c.duty.kind in ("limit", "interval") and c.duty.force != "local"
    ]
    if not open_clocks:
        return None
    clock = min(open_clocks, key=lambda c: (c.legal_deadline, c.duty.id))
    assert clock.legal_deadline is not None
    tag = due_tag(clock.legal_deadline, at.as_of, disapplied=clock.disapplied)
    kind = {"red": "late", "yellow": "soon"}.get(tag.colour, "")
    so_far = _so_far(clock, at.as_of)
    return NextDeadline(
        clock.duty.title.rstrip(".") if plain else clock_title(clock, masked=masked),
        day(clock.legal_deadline),
        tag.text,
        kind,
        why_address(case_id, clock.duty.id, clock.thread, at),
        so_far,
    )


def _so_far(clock: Clock, today: date) -> str:
    """Say how far a period has run, for example ``Day 104 of 140, since 6 May 2026``."""
    if clock.started_on is None or clock.legal_deadline is None or clock.legal_deadline <= clock.started_on:
        return ""
    whole, gone = (clock.legal_deadline - clock.started_on).days, (today - clock.started_on).days
    return f"Day {gone:,} of {whole:,}, since {short_day(clock.started_on)}" if gone >= 0 else ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What entries would do to one clock."""

    title: str
    before: str
    after: str
    changed: bool


def effects(before: Sequence[Clock], after: Sequence[Clock], today: date) -> list[Effect]:
    """Compare the clocks of a case before and after, changed ones first."""
    register = load_register()
    old = {(c.duty.id, c.thread): c for c in before}
    new = {(c.duty.id, c.thread): c for c in after}
    found = []
    for key in {**old, **new}:
        shown = [_state_words(clocks.get(key), today) for clocks in (old, new)]
        if shown[0] != shown[1]:
            title = register.name_of(key[0]) + (f" – {threads.words(key[1])}" if key[1] else "")
            found.append(Effect(title, shown[0], shown[1], True))
    return sorted(found, key=lambda effect: effect.title)


def _state_words(clock: Clock | None, today: date) -> str:
    if clock is None:
        return "Not started"
    due = f"due {short_day(clock.legal_deadline)}: " if clock.legal_deadline else ""
    return f"{due}{_tag(clock, today).text}"


def holder(card: CaseCard) -> str:
    """Say who works on a case."""
    return held_by(card.keyworker.display_name if card.keyworker else None, card.team.name if card.team else None)


def held_by(keyworker: str | None, team: str | None) -> str:
    """Say who works on a case, of whom it was given to."""
    return keyworker or team or "Not allocated"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A case that a search found; a link where its page is open to whoever searched."""

    case_id: UUID
    name: str
    reference: str
    holder: str
    stage: str
    open: bool


def found_row(hit: Hit) -> FoundRow:
    """Return the row of a case that a search found."""
    name = named(hit.forename, hit.surname)
    holds = held_by(hit.keyworker, hit.team)
    return FoundRow(hit.case_id, name, hit.reference, holds, stage_title(hit.stage or ""), hit.opens)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a case is about, on top of its pages; masked for those who may not know."""

    name: str
    facts: tuple[tuple[str, str], ...]


def identity(card: CaseCard, today: date, *, masked: bool, limits: Collection[str] = ()) -> Identity:
    """Return the identity bar of a case.

    Args:
        card: of the case.
        today: the day asked about.
        masked: under the child's pseudonym alone.
        limits: conditions of the matrix: ``no identifiers`` or ``minimum``.
    """
    person = card.person
    worker = holder(card)
    facts = [("Reference", card.case.reference)]
    if masked:
        return Identity(person.pseudonym, (*facts, ("Keyworker", worker)))
    if person.born_on:
        age = today.year - person.born_on.year - ((today.month, today.day) < (person.born_on.month, person.born_on.day))
        facts.append(("Born", short_day(person.born_on) + (f" ({age})" if age >= 0 else "")))
    if "minimum" in limits:
        return Identity(person.name, (*facts, ("Keyworker", worker)))
    if person.upn and "no identifiers" not in limits:
        facts.append(("UPN", person.upn))
    summary = getattr(card.case, "summary", None)
    if summary is not None and summary.setting:
        facts.append(("Setting", summary.setting))
    facts.append(("Keyworker", worker))
    if card.cover and card.cover_until and card.cover_until >= today:
        facts.append(("Covered by", f"{card.cover.display_name} until {short_day(card.cover_until)}"))
    return Identity(person.name, tuple(facts))

"""Consultations as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.threads import Dates
from keywork.web.documents.labels import BY_CODE as LABELS
from keywork.web.kernel import clock
from keywork.web.placements import reasons
from keywork.web.placements.models import Consultation, ConsultationReply, ConsultationStep, Naming
from keywork.web.placements.queries import OfASetting
from keywork.web.placements.standing import Standing, State, clocks_of, standing
from keywork.web.representations import settings_asked
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import moment, plural, short_day

FEW = 10
RIGHTS = (
    "If you do not agree with the setting, the type of setting, or that none is named, you can appeal to the SEND "
    "Tribunal once you have the final plan. You have two months from the letter, or one month from a mediation "
    "certificate, whichever is later. SENDIASS helps you for nothing."
)
RIGHTS_SOURCE = "Children and Families Act 2014, section 51; SEND Regulations 2014"


def tag_of(where: Standing, today: date) -> Tag:
    """Say where a consultation stands, in words."""
    if where.state is State.WITHDRAWN:
        return Tag("Taken back", "grey")
    if where.state is State.STOPPED:
        return Tag("Ended without a reply", "grey")
    if where.is_replied:
        late = (where.replied_on - where.due).days if where.replied_on and where.due else 0
        return Tag(f"Replied {plural(late, 'day')} late", "orange") if late > 0 else Tag("Replied in time", "green")
    return due_tag(where.due, today) if where.due else Tag("Waiting", "yellow")


def due_words(where: Standing) -> str:
    """Say when the reply is due, or when it came."""
    if where.replied_on:
        due = f", due {short_day(where.due)}" if where.due else ""
        return f"Replied {short_day(where.replied_on)}{due}"
    if where.is_replied:
        return "Replied, day not recorded"
    return f"Due {short_day(where.due)}" if where.due and where.is_open else ""


def shown(one: Consultation) -> str:
    """Say what was shown: kinds of document, never their titles."""
    found = [LABELS[code].title for code in one.labels if code in LABELS]
    if one.draft_shared:
        found.insert(0, "Draft plan")
    return "; ".join(found) or "Nothing but the question"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in words."""

    answer: str
    plain: str
    grounds: list[str]
    why: str
    possible_if: str
    by: str


def reply_of(one: Consultation) -> Reply | None:
    """Return what was replied, or None."""
    found: ConsultationReply | None = getattr(one, "reply", None)
    if found is None:
        return None
    how = "Written down from what they sent by" if found.written_down else "By"
    return Reply(
        reasons.words("answer", found.answer),
        reasons.plain(found.answer, found.grounds),
        [reasons.BY_CODE[code].title for code in found.grounds if code in reasons.BY_CODE],
        found.why,
        found.possible_if,
        f"{how} {found.by_name}, {moment(found.at)}",
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A consultation in a list or on the page of a case."""

    href: str
    name: str
    reference: str
    setting: str
    asked: str
    due: str
    tag: Tag
    reply: Reply | None
    chased: str = ""
    shown: str = ""
    consent: str = ""
    asked_for: bool = False


def _row(one: Consultation, dates: Dates | None, today: date, *, name: str = "") -> Row:
    where = standing(one.ended, dates, today)
    chased = getattr(one, "chased_at", None)
    return Row(
        href=address("placements:consultation", consultation_id=one.pk),
        name=name,
        reference=one.case.reference,
        setting=one.name,
        asked=short_day(where.asked_on) or "Day not recorded",
        due=due_words(where),
        tag=tag_of(where, today),
        reply=reply_of(one),
        chased=short_day(chased.astimezone(clock.LONDON).date()) if chased else "",
        shown=shown(one),
        consent=f"{reasons.words('shared', one.ground)}: {one.consent}",
        asked_for=one.asked_for,
    )


def rows(
    found: Iterable[Consultation], dates: Mapping[tuple[UUID, str], ClockRow], known: set[UUID] | None, today: date
) -> list[Row]:
    """Return the rows of a list.

    Args:
        found: in their order.
        dates: the clocks that are theirs.
        known: the cases of which the reader may know whose they are; None for all.
        today: the day.
    """
    return [
        _row(
            one, dates.get((one.case_id, one.thread)), today,
            name=one.case.card.person.name if known is None or one.case_id in known else "",
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """Which setting is to be named, and why."""

    name: str
    is_type: bool
    family_asked: str
    reason: str
    by: str
    in_plan: bool


def named(found: Naming | None, *, in_plan: bool) -> Named | None:
    """Return which setting is to be named."""
    if found is None:
        return None
    by = f"{found.by_name}, {moment(found.at)}"
    return Named(found.name, found.is_type, found.family_asked, found.reason, by, in_plan)


@dataclass(frozen=True, slots=True)
class Panel:
    """The consultations of a case on its page."""

    rows: list[Row]
    unlinked: list[str]
    naming: Named | None
    may_ask: bool
    may_name: bool
    owing: list[str] = field(default_factory=list)
    rights: str = RIGHTS
    source: str = RIGHTS_SOURCE


def panel(
    found: Sequence[Consultation], clocks: Iterable[Clock], naming: Named | None, *, today: date, may_ask: bool,
    may_name: bool,
) -> Panel:  # fmt: skip
    """Return what the page of a case shows of its consultations.

    Args:
        found: of the case.
        clocks: of the case, on the day that is looked at.
        naming: which setting is to be named.
        today: that day.
        may_ask: can settings be consulted now?
        may_name: can the reader decide which is named?
    """
    by_thread = clocks_of(clocks)
    there = {one.thread for one in found}
    unlinked = [
        f"Consulted outside this page on {short_day(one.started_on)}. {due_words(standing('', one, today))}."
        for thread, one in by_thread.items()
        if thread not in there
    ]
    made = [_row(one, by_thread.get(one.thread), today) for one in found]
    return Panel(made, unlinked, naming, may_ask, may_name)


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that was done with a consultation."""

    what: str
    why: str
    text: str
    by: str


def step_rows(steps: Iterable[ConsultationStep]) -> list[StepRow]:
    """Return what was done with a consultation, the latest first."""
    return [
        StepRow(
            ConsultationStep.Kind(one.kind).label, reasons.words(one.kind, one.code), one.text,
            f"{one.by_name}, {moment(one.at)}",
        )
        for one in steps
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SettingRow:
    """What one setting replied within a year, each figure with what it is of."""

    key: str
    name: str
    asked: str
    in_time: str
    refused: str
    grounds: list[str]
    note: str


def setting_rows(found: Iterable[OfASetting]) -> list[SettingRow]:
    """Return what each setting replied, those that refused most on top."""
    return [
        SettingRow(
            one.key,
            one.name,
            f"{one.asked:,}",
            f"{one.in_time:,} of {one.fell_due:,}" if one.fell_due else "None was due yet",
            f"{one.refused:,}",
            [f"{(one.grounds or {}).get(ground.code, 0):,}" for ground in reasons.GROUNDS],
            "Few: one more or less moves this a lot" if one.asked < FEW else "",
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A setting that the family asked for in answer to the draft."""

    name: str
    what: str
    why: str
    must: str


def asked_for(case_id: UUID) -> list[AskedRow]:
    """Return the settings that the family asked for, the latest first."""
    must = "By right: it must be named unless section 39(4) gives a reason not to."
    return [
        AskedRow(one.name, f"{one.who}, {short_day(one.on)}. {one.sort}.", one.why, must if one.by_right else "")
        for one in settings_asked.asked_for(case_id)
    ]


def asked_words(case_id: UUID) -> str:
    """Return what the family asked for as an officer can take it over."""
    return "\n".join(f"{one.name}: {one.why}" if one.why else one.name for one in settings_asked.asked_for(case_id))

"""Panels, agendas and decisions as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from keywork.core.outlook import Outlook
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.outlooks import prospects, rows_of
from keywork.web.kernel import clock
from keywork.web.panels.limbs import read
from keywork.web.panels.models import AgendaItem, MemberView, PanelMeeting, PanelMember, Seat
from keywork.web.panels.questions import ASSESS, CONCLUSIONS, EVERY_LIMB, ISSUE, RECOMMENDATIONS, VIEWS
from keywork.web.panels.standing import Stands
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import moment, short_day

AT_RISK = Tag("At risk", "yellow")
ON_AGENDA = Tag("To be looked at", "blue")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    href: str
    day: str
    panel: str
    tag: Tag
    cases: str = ""


def meeting_row(one: PanelMeeting, cases: str = "") -> MeetingRow:
    """Return a meeting as a row of a list."""
    return MeetingRow(
        address("panels:meeting", meeting_id=one.pk), short_day(one.on), one.panel.name, meeting_tag(one), cases
    )


def meeting_tag(one: PanelMeeting) -> Tag:
    """Say whether a meeting is to come, open or closed."""
    if one.closed_at is not None:
        return Tag(f"Closed {short_day(one.closed_at.astimezone(clock.LONDON).date())}", "grey")
    return Tag("Open", "green") if one.on <= clock.today() else Tag("To come", "blue")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who sits on a panel, or did."""

    id: UUID
    name: str
    part: str
    role: str
    dates: str
    sits: bool


def member_rows(found: Iterable[PanelMember]) -> list[MemberRow]:
    """Return the members of a panel as rows."""
    return [
        MemberRow(
            one.pk, one.user.display_name, str(one.get_part_display()), Role(one.user.membership.role).label,
            f"Since {short_day(one.since)}" + (f", until {short_day(one.until)}" if one.until else ""),
            one.until is None,
        )
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case on an agenda, or one that could be put there."""

    id: UUID
    href: str
    name: str
    reference: str
    keyworker: str
    due: str
    tag: Tag
    outlook: Tag | None
    stands: Tag
    asks: str = ""


def clock_tags(rows: Sequence[ClockRow], authority_id: UUID) -> dict[UUID, tuple[str, Tag, Tag | None]]:
    """Return by case when the decision is due, how that stands, and whether it is at risk though not late yet."""
    today = clock.today()
    running = [row for row in rows if row.met_on is None and row.ended_on is None]
    stand = prospects(authority_id, rows_of([row.case_id for row in running]), today) if running else {}
    found = {}
    for row in rows:
        if row.legal_deadline is None:
            continue
        seen = stand.get((row.case_id, row.duty, row.thread))
        risk = AT_RISK if seen is not None and seen.outlook is Outlook.AT_RISK else None
        found[row.case_id] = (_due(row), _clock_tag(row), risk)
    return found


def _due(row: ClockRow) -> str:
    return f"Due {short_day(row.legal_deadline)}"


def _clock_tag(row: ClockRow) -> Tag:
    if row.met_on is not None:
        return Tag(f"Told {short_day(row.met_on)}", "green")
    if row.ended_on is not None:
        return Tag("No decision needed any more", "grey")
    assert row.legal_deadline is not None
    return due_tag(row.legal_deadline, clock.today(), disapplied=row.disapplied)


NO_CLOCK = ("No date", Tag("No date"), None)


def agenda_rows(items: Iterable[AgendaItem], clocks: Mapping[UUID, tuple[str, Tag, Tag | None]]) -> list[CaseRow]:
    """Return the cases of an agenda in their order."""
    return [
        CaseRow(
            item.pk, address("panels:pack", agenda_id=item.pk), item.case.card.person.name, item.case.reference, "",
            *clocks.get(item.case_id, NO_CLOCK), item_tag(item),
            f"{item.asks.title[:1].upper()}{item.asks.title[1:]}",
        )
        for item in items
    ]  # fmt: skip


def waiting_rows(rows: Sequence[ClockRow], clocks: Mapping[UUID, tuple[str, Tag, Tag | None]]) -> list[CaseRow]:
    """Return the cases that could be put before a panel, in their order."""
    return [
        CaseRow(
            row.case_id, address("casework:case", case_id=row.case_id), row.case.card.person.name, row.case.reference,
            row.case.card.keyworker.display_name if row.case.card.keyworker else "Not allocated",
            *clocks.get(row.case_id, NO_CLOCK), ON_AGENDA,
        )
        for row in rows
    ]  # fmt: skip


def item_tag(item: AgendaItem) -> Tag:
    """Say whether a panel has recommended about a case."""
    made = getattr(item, "recommendation", None)
    return Tag(f"Recommends: {RECOMMENDATIONS[made.recommendation].lower()}", "green") if made else ON_AGENDA


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question of the Act was answered."""

    question: str
    answer: str
    reasons: str
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A recommendation or a decision, with its answers."""

    what: str
    reasons: str
    answers: list[Answer]
    by: str
    notes: list[str]
    feedback: str = ""


def _answers(kept: Mapping[str, object]) -> list[Answer]:
    found = read(kept)  # type: ignore[arg-type] - as it was kept
    return [
        Answer(
            EVERY_LIMB[code].question, "Yes" if one.answer == "yes" else "No", one.reasons, list(one.evidence.values())
        )
        for code, one in found.items()
    ]


def recommended(item: AgendaItem, seats: Sequence[Seat]) -> Said | None:
    """Return what a panel recommended, with who took part."""
    made = getattr(item, "recommendation", None)
    if made is None:
        return None
    took_part = [one.user.display_name for one in seats if one.took_part]
    notes = [f"Took part: {', '.join(took_part)}."]
    return Said(
        RECOMMENDATIONS[made.recommendation], made.reasons, _answers(made.test),
        f"Written down by {made.by_name}, {moment(made.at)}", notes,
    )  # fmt: skip


WAYS = {
    None: "Decided without a panel’s recommendation.",
    True: "As the panel recommended.",
    False: "The panel had recommended otherwise.",
}


def decided(where: Stands, *, withdrew: bool) -> Said | None:
    """Return what an officer decided; None where nothing is.

    Args:
        where: the decision stands.
        withdrew: the reader took no part before the panel, and does not learn what it recommended.
    """
    one = where.decision
    if one is None:
        return None
    notes = [f"Decided on {short_day(where.decided_on)}."] if where.decided_on else []
    notes += [] if withdrew else [WAYS[one.followed]]
    return Said(
        CONCLUSIONS[one.conclusion],
        one.reasons,
        _answers(one.test),
        f"By {one.by_name}, written {moment(one.at)}",
        notes,
        one.feedback,
    )


@dataclass(frozen=True, slots=True)
class ViewRow:
    """What one member thinks."""

    name: str
    what: str
    reasons: str
    at: str
    is_dissent: bool


def view_rows(found: Iterable[MemberView]) -> list[ViewRow]:
    """Return the views of the members in the order in which they were given."""
    return [
        ViewRow(
            one.user.display_name, VIEWS[one.view], one.reasons, moment(one.at), one.kind == MemberView.Kind.DISSENT
        )
        for one in found
    ]


def withdrew(seats: Iterable[Seat]) -> list[str]:
    """Return who does not sit before a case; why is theirs to tell."""
    return [one.user.display_name for one in seats if one.recused]


APPEAL_RIGHTS = (
    "The family may appeal to the SEND Tribunal against a refusal: within two months of the notice, or one month of a "
    "mediation certificate, whichever is later.",
    "Before they appeal they contact the mediation adviser. Mediation is free, and they may say no to it.",
    "The notice gives the reasons, these rights with their time limits, and where to get advice (SENDIASS).",
)
RIGHTS = {
    ASSESS.code: APPEAL_RIGHTS,
    ISSUE.code: (
        *APPEAL_RIGHTS,
        "The notice goes to the setting and to the integrated care board too (SEND Regulations 2014, regulation 10).",
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The decision on a question on the page of a case.

    Args:
        code: of the question.
        title: of the question, after "decision".
        tag: where it stands.
        lines: what is known, in sentences.
        said: the decision, for whoever reads it.
        feedback: what helps without a plan, for a setting that reads no reasons.
        pack: the address of the papers; empty where it is before no panel or they are not the reader's.
        pack_title: which panel, on which day.
        panels: the address of the panels it could go before; empty where it is before one.
        decide: the address of the page to decide; empty where it is not for them now.
        tell: the address of the page that records the notice; empty likewise.
        letter: the address where its letter is written; empty likewise.
        rights: what the family may do against a refusal.
        appeal_by: the day until which they may appeal.
    """

    code: str
    title: str
    tag: Tag
    lines: list[str]
    said: Said | None
    feedback: str
    pack: str
    pack_title: str
    panels: str
    decide: str
    tell: str
    letter: str
    rights: tuple[str, ...]
    appeal_by: str

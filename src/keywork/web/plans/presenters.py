"""Plans as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.web.plans.hinting import PlanHint
from keywork.web.plans.listing import ToWrite
from keywork.web.plans.models import PlanCheck, PlanVersion
from keywork.web.plans.queries import Came
from keywork.web.plans.sections import PARTS_BY_CODE
from keywork.web.plans.standing import DRAFT_DUTY, FIFTEEN_DAYS, FINAL_DUTY
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import moment, plural, short_day

State, Kind = PlanCheck.State, PlanCheck.Kind


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in a list."""

    number: int
    what: str
    by: str


def version_rows(found: Iterable[PlanVersion]) -> list[VersionRow]:
    """Return the rows of a list of versions."""
    return [VersionRow(one.number, PARTS_BY_CODE[one.part].title, f"{one.by_name}, {moment(one.at)}") for one in found]


@dataclass(frozen=True, slots=True)
class HintRow:
    """Something that would make the plan better, and the part where it is mended."""

    text: str
    source: str
    part: str


def hint_rows(found: Iterable[PlanHint]) -> list[HintRow]:
    """Return the rows of a list of hints."""
    return [HintRow(one.hint.text, one.hint.source, one.part) for one in found]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check of the plan: of which version, what was said, and what came of it."""

    title: str
    tag: Tag
    by: str
    note: str
    answer: str
    answered: str
    kind: str
    has_paper: bool


COLOURS = {State.WAITING: "yellow", State.AGREED: "green", State.BACK: "red", State.TAKEN_BACK: "grey"}


def check_rows(found: Iterable[PlanCheck], sent: Mapping[UUID, date]) -> list[CheckRow]:
    """Return the rows of a list of checks.

    Args:
        found: the checks, the latest first.
        sent: the day on which the paper of each went first.
    """
    return [_check_row(one, sent.get(one.pk)) for one in found]


def _check_row(one: PlanCheck, gone: date | None) -> CheckRow:
    state = State(one.state)
    tag = Tag(f"Sent {short_day(gone)}", "green") if gone else Tag(state.label, COLOURS[state])
    answered = f"{one.answered_by.display_name}, {moment(one.answered_at)}" if one.answered_by else ""
    return CheckRow(
        f"{Kind(one.kind).label}, version {one.version.number}", tag,
        f"Sent for a check by {one.asked_by.display_name}, {moment(one.asked_at)}", one.note, one.answer, answered,
        one.kind, one.paper_id is not None,
    )  # fmt: skip


def dates(
    found: Mapping[str, date], today: date, each: Sequence[tuple[str, str, Tag]] = ()
) -> list[tuple[str, str, Tag | None]]:  # fmt: skip
    """Return the dates of a plan in words, each with how it stands.

    Args:
        found: of the plan's clocks, by duty.
        today: the day.
        each: whose fifteen days run until when.
    """
    draft = found.get(DRAFT_DUTY)
    fifteen = next((found[duty] for duty in FIFTEEN_DAYS if duty in found), None)
    rows: list[tuple[str, str, Tag | None]] = []
    if fifteen is None and draft:
        rows.append(("Draft to be sent by", short_day(draft), due_tag(draft, today)))
    rows += [(f"15 days: {whose[:1].lower()}{whose[1:]}", until, tag) for whose, until, tag in each]
    if fifteen and not each:
        over = Tag("Over", "grey") if fifteen < today else Tag(f"{plural((fifteen - today).days, 'day')} left", "blue")
        rows.append(("The family’s 15 days run until", short_day(fifteen), over))
    if FINAL_DUTY in found:
        final = found[FINAL_DUTY]
        rows.append(("Final plan due by", short_day(final), due_tag(final, today)))
    return rows


def attached_advice(found: Sequence[Came]) -> list[tuple[str, str, str]]:
    """Return section K: the advice that came, who gave it, and the day."""
    return [(one.title, one.who or "Not recorded", short_day(one.came_on)) for one in found if one.came_on]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list of those to write."""

    href: str
    name: str
    reference: str
    due: str
    due_tag: Tag | None
    tag: Tag
    missing: list[str]


def plan_rows(found: Iterable[ToWrite], today: date) -> list[PlanRow]:
    """Return the rows of the list of plans to write."""
    return [
        PlanRow(
            address("plans:plan", case_id=one.card.case_id), one.card.person.name, one.card.case.reference,
            f"{'Final plan' if one.is_final_next else 'Draft'} by {short_day(one.due)}" if one.due else "Not dated",
            due_tag(one.due, today) if one.due else None, _plan_tag(one), _missing(one),
        )
        for one in found
    ]  # fmt: skip


def _plan_tag(one: ToWrite) -> Tag:
    check, version = one.check, one.version
    if version is None:
        return Tag("Not begun", "grey")
    if check is not None and check.state == State.WAITING:
        return Tag("Waits for a check", "yellow")
    if check is not None and check.version_id == version.pk and check.state == State.BACK:
        return Tag("Came back to change", "red")
    if check is not None and check.version_id == version.pk and check.state == State.AGREED:
        kind = Kind(check.kind).label
        return Tag(f"{kind} sent {short_day(one.sent_on)}", "green") if one.sent_on else Tag(f"{kind} agreed", "blue")
    return Tag(f"Being written, version {version.number}", "blue")


def _missing(one: ToWrite) -> list[str]:
    found = [f"{plural(one.waiting, 'piece', 'pieces')} of advice"] if one.waiting else []
    return found if one.has_views or one.version is None else [*found, "the child’s views"]

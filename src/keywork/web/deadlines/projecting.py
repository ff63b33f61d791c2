"""From a case's record to its rows of the projection: pure, so that a rebuild gives the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from keywork.core.clocks import Clock, State, latest, started
from keywork.core.events import Event
from keywork.core.history import REQUEST_RECEIVED, History
from keywork.core.loading import load_register
from keywork.core.placements import main_setting
from keywork.core.register import DutyKind
from keywork.core.stages import OPEN_STAGES, Stage, stage_of

NEVER_LISTED = frozenset({State.NOT_IN_FORCE, State.NOT_APPLICABLE, State.MEASURED, State.NOT_STARTED})
LOCAL = "local-standard"
OF_A_PLAN = frozenset({"ehc-assessment", "annual-review", "phase-transfer", "personal-budget", "reassessment"})
LEFT_STAGES = frozenset({Stage.CEASED, Stage.MOVED, Stage.DIED})
LONGEST_CODE = 20
DEADLINE_KINDS = frozenset({DutyKind.LIMIT, DutyKind.INTERVAL})
DUE_KINDS = DEADLINE_KINDS | {DutyKind.TARGET}  # a planning target falls due too, and is never late

CLOCK_COLUMNS = (
    "authority_id", "case_id", "duty", "thread", "pathway", "duty_kind", "owner", "cycle", "trigger_id", "started_on",
    "legal_deadline", "act_by", "may_act_from", "met_on", "ended_on", "broken_on", "undated", "disapplied",
    "in_source", "is_open", "is_running",
)  # fmt: skip
SUMMARY_COLUMNS = (
    "case_id", "authority_id", "stage", "since", "requested_on", "setting", "is_open", "next_duty", "next_thread",
    "next_deadline", "events",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """When a record is looked at, and under which reading of the law."""

    as_of: date
    known_at: datetime
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Projected:
    """The rows of one case."""

    clocks: list[tuple[Any, ...]]
    summary: tuple[Any, ...]


def history_of(events: Sequence[Event], moment: Moment) -> History:
    """Read a case's record under an authority's reading of the law."""
    return History(load_register(), events, as_of=moment.as_of, known_at=moment.known_at, settings=moment.settings)


def clocks(history: History) -> list[Clock]:
    """Return the clocks of a case that lists may show."""
    found = (latest(history, duty, thread) for duty, thread in started(history))
    return [clock for clock in found if clock.state not in NEVER_LISTED]


def knowing_all(moment: Moment, events: Sequence[Event]) -> Moment:
    """Return a moment from which all that is recorded is known and has happened.

    It is the moment itself, unless the server's clock was set back since something was recorded.
    """
    known_at, as_of = moment.known_at, moment.as_of
    for event in events:
        known_at = max(known_at, event.recorded_at)
        as_of = max(as_of, event.occurred_on or event.not_after or as_of)
    return (
        moment
        if known_at == moment.known_at and as_of == moment.as_of
        else replace(moment, as_of=as_of, known_at=known_at)
    )


def project(case_id: UUID, authority_id: UUID, events: Sequence[Event], moment: Moment) -> Projected:
    """Work out a case's rows.

    The rows hold nothing that changes from one day to the next: whether a clock is late is left
    to whoever compares its deadline with a day.
    """
    history = history_of(events, knowing_all(moment, events))
    found = clocks(history)
    stage, since = stage_of(history.entries)
    rows = [_row(clock, case_id, authority_id, stage) for clock in found]
    return Projected(rows, _summary(case_id, authority_id, history, found, (stage, since, len(events))))


def _row(clock: Clock, case_id: UUID, authority_id: UUID, stage: Stage | None) -> tuple[Any, ...]:
    duty, unanswered = clock.duty, _unanswered(clock)
    return (
        authority_id, case_id, duty.id, clock.thread or "", duty.pathway, duty.kind.value, duty.owner, clock.cycle,
        _id(clock.trigger_id), clock.started_on, clock.legal_deadline, clock.act_by, clock.may_act_from, clock.met_on,
        clock.ended_on, clock.broken_on, clock.undated, clock.disapplied, clock.state is not State.NOT_IN_SOURCE,
        unanswered, unanswered and is_listed(clock, stage),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _id(text: str | None) -> UUID:
    """Return an entry's identity; one entry starts many clocks."""
    return UUID(text)


def is_listed(clock: Clock, stage: Stage | None) -> bool:
    """Say whether a clock, while it runs, has a day by which somebody here must act or plans to.

    The register's local commitments are one area's of their time, to be confirmed before use, so no list counts by
    them. What belongs to a plan can no longer be done once the plan has ceased or the child has moved away or died.
    """
    duty = clock.duty
    if clock.legal_deadline is None or duty.kind not in DUE_KINDS or duty.pathway == LOCAL:
        return False
    return not (stage in LEFT_STAGES and duty.pathway in OF_A_PLAN)


def _unanswered(clock: Clock) -> bool:
    """Say whether nothing has answered a clock yet; the day asked about plays no part."""
    closed = clock.met_id or clock.ended_id or clock.broken_on
    return not closed and clock.state is not State.NOT_IN_SOURCE


def _summary(
    case_id: UUID,
    authority_id: UUID,
    history: History,
    found: Sequence[Clock],
    stands: tuple[Stage | None, date | None, int],
) -> tuple[Any, ...]:
    stage, since, events = stands
    requested = next((f.on for f in history.by_kind.get(REQUEST_RECEIVED, ()) if f.on), None)
    due = [c for c in found if c.duty.kind in DEADLINE_KINDS and _unanswered(c) and c.legal_deadline and _ours(c)]
    first = min(due, key=lambda c: (c.legal_deadline, c.duty.id, c.thread or ""), default=None)
    return (
        case_id, authority_id, stage or "", since, requested, main_setting(history)[:LONGEST_CODE],
        stage in OPEN_STAGES,
        first.duty.id if first else "", (first.thread or "") if first else "",
        first.legal_deadline if first else None, events,
    )  # fmt: skip


def _ours(clock: Clock) -> bool:
    """Say whether a deadline is one to plan a case by: the law's, not a local commitment or a family's right."""
    return clock.duty.force != "local"

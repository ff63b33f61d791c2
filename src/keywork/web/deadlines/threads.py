"""The clocks of what was asked of somebody: one for each thread, kept or just worked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.web.deadlines.models import ClockRow


class Dates(Protocol):
    """What of a clock is asked: a row of the projection and a clock just worked out have it alike."""

    @property
    def started_on(self) -> date | None: ...
    @property
    def legal_deadline(self) -> date | None: ...
    @property
    def met_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def undated(self) -> bool: ...
    @property
    def disapplied(self) -> bool: ...


def rows_by_thread(case_ids: Collection[UUID], duties: Collection[str]) -> Mapping[tuple[UUID, str], ClockRow]:
    """Return the stored clocks of some duties by their cases and threads."""
    if not case_ids:
        return {}
    rows = ClockRow.objects.filter(case_id__in=set(case_ids), duty__in=duties, in_source=True)
    return {(row.case_id, row.thread): row for row in rows}


def clocks_by_thread(clocks: Iterable[Clock], duties: Collection[str]) -> dict[str, Clock]:
    """Return the clocks of some duties of one case by their threads: those that have started."""
    return {clock.thread: clock for clock in clocks if clock.thread and clock.duty.id in duties and clock.started_on}

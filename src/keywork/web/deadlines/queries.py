"""Reading clocks: one case's, or an authority's, now or as at any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from keywork.core.clocks import Clock
from keywork.core.events import Event
from keywork.core.explaining import Explanation, explain
from keywork.core.history import History
from keywork.core.loading import load_register
from keywork.web.accounts.models import Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import LawSetting
from keywork.web.deadlines.projecting import Moment
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.rows import columns
from keywork.web.ledger import queries as ledger


def authority_settings(authority: Authority, known_at: datetime, *, since_set_back: bool = False) -> dict[str, str]:
    """Return an authority's answers to open questions, as they stood at a moment.

    Args:
        authority: whose.
        known_at: the moment.
        since_set_back: whether what was answered at a moment still to come counts: the server's clock was set back.
    """
    mine = columns(LawSetting, ("authority_id", "recorded_at", "recorded_at"))
    answers = columns(LawSetting, ("key", "value"))
    at = mine.quoted("recorded_at")
    until = f"{mine.quoted('authority_id')} = %s AND ({at} <= %s OR {at} > %s)"
    to_come = clock.now() if since_set_back else clock.FOR_EVER
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {answers.listed} FROM {mine.table} WHERE {until} ORDER BY id",  # noqa: S608 - the model's names
            mine.ready([(authority.pk, known_at, to_come)])[0],
        )
        return dict(cursor.fetchall())


def answers_given(authority: Authority) -> dict[str, list[LawSetting]]:
    """Return an authority's answers to open questions, each question's newest first."""
    found: dict[str, list[LawSetting]] = {}
    for row in LawSetting.objects.filter(authority=authority).order_by("-id"):
        found.setdefault(row.key, []).append(row)
    return found


def moment_now(authority: Authority) -> Moment:
    """Return today, now and the authority's reading of the law."""
    return Moment(clock.today(), clock.now(), authority_settings(authority, clock.FOR_EVER))


def moment_at(authority: Authority, at: AsAt) -> Moment:
    """Return the day and moment that a page asks about, with the reading of the law at that moment."""
    known_at = ledger.known_until(authority.pk, at)
    return Moment(at.as_of, known_at, authority_settings(authority, known_at, since_set_back=at.knows_all))


def history_at(case_id: UUID, authority: Authority, at: AsAt) -> History:
    """Return a case as it stood on a day, as known at a moment."""
    return projecting.history_of(ledger.stream(case_id), moment_at(authority, at))


def clocks_at(case_id: UUID, authority: Authority, at: AsAt) -> list[Clock]:
    """Return a case's clocks as at a day."""
    return projecting.clocks(history_at(case_id, authority, at))


def histories_at(authority: Authority, at: AsAt) -> Iterator[tuple[UUID, list[Event], History]]:
    """Yield every case of the authority in scope, as at a day."""
    moment = moment_at(authority, at)
    for case_id, events in ledger.streams():
        yield case_id, events, projecting.history_of(events, moment)


def explain_clock(case_id: UUID, authority: Authority, at: AsAt, duty_id: str, thread: str | None) -> Explanation:
    """Return why a case's date is what it is.

    Raises:
        KeyError: there is no such duty.
    """
    duty = load_register().duties[duty_id]
    return explain(history_at(case_id, authority, at), duty, thread or None)

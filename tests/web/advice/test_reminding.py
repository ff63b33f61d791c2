"""Reminders go by their schedule, each once, on working mornings, to whom can be told; of others the keyworker is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import DatabaseError

from factories import Staff
from keywork.core.events import NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.models import Role
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.services import reminding
from keywork.web.advice.services.asking import Asked
from keywork.web.advice.services.reminding import BY_HAND, remind
from keywork.web.advice.standing import REMINDERS
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.messages.services.sweeping import sweep
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = time(9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_seen_to() -> Iterator[None]:
    reminding._seen_to.clear()
    yield
    reminding._seen_to.clear()


def due_of(request: AdviceRequest) -> date:
    row = ClockRow.objects.get(case=request.case_id, thread=request.thread, duty="advice-provide")
    assert row.legal_deadline is not None
    return row.legal_deadline


def on_each_day(staff: Staff, days: int, *, at: time = HOUR) -> list[date]:
    """Let the worker sweep on each of some days from today, twice, and return those on which somebody was reminded."""
    found, first = [], clock.today()
    for number in range(days):
        today = first + number * DAY
        with time_machine.travel(datetime.combine(today, at), tick=False):
            before = AdviceStep.objects.filter(kind="chased").count()
            sweep(staff.authority)
            reminding._seen_to.clear()  # as another process, which has not seen to today
            remind(staff.authority)
            after = AdviceStep.objects.filter(kind="chased").count()
        assert after - before in (0, 1)
        found += [today] * (after - before)
    return found


def test_a_body_is_reminded_on_the_days_of_the_schedule_or_the_next_working_morning(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    due, working = due_of(health), load_register().calendars["EW"]
    expected = [working.first_working_day(due + days * DAY) for days in REMINDERS if due + days * DAY > clock.today()]
    found = on_each_day(staff, (due + 30 * DAY - clock.today()).days)
    assert found == [day for day in expected if day < due + 30 * DAY]
    chased = [event for event in stream(card.case_id) if event.kind == "advice-chased"]
    assert [event.occurred_on for event in chased] == found
    to = Notice.objects.filter(kind="advice-chased").values_list("user__membership__role", flat=True)
    assert set(to) == {Role.THERAPIST}


def test_before_seven_in_the_morning_and_once_the_advice_has_come_nobody_is_reminded(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    assert on_each_day(staff, 40, at=time(5, 30, tzinfo=UTC)) == []
    came = NewEvent("advice-received", clock.today(), thread=health.thread)
    record(case=card.case, entries=[came], actor=staff.actor(Role.KEYWORKER))
    assert on_each_day(staff, 60) == []


def test_where_the_database_goes_away_meanwhile_the_rest_is_sent_at_the_next_sweep(
    staff: Staff, card: CaseCard, health: AdviceRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = load_register().calendars["EW"].first_working_day(due_of(health) + DAY)
    with time_machine.travel(datetime.combine(day, HOUR), tick=False):
        with monkeypatch.context() as away:
            away.setattr(reminding, "chase", lambda **_: (_ for _ in ()).throw(DatabaseError))
            with pytest.raises(DatabaseError):
                remind(staff.authority)
        assert remind(staff.authority) == 1
        assert remind(staff.authority) == 0


def test_of_a_body_without_an_account_the_keyworker_is_told_once_for_each_reminder(
    staff: Staff, card: CaseCard
) -> None:
    [views] = asked_of(staff, card, Asked("family"))
    due = due_of(views)
    assert on_each_day(staff, (due + 3 * DAY - clock.today()).days) == []
    notices = Notice.objects.filter(kind=BY_HAND)
    assert {one.user for one in notices} == {staff.user(Role.KEYWORKER)}
    assert notices.count() == 1, "what was not read is not told again"
    notices.update(read_at=clock.now())
    with time_machine.travel(datetime.combine(due + 7 * DAY, HOUR) + 4 * DAY):
        remind(staff.authority)
    assert Notice.objects.filter(kind=BY_HAND).count() == 2

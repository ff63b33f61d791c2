"""The server's clock is wrong, jumps, or stands at the hour that there is twice: no clock of a case moves a day by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines import services
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.queries import clocks_at
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.ledger.verifying import verify
from keywork.web.returns.models import ReturnImport
from keywork.web.returns.services import import_return, plan_import, reverse_import
from keywork.web.returns.staging import RefusedReturn
from returns_made import files, rows_with

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
REQUEST = NewEvent("assessment-request-received", date(2026, 1, 8))
DECIDED = NewEvent("decided-to-assess", date(2026, 2, 10))
LONDON = ZoneInfo("Europe/London")


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def rows() -> list[tuple[object, ...]]:
    clocks = ClockRow.objects.order_by("case_id", "duty", "thread").values_list()
    return [row[1:] for row in clocks] + list(CaseSummary.objects.order_by("case_id").values_list())


def a_rebuild_changes_nothing(actor: Actor) -> None:
    before = rows()
    services.rebuild(actor=actor)
    assert rows() == before


@pytest.mark.fault("the server's clock jumps back an hour")
def test_what_follows_a_jump_back_knows_what_came_before_it(case: Case, actor: Actor) -> None:
    with at(NOON):
        services.record(case=case, entries=[REQUEST], actor=actor)
    with at(NOON - timedelta(hours=1)):
        services.record(case=case, entries=[DECIDED], actor=actor)
        assert ClockRow.objects.get(duty="ehcna-decision").met_on == date(2026, 2, 10)
        first, second = ledger.stream(case.pk)
        assert first.recorded_at <= second.recorded_at
        shown = {one.duty.id: one for one in clocks_at(case.pk, actor.authority, AsAt.now())}
        assert shown["ehcna-decision"].met_on == date(2026, 2, 10)
        a_rebuild_changes_nothing(actor)
    assert verify(actor.authority, print).findings == 0


@pytest.mark.fault("the server's clock jumps back an hour")
def test_a_correction_after_a_jump_back_is_never_known_before_what_it_corrects(case: Case, actor: Actor) -> None:
    with at(NOON):
        wrong = services.record(case=case, entries=[REQUEST], actor=actor).events[0]
    with at(NOON - timedelta(hours=1)):
        fix = NewEvent("date-corrected", date(2026, 3, 10), corrects=wrong.id, fields={"to": date(2026, 1, 6)})
        services.record(case=case, entries=[fix], actor=actor)
        assert ClockRow.objects.get(duty="ehcp-final").legal_deadline == date(2026, 5, 26)
    assert [e.recorded_at for e in ledger.stream(case.pk)] == sorted(e.recorded_at for e in ledger.stream(case.pk))


@pytest.mark.fault("the server's clock jumps back an hour")
def test_the_chosen_reading_of_the_law_stays_chosen_after_a_jump_back(case: Case, actor: Actor) -> None:
    with at(NOON):
        services.choose_setting(actor=actor, key="receipt_day", value="included")
    with at(NOON - timedelta(hours=1)):
        services.record(case=case, entries=[REQUEST], actor=actor)
        included = ClockRow.objects.get(duty="ehcp-final").legal_deadline
        shown = {one.duty.id: one for one in clocks_at(case.pk, actor.authority, AsAt.now())}
    assert included == shown["ehcp-final"].legal_deadline == date(2026, 5, 27)


@pytest.mark.fault("the server's clock jumps back between two imports")
def test_imports_keep_their_order_after_a_jump_back(actor: Actor, tmp_path: Path) -> None:
    loads = []
    for moment, day in ((NOON, 10), (NOON - timedelta(hours=1), 11)):
        folder = tmp_path / str(day)
        folder.mkdir()
        changed = rows_with(
            {("sen2", 0): {"lea": "999"}, ("requests", 0): {"receiveddate": f"2024-Jan-{day} 00:00:00"}}
        )
        for name, text in files(changed).items():
            (folder / name).write_text(str(text))
        with at(moment):
            loads.append(import_return(plan=plan_import(path=folder, actor=actor), actor=actor))
    assert loads[0].recorded_at < loads[1].recorded_at
    assert ReturnImport.objects.first() == loads[1]
    with at(NOON - timedelta(minutes=30)):
        with pytest.raises(RefusedReturn, match="later import"):
            reverse_import(imported=loads[0], actor=actor)
        reverse_import(imported=loads[1], actor=actor)
        a_rebuild_changes_nothing(actor)


@pytest.mark.fault("the server's clock is a day behind")
def test_a_clock_a_day_behind_forgets_nothing(case: Case, actor: Actor) -> None:
    with at(NOON):
        services.record(case=case, entries=[REQUEST, NewEvent("decided-to-assess", NOON.date())], actor=actor)
    right = rows()
    with at(NOON - timedelta(days=1)):
        with pytest.raises(Refused, match="still to come"):
            services.record(case=case, entries=[NewEvent("advice-received", NOON.date(), thread="a")], actor=actor)
        services.rebuild(actor=actor)
        assert rows() == right


@pytest.mark.fault("the server's clock is a day ahead")
def test_what_a_clock_a_day_ahead_let_in_stands_once_the_clock_is_right(case: Case, actor: Actor) -> None:
    with at(NOON + timedelta(days=1)):
        services.record(case=case, entries=[REQUEST, NewEvent("decided-to-assess", date(2026, 3, 11))], actor=actor)
    right = rows()
    with at(NOON):
        services.rebuild(actor=actor)
        assert rows() == right
        services.record(case=case, entries=[NewEvent("advice-received", NOON.date(), thread="a")], actor=actor)
        assert ClockRow.objects.get(duty="ehcna-decision").met_on == date(2026, 3, 11)
        a_rebuild_changes_nothing(actor)
    assert verify(actor.authority, print).findings == 0


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def quarters(night: date) -> list[datetime]:
    """Every quarter of an hour from 00:30 to 02:30 as the clocks of England show it, the repeated hour twice."""
    start = datetime.combine(night, datetime.min.time(), UTC) - timedelta(hours=2)
    moments = [start + timedelta(minutes=15 * step) for step in range(24)]
    shown = [(moment, moment.astimezone(LONDON)) for moment in moments]
    return [m for m, s in shown if s.date() == night and (0, 30) <= (s.hour, s.minute) <= (2, 30)]


@pytest.mark.parametrize(
    "night",
    [
        pytest.param(SPRING, marks=pytest.mark.fault("the night on which an hour is left out")),
        pytest.param(AUTUMN, marks=pytest.mark.fault("the night on which an hour comes twice")),
    ],
)
def test_no_clock_moves_a_day_on_the_nights_on_which_the_clocks_change(night: date, actor: Actor) -> None:
    moments = quarters(night)
    assert len(moments) == (5 if night == SPRING else 13)
    for number, moment in enumerate(moments):
        case = open_case(actor=actor, reference=f"EHC-2026-{number:05}")
        with at(moment):
            assert clock.today() == night
            services.record(case=case, entries=[NewEvent(REQUEST.kind, night)], actor=actor)
            with pytest.raises(Refused, match="still to come"):
                services.record(case=case, entries=[NewEvent(DECIDED.kind, night + timedelta(days=1))], actor=actor)
            services.record(case=case, entries=[NewEvent(DECIDED.kind, night)], actor=actor)
            fix = NewEvent("entry-struck-out", night, corrects=ledger.stream(case.pk)[1].id)
            services.record(case=case, entries=[fix], actor=actor)
        assert [e.recorded_at for e in ledger.stream(case.pk)] == [moment] * 3  # to the moment, ambiguous in no way
    deadlines = set(ClockRow.objects.filter(duty="ehcp-final").values_list("started_on", "legal_deadline", "met_on"))
    assert deadlines == {(night, night + timedelta(weeks=20), None)}
    a_rebuild_changes_nothing(actor)
    assert verify(actor.authority, print).findings == 0


@pytest.mark.fault("midnight")
@pytest.mark.parametrize("day", [date(2026, 2, 3), SPRING, date(2026, 7, 1), AUTUMN, date(2026, 12, 31)])
def test_the_day_ends_at_midnight_in_england(day: date, case: Case, actor: Actor) -> None:
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON)
    late, on_time = NewEvent(REQUEST.kind, day + timedelta(days=1)), NewEvent(REQUEST.kind, day)
    with at(midnight - timedelta(milliseconds=100)):
        with pytest.raises(Refused, match="still to come"):
            services.record(case=case, entries=[late], actor=actor)
        services.record(case=case, entries=[on_time], actor=actor)
    with at(midnight):
        services.record(case=case, entries=[late], actor=actor)
    assert [event.occurred_on for event in ledger.stream(case.pk)] == [day, day + timedelta(days=1)]

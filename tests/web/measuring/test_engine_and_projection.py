"""The clocks that the engine works over the copy of a whole authority are those that the projection keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django_scopes import scope

from keywork.core.loading import load_register
from keywork.core.measures import Frame, load_measures
from keywork.core.states import State
from keywork.engine.clocks import as_at
from keywork.engine.columns import Copy
from keywork.engine.measures import evaluate
from keywork.web.accounts.models import Authority
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.projecting import NEVER_LISTED, clocks
from keywork.web.deadlines.queries import authority_settings, histories_at
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import copies
from keywork.web.ledger.models import LedgerEvent
from keywork.web.measuring.queries import NATIONAL, national
from keywork.web.nonprod import services
from keywork.web.nonprod.area import Area
from standing import standing

DUTIES = list(load_register().duties)
DATES = ("started_on", "legal_deadline", "act_by", "may_act_from", "met_on", "ended_on", "broken_on")
IN_ENGINE = {"started_on": "starts_on", "legal_deadline": "due"}
Key = tuple[str, str, str]
FEW = Area(plans_in_force=80, requests=20, ended=4, left=1, arrived=1)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Authority]:
    with standing(django_db_blocker):
        yield services.create(code="998", name="Wexcombe Council", seed=3, area=FEW, beside_others=True).authority


@pytest.fixture
def demo(db: None, made: Authority, settings: Any, tmp_path: Path) -> Iterator[Authority]:
    """The demonstration, small, with a home of its own for the copy."""
    settings.CONFIG = replace(settings.CONFIG, home=tmp_path)
    with scope(authority=made):
        yield made


def by_the_engine(copy: Copy, authority: Authority, at: AsAt) -> dict[Key, dict[str, Any]]:
    """The listed clocks of every case, by case, duty and thread."""
    rows = as_at(
        copy.folder,
        load_register(),
        as_of=at.as_of,
        known_at=at.known_at,
        settings=authority_settings(authority, at.known_at),
    ).to_pylist()
    cases = {row["case"]: row["id"] for row in pq.read_table(copy.file("cases")).to_pylist()}
    threads = {row["thread"]: row["name"] for row in pq.read_table(copy.file("threads")).to_pylist()}
    return {
        (cases[row["case"]], DUTIES[row["duty"]], threads.get(row["thread_of"], "")): row
        for row in rows
        if row["state"] not in {str(state) for state in NEVER_LISTED}
    }


@pytest.mark.parametrize("in_spans", [False, True])
def test_the_projection_of_today_is_what_the_engine_works_out(demo: Authority, in_spans: bool) -> None:
    with copies.current(demo, authority_settings(demo, clock.now()) if in_spans else None) as copied:
        worked = by_the_engine(copied.copy, demo, AsAt.now())
    triggers = {
        (str(case_id), sequence): event_id
        for event_id, case_id, sequence in LedgerEvent.objects.values_list("id", "case_id", "sequence")
    }
    stored = {(str(row.case_id), row.duty, row.thread): row for row in ClockRow.objects.all()}
    assert len(stored) > 800
    assert worked.keys() == stored.keys()
    for key, row in stored.items():
        ours = worked[key]
        dates = {name: ours[IN_ENGINE.get(name, name)] for name in DATES}
        assert dates == {name: getattr(row, name) for name in DATES}, key
        assert (ours["number"], triggers[key[0], ours["trigger"]]) == (row.cycle, row.trigger_id), key
        assert (ours["undated"], ours["disapplied"]) == (row.undated, row.disapplied), key
        assert (ours["state"] != State.NOT_IN_SOURCE) == row.in_source, key


@pytest.mark.parametrize("in_spans", [False, True])
@pytest.mark.parametrize("back", [60, 400])
def test_as_known_on_an_earlier_day_they_are_what_the_core_works_out_case_by_case(
    demo: Authority, back: int, in_spans: bool
) -> None:
    day: date = clock.today() - timedelta(days=back)
    at = AsAt.on(day, day)
    with copies.current(demo, authority_settings(demo, clock.now()) if in_spans else None) as copied:
        worked = by_the_engine(copied.copy, demo, at)
    expected = {
        (str(case_id), found.duty.id, found.thread or ""): found
        for case_id, _, history in histories_at(demo, at)
        for found in clocks(history)
    }
    assert len(expected) > 300
    assert worked.keys() == expected.keys()
    for key, found in expected.items():
        ours = worked[key]
        dates = {name: ours[IN_ENGINE.get(name, name)] for name in DATES}
        assert dates == {name: getattr(found, name) for name in DATES}, key
        told = (str(found.state), found.cycle, found.disapplied, found.days_past)
        assert (ours["state"], ours["number"], ours["disapplied"], ours["days_past"]) == told, key


def test_the_national_set_of_the_copy_is_that_of_the_ledger(demo: Authority) -> None:
    today = clock.today()
    at = AsAt.on(today, today - timedelta(days=90))
    for year in (today.year - 1, today.year - 2):
        with copies.current(demo) as copied:
            worked = evaluate(
                load_measures(NATIONAL),
                copied.copy.folder,
                load_register(),
                Frame(year, at.as_of),
                known_at=at.known_at,
                settings=authority_settings(demo, at.known_at),
            )
        expected = national(demo, year, at)
        figures = {name: figure.value for name, figure in expected.figures.items()}
        assert {name: figure.value for name, figure in worked.figures.items()} == figures
        assert [share.percent for share in worked.shares] == [share.percent for share in expected.shares]
        assert figures["plans_issued_den"] > 3

"""Counts and shares: no activity is nothing, not 0; a faulty definition is refused with its line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keywork.core.events import Event
from keywork.core.history import History
from keywork.core.loading import load_register
from keywork.core.measures import DATA, Frame, Results, evaluate, load_measures, read_measures
from keywork.core.yamlfile import YamlFault

SET = load_measures("national-timeliness")
KNOWN = datetime(2025, 6, 1, tzinfo=UTC)


def case(*entries: tuple[str, date | None, dict[str, object]]) -> History:
    events = [
        Event(str(n), n, kind, KNOWN, on, None if on else date(2025, 1, 16), fields=fields)
        for n, (kind, on, fields) in enumerate(entries, 1)
    ]
    return History(load_register(), events, as_of=date(2025, 1, 16), known_at=KNOWN)


def work(*cases: History) -> Results[int]:
    return evaluate(SET, enumerate(cases), Frame(2024, date(2025, 1, 16)))


def issued(days: int, *more: tuple[str, date | None, dict[str, object]]) -> History:
    received = date.fromordinal(date(2024, 12, 1).toordinal() - days)
    return case(("assessment-request-received", received, {}), ("final-plan-sent", date(2024, 12, 1), {}), *more)


@pytest.mark.parametrize(
    ("days", "within", "over", "a_year"), [(140, 1, 0, 0), (141, 0, 1, 0), (364, 0, 1, 0), (365, 0, 0, 1)]
)
def test_the_boundaries_of_the_20_weeks(days: int, within: int, over: int, a_year: int) -> None:
    group = work(issued(days)).group("timeliness")
    found = (
        group["plans_issued_within_20_weeks"],
        group["plans_issued_gt20weeks_ltYear"],
        group["plans_issued_gt_1_year"],
    )
    assert found == (within, over, a_year)


def test_a_dispute_leaves_the_national_base_and_never_the_laws_own() -> None:
    disputed = issued(100, ("dispute-flags-recorded", None, {"about": "other", "mediation": True}))
    results = work(disputed, issued(200))
    shares = {share.rate.id: (share.numerator, share.denominator, share.percent) for share in results.shares}
    assert shares["national-20-weeks"] == (0, 1, 0.0)
    assert shares["law-20-weeks"] == (1, 2, 50.0)


def test_no_activity_is_nothing_and_not_zero() -> None:
    assert {share.percent for share in work().shares} == {None}


@pytest.mark.parametrize("leaving", ["plan-ceased", "child-moved-out", "child-died"])
def test_a_plan_of_a_child_who_left_is_not_counted(leaving: str) -> None:
    plan = ("plan-first-made", date(2024, 3, 1), {})
    stays, left = case(plan), case(plan, (leaving, date(2024, 9, 2), {}))
    assert work(stays, left).group("annual_reviews")["total_ehc_plans"] == 1


def test_every_figure_keeps_its_cases() -> None:
    results = work(issued(100), issued(200), issued(120))
    assert results.figures["plans_issued_within_20_weeks"].cases == [0, 2]


def test_columns_carry_the_year() -> None:
    assert "review_meeting_24" in work().group("annual_reviews")
    assert work().column("review_meeting_prior_24") is not None


def test_a_share_is_rounded_half_up() -> None:
    results = work(*[issued(100)] * 1, *[issued(200)] * 15)
    assert next(s.percent for s in results.shares if s.rate.id == "national-20-weeks") == 6.3


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{fact: requested_on, year", "{fact: requested_om, year", "not one of"),
        ('at_most: "42"', 'at_least: "42"', "unknown key 'at_least'"),
        ("numerator: law_final_in_time", "numerator: law_final", "unknown column"),
        ("{all: undisputed}, {all: within", "{all: undisputd}, {all: within", "no selection 'undisputd'"),
        ("polarity: lower", "polarity: sideways", "not one of"),
    ],
)
def test_a_faulty_definition_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = (DATA / "national-timeliness.yaml").read_text()
    assert old in text
    path = tmp_path / "faulty.yaml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(YamlFault, match=complaint) as fault:
        read_measures(path)
    assert fault.value.line > 1

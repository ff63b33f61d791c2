"""The invented area before it is recorded: the same for a seed and a day, of the size and sort it should be."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest

from keywork.web.ledger import payloads
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.names import name
from keywork.web.nonprod.population import Made, populate
from keywork.web.returns.rules.numbers import valid_upn

TODAY = date(2026, 11, 24)
DAYS = [TODAY, date(2028, 2, 29), date(2027, 1, 1), date(2026, 8, 31), date(2026, 12, 28), date(2027, 4, 9)]


def area(seed: int = 1, today: date = TODAY) -> list[Made]:
    return populate(Random(seed), Area.small(), authority_code="999", today=today)


@pytest.fixture(scope="module")
def whole() -> list[Made]:
    """The area in its full size."""
    return populate(Random(1), Area(), authority_code="999", today=TODAY)


def day_of(made: Made, kind: str) -> date | None:
    return next((e.occurred_on for e in made.entries if e.kind == kind), None)


def test_the_same_seed_on_the_same_day_makes_the_same_area() -> None:
    assert area(7) == area(7)
    assert area(7) != area(8)
    assert area(7) != area(7, date(2026, 11, 25))


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_entry_is_one_the_ledger_takes_on_any_day(today: date) -> None:
    for made in area(today=today):
        days = [entry.occurred_on for entry in made.entries]
        assert all(day is not None and day <= today for day in days)
        assert days == sorted(days, key=lambda day: day or date.max)
        for entry in made.entries:
            payloads.check(entry.kind, entry.fields)
        assert made.allocated_on is None or made.allocated_on <= today


def test_names_try_what_names_do_to_forms_and_lists() -> None:
    rng = Random(1)
    names = [" ".join(name(rng)) for _ in range(4000)]
    for letter in "é'-łżñå":
        assert any(letter in one.casefold() for one in names), letter
    assert any("\u0600" <= character <= "\u06ff" for one in names for character in one)
    assert max(map(len, names)) > 40
    assert len(set(names)) > 3000


def test_pupil_numbers_are_valid_and_nobody_shares_one(whole: list[Made]) -> None:
    numbers = [made.person.upn for made in whole if made.person.upn]
    assert len(numbers) > 6000
    assert all(valid_upn(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_area_is_as_large_and_as_late_as_such_areas_are(whole: list[Made]) -> None:
    assert sum(made.in_force for made in whole) == 4900
    received = Counter(day.year for made in whole if (day := day_of(made, "assessment-request-received")))
    assert 800 < received[2024] < 1000
    assert 800 < received[2025] < 1000
    times = [
        (final - begun).days
        for made in whole
        if (begun := day_of(made, "assessment-request-received")) and (final := day_of(made, "final-plan-sent"))
    ]
    assert 0.42 < sum(days <= 140 for days in times) / len(times) < 0.52
    assert 0.02 < sum(days >= 365 for days in times) / len(times) < 0.12


def test_psychologists_are_late_more_often_than_anybody(whole: list[Made]) -> None:
    late, asked = Counter[str](), Counter[str]()
    for made in whole:
        sent = {e.thread: e.occurred_on for e in made.entries if e.kind == "advice-requested"}
        for entry in made.entries:
            if entry.kind == "advice-received" and entry.thread in sent:
                asked[entry.thread] += 1
                late[entry.thread] += (entry.occurred_on - sent[entry.thread]).days > 42
    shares = {thread: late[thread] / asked[thread] for thread in asked}
    assert max(shares, key=shares.__getitem__) == "advice/ep"
    assert shares["advice/ep"] > 0.35
    assert shares["advice/school"] < 0.2


def test_some_cases_are_left_for_somebody_to_give_out(whole: list[Made]) -> None:
    nobody = sum(made.team is None for made in whole)
    team_only = sum(made.team is not None and made.keyworker is None for made in whole)
    assert 0.03 < nobody / len(whole) < 0.15
    assert 0.2 < team_only / len(whole) < 0.6


def test_the_ages_are_those_of_children_and_young_people(whole: list[Made]) -> None:
    ages = [(TODAY - made.person.born_on).days / 365.25 for made in whole if made.in_force and made.person.born_on]
    assert min(ages) > 2
    assert max(ages) < 26

"""Who holds the rights: the day on which they pass, and who decides where a young person cannot."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork.core.rights import (
    WORDS,
    Agreement,
    Capacity,
    Decision,
    Party,
    parent_may_see,
    rights_holder,
    rights_pass_on,
    school_leaving_date,
)

DAY = timedelta(days=1)
BIRTHDAYS = [date(2008, 1, 1) + n * DAY for n in range(1461)]  # four years, one of them with a leap day
BORN = date(2009, 7, 20)


def sixteenth(born: date) -> date:
    try:
        return born.replace(year=born.year + 16)
    except ValueError:
        return date(born.year + 16, 3, 1)


def test_the_last_friday_in_june() -> None:
    assert [school_leaving_date(year) for year in (2023, 2024, 2025, 2026, 2027)] == [
        date(2023, 6, 30),
        date(2024, 6, 28),
        date(2025, 6, 27),
        date(2026, 6, 26),
        date(2027, 6, 25),
    ]


@pytest.mark.parametrize(
    ("born", "passes"),
    [
        (date(2009, 8, 31), date(2025, 6, 27)),  # the youngest of the year, two months before turning 16
        (date(2009, 9, 1), date(2026, 6, 26)),  # a day younger, a year later
        (date(2009, 6, 27), date(2025, 6, 27)),  # turns 16 on the day itself: section 8(3)(b)
        (date(2009, 6, 28), date(2025, 6, 27)),  # section 8(3)(a)
        (date(2009, 6, 26), date(2025, 6, 27)),  # section 8(3)(c)
        (date(2008, 2, 29), date(2024, 6, 28)),
    ],
)
def test_the_day_on_which_rights_pass(born: date, passes: date) -> None:
    assert rights_pass_on(born) == passes


def test_exactly_one_holds_the_rights_on_every_day() -> None:
    """AZ-14: 1,461 birthdays, the day before, the day and the day after, with every kind of capacity decision."""
    asked = 0
    for born, decision in product(BIRTHDAYS, Decision):
        passes = rights_pass_on(born)
        for on in (passes - DAY, passes, passes + DAY):
            told = {
                "none": rights_holder(born, on, decision).party,
                "lacks": rights_holder(born, on, decision, [Capacity(decision, True, passes - 9 * DAY)]).party,
                "represented": rights_holder(
                    born, on, decision, [Capacity(decision, True, passes, representative=True)]
                ).party,
            }
            after = on > passes
            assert told == {
                "none": Party.YOUNG_PERSON if after else Party.PARENT,
                "lacks": Party.PARENT,
                "represented": Party.REPRESENTATIVE if after else Party.PARENT,
            }
            asked += len(told)
    assert asked == 1461 * 3 * 7 * 3


def test_rights_do_not_pass_on_the_sixteenth_birthday() -> None:
    gaps = [(rights_pass_on(born) - sixteenth(born)).days for born in BIRTHDAYS]
    early = sum(gap < 0 for gap in gaps)
    assert (min(gaps), max(gaps)) == (-67, 303)
    assert round(100 * early / len(gaps), 1) == 17.9


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_it_is_the_leaving_date_of_the_school_year_of_the_sixteenth_birthday(born: date) -> None:
    """The three limbs of section 8(3), read on their own."""
    turns, passes = sixteenth(born), rights_pass_on(born)
    assert passes == school_leaving_date(passes.year)
    next_school_year = date(passes.year, 9, 1)
    limb_a = passes < turns < next_school_year
    limb_b = turns == passes
    limb_c = turns < passes and turns >= date(passes.year - 1, 9, 1)
    assert [limb_a, limb_b, limb_c].count(True) == 1


def test_capacity_is_asked_about_each_decision_by_itself() -> None:
    after = rights_pass_on(BORN) + 30 * DAY
    cannot_appeal = [Capacity(Decision.DISPUTE, True, after - DAY)]
    assert rights_holder(BORN, after, Decision.DISPUTE, cannot_appeal).party is Party.PARENT
    assert all(
        rights_holder(BORN, after, one, cannot_appeal).party is Party.YOUNG_PERSON
        for one in Decision
        if one is not Decision.DISPUTE
    )


def test_a_later_decision_replaces_an_earlier_one_and_a_past_one_lapses() -> None:
    start = rights_pass_on(BORN) + DAY
    lacked = Capacity(Decision.DRAFT, True, start, until=start + 20 * DAY)
    regained = Capacity(Decision.DRAFT, False, start + 10 * DAY)
    party = lambda on, *told: rights_holder(BORN, on, Decision.DRAFT, told).party  # noqa: E731
    assert party(start, lacked) is Party.PARENT
    assert party(start + 20 * DAY, lacked) is Party.PARENT
    assert party(start + 21 * DAY, lacked) is Party.YOUNG_PERSON
    assert party(start + 9 * DAY, regained, lacked) is Party.PARENT
    assert party(start + 10 * DAY, regained, lacked) is Party.YOUNG_PERSON
    assert party(start - DAY, lacked) is Party.PARENT, "by age"


def test_without_a_birth_date_nobody_is_named() -> None:
    for decision in Decision:
        assert rights_holder(None, date(2026, 1, 1), decision).party is Party.NOT_KNOWN
    assert not parent_may_see(None, date(2026, 1, 1), agreements=[Agreement(date(2025, 1, 1))])


def test_a_parent_goes_on_seeing_the_record_only_by_agreement_or_capacity() -> None:
    passes = rights_pass_on(BORN)
    after = passes + DAY
    assert parent_may_see(BORN, passes)
    assert not parent_may_see(BORN, after)
    agreed = Agreement(after, withdrawn_on=after + 5 * DAY)
    assert [parent_may_see(BORN, after + n * DAY, agreements=[agreed]) for n in (0, 4, 5)] == [True, True, False]
    assert not parent_may_see(BORN, after, agreements=[Agreement(after + DAY)])
    assert parent_may_see(BORN, after, agreements=[Agreement(after)])
    lacks = Capacity(Decision.SEE_RECORD, True, after)
    assert parent_may_see(BORN, after, [lacks])
    represented = Capacity(Decision.SEE_RECORD, True, after, representative=True)
    assert not parent_may_see(BORN, after, [represented])
    assert not parent_may_see(BORN, after, [represented], [agreed]), "a representative decides, not an old agreement"


def test_every_decision_has_words_and_every_holder_a_reason() -> None:
    assert set(WORDS) == set(Decision)
    assert "26 June 2026" in rights_holder(date(2009, 9, 1), date(2026, 6, 26), Decision.REVIEW).because

"""The primitives of the register: from the day a limb counts from to its date."""

from __future__ import annotations

from collections.abc import Sequence

import ibis

from keywork.engine import law_codes as codes
from keywork.engine.plan import Table, beside, given
from keywork.engine.turning import SOURCES


def worked(counted: Table) -> Table:
    """Work each limb: days are added; months and working days are looked up."""
    months = counted.way.isin([codes.MONTHS, codes.PERIOD_OF_MONTHS, codes.NAMED_DAY])
    working = (counted.way == codes.WORKING_DAYS) & (counted.begin | (counted["shift"] > 0))
    look = ibis.cases(
        (months, counted.counted_from),
        (working, counted.counted_from - counted.begin.cast("int32")),
        else_=None,
    )
    found = counted.mutate(look=look.cast("int32"), months=months, working=working)
    found = beside(
        found,
        given("calendar"),
        {"look": "day"},
        month="month",
        january="january",
        of_month="of_month",
        upto_ew="upto_ew",
        upto_uk="upto_uk",
        upto_hesc="upto_hesc",
    )
    named = found.way == codes.NAMED_DAY
    target = ibis.ifelse(
        named, found.january + (found["shift"] >> SOURCES) - codes.MONTHS_BACK, found.month + found["shift"]
    )
    upto = ibis.cases((found.calendar == 0, found.upto_ew), (found.calendar == 1, found.upto_uk), else_=found.upto_hesc)
    steps = ibis.greatest(found["shift"], 1)
    found = found.mutate(target=target.cast("int32"), nth=ibis.ifelse(found.working, upto + steps, None).cast("int32"))
    found = beside(found, given("months"), {"target": "month"}, first="first", length="length")
    found = beside(found, given("workdays"), {"nth": "nth", "calendar": "calendar"}, working_day="day")
    return _chosen(found, counted.columns)


def _chosen(found: Table, columns: Sequence[str]) -> Table:
    """Take the day that each limb's way of working gives, and move it where the law moves it."""
    same = found.of_month <= found.length
    whole = (found.way == codes.PERIOD_OF_MONTHS).cast("int32")
    by_month = ibis.ifelse(same, found["first"] + found.of_month - 1 - whole, found["first"] + found.length - 1)
    by_way = ibis.cases(
        (found.way == codes.DAYS, found.counted_from + found["shift"]),
        (found.way == codes.NAMED_DAY, found["first"] + (found["shift"] % 2**SOURCES) - 1),
        (found.months, by_month),
        (found.working, found.working_day),
        else_=found.counted_from,
    )
    found = found.mutate(limb_due=by_way.cast("int32"))
    return _rolled(found).select(*columns, "limb_due")


def _rolled(found: Table) -> Table:
    """Move the dates that the law moves."""
    found = found.mutate(rolls=ibis.ifelse(found.roll > 0, found.limb_due, None))
    found = beside(found, given("calendar"), {"rolls": "day"}, next="rolled_next", hesc="rolled_hesc")
    due = ibis.cases((found.roll == 0, found.limb_due), (found.roll == 1, found.next), else_=found.hesc)
    return found.mutate(limb_due=due.cast("int32"))

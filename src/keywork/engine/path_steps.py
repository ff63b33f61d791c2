"""What comes next after what in the records of cases, and how long cases last, in sets."""

from __future__ import annotations

import ibis

from keywork.engine.plan import Plan, Table, asked, given


def add_paths(plan: Plan) -> None:
    """Add the steps ``succession`` and ``lasted``, over the entries in force whose day is known."""
    plan.add("succession", _succession(_standing()))
    plan.add("lasted", _lasted(_standing()))


def _standing() -> Table:
    events = given("events")
    superseded = events.superseded_at <= asked("known_at")
    known = (events.recorded_at <= asked("known_at")) & ~superseded.fill_null(False)
    found = events.filter(known & events.dated & (events.day <= asked("as_of")))
    return found.select("case", "sequence", "kind", "day")


def _succession(standing: Table) -> Table:
    of_case = ibis.window(group_by="case", order_by=["day", "sequence"])
    pairs = standing.select(
        "kind",
        next_kind=standing.kind.lead().over(of_case),
        days=standing.day.lead().over(of_case) - standing.day,
    )
    pairs = pairs.filter(pairs.next_kind.notnull())
    return pairs.group_by(["kind", "next_kind"]).agg(times=pairs.count(), days=pairs.days.sum().cast("int64"))


def _lasted(standing: Table) -> Table:
    cases = standing.group_by("case").agg(days=standing.day.max() - standing.day.min())
    return cases.group_by("days").agg(cases=cases.count())

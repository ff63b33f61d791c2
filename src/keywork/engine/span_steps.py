"""The steps that work spans: each clock as it stood after every day on which something of its case happened.

Nothing but an entry moves a clock from one day to the next; that a deadline passes is a comparison. So every case is
taken as many times as there are days in it, each time with its entries up to that day, and the clocks of all of them
are worked as if they were cases of their own. Days on which nothing about a clock changed are one span.
"""

from __future__ import annotations

import ibis

from keywork.core.register import EXCEPTION_RECORDED
from keywork.core.states import State
from keywork.engine import columns as col
from keywork.engine import law_codes as codes
from keywork.engine.plan import Plan, Table, Value, asked, beside, given

# The day asked about when spans are worked: after every deadline, so that what can pass has passed.
AFTER_ALL = 2_500_000
FOREVER = 2**31 - 1
# What a clock was, while its deadline had not passed.
BEFORE_IT_PASSED = {
    State.OVERDUE: State.RUNNING,
    State.LIMIT_DISAPPLIED: State.RUNNING,
    State.PAST_TARGET: State.RUNNING,
    State.LAPSED: State.OPEN,
    State.PASSED: State.WAITING,
}
EVENTS, DETAILS, PART, APART = "copied_events", "copied_details", "part_cases", "apart"
KEY = ("case", "duty", "thread_of")
TOLD = tuple(name for name in col.CLOCK_COLUMNS if name not in KEY)
TYPES = {"duty": "int16", "state": "int16", "open_ended": "bool", "disapplied": "bool", "undated": "bool"}


def clocks_schema() -> dict[str, str]:
    """Return the types of the columns of clocks."""
    return {name: TYPES.get(name, "int32") for name in col.CLOCK_COLUMNS}


def copied(name: str) -> Table:
    """Return a file of the copy that spans are worked of, whole."""
    return ibis.table(given(name.removeprefix("copied_")).schema(), name=name)


def add_spans(plan: Plan) -> None:
    """Add the steps of settled cases, of cases up to each of their days, and of the spans of their clocks."""
    settled = plan.add("settled_cases", _settled(), only="duckdb")
    part = settled.semi_join(ibis.table({"case": "int32"}, name=PART), "case")
    prefixes = plan.add("prefixes", _prefixes(part), only="duckdb")
    plan.add("prefix_events", _prefix_events(prefixes), only="duckdb")
    plan.add("prefix_details", _prefix_details(prefixes), only="duckdb")
    clocks = plan.add("prefix_clocks", _prefix_clocks(prefixes), only="duckdb")
    runs = plan.add("span_runs", _runs(clocks), only="duckdb")
    spans = plan.add("spans", _spans(clocks, runs, prefixes), only="duckdb")
    plan.add("span_clocks", _clocks_on(spans), only="duckdb")


def _standing() -> Table:
    events = copied(EVENTS)
    return events.filter(events.superseded_at.isnull())


def _settled() -> Table:
    """Return every case, since when its record is as it is now, and with how many entries it is taken.

    A case of which an exception was recorded is never settled: an absence lasts, and with it what it disapplies.
    """
    events = copied(EVENTS)
    since = events.group_by("case").agg(
        since=ibis.greatest(events.recorded_at.max(), events.superseded_at.max()), entries=events.count()
    )
    marks = given("marks")
    exceptional = events.semi_join(marks.filter(marks.mark == codes.MARKS[EXCEPTION_RECORDED]), "kind")
    exceptional = exceptional.select("case", is_exceptional=ibis.literal(True)).distinct()
    standing = _standing()
    taken = standing.group_by("case").agg(times=standing.day.nunique(), standing=standing.count())
    found = beside(since, exceptional, {"case": "case"}, is_exceptional="is_exceptional")
    found = beside(found, taken, {"case": "case"}, times="times", standing="standing")
    settled_at = ibis.ifelse(found.is_exceptional.fill_null(False), None, found.since)
    taken = (found.times * found.standing).fill_null(0).cast("int64")
    return found.select("case", "entries", settled_at=settled_at, taken=taken)


def _prefixes(part: Table) -> Table:
    """Return each case as often as it has days, numbered in their order, each from its day until the next."""
    days = _standing().semi_join(part, "case").select("case", "day").distinct()
    of_case = ibis.window(group_by=days.case, order_by=days.day)
    until = days.day.lead().over(of_case).fill_null(FOREVER)
    number = ibis.row_number().over(ibis.window(order_by=[days.case, days.day]))
    return days.select("case", "day", until=until.cast("int32"), prefix=number.cast("int32"))


def _prefix_events(prefixes: Table) -> Table:
    events = _standing()
    last = prefixes.select("prefix", its_case=prefixes.case, last=prefixes.day)
    found = events.join(last, [events.case == last.its_case, events.day <= last["last"]])
    return found.select(**{name: found.prefix if name == "case" else found[name] for name in events.columns})


def _prefix_details(prefixes: Table) -> Table:
    details, events = copied(DETAILS), _standing()
    dated = events.select(event_case=events.case, event=events.sequence, event_day=events.day)
    found = details.join(dated, [details.case == dated.event_case, details.sequence == dated.event])
    last = prefixes.select("prefix", its_case=prefixes.case, last=prefixes.day)
    found = found.join(last, [found.case == last.its_case, found.event_day <= last["last"]])
    return found.select(**{name: found.prefix if name == "case" else found[name] for name in details.columns})


def _prefix_clocks(prefixes: Table) -> Table:
    """Return the clocks of every prefix by its case; of days past that are still counted, none."""
    clocks = ibis.table(clocks_schema(), name="clocks")
    whose = prefixes.select("prefix", its_case=prefixes.case)
    found = clocks.join(whose, clocks.case == whose.prefix)
    still = (found.days_past == AFTER_ALL - found.due).fill_null(False)
    days_past = ibis.ifelse(still, None, found.days_past)
    told = {name: days_past if name == "days_past" else found[name] for name in col.CLOCK_COLUMNS if name != "case"}
    return found.select("prefix", case=found.its_case, **told)


def _runs(clocks: Table) -> Table:
    """Return what each clock was, in which prefixes first and last, and whether in all between."""
    found = clocks.group_by([*KEY, *TOLD]).agg(
        first=clocks.prefix.min(), last=clocks.prefix.max(), times=clocks.count()
    )
    return found.mutate(unbroken=found["last"] - found["first"] + 1 == found.times).drop("times")


def _spans(clocks: Table, runs: Table, prefixes: Table) -> Table:
    broken = runs.filter(~runs.unbroken).select(*KEY).distinct()
    whole = runs.anti_join(broken, KEY).drop("unbroken")
    apart = clocks.semi_join(broken, KEY)
    apart = apart.select(*KEY, *TOLD, first=apart.prefix, last=apart.prefix)
    every = whole.union(apart)
    begins = prefixes.select(begins=prefixes.prefix, since=prefixes.day)
    ends = prefixes.select(ends=prefixes.prefix, until=prefixes.until)
    found = every.join(begins, every["first"] == begins.begins)
    found = found.join(ends, found["last"] == ends.ends)
    return found.select(*KEY, *TOLD, "since", "until")


def _clocks_on(spans: Table) -> Table:
    """Return the clocks as at the day asked about, of the spans that hold it and cases that are not asked apart."""
    as_of = asked("as_of")
    found = spans.anti_join(ibis.table({"case": "int32"}, name=APART), "case")
    days_past = ibis.coalesce(found.days_past, ibis.greatest(as_of - found.due, 0)).cast("int32")
    told = {"state": _state_on(found, as_of), "days_past": days_past}
    return found.select(**{name: told.get(name, found[name]) for name in col.CLOCK_COLUMNS})


def _state_on(found: Table, as_of: Value) -> Value:
    """Return the state of a clock on a day, of the state it has when everything that can pass has passed."""
    passed = (found.due < as_of).fill_null(True)
    numbers = {codes.STATES.index(after): codes.STATES.index(before) for after, before in BEFORE_IT_PASSED.items()}
    before = ibis.cases(*((found.state == after, before) for after, before in numbers.items()), else_=found.state)
    return ibis.ifelse(passed, found.state, before).cast("int16")

"""The facts of cases that measures count, and the counts, for every case at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import reduce
from operator import and_, or_

import ibis

from keywork.core import case_facts
from keywork.core.history import MEETING_HELD, PLAN_FIRST_MADE, PLAN_REVIEWED, REQUEST_RECEIVED
from keywork.core.measures import MeasureSet
from keywork.core.selecting import AllOf, AnyOf, Condition, Days, InOrder, OnFact
from keywork.engine import law_codes as codes
from keywork.engine.columns import CASE_BITS, YES
from keywork.engine.facts import facts
from keywork.engine.plan import Plan, Table, Value, beside, day_of, field, given, sequence_of

NEW_YEAR = "new_year_"
ENTRY_KEY = {"case": "case", "sequence": "place_of_entry"}
CLOCKS = dict(zip(codes.COUNTED_DUTIES, ("final", "decision"), strict=True))
CLOCK_COLUMNS = {"case": "int32", "duty": "int16", "thread_of": "int32", "state": "int16", "due": "int32"}


def add_case_facts(plan: Plan) -> None:
    """Add the steps ``counted_facts``, ``case_flags``, ``case_reviews`` and ``case_facts``."""
    found = facts().join(given("counted_marks"), "kind")
    counted = plan.add(
        "counted_facts",
        found.select("case", "mark", "thread", told=found.place * 2 + (~found.dated).cast("int64")),
    )
    flags = plan.add("case_flags", _flags(counted))
    reviews = plan.add("case_reviews", _reviews(counted))
    plan.add("case_facts", _case_facts(counted, flags, reviews))


def _marked(counted: Table, *kinds: str) -> Value:
    return counted.mark.isin([codes.COUNTED_MARKS[kind] for kind in kinds])


def _on(told: Value) -> Value:
    """Return the day of an entry, or none where the source does not know it."""
    return ibis.ifelse(told % 2 == 0, day_of(told >> 1), None).cast("int32")


def _case_facts(counted: Table, flags: Table, reviews: Table) -> Table:
    found = _gathered(counted, flags, reviews)
    assessed_first = found.assessed.notnull() & (
        found.refused.isnull() | (found.assessed < found.refused).fill_null(True)
    )
    decision = ibis.ifelse(assessed_first, found.assessed, found.refused)
    outcome = ibis.cases(
        (assessed_first & (decision % 2 == 1), "history"),
        (assessed_first, case_facts.DECISIONS[0]),
        (found.refused.notnull(), case_facts.DECISIONS[1]),
        (found.withdrawn.notnull(), "withdrawn"),
        else_="open",
    )
    brought = found.brought.notnull() & (found.requested.isnull() | (found.brought < found.requested).fill_null(True))
    left = [_on(found[f"left_{place}"]) for place, _ in enumerate(case_facts.LEAVING)]
    never = 2**31 - 1
    left_on = reduce(ibis.least, (day.fill_null(never) for day in left))
    flagged = {f"{about}_{flag}" for about in case_facts.ABOUT for flag in case_facts.FLAGS}
    yes_no = {name: ibis.ifelse(found[name].fill_null(False), "yes", "no") for name in sorted(flagged)}
    disputed = reduce(or_, (found[name].fill_null(False) for name in sorted(flagged)))
    return found.select(
        "case",
        "review_meeting_on",
        "review_decided_on",
        "review_outcome",
        "final_due_on",
        "decision_due_on",
        "final_state",
        outcome=outcome,
        requested_on=_on(found.requested),
        asked_on=_on(ibis.ifelse(brought, found.brought, found.requested)),
        asked_by=found.asked_by,
        brought=ibis.ifelse(brought, "yes", "no"),
        decided_on=_on(decision),
        youth_accommodation=ibis.ifelse(found.youth.fill_null(False), "yes", "no"),
        **yes_no,
        disputed=ibis.ifelse(disputed, "yes", "no"),
        week_20=ibis.cases((found.week_20.isnull(), "unknown"), (found.week_20, "yes"), else_="no"),
        issued_on=_on(found.issued),
        not_issued_on=_on(found.not_issued),
        undecided_on=ibis.null("int32"),
        assessment_withdrawn_by=ibis.ifelse(decision.notnull(), day_of(found.withdrawn >> 1), None).cast("int32"),
        plan_on=_on(found.plan),
        left_on=ibis.ifelse(left_on == never, None, left_on).cast("int32"),
    )


def _gathered(counted: Table, flags: Table, reviews: Table) -> Table:
    """Put beside every case what was found of its entries, flags, reviews and clocks."""
    firsts = {
        "requested": (REQUEST_RECEIVED,),
        "brought": (case_facts.BROUGHT,),
        "assessed": case_facts.DECISIONS[:1],
        "refused": case_facts.DECISIONS[1:],
        "withdrawn": (case_facts.WITHDRAWN,),
        "issued": (case_facts.FINAL,),
        "not_issued": (case_facts.NOT_ISSUED,),
        "plan": (PLAN_FIRST_MADE,),
        **{f"left_{place}": (kind,) for place, kind in enumerate(case_facts.LEAVING)},
    }
    told = counted.group_by("case").agg(
        **{name: counted.told.min(where=_marked(counted, *kinds)) for name, kinds in firsts.items()}
    )
    found = beside(given("cases").select("case"), told, {"case": "case"}, **{name: name for name in firsts})
    found = beside(found, flags, {"case": "case"}, **{name: name for name in flags.columns if name != "case"})
    names = ("review_meeting_on", "review_decided_on", "review_outcome")
    found = beside(found, reviews, {"case": "case"}, **{name: name for name in names})
    for duty, name in CLOCKS.items():
        found = beside(found, _clock(duty), {"case": "case"}, **{f"{name}_due_on": "due", f"{name}_state": "state"})
    return found


def _clock(duty: str) -> Table:
    """Return a duty's clock of each whole case."""
    clocks = ibis.table(CLOCK_COLUMNS, name="clocks")
    names = given("duty_names")
    own = clocks.join(names.filter(names["name"] == duty).select("duty"), "duty")
    return beside(own, given("state_names"), {"state": "state"}, said="name").select("case", "due", state="said")


def _flags(counted: Table) -> Table:
    """Return what is flagged of each case: mediation and tribunals by what they are about, and the last marks."""
    marks = counted.filter(_marked(counted, "dispute-flags-recorded"))
    marks = marks.mutate(sequence=sequence_of(marks.told >> 1))
    for name in ("about", *case_facts.FLAGS):
        marks = beside(marks, field(name), ENTRY_KEY, **{name: "word"})
    disputes = marks.group_by("case").agg(
        **{
            f"{about}_{flag}": ((marks.about == about) & (marks[flag] == YES)).fill_null(False).max()
            for about in case_facts.ABOUT
            for flag in case_facts.FLAGS
        }
    )
    youth = _last_mark(counted, case_facts.REQUEST_DETAILS, "in_youth_accommodation")
    asked = _last_mark(counted, case_facts.REQUEST_DETAILS, "source")
    week_20 = _last_mark(counted, "week-20-flag-recorded", "applies")
    cases = counted.filter(
        _marked(counted, "dispute-flags-recorded", case_facts.REQUEST_DETAILS, "week-20-flag-recorded")
    )
    found = beside(cases.select("case").distinct(), youth, {"case": "case"}, youth="holds")
    found = beside(found, asked, {"case": "case"}, asked_by="word")
    found = beside(found, week_20, {"case": "case"}, week_20="holds")
    return beside(found, disputes, {"case": "case"}, **{name: name for name in disputes.columns if name != "case"})


def _last_mark(counted: Table, kind: str, name: str) -> Table:
    marks = counted.filter(_marked(counted, kind))
    last = marks.group_by("case").agg(told=marks.told.max())
    last = last.mutate(sequence=sequence_of(last.told >> 1))
    found = beside(last, field(name), ENTRY_KEY, word="word")
    return found.select("case", "word", holds=(found.word == YES).fill_null(False))


def _reviews(counted: Table) -> Table:
    """Return the latest review of each case: its meeting, decision and outcome share its thread."""
    kinds = (MEETING_HELD, *case_facts.REVIEW_DECISIONS, PLAN_REVIEWED, codes.REVIEW_OUTCOME)
    review = counted.filter(_marked(counted, *kinds))
    dated = review.told % 2 == 0
    latest = review.group_by("case").agg(any_told=review.told.max(), dated_told=review.told.max(where=dated))
    latest = latest.mutate(latest=ibis.coalesce(latest.dated_told, latest.any_told))
    threads = beside(review, latest, {"case": "case", "told": "latest"}, latest="latest")
    threads = threads.filter(threads.latest.notnull()).group_by("case").agg(its_thread=threads.thread.max())
    own = beside(review, threads, {"case": "case"}, its_thread="its_thread")
    own = own.filter(own.thread == own.its_thread)
    places = {kind: own.told.max(where=_marked(own, kind)) for kind in case_facts.REVIEW_DECISIONS}
    found = own.group_by("case").agg(
        review_meeting_on=own.told.max(where=_marked(own, MEETING_HELD) & (own.told % 2 == 0)),
        review_decided_on=own.told.max(where=_marked(own, PLAN_REVIEWED) & (own.told % 2 == 0)),
        recorded=own.told.min(where=_marked(own, codes.REVIEW_OUTCOME)),
        **{word: places[kind] for kind, word in case_facts.REVIEW_DECISIONS.items()},
    )
    found = found.mutate(sequence=sequence_of(found.recorded >> 1))
    found = beside(found, field("outcome"), ENTRY_KEY, outcome="word")
    said = ibis.ifelse(found.recorded.notnull(), found.outcome.fill_null("None"), None)
    outcome = ibis.cases(*((found[word].notnull(), word) for word in case_facts.REVIEW_DECISIONS.values()), else_=said)
    return found.select(
        "case",
        review_meeting_on=_on(found.review_meeting_on),
        review_decided_on=_on(found.review_decided_on),
        review_outcome=outcome,
    )


def add_counts(plan: Plan, definition: MeasureSet) -> None:
    """Add the step that counts a set of measures: one row, a column for each count that is no difference."""
    tests = {column.id: column.test for column in definition.columns if column.test}
    numbers = {n for test in tests.values() for n in _years(test)}
    asked = _days_asked(numbers)
    if any(map(_asks_for_period, tests.values())):
        asked = asked.cross_join(_period_asked())
    cases = ibis.table(_facts_schema(), name="case_facts").cross_join(asked)
    counts = {
        name: _holds(test, cases).fill_null(False).cast("int64").sum().fill_null(0) for name, test in tests.items()
    }
    copy = (cases.case >> CASE_BITS).cast("int32").name("copy")
    plan.add(f"counts-{definition.id}", cases.group_by(copy).agg(**counts))


def _days_asked(numbers: Collection[int]) -> Table:
    """Return the day asked about and the first of January of years about it in one row, to stand beside every case."""
    question = given("question").select("as_of", "year")
    row = question
    for number in sorted({*numbers, *(number + 1 for number in numbers)}):
        name = _new_year(number)
        row = row.mutate(**{f"month_of_{name}": (row.year + number) * 12})
        row = beside(row, given("months"), {f"month_of_{name}": "month"}, **{name: "first"})
    return row.select("as_of", *(name for name in row.columns if name.startswith(NEW_YEAR)))


def _period_asked() -> Table:
    """Return the first day of the period asked about and the first after it, in one row."""
    question = given("question").select("year", "first_month", "months")
    row = question.mutate(begins_month=question.year * 12 + question.first_month)
    row = row.mutate(ends_month=row.begins_month + row.months)
    row = beside(row, given("months"), {"begins_month": "month"}, period_begins="first")
    row = beside(row, given("months"), {"ends_month": "month"}, period_ends="first")
    return row.select("period_begins", "period_ends")


def _asks_for_period(condition: Condition) -> bool:
    """Say whether a condition names the period asked about."""
    if isinstance(condition, AllOf | AnyOf):
        return any(map(_asks_for_period, condition.parts))
    return isinstance(condition, OnFact) and condition.test == "period"


def _years(condition: Condition) -> Iterator[int]:
    """Yield by how many years from the one asked about the years lie that a condition names."""
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _years(part)
    if isinstance(condition, OnFact) and condition.test in {"year", "before_year", "after_year"}:
        yield condition.number


def _facts_schema() -> object:
    plan = Plan()
    add_case_facts(plan)
    return plan.steps["case_facts"].schema()


def _holds(condition: Condition, cases: Table) -> Value:
    """Return whether a condition holds for each case; never null where a negation could turn it."""
    if isinstance(condition, AllOf):
        return reduce(and_, (_holds(part, cases) for part in condition.parts))
    if isinstance(condition, AnyOf):
        return reduce(or_, (_holds(part, cases) for part in condition.parts))
    if isinstance(condition, InOrder):
        return (cases[condition.first] <= cases[condition.last]).fill_null(False)
    if isinstance(condition, Days):
        days = cases[condition.last] - cases[condition.first]
        most, least = condition.at_most, condition.more_than
        tests = [days <= most] * (most is not None) + [days > least] * (least is not None)
        return reduce(and_, tests, days.notnull()).fill_null(False)
    if isinstance(condition, OnFact):
        holds = _tested(condition, cases).fill_null(False)
        return ~holds if condition.negate else holds
    raise TypeError(f"a condition of an unknown kind: {condition!r}")


def _tested(condition: OnFact, cases: Table) -> Value:
    value = cases[condition.fact]
    if condition.test == "is":
        return value.isin(condition.words)
    if condition.test == "missing":
        return value.isnull() if condition.number else value.notnull()
    if condition.test == "days_before_census":
        return value >= cases.as_of - condition.number
    if condition.test == "period":
        return (value >= cases.period_begins) & (value < cases.period_ends)
    begins, next_begins = cases[_new_year(condition.number)], cases[_new_year(condition.number + 1)]
    tests = {
        "year": (value >= begins) & (value < next_begins),
        "before_year": value < begins,
        "after_year": value >= next_begins,
    }
    return tests[condition.test]


def _new_year(number: int) -> str:
    """Return the column that holds the first of January of a year so many years from the one asked about."""
    return f"{NEW_YEAR}{'before' if number < 0 else 'after'}_{abs(number)}"

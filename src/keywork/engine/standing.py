"""How each clock stands: whether its duty applies, an exception is relied on, a bar was broken, and its state."""

from __future__ import annotations

from functools import reduce

import ibis

from keywork.core.conditions import FIRST_2015_TRANSFER, NOTICE_OF_MOVE
from keywork.core.judging import COUNTS_DAYS
from keywork.core.register import DutyKind
from keywork.core.states import UNANSWERED_STATES, State
from keywork.engine import rows
from keywork.engine.columns import COMPLETE, NO, YES
from keywork.engine.copying import day_number
from keywork.engine.dues import ASK, asks_table, dues_table, special
from keywork.engine.exceptional import add_relied_on
from keywork.engine.facts import facts
from keywork.engine.plan import Plan, Table, Value, asked, beside, day_of, field, given, in_thread, sequence_of
from keywork.engine.turning import KEY

SORT = {kind: code for code, kind in enumerate(rows.KINDS)}
ASK_KEY = {name: name for name in ASK}


def add_standing(plan: Plan) -> None:
    """Add the steps ``counted``, ``inapplicable``, ``relied_on``, ``broken`` and ``clocks``."""
    counted = plan.add("counted", _counted())
    inapplicable = plan.add("inapplicable", _inapplicable(counted))
    relied_on = add_relied_on(plan, counted)
    broken = plan.add("broken", _broken(counted))
    plan.add("clocks", _clocks(counted, inapplicable, relied_on, broken))


def _counted() -> Table:
    """Put the deadline beside every clock that stands in a list."""
    asks = asks_table()
    asks = asks.filter(~asks.only_asked)
    return beside(asks, dues_table(), ASK_KEY, due="due", open_ended="open_ended")


def _inapplicable(counted: Table) -> Table:
    """Return the clocks whose duty is in force and does not apply."""
    duties = given("duties")
    conditional = duties.filter(duties.test > 0).select("duty", "test", "fact", "negated")
    clocks = counted.filter(counted.version.notnull()).join(conditional, "duty")
    clocks = clocks.mutate(sequence=sequence_of(clocks.place))
    found = beside(clocks, _recorded_facts(), {"case": "case", "fact": "fact"}, on_record="holds")
    found = beside(found, _in_reassessment(clocks), ASK_KEY, under_way="under_way")
    key = {"case": "case", "sequence": "place_of_entry"}
    found = beside(found, field("move_on"), key, move_on="at")
    found = beside(found, field("transfer_on"), key, transfer_on="at")
    calendar = given("calendar")
    found = found.mutate(before_move=found.move_on - 1, before_start=found.starts_on - 1)
    found = beside(found, calendar, {"before_move": "day"}, upto_move="upto_ew")
    found = beside(found, calendar, {"before_start": "day"}, upto_start="upto_ew")
    notice = (found.upto_move - found.upto_start >= NOTICE_OF_MOVE).fill_null(False)
    holds = ibis.cases(
        (found.test == rows.FACT, found.on_record.fill_null(False)),
        (found.test == rows.REASSESSMENT, found.under_way.fill_null(False)),
        (found.test == rows.KNOWN_IN_TIME, notice),
        else_=(found.transfer_on == day_number(FIRST_2015_TRANSFER)).fill_null(False),
    )
    found = found.mutate(applies=holds != found.negated)
    return found.filter(~found.applies).select(*ASK, inapplicable=ibis.literal(True))


def _recorded_facts() -> Table:
    """Return the facts of a case as last recorded, and whether they hold."""
    marked = special()
    entries = marked.filter(marked.mark == 3)
    entries = entries.mutate(sequence=sequence_of(entries.place))
    key = {"case": "case", "sequence": "place_of_entry"}
    found = beside(entries, field("fact"), key, fact="word")
    found = beside(found, field("holds"), key, holds="word")
    last = found.group_by(["case", "fact"]).agg(place=found.place.max())
    told = last.join(found.select("case", "place", "holds"), ["case", "place"])
    return told.select("case", "fact", holds=told.holds.fill_null(YES) != NO)


def _in_reassessment(clocks: Table) -> Table:
    """Return the clocks that started while a re-assessment was under way."""
    marked = special()
    steps = marked.select("mark", "thread", its_case=marked.case, step=marked.place)
    asked_for = clocks.filter(clocks.test == rows.REASSESSMENT).select(*ASK, "place", "day")
    begins = asked_for.join(steps.filter(steps.mark == 4), [asked_for.case == steps.its_case])
    begins = begins.filter((day_of(begins.step) <= begins.day) & (begins.step != begins.place))
    begins = begins.select(*ASK, "place", "thread", begun=begins.step)
    ends = steps.filter(steps.mark == 5)
    ends = ends.select(end_case=ends.its_case, end_thread=ends.thread, end=ends.step)
    ended = begins.join(ends, [begins.case == ends.end_case])
    ended = ended.filter(
        (ended.end < ended.place)
        & (ended.end >= ended.begun)
        & ((ended.end_thread == 0) | (ended.end_thread == ended.thread))
    )
    lasting = begins.anti_join(ended, [*ASK, "begun"])
    return lasting.select(*ASK, under_way=ibis.literal(True)).distinct()


def _broken(counted: Table) -> Table:
    """Return the first barred thing done while a bar lasted and nothing had answered or ended it."""
    found = facts()
    found = found.filter(found.dated)
    found = found.select("kind", "thread", its_case=found.case, fact=found.place)
    clocks = counted.filter(counted.version.notnull())
    joined = clocks.join(given("barred"), "duty").join(found, [("case", "its_case"), "kind"])
    day = day_of(joined.fact)
    lasts = (
        (joined["sort"] != SORT[DutyKind.NOT_BEFORE])
        | joined.open_ended.fill_null(False)
        | (day <= joined.due).fill_null(False)
    )
    joined = joined.filter(
        in_thread(joined.own, joined.thread, joined.thread_of)
        & (day >= joined.day)
        & (joined.fact != joined.place)
        & (joined.after.isnull() | (joined.fact > joined.after))
        & (joined.close.isnull() | (day < day_of(joined.close)))
        & lasts
    )
    return joined.group_by(ASK).agg(broken=joined.fact.min())


def _clocks(counted: Table, inapplicable: Table, relied_on: Table, broken: Table) -> Table:
    found = beside(counted, inapplicable, ASK_KEY, inapplicable="inapplicable")
    found = beside(found, relied_on, ASK_KEY, relied_on="relied_on")
    found = beside(found, broken, ASK_KEY, broken="broken")
    stands = found.inapplicable.isnull() & found.version.notnull() & (found["sort"] != SORT[DutyKind.MEASURE])
    barring = found["sort"] == SORT[DutyKind.NOT_BEFORE]
    found = found.mutate(stands=stands, due=ibis.ifelse(stands, found.due, None))
    found = beside(found, given("calendar"), {"due": "day"}, last_working="last_working")
    source = _source(found)
    found = beside(found, source, {"case": "case", "place": "place"}, source="source")
    untold = given("untold").mutate(is_untold=ibis.literal(True))
    found = beside(found, untold, {"duty": "duty", "source": "source"}, is_untold="is_untold")
    disapplied = stands & found.relied_on.fill_null(False)
    closed_on = ibis.ifelse(found.undated, None, day_of(found.close))
    closed_on = ibis.ifelse(found.stands, closed_on, None)
    found = found.mutate(
        disapplied=disapplied,
        closed_on=closed_on.cast("int32"),
        is_met=found.stands & found.is_met.fill_null(False) & found.close.notnull(),
        is_ended=found.stands & ~found.is_met.fill_null(False) & found.close.notnull(),
    )
    state = _state(found)
    found = found.mutate(state=state)
    return found.select(
        "case",
        "duty",
        "thread_of",
        "number",
        "state",
        "starts_on",
        "open_ended",
        "disapplied",
        trigger=sequence_of(found.place),
        due=found.due,
        act_by=ibis.ifelse(barring, None, found.last_working).cast("int32"),
        may_act_from=ibis.ifelse(barring, found.due + 1, None).cast("int32"),
        met_on=ibis.ifelse(found.is_met, found.closed_on, None).cast("int32"),
        met=ibis.ifelse(found.is_met, sequence_of(found.close), None).cast("int32"),
        ended_on=ibis.ifelse(found.is_ended, found.closed_on, None).cast("int32"),
        ended=ibis.ifelse(found.is_ended, sequence_of(found.close), None).cast("int32"),
        broken_on=ibis.ifelse(found.stands, day_of(found.broken), None).cast("int32"),
        undated=found.stands & found.close.notnull() & found.undated,
        days_past=_days_past(found),
    )


def _source(clocks: Table) -> Table:
    """Return where the entries came from that started clocks."""
    entries = facts()
    return entries.filter(entries.dated & (entries.kind >= 0)).select("case", "place", "source")


def _any_of(condition: Value, *others: Value) -> Value:
    return reduce(lambda one, other: one | other, others, condition)


def _state(found: Table) -> Value:
    """Return the state of each clock, the first that fits; :mod:`keywork.core.judging` in one expression."""
    as_of = asked("as_of")
    sort = found["sort"]
    past = (found.due < as_of).fill_null(False)
    late = (found.closed_on > found.due).fill_null(False)
    limit = ibis.cases(
        (found.is_met & found.undated, State.MET_UNDATED),
        (found.is_met & ~late, State.MET),
        (found.is_met & found.disapplied, State.MET_UNDER_EXCEPTION),
        (found.is_met, State.MET_LATE),
        (found.is_ended, State.ENDED),
        (~past, State.RUNNING),
        (found.disapplied, State.LIMIT_DISAPPLIED),
        else_=State.OVERDUE,
    )
    target = ibis.cases(
        (found.is_met & found.undated, State.MET_UNDATED),
        (found.is_met & ~late, State.MET),
        (found.is_met, State.MET_AFTER_TARGET),
        (found.is_ended, State.ENDED),
        (~past, State.RUNNING),
        else_=State.PAST_TARGET,
    )
    window = ibis.cases(
        (found.is_met & late, State.USED_LATE),
        (found.is_met, State.USED),
        (found.is_ended, State.ENDED),
        (past, State.LAPSED),
        else_=State.OPEN,
    )
    bar = ibis.cases(
        (found.is_met, State.ANSWERED),
        (found.is_ended, State.ENDED),
        (past, State.PASSED),
        else_=State.WAITING,
    )
    standing = ibis.cases((found.is_met, State.MET), (found.is_ended, State.ENDED), else_=State.OWED)
    interval = ibis.ifelse(limit.isin([State.MET_LATE, State.MET_UNDER_EXCEPTION]), State.MET, limit)
    by_sort = ibis.cases(
        (sort == SORT[DutyKind.LIMIT], limit),
        (sort == SORT[DutyKind.TARGET], target),
        (sort == SORT[DutyKind.WINDOW], window),
        (sort == SORT[DutyKind.NOT_BEFORE], bar),
        (sort == SORT[DutyKind.INTERVAL], interval),
        else_=standing,
    )
    unanswered = found.is_untold.fill_null(False) & by_sort.isin(sorted(UNANSWERED_STATES))
    return ibis.cases(
        (found.version.isnull(), State.NOT_IN_FORCE),
        (found.inapplicable.notnull(), State.NOT_APPLICABLE),
        (~found.stands, State.MEASURED),
        (found.broken.notnull(), State.BROKEN),
        (unanswered, State.NOT_IN_SOURCE),
        else_=by_sort,
    )


def _days_past(found: Table) -> Value:
    """Count the days past the deadline, to the day it was met or ended, or the day asked about."""
    counts = found["sort"].isin([SORT[kind] for kind in sorted(COUNTS_DAYS)]) | (found.state == State.USED_LATE)
    closed = found.is_met | found.is_ended
    until = ibis.ifelse(closed, found.closed_on, asked("as_of"))
    days = ibis.greatest(until - found.due, 0)
    return ibis.ifelse(counts & found.due.notnull() & until.notnull(), days, 0).cast("int32")


__all__ = ["COMPLETE", "KEY", "add_standing"]

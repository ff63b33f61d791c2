"""How each clock stands: whether its duty applies, an exception is relied on, a bar was broken, and its state."""

from __future__ import annotations

import ibis

from keywork.core.conditions import FIRST_2015_TRANSFER, NOTICE_OF_MOVE
from keywork.core.judging import COUNTS_DAYS
from keywork.core.register import DutyKind
from keywork.core.states import UNANSWERED_STATES, State
from keywork.engine import law_codes as codes
from keywork.engine.columns import NO, YES
from keywork.engine.copying import day_number
from keywork.engine.dues import ASK, asks_table, dues_table, in_force, special, started
from keywork.engine.exceptional import add_relied_on
from keywork.engine.facts import facts
from keywork.engine.periods import worked
from keywork.engine.plan import (
    DAYS_BACK,
    DUTIES,
    Plan,
    Table,
    Value,
    beside,
    day_of,
    field,
    given,
    in_thread,
    sequence_of,
    spot_of,
    thread_of,
)
from keywork.engine.turning import SOURCES, table_of, turns_table

SORT = {kind: code for code, kind in enumerate(codes.KINDS)}
ASK_KEY = {name: name for name in ASK}


def add_standing(plan: Plan) -> None:
    """Add the steps ``inapplicable``, ``relied_on``, ``broken``, ``bearing``, ``deadlines`` and ``clocks``."""
    asks = asks_table()
    counted = beside(asks.filter(asks.version.notnull()), dues_table(), ASK_KEY, due="due", open_ended="open_ended")
    inapplicable = plan.add("inapplicable", _inapplicable())
    relied_on = add_relied_on(plan, counted)
    broken = plan.add("broken", _broken(counted))
    bearing = plan.add("bearing", _bearing(inapplicable, relied_on, broken))
    deadlines = plan.add("deadlines", _deadlines())
    plan.add("clocks", _clocks(bearing, deadlines))


def _bearing(inapplicable: Table, relied_on: Table, broken: Table) -> Table:
    """Bring together what bears on some clocks besides their own start and answer."""
    none = {"inapplicable": ibis.literal(False), "relied_on": ibis.literal(False), "broken": ibis.null("int64")}
    columns = ("clock", *none)
    every = ibis.union(
        inapplicable.mutate(**none | {"inapplicable": ibis.literal(True)}).select(*columns),
        relied_on.mutate(**none | {"relied_on": ibis.literal(True)}).select(*columns),
        broken.mutate(**{name: value for name, value in none.items() if name != "broken"}).select(*columns),
    )
    return every.group_by("clock").agg(
        inapplicable=every.inapplicable.max(), relied_on=every.relied_on.max(), broken=every.broken.max()
    )


def _inapplicable() -> Table:
    """Return the clocks whose duty does not apply."""
    turns = started(turns_table())
    turns = turns.filter(turns.tested)
    duties = given("duties")
    conditional = duties.filter(duties.test > 0).select("duty", "test", "fact", "negated")
    clocks = turns.join(conditional, "duty")
    clocks = clocks.mutate(sequence=sequence_of(clocks.place))
    found = beside(clocks, _recorded_facts(), {"case": "case", "fact": "fact"}, on_record="holds")
    found = beside(found, _in_reassessment(clocks), {"clock": "clock"}, under_way="under_way")
    key = {"case": "case", "sequence": "place_of_entry"}
    found = beside(found, field("move_on"), key, move_on="at")
    found = beside(found, field("transfer_on"), key, transfer_on="at")
    calendar = given("calendar")
    found = found.mutate(before_move=found.move_on - 1, before_start=found.starts_on - 1)
    found = beside(found, calendar, {"before_move": "day"}, upto_move="upto_ew")
    found = beside(found, calendar, {"before_start": "day"}, upto_start="upto_ew")
    notice = (found.upto_move - found.upto_start >= NOTICE_OF_MOVE).fill_null(False)
    holds = ibis.cases(
        (found.test == codes.FACT, found.on_record.fill_null(False)),
        (found.test == codes.REASSESSMENT, found.under_way.fill_null(False)),
        (found.test == codes.KNOWN_IN_TIME, notice),
        else_=(found.transfer_on == day_number(FIRST_2015_TRANSFER)).fill_null(False),
    )
    found = found.mutate(applies=holds != found.negated)
    return found.filter(~found.applies).select("clock")


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
    asked_for = clocks.filter(clocks.test == codes.REASSESSMENT).select("clock", "case", "place", "day")
    begins = asked_for.join(steps.filter(steps.mark == 4), [asked_for.case == steps.its_case])
    begins = begins.filter((day_of(begins.step) <= begins.day) & (begins.step != begins.place))
    begins = begins.select("clock", "case", "place", "thread", begun=begins.step)
    ends = steps.filter(steps.mark == 5)
    ends = ends.select(end_case=ends.its_case, end_thread=ends.thread, end=ends.step)
    ended = begins.join(ends, [begins.case == ends.end_case])
    ended = ended.filter(
        (ended.end < ended.place)
        & (ended.end >= ended.begun)
        & ((ended.end_thread == 0) | (ended.end_thread == ended.thread))
    )
    lasting = begins.anti_join(ended, ["clock", "begun"])
    return lasting.select("clock", under_way=ibis.literal(True)).distinct()


def _broken(counted: Table) -> Table:
    """Return the first barred thing done while a bar lasted and nothing had answered or ended it."""
    joined = barred_entries(counted)
    lasts = (
        (joined["sort"] != SORT[DutyKind.NOT_BEFORE])
        | joined.open_ended.fill_null(False)
        | (day_of(joined.fact) <= joined.due).fill_null(False)
    )
    joined = joined.filter(lasts)
    return joined.group_by("clock").agg(broken=joined.fact.min())


def barred_entries(counted: Table) -> Table:
    """Return the barred things done from the day of each start until something answered or ended it.

    Args:
        counted: turns with their ``case``, ``duty``, ``place`` and ``day``, ``after`` and ``close``.
    """
    found = facts()
    found = found.filter(found.dated)
    found = found.select("spot", "thread", fact=found.place)
    joined = counted.join(given("barred"), "duty")
    joined = joined.mutate(spot=spot_of(joined.case, joined.kind)).join(found, "spot")
    day = day_of(joined.fact)
    return joined.filter(
        in_thread(joined.own, joined.thread, thread_of(joined.clock))
        & (day >= joined.day)
        & (joined.fact != joined.place)
        & (joined.after.isnull() | (joined.fact > joined.after))
        & (joined.close.isnull() | (day < day_of(joined.close)))
    )


def begun(found: Table) -> Value:
    """Return the one number on which a plain deadline hangs: the day counted from, the duty, and what started it."""
    name = (found.duty.cast("int64") << SOURCES) + found.code
    return ((found.starts_on.cast("int64") + DAYS_BACK) << (DUTIES + SOURCES)) + name


def _deadlines() -> Table:
    """Work each plain deadline once for all clocks of a duty that the same kind started on the same day."""
    known = started(turns_table()).select("duty", "code", "sort", "starts_on").distinct()
    found = plain_dues(known)
    found = beside(found, given("calendar"), {"limb_due": "day"}, last_working="last_working")
    return found.select("version", "last_working", begun=begun(found), due=found.limb_due)


def plain_dues(known: Table) -> Table:
    """Work plain deadlines: the version that applies, and ``limb_due`` where it hangs on the start alone.

    Args:
        known: the ``duty``, the ``code`` and ``sort`` of its start, and the day ``starts_on`` that it counts from.
    """
    known = in_force(known)
    law = given("plain_rules")
    law = law.rename({f"rule_{name}": name for name in ("duty", "code", "starts", "ends")})
    found = known.left_join(
        law,
        [
            known.duty == law.rule_duty,
            known.code == law.rule_code,
            law.rule_starts <= known.in_force_on,
            law.rule_ends >= known.in_force_on,
        ],
    )
    return worked(found.mutate(counted_from=ibis.ifelse(found.way.notnull(), found.starts_on, None)))


def _clocks(bearing: Table, deadlines: Table) -> Table:
    """Return every clock that stands in a list."""
    found = started(turns_table().anti_join(table_of("only_asked"), "clock"))
    taken = {"version": "version", "plain_due": "due", "plain_last": "last_working"}
    found = beside(found.mutate(begun=begun(found)), deadlines, {"begun": "begun"}, **taken)
    dues = dues_table()
    dues = beside(dues.filter(~dues.lent), given("calendar"), {"due": "day"}, last_working="last_working")
    dues = dues.mutate(is_odd=ibis.literal(True))
    taken = {"odd_due": "due", "odd_last": "last_working", "open_ended": "open_ended", "is_odd": "is_odd"}
    found = beside(found, dues, {"clock": "clock"}, **taken)
    found = beside(found, bearing, {"clock": "clock"}, **{name: name for name in bearing.columns if name != "clock"})
    odd = found.is_odd.fill_null(False)
    found = found.mutate(
        due=ibis.ifelse(odd, found.odd_due, found.plain_due),
        last_working=ibis.ifelse(odd, found.odd_last, found.plain_last),
        open_ended=found.open_ended.fill_null(False),
    )
    found = found.mutate(thread_of=thread_of(found.clock), source=((found.mark >> SOURCES) % 2**SOURCES).cast("int16"))
    return finished(found.cross_join(given("question").select("as_of")))


def finished(found: Table) -> Table:
    """Return the columns of clocks from all that was found about each."""
    found = _closed(found)
    barring = found["sort"] == SORT[DutyKind.NOT_BEFORE]
    found = found.mutate(state=_state(found).cast("int16"))
    return found.select(
        "case",
        "duty",
        "number",
        "state",
        "starts_on",
        "due",
        "open_ended",
        "disapplied",
        "thread_of",
        trigger=sequence_of(found.place),
        act_by=ibis.ifelse(barring, None, found.last_working),
        may_act_from=ibis.ifelse(barring, found.due + 1, None).cast("int32"),
        met_on=ibis.ifelse(found.is_met, found.closed_on, None),
        met=ibis.ifelse(found.is_met, found.answer, None),
        ended_on=ibis.ifelse(found.is_ended, found.closed_on, None),
        ended=ibis.ifelse(found.is_ended, found.answer, None),
        broken_on=ibis.ifelse(found.stands, day_of(found.broken), None),
        undated=found.close.notnull() & found.undated,
        days_past=_days_past(found),
    )


def _closed(found: Table) -> Table:
    """Put beside each clock whether it stands at all, what closed it, and the working day to plan for."""
    stands = ~found.inapplicable.fill_null(False) & found.version.notnull() & (found["sort"] != SORT[DutyKind.MEASURE])
    found = found.mutate(
        stands=stands,
        due=ibis.ifelse(stands, found.due, None),
        last_working=ibis.ifelse(stands, found.last_working, None),
        close=ibis.ifelse(stands, found.close, None),
        disapplied=stands & found.relied_on.fill_null(False),
    )
    untold = given("untold").mutate(is_untold=ibis.literal(True))
    found = beside(found, untold, {"duty": "duty", "source": "source"}, is_untold="is_untold")
    closed = found.close.notnull()
    found = found.mutate(
        closed_on=ibis.ifelse(found.undated, None, day_of(found.close)),
        answer=sequence_of(found.close),
        is_met=closed & found.is_met,
        is_ended=closed & ~found.is_met,
    )
    return found


def _in(state: State) -> int:
    """Return the number that a state has in the table of clocks: its place among the states."""
    return codes.STATES.index(state)


def _state(found: Table) -> Value:
    """Return the state of each clock, the first that fits; :mod:`keywork.core.judging` in one expression."""
    past = (found.due < found.as_of).fill_null(False)
    late = (found.closed_on > found.due).fill_null(False)
    limit = _limit_state(found, past, late)
    standing = ibis.cases((found.is_met, _in(State.MET)), (found.is_ended, _in(State.ENDED)), else_=_in(State.OWED))
    interval = ibis.ifelse(limit.isin([_in(State.MET_LATE), _in(State.MET_UNDER_EXCEPTION)]), _in(State.MET), limit)
    sort = found["sort"]
    by_sort = ibis.cases(
        (sort == SORT[DutyKind.LIMIT], limit),
        (sort == SORT[DutyKind.TARGET], _target_state(found, past, late)),
        (sort == SORT[DutyKind.WINDOW], _window_state(found, past, late)),
        (sort == SORT[DutyKind.NOT_BEFORE], _bar_state(found, past)),
        (sort == SORT[DutyKind.INTERVAL], interval),
        else_=standing,
    )
    unanswered = found.is_untold.fill_null(False) & by_sort.isin([_in(state) for state in sorted(UNANSWERED_STATES)])
    return ibis.cases(
        (found.version.isnull(), _in(State.NOT_IN_FORCE)),
        (found.inapplicable.fill_null(False), _in(State.NOT_APPLICABLE)),
        (~found.stands, _in(State.MEASURED)),
        (found.broken.notnull(), _in(State.BROKEN)),
        (unanswered, _in(State.NOT_IN_SOURCE)),
        else_=by_sort,
    )


def _limit_state(found: Table, past: Value, late: Value) -> Value:
    return ibis.cases(
        (found.is_met & found.undated, _in(State.MET_UNDATED)),
        (found.is_met & ~late, _in(State.MET)),
        (found.is_met & found.disapplied, _in(State.MET_UNDER_EXCEPTION)),
        (found.is_met, _in(State.MET_LATE)),
        (found.is_ended, _in(State.ENDED)),
        (~past, _in(State.RUNNING)),
        (found.disapplied, _in(State.LIMIT_DISAPPLIED)),
        else_=_in(State.OVERDUE),
    )


def _target_state(found: Table, past: Value, late: Value) -> Value:
    return ibis.cases(
        (found.is_met & found.undated, _in(State.MET_UNDATED)),
        (found.is_met & ~late, _in(State.MET)),
        (found.is_met, _in(State.MET_AFTER_TARGET)),
        (found.is_ended, _in(State.ENDED)),
        (~past, _in(State.RUNNING)),
        else_=_in(State.PAST_TARGET),
    )


def _window_state(found: Table, past: Value, late: Value) -> Value:
    return ibis.cases(
        (found.is_met & late, _in(State.USED_LATE)),
        (found.is_met, _in(State.USED)),
        (found.is_ended, _in(State.ENDED)),
        (past, _in(State.LAPSED)),
        else_=_in(State.OPEN),
    )


def _bar_state(found: Table, past: Value) -> Value:
    return ibis.cases(
        (found.is_met, _in(State.ANSWERED)),
        (found.is_ended, _in(State.ENDED)),
        (past, _in(State.PASSED)),
        else_=_in(State.WAITING),
    )


def _days_past(found: Table) -> Value:
    """Count the days past the deadline, to the day it was met or ended, or the day asked about."""
    counts = found["sort"].isin([SORT[kind] for kind in sorted(COUNTS_DAYS)]) | (found.state == _in(State.USED_LATE))
    closed = found.is_met | found.is_ended
    until = ibis.ifelse(closed, found.closed_on, found.as_of)
    days = ibis.greatest(until - found.due, 0)
    return ibis.ifelse(counts & found.due.notnull() & until.notnull(), days, 0).cast("int32")

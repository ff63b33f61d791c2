"""The turns of clocks: what starts each, what fulfils or ends it, for every case at once.

The fold of :mod:`keywork.core.turns` is followed exactly, one turn of every clock at a time: each round works the
clocks that go on after the turn before, and nearly all have one turn.
"""

from __future__ import annotations

from functools import cache

import ibis

from keywork.engine import law_codes as codes
from keywork.engine.facts import facts
from keywork.engine.plan import (
    SEQUENCES,
    THREADS,
    Plan,
    Table,
    Value,
    beside,
    case_of,
    clock_of,
    day_of,
    duty_of,
    given,
    in_thread,
    spot_of,
    thread_of,
)

# Behind the place in a mark: where the entry came from, and under which of a duty's names it starts the clock.
SOURCES = 6
CODES = 12
KEEPS = ("clock", "final", "number", "mark", "after", "reversed_on")


def add_starts(plan: Plan) -> None:
    """Add the steps ``direct``, ``doubtful``, ``resolved``, ``known_starts``, ``only_asked``,
    ``starts``, ``opened`` and ``spent``."""
    direct = plan.add("direct", _direct())
    doubtful = plan.add("doubtful", _doubtful())
    resolved = plan.add("resolved", _resolved(direct, doubtful))
    known = plan.add("known_starts", direct.union(resolved))
    lent = plan.add("only_asked", _for_other_duties(known))
    starts = plan.add("starts", known.union(lent))
    plan.add("opened", _opened(starts))
    plan.add("spent", starts.filter(ibis.literal(False)).select("clock", place=starts.mark))


def add_rounds(plan: Plan) -> None:
    """Add the steps of the first round and, under other names, those of each later one."""
    opened, spent = table_of("opened"), table_of("spent")
    turned = plan.add("turned", _turned(opened, None))
    going_on = plan.add("following", _following(turned.filter(_may_go_on(turned))))
    plan.add("turns", turned.filter(_may_go_on(turned)).anti_join(going_on, "clock"))
    plan.add("spending", _spending(turned, going_on))
    again = plan.add("turned_again", _turned(_named("following", going_on), spent))
    later = plan.add("following_again", _following(again))
    plan.add("settled_again", again.anti_join(later, "clock"))
    plan.add("spending_again", _spending(again, later))


@cache
def table_of(name: str) -> Table:
    """Return a table of this room by its name."""
    plan = Plan()
    add_starts(plan)
    return _named(name, plan.steps[name])


def _named(name: str, like: Table) -> Table:
    return ibis.table(like.schema(), name=name)


@cache
def turns_table() -> Table:
    """Return every clock's latest turn, once the rounds are over."""
    turned = _turned(table_of("opened"), None)
    first = _named("turned", turned)
    return first.filter(~_may_go_on(first)).union(_named("turns", turned))


def _mark(found: Table) -> Value:
    return (found.place << CODES) + (found.source.cast("int64") << SOURCES) + found.code


def _direct() -> Table:
    """Return the starts of clocks that are kept by a thread that is named, or for the whole case."""
    found = facts()
    found = found.filter(found.dated).join(given("starters"), "kind")
    found = found.filter(~found.loose & ~(found.splits & (found.thread == 0)))
    thread = ibis.ifelse(found.splits, found.thread, codes.ALL_THREADS)
    return found.select(clock=clock_of(found.case, found.duty, thread), mark=_mark(found))


def _doubtful() -> Table:
    """Return the starts whose clock depends on whether others name a thread."""
    found = facts()
    starters = given("starters")
    found = found.filter(found.dated).join(starters.filter(starters.loose | starters.splits), "kind")
    found = found.filter(found.loose | (found.thread == 0))
    return found.select("case", "duty", "splits", mark=_mark(found))


def _resolved(direct: Table, doubtful: Table) -> Table:
    """Put each doubtful start under its clock; one that is no thread's own starts the clock of each."""
    asked = doubtful.select(group=clock_of(doubtful.case, doubtful.duty, ibis.literal(-1, "int32"))).distinct()
    threads = direct.mutate(group=direct.clock - direct.clock % 2**THREADS)
    threads = threads.filter(threads.clock > threads.group).semi_join(asked, "group")
    threads = threads.select("clock", "group").distinct()
    named = threads.select("group").distinct()
    group = clock_of(doubtful.case, doubtful.duty, ibis.literal(-1, "int32"))
    starts = doubtful.mutate(group=group)
    whole = starts.anti_join(named, "group").select(clock="group", mark="mark")
    in_named = starts.semi_join(named, "group")
    unnamed = in_named.filter(in_named.splits)
    unnamed = unnamed.select(clock=unnamed.group + 1, mark=unnamed.mark)
    every = threads.union(in_named.filter(in_named.splits).select(clock=in_named.group + 1, group="group").distinct())
    shared = in_named.filter(~in_named.splits).join(every, "group").select("clock", "mark")
    return ibis.union(whole, unnamed, shared)


def _for_other_duties(known: Table) -> Table:
    """Add the clocks that only another duty's deadline asks for: those of its thread that stand in no list."""
    pairs = given("duty_pairs")
    clocks = known.mutate(duty=duty_of(known.clock)).join(pairs, "duty")
    asked = clocks.select(clock=clock_of(case_of(clocks.clock), clocks.due_of, thread_of(clocks.clock))).distinct()
    asked = asked.anti_join(known, "clock")
    asked = asked.select(
        "clock", its_case=case_of(asked.clock), its_duty=duty_of(asked.clock), its_thread=thread_of(asked.clock)
    )
    found = facts()
    starters = given("starters").semi_join(pairs.select(duty="due_of"), "duty")
    found = found.filter(found.dated).join(starters, "kind")
    found = found.join(asked, [found.case == asked.its_case, found.duty == asked.its_duty])
    found = found.filter(in_thread(found.own, found.thread, found.its_thread))
    return found.select("clock", mark=_mark(found))


def _opened(starts: Table) -> Table:
    """Open each clock's first turn; where the latest start counts, its last."""
    grouped = starts.group_by("clock").agg(first=starts.mark.min(), final=starts.mark.max())
    grouped = grouped.mutate(duty=duty_of(grouped.clock))
    duties = given("duties")
    found = beside(grouped, duties, {"duty": "duty"}, latest="latest")
    day = CODES + SEQUENCES
    again = found.filter(found.latest & ((found.final >> day) != (found["first"] >> day))).select("clock")
    days = starts.semi_join(again, "clock")
    days = days.select("clock", day=days.mark >> day).distinct()
    numbers = days.group_by("clock").agg(days=days.count())
    found = beside(found, numbers, {"clock": "clock"}, days="days")
    found = beside(found, _reversals(grouped), {"clock": "clock"}, reversed_on="reversed_on")
    return found.select(
        "clock",
        final=ibis.ifelse(found.latest, -1, found.final >> CODES),
        number=found.days.fill_null(1).cast("int32"),
        mark=ibis.ifelse(found.latest, found.final, found["first"]),
        after=ibis.null("int64"),
        reversed_on=found.reversed_on,
        duty=found.duty,  # kept so that the planner knows how many clocks a duty has
    )


def _reversals(clocks: Table) -> Table:
    """Return the last day on which a refusal was taken back, for each clock that it concerns."""
    found = facts().join(given("reversers"), "kind")
    found = found.select("own", "thread", its_case=found.case, its_duty=found.duty, place=found.place)
    clocks = clocks.select("clock", case=case_of(clocks.clock), duty=duty_of(clocks.clock))
    joined = clocks.join(found, [clocks.case == found.its_case, clocks.duty == found.its_duty])
    joined = joined.filter(in_thread(joined.own, joined.thread, thread_of(joined.clock)))
    return joined.group_by("clock").agg(reversed_on=day_of(joined.place.max()))


def closing_facts(opened: Table) -> Table:
    """Return what might close a turn: on or after the day of its start, and not the starting entry itself."""
    duty = opened.duty if "duty" in opened.columns else duty_of(opened.clock)
    turns = opened.select("clock", "reversed_on", duty=duty, start=opened.mark >> CODES)
    closers = given("closers")
    joined = turns.join(closers, "duty")
    joined = joined.mutate(spot=spot_of(case_of(joined.clock), joined.kind))
    found = facts().select("spot", "place", "dated", "thread")
    joined = joined.join(found, "spot")
    day_begins = joined.start - joined.start % 2**SEQUENCES
    undone = joined.refusal & (joined.reversed_on >= day_of(joined.place)).fill_null(False)
    joined = joined.filter(
        (joined.place >= day_begins)
        & (joined.place != joined.start)
        & in_thread(joined.own, joined.thread, thread_of(joined.clock))
        & ~undone
    )
    return joined.select("clock", "ends", "place", told=joined.place * 2 + (~joined.dated).cast("int64"))


def _turned(opened: Table, spent: Table | None) -> Table:
    closing = closing_facts(opened)
    if spent is not None:
        closing = closing.anti_join(spent, ["clock", "place"])
    first = closing.group_by("clock").agg(
        met=closing.told.min(where=~closing.ends),
        ended=closing.told.min(where=closing.ends),
    )
    found = beside(opened, first, {"clock": "clock"}, met="met", ended="ended")
    is_met = closes_by_meeting(found.met, found.ended)
    told = ibis.ifelse(is_met, found.met, found.ended)
    return found.select(*KEEPS, is_met=is_met, close=told >> 1, undated=(told % 2 == 1).fill_null(False))


def closes_by_meeting(met: Value, ended: Value) -> Value:
    """Say whether a turn is fulfilled and not ended: on one day, fulfilling wins."""
    by_day = (met >> (SEQUENCES + 1)) <= (ended >> (SEQUENCES + 1))
    return met.notnull() & (ended.isnull() | by_day.fill_null(True))


def _may_go_on(turned: Table) -> Value:
    """Say whether a clock may have another turn: one where the latest start counts has no place in ``final``."""
    return (turned.final >= turned.close).fill_null(False)


def _following(turned: Table) -> Table:
    """Open the next turn of each clock that was answered and started again after that."""
    goes_on = turned.filter(_may_go_on(turned))
    goes_on = goes_on.mutate(closed_after=ibis.greatest(goes_on.mark >> CODES, goes_on.close))
    starts = table_of("starts")
    joined = goes_on.join(starts.select("clock", next_mark=starts.mark), "clock")
    place = joined.next_mark >> CODES
    joined = joined.filter((place > joined.closed_after) | (place == joined.close))
    kept = ["clock", "final", "number", "closed_after", "reversed_on"]
    found = joined.group_by(kept).agg(mark=joined.next_mark.min())
    return found.select(
        "clock",
        "final",
        number=(found.number + 1).cast("int32"),
        mark=found.mark,
        after=found.closed_after,
        reversed_on=found.reversed_on,
    )


def _spending(turned: Table, following: Table) -> Table:
    closed = turned.semi_join(following, "clock")
    return closed.select("clock", place=closed.close)


def add_afters(plan: Plan) -> None:
    """Add ``afters``: where the turn before closed, for clocks that count from the latest start and need to know."""
    turns = turns_table()
    special = ibis.table(
        {"case": "int32", "place": "int64", "mark": "int16", "thread": "int32", "dated": "bool"}, name="special"
    )
    again = turns.filter((turns.final == -1) & (turns.number > 1))
    again = again.mutate(case=case_of(again.clock), duty=duty_of(again.clock))
    asked = again.semi_join(special.filter(special.mark <= 2), "case").select("clock")
    barred = again.semi_join(given("barred"), "duty").select("clock")
    needed = asked.union(barred, distinct=True)
    starts = table_of("starts").semi_join(needed, "clock")
    days = starts.mutate(day=day_of(starts.mark >> CODES))
    days = days.group_by(["clock", "day"]).agg(start=days.mark.max() >> CODES)
    first = days.group_by("clock").agg(mark=days.start.min() << CODES)
    first = beside(first, turns, {"clock": "clock"}, reversed_on="reversed_on", final_mark="mark")
    closing = closing_facts(first.mutate(mark=(first.mark - first.mark % 2 ** (SEQUENCES + CODES))))
    closing = closing.mutate(day=day_of(closing.place))
    its = days.select(its_clock=days.clock, turn_day=days.day, start=days.start)
    joined = closing.join(its, [closing.clock == its.its_clock, its.turn_day <= closing.day])
    placed = joined.group_by(["clock", "ends", "place", "told"]).agg(start=joined.start.max())
    placed = placed.filter(placed.place != placed.start)
    ended = placed.group_by(["clock", "start"]).agg(
        met=placed.told.min(where=~placed.ends), ended=placed.told.min(where=placed.ends)
    )
    told = ibis.ifelse(closes_by_meeting(ended.met, ended.ended), ended.met, ended.ended)
    closes = ended.select("clock", start=ended.start, close=told >> 1)
    closes = beside(closes, first, {"clock": "clock"}, final_mark="final_mark")
    before = closes.filter(closes.start != closes.final_mark >> CODES)
    plan.add("afters", before.group_by("clock").agg(after=before.close.max()))

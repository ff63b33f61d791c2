"""The turns of clocks: what starts each, what fulfils or ends it, for every case at once.

The fold of :mod:`keywork.core.turns` is followed exactly, one turn of every clock at a time: each round works the
clocks that go on after the turn before, and nearly all have one turn.
"""

from __future__ import annotations

from functools import cache, lru_cache

import ibis

from keywork.engine import rows
from keywork.engine.facts import facts
from keywork.engine.plan import SEQUENCES, Plan, Table, Value, beside, day_of, given, in_thread

KEY = ["case", "duty", "thread_of"]
CODES = 6  # bits of a mark that tell under which of a duty's names an entry starts it


def add_starts(plan: Plan) -> None:
    """Add the steps ``triggers``, ``named``, ``starts``, ``opened`` and ``spent``."""
    triggers = plan.add("triggers", _triggers())
    named = plan.add("named", _named(triggers))
    own = plan.add("own_starts", _assigned(triggers, named))
    starts = plan.add("starts", own.union(_for_other_duties(triggers, own)))
    plan.add("opened", _opened(starts))
    plan.add("spent", _no_rows())


def add_round(plan: Plan) -> None:
    """Add the steps of one round: ``turned``, ``following``, ``settled`` and ``spending``."""
    opened = ibis.table(_opened(table_of("starts")).schema(), name="opened")
    spent = ibis.table(_no_rows().schema(), name="spent")
    turned = plan.add("turned", _turned(opened, spent))
    following = plan.add("following", _following(turned))
    plan.add("settled", turned.anti_join(following, KEY))
    plan.add("spending", _spending(turned, following))


@cache
def table_of(name: str) -> Table:
    """Return a table of this room by its name."""
    plan = Plan()
    add_starts(plan)
    return ibis.table(plan.steps[name].schema(), name=name)


@lru_cache(maxsize=1)
def turns_table() -> Table:
    """Return the table that holds every clock's latest turn once the rounds are over."""
    opened = table_of("opened")
    return ibis.table(_turned(opened, table_of("spent")).schema(), name="turns")


def _triggers() -> Table:
    found = facts()
    found = found.filter(found.dated).join(given("starters"), "kind")
    return found.select("case", "duty", "thread", "own", "splits", "latest", mark=(found.place << CODES) + found.code)


def _named(triggers: Table) -> Table:
    """Say which duties of a case are kept by thread."""
    return triggers.filter(triggers.splits & (triggers.thread > 0)).select("case", "duty").distinct()


def _assigned(triggers: Table, named: Table) -> Table:
    """Put every trigger under its clock; one that is no thread's own starts the clock of each."""
    by_thread = triggers.semi_join(named, ["case", "duty"])
    whole = triggers.anti_join(named, ["case", "duty"])
    own = by_thread.filter(by_thread.splits)
    shared = by_thread.filter(~by_thread.splits)
    threads = own.select("case", "duty", "thread").distinct()
    threads = threads.select(its_case=threads.case, its_duty=threads.duty, thread_of=threads.thread)
    spread = shared.join(threads, [shared.case == threads.its_case, shared.duty == threads.its_duty])
    return ibis.union(
        _start(whole, thread_of=ibis.literal(rows.ALL_THREADS, "int32")),
        _start(own, thread_of=own.thread),
        _start(spread, thread_of=spread.thread_of),
    )


def _start(table: Table, thread_of: Value, only_asked: bool = False) -> Table:
    return table.select("case", "duty", "latest", "mark", thread_of=thread_of, only_asked=ibis.literal(only_asked))


def _for_other_duties(triggers: Table, own: Table) -> Table:
    """Add the clocks that only another duty's deadline asks for: those of its thread that stand in no list."""
    clocks = own.select(*KEY).distinct()
    pairs = given("duty_pairs")
    asked = clocks.join(pairs, "duty").select("case", "thread_of", duty="due_of").distinct()
    asked = asked.anti_join(clocks, KEY)
    asked = asked.select(its_case=asked.case, its_duty=asked.duty, its_thread=asked.thread_of)
    found = triggers.join(asked, [triggers.case == asked.its_case, triggers.duty == asked.its_duty])
    found = found.filter(in_thread(found.own, found.thread, found.its_thread))
    return _start(found, found.its_thread, only_asked=True)


def _opened(starts: Table) -> Table:
    """Open each clock's first turn; where the latest start counts, its last."""
    grouped = starts.group_by(KEY).agg(
        latest=starts.latest.max(),
        only_asked=starts.only_asked.max(),
        first=starts.mark.min(),
        final=starts.mark.max(),
    )
    latest = starts.filter(starts.latest)
    days = latest.select(*KEY, day=latest.mark >> (CODES + SEQUENCES)).distinct()
    numbers = days.group_by(KEY).agg(days=days.count())
    numbered = beside(grouped, numbers, {key: key for key in KEY}, days="days")
    reversed_on = _reversals(grouped)
    found = beside(numbered, reversed_on, {key: key for key in KEY}, reversed_on="reversed_on")
    return found.select(
        *KEY,
        "latest",
        "only_asked",
        "reversed_on",
        final=found.final >> CODES,
        number=ibis.ifelse(found.latest, found.days, 1).cast("int32"),
        mark=ibis.ifelse(found.latest, found.final, found.first),
        after=ibis.null("int64"),
    )


def _reversals(clocks: Table) -> Table:
    """Return the last day on which a refusal was taken back, for each clock that it concerns."""
    found = facts().join(given("reversers"), "kind")
    found = found.select("duty", "own", "thread", its_case=found.case, place=found.place)
    joined = clocks.join(found, [clocks.case == found.its_case, "duty"])
    joined = joined.filter(in_thread(joined.own, joined.thread, joined.thread_of))
    return joined.group_by(KEY).agg(reversed_on=day_of(joined.place.max()))


def closing_facts(opened: Table) -> Table:
    """Return what might close a turn: on or after the day of its start, and not the starting entry itself."""
    turns = opened.mutate(start=opened.mark >> CODES)
    closers = given("closers")
    found = facts()
    found = found.select("kind", "thread", "dated", its_case=found.case, place=found.place)
    joined = turns.join(closers, "duty").join(found, [("case", "its_case"), "kind"])
    day_begins = joined.start - joined.start % 2**SEQUENCES
    undone = joined.refusal & (joined.reversed_on >= day_of(joined.place)).fill_null(False)
    joined = joined.filter(
        (joined.place >= day_begins)
        & (joined.place != joined.start)
        & in_thread(joined.own, joined.thread, joined.thread_of)
        & ~undone
    )
    return joined.select(*KEY, "ends", "place", told=joined.place * 2 + (~joined.dated).cast("int64"))


def _turned(opened: Table, spent: Table) -> Table:
    closing = closing_facts(opened).anti_join(spent, [*KEY, "place"])
    first = closing.group_by(KEY).agg(
        met=closing.told.min(where=~closing.ends),
        ended=closing.told.min(where=closing.ends),
    )
    found = beside(opened, first, {key: key for key in KEY}, met="met", ended="ended")
    return _closed(found)


def closes_by_meeting(met: Value, ended: Value) -> Value:
    """Say whether a turn is fulfilled and not ended: on one day, fulfilling wins."""
    by_day = (met >> (SEQUENCES + 1)) <= (ended >> (SEQUENCES + 1))
    return met.notnull() & (ended.isnull() | by_day.fill_null(True))


def _closed(found: Table) -> Table:
    is_met = closes_by_meeting(found.met, found.ended)
    told = ibis.ifelse(is_met, found.met, found.ended)
    return found.select(
        *KEY,
        "latest",
        "only_asked",
        "reversed_on",
        "final",
        "number",
        "mark",
        "after",
        is_met=is_met,
        close=told >> 1,
        undated=(told % 2 == 1).fill_null(False),
    )


def _following(turned: Table) -> Table:
    """Open the next turn of each clock that was answered and started again after that."""
    goes_on = turned.filter(~turned.latest & turned.close.notnull() & (turned.final >= turned.close))
    start = goes_on.mark >> CODES
    goes_on = goes_on.mutate(start=start, closed_after=ibis.greatest(start, goes_on.close))
    starts = table_of("starts")
    starts = starts.select(
        key_case=starts.case, key_duty=starts.duty, key_thread=starts.thread_of, next_mark=starts.mark
    )
    joined = goes_on.join(
        starts,
        [
            goes_on.case == starts.key_case,
            goes_on.duty == starts.key_duty,
            goes_on.thread_of == starts.key_thread,
        ],
    )
    place = joined.next_mark >> CODES
    joined = joined.filter((place > joined.closed_after) | (place == joined.close))
    kept = [*KEY, "latest", "only_asked", "reversed_on", "final", "number", "closed_after"]
    found = joined.group_by(kept).agg(mark=joined.next_mark.min())
    return found.select(
        *KEY,
        "latest",
        "only_asked",
        "reversed_on",
        "final",
        number=(found.number + 1).cast("int32"),
        mark=found.mark,
        after=found.closed_after,
    )


def _spending(turned: Table, following: Table) -> Table:
    closed = turned.semi_join(following, KEY)
    return closed.select(*KEY, place=closed.close)


def _no_rows() -> Table:
    starts = given("starters")
    none = starts.filter(ibis.literal(False))
    return none.select(
        case=none.duty.cast("int32"),
        duty=none.duty,
        thread_of=none.duty.cast("int32"),
        place=none.duty.cast("int64"),
    )


def add_afters(plan: Plan) -> None:
    """Add ``afters``: where the turn before closed, for clocks that count from the latest start and need to know."""
    turns = turns_table()
    special = ibis.table(
        {"case": "int32", "place": "int64", "mark": "int16", "thread": "int32", "dated": "bool"}, name="special"
    )
    again = turns.filter(turns.latest & (turns.number > 1))
    asked = again.semi_join(special.filter(special.mark <= 2), "case").select(*KEY)
    barred = again.semi_join(given("barred"), "duty").select(*KEY)
    needed = asked.union(barred, distinct=True)
    starts = table_of("starts").semi_join(needed, KEY)
    days = starts.mutate(day=day_of(starts.mark >> CODES))
    days = days.group_by([*KEY, "day"]).agg(start=days.mark.max() >> CODES)
    first = days.group_by(KEY).agg(mark=days.start.min() << CODES)
    first = beside(first, turns, {key: key for key in KEY}, reversed_on="reversed_on", final_mark="mark")
    every = first.mutate(mark=(first.mark - first.mark % 2 ** (SEQUENCES + CODES)))
    closing = closing_facts(every)
    closing = closing.mutate(day=day_of(closing.place))
    its = days.select(
        its_case=days.case, its_duty=days.duty, its_thread=days.thread_of, turn_day=days.day, start=days.start
    )
    of_turn = [
        closing.case == its.its_case,
        closing.duty == its.its_duty,
        closing.thread_of == its.its_thread,
        its.turn_day <= closing.day,
    ]
    joined = closing.join(its, of_turn)
    placed = joined.group_by([*KEY, "ends", "place", "told"]).agg(start=joined.start.max())
    placed = placed.filter(placed.place != placed.start)
    ended = placed.group_by([*KEY, "start"]).agg(
        met=placed.told.min(where=~placed.ends), ended=placed.told.min(where=placed.ends)
    )
    told = ibis.ifelse(closes_by_meeting(ended.met, ended.ended), ended.met, ended.ended)
    closes = ended.select(*KEY, start=ended.start, close=told >> 1)
    closes = beside(closes, first, {key: key for key in KEY}, final_mark="final_mark")
    before = closes.filter(closes.start != closes.final_mark >> CODES)
    plan.add("afters", before.group_by(KEY).agg(after=before.close.max()))

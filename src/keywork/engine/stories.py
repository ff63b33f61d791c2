"""Stories: what decides the turns of a clock is the order of a few entries, and most cases share theirs with others.

A story is the entries that clocks of one thread of a case look at (or those kept for the whole case), in their order,
without their days: kind, whose thread, dated or not, and whether an entry falls on the day of the one before. Each
story is folded once, as if it were a case whose days are numbered; then every case that has it is told its clocks
with the days and numbers of its own entries. Nothing is assumed of how many stories there are: where each case has
its own, as many are folded as there would be without.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa

from keywork.engine import law_codes as codes
from keywork.engine.dues import ASK, entries_counted_from, special
from keywork.engine.facts import facts
from keywork.engine.plan import (
    SEQUENCES,
    Plan,
    Table,
    Value,
    beside,
    case_of,
    clock_of,
    day_of,
    duty_of,
    given,
    place_of,
    sequence_of,
    spot_of,
    thread_of,
)
from keywork.engine.quick_rows import QUICK, QUICK_TESTS, SLOTS
from keywork.engine.standing import barred_entries
from keywork.engine.story_columns import KEPT
from keywork.engine.turning import CODES, SOURCES, table_of, turns_table

# An entry of a story in one number: its place, its source, its kind, whose it is, whether it is dated.
KIND_BITS, WHOSE_BITS = 10, 2
LOOK_BITS = KIND_BITS + WHOSE_BITS + 1
ANYBODYS, OWN, ANOTHERS = 0, 1, 2
QUICKENED = {"quick", "sort", "rule", "later", "odd", "broken", "inapplicable"} | {
    f"{name}_{slot}" for name in ("limb", "fact", "rule", "field") for slot in SLOTS
}


def add_stories(plan: Plan) -> Table:
    """Add the steps that work turns by stories: the last before they are folded, and those after."""
    kinds = plan.add("story_kinds", _kinds(), only="duckdb")
    units = plan.add("units", _units(kinds), only="duckdb")
    new = plan.add("new_stories", _new_stories(units), only="duckdb")
    plan.add("story_entries", _entries(new), only="duckdb")
    plan.add("story_turns", _turns(), only="duckdb")
    numbered = plan.add("told_units", _numbered(units), only="duckdb")
    plan.add(
        "bound",
        _bound(ibis.table({"case": "int32", "duty": "int16", "is_named": "bool"}, name="named_clocks")),
        only="duckdb",
    )
    plan.add("turns_here", _kept("story_turns").semi_join(numbered, [("story", "story_number")]), only="duckdb")
    plan.add("told_turns", _told_turns(numbered), only="duckdb")
    starts = table_of("resolved")
    starts = starts.filter(thread_of(starts.clock) <= 0).union(table_of("only_asked"))
    plan.add("untold_starts", starts, only="duckdb")
    return numbered


def _kept(name: str) -> Table:
    """Return a table in which stories are kept from one group of authorities to the next."""
    fields = {each.name: "array<int32>" if pa.types.is_list(each.type) else str(each.type) for each in KEPT[name]}
    return ibis.table(fields, name=name)


def _split() -> Table:
    """Return the duties whose clocks are kept by thread."""
    starters = given("starters")
    return starters.filter(starters.splits).select("duty").distinct()


def _kinds() -> Table:
    """Return the kinds that clocks look at: in the whole case, in their thread, or anywhere beside their thread."""
    quick, limb_kinds = given("quick"), given("limb_kinds")
    counted_from = quick.join(limb_kinds, "version").select("duty", "kind", "own")
    barred = given("barred").semi_join(quick, "duty").select("duty", "kind", "own")
    looked_at = (given(name).select("duty", "kind", "own") for name in ("starters", "closers", "reversers"))
    looked_at = ibis.union(*looked_at, counted_from, barred)
    split = _split().mutate(is_split=ibis.literal(True))
    every = beside(looked_at, split, {"duty": "duty"}, is_split="is_split")
    is_split = every.is_split.fill_null(False)
    return every.group_by("kind").agg(
        whole=(~is_split).max(), own=(is_split & every.own).max(), shared=(is_split & ~every.own).max()
    )


def _units(kinds: Table) -> Table:
    """Return, for each case and each of its threads, the entries that the clocks of it look at, in their order."""
    found = facts().join(kinds, "kind")
    found = found.mutate(
        place=(found.place << SOURCES) + found.source, kind_code=(found.kind + 1).cast("int64") << (WHOSE_BITS + 1)
    )
    whole = found.filter(found.whole)
    whole = whole.select("case", unit=ibis.literal(codes.ALL_THREADS, "int32"), key=_key(whole, ibis.literal(ANYBODYS)))
    own = found.filter((found.own | found.shared) & (found.thread > 0))
    own = own.select("case", unit=own.thread, key=_key(own, ibis.ifelse(own.own, OWN, ANYBODYS)))
    starters = given("starters")
    starting = facts().semi_join(starters.filter(starters.splits), "kind")
    threads = starting.filter(starting.thread > 0).select(its_case=starting.case, unit=starting.thread).distinct()
    shared = found.filter(found.shared)
    shared = shared.join(threads, [shared.case == threads.its_case, shared.thread != threads.unit])
    whose = ibis.ifelse(shared.own & (shared.thread > 0), ANOTHERS, ANYBODYS)
    shared = shared.select("case", "unit", key=_key(shared, whose))
    every = ibis.union(whole, own, shared)
    units = every.group_by(["case", "unit"]).agg(keys=array_agg(every.key))
    units = units.mutate(keys=list_sort(units.keys))
    return units.mutate(story=units.keys.map(lambda key, place: _look(units.keys, key, place)))


def _key(found: Table, whose: Value) -> Value:
    """Return the one number that an entry of a story is, by which entries are in order."""
    return (found.place << LOOK_BITS) + found.kind_code + whose * 2 + found.dated.cast("int64")


def _array_agg(value: dt.int64) -> dt.Array[dt.int64]:
    """Put the values of a group in a list."""


def _list_sort(values: dt.Array[dt.int64]) -> dt.Array[dt.int64]:
    """Put the values of a list in order."""


def _list_extract(values: dt.Array[dt.int64], place: dt.int64) -> dt.int64:
    """Take the value at a place counted from 1, or none at 0."""


# DuckDB's own, without the tests for missing values and places from the end that ibis would write around them.
array_agg: Any = ibis.udf.agg.builtin(_array_agg, name="array_agg")
list_sort: Any = ibis.udf.scalar.builtin(_list_sort, name="list_sort")
list_extract: Any = ibis.udf.scalar.builtin(_list_extract, name="list_extract")


def _look(keys: Value, key: Value, place: Value) -> Value:
    """Return what a story says of an entry, whether it is the one before, and whether it falls on its day."""
    last, days = list_extract(keys, place), SEQUENCES + SOURCES + LOOK_BITS
    same = ibis.cases(
        ((last >> days) != (key >> days), 0), ((last >> LOOK_BITS) == (key >> LOOK_BITS), 3), (last > 0, 1), else_=0
    )
    return ((key % 2**LOOK_BITS) * 4 + same).cast("int32")


def _new_stories(units: Table) -> Table:
    """Return each story that was not met before, numbered; one of a whole case is another than one of a thread."""
    found = units.select("story", whole=units.unit == codes.ALL_THREADS).distinct()
    found = found.anti_join(_kept("stories"), ["story", "whole"])
    return found.mutate(number=(ibis.row_number() + _kept("stories").count().as_scalar()).cast("int32"))


def _entries(stories: Table) -> Table:
    """Return the entries of stories as if each were a case, its days numbered and its entries by their places."""
    found = stories.select(
        case=stories.number, look=stories.story.unnest(), ordinal=ibis.range(0, stories.story.length()).unnest()
    )
    in_order = ibis.window(group_by=found.case, order_by=found.ordinal, preceding=None, following=0)
    day = (1 - found.look % 2).sum().over(in_order).cast("int32")
    # A plan's first making that is inferred is the entry that it is inferred from, beside it in the story.
    is_the_last = (found.look >> 1) % 2
    found = found.select(
        "case",
        kind=((found.look >> (WHOSE_BITS + 3)) - 1).cast("int16"),
        place=place_of(day, found.ordinal + 1 - is_the_last),
        dated=(found.look >> 2) % 2 == 1,
        thread=((found.look >> 3) % 2**WHOSE_BITS).cast("int32"),
        source=ibis.literal(0, "int16"),
    )
    return found.select("case", "kind", "place", "dated", "thread", "source", spot=spot_of(found.case, found.kind))


def _turns() -> Table:
    """Return the latest turn of each clock of each story, with the places of its entries among the story's."""
    turns = turns_table()
    turns = turns.mutate(
        case=case_of(turns.clock),
        duty=duty_of(turns.clock),
        clock_thread=thread_of(turns.clock),
        place=turns.mark >> CODES,
        day=day_of(turns.mark >> CODES),
        code=(turns.mark % 2**SOURCES).cast("int16"),
        lent=ibis.literal(False),
    )
    turns = beside(turns, _split(), {"duty": "duty"}, split="duty")
    stories = _kept("new_stories").select("number", "whole")
    turns = turns.join(stories, turns.case == stories.number)
    # Stories of threads tell of duties kept by thread alone, and those of whole cases of the others.
    turns = turns.filter(turns.clock_thread == ibis.ifelse(turns.whole, codes.ALL_THREADS, OWN))
    turns = turns.filter(turns.split.isnull() == turns.whole)
    days = facts()
    days = days.select("case", day=day_of(days.place), ordinal=sequence_of(days.place))
    last = days.group_by(["case", "day"]).agg(ordinal=days.ordinal.max())
    turns = beside(turns, last, {"case": "case", "reversed_on": "day"}, reversal="ordinal")
    turns = _quickened(turns)
    return turns.select(
        "duty",
        "number",
        "is_met",
        "undated",
        "reversal",
        story=turns.case,
        final=ibis.ifelse(turns.final == -1, -1, 0).cast("int64"),
        code=turns.code.cast("int64"),
        start=sequence_of(turns.place),
        close=sequence_of(turns.close),
        after=sequence_of(turns.after),
        **{name: turns[name] for name in KEPT["story_turns"].names if name in QUICKENED},
    ).select(*KEPT["story_turns"].names)


def _quickened(turns: Table) -> Table:
    """Put beside each turn of a quick duty on which entries its deadline hangs, and which broke its bar."""
    quick = given("quick")
    turns = beside(turns, quick, {"duty": "duty"}, quick_duty="duty", **{name: name for name in QUICK.names[1:]})
    facts_of = ("rule", "request", "referral", "sort", "odd")
    turns = beside(turns, given("start_facts"), {"duty": "duty", "code": "code"}, **{name: name for name in facts_of})
    # Of a clock where the latest start counts, what it answered before bears on a bar: that is worked apart.
    again = turns.is_barred & (turns.final == -1) & (turns.number > 1)
    turns = turns.mutate(quick=turns.quick_duty.notnull() & ~again.fill_null(False))
    quick = turns.filter(turns.quick)
    asking = quick.filter(quick.version.notnull()).select(*ASK, "case", "duty", "place", "day", "version")
    counted = entries_counted_from(asking)
    barred = quick.filter(quick.is_barred).select(*ASK, "case", "duty", "place", "day", "after", "close")
    bars = barred_entries(barred)
    bars = bars.group_by("clock").agg(fact=bars.fact.min())
    turns = beside(turns, bars, {"clock": "clock"}, broken="fact")
    for slot in SLOTS:
        own = counted.filter(counted.limb == slot)
        turns = beside(turns, own, {"clock": "clock"}, **{f"event_{slot}": "fact"})
        source = turns[f"source_{slot}"]
        by_start = source.isin([codes.TRIGGER, codes.DUE])
        fact = ibis.ifelse(by_start, turns.place, turns[f"event_{slot}"])
        variant = turns.request.cast("int32") * 2 + turns.referral.cast("int32")
        limb = ibis.ifelse(source.notnull(), limb_of(turns.version, slot, variant), None)
        turns = turns.mutate(
            **{
                f"limb_{slot}": limb.cast("int32"),
                f"fact_{slot}": sequence_of(fact),
                f"rule_{slot}": ibis.ifelse(by_start, turns.rule, turns[f"rule_{slot}"]),
            }
        )
    return turns.mutate(broken=sequence_of(turns.broken), later=(turns.combine == codes.LATER).fill_null(False))


def limb_of(version: Value, slot: Value | int, variant: Value) -> Value:
    """Return the one number of a limb as it is worked for a start: a request or a referral may change it."""
    return (version.cast("int32") * len(SLOTS) + slot) * 4 + variant


def _numbered(units: Table) -> Table:
    """Put the number of its story in the place of each unit's story."""
    stories = _kept("stories")
    stories = stories.select(its_story=stories.story, its_whole=stories.whole, story_number=stories.number)
    whole = units.unit == codes.ALL_THREADS
    found = units.join(stories, [units.story == stories.its_story, whole == stories.its_whole])
    return found.select("case", "unit", "keys", "story_number")


def told(units: Table, turns: Table) -> Table:
    """Put beside each unit some turns of its story's clocks, of :func:`story_turns`."""
    return units.join(turns, units.story_number == turns.story)


def story_turns() -> Table:
    """Return the turns of the stories that are told of the cases asked about."""
    return ibis.table(_kept("story_turns").schema(), name="turns_here")


def entry_at(found: Table, name: str) -> Value:
    """Return the place and source of an entry of a story, in one number."""
    return list_extract(found["keys"], found[name]) >> LOOK_BITS


def bound() -> Table:
    """Return the quick duties that are not so in a case: an entry names them or may bear on their condition, or
    another duty asks for their deadline."""
    return ibis.table({"case": "int32", "duty": "int16"}, name="bound")


def _bound(named: Table) -> Table:
    pairs, starters, quick = given("duty_pairs"), given("starters"), given("quick")
    slow_pairs = pairs.anti_join(quick, "duty")
    asking = starters.join(slow_pairs, "duty").select("kind", duty="due_of").semi_join(quick, "duty").distinct()
    asked = facts().join(asking, "kind").select("case", "duty")
    lenders = pairs.select(lender=pairs.due_of, borrower=pairs.duty)
    borrowing = named.join(lenders, named.duty == lenders.lender).select("case", duty="borrower")
    named = named.select("case", "duty").union(borrowing)
    tested = quick.join(given("duties").select("duty", "test"), "duty")
    mark = ibis.cases(*((tested.test == test, mark) for test, mark in QUICK_TESTS.items()), else_=None)
    tested = tested.select("duty", mark=mark.cast("int16"))
    marked = special().join(tested, "mark").select("case", "duty")
    return ibis.union(named.semi_join(quick, "duty"), asked, marked, distinct=True)


def _told_turns(units: Table) -> Table:
    """Return the turns of every case's clocks that are not quick, of the turns of their stories."""
    turns = story_turns()
    slow = told(units, turns.filter(~turns.quick))
    bound_units = units.semi_join(bound(), "case")
    bound_turns = told(bound_units, turns.filter(turns.quick)).semi_join(bound(), ("case", "duty"))
    found = slow.union(bound_turns)
    return found.select(
        clock=clock_of(found.case, found.duty, found.unit),
        final=found.final,
        number=found.number,
        mark=(entry_at(found, "start") << SOURCES) + found.code,
        after=entry_at(found, "after") >> SOURCES,
        reversed_on=day_of(entry_at(found, "reversal") >> SOURCES),
        is_met=found.is_met,
        close=entry_at(found, "close") >> SOURCES,
        undated=found.undated,
    )

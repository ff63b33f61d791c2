"""Deadlines: the limbs of each version worked by the primitives of the register, every clock's at once.

A clock that counts from another duty's deadline is worked in a later pass, when that deadline stands.
"""

from __future__ import annotations

from functools import lru_cache

import ibis

from keywork.core.register import DutyKind
from keywork.engine import law_codes as codes
from keywork.engine.facts import facts
from keywork.engine.periods import worked
from keywork.engine.plan import (
    SEQUENCES,
    Plan,
    Table,
    asked,
    beside,
    case_of,
    clock_of,
    day_of,
    duty_of,
    field,
    given,
    in_thread,
    sequence_of,
    spot_of,
    thread_of,
)
from keywork.engine.turning import CODES, SOURCES, table_of, turns_table

ASK = ["clock", "mark", "lent"]  # what a deadline is asked for: a clock's turn, or another duty's from the same entry
SPECIAL = {"case": "int32", "place": "int64", "mark": "int16", "thread": "int32", "dated": "bool"}
SHARED = {"limb": "int16", "due_of": "int16", "lent_clock": "int64", "lent_mark": "int64"}
SHIFTED = {"case": "int32", "place": "int64", "rule": "int16", "starts_on": "int32"}


def special() -> Table:
    """Return the entries of the kinds that the law's tests look for."""
    return ibis.table(SPECIAL, name="special")


def shifted() -> Table:
    """Return the days of entries that do not count from the day they happened."""
    return ibis.table(SHIFTED, name="shifted")


def add_asks(plan: Plan) -> None:
    """Add ``named_clocks`` and ``asks``: each latest turn whose deadline is not plain, with its version in force.

    A deadline is plain where it hangs on nothing but the clock's own start, and nothing else hangs on it.
    """
    named = plan.add("named_clocks", _named_clocks())
    turns = started(turns_table())
    turns = beside(turns, named, {"case": "case", "duty": "duty"}, is_named="is_named")
    odd = turns.filter(turns.odd | turns.is_named.fill_null(False))
    afters = ibis.table({"clock": "int64", "after": "int64"}, name="afters")
    found = beside(odd, afters, {"clock": "clock"}, late_after="after")
    found = beside(found, given("duties"), {"duty": "duty"}, level="level")
    found = found.mutate(after=ibis.coalesce(found.after, found.late_after), lent=ibis.literal(False))
    plan.add("asks", _versioned(found, ["close"]))


def _named_clocks() -> Table:
    """Return the duties that an entry of a case names: one for which an exception was recorded, or a date was set."""
    marked = special()
    naming = marked.filter(marked.mark <= 2)
    naming = naming.mutate(sequence=sequence_of(naming.place))
    naming = beside(naming, field("duty"), {"case": "case", "sequence": "place_of_entry"}, name="word")
    found = naming.join(given("duty_names"), "name")
    return found.select("case", "duty", is_named=ibis.literal(True)).distinct()


def started(turns: Table) -> Table:
    """Put the day counted from beside each turn: that of the start, or the one to which a rule moved it."""
    turns = turns.mutate(
        case=case_of(turns.clock),
        duty=duty_of(turns.clock),
        place=turns.mark >> CODES,
        day=day_of(turns.mark >> CODES),
        code=(turns.mark % 2**SOURCES).cast("int16"),
    )
    taken = ("rule", "request", "referral", "sort", "odd", "tested")
    found = beside(turns, given("start_facts"), {"duty": "duty", "code": "code"}, **{name: name for name in taken})
    found = beside(found, shifted(), {"case": "case", "place": "place", "rule": "rule"}, moved_to="starts_on")
    return found.mutate(starts_on=ibis.coalesce(found.moved_to, found.day))


def in_force(turns: Table) -> Table:
    """Put the day beside each turn whose version of the law applies: a standing duty's is the day asked about."""
    standing = turns["sort"] == codes.KINDS.index(DutyKind.STANDING)
    return turns.mutate(in_force_on=ibis.ifelse(standing, asked("as_of"), turns.starts_on))


def _versioned(turns: Table, more: list[str]) -> Table:
    """Put the version that applies beside each turn."""
    known = in_force(turns)
    versions = given("versions")
    versions = versions.select(
        its_duty=versions.duty,
        version=versions.version,
        combine=versions.combine,
        from_day=versions.starts,
        to_day=versions.ends,
    )
    joined = known.left_join(
        versions,
        [
            known.duty == versions.its_duty,
            versions.from_day <= known.in_force_on,
            versions.to_day >= known.in_force_on,
        ],
    )
    return joined.select(*ASK, *WORKED, "sort", *more)


@lru_cache(maxsize=1)
def asks_table() -> Table:
    """Return the table of clocks' latest turns."""
    plan = Plan()
    add_asks(plan)
    return ibis.table(plan.steps["asks"].schema(), name="asks")


WORKED = [
    "case",
    "duty",
    "place",
    "day",
    "starts_on",
    "after",
    "request",
    "referral",
    "level",
    "version",
    "combine",
]


@lru_cache(maxsize=1)
def asking() -> Table:
    """Return the deadlines asked for in one pass."""
    return ibis.table(_of_level().schema(), name="asking")


def _of_level() -> Table:
    asks = asks_table()
    own = asks.filter(asks.version.notnull()).select(*ASK, *WORKED)
    lent = ibis.table(own.schema(), name="lent").distinct()
    both = own.union(lent)
    return both.filter(both.level == ibis.table({"level": "int16"}, name="this_level").level.as_scalar())


def add_passes(plan: Plan) -> None:
    """Add the steps of a pass, run for each depth of ``due:`` references.

    ``asking`` takes the deadlines of one depth. From the deepest up, ``sharing`` and ``lending`` find what they ask
    of other duties; from the shallowest down, ``lifted``, ``dating`` and ``dues`` work them.
    """
    asks = asks_table()
    none = asks.filter(ibis.literal(False))
    plan.add("lent", none.select(*ASK, *WORKED))
    plan.add("shared", none.select(*ASK, **{name: ibis.null(kind).name(name) for name, kind in SHARED.items()}))
    plan.add("worked_dues", none.select(*ASK, due=ibis.null("int32"), open_ended=ibis.null("bool")))
    now = plan.add("asking", _of_level())
    sharing = plan.add("sharing", _shared(now))
    plan.add("lending", _lending(sharing))
    plan.add("lifted", _lifted(now))
    plan.add("dating", _dating(now))
    plan.add("dues", _dues(now))


def dues_table() -> Table:
    """Return the table of every deadline worked so far, with whether an UNTIL is open."""
    return ibis.table({**_key_schema(), "due": "int32", "open_ended": "bool"}, name="worked_dues")


def _key_schema() -> dict[str, str]:
    schema = asks_table().schema()
    return {name: schema[name] for name in ASK}


def _lending(shared: Table) -> Table:
    """Ask for another duty's deadline from the same entry, where that entry starts both."""
    turns = shared.select(
        clock=shared.lent_clock, mark=shared.lent_mark, lent=ibis.literal(True), after=ibis.null("int64")
    ).distinct()
    known = started(turns)
    known = beside(known, given("duties"), {"duty": "duty"}, level="level")
    found = _versioned(known, [])
    return found.filter(found.version.notnull()).select(*ASK, *WORKED)


def _shared(deeper: Table) -> Table:
    """Return, for each turn that counts from another duty's deadline, the start that both have."""
    limbs = given("limbs")
    limbs = limbs.filter(limbs.source == codes.DUE).select("version", "limb", "due_of")
    asking = deeper.join(limbs, "version")
    found = facts()
    found = found.select("kind", "thread", its_case=found.case, its_place=found.place)
    joined = asking.join(found, [asking.case == found.its_case, asking.place == found.its_place])
    starters = given("starters")
    starters = starters.select(its_kind=starters.kind, its_duty=starters.duty, code=starters.code, own=starters.own)
    joined = joined.join(starters, [joined.kind == starters.its_kind, joined.due_of == starters.its_duty])
    joined = beside(joined, given("duties"), {"due_of": "duty"}, latest="latest")
    first = ibis.ifelse(joined.latest, codes.MOST_STARTS - joined.code, joined.code)
    joined = joined.mutate(first=first, own_thread=ibis.ifelse(joined.own, joined.thread, 0))
    best = joined.group_by([*ASK, "limb", "due_of", "case", "place"]).agg(
        code=joined.code.argmin(joined["first"]), own_thread=joined.own_thread.argmin(joined["first"])
    )
    whole = clock_of(best.case, best.due_of, ibis.literal(codes.ALL_THREADS, "int32"))
    best = best.mutate(whole=whole, unnamed=whole + 1)
    known = table_of("known_starts").select("clock").distinct().mutate(is_there=ibis.literal(True))
    found = beside(best, known, {"unnamed": "clock"}, is_there="is_there")
    thread = ibis.cases(
        (found.own_thread > 0, found.whole + 1 + found.own_thread),
        (found.is_there.fill_null(False), found.unnamed),
        else_=found.whole,
    )
    return found.select(*ASK, "limb", "due_of", lent_clock=thread, lent_mark=(found.place << CODES) + found.code)


def entries_counted_from(asking: Table) -> Table:
    """Return the entry each limb counts from: the start itself, the first on or after its day, or the last before.

    Args:
        asking: what deadlines are asked for, with ``version``, ``case``, ``place`` and ``day``.
    """
    limbs = given("limbs")
    kinds = given("limb_kinds").join(limbs, ["version", "limb"])
    found = facts()
    found = found.filter(found.dated)
    found = found.select("spot", "thread", fact=found.place)
    joined = asking.join(kinds, "version")
    joined = joined.mutate(spot=spot_of(joined.case, joined.kind)).join(found, "spot")
    joined = joined.filter(
        in_thread(joined.own, joined.thread, thread_of(joined.clock))
        & (~joined.until_start | (day_of(joined.fact) <= joined.day))
    )
    begins = joined.place - joined.place % 2**SEQUENCES
    chosen = joined.group_by([*ASK, "limb"]).agg(
        rule=joined.rule.max(),  # a limb has but one
        field=joined.field.max(),
        itself=joined.fact.max(where=joined.fact == joined.place),
        since=joined.fact.min(where=joined.fact >= begins),
        before=joined.fact.max(),
    )
    return chosen.mutate(fact=ibis.coalesce(chosen.itself, chosen.since, chosen.before))


def _dating(asking: Table) -> Table:
    """Return the day that an event or its field gives to a limb."""
    chosen = entries_counted_from(asking)
    chosen = chosen.mutate(sequence=sequence_of(chosen.fact), case=case_of(chosen.clock))
    chosen = beside(chosen, shifted(), {"case": "case", "fact": "place", "rule": "rule"}, moved_to="starts_on")
    details = given("details")
    key = {"case": "case", "sequence": "sequence", "field": "field"}
    chosen = beside(chosen, details, key, said="day")
    counted = ibis.ifelse(chosen.field.isnull(), ibis.coalesce(chosen.moved_to, day_of(chosen.fact)), chosen.said)
    return chosen.select(*ASK, "limb", counted_from=counted.cast("int32"))


def _lifted(asking: Table) -> Table:
    """Return, for a bar that has begun, the day it was lifted, or none while it is open."""
    kinds = given("until_kinds")
    found = facts()
    found = found.select("spot", "thread", "dated", fact=found.place)
    joined = asking.join(kinds, "version")
    joined = joined.mutate(spot=spot_of(joined.case, joined.kind)).join(found, "spot")
    joined = joined.filter(in_thread(joined.own, joined.thread, thread_of(joined.clock)))
    begins = joined.place - joined.place % 2**SEQUENCES
    begun = joined.filter(~joined.lifts & (joined.fact >= begins))
    begun = begun.group_by([*ASK, "limb"]).agg(once=begun.fact.min())
    lifts = joined.filter(joined.lifts).select(*ASK, "limb", "fact", "dated")
    both = begun.join(lifts.select(*ASK, "limb", "fact", "dated"), [*ASK, "limb"])
    both = both.filter(both.fact >= both.once - both.once % 2**SEQUENCES)
    told = both.group_by([*ASK, "limb"]).agg(told=(both.fact * 2 + (~both.dated).cast("int64")).min())
    key = {name: name for name in [*ASK, "limb"]}
    found = beside(begun, told, key, told="told")
    dated = found.told.notnull() & (found.told % 2 == 0)
    return found.select(*ASK, "limb", counted_from=ibis.ifelse(dated, day_of(found.told >> 1), None).cast("int32"))


def _counted(asking: Table) -> Table:
    """Return every limb with the day it counts from, or none."""
    limbs = given("limbs")
    joined = asking.join(limbs, "version")
    plain = joined.filter(joined.source == codes.TRIGGER)
    plain = plain.mutate(counted_from=plain.starts_on, open_limb=ibis.literal(False))
    other = joined.filter(joined.source != codes.TRIGGER)
    key = {name: name for name in [*ASK, "limb"]}
    limb = {**_key_schema(), "limb": "int16", "counted_from": "int32"}
    other = beside(other, ibis.table(limb, name="dating"), key, dated_on="counted_from")
    lifted = ibis.table(limb, name="lifted").mutate(begun=ibis.literal(True))
    other = beside(other, lifted, key, lifted_on="counted_from", begun="begun")
    shared = ibis.table({**_key_schema(), **SHARED}, name="shared")
    other = beside(other, shared, key, lent_clock="lent_clock", lent_mark="lent_mark")
    thread = thread_of(other.clock)
    other = other.mutate(due_clock=clock_of(other.case, other.due_of, thread))
    dues = dues_table()
    lent_key = {"lent_clock": "clock", "lent_mark": "mark"}
    other = beside(other, dues.filter(dues.lent), lent_key, lent_due="due")
    other = beside(other, dues.filter(~dues.lent), {"due_clock": "clock"}, own_due="due")
    another = ibis.ifelse(other.lent_mark.notnull(), other.lent_due, other.own_due)
    counted = ibis.cases(
        (other.source == codes.EVENT, other.dated_on),
        (other.source == codes.DUE, another),
        else_=other.lifted_on,
    )
    other = other.mutate(
        counted_from=counted.cast("int32"),
        open_limb=(other.source == codes.UNTIL_LIFTED) & other.begun.fill_null(False) & other.lifted_on.isnull(),
    )
    columns = [*ASK, "limb", "way", "calendar", "roll", "combine", "counted_from", "open_limb"]
    return ibis.union(*(numbers(table).select(*columns, "shift", "begin") for table in (plain, other)))


def numbers(table: Table) -> Table:
    """Put beside each limb the number by which it is worked: a request or a referral may change it."""
    return table.mutate(
        shift=ibis.ifelse(table.request, table.n_request, table.n),
        begin=table.begin | (table.begin_referral & table.referral),
    )


def _dues(asking: Table) -> Table:
    limbs = worked(_counted(asking))
    single = limbs.filter(limbs.combine == codes.SINGLE)
    single = single.select(*ASK, due=single.limb_due, open_ended=single.open_limb)
    several = limbs.filter(limbs.combine != codes.SINGLE)
    grouped = several.group_by([*ASK, "combine"]).agg(
        earlier=several.limb_due.min(), later=several.limb_due.max(), open_ended=several.open_limb.max()
    )
    later = grouped.combine == codes.LATER
    still_open = later & grouped.open_ended
    due = ibis.cases((still_open, None), (later, grouped.later), else_=grouped.earlier)
    combined = grouped.select(*ASK, due=due.cast("int32"), open_ended=still_open)
    return _directed(asking, single.union(combined))


def _directed(asking: Table, dues: Table) -> Table:
    """Put a date that the tribunal set in the place of the date worked; the last that was set counts."""
    marked = special()
    orders = marked.filter(marked.mark == 2)
    orders = orders.mutate(sequence=sequence_of(orders.place))
    key = {"case": "case", "sequence": "place_of_entry"}
    orders = beside(orders, field("duty"), key, name="word")
    orders = beside(orders, field("due_on"), key, set_on="at")
    named = orders.join(given("duty_names"), "name")
    named = named.select(its_case=named.case, its_duty=named.duty, order=named.place, set_on=named.set_on)
    joined = asking.join(named, [asking.case == named.its_case, asking.duty == named.its_duty])
    joined = joined.filter(
        (day_of(joined.order) >= joined.day) & (joined.after.isnull() | (joined.order > joined.after))
    )
    last = joined.group_by(ASK).agg(order=joined.order.max())
    final = last.join(joined.select(*ASK, "order", "set_on"), [*ASK, "order"]).select(*ASK, "set_on")
    final = final.filter(final.set_on.notnull())
    asked_for = asking.select(*ASK)
    key = {name: name for name in ASK}
    found = beside(asked_for, dues, key, worked="due", open_ended="open_ended")
    found = beside(found, final, key, set_on="set_on")
    return found.select(
        *ASK,
        due=ibis.coalesce(found.set_on, found.worked),
        open_ended=found.open_ended.fill_null(False) & found.set_on.isnull(),
    )

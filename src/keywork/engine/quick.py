"""Quick clocks: told of their stories and finished in one step, their days and deadlines looked up.

Which duties are quick is said in :mod:`keywork.engine.quick_rows`. Their deadlines are worked beforehand, once for
each limb and each day that an entry of the copy falls on.
"""

from __future__ import annotations

import ibis

from keywork.core.register import DutyKind
from keywork.engine import law_codes as codes
from keywork.engine.dues import numbers, shifted
from keywork.engine.facts import facts
from keywork.engine.periods import worked
from keywork.engine.plan import DAYS_BACK, Plan, Table, Value, beside, day_of, given, sequence_of
from keywork.engine.quick_rows import SLOTS
from keywork.engine.standing import SORT, begun, finished, plain_dues
from keywork.engine.stories import bound, entry_at, limb_of, story_turns, told
from keywork.engine.turning import SOURCES

DAY_BITS = 22
FACTS = tuple(f"fact_{slot}" for slot in SLOTS)
TOLD = (
    "case", "duty", "number", "is_met", "undated", "code", "sort", "rule", "later", "odd", "inapplicable",
    "place", "source", "close", "broken", *FACTS,
    *(f"{name}_{slot}" for slot in SLOTS for name in ("limb", "rule", "field")),
)  # fmt: skip


def add_quick(plan: Plan, units: Table) -> None:
    """Add the steps ``start_dues``, ``said_days``, ``limb_dues``, ``plain_clocks`` and ``odd_clocks``."""
    starts = plan.add("start_dues", _start_dues(), only="duckdb")
    said = plan.add("said_days", _said_days(), only="duckdb")
    limbs = plan.add("limb_dues", _limb_dues(said), only="duckdb")
    turns = story_turns().filter(story_turns().quick)
    simple = ~turns.odd & turns.broken.isnull()
    plan.add("plain_clocks", _plain(units, turns.filter(simple), starts), only="duckdb")
    # Kept, so that the planner knows how many there are.
    odd = plan.add("told_odd", _told(units, turns.filter(~simple)), only="duckdb")
    plan.add("odd_clocks", _odd(odd, starts, limbs, said), only="duckdb")


def _start_dues() -> Table:
    """Work the version that applies, and what is plain, for each kind of start and each day that it may count from."""
    starters, start_facts = given("starters"), given("start_facts")
    starters = starters.semi_join(given("quick"), "duty").select("duty", "kind", "code").distinct()
    starters = beside(starters, start_facts, {"duty": "duty", "code": "code"}, rule="rule", sort="sort")
    days = facts()
    days = days.filter(days.dated).select("kind", starts_on=day_of(days.place)).distinct()
    own = starters.join(days, "kind").select("duty", "code", "sort", "starts_on")
    moved = starters.join(shifted().select("rule", "starts_on").distinct(), "rule")
    known = own.union(moved.select("duty", "code", "sort", "starts_on"), distinct=True)
    found = plain_dues(known)
    return found.select("version", begun=begun(found), due=found.limb_due)


def _limb_dues(said: Table) -> Table:
    """Work each limb of the quick duties for each day that it may count from."""
    quick = given("quick")
    starts = given("start_facts").select("duty", "request", "referral").distinct()
    limbs = given("limbs").join(quick.select("duty", "version"), "version").join(starts, "duty")
    entries = facts()
    days = ibis.union(
        entries.select(counted_from=day_of(entries.place)),
        shifted().select(counted_from="starts_on"),
        said.select("counted_from"),
        distinct=True,
    )
    days = days.filter(days.counted_from.notnull())
    own = limbs.filter(limbs.source != codes.DUE).cross_join(days)
    own = own.mutate(day=own.counted_from)
    own = own.select(*limbs.columns, "day", "counted_from")
    lent = (_lent(limbs, days, slot) for slot in SLOTS)
    found = worked(numbers(ibis.union(own, *lent)))
    found = found.mutate(number=limb_of(found.version, found.limb.cast("int32"), _variant(found)).cast("int32"))
    return found.select(counted=_counted(found.number, found.day), due=found.limb_due)


def _lent(limbs: Table, days: Table, slot: int) -> Table:
    """Return the limbs of a slot that count from another duty's deadline, with its date for each day of a start."""
    quick, versions = given("quick"), given("versions")
    lender = quick.select("version", lender=f"lender_{slot}")
    lender = lender.filter(lender.lender.notnull()).join(limbs.filter(limbs.limb == slot), "version")
    of_lender = given("limbs").join(versions.select("version", "starts", "ends"), "version").cross_join(days)
    in_force = (of_lender.starts <= of_lender.counted_from) & (of_lender.ends >= of_lender.counted_from)
    asked = lender.select("lender", "request", "referral").distinct()
    of_lender = of_lender.filter(in_force).join(asked, of_lender.version == asked.lender)
    dates = worked(numbers(of_lender)).select(
        lent_by="lender", for_request="request", for_referral="referral", day="counted_from", counted_from="limb_due"
    )
    return lender.join(
        dates,
        [
            lender.lender == dates.lent_by,
            lender.request == dates.for_request,
            lender.referral == dates.for_referral,
        ],
    ).select(*limbs.columns, "day", "counted_from")


def _variant(found: Table) -> Value:
    return found.request.cast("int32") * 2 + found.referral.cast("int32")


def _counted(limb: Value, day: Value) -> Value:
    """Return the one number on which a limb's day hangs."""
    return (limb.cast("int64") << DAY_BITS) + day + DAYS_BACK


def _said_days() -> Table:
    """Return the days that entries tell and limbs of quick duties count from."""
    quick, details = given("quick"), given("details")
    fields = ibis.union(*(quick.select(field=f"field_{slot}") for slot in SLOTS), distinct=True)
    found = details.semi_join(fields.filter(fields.field.notnull()), "field")
    return found.select("case", "sequence", "field", counted_from="day")


def _told(units: Table, turns: Table) -> Table:
    """Tell quick clocks of every case, with the entries that each hangs on."""
    found = told(units, turns).anti_join(bound(), ("case", "duty"))
    start = entry_at(found, "start")
    places = {name: entry_at(found, name) >> SOURCES for name in ("close", "broken", *FACTS)}
    found = found.mutate(place=start >> SOURCES, source=(start % 2**SOURCES).cast("int16"), **places)
    return found.select(*TOLD, thread_of=found.unit)


def _begun(found: Table, starts: Table) -> Table:
    """Put beside each clock the day it counts from, the version that applies, and what is plain of its deadline."""
    found = found.mutate(relied_on=ibis.literal(False), open_ended=ibis.literal(False))
    found = beside(found, shifted(), {"case": "case", "place": "place", "rule": "rule"}, moved_to="starts_on")
    found = found.mutate(starts_on=ibis.coalesce(found.moved_to, day_of(found.place)))
    return beside(found.mutate(begun=begun(found)), starts, {"begun": "begun"}, version="version", due="due")


def _plain(units: Table, turns: Table, starts: Table) -> Table:
    """Return the clocks whose deadline hangs on their start alone, and whose bar nobody broke."""
    found = _begun(_told(units, turns), starts)
    return _finished(found.mutate(broken=ibis.null("int64")))


def _odd(told_odd: Table, starts: Table, limbs: Table, said: Table) -> Table:
    """Return the clocks whose deadline hangs on other entries, or whose bar may be broken."""
    found = _begun(told_odd, starts)
    for slot in SLOTS:
        found = _slot(found, slot, limbs, said)
    both = [found[f"due_{slot}"] for slot in SLOTS]
    due = ibis.ifelse(found.later, ibis.greatest(*both), ibis.least(*both))
    due = ibis.ifelse(found.odd, due, found.due)
    found = found.mutate(due=ibis.ifelse(found.version.isnull(), None, due))
    lasted = (found["sort"] != SORT[DutyKind.NOT_BEFORE]) | (day_of(found.broken) <= found.due).fill_null(False)
    return _finished(found.mutate(broken=ibis.ifelse(found.version.notnull() & lasted, found.broken, None)))


def _finished(found: Table) -> Table:
    found = beside(found, given("calendar"), {"due": "day"}, last_working="last_working")
    return finished(found.cross_join(given("question").select("as_of")))


def _slot(found: Table, slot: int, limbs: Table, said: Table) -> Table:
    """Put beside each clock the date that one limb of its deadline gives."""
    rule, field = f"rule_{slot}", f"field_{slot}"
    moved = {"case": "case", f"fact_{slot}": "place", rule: "rule"}
    found = beside(found, shifted(), moved, **{f"moved_{slot}": "starts_on"})
    found = found.mutate(**{f"sequence_{slot}": sequence_of(found[f"fact_{slot}"])})
    key = {"case": "case", f"sequence_{slot}": "sequence", field: "field"}
    found = beside(found, said, key, **{f"said_{slot}": "counted_from"})
    by_entry = ibis.coalesce(found[f"moved_{slot}"], day_of(found[f"fact_{slot}"]))
    day = ibis.ifelse(found[field].isnull(), by_entry, found[f"said_{slot}"])
    found = found.mutate(**{f"counted_{slot}": _counted(found[f"limb_{slot}"], day)})
    return beside(found, limbs, {f"counted_{slot}": "counted"}, **{f"due_{slot}": "due"})

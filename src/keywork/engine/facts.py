"""The entries in force on a day as known at a moment, what they count as, and the day each counts from."""

from __future__ import annotations

from functools import lru_cache

from keywork.core.history import POSTED
from keywork.engine import law_codes as codes
from keywork.engine.columns import AFTER_HOURS, YES
from keywork.engine.plan import Plan, Table, asked, beside, day_of, field, given, place_of, sequence_of, spot_of

ENTRY = ("case", "kind", "spot", "place", "dated", "thread", "source")


def add_facts(plan: Plan) -> None:
    """Add the steps ``entries``, ``instead``, ``special`` and ``shifted``."""
    entries = plan.add("entries", _entries())
    plan.add("instead", _instead(entries))
    special = plan.add("special", _special(facts()))
    plan.add("served", _served(special))
    plan.add("shifted", _shifted(special))


@lru_cache(maxsize=1)
def facts() -> Table:
    """Return entries by the kinds they count as: the plan's first making has a code of its own where it is inferred."""
    schema = _entries().schema()
    entries, instead = (_named(name, schema) for name in ("entries", "instead"))
    return entries.union(instead)


def _named(name: str, schema: object) -> Table:
    import ibis

    return ibis.table(schema, name=name)


def _entries() -> Table:
    events = given("events")
    known = (events.recorded_at <= asked("known_at")) & (
        events.superseded_at.isnull() | (events.superseded_at > asked("known_at"))
    )
    found = events.filter(known & (events.day <= asked("as_of"))).semi_join(given("read_kinds"), "kind")
    spot = spot_of(found.case, found.kind)
    return found.mutate(place=place_of(found.day, found.sequence), spot=spot).select(*ENTRY)


def _instead(entries: Table) -> Table:
    kinds = given("plan_kinds")
    own = entries.semi_join(kinds.filter(kinds.own), "kind").select("case").distinct()
    others = entries.semi_join(kinds.filter(~kinds.own), "kind").anti_join(own, "case")
    kind = _code(codes.PLAN_FIRST_MADE_INSTEAD)
    return others.mutate(kind=kind, spot=spot_of(others.case, kind)).select(*ENTRY)


def _code(value: int) -> object:
    import ibis

    return ibis.literal(value, "int16")


def _special(facts: Table) -> Table:
    found = facts.join(given("marks"), "kind")
    return found.select("case", "place", "mark", "thread", "dated")


def _served(special: Table) -> Table:
    """Drafts served by first-class post, on the second working day after posting."""
    drafts = special.filter((special.mark == 13) & special.dated)
    by = field("by")
    found = beside(_sequenced(drafts), by, {"case": "case", "sequence": "place_of_entry"}, by="word")
    posted = found.filter(found.by == POSTED)
    return _working_days_on(posted, 2).mutate(rule=_code(codes.SERVED)).select("case", "place", "rule", "starts_on")


def _sequenced(table: Table) -> Table:
    return table.mutate(sequence=sequence_of(table.place), day=day_of(table.place))


def _working_days_on(table: Table, n: int) -> Table:
    counted = beside(table, given("calendar"), {"day": "day"}, upto="upto_ew")
    counted = counted.mutate(nth=counted.upto + n)
    workdays = given("workdays")
    return beside(counted, workdays.filter(workdays.calendar == 0), {"nth": "nth"}, starts_on="day")


def _shifted(special: Table) -> Table:
    import ibis

    served = _named("served", _served(special).schema())
    deemed, sent, reviewed = _deemed(special), _sent(special, served), _reviewed(special)
    return ibis.union(served, deemed, sent, reviewed)


def _deemed(special: Table) -> Table:
    import ibis

    requests = _sequenced(special.filter((special.mark == 12) & special.dated & asked("deemed")))
    key = {"case": "case", "sequence": "place_of_entry"}
    found = beside(requests, field("by"), key, by="word")
    found = beside(found, field("posted_on"), key, posted_on="at")
    found = beside(found, field(AFTER_HOURS), key, late="word")
    posted = found.by.fill_null("") == POSTED
    signed = found.by.fill_null("") == "signed-for"
    found = found.mutate(
        stands=signed | (posted & found.posted_on.isnull()),
        look=ibis.cases(
            (posted, found.posted_on + 1), (found.late.fill_null("") == YES, found.day + 1), else_=found.day
        ).cast("int32"),
    )
    rolled = beside(found, given("calendar"), {"look": "day"}, next="rolled_next")
    return rolled.mutate(
        rule=_code(codes.DEEMED), starts_on=ibis.ifelse(rolled.stands, rolled.day, rolled.next).cast("int32")
    ).select("case", "place", "rule", "starts_on")


def _sent(special: Table, served: Table) -> Table:
    """Entries that say when they were sent, under every rule that did not move their day already."""
    import ibis

    every = facts()
    dated = every.filter(every.dated & asked("sent")).select("case", "place").distinct()
    sent = field("sent_on")
    found = beside(
        dated.mutate(sequence=sequence_of(dated.place)),
        sent,
        {"case": "case", "sequence": "place_of_entry"},
        starts_on="at",
    )
    found = found.filter(found.starts_on.notnull())
    ruled = ibis.union(*(found.mutate(rule=_code(n)) for n in range(4)))
    ruled = ruled.filter(~((ruled.rule == codes.DEEMED) & asked("deemed")))
    return ruled.anti_join(served, ["case", "place", "rule"]).select("case", "place", "rule", "starts_on")


def _reviewed(special: Table) -> Table:
    """Reviews that count from their meeting, the last on or before them."""
    reviews = special.filter((special.mark == 14) & special.dated & asked("meeting"))
    reviews = (
        reviews.mutate(day=day_of(reviews.place), sequence=sequence_of(reviews.place))
        .select("case", "place", "day", "sequence")
        .distinct()
    )
    meetings = special.filter((special.mark == 6) & special.dated)
    meetings = meetings.select(met_case=meetings.case, met_on=day_of(meetings.place))
    joined = reviews.join(meetings, [reviews.case == meetings.met_case, meetings.met_on <= reviews.day])
    last = joined.group_by(["case", "place", "sequence"]).agg(starts_on=joined.met_on.max())
    sent = field("sent_on")
    told = beside(last, sent, {"case": "case", "sequence": "place_of_entry"}, sent_on="at")
    told = told.filter(~(asked("sent") & told.sent_on.notnull()))
    return told.mutate(rule=_code(codes.REVIEWED)).select("case", "place", "rule", "starts_on")

"""Whether an exception is relied on: recorded in full for a clock whose duty has it, its test met.

Whether one is merely available is for :mod:`keywork.core.exceptions` to say.
"""

from __future__ import annotations

from functools import reduce

import ibis

from keywork.core.exceptions import CLOSURE, SIX_WEEKS, WEEK
from keywork.engine import law_codes as codes
from keywork.engine.columns import COMPLETE, YES
from keywork.engine.dues import ASK, special
from keywork.engine.facts import facts
from keywork.engine.plan import (
    Plan,
    Table,
    asked,
    beside,
    day_of,
    field,
    given,
    in_thread,
    sequence_of,
    spot_of,
    thread_of,
)

TRY = [*ASK, "exception"]
ENTRY_KEY = {"case": "case", "sequence": "place_of_entry"}


def add_relied_on(plan: Plan, counted: Table) -> Table:
    """Add the steps ``tried``, ``requests_tried``, ``circumstances``, ``closures`` and ``relied_on``; return it."""
    tried = plan.add("tried", _tried(counted))
    closing = tried.filter(tried.test == codes.CLOSURE)
    requests = plan.add("requests_tried", special().semi_join(closing, "case"))
    circumstances = plan.add("circumstances", _circumstances(tried))
    closures = plan.add("closures", _closures(closing, requests))
    return plan.add("relied_on", _relied_on(circumstances, closures))


def _tried(counted: Table) -> Table:
    """Return the exceptions recorded in full for a clock whose version has them."""
    marked = special()
    recordings = marked.filter(marked.mark == 1)
    recordings = recordings.mutate(sequence=sequence_of(recordings.place))
    for name, column in (("duty", "name"), ("exception", "exception"), (COMPLETE, "complete")):
        recordings = beside(recordings, field(name), ENTRY_KEY, **{column: "word"})
    recordings = recordings.filter(recordings.complete == YES).join(given("duty_names"), "name")
    recordings = recordings.select(
        its_case=recordings.case,
        its_duty=recordings.duty,
        exception=recordings.exception,
        thread=recordings.thread,
        recording=recordings.place,
    )
    clocks = counted.filter(counted.due.notnull())
    joined = clocks.join(recordings, [clocks.case == recordings.its_case, clocks.duty == recordings.its_duty])
    joined = joined.filter(
        (
            (joined.thread == 0)
            | (thread_of(joined.clock) == codes.ALL_THREADS)
            | (joined.thread == thread_of(joined.clock))
        )
        & (joined.after.isnull() | (joined.recording > joined.after))
    )
    tried = joined.join(given("excepting"), ["version", "exception"])
    return tried.select(*TRY, "case", "duty", "starts_on", "due", "test", "days", "starts", "ends").distinct()


def _circumstances(tried: Table) -> Table:
    """Return what is met by one dated entry in the clock's thread."""
    found = facts()
    found = found.filter(found.dated)
    found = found.select("spot", "thread", fact=found.place)
    kinds = given("exception_kinds")
    joined = tried.filter(tried.test != codes.CLOSURE).join(kinds, ["duty", "exception"])
    joined = joined.mutate(spot=spot_of(joined.case, joined.kind)).join(found, "spot")
    joined = joined.filter(in_thread(joined.own, joined.thread, thread_of(joined.clock)))
    joined = joined.mutate(sequence=sequence_of(joined.fact), day=day_of(joined.fact))
    joined = beside(joined, field("from"), ENTRY_KEY, said_from="at")
    joined = beside(joined, field("to"), ENTRY_KEY, said_to="at")
    joined = joined.mutate(begins=ibis.coalesce(joined.said_from, joined.day))
    last = ibis.coalesce(joined.said_to, ibis.greatest(asked("as_of"), joined.begins))
    joined = joined.mutate(lasts=last)
    inside = ibis.least(joined.lasts, joined.due) - ibis.greatest(joined.begins, joined.starts_on) + 1
    touching = (inside > 0) & (joined.lasts - joined.begins + 1 >= joined.days)
    met = ibis.cases(
        (joined.test == codes.OVERLAP, (joined.begins <= joined.due) & (joined.lasts >= joined.starts_on)),
        (joined.test == codes.ABSENCE, ibis.ifelse(asked("touching"), touching, inside >= joined.days)),
        (joined.test == codes.WITHIN, joined.day.between(joined.starts_on, joined.due)),
        else_=joined.due.between(joined.starts, joined.ends),
    )
    return joined.filter(met).select("clock").distinct()


def _closures(own: Table, marked: Table) -> Table:
    """Return what is met by a setting that was asked for advice while closed, and whose advice did not come in time."""
    requests = marked.filter((marked.mark == 7) & marked.dated)
    requests = requests.select(
        its_case=requests.case, thread=requests.thread, request=requests.place, on_day=day_of(requests.place)
    )
    joined = own.join(requests, [own.case == requests.its_case])
    joined = joined.filter(joined.on_day <= joined.due).mutate(sequence=sequence_of(joined.request))
    joined = beside(joined, field("body_kind"), ENTRY_KEY, own_kind="word")
    joined = beside(joined, _first_received(marked), {"case": "case", "thread": "thread"}, their_kind="body_kind")
    body = ibis.ifelse(joined.own_kind.fill_null("") == "", joined.their_kind, joined.own_kind)
    joined = joined.mutate(body=body)
    joined = joined.join(given("exception_bodies"), ["exception", "body"])
    closed = _closed_times(marked)
    both = joined.join(closed, [joined.case == closed.closed_case, joined.thread == closed.closed_thread])
    week = WEEK.days
    both = both.filter((both.closed_from - week <= both.on_day) & (both.on_day <= both.reopens - week))
    return (
        both.anti_join(_in_time(marked), [("case", "told_case"), ("request", "told_request")])
        .select("clock")
        .distinct()
    )


def _closed_times(marked: Table) -> Table:
    closures = marked.filter(marked.mark == 8)
    closures = closures.mutate(sequence=sequence_of(closures.place))
    closures = beside(closures, field("closed_from"), ENTRY_KEY, closed_from="at")
    closures = beside(closures, field("reopens"), ENTRY_KEY, reopens="at")
    closures = closures.filter(closures.reopens - closures.closed_from >= CLOSURE.days)
    return closures.select("closed_from", "reopens", closed_case=closures.case, closed_thread=closures.thread)


def _first_received(marked: Table) -> Table:
    """Return the kind of body that the first receipt of a request names, for each thread."""
    received = marked.filter(marked.mark.isin([9, 10]))
    received = received.mutate(order=(received.mark.cast("int64") << 50) + received.place)
    first = received.group_by(["case", "thread"]).agg(order=received.order.min())
    first = first.mutate(sequence=sequence_of(first.order))
    return beside(first, field("body_kind"), ENTRY_KEY, body_kind="word").select("case", "thread", "body_kind")


def _in_time(marked: Table) -> Table:
    """Return the requests for advice that were answered within the body's own six weeks."""
    dated = marked.filter(marked.dated)
    requests = dated.filter(dated.mark == 7)
    requests = requests.select(
        "thread", told_case=requests.case, told_request=requests.place, asked_on=day_of(requests.place)
    )
    received = dated.filter(dated.mark.isin([9, 10]))
    received = received.select(
        received_case=received.case,
        received_thread=received.thread,
        order=(received.mark.cast("int64") << 50) + received.place,
        received_on=day_of(received.place),
    )
    since = requests.join(
        received,
        [
            requests.told_case == received.received_case,
            requests.thread == received.received_thread,
            received.received_on >= requests.asked_on,
        ],
    )
    first = since.group_by(["told_case", "told_request"]).agg(order=since.order.min())
    found = beside(requests, first, {name: name for name in ("told_case", "told_request")}, order="order")
    begins = ibis.coalesce(day_of(found.order % 2**50), found.asked_on)
    found = found.mutate(latest=begins + SIX_WEEKS.days)
    given_advice = dated.filter(dated.mark == 11)
    given_advice = given_advice.select(
        given_case=given_advice.case, given_thread=given_advice.thread, given_on=day_of(given_advice.place)
    )
    told = found.join(
        given_advice,
        [
            found.told_case == given_advice.given_case,
            found.thread == given_advice.given_thread,
            given_advice.given_on >= found.asked_on,
            given_advice.given_on <= found.latest,
        ],
    )
    return told.select("told_case", "told_request").distinct()


def _relied_on(*met: Table) -> Table:
    every = reduce(lambda one, other: one.union(other), met).distinct()
    return every

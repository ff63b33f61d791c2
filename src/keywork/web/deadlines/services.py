"""The one door to the record of a case: event, whole-case recompute, projection and audit row together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from keywork.core.clocks import Clock
from keywork.core.events import Event, NewEvent
from keywork.core.history import History, chosen_settings
from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import check_can
from keywork.web.accounts.services import log
from keywork.web.deadlines import decisions, projecting, running
from keywork.web.deadlines.models import CaseSummary, ClockRow, LawSetting, RunningCount
from keywork.web.deadlines.projecting import Projected
from keywork.web.deadlines.queries import moment_now
from keywork.web.kernel.rows import insert_rows, put_rows, renew_rows
from keywork.web.ledger import queries as ledger
from keywork.web.ledger import services as ledger_services
from keywork.web.ledger.chain import Head
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import Case

CASES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded on a case."""

    events: tuple[Event, ...]
    sequence: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The clocks of a case before and after entries that nobody has saved."""

    before: list[Clock]
    after: list[Clock]


@dataclass(frozen=True, slots=True)
class CaseBatch:
    """Entries for one case of a batch, with the record they join (empty for a new case)."""

    case_id: UUID
    entries: Sequence[NewEvent]
    record: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A case's record, read while nobody else can add to it until the transaction ends.

    Args:
        events: the record.
        head: of the authority's chain.
    """

    events: list[Event]
    head: Head


def hold(*, case_id: UUID, actor: Actor) -> Held:
    """Keep everybody else from adding to an authority's record, within the caller's transaction, and read a case's."""
    head = ledger_services.hold(authority_id=actor.authority_id)
    return Held(ledger.stream(case_id), head)


def record(
    *,
    case: Case,
    entries: Sequence[NewEvent],
    actor: Actor,
    expected_sequence: int | None = None,
    held: Held | None = None,
) -> Recorded:
    """Record entries on a case.

    Args:
        case: of the actor's authority.
        entries: in the order they are to stand.
        actor: who records.
        expected_sequence: the last sequence the person saw; None where that does not matter.
        held: the case's record, where the caller holds it already: whose transaction is undone if this fails. What is
            refused is refused before anything is written.

    Raises:
        CaseChanged: somebody recorded something since.
        Refused: an entry cannot be recorded.
    """
    if held is not None:
        return _record(case, entries, actor, expected_sequence, held)
    with transaction.atomic():
        # From here on, so that nobody else's entry comes between the moment of these and their place.
        held = hold(case_id=case.pk, actor=actor)
        return _record(case, entries, actor, expected_sequence, held)


def _record(case: Case, entries: Sequence[NewEvent], actor: Actor, expected: int | None, held: Held) -> Recorded:
    new = _prepared(case, entries, actor, held.events, expected)
    projected = projecting.project(case.pk, case.authority_id, [*held.events, *new], moment_now(actor.authority))
    ledger_services.append(case=case, events=new, head=held.head)
    _renew(case, projected)
    log(actor=actor, action="event.record", subjects=[case.pk], detail={"kinds": [event.kind for event in new]})
    return Recorded(tuple(new), new[-1].sequence)


def preview(*, case: Case, entries: Sequence[NewEvent], actor: Actor) -> Preview:
    """Show what entries would do to the clocks of a case; nothing is saved.

    Raises:
        Refused: an entry could not be recorded.
    """
    known = ledger.stream(case.pk)
    before, after = (history_with(case=case, entries=some, actor=actor, events=known) for some in ((), entries))
    return Preview(before=projecting.clocks(before), after=projecting.clocks(after))


def history_with(*, case: Case, entries: Sequence[NewEvent], actor: Actor, events: Sequence[Event]) -> History:
    """Return a case as it would stand with entries that nobody has saved.

    Args:
        case: of the actor's authority.
        entries: the entries; none for the case as it stands.
        actor: who would record them.
        events: the record they would join.

    Raises:
        Refused: an entry could not be recorded.
    """
    whole = [*events, *(_prepared(case, entries, actor, events) if entries else ())]
    return projecting.history_of(whole, projecting.knowing_all(moment_now(actor.authority), whole))


def _prepared(
    case: Case, entries: Sequence[NewEvent], actor: Actor, known: Sequence[Event], expected: int | None = None
) -> list[Event]:
    if not entries:
        raise Refused("There is nothing to record.")
    if case.authority_id != actor.authority.pk:
        raise Refused("The case is another authority's.")
    if expected is not None and expected != (known[-1].sequence if known else 0):
        raise CaseChanged
    return _ready(entries, known, ledger_services.Stamp.now(actor))


def _ready(entries: Sequence[NewEvent], known: Sequence[Event], stamp: ledger_services.Stamp) -> list[Event]:
    """Return entries as they are to be recorded, each notice of a decision and each answer to one in its thread."""
    return decisions.put(entries, ledger_services.prepare(entries, known, stamp), known)


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    """Entries for many cases, checked and worked out, and not yet written."""

    stamp: ledger_services.Stamp
    rows: list[tuple[UUID, Event]]
    projected: dict[UUID, Projected]


def prepare_batch(*, actor: Actor, batches: Iterable[CaseBatch], not_before: datetime | None = None) -> PreparedBatch:
    """Check entries for many cases and work out their clocks; nothing is written.

    Args:
        actor: who records.
        batches: one for each case.
        not_before: the earliest moment at which they may be recorded, should the server's clock have been set back.

    Raises:
        Refused: an entry cannot be recorded.
    """
    stamp, moment = ledger_services.Stamp.now(actor), moment_now(actor.authority)
    if not_before is not None:
        stamp = replace(stamp, at=max(stamp.at, not_before))
    prepared = PreparedBatch(stamp, [], {})
    for batch in batches:
        new = _ready(batch.entries, batch.record, stamp)
        prepared.rows.extend((batch.case_id, event) for event in new)
        whole = [*batch.record, *new]
        prepared.projected[batch.case_id] = projecting.project(batch.case_id, actor.authority.pk, whole, moment)
    return prepared


def in_its_place(*, actor: Actor, prepared: PreparedBatch) -> PreparedBatch:
    """Hold the end of the record until the transaction ends, and give a batch the moment at which it takes its place.

    What others recorded while it was worked out stands before it, and so bears an earlier moment.
    """
    ledger_services.hold(authority_id=actor.authority.pk)
    stamp = ledger_services.Stamp.now(actor)
    stamp = replace(prepared.stamp, at=max(prepared.stamp.at, stamp.at))
    rows = [(case_id, event._replace(recorded_at=stamp.at)) for case_id, event in prepared.rows]
    return replace(prepared, stamp=stamp, rows=rows)


@transaction.atomic
def write_batch(*, actor: Actor, prepared: PreparedBatch, action: str) -> int:
    """Write a prepared batch whole or not at all, with one audit row.

    Returns:
        How many events were recorded.

    Raises:
        CaseChanged: somebody recorded something on one of the cases since it was prepared.
    """
    ledger_services.append_many(authority_id=actor.authority.pk, events=prepared.rows)
    _replace(actor.authority.pk, prepared.projected)
    detail = {"events": len(prepared.rows), "cases": len(prepared.projected)}
    log(actor=actor, action=action, subjects=prepared.projected, detail=detail)
    return len(prepared.rows)


@transaction.atomic
def record_batch(*, actor: Actor, batches: Iterable[CaseBatch], action: str) -> int:
    """Record entries on many cases, some hundreds at a time, whole or not at all.

    Returns:
        How many events were recorded.

    Raises:
        Refused: an entry cannot be recorded.
    """
    ledger_services.hold(authority_id=actor.authority.pk)  # before the moment of these, as in record
    groups = (prepare_batch(actor=actor, batches=group) for group in _groups(batches))
    return sum(write_batch(actor=actor, prepared=prepared, action=action) for prepared in groups)


def _groups(batches: Iterable[CaseBatch]) -> Iterable[list[CaseBatch]]:
    group: list[CaseBatch] = []
    for batch in batches:
        group.append(batch)
        if len(group) == CASES_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _renew(case: Case, projected: Projected) -> None:
    """Bring one case's rows up to date, touching only the clocks that changed."""
    owner = {"authority_id": case.authority_id, "case_id": case.pk}
    key = ("case_id", "duty", "thread")
    running.renewed(case.authority_id, renew_rows(ClockRow, projecting.CLOCK_COLUMNS, key, owner, projected.clocks))
    put_rows(CaseSummary, projecting.SUMMARY_COLUMNS, ("case_id",), [projected.summary])


def _replace(authority_id: UUID, projected: Mapping[UUID, Projected]) -> None:
    cases, clocks = list(projected), [row for rows in projected.values() for row in rows.clocks]
    went: Counter[running.Due] = Counter()
    for first in range(0, len(cases), CASES_AT_ONCE):
        some = cases[first : first + CASES_AT_ONCE]
        # Asked first by a key: of new cases there is nothing to take away, and looking for that reads a table that is
        # being filled whole, as nobody has told PostgreSQL yet what is in it.
        some = list(CaseSummary.objects.filter(pk__in=some).values_list("pk", flat=True))
        if not some:
            continue
        went += running.of_cases(some)
        ClockRow.objects.filter(case_id__in=some)._raw_delete(connection.alias)
        CaseSummary.objects.filter(case_id__in=some)._raw_delete(connection.alias)
    running.changed(authority_id, came=running.among(projecting.CLOCK_COLUMNS, clocks), went=went)
    insert_rows(ClockRow, projecting.CLOCK_COLUMNS, clocks)
    insert_rows(CaseSummary, projecting.SUMMARY_COLUMNS, [rows.summary for rows in projected.values()])


@transaction.atomic
def rebuild(*, actor: Actor) -> int:
    """Work out the whole projection of an authority again from the ledger.

    Returns:
        How many cases were worked out.
    """
    ledger_services.hold(authority_id=actor.authority.pk)  # whoever records meanwhile waits
    moment, count = moment_now(actor.authority), 0
    for model in (ClockRow, CaseSummary, RunningCount):
        model.objects.all()._raw_delete(connection.alias)
    waiting: dict[UUID, Projected] = {}
    for case_id, events in ledger.streams():
        waiting[case_id] = projecting.project(case_id, actor.authority.pk, events, moment)
        count += 1
        if len(waiting) == CASES_AT_ONCE:
            _replace(actor.authority.pk, waiting)
            waiting = {}
    _replace(actor.authority.pk, waiting)
    log(actor=actor, action="deadlines.rebuild", detail={"cases": count})
    return count


@transaction.atomic
def choose_setting(*, actor: Actor, key: str, value: str) -> None:
    """Answer an open question of the law for an authority, from now on, and work its clocks out again.

    Raises:
        ValueError: the setting or its value is unknown.
    """
    check_can(actor, "law-settings.choose")
    chosen_settings(load_register(), {key: value})
    LawSetting.objects.create(authority=actor.authority, key=key, value=value, recorded_by=actor.label)
    log(actor=actor, action="law-settings.choose", detail={"key": key, "value": value})
    rebuild(actor=actor)

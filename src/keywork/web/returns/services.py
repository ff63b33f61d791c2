"""Importing a return whole or not at all, and reversing an import by corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from keywork.core.events import CORRECTION_KINDS, ENTRY_STRUCK_OUT, NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority
from keywork.web.accounts.services import log
from keywork.web.deadlines.services import CaseBatch, in_its_place, prepare_batch, write_batch
from keywork.web.kernel import clock
from keywork.web.kernel.planner import learn_sizes
from keywork.web.kernel.rows import insert_rows
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.people.services import add_cases, add_people, details_of_person, restore_people, update_people
from keywork.web.returns.mapping import SOURCE
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport, ReviewItem
from keywork.web.returns.planning import Plan, Planner, imports_so_far
from keywork.web.returns.reading.whole import read_return
from keywork.web.returns.staging import RefusedReturn, StagedReturn
from keywork.web.vaults.joining import join

MEANWHILE = "Somebody else imported or reversed a return while this one was read. Load it again."
TICK = timedelta(microseconds=1)
Progress = Callable[[str], None]
FINDING_COLUMNS = (
    "authority_id", "imported_id", "rule", "severity", "module", "row_id", "field", "message", "value", "path",
)  # fmt: skip


def _quiet(_: str) -> None:
    """Tell nobody."""


def plan_import(*, path: Path, actor: Actor, progress: Progress = _quiet) -> Plan:
    """Read, check, match and compare a return; nothing is written.

    Raises:
        RefusedReturn: it cannot be read, or is another authority's.
    """
    progress("Reading and checking the return")
    staged = read_return(path)
    progress(f"Matching {len(staged.rows['person'])} people and comparing {len(staged.rows['requests'])} requests")
    return Planner(staged, actor).work_out()


def import_return(*, plan: Plan, actor: Actor, progress: Progress = _quiet) -> ReturnImport:
    """Write a plan in one short transaction, all or nothing.

    Raises:
        RefusedReturn: an entry cannot be recorded, or somebody recorded something on one of its cases meanwhile.
    """
    progress(f"Working out the clocks of {len(plan.batches)} cases")
    try:
        prepared = prepare_batch(actor=actor, batches=plan.batches, not_before=_after_the_last())
        progress(f"Writing {len(prepared.rows)} events")
        with transaction.atomic():
            _refuse_if_others_imported(plan, actor)
            prepared = in_its_place(actor=actor, prepared=prepared)
            add_people(actor=actor, people=plan.people)
            update_people(updates=plan.updates, actor=actor, at=prepared.stamp.at)
            add_cases(actor=actor, cases=plan.cases)
            write_batch(actor=actor, prepared=prepared, action="return.import")
            imported = _written(plan, actor, prepared.stamp.at)
    except Refused as error:
        raise RefusedReturn(f"Nothing was imported. {error}") from error
    except IntegrityError as error:
        raise RefusedReturn(f"Nothing was imported. {MEANWHILE}") from error
    learn_sizes()
    return imported


def _after_the_last() -> datetime | None:
    """Return a moment after every import before, by which the entries of the next are known apart from theirs."""
    latest = ReturnImport.objects.aggregate(recorded=Max("recorded_at"), imported=Max("imported_at"))
    return max((moment + TICK for moment in latest.values() if moment), default=None)


def _refuse_if_others_imported(plan: Plan, actor: Actor) -> None:
    """Refuse a plan made before another import came in: two returns of one child would make two cases."""
    # Without the key: whoever records meanwhile only refers to the authority, and must not wait for this.
    Authority.objects.select_for_update(no_key=True).get(pk=actor.authority.pk)
    if imports_so_far() != plan.imports_before:
        raise RefusedReturn(f"Nothing was imported. {MEANWHILE}")


def _written(plan: Plan, actor: Actor, recorded_at: datetime) -> ReturnImport:
    staged = plan.staged
    imported = ReturnImport.objects.create(
        authority=actor.authority,
        imported_at=max(clock.now(), recorded_at),
        imported_by=actor.label,
        collection_year=staged.collection_year,
        reference_date=staged.reference_date,
        source=staged.source,
        files=staged.files_read,
        left_alone=staged.files_left_alone,
        rows={module: len(rows) for module, rows in staged.rows.items()},
        summary=plan.summary(),
        recorded_at=recorded_at,
    )
    _keep_findings(imported, staged, actor.authority.pk)
    ReviewItem.objects.bulk_create(
        ReviewItem(
            authority=actor.authority, imported=imported, kind=doubt.kind, reason=doubt.reason,
            person_id=doubt.person_id, candidate_id=doubt.candidate_id, case_id=doubt.case_id,
        )
        for doubt in plan.doubts
    )  # fmt: skip
    return imported


def _keep_findings(imported: ReturnImport, staged: StagedReturn, authority_id: UUID) -> None:
    insert_rows(
        FindingRow, FINDING_COLUMNS,
        [
            (authority_id, imported.pk, f.rule, f.severity, f.module, f.row_id[:120], (f.field or "")[:60], f.message,
             f.value or "", (f.path or "")[:160])
            for f in staged.findings
        ],
    )  # fmt: skip
    insert_rows(
        QuarantinedRow, ("authority_id", "imported_id", "module", "row_id", "rule", "raw"),
        [
            (authority_id, imported.pk, q.module, q.row_id[:120], q.reason, _storable(q.raw))
            for q in staged.quarantined
        ],
    )  # fmt: skip


def _storable(raw: Mapping[str, str]) -> dict[str, str]:
    """Return a row as the database can hold it: PostgreSQL takes no NUL in text."""
    return {name: value.replace("\x00", "") for name, value in raw.items()}


def reverse_import(*, imported: ReturnImport, actor: Actor) -> int:
    """Undo an import by striking out, entry by entry, what it recorded; details it changed are set back.

    Returns:
        How many entries were struck out.

    Raises:
        RefusedReturn: it is reversed already, or a later import built on it.
    """
    if imported.reversed_at is not None:
        raise RefusedReturn("This import has been reversed already.")
    if ReturnImport.objects.filter(imported_at__gt=imported.imported_at, reversed_at=None).exists():
        raise RefusedReturn("A later import builds on this one. Reverse that one first.")
    today, batches = clock.today(), []
    for case_id, record in ledger.streams():
        ours = [e for e in record if e.recorded_at == imported.recorded_at and e.source == SOURCE]
        # Its corrections first, so that what they corrected stands again before anything else is struck out.
        ours.sort(key=lambda event: event.kind not in CORRECTION_KINDS)
        entries = [NewEvent(ENTRY_STRUCK_OUT, today, corrects=event.id, source=SOURCE) for event in ours]
        if entries:
            batches.append(CaseBatch(case_id, entries, record))
    prepared = prepare_batch(actor=actor, batches=batches)
    with transaction.atomic():
        count = write_batch(actor=actor, prepared=prepared, action="return.reverse")
        restore_people(changed_at=imported.recorded_at, actor=actor)
        imported.reversed_at = clock.now()
        imported.save(update_fields=["reversed_at"])
        ReviewItem.objects.filter(imported=imported, decided_at=None).update(
            decided_at=clock.now(), decision="reversed", decided_by=actor.label
        )
    return count


def decide_review(*, item: ReviewItem, decision: str, actor: Actor) -> None:
    """Keep a person's decision on something an import could not decide.

    Raises:
        Refused: it is decided already, or the decision is none of those that can be made.
    """
    if decision not in {"same", "different", "keep"}:
        raise Refused("Choose one of the answers.")
    if item.decided_at is not None:
        raise Refused("Somebody has decided this already.")
    with transaction.atomic():
        if decision == "same" and item.person_id and item.candidate_id:
            item.person.cards.update(person=item.candidate)
            join(left=item.person, kept=item.candidate)
            update_people(updates=[(item.candidate, details_of_person(item.person))], actor=actor, at=clock.now())
        item.decided_at, item.decision, item.decided_by = clock.now(), decision, actor.label
        item.save(update_fields=["decided_at", "decision", "decided_by"])
        subjects = [subject for subject in (item.person_id, item.candidate_id, item.case_id) if subject]
        log(actor=actor, action="match.review", subjects=subjects, detail={"decision": decision})


__all__ = ["decide_review", "import_return", "plan_import", "reverse_import"]

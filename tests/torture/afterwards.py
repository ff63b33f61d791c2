"""What must be true after a recovery: all that was said to be committed is there, and everything there is whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django_scopes import scope

from keywork.web.accounts.actors import system
from keywork.web.accounts.models import AccessEntry, Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import CaseSummary, ClockRow, RunningCount
from keywork.web.deadlines.queries import moment_now
from keywork.web.deadlines.running import COLUMNS as COUNTED
from keywork.web.deadlines.services import rebuild
from keywork.web.ledger import heads
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.models import Case, EventPayload, LedgerEvent
from keywork.web.ledger.verifying import verify, verify_strays
from keywork.web.people.models import CaseCard, Person
from keywork.web.returns.mapping import SOURCE
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport, ReviewItem

Said = Mapping[str, Any]


@dataclass
class Looked:
    """What a look found; every list must be empty."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    unlogged: list[str] = field(default_factory=list)
    not_as_sealed: list[str] = field(default_factory=list)
    not_as_rebuilt: list[str] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)
    verified: int = 0

    def take_in(self, other: Looked) -> None:
        for name in FAULTS:
            getattr(self, name).extend(getattr(other, name))
        self.verified += other.verified


FAULTS = ("lost", "half", "unlogged", "not_as_sealed", "not_as_rebuilt", "spoilt")


def look(authority: Authority, said: Iterable[Said], heads_file: Path) -> Looked:
    """Look at the whole record of one authority."""
    looked = Looked()
    with scope(authority=authority):
        looked.lost = list(_lost(said))
        looked.half = [*_half_imports(), *_half_redactions()]
        looked.unlogged = list(_unlogged())
        looked.not_as_rebuilt = list(_projection(authority))
        outside = {}
        if heads_file.exists():
            with heads_file.open(encoding="utf-8") as lines:
                outside = heads.read(lines, authority.code)
        done = verify(authority, lambda finding: looked.not_as_sealed.append(finding.words), outside)
        looked.verified = done.entries
    return looked


def _lost(said: Iterable[Said]) -> Iterable[str]:
    events = {str(pk) for pk in LedgerEvent.objects.values_list("pk", flat=True)}
    cases = {str(pk) for pk in Case.objects.values_list("pk", flat=True)}
    erased = {str(pk) for pk in EventPayload.objects.filter(body__isnull=True).values_list("pk", flat=True)}
    loads = {str(pk): gone for pk, gone in ReturnImport.objects.values_list("pk", "reversed_at")}
    for one in said:
        missing = [pk for pk in one.get("events", ()) if pk not in events]
        if "case" in one and one["case"] not in cases:
            missing.append(one["case"])
        if "redacted" in one and one["redacted"] not in erased:
            missing.append(one["redacted"])
        if "import" in one and (one["import"] not in loads or (one["what"] == "reverse" and not loads[one["import"]])):
            missing.append(one["import"])
        if missing:
            yield f"{one['what']}: {', '.join(missing)}"


def _half_imports() -> Iterable[str]:
    """Compare each import with what it says of itself, and what came of it."""
    told: dict[Any, list[LedgerEvent]] = defaultdict(list)
    for event in LedgerEvent.objects.filter(source=SOURCE):
        told[event.recorded_at].append(event)
    struck = {e.corrects_id for e in LedgerEvent.objects.filter(kind="entry-struck-out")}
    strikes = {moment for moment, events in told.items() if all(e.corrects_id for e in events)}
    loads = list(ReturnImport.objects.all())
    for load in loads:
        events, summary = told.get(load.recorded_at, []), load.summary
        counts = {
            "events": sum(e.corrects_id is None for e in events),
            "corrections": sum(e.corrects_id is not None for e in events),
            "quarantined": QuarantinedRow.objects.filter(imported=load).count(),
        }
        wrong = {name: count for name, count in counts.items() if count != summary[name]}
        found = FindingRow.objects.filter(imported=load).count()
        if found != sum(value for name, value in summary.items() if name.startswith("findings_")):
            wrong["findings"] = found
        doubts = ReviewItem.objects.filter(imported=load).count()
        if doubts != summary["matches_doubtful"] + summary["cases_absent"]:
            wrong["doubts"] = doubts
        gone = sum(event.pk in struck for event in events)
        if load.reversed_at is not None and gone != len(events):
            wrong["struck out"] = gone
        if wrong:
            yield f"import {load.pk} says {summary} and has {wrong}"
    known = {load.recorded_at for load in loads} | strikes
    yield from (f"events of no import, recorded at {moment}" for moment in told.keys() - known)
    if Person.objects.count() != sum(load.summary["people_new"] for load in loads):
        yield f"{Person.objects.count()} people, not as many as the imports say"
    if CaseCard.objects.count() != sum(load.summary["cases_new"] for load in loads):
        yield f"{CaseCard.objects.count()} cases of imports, not as many as they say"
    yield from (f"person {pk} without a case" for pk in Person.objects.filter(cards=None).values_list("pk", flat=True))
    bare = CaseCard.objects.filter(case__events=None).values_list("pk", flat=True)
    yield from (f"case {pk} of an import without an entry" for pk in bare)


def _half_redactions() -> Iterable[str]:
    asked = set(LedgerEvent.objects.filter(kind="payload-redacted").values_list("corrects_id", flat=True))
    gone = set(EventPayload.objects.filter(body__isnull=True).values_list("pk", flat=True))
    yield from (f"redaction of {pk}: asked for {pk in asked}, erased {pk in gone}" for pk in asked ^ gone)


def _unlogged() -> Iterable[str]:
    """Compare the access log with the changes, both ways: no change without its row, no row without its change."""
    rows, changes = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for action, subjects, detail in AccessEntry.objects.values_list("action", "subjects", "detail"):
        if action == "event.record":
            rows.update((action, subjects[0], kind) for kind in detail["kinds"])
        elif action == "event.redact":
            rows[action, subjects[0], detail["event"]] += 1
        elif action in {"return.import", "return.reverse"}:
            rows[action, str(detail["events"])] += 1
    for case, kind, corrects in LedgerEvent.objects.exclude(source=SOURCE).values_list(
        "case_id", "kind", "corrects_id"
    ):
        changes["event.record", str(case), kind] += 1
        if kind == "payload-redacted":
            changes["event.redact", str(case), str(corrects)] += 1
    for load in ReturnImport.objects.all():
        events = load.summary["events"] + load.summary["corrections"]
        changes["return.import", str(events)] += 1
        if load.reversed_at is not None:
            changes["return.reverse", str(events)] += 1
    for what in rows.keys() | changes.keys():
        if rows[what] != changes[what]:
            yield f"{what}: {changes[what]} changes, {rows[what]} rows of the access log"


def _projection(authority: Authority) -> Iterable[str]:
    """Compare the stored clocks of every case with what its record gives now."""
    clocks: dict[Any, set[Any]] = defaultdict(set)
    for row in ClockRow.objects.values_list(*projecting.CLOCK_COLUMNS):
        clocks[row[1]].add(row)
    summaries = {row[0]: row for row in CaseSummary.objects.values_list(*projecting.SUMMARY_COLUMNS)}
    moment = moment_now(authority)
    for case_id, events in ledger.streams():
        right = projecting.project(case_id, authority.pk, events, moment)
        if clocks.pop(case_id, set()) != set(right.clocks) or summaries.pop(case_id, None) != right.summary:
            yield f"case {case_id}"
    yield from (f"clocks of case {pk}, which has no entry" for pk in clocks.keys() | summaries.keys())


def rebuilt(authority: Authority) -> list[str]:
    """Rebuild the whole projection, and put it back where it was: it must be the same."""

    def rows() -> list[Any]:
        stored = [sorted(ClockRow.objects.values_list(*projecting.CLOCK_COLUMNS), key=repr)]
        summaries = sorted(CaseSummary.objects.values_list(*projecting.SUMMARY_COLUMNS), key=repr)
        counted = RunningCount.objects.exclude(running=0).values_list(*COUNTED)
        return [*stored, summaries, sorted(counted, key=repr)]

    with scope(authority=authority), transaction.atomic():
        before = rows()
        rebuild(actor=system("rebuild", authority))
        same = rows() == before
        transaction.set_rollback(True)
    return [] if same else [f"authority {authority.code}"]


def spoilt(*, thorough: bool) -> list[str]:
    """Ask the database whether its own files are sound, and the ledger for rows of nobody."""
    found: list[str] = []
    verify_strays(lambda finding: found.append(finding.words))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA {'integrity_check' if thorough else 'quick_check'}")
            found += [line for (line,) in cursor.fetchall() if line != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            found += [str(row) for row in cursor.fetchall()]
        elif thorough:
            cursor.execute(
                "SELECT count(bt_index_check(c.oid, true)) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace "
                "WHERE a.amname = 'btree' AND n.nspname = 'public'"
            )
    return found

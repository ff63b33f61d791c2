"""An import is whole or nothing, the same return again adds nothing, and what it did can be taken back."""

import json
from datetime import date
from pathlib import Path

import pytest

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import AccessEntry, Authority
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.ledger.services import open_case
from keywork.web.measuring.queries import national
from keywork.web.people.models import CaseCard, Person
from keywork.web.returns import services
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport, ReviewItem
from keywork.web.returns.staging import RefusedReturn
from shared import SHARED

CLEAN = SHARED / "data" / "sen2" / "cheshire-east-2024"
DIRTY = SHARED / "data" / "sen2" / "cheshire-east-2024-dirty"
XML = CLEAN / "SEN2_895_2025.xml"
pytestmark = pytest.mark.skipif(not CLEAN.exists(), reason="the published returns do not stand beside the project")
TABLES = (
    Person,
    Case,
    CaseCard,
    LedgerEvent,
    ClockRow,
    CaseSummary,
    ReturnImport,
    FindingRow,
    QuarantinedRow,
    ReviewItem,
)


@pytest.fixture
def pilot(authority: Authority) -> Actor:
    """The authority of the return, in scope."""
    authority.code = "895"
    authority.save()
    return system("test", authority)


def load(path: Path, actor: Actor) -> ReturnImport:
    return services.import_return(plan=services.plan_import(path=path, actor=actor), actor=actor)


def clocks() -> list[tuple[object, ...]]:
    columns = (
        "case_id",
        "duty",
        "thread",
        "started_on",
        "legal_deadline",
        "met_on",
        "ended_on",
        "is_open",
        "in_source",
    )
    return list(ClockRow.objects.order_by("case_id", "duty", "thread").values_list(*columns))


def test_the_life_of_a_return(pilot: Actor) -> None:
    first = load(CLEAN, pilot)
    assert (Person.objects.count(), Case.objects.count()) == (5841, 5852)
    assert first.summary["events"] == LedgerEvent.objects.count()

    # The figures are those that were published.
    published = json.loads((CLEAN / "expected.json").read_text())["published"]
    results = national(pilot.authority, 2024, AsAt.on(first.reference_date))
    for group in ("requests", "assessments", "timeliness", "annual_reviews"):
        assert results.group(group) == published[group]

    # The same return again, in its other form, adds nothing.
    before, events = clocks(), LedgerEvent.objects.count()
    again = load(XML, pilot)
    assert (again.summary["events"], again.summary["corrections"], again.summary["people_new"]) == (0, 0, 0)
    assert (LedgerEvent.objects.count(), clocks()) == (events, before)

    # A corrected return adds corrections; quarantined rows and findings are kept.
    corrected = load(DIRTY, pilot)
    assert corrected.summary["corrections"] > 0
    assert corrected.quarantined.count() == corrected.summary["quarantined"] > 0
    assert corrected.findings.filter(rule="R01").count() == 4
    assert clocks() != before

    # What was recorded before still answers as it did then.
    then = AsAt(first.reference_date, again.imported_at, first.reference_date, None)
    assert national(pilot.authority, 2024, then).group("timeliness") == published["timeliness"]

    # Reversed, the clocks stand as they did.
    struck = services.reverse_import(imported=corrected, actor=pilot)
    assert struck > 0
    known = {row[0] for row in before}
    assert [row for row in clocks() if row[0] in known] == before
    assert not CaseSummary.objects.exclude(case_id__in=known).filter(is_open=True).exists()
    with pytest.raises(RefusedReturn, match="already"):
        services.reverse_import(imported=corrected, actor=pilot)


@pytest.mark.parametrize("step", ["add_people", "add_cases", "write_batch", "_keep_findings"])
def test_a_fault_at_any_step_leaves_nothing(pilot: Actor, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    plan = services.plan_import(path=XML, actor=pilot)
    plan.batches[:] = plan.batches[:40]
    plan.cases[:] = plan.cases[:40]
    rows = AccessEntry.objects.count()

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(services, step, fail)
    with pytest.raises(OSError, match="disk is full"):
        services.import_return(plan=plan, actor=pilot)
    assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)
    assert AccessEntry.objects.count() == rows


def test_a_return_of_another_authority_is_refused(authority: Authority) -> None:
    with pytest.raises(RefusedReturn, match="of authority 895"):
        services.plan_import(path=XML, actor=system("test", authority))


def test_what_is_recorded_while_a_return_is_worked_out_has_the_earlier_moment(pilot: Actor) -> None:
    plan = services.plan_import(path=XML, actor=pilot)
    meanwhile = open_case(actor=pilot, reference="EHC-2025-00001")

    def record_meanwhile(said: str) -> None:
        if said.startswith("Writing"):
            record(case=meanwhile, entries=[NewEvent("assessment-request-received", date(2025, 3, 3))], actor=pilot)

    imported = services.import_return(plan=plan, actor=pilot, progress=record_meanwhile)
    assert meanwhile.events.get().position == 1
    in_place = list(LedgerEvent.objects.order_by("position").values_list("recorded_at", flat=True))
    assert len(in_place) > 100
    assert in_place == sorted(in_place)
    assert set(in_place[1:]) == {imported.recorded_at} != {in_place[0]}

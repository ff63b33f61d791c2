"""Makers of rows that nothing of a case stands behind; ``factories`` puts them into its world."""

from __future__ import annotations

from datetime import UTC, date, datetime

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.measuring.models import Publication
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport

CANARY = "Zyxcanary"  # as in factories


def make_publication(authority: Authority) -> Publication:
    """Figures that were published, with a measure of which one number is hidden."""
    share = {"numerator": None, "denominator": 40, "percent": None}
    groups = [{"id": "need", "title": "Main type of need", "rows": [{"code": "ASD", "title": "Autism", **share}]}]
    measure = {"id": "national-20-weeks", "title": "In 20 weeks", "kind": "flow", "limits": "None.", **share}
    content = {
        "authority": {"code": authority.code, "name": authority.name}, "year": 2026, "definition": "a/1",
        "source": "A source", "figures": [{"title": "Requests", "rows": [{"id": "r", "title": "All", "count": 40}]}],
        "measures": [{**measure, "by": groups}],
    }  # fmt: skip
    made: Publication = Publication.objects.create(
        authority=authority, year=2026, as_of=date(2026, 9, 30), known_on=date(2026, 10, 5), content=content,
        digest="0" * 64, bound={"counts": {}, "sums": [], "unprinted": [], "hidden": []}, state="published",
        prepared_by="system:test", prepared_by_name="Robin", decided_by="system:test", decided_by_name="Kim",
        decided_at=clock.now(),
    )  # fmt: skip
    return made


def make_import(authority: Authority) -> ReturnImport:
    """A return that was imported, with a finding, and a row in quarantine that names a child."""
    made = ReturnImport.objects.create(
        authority=authority,
        imported_by="system:test",
        collection_year=2025,
        reference_date=date(2025, 1, 16),
        source="xml",
        recorded_at=datetime(2025, 2, 1, tzinfo=UTC),
    )
    place = {"authority": authority, "imported": made, "module": "person", "row_id": "1", "rule": "F05"}
    FindingRow.objects.create(**place, severity="format", field="Surname", message="Correct the record.")
    QuarantinedRow.objects.create(**place, raw={"Surname": CANARY})
    return made

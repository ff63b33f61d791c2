"""What a return says about itself: whose it is, of which year, and its census day."""

from __future__ import annotations

from collections.abc import Sequence

from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import RefusedReturn, Row, StagedReturn


def read_header(rows: Sequence[Row], staged: StagedReturn) -> None:
    """Take the return's own items from its one row.

    Raises:
        RefusedReturn: there is no row or more than one; year, census day or authority is missing; the year is
            not one that can be read.
    """
    if not rows:
        raise RefusedReturn("The file of the module sen2 has no row. Export it again.")
    if len(rows) > 1:
        raise RefusedReturn("The file of the module sen2 has more than one row. Export one return at a time.")
    row = rows[0]
    header = dict(row.typed)
    years = load_schema().years
    if row.text("collection").upper() not in {"", "SEN2"}:
        raise RefusedReturn("The header says that this is another collection than SEN2. Check which return this is.")
    if not row.day("referencedate") or not (row.text("lea").isdigit() and len(row.text("lea")) == 3):
        raise RefusedReturn(
            "The header lacks the authority's three-digit code or a census day that can be read (LEA, ReferenceDate). "
            "Export it again."
        )
    if row.text("year") not in {str(year) for year in years}:
        raise RefusedReturn(f"The header's year is not one of {years[0]} to {years[-1]}. Check which return this is.")
    staged.header = header

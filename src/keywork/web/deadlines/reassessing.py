"""Whether a plan in force is assessed again: then a new one is written, while the old one stays in force."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from keywork.web.deadlines.models import ClockRow

FINAL_AGAIN, DAYS_AGAIN = "reassess-final", "reassess-draft-reps"


def reassessment_of(case_id: UUID) -> ClockRow | None:
    """Return the clock of the re-assessment that is under way; None where none is."""
    running = ClockRow.objects.filter(case_id=case_id, duty=FINAL_AGAIN, met_on=None, ended_on=None, undated=False)
    found: ClockRow | None = running.order_by("-started_on").first()
    return found


def reassessed_since(case_id: UUID) -> date | None:
    """Return the day on which the re-assessment that is under way was agreed to or decided on; None where none is."""
    found = reassessment_of(case_id)
    return found.started_on if found else None


def is_reassessed(case: str) -> Exists:
    """Return the condition that a re-assessment of a case is under way.

    Args:
        case: the name of the field that says which case.
    """
    return Exists(
        ClockRow.objects.filter(case=OuterRef(case), duty=FINAL_AGAIN, met_on=None, ended_on=None, undated=False)
    )

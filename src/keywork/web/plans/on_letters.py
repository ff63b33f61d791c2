"""What the sending of a final plan records besides: that it names a setting, which then owes the child a place."""

from __future__ import annotations

from datetime import date

from keywork.core.events import NewEvent
from keywork.web.documents.models.letters import Letter, Release
from keywork.web.placements.services.naming import in_plan
from keywork.web.plans.models import PlanCheck


def entries(letter: Letter, release: Release, on: date) -> list[NewEvent]:
    """Return that the plan names its setting, as section I of the paper that goes has it; nothing where it names none.

    A plan that was written elsewhere says nothing here: somebody reads it and says what it names.
    """
    if not letter.about.plan:
        return []
    sent = PlanCheck.objects.filter(
        plan__case=letter.case_id, kind=PlanCheck.Kind.FINAL, paper__in=release.enclosures.values("version")
    )
    check = sent.select_related("naming__consultation").first()
    return in_plan(check.naming, on) if check is not None and check.naming is not None else []

"""What plans say of the letters that issue them: what keeps one back, and what its sending records besides."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.core.events import NewEvent
from keywork.web.deadlines.reassessing import reassessed_since
from keywork.web.documents.models.letters import Letter, Release
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.placements.services.naming import in_plan
from keywork.web.plans.models import PlanCheck, PlanVersion

NOT_AGREED = (
    "The new plan is written here, and nobody has agreed to it as the final plan yet. Send it for its check; the plan "
    "in force does not go in its place."
)


def why_not_yet(card: CaseCard) -> str:
    """Say why the plan of a re-assessment cannot go yet: it is written here, and no second person agreed to it."""
    since = reassessed_since(card.case_id)
    if since is None:
        return ""
    before = clock.end_of_day(since - timedelta(days=1))
    written = PlanVersion.objects.filter(plan__case=card.case_id, at__gt=before)
    agreed = PlanCheck.objects.filter(
        plan__case=card.case_id, kind=PlanCheck.Kind.FINAL, state=PlanCheck.State.AGREED, asked_at__gt=before
    )
    return NOT_AGREED if written.exists() and not agreed.exists() else ""


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

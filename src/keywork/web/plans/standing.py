"""Whether a plan can be written now, and what the record says of it."""

from __future__ import annotations

from datetime import date

from keywork.core.stages import TITLES, Stage
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.reassessing import DAYS_AGAIN, FINAL_AGAIN, reassessed_since
from keywork.web.people.models import CaseCard
from keywork.web.representations.standing import draft_of

WRITTEN_IN = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)
DRAFT_DUTY = "ehcp-draft-backstop"
FINAL_DUTY = "ehcp-final"
FIFTEEN_DAYS = ("draft-representations", DAYS_AGAIN)
ISSUED = "The final plan was sent. It is changed by an amendment after a review, and not here."
NOT_NOW = (
    "A plan is written once the authority has decided to assess, and until the final plan is sent. Where this case "
    "stands: {stage}."
)


def stage_of(card: CaseCard) -> str:
    """Return where a case stands now, as a code."""
    summary = CaseSummary.objects.filter(case_id=card.case_id).first()
    return str(summary.stage or "") if summary else ""


def why_closed(card: CaseCard) -> str:
    """Say why a plan cannot be written now; nothing where it can."""
    stage = stage_of(card)
    if stage in WRITTEN_IN:
        return ""
    if stage == Stage.PLAN:
        return "" if reassessed_since(card.case_id) else ISSUED
    return NOT_NOW.format(stage=TITLES[Stage(stage)].lower() if stage else "nothing is on record")


def dates_of(card: CaseCard) -> dict[str, date]:
    """Return the dates of a plan's clocks by duty: of the draft, the final plan, and the fifteen days.

    Where the plan in force is assessed again they are those of the new one.
    """
    again = reassessed_since(card.case_id) is not None
    duties = [FINAL_AGAIN, DAYS_AGAIN] if again else [DRAFT_DUTY, FINAL_DUTY, *FIFTEEN_DAYS]
    rows = ClockRow.objects.filter(
        case_id=card.case_id, duty__in=duties, in_source=True, legal_deadline__isnull=False
    ).order_by("started_on")
    found = {row.duty: row.legal_deadline for row in rows}
    return {FINAL_DUTY if duty == FINAL_AGAIN else duty: on for duty, on in found.items() if on}


def draft_was_sent(card: CaseCard) -> bool:
    """Say whether the draft that a final plan follows was served: in this assessment, or since it is assessed again."""
    draft = draft_of(card)
    return draft is not None and draft.is_open

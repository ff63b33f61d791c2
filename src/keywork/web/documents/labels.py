"""What a document is: its label, which says who reads it. Each stands on a class of record of the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANY: Final = "b9"


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of document.

    Args:
        code: as it is kept.
        title: as people read it.
        record_class: the class of the matrix that must be open to a reader besides that of documents itself.
        hint: what belongs to it, in words.
    """

    code: str
    title: str
    record_class: str
    hint: str = ""


LABELS: Final = (
    Label("request", "Evidence for a request", "a4", "What was sent in to support a request."),
    Label("setting", "From the school or setting", "b1", "Plans, assessments and reports of the school."),
    Label("psychology", "Educational psychology", "b2", "Reports of an educational psychologist."),
    Label("health", "Health", "b3", "Letters and reports of the NHS or another health service."),
    Label("care", "Social care", "b4", "Letters, plans and reports of social care."),
    Label("views", "Views of the child and family", "b5", "What they say, in any form."),
    Label("draft", "Draft of an EHC plan", "b6", "A plan that is not issued yet."),
    Label("plan", "EHC plan", "b7", "A plan, or what is attached to one."),
    Label("review", "Annual review", "b8", "Papers of a review."),
    Label("letter", "Letter", "a9", "Letters to and from the family and others."),
    Label("panel", "Panel paper", "a8", "What is written for a panel alone."),
    Label("tribunal", "Mediation and tribunal", "c5", "Papers of a disagreement or an appeal."),
    Label("other", "Something else", ANY),
)
BY_CODE: Final = {label.code: label for label in LABELS}
CHOICES: Final = tuple((label.code, label.title) for label in LABELS)

"""Where the pages of a decision stand: one for each question."""

from __future__ import annotations

from keywork.web.documents.letter_kinds import BY_EVENT
from keywork.web.panels.questions import Question
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address


def decide_at(question: Question, card: CaseCard) -> str:
    """Return the address at which a question is decided."""
    return address("panels:decide-plan" if question.is_of_plan else "panels:decide", case_id=card.case_id)


def tell_at(question: Question, card: CaseCard) -> str:
    """Return the address at which it is recorded that the family was told."""
    return address("panels:tell-plan" if question.is_of_plan else "panels:tell", case_id=card.case_id)


def letter_at(question: Question, card: CaseCard, conclusion: str) -> str:
    """Return the address at which the letter is begun that tells the family of a conclusion."""
    kind = BY_EVENT.get(question.notices[conclusion])
    chosen = f"?kind={kind.code}" if kind else ""
    return address("documents:letter-start", case_id=card.case_id) + chosen

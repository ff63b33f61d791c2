"""The pages of requests for an assessment."""

from keywork.web.assessments.views.making import answer, begin, check, keep, own, sent, standing, step, take_back
from keywork.web.assessments.views.paper import paper
from keywork.web.assessments.views.papers import add_papers, own_paper, team_paper
from keywork.web.assessments.views.triage import answered, decide, look, queue

__all__ = [
    "add_papers",
    "answer",
    "answered",
    "begin",
    "check",
    "decide",
    "keep",
    "look",
    "own",
    "own_paper",
    "paper",
    "queue",
    "sent",
    "standing",
    "step",
    "take_back",
    "team_paper",
]

"""The pages of requests for an assessment."""

from keywork.web.assessments.views.making import answer, begin, check, keep, own, sent, standing, step, take_back
from keywork.web.assessments.views.paper import paper
from keywork.web.assessments.views.triage import answered, decide, look, queue

__all__ = [
    "answer",
    "answered",
    "begin",
    "check",
    "decide",
    "keep",
    "look",
    "own",
    "paper",
    "queue",
    "sent",
    "standing",
    "step",
    "take_back",
]

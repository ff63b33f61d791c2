"""The pages of exceptions."""

from keywork.web.exceptions.views.answering import answer, review, take_back
from keywork.web.exceptions.views.listing import of_case, reliance, tray
from keywork.web.exceptions.views.proposing import choose, propose

__all__ = ["answer", "choose", "of_case", "propose", "reliance", "review", "take_back", "tray"]

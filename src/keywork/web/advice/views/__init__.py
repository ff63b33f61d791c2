"""The pages of advice."""

from keywork.web.advice.views.asking import ask
from keywork.web.advice.views.oversight import oversight
from keywork.web.advice.views.requests import answer_step, ask_step, request, take_over, tray
from keywork.web.advice.views.writing import check, write

__all__ = ["answer_step", "ask", "ask_step", "check", "oversight", "request", "take_over", "tray", "write"]

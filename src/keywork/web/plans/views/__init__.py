"""The pages of plans."""

from keywork.web.plans.views.checking import ask, check, letter
from keywork.web.plans.views.reading import paper, plan
from keywork.web.plans.views.tray import tray
from keywork.web.plans.views.writing import take, version, versions, write

__all__ = ["ask", "check", "letter", "paper", "plan", "take", "tray", "version", "versions", "write"]

"""The pages on which families answer a draft, and the authority replies."""

from keywork.web.representations.views.making import begin, check, keep, own, step, take_back
from keywork.web.representations.views.team import budget, met, of_case, reply, write_down

__all__ = [
    "begin", "budget", "check", "keep", "met", "of_case", "own", "reply", "step", "take_back", "write_down",
]  # fmt: skip

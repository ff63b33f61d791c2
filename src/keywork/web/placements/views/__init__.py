"""The pages of consultations, by who reads them."""

from keywork.web.placements.views.admitting import admit
from keywork.web.placements.views.closing import close
from keywork.web.placements.views.consulting import consult
from keywork.web.placements.views.naming import in_plan, name
from keywork.web.placements.views.oversight import oversight
from keywork.web.placements.views.replying import consultation, reply, tray
from keywork.web.placements.views.steps import chase, withdraw, write_down

__all__ = [
    "admit", "chase", "close", "consult", "consultation", "in_plan", "name", "oversight", "reply", "tray", "withdraw",
    "write_down",
]  # fmt: skip

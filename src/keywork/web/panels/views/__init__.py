"""The pages of panels and of the decisions whether to assess and whether to issue a plan."""

from keywork.web.panels.views.agenda import close, meeting, put, take_off
from keywork.web.panels.views.deciding import decide, decide_plan, tell, tell_plan
from keywork.web.panels.views.learning import overturned, overturned_without, unlike
from keywork.web.panels.views.papers import pack, recommend, recuse, speak
from keywork.web.panels.views.setting_up import change, join, leave, meet, new, panel, panels

__all__ = [
    "change", "close", "decide", "decide_plan", "join", "leave", "meet", "meeting", "new", "overturned",
    "overturned_without", "pack", "panel", "panels", "put", "recommend", "recuse", "speak", "take_off", "tell",
    "tell_plan", "unlike",
]  # fmt: skip

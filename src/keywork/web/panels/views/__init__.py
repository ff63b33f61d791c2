"""The pages of panels and of the decision whether to assess."""

from keywork.web.panels.views.agenda import close, meeting, put, take_off
from keywork.web.panels.views.deciding import decide, tell
from keywork.web.panels.views.learning import overturned, overturned_without, unlike
from keywork.web.panels.views.papers import pack, recommend, recuse, speak
from keywork.web.panels.views.setting_up import change, join, leave, meet, new, panel, panels

__all__ = [
    "change", "close", "decide", "join", "leave", "meet", "meeting", "new", "overturned", "overturned_without", "pack",
    "panel", "panels", "put", "recommend", "recuse", "speak", "take_off", "tell", "unlike",
]  # fmt: skip

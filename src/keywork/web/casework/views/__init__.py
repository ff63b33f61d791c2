"""The pages of casework."""

from keywork.web.casework.views.allocation import allocate, cover
from keywork.web.casework.views.cases import case, clocks, history, note, why
from keywork.web.casework.views.duties import duties, duty
from keywork.web.casework.views.looking import looked
from keywork.web.casework.views.recording import correct, record_event, record_kind
from keywork.web.casework.views.rights import rights, withdraw
from keywork.web.casework.views.sharing import end_share, own_work, share
from keywork.web.casework.views.work import find, my_cases, my_work, work_file

__all__ = [
    "allocate",
    "case",
    "clocks",
    "correct",
    "cover",
    "duties",
    "duty",
    "end_share",
    "find",
    "history",
    "looked",
    "my_cases",
    "my_work",
    "note",
    "own_work",
    "record_event",
    "record_kind",
    "rights",
    "share",
    "why",
    "withdraw",
    "work_file",
]

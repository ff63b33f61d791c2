"""The pages of casework."""

from keywork.web.casework.views.allocation import allocate, cover
from keywork.web.casework.views.cases import case, clocks, contacts, history, keep_back, note, why
from keywork.web.casework.views.diary import diary
from keywork.web.casework.views.duties import duties, duty
from keywork.web.casework.views.family import contact, end_contact, family, health_of_others, member
from keywork.web.casework.views.flags import (
    declare_conflict,
    flags,
    keep_identity,
    lift_barrier,
    restrict,
    restrict_contact,
    unname,
    unrestrict,
)
from keywork.web.casework.views.glass import break_glass, notices, reviews
from keywork.web.casework.views.looking import looked
from keywork.web.casework.views.recording import correct, record_event, record_kind
from keywork.web.casework.views.requested import asked_for
from keywork.web.casework.views.reveals import ask, reveal, waiting
from keywork.web.casework.views.rights import rights, withdraw
from keywork.web.casework.views.sharing import end_share, own_work, share
from keywork.web.casework.views.support import todays_work
from keywork.web.casework.views.work import find, my_cases, my_work, work_file

__all__ = [
    "allocate",
    "ask",
    "asked_for",
    "break_glass",
    "case",
    "clocks",
    "contact",
    "contacts",
    "correct",
    "cover",
    "declare_conflict",
    "diary",
    "duties",
    "duty",
    "end_contact",
    "end_share",
    "family",
    "find",
    "flags",
    "health_of_others",
    "history",
    "keep_back",
    "keep_identity",
    "lift_barrier",
    "looked",
    "member",
    "my_cases",
    "my_work",
    "note",
    "notices",
    "own_work",
    "record_event",
    "record_kind",
    "restrict",
    "restrict_contact",
    "reveal",
    "reviews",
    "rights",
    "share",
    "todays_work",
    "unname",
    "unrestrict",
    "waiting",
    "why",
    "withdraw",
    "work_file",
]

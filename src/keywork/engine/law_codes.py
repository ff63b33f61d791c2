"""What the whole numbers in the law's rows stand for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keywork.core import case_facts, conditions, exceptions
from keywork.core.clocks import TRIBUNAL_DATE
from keywork.core.history import (
    CASE_FACT,
    MEETING_HELD,
    PLAN_FIRST_MADE,
    PLAN_REVIEWED,
    REFUSAL_REVERSED,
    REQUEST_RECEIVED,
    SERVED_KINDS,
)
from keywork.core.register import ADVICE_REQUESTED, EXCEPTION_RECORDED, DutyKind
from keywork.core.states import State
from keywork.engine.copying import day_number

# A plan's own date puts aside the date of the entry that would count as it; so such an entry has a code of its own.
PLAN_FIRST_MADE_INSTEAD = -1
MOST_STARTS = 63
EVER = day_number(date.max)
ALL_THREADS = -1

TRIGGER, EVENT, DUE, UNTIL_LIFTED = 1, 2, 3, 4
DAYS, MONTHS, PERIOD_OF_MONTHS, WORKING_DAYS, NAMED_DAY = 1, 2, 3, 4, 5
# A named day is one number: months since January of the year, so many more that none is negative, and the day.
MONTHS_BACK = 1200
SINGLE, EARLIER, LATER = 0, 1, 2
FACT, REASSESSMENT, KNOWN_IN_TIME, TRANSFER_IN_2015 = 1, 2, 3, 4
NO_RULE, DEEMED, SERVED, REVIEWED = 0, 1, 2, 3
CLOSURE, OVERLAP, ABSENCE, WITHIN, CORONAVIRUS = 1, 2, 3, 4, 5
ROLLS = {"none": 0, "next_working_day": 1, "hesc_rule12": 2}
CALENDARS = ("EW", "UK_ANY", "HESC")
KINDS = tuple(DutyKind)
STATES = tuple(State)
MARKS: Mapping[str, int] = {
    EXCEPTION_RECORDED: 1,
    TRIBUNAL_DATE: 2,
    CASE_FACT: 3,
    conditions.REASSESSMENT_BEGINS[0]: 4,
    conditions.REASSESSMENT_BEGINS[1]: 4,
    conditions.REASSESSMENT_ENDS[0]: 5,
    conditions.REASSESSMENT_ENDS[1]: 5,
    MEETING_HELD: 6,
    ADVICE_REQUESTED: 7,
    "setting-closure-recorded": 8,
    exceptions.ADVICE_ASKED[0]: 9,
    exceptions.ADVICE_ASKED[1]: 10,
    exceptions.ADVICE_GIVEN[0]: 11,
    exceptions.ADVICE_GIVEN[1]: 11,
    REQUEST_RECEIVED: 12,
    **dict.fromkeys(SERVED_KINDS, 13),
    PLAN_REVIEWED: 14,
    REFUSAL_REVERSED: 15,
}
# What measures count, by the kind of entry: see keywork.core.case_facts.
REVIEW_OUTCOME = "review-outcome-recorded"
COUNTED = (
    REQUEST_RECEIVED,
    *case_facts.DECISIONS,
    case_facts.WITHDRAWN,
    case_facts.FINAL,
    case_facts.NOT_ISSUED,
    PLAN_FIRST_MADE,
    *case_facts.LEAVING,
    MEETING_HELD,
    *case_facts.REVIEW_DECISIONS,
    PLAN_REVIEWED,
    REVIEW_OUTCOME,
    case_facts.BROUGHT,
    case_facts.REQUEST_DETAILS,
    "week-20-flag-recorded",
    "dispute-flags-recorded",
)
# The duties whose clocks measures look at, and how case_facts names what they say.
COUNTED_DUTIES = ("ehcp-final", "ehcna-decision")
COUNTED_OF_CLOCKS = ("case", "duty", "thread_of", "state", "due")
COUNTED_MARKS: Mapping[str, int] = {kind: place for place, kind in enumerate(COUNTED)}
EXCEPTION_TESTS: Mapping[str, tuple[int, int]] = {
    "EX-SCHOOL": (CLOSURE, 0),
    "EX-EY": (CLOSURE, 0),
    "EX-PERSONAL": (OVERLAP, 0),
    "EX-8A": (OVERLAP, 0),
    "EX-ABSENT-4": (ABSENCE, 28),
    "EX-ABSENT-2": (ABSENCE, 14),
    "EX-APPT": (WITHIN, 0),
    "EX-REP": (WITHIN, 0),
    "EX-COVID": (CORONAVIRUS, 0),
}

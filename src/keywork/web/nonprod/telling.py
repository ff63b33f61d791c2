"""Telling the record of a case act by act, in the words of the people who do the work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from keywork.core.events import NewEvent
from keywork.core.loading import load_register
from keywork.web.deadlines import decisions

BODIES = {"ep": "educational-psychology", "health": "health", "social-care": "social-care", "school": "school"}
ADVISERS = BODIES | {"post-16": "post-16", "early-years": "early-years"}
FINAL_ANSWERS = frozenset(
    {"decided-not-to-assess", "decided-not-to-issue-plan", "assessment-request-withdrawn", "final-plan-sent",
     "final-plan-sent-after-order", "mediation-agreed-to-assess", "refusal-reversed"}
)  # fmt: skip
LATEST = date.max - timedelta(days=366)
# Who asked, as the record keeps it, for each group in which a return tells of it.
ASKED_BY = {"parent-or-young-person": "parent", "education-setting": "school"}


def working_day(day: date) -> date:
    """Return the first working day on or after a day."""
    calendar = load_register().calendars["EW"]
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day


class Telling:
    """The record of one case. ``at`` says on which day of the case things happen; each act then adds its entries.

    What lies after the last day has not happened yet and is left out, so that a whole life may be told
    and the record stops today, with its clocks running.

    Args:
        start: day 0, for example the day the request came.
        until: the last day.
        office_hours: move each day to the next working day.
    """

    def __init__(self, start: date, until: date, *, office_hours: bool = False) -> None:
        self.start, self.until, self.office_hours = start, until, office_hours
        self.today = start
        self._told: list[NewEvent] = []
        self._decision: str | None = None  # the one that was told last, which what a family does answers

    def at(self, day: int | date) -> Self:
        """Go to a day: its number counted from day 0, or its date."""
        on = day if isinstance(day, date) else self.start + timedelta(days=day)
        self.today = working_day(on) if self.office_hours else on
        return self

    def note(self, kind: str, thread: str | None = None, **fields: Any) -> Self:
        """Add an entry of any kind on the day."""
        if self.today <= self.until:
            thread = self._decision if thread is None and decisions.is_answer(kind) else thread
            self._told.append(NewEvent(kind, self.today, thread=thread, fields=fields))
            if decisions.is_notice(kind):
                self._decision = thread or decisions.first_name(kind)
        return self

    def entries(self) -> list[NewEvent]:
        """Return what has happened, in the order of its days."""
        return sorted(self._told, key=lambda entry: entry.occurred_on or LATEST)

    def has(self, kind: str) -> bool:
        """Say whether a kind of entry has been told by now."""
        return any(entry.kind == kind for entry in self._told)

    def closed_before(self, day: date) -> bool:
        """Say whether the request was answered for good, by a plan or without one, before a day."""
        answers = [e.occurred_on for e in self._told if e.kind in FINAL_ANSWERS and e.occurred_on]
        return bool(answers) and max(answers) < day

    # The request

    def received(self, *, by: str = "education-setting", in_custody: bool = False) -> Self:
        """The request for an assessment came."""
        details = {"requested_by": by, "source": ASKED_BY.get(by, by), "in_youth_accommodation": in_custody}
        return self.note("assessment-request-received").note("request-details-recorded", **details)

    def triaged(self) -> Self:
        return self.note("request-triaged")

    def family_consulted(self) -> Self:
        return self.note("family-consulted-on-assessment")

    def partners_told(self) -> Self:
        return self.note("partners-notified-of-assessment")

    def decided_to_assess(self) -> Self:
        return self.note("decided-to-assess")

    def refused_to_assess(self) -> Self:
        return self.note("decided-not-to-assess")

    def withdrawn(self) -> Self:
        return self.note("assessment-request-withdrawn")

    def took_the_refusal_back(self) -> Self:
        return self.note("refusal-reversed")

    # The assessment and the plan

    def met_the_family(self) -> Self:
        """The first meeting after the decision to assess, with the information pack."""
        return self.note("initial-meeting-held")

    def asked_for_advice(self, bodies: Iterable[str] = BODIES) -> Self:
        """The bodies were asked, and had the request, on the same day."""
        for body in bodies:
            fields = {"body": body, "body_kind": ADVISERS[body]}
            self.note("advice-requested", f"advice/{body}", **fields)
            self.note("advice-request-received", f"advice/{body}", **fields)
        return self

    def advice_came(self, body: str) -> Self:
        return self.note("advice-received", f"advice/{body}", body=body)

    def decided_to_issue(self) -> Self:
        return self.note("decided-to-issue-plan")

    def refused_to_issue(self) -> Self:
        return self.note("decided-not-to-issue-plan")

    def sent_the_draft(self) -> Self:
        return self.note("draft-plan-served", by="e-mail")

    def family_answered_the_draft(self) -> Self:
        return self.note("draft-representations-received")

    def consulted(self, setting: str) -> Self:
        """The family asked for a setting and it was consulted."""
        thread = f"setting/{setting}"
        return self.note("setting-requested", thread, setting=setting).note(
            "setting-consulted", thread, setting=setting
        )

    def replied(self, setting: str) -> Self:
        return self.note("consultation-reply-received", f"setting/{setting}", setting=setting)

    def sent_the_plan(self) -> Self:
        return self.note("final-plan-sent")

    def provision_began(self) -> Self:
        return self.note("provision-put-in-place")

    def needs(self, *codes: str) -> Self:
        """The types of need, the main one first."""
        for rank, code in enumerate(codes, 1):
            self.note("need-recorded", f"need/{rank}", need=code, rank=rank)
        return self

    def placed_at(self, urn: str) -> Self:
        """The setting that the child goes to."""
        return self.note(
            "placement-recorded", "placement/1", urn=urn, rank=1, sen_unit=False, resourced_provision=False
        )

    # The plan from year to year

    def arranged_review(self, year: int, meeting_on: date) -> Self:
        """The meeting was fixed, everybody invited and the family asked."""
        thread = f"review/{year}"
        self.note("review-meeting-arranged", thread, meeting_on=meeting_on)
        return self.note("review-invitations-sent", thread).note("family-consulted-on-review", thread)

    def review(self, step: str, year: int) -> Self:
        """A step of a year's review, by its kind of entry."""
        return self.note(step, f"review/{year}")

    def considered_ceasing(self) -> Self:
        """The authority thought of ending the plan and asked the family and the setting."""
        return self.note("cessation-considered").note("cessation-consulted-on")

    def gave_notice_of_ceasing(self) -> Self:
        return self.note("cessation-decided").note("cessation-notice-sent")

    def ceased(self, reason: int) -> Self:
        """The plan ended, for a reason of the national return (1 to 9)."""
        return self.note("plan-ceased").note("plan-end-recorded", reason=reason)

"""How requests fare, in columns: to a refusal, a withdrawal, a dispute or a plan, mostly late."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from keywork.core.history import REQUEST_RECEIVED
from keywork.web.nonprod import area
from keywork.web.nonprod.country.telling import Cases, Whole, Words
from keywork.web.nonprod.journeys import EP_QUEUE, NO_PLAN, REFUSED, WITHDRAWN

BODIES = (
    ("ep", "educational-psychology", 33, 42, 0.40, EP_QUEUE),
    ("health", "health", 31, 42, 0.24, 18),
    ("social-care", "social-care", 24, 42, 0.12, 18),
    ("school", "school", 18, 42, 0.08, 18),
)
CAME_BY, POSTED = (("portal", 58.0), ("e-mail", 38.0), ("hand", 4.0)), 0.06
CAME_AT = (("09:25", 30.0), ("11:10", 30.0), ("15:45", 30.0), ("19:30", 10.0))
DISPUTED, EXCEPTIONAL, COMPLAINED, UNDATED = 0.05, 0.025, 0.04, 0.01
ILLNESS = {
    "exception": "EX-PERSONAL",
    "duty": "ehcp-final",
    "circumstance": "A serious illness in the family.",
    "why_impractical": "The family could not attend meetings or appointments in these weeks.",
}


class Settings(NamedTuple):
    """The settings of an authority, by their numbers."""

    numbers: Whole

    def thread(self, cases: Cases) -> Words:
        """Return the thread of a setting for each case."""
        return cases.spell("setting/", self.any(cases))

    def any(self, cases: Cases) -> Whole:
        """Return a setting for each case, by chance."""
        return self.numbers[cases.lot.whole(0, len(self.numbers) - 1, len(cases))]


def requests(received: Cases, settings: Settings) -> Cases:
    """Tell what became of requests, from the day they came; return the cases that came to a plan, on its day."""
    posted, others = received.split(POSTED)
    posted.note(REQUEST_RECEIVED, by="first-class-post", posted_on=posted.after(-4, -1).day)
    came_by, at = (others.lot.words(words, len(others)) for words in (CAME_BY, CAME_AT))
    others.note(REQUEST_RECEIVED, by=came_by, at=at)
    received.note(
        "request-details-recorded",
        requested_by=received.lot.words(area.REQUESTED_BY, len(received)),
        in_youth_accommodation=received.lot.even(len(received)) < 0.003,
    )
    received.after(3, 14).note("family-consulted-on-assessment")
    received.share(0.93).after(2, 10).note("partners-notified-of-assessment")
    received.after(0, 3).note("request-triaged")
    decided = received.within(36, 42, 0.26)
    withdrawn, refused, assessed = decided.split(WITHDRAWN, REFUSED)
    gone, late = withdrawn.split(0.5)
    late.note("decided-to-assess").after(5, 60).note("assessment-request-withdrawn")
    gone.after(-25, 0).note("assessment-request-withdrawn", dated=False)
    return joined(_refused(refused, settings), _decided(assessed, settings))


def joined(*parts: Cases) -> Cases:
    """Return the cases of several parts together."""
    return Cases(parts[0].told, np.concatenate([p.who for p in parts]), np.concatenate([p.day for p in parts]))


def _decided(decided: Cases, settings: Settings) -> Cases:
    unknown, known = decided.split(UNDATED)
    unknown.note("decided-to-assess", dated=False)
    known.note("decided-to-assess")
    return _assessed(decided, settings)


def _refused(refused: Cases, settings: Settings) -> Cases:
    """Tell of refusals to assess: some are taken back, some go to mediation, some to the tribunal."""
    refused.note("decided-not-to-assess")
    back, mediated, appealed, _ = refused.split(0.10, 0.18, 0.08)
    reversed_ = back.after(15, 50).note("refusal-reversed").note("decided-to-assess")
    agreed = _mediated(mediated.after(10, 50), "request").share(0.65)
    _agreed_to_assess(agreed, settings)
    determined = appeals(appealed.after(10, 40), "request")
    _ordered_to_assess(determined.share(0.8))
    return _assessed(reversed_, settings)


def _advice(asked: Cases) -> Cases:
    """Tell how advice was asked for and came; return the cases on the day that the last of it came."""
    last = asked.day
    for body, kind, usual, late, chance, tail in BODIES:
        thread = f"advice/{body}"
        asked.note("advice-requested", thread, body=body, body_kind=kind)
        asked.note("advice-request-received", thread, body=body, body_kind=kind)
        came = asked.within(usual, late, chance, tail)
        came.note("advice-received", thread, body=body)
        last = np.maximum(last, came.day)
    asked.after(0, 4).note("advice-routed-to-worker", "advice/social-care")
    asked.share(0.03).after(10, 35).note("appointment-missed", "advice/health", body="health")
    return asked.on(last)


def _assessed(decided: Cases, settings: Settings) -> Cases:
    """Tell assessments from the decision to the plan; return the cases that have one, on the day it was sent."""
    came = _advice(decided.after(0, 4))
    decided.within(9, 14, 0.3, 7).note("initial-meeting-held")
    _exceptional(decided.share(EXCEPTIONAL))
    _complained(came.share(COMPLAINED))
    refused, issued = came.split(NO_PLAN)
    no_plan = refused.after(5, 20).note("decided-not-to-issue-plan")
    appeals(no_plan.share(0.15).after(10, 50), "assessment")
    issued.after(1, 6).note("decided-to-issue-plan")
    draft = issued.after(4, 18).note("draft-plan-served", by="e-mail")
    _consulted(draft, settings)
    draft.after(7, 18).note("draft-representations-received")
    final = draft.within(21, 34, 0.2, 24).note("final-plan-sent")
    described(final, settings)
    final.share(0.92).after(0, 25).note("provision-put-in-place")
    _contested(final.share(DISPUTED))
    return final


def _consulted(draft: Cases, settings: Settings) -> None:
    for some in (draft, draft.share(0.5), draft.share(0.25)):
        thread, asked = settings.thread(some), some.after(0, 5)
        asked.note("setting-requested", thread).note("setting-consulted", thread)
        answered = asked.lot.even(len(asked)) < 0.85
        asked.of(answered).after(7, 32).note(
            "consultation-reply-received", Words(thread.known, thread.chosen[answered])
        )


def described(plan: Cases, settings: Settings) -> None:
    """Tell what a plan says of the child: types of need and the setting."""
    plan.note("need-recorded", "need/1", need=plan.lot.words(area.NEEDS, len(plan)), rank=1)
    two = plan.share(0.35)
    two.note("need-recorded", "need/2", need=two.lot.words(area.NEEDS, len(two)), rank=2)
    urn = plan.spell("", settings.any(plan))
    plan.note("placement-recorded", "placement/1", urn=urn, rank=1, sen_unit=False, resourced_provision=False)


def _exceptional(decided: Cases) -> None:
    begins = decided.after(5, 20)
    ends = begins.after(20, 60)
    ends.note("personal-circumstances-recorded", **{"from": begins.day, "to": ends.day})
    ends.note("exception-recorded", **ILLNESS, review_on=ends.day + 14).note("week-20-flag-recorded", applies=True)


def _complained(late: Cases) -> None:
    received = late.after(0, 40).note("complaint-received", "complaint/1")
    received.after(1, 6).note("complaint-acknowledged", "complaint/1")
    answered = received.within(9, 14, 0.4).note("complaint-stage-1-answered", "complaint/1")
    further = answered.share(0.25).after(5, 20).note("complaint-escalated", "complaint/1")
    further.within(18, 28, 0.4).note("complaint-stage-2-answered", "complaint/1")


def _mediated(asked: Cases, about: str) -> Cases:
    """Tell mediations from the family's call to the certificate; return the cases on the day they were held."""
    asked.note("mediation-adviser-contacted").note("mediation-requested")
    asked.note("dispute-flags-recorded", about=about, mediation=True, tribunal=False)
    held = asked.within(24, 30, 0.3).note("mediation-held").note("mediation-concluded")
    held.after(1, 3).note("mediation-certificate-issued")
    return held


def _agreed_to_assess(agreed: Cases, settings: Settings) -> None:
    agreed.note("mediation-agreement-made").note("mediation-agreed-to-assess")
    agreed.after(5, 20).note("ordered-assessment-notified")
    draft = _advice(agreed.after(8, 20)).after(6, 20).note("draft-plan-sent-after-order")
    final = draft.after(16, 40).note("final-plan-sent-after-order").note("mediation-agreement-carried-out")
    described(final, settings)


def appeals(declined: Cases, about: str) -> Cases:
    """Tell appeals: mediation declined, the certificate, the tribunal; return those decided, on the day of it."""
    declined.note("mediation-adviser-contacted").note("mediation-declined")
    declined.after(1, 4).note("mediation-certificate-issued")
    lodged = declined.after(5, 20).note("appeal-received-by-tribunal")
    lodged.note("dispute-flags-recorded", about=about, mediation=False, tribunal=True)
    lodged.after(5, 15).note("appeal-sent-to-authority")
    lodged.after(30, 70).note("appeal-response-sent")
    withdrawn, heard = lodged.split(0.4)
    withdrawn.after(80, 200).note("appeal-withdrawn")
    return heard.after(150, 360).note("appeal-determined")


def _ordered_to_assess(determined: Cases) -> None:
    determined.note("order-to-assess-made", sent_on=determined.day + 3)
    determined.within(10, 14, 0.3).note("ordered-assessment-notified")
    no_plan, plan = determined.within(80, 98, 0.3).split(0.2)
    no_plan.within(5, 7, 0.3).note("no-plan-notified-after-order")
    plan.note("draft-plan-sent-after-order").within(25, 35, 0.3).note("final-plan-sent-after-order")


def _contested(final: Cases) -> None:
    """Tell disputes about what a plan says: mediated, or before the tribunal, which may order it amended."""
    mediated, appealed = final.after(10, 55).split(0.55)
    _mediated(mediated, "assessment").share(0.4).note("mediation-agreement-on-other-matters-made")
    ordered = appeals(appealed, "other").share(0.9)
    ordered.note("order-to-amend-made", sent_on=ordered.day + 4)
    ordered.within(25, 35, 0.3).note("amended-plan-sent-after-order")

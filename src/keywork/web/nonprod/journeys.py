"""How requests fare: from the day they come to a refusal, a withdrawal or a plan, mostly late."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from keywork.web.nonprod.area import NEEDS, REQUESTED_BY, choose, spread
from keywork.web.nonprod.telling import Telling

WITHDRAWN, REFUSED, NO_PLAN = 0.04, 0.25, 0.06
DISPUTED, EXCEPTIONAL = 0.05, 0.025
# The days that a late psychologist is late on average: the area has too few.
EP_QUEUE = 145
FLAGS = "dispute-flags-recorded"


def request(rng: Random, received: date, until: date, settings: list[str]) -> Telling:
    """Tell the life of a request up to a day."""
    telling = Telling(received, until, office_hours=True)
    telling.at(0).received(by=choose(rng, REQUESTED_BY), in_custody=rng.random() < 0.003)
    telling.at(rng.randint(3, 14)).family_consulted()
    if rng.random() < 0.93:
        telling.at(rng.randint(2, 10)).partners_told()
    telling.at(rng.randint(0, 3)).triaged()
    decided = spread(rng, 36, 42, 0.26)
    lot = rng.random()
    if lot < WITHDRAWN:
        gone = rng.randint(7, decided + 60)
        if gone > decided:
            telling.at(decided).decided_to_assess()
        telling.at(gone).withdrawn()
    elif lot < WITHDRAWN + REFUSED:
        _refuse(rng, telling, decided, settings)
    else:
        telling.at(decided).decided_to_assess()
        assess(rng, telling, decided, settings)
    return telling


def _refuse(rng: Random, telling: Telling, decided: int, settings: list[str]) -> None:
    telling.at(decided).refused_to_assess()
    lot = rng.random()
    if lot < 0.10:
        back = decided + rng.randint(15, 50)
        telling.at(back).took_the_refusal_back().decided_to_assess()
        assess(rng, telling, back, settings)
    elif lot < 0.28:
        _mediate(rng, telling, decided, settings)
    elif lot < 0.36:
        _appeal(rng, telling, decided)


def _mediate(rng: Random, telling: Telling, decided: int, settings: list[str]) -> None:
    held = _mediation(rng, telling, decided + rng.randint(10, 50), "request")
    if rng.random() < 0.65:
        telling.at(held).note("mediation-agreement-made").note("mediation-agreed-to-assess")
        telling.at(held + rng.randint(5, 20)).note("ordered-assessment-notified")
        _assess_after_order(rng, telling, held, settings)


def _mediation(rng: Random, telling: Telling, asked: int, about: str) -> int:
    """Tell a mediation from the family's call to the certificate, and return the day it was held."""
    held = asked + spread(rng, 24, 30, 0.3)
    telling.at(asked).note("mediation-adviser-contacted").note("mediation-requested")
    telling.note(FLAGS, about=about, mediation=True, tribunal=False)
    telling.at(held).note("mediation-held").note("mediation-concluded")
    telling.at(held + rng.randint(1, 3)).note("mediation-certificate-issued")
    return held


def _assess_after_order(rng: Random, telling: Telling, agreed: int, settings: list[str]) -> None:
    asked = agreed + rng.randint(8, 20)
    came = _advice(rng, telling, asked)
    draft = came + rng.randint(6, 20)
    final = draft + rng.randint(16, 40)
    telling.at(draft).note("draft-plan-sent-after-order")
    telling.at(final).note("final-plan-sent-after-order").provision_began()
    describe(rng, telling, settings)
    telling.note("mediation-agreement-carried-out")


def _appeal(rng: Random, telling: Telling, decided: int) -> None:
    _lodge(rng, telling, decided + rng.randint(10, 40), "request")


def _lodge(rng: Random, telling: Telling, declined: int, about: str) -> None:
    """Tell an appeal: mediation declined, the certificate, the tribunal, the authority's response."""
    lodged = declined + rng.randint(5, 20)
    telling.at(declined).note("mediation-adviser-contacted").note("mediation-declined")
    telling.at(declined + rng.randint(1, 4)).note("mediation-certificate-issued")
    telling.at(lodged).note("appeal-received-by-tribunal")
    telling.note(FLAGS, about=about, mediation=False, tribunal=True)
    telling.at(lodged + rng.randint(5, 15)).note("appeal-sent-to-authority")
    telling.at(lodged + rng.randint(30, 70)).note("appeal-response-sent")
    if rng.random() < 0.4:
        telling.at(lodged + rng.randint(80, 200)).note("appeal-withdrawn")


def assess(rng: Random, telling: Telling, decided: int, settings: list[str]) -> None:
    """Tell an assessment from the decision to assess: advice, draft, consultations and plan."""
    came = _advice(rng, telling, decided + rng.randint(0, 4))
    telling.at(decided + spread(rng, 9, 14, 0.3, 7)).met_the_family()
    if rng.random() < EXCEPTIONAL:
        _exception(rng, telling, decided)
    if rng.random() < NO_PLAN:
        telling.at(came + rng.randint(5, 20)).refused_to_issue()
        return
    telling.at(came + rng.randint(1, 6)).decided_to_issue()
    draft = came + rng.randint(4, 18)
    telling.at(draft).sent_the_draft()
    consulted = rng.sample(settings, rng.choice((1, 1, 2, 3)))
    for setting in consulted:
        telling.at(draft + rng.randint(0, 5)).consulted(setting)
        if rng.random() < 0.85:
            telling.at(draft + rng.randint(7, 32)).replied(setting)
    telling.at(draft + rng.randint(7, 18)).family_answered_the_draft()
    final = draft + spread(rng, 21, 34, 0.2, 24)
    telling.at(final).sent_the_plan()
    describe(rng, telling, consulted)
    if rng.random() < 0.92:
        telling.at(final + rng.randint(0, 25)).provision_began()
    if rng.random() < DISPUTED:
        _dispute_the_contents(rng, telling, final)


def _dispute_the_contents(rng: Random, telling: Telling, final: int) -> None:
    """Tell a dispute about what the plan says: mediation, or an appeal that is still waiting or was withdrawn."""
    about = rng.choice(("assessment", "other"))
    asked = final + rng.randint(10, 55)
    if rng.random() < 0.55:
        _mediation(rng, telling, asked, about)
    else:
        _lodge(rng, telling, asked, about)


def _exception(rng: Random, telling: Telling, decided: int) -> None:
    """Tell of illness in the family, and that the authority relies on it for the 20 weeks, with the reason."""
    begins = telling.start + timedelta(days=decided + rng.randint(5, 20))
    ends = begins + timedelta(days=rng.randint(20, 60))
    telling.at(ends).note("personal-circumstances-recorded", **{"from": begins, "to": ends})
    telling.note(
        "exception-recorded",
        exception="EX-PERSONAL",
        duty="ehcp-final",
        circumstance="A serious illness in the family.",
        why_impractical="The family could not attend meetings or appointments in these weeks.",
        review_on=ends + timedelta(days=14),
    ).note("week-20-flag-recorded", applies=True)


def _advice(rng: Random, telling: Telling, asked: int) -> int:
    """Tell how the advice was asked for and came, and return the day the last of it came."""
    telling.at(asked).asked_for_advice()
    days = {
        "ep": spread(rng, 33, 42, 0.40, EP_QUEUE),
        "health": spread(rng, 31, 42, 0.24),
        "social-care": spread(rng, 24, 42, 0.12),
        "school": spread(rng, 18, 42, 0.08),
    }
    telling.at(asked + rng.randint(0, 4)).note("advice-routed-to-worker", "advice/social-care")
    for body, taken in days.items():
        telling.at(asked + taken).advice_came(body)
    return asked + max(days.values())


def describe(rng: Random, telling: Telling, settings: list[str]) -> None:
    """Record what a plan says of the child: types of need and the setting."""
    first = choose(rng, NEEDS)
    second = choose(rng, NEEDS)
    telling.needs(first, second) if second != first and rng.random() < 0.4 else telling.needs(first)
    telling.placed_at(rng.choice(settings))

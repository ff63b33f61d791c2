"""Life stories: a few children's cases told whole, each with a fixed reference so that tests and the tour can name it.

A story says on which day of the case each thing happens, day 0 being the day the request came. A request is decided
by day 42, advice is due 42 days after it was asked for, and the plan is due on day 140.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from keywork.core.events import NewEvent
from keywork.web.nonprod.telling import Telling

Setting = str


@dataclass(frozen=True, slots=True)
class Correction:
    """A date that turned out to be wrong: the kind of entry, once in the case, and its true date."""

    kind: str
    to: date


@dataclass(frozen=True, slots=True)
class Story:
    """A case with a name.

    Args:
        reference: fixed, so that it can be found.
        age: of the child when the story starts.
        told: what happened.
        corrections: recorded after all the rest.
    """

    reference: str
    age: int
    told: Telling
    corrections: tuple[Correction, ...] = ()

    @property
    def entries(self) -> list[NewEvent]:
        """Return the entries, in the order of their days."""
        return self.told.entries()


def _monday(today: date, weeks: int) -> date:
    """Return the Monday of a number of weeks ago."""
    return today - timedelta(days=today.weekday(), weeks=weeks)


def begin(today: date, *, weeks_ago: int) -> Telling:
    """Begin a case on the Monday of a number of weeks ago."""
    return Telling(_monday(today, weeks_ago), today)


def late_advice(today: date) -> Story:
    """The psychologist's advice comes five weeks late; every step of the authority's own before it was in time.

    Teaches: each body has a clock of its own; one late body makes the plan late; nothing pauses the 20 weeks.
    On the day of the demo the plan is past its date and only the draft is out.
    """
    told = begin(today, weeks_ago=23)
    told.at(0).received().triaged()
    told.at(4).family_consulted().partners_told()
    told.at(35).decided_to_assess().asked_for_advice()
    told.at(44).met_the_family()
    told.at(56).advice_came("school")
    told.at(70).advice_came("health").advice_came("social-care")
    told.at(112).advice_came("ep")
    told.at(120).decided_to_issue()
    told.at(133).sent_the_draft().consulted("Harrowmere School")
    told.at(147).family_answered_the_draft().replied("Harrowmere School")
    return Story("STORY-LATE-ADVICE", 8, told)


def refusal_taken_back(today: date) -> Story:
    """The authority refuses to assess, then takes the refusal back by itself, and sends the plan in week 24.

    Teaches: the first 20 weeks run on; taking a refusal back gives no new date, so the plan is four weeks late.
    """
    told = begin(today, weeks_ago=40)
    told.at(0).received(by="parent-or-young-person").triaged()
    told.at(4).family_consulted().partners_told()
    told.at(39).refused_to_assess()
    told.at(60).took_the_refusal_back().decided_to_assess().asked_for_advice()
    told.at(70).met_the_family()
    told.at(91).advice_came("school").advice_came("social-care")
    told.at(101).advice_came("health").advice_came("ep")
    told.at(112).decided_to_issue().sent_the_draft()
    told.at(128).family_answered_the_draft()
    told.at(168).sent_the_plan().provision_began().needs("SEMH", "SLCN")
    return Story("STORY-REFUSAL", 11, told)


def refusal_overturned_by_mediation(today: date) -> Story:
    """The family disputes a refusal, and at mediation the authority agrees to assess.

    Teaches: the agreement is carried out as a tribunal's order would be, counting from the day it was made: the family
    is told within two weeks, the plan is due within fourteen. The first 20 weeks stay ended by the refusal.
    """
    told = begin(today, weeks_ago=44)
    told.at(0).received(by="parent-or-young-person").triaged()
    told.at(7).family_consulted().partners_told()
    told.at(39).refused_to_assess()
    told.at(60).note("mediation-adviser-contacted").note("mediation-requested")
    told.note("dispute-flags-recorded", about="request", mediation=True, tribunal=False)
    told.at(84).note("mediation-held").note("mediation-concluded")
    told.note("mediation-agreement-made").note("mediation-agreed-to-assess")
    told.at(86).note("mediation-certificate-issued")
    told.at(93).note("ordered-assessment-notified").asked_for_advice()
    told.at(126).advice_came("school").advice_came("health").advice_came("social-care").advice_came("ep")
    told.at(140).note("draft-plan-sent-after-order")
    told.at(161).family_answered_the_draft()
    told.at(175).note("final-plan-sent-after-order").provision_began().needs("ASD")
    told.note("mediation-agreement-carried-out")
    return Story("STORY-MEDIATION", 6, told)


def moved_out(today: date) -> Story:
    """A family with a plan moves away; the move was known five weeks before, and the plan follows on the day.

    Teaches: known at least 15 working days ahead, the plan is transferred on the day of the move; reviews end here.
    """
    told = begin(today, weeks_ago=70)
    told.at(0).note("plan-first-made").needs("PD")
    meeting_on = told.start + timedelta(days=336)
    year = meeting_on.year
    told.at(310).arranged_review(year, meeting_on)
    told.at(312).review("review-advice-circulated", year)
    told.at(336).review("review-meeting-held", year)
    told.at(345).review("review-report-sent", year)
    told.at(357).review("review-decided-no-change", year)
    move_on = told.start + timedelta(days=450)
    told.at(415).note("move-became-known", "move/out", move_on=move_on)
    told.at(450).note("plan-transferred", "move/out").note("child-moved-out", to_authority="998")
    return Story("STORY-MOVED-OUT", 13, told)


def moved_in(today: date) -> Story:
    """A child with a plan arrives from another area ten weeks ago, and nobody has told the family what happens next.

    Teaches: the plan stays in force; six weeks to tell the family (now past); the review is due by the later of the
    old date and three months after the transfer.
    """
    told = begin(today, weeks_ago=62)
    told.at(0).note("plan-first-made").needs("HI")
    told.at(52 * 7).note("transfer-in-recorded", "move/in", from_authority="998").note("plan-transferred", "move/in")
    return Story("STORY-MOVED-IN", 9, told)


def plan_ceased(today: date) -> Story:
    """A young person starts work; the authority asks, gives notice, waits out the time to appeal, and ends the plan.

    Teaches: a plan is kept until the two months to appeal have run out; only then may it end, and its reviews with it.
    The story waits sixteen weeks: a window that would close in August or at Christmas closes later.
    """
    told = begin(today, weeks_ago=100)
    told.at(0).note("plan-first-made").needs("MLD")
    told.at(500).considered_ceasing()
    told.at(532).gave_notice_of_ceasing()
    told.at(644).ceased(reason=4)
    return Story("STORY-PLAN-CEASED", 17, told)


def receipt_corrected(today: date) -> Story:
    """The request had lain unopened: it was entered for the Friday, and had come eleven days earlier.

    Teaches: a correction is a new entry that leaves the first to be seen; every clock moves with it. The decision,
    on the 40th day as entered, was made on the 51st: late.
    """
    told = begin(today, weeks_ago=9)
    told.at(4).received().triaged()
    told.at(10).family_consulted().partners_told()
    told.at(44).decided_to_assess().asked_for_advice()
    told.at(53).met_the_family()
    true_day = told.start - timedelta(days=7)
    return Story("STORY-DATE-CORRECTED", 5, told, (Correction("assessment-request-received", true_day),))


STORIES: tuple[Callable[[date], Story], ...] = (
    late_advice,
    refusal_taken_back,
    refusal_overturned_by_mediation,
    moved_out,
    moved_in,
    plan_ceased,
    receipt_corrected,
)


def stories(today: date) -> list[Story]:
    """Return the stories as they stand on a day."""
    return [tell(today) for tell in STORIES]

"""Stories of requests: from the day one comes to the plan, or to none."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.web.nonprod.stories.story import Correction, Story, begin
from keywork.web.nonprod.telling import Telling


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
    return Story("STORY-LATE-ADVICE", "The late advice", 8, told)


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
    return Story("STORY-REFUSAL", "The refusal taken back", 11, told)


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
    return Story(
        "STORY-DATE-CORRECTED",
        "The request that lay unopened",
        5,
        told,
        (Correction("assessment-request-received", true_day),),
    )


def young_person(today: date) -> Story:
    """A student of 17 asks for an assessment herself. Her college advises in the school's place.

    Teaches: from the end of compulsory school age the right to ask, to answer the draft and to appeal is the young
    person's own. The clocks are the same for her: six weeks, then twenty, of which seventeen have gone.
    """
    told = begin(today, weeks_ago=17)
    told.at(0).received(by="parent-or-young-person").triaged()
    told.at(4).family_consulted().partners_told()
    told.at(38).decided_to_assess().asked_for_advice(("ep", "health", "social-care", "post-16"))
    told.at(45).met_the_family()
    told.at(66).advice_came("post-16")
    told.at(73).advice_came("ep").advice_came("social-care").advice_came("health")
    told.at(87).decided_to_issue()
    told.at(101).sent_the_draft().consulted("Saltmarsh College")
    told.at(115).replied("Saltmarsh College")
    told.at(116).family_answered_the_draft()
    return Story("STORY-YOUNG-PERSON", "A young person of 17 asks", 17, told)


def _twin(today: date) -> Telling:
    told = begin(today, weeks_ago=24)
    told.at(0).received(by="parent-or-young-person").triaged()
    told.at(4).family_consulted().partners_told()
    told.at(37).decided_to_assess().asked_for_advice()
    told.at(45).met_the_family()
    told.at(59).advice_came("school")
    return told.at(70).advice_came("ep").advice_came("social-care")


def first_twin(today: date) -> Story:
    """Twins are asked for on one day. The first has the plan on day 135.

    Teaches: one family, two cases. Every child has clocks of their own, and what holds one up does not excuse
    the other.
    """
    told = _twin(today)
    told.at(73).advice_came("health")
    told.at(87).decided_to_issue()
    told.at(94).sent_the_draft().consulted("Quillmere Primary")
    told.at(108).replied("Quillmere Primary")
    told.at(113).family_answered_the_draft()
    told.at(135).sent_the_plan().provision_began().needs("SLCN")
    return Story("STORY-TWIN-ONE", "Twins: the plan in time", 6, told)


def second_twin(today: date) -> Story:
    """The second twin misses the paediatrician's appointment; the advice comes three weeks late, and so does the plan.

    Teaches: a missed appointment excuses the body whose appointment it was, and nobody else. The advice is done under
    an exception; the authority's own 20 weeks run on, and the plan is ten days late.
    """
    told = _twin(today)
    told.at(66).note("appointment-missed", "advice/health", body="health")
    told.at(78).note(
        "exception-recorded",
        "advice/health",
        exception="EX-APPT",
        duty="advice-provide",
        circumstance="The child did not come to the appointment of day 66.",
        why_impractical="The next appointment that the clinic had was three weeks later.",
        review_on=told.start + timedelta(days=100),
    )
    told.at(100).advice_came("health")
    told.at(106).decided_to_issue()
    told.at(108).sent_the_draft().consulted("Quillmere Primary")
    told.at(122).replied("Quillmere Primary")
    told.at(127).family_answered_the_draft()
    told.at(150).sent_the_plan().provision_began().needs("SLCN", "PD")
    return Story("STORY-TWIN-TWO", "Twins: the missed appointment", 6, told, twin_of="STORY-TWIN-ONE")


def school_closed(today: date) -> Story:
    """A flood closes the school for five weeks just as its advice is asked for. The plan comes in week 24.

    Teaches: the closure of a school that was asked excuses the authority's 20 weeks, when somebody relies on it in
    writing. It moves no date, and the school's own six weeks are not excused.
    """
    told = begin(today, weeks_ago=30)
    told.at(0).received().triaged()
    told.at(4).family_consulted().partners_told()
    told.at(35).decided_to_assess().asked_for_advice()
    closed, reopens = (told.start + timedelta(days=day) for day in (39, 74))
    told.at(42).note("setting-closure-recorded", "advice/school", body="school", closed_from=closed, reopens=reopens)
    told.at(45).met_the_family()
    told.at(70).advice_came("health").advice_came("social-care").advice_came("ep")
    told.at(98).advice_came("school")
    told.at(105).decided_to_issue()
    told.at(119).sent_the_draft().consulted("Fernholt School")
    told.at(133).replied("Fernholt School").note(
        "exception-recorded",
        exception="EX-SCHOOL",
        duty="ehcp-final",
        circumstance="The school was flooded and closed for five weeks.",
        why_impractical="Its advice could not be given before it opened again, and the draft rests on it.",
        review_on=told.start + timedelta(days=150),
    )
    told.note("week-20-flag-recorded", applies=True)
    told.at(136).family_answered_the_draft()
    told.at(164).sent_the_plan().provision_began().needs("MLD")
    return Story("STORY-SCHOOL-CLOSED", "The school that was flooded", 7, told)


def sensory_need(today: date) -> Story:
    """A child who sees and hears little is assessed while the disabled children's team works beside it.

    Teaches: local commitments run beside the law and are marked as such. The first meeting came a week after the
    fortnight that the area has promised itself; the 45 working days of the team's assessment are still running.
    Neither makes the plan late.
    """
    told = begin(today, weeks_ago=13)
    told.at(0).received(by="health").triaged()
    told.at(4).family_consulted().partners_told()
    told.at(28).decided_to_assess().asked_for_advice().needs("HI", "VI")
    told.at(30).note("advice-routed-to-worker", "advice/social-care")
    told.at(49).met_the_family()
    told.at(52).note("care-referral-received", "care-referral/1")
    told.at(53).note("care-referral-decided", "care-referral/1")
    told.at(63).advice_came("school").advice_came("health")
    told.at(67).advice_came("ep").advice_came("social-care")
    told.at(84).decided_to_issue()
    return Story("STORY-SENSORY", "Sensory needs and local promises", 4, told)


def entered_late(today: date) -> Story:
    """The plan was sent in time, on day 137. The keyworker fell ill, and it was entered six weeks later.

    Teaches: what happened and when we knew are two times. As known in the weeks between, the plan is missing and then
    late; as known now it was in time. Open a share on the overview and ask what it said before.
    """
    told = begin(today, weeks_ago=30)
    told.at(0).received().triaged()
    told.at(4).family_consulted().partners_told()
    told.at(36).decided_to_assess().asked_for_advice()
    told.at(44).met_the_family()
    told.at(66).advice_came("school").advice_came("health").advice_came("social-care").advice_came("ep")
    told.at(80).decided_to_issue()
    told.at(94).sent_the_draft()
    told.at(114).family_answered_the_draft()
    told.at(137).sent_the_plan().provision_began().needs("SPLD")
    return Story("STORY-ENTERED-LATE", "Sent in time, entered late", 8, told, entered_late={"final-plan-sent": 42})

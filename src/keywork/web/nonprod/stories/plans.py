"""Stories of plans from year to year, and of what runs beside them."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.web.nonprod.stories.story import Story, begin, monday
from keywork.web.nonprod.telling import Telling

LONG_ENOUGH = timedelta(days=45)  # after the day in February, so that the late plan has been sent


def phase_transfer(today: date) -> Story:
    """A child of ten goes to secondary school in September. The plan that says where is sent early in March.

    Teaches: the law gives a day of the calendar and not a period: before 15 February of the year of the move the plan
    must say where. The yearly review was done in time; the move was late all the same.
    """
    year = today.year if today >= date(today.year, 2, 15) + LONG_ENOUGH else today.year - 1
    told = Telling(monday(date(year - 2, 10, 28), 0), today)
    told.at(0).note("plan-first-made").provision_began().needs("ASD")
    for reviewed in (year - 1, year):
        held = monday(date(reviewed, 9, 21), 0)
        told.at(held).review("review-meeting-held", reviewed)
        told.at(held + timedelta(days=10)).review("review-report-sent", reviewed)
        told.at(held + timedelta(days=22)).review("review-decided-no-change", reviewed)
    thread = f"phase-transfer/{year}"
    told.at(monday(date(year - 1, 9, 14), 0)).note(
        "school-phase-transfer-identified", thread, transfer_on=date(year, 9, 1)
    )
    told.at(monday(date(year - 1, 10, 24), 0)).note("phase-preferences-received", thread)
    sent = monday(date(year, 3, 7), 0)
    told.at(sent - timedelta(days=28)).note("phase-transfer-notice-sent", thread)
    told.at(sent).note("phase-transfer-plan-sent", thread)
    told.at(monday(date(year, 9, 7), 0)).provision_began()
    return Story("STORY-PHASE-TRANSFER", "Off to secondary school", 9, told)


def reassessment(today: date) -> Story:
    """A plan no longer fits after an accident. The family asks for a re-assessment, and the answer takes three weeks.

    Teaches: a request to assess again is answered within 15 days, not six weeks, and the new plan is due 14 weeks
    after the yes. The plan in force stays in force meanwhile.
    """
    told = begin(today, weeks_ago=59)
    told.at(0).note("plan-first-made").provision_began().needs("PD")
    told.at(287).review("review-meeting-held", 1).at(294).review("review-report-sent", 1)
    told.at(301).review("review-decided-no-change", 1).note("reassessment-request-received", "reassessment/1")
    told.at(322).note("reassessment-agreed", "reassessment/1")
    told.at(323).asked_for_advice()
    told.at(350).advice_came("school").advice_came("health").advice_came("social-care")
    told.at(372).advice_came("ep")
    told.at(385).note("draft-plan-served", "draft/2", by="e-mail")
    told.at(406).note("draft-representations-received", "draft/2")
    return Story("STORY-REASSESSMENT", "Assessed again", 12, told)


def early_years(today: date) -> Story:
    """A child of two has a plan. Two reviews were held three months apart; the third has been forgotten.

    Teaches: the yearly review is the latest that the law allows. For a child under five the Code wants one every
    three to six months; that clock is past, the yearly one is not.
    """
    told = begin(today, weeks_ago=51)
    told.at(0).note("plan-first-made").provision_began().needs("SLD")
    told.note("case-fact-recorded", fact="under-five", holds=True)
    told.at(84).note("review-held-for-under-five")
    told.at(168).note("review-held-for-under-five")
    return Story("STORY-EARLY-YEARS", "A plan at two", 2, told)


def autism(today: date) -> Story:
    """A referral for an autism assessment waits 14 weeks to be begun.

    Teaches: two measures of one wait, three months in the quality standard and 13 weeks in the national figures, are
    never merged; this start is late by both. What was found is to be talked over within six weeks of the end.
    """
    told = begin(today, weeks_ago=25)
    told.at(0).note("sen-support-started", "pupil/1").note("parent-told-of-sen-provision", "pupil/1")
    told.note("autism-referral-received", "referral/autism")
    told.at(98).note("autism-assessment-started", "referral/autism")
    told.at(140).note("autism-assessment-ended", "referral/autism")
    return Story("STORY-AUTISM", "Waiting for an autism assessment", 6, told)


def away_from_school(today: date) -> Story:
    """School cannot be borne any more. Education elsewhere is arranged first, and the family asked a week later.

    Teaches: some duties have no last day but an order: whoever thinks of education otherwise than at school asks the
    family before it is arranged. Asked after, the duty is broken, and nothing mends it.
    """
    told = begin(today, weeks_ago=40)
    told.at(0).note("plan-first-made").provision_began().needs("SEMH")
    told.at(200).note("provision-away-from-school-considered")
    told.at(217).note("provision-away-from-school-arranged")
    told.at(224).note("family-consulted-on-provision-away-from-school")
    return Story("STORY-AWAY", "Education away from school", 13, told)

"""Stories of plans that move with a child, or end."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.web.nonprod.stories.story import Story, begin


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
    return Story("STORY-MOVED-OUT", "Moved away with a plan", 13, told)


def moved_in(today: date) -> Story:
    """A child with a plan arrives from another area ten weeks ago, and nobody has told the family what happens next.

    Teaches: the plan stays in force; six weeks to tell the family (now past); the review is due by the later of the
    old date and three months after the transfer.
    """
    told = begin(today, weeks_ago=62)
    told.at(0).note("plan-first-made").needs("HI")
    told.at(52 * 7).note("transfer-in-recorded", "move/in", from_authority="998").note("plan-transferred", "move/in")
    return Story("STORY-MOVED-IN", "Moved in with a plan", 9, told)


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
    return Story("STORY-PLAN-CEASED", "The plan that ended", 17, told)


def looked_after(today: date) -> Story:
    """A looked-after child comes from one area and is moved on to another, known four working days before.

    Teaches: a plan follows the child. Coming in, the family is told within six weeks. Going out, a move known too late
    for the day itself gives 15 working days from then. The care review and the plan's review are held together where
    that can be.
    """
    told = begin(today, weeks_ago=80)
    told.at(0).note("plan-first-made").needs("SEMH")
    told.at(210).note("transfer-in-recorded", "move/in", from_authority="997").note("plan-transferred", "move/in")
    told.note("case-fact-recorded", fact="looked-after", holds=True)
    told.at(231).note("family-told-of-transfer", "move/in")
    meeting_on = told.start + timedelta(days=290)
    told.at(245).arranged_review(1, meeting_on).note("care-plan-review-arranged", "review/1", meeting_on=meeting_on)
    told.at(270).review("review-advice-circulated", 1)
    told.at(290).review("review-meeting-held", 1).at(301).review("review-report-sent", 1)
    told.at(315).review("review-decided-no-change", 1)
    told.at(480).note("move-became-known", "move/out", move_on=told.start + timedelta(days=486))
    told.at(498).note("plan-transferred", "move/out").note("child-moved-out", to_authority="998")
    return Story("STORY-LOOKED-AFTER", "Looked after, moved twice", 11, told)


def custody(today: date) -> Story:
    """A young person is assessed in custody and released before the plan is done.

    Teaches: the custody regulations have clocks of their own: six weeks, sixteen, twenty. Release does not begin them
    again: the home authority goes on, and sends the plan in week 20.
    """
    told = begin(today, weeks_ago=26)
    bodies = {"ep": "educational-psychology", "health": "health", "social-care": "social-care", "school": "school"}
    told.at(0).note("custody-assessment-request-received", "custody/1")
    told.at(4).note("custody-consulted-on-assessment", "custody/1").note("custody-partners-notified", "custody/1")
    told.at(37).note("custody-decision-sent", "custody/1")
    for body, kind in bodies.items():
        told.at(39).note("custody-advice-request-received", f"advice/{body}", body=body, body_kind=kind)
        told.at(77).note("custody-advice-received", f"advice/{body}", body=body)
    told.at(100).note("custody-draft-plan-served", "custody-draft/1")
    told.at(121).note("released-from-custody", "custody/1")
    told.at(123).note("custody-draft-representations-received", "custody-draft/1")
    told.at(137).note("custody-final-plan-sent", "custody/1").needs("SEMH")
    told.at(161).note("plan-reviewed-after-release", "custody/1")
    return Story("STORY-CUSTODY", "Assessed in custody, released", 16, told)

"""Stories of disputes: mediation, tribunal, complaint."""

from __future__ import annotations

from datetime import date

from keywork.web.nonprod.stories.story import Story, begin


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
    return Story("STORY-MEDIATION", "Refused, then mediated", 6, told)


def tribunal_order(today: date) -> Story:
    """The authority will not make a plan. The family appeals, and the tribunal orders one.

    Teaches: the authority answers the appeal within 30 working days; after the order the draft is due in five weeks
    and the plan in eleven. The draft comes in time, the plan nine days late.
    """
    told = begin(today, weeks_ago=72)
    told.at(0).received(by="parent-or-young-person").triaged()
    told.at(4).family_consulted().partners_told()
    told.at(38).decided_to_assess().asked_for_advice()
    told.at(45).met_the_family()
    told.at(77).advice_came("school").advice_came("health").advice_came("social-care").advice_came("ep")
    told.at(108).refused_to_issue()
    told.at(130).note("mediation-adviser-contacted").note("mediation-declined")
    told.at(133).note("mediation-certificate-issued")
    told.at(150).note("appeal-received-by-tribunal")
    told.note("dispute-flags-recorded", about="assessment", mediation=False, tribunal=True)
    told.at(155).note("appeal-sent-to-authority")
    told.at(190).note("appeal-response-sent")
    told.at(400).note("order-to-make-plan-made").note("appeal-determined")
    told.at(424).note("draft-plan-sent-after-order")
    told.at(486).note("final-plan-sent-after-order").provision_began().needs("ASD")
    return Story("STORY-TRIBUNAL", "The tribunal orders a plan", 9, told)


def plan_resumed(today: date) -> Story:
    """The authority gives notice that a plan will cease. The family appeals in time, and the tribunal keeps the plan.

    Teaches: while an appeal is possible or waits, a plan must be kept, so it never ceased. The order to continue and
    amend gives five weeks, and the yearly reviews go on as if there had been no notice.
    """
    told = begin(today, weeks_ago=110)
    told.at(0).note("plan-first-made").provision_began().needs("SEMH")
    told.at(336).review("review-meeting-held", 1).review("review-report-sent", 1).at(357).review(
        "review-decided-no-change", 1
    )
    told.at(400).considered_ceasing()
    told.at(431).gave_notice_of_ceasing()
    told.at(455).note("mediation-adviser-contacted").note("mediation-declined")
    told.at(457).note("mediation-certificate-issued")
    told.at(470).note("appeal-received-by-tribunal")
    told.note("dispute-flags-recorded", about="other", mediation=False, tribunal=True)
    told.at(476).note("appeal-sent-to-authority")
    told.at(505).note("appeal-response-sent")
    told.at(630).note("order-to-continue-and-amend-made").note("appeal-determined")
    told.at(658).note("amended-plan-sent-after-order").note("cessation-abandoned")
    told.at(700).review("review-meeting-held", 2).at(707).review("review-report-sent", 2)
    told.at(721).review("review-decided-no-change", 2)
    return Story("STORY-PLAN-RESUMED", "The plan that was to cease", 16, told)


def complaint(today: date) -> Story:
    """Speech therapy in a plan stops. The family complains in two stages and then goes to the ombudsman.

    Teaches: a complaint has clocks of its own, of guidance and not of statute: five working days to acknowledge, ten
    to answer, twenty at the second stage. Only the first was late. The ombudsman may be asked within twelve months of
    knowing. The duty to secure the provision ran all the while.
    """
    told = begin(today, weeks_ago=44)
    told.at(0).note("plan-first-made").provision_began().needs("SLCN")
    told.at(140).note("provision-stopped").note("matter-became-known", "complaint/1")
    told.at(168).note("complaint-received", "complaint/1")
    told.at(182).note("complaint-acknowledged", "complaint/1")
    told.at(192).note("complaint-stage-1-answered", "complaint/1")
    told.at(203).note("complaint-escalated", "complaint/1")
    told.at(206).note("complaint-stage-2-acknowledged", "complaint/1")
    told.at(228).note("complaint-stage-2-answered", "complaint/1")
    told.at(238).provision_began()
    told.at(280).note("ombudsman-complaint-made", "complaint/1")
    return Story("STORY-OMBUDSMAN", "The therapy that stopped", 8, told)

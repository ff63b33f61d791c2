"""One child from a parent's request to the final plan, through everybody concerned, with the clocks at each step.

Run on SQLite with all the rest, and by itself on PostgreSQL. Its pictures stand in docs/one-child.md.
"""

from __future__ import annotations

import child_assessed as assessed
import child_planned as planned
from harness import Site
from one_child import (
    ADMISSION,
    ADVICE,
    ANSWER,
    ASKED_OF,
    DECISION,
    DRAFT,
    FINAL,
    LAST_DRAFT,
    MEETING,
    MOTHER,
    NO_PLAN,
    REPLY,
    REQUESTS,
    SENT_TO,
    Child,
    keyworker_sends,
    manager_approves,
    wait_until_sent,
)
from playwright.sync_api import Browser

from keywork.web.kernel import clock
from keywork.web.ui.jinja import short_day


def test_one_child_from_a_parents_request_to_the_final_plan(browser: Browser, site: Site) -> None:
    # Given a parent who asks on the portal, then the clocks run from that day
    child = Child(browser, site, clock.today())
    assessed.parent_asks(child)
    assessed.manager_looks_and_gives_it_to_a_keyworker(child)
    child.check_clocks("manager", running=(DECISION, NO_PLAN, DRAFT, LAST_DRAFT, FINAL))
    the_decision_to_assess_is_made_and_told(child)
    the_advice_comes_and_a_plan_is_decided_on(child)
    the_draft_is_sent_and_answered(child)
    the_setting_is_named_and_the_plan_is_final(child)


def the_decision_to_assess_is_made_and_told(child: Child) -> None:
    # When a panel recommends and a manager decides, then the six weeks run on
    assessed.panel_recommends(child)
    assessed.manager_decides(child)
    child.check_clocks("keyworker", running=(DECISION, FINAL))
    # And when the letter is posted, then they are met by that day
    assessed.keyworker_writes_the_family_down(child)
    letter = assessed.keyworker_writes_the_letter_of_the_decision(child)
    manager_approves(child, letter)
    keyworker_sends(child, letter, {"Robin Parent (Mother), by post": "Mother"})
    assessed.business_support_posts(child)
    child.check_clocks("keyworker", met=(DECISION,), running=(REQUESTS, MEETING, NO_PLAN, DRAFT, LAST_DRAFT, FINAL))


def the_advice_comes_and_a_plan_is_decided_on(child: Child) -> None:
    # When everybody is asked for advice and gives it, and the first meeting is held, then the limits of each are met
    assessed.keyworker_asks_for_advice(child)
    child.check_clocks("keyworker", met=(REQUESTS,), running=(*ADVICE, MEETING, FINAL))
    for body, (role, _, need) in ASKED_OF.items():
        assessed.somebody_gives_advice(child, role, need)
        child.check_clocks("keyworker", met=(f"Advice due (6 weeks) – {body}",))
    assessed.keyworker_writes_the_meeting_down(child)
    child.check_clocks("keyworker", met=(*ADVICE, MEETING), running=(NO_PLAN, DRAFT, FINAL))
    # When there is to be a plan, then the limit for saying that there is none has ended, and no other
    assessed.manager_decides_that_there_is_a_plan(child)
    ended = f"Due {child.day(NO_PLAN)}, ended {short_day(child.today)}"
    child.check_clocks("keyworker", running=(DRAFT, LAST_DRAFT, FINAL), others={NO_PLAN: ended})


def the_draft_is_sent_and_answered(child: Child) -> None:
    # When the draft is written, checked and sent, then the family's fifteen days run
    planned.plan_writer_writes(child)
    letter = planned.keyworker_agrees_to_the_draft(child)
    manager_approves(child, letter)
    keyworker_sends(child, letter, MOTHER)
    wait_until_sent(child, letter)
    waits = f"Not before {child.day(ANSWER)}"
    child.check_clocks("keyworker", met=(DRAFT, LAST_DRAFT), running=(FINAL,), others={ANSWER: waits})
    # When the family answers and its school is consulted, then the school's fifteen days run until it replies
    planned.parent_answers_the_draft(child)
    planned.keyworker_replies_and_consults(child)
    answered = {ANSWER: f"{waits}, answered {short_day(child.today)}"}
    child.check_clocks("keyworker", running=(REPLY, FINAL), others=answered)
    planned.senco_replies(child)
    child.check_clocks("keyworker", met=(REPLY,), running=(FINAL,), others=answered)


def the_setting_is_named_and_the_plan_is_final(child: Child) -> None:
    # When the setting is named and the plan goes to the family, the school and the care board
    planned.keyworker_names_the_setting(child)
    planned.plan_writer_makes_it_final(child)
    letter = planned.manager_agrees_to_the_final_plan(child)
    manager_approves(child, letter)
    keyworker_sends(child, letter, SENT_TO, agreed=False)
    planned.manager_agrees_to_whom_it_goes(child, letter)
    wait_until_sent(child, letter)
    # Then the twenty weeks are met, the school owes a place, and the parent reads the plan
    planned.keyworker_reads_that_the_plan_names_it(child)
    met = (DECISION, *ADVICE, DRAFT, LAST_DRAFT, REPLY, FINAL)
    child.check_clocks("keyworker", met=met, others={ADMISSION: f"Since {short_day(child.today)}"})
    planned.parent_reads_the_plan(child)

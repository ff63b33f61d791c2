"""One child from the first line of the plan to its final version: what each person does, in a browser."""

from __future__ import annotations

from harness import check_page, fill_day, follow, press, says
from one_child import ASKED_OF, SCHOOL, Child, ask_for_approval
from playwright.sync_api import Page, expect


def plan_writer_writes(child: Child) -> None:
    with child.seen_by("plan-writer") as page:
        child.open_row(page, "/plans/")
        follow(page, "B, E and F: education")
        press(page, "Save, then take over from advice")
        for _, _, need in ASKED_OF.values():
            if need:
                page.get_by_label(need).check()
        press(page, "Take over")
        press(page, "Save", exact=True)
        follow(page, "A: views, interests and aspirations")
        page.get_by_label("What the child or young person says").fill("“I want to read with my friends.”")
        page.get_by_label("What the parents or carers say").fill("We want her to like school again.")
        press(page, "Save", exact=True)
        check_page(page, "child-07-plan-written")
        follow(page, "Send the draft for a check")
        press(page, "Send for a check")
        says(page, "Waits for a check")


def agree(child: Child, page: Page) -> None:
    child.open(page, "plan/")
    press(page, "Check what was sent to you")
    page.get_by_label("I agree").check()
    press(page, "Send your answer")
    says(page, "Agreed. Its paper is made.")


def keyworker_agrees_to_the_draft(child: Child) -> str:
    with child.seen_by("keyworker") as page:
        agree(child, page)
        press(page, "Write the letter")
        return ask_for_approval(page)


def parent_answers_the_draft(child: Child) -> None:
    with child.seen_by("parent") as page:
        child.open(page, "where/")
        says(page, "We have sent you the draft plan.")
        check_page(page, "child-08-where-is-it")
        follow(page, "Tell us what you think of the draft")
        press(page, "Begin")
        page.get_by_label("No, or not with all of it").check()
        page.get_by_label("Section F:").check()
        press(page, "Continue")
        page.get_by_label("What should be changed").fill("Language work at school, please.")
        press(page, "Continue")
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("Its name").fill(SCHOOL)
        page.get_by_label("A state school or nursery").check()
        page.get_by_label("Why do you ask for it?").fill("Her friends are there.")
        press(page, "Continue")
        for _ in ("budget", "meeting"):
            page.get_by_label("No", exact=True).check()
            press(page, "Continue")
        press(page, "Send your answer")
        says(page, "Sent. Your keyworker has been told")


def keyworker_replies_and_consults(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "draft-answers/")
        follow(page, "Reply to Section F")
        page.get_by_label("Taken over", exact=True).check()
        page.get_by_label("Why").fill("Section F will say so.")
        press(page, "Reply")
        child.open(page, "consultations/consult/")
        page.get_by_label(SCHOOL).check()
        page.get_by_label("The family asked for").check()
        fill_day(page, child.today)
        page.get_by_label("What they are asked").fill("Can you meet these needs, and from when?")
        page.get_by_label("The draft plan is sent with it").check()
        page.get_by_label("The parent or the young person agreed").check()
        page.get_by_label("The consent or ground in words").fill("The mother asked for this school.")
        press(page, "Consult them")
        says(page, "1 consultation made.")


def senco_replies(child: Child) -> None:
    with child.seen_by("senco") as page:
        child.open_row(page, "/consultations/")
        check_page(page, "child-09-consulted")
        press(page, "Reply")
        page.get_by_label("We can meet the needs", exact=True).check()
        press(page, "Send the reply")
        expect(page.get_by_role("heading", name="The reply")).to_be_visible()


def keyworker_names_the_setting(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "naming/")
        page.get_by_label(SCHOOL).check()
        page.get_by_label("Why", exact=True).fill("It can meet the needs, and the family asked for it.")
        check_page(page, "child-10-naming")
        press(page, "Keep this decision")
        says(page, "To be named in section I of the plan.")


def plan_writer_makes_it_final(child: Child) -> None:
    with child.seen_by("plan-writer") as page:
        child.open(page, "plan/write/education/")
        page.get_by_label("By whom", exact=True).first.fill("A therapist, at school")
        press(page, "Save", exact=True)
        follow(page, "Send the final plan for a check")
        says(page, SCHOOL)
        press(page, "Send for a check")


def manager_agrees_to_the_final_plan(child: Child) -> str:
    with child.seen_by("manager") as page:
        agree(child, page)
    with child.seen_by("keyworker") as page:
        child.open(page, "plan/")
        press(page, "Write the letter")
        return ask_for_approval(page)


def manager_agrees_to_whom_it_goes(child: Child, letter: str) -> None:
    with child.seen_by("manager") as page:
        page.goto(letter)
        press(page, "Look at who it goes to")
        check_page(page, "child-11-who-it-goes-to")
        page.get_by_label("It may go to these people").check()
        press(page, "Give your answer")
        says(page, "It is on its way.")


def keyworker_reads_that_the_plan_names_it(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "contacts/")
        says(page, "The final plan names it.")
        child.open(page)
        check_page(page, "child-12-clocks-met")


def parent_reads_the_plan(child: Child) -> None:
    with child.seen_by("parent") as page:
        child.open(page, "where/")
        says(page, "There is a plan. It is looked at again at least once a year.")
        follow(page, "Plan")
        says(page, "A therapist, at school")
        says(page, SCHOOL)
        check_page(page, "child-13-plan")

"""One child from a parent's request to the decision that there is a plan: what each person does, in a browser."""

from __future__ import annotations

import re
from datetime import date

from harness import check_page, fill_day, follow, press, says
from one_child import ASKED_OF, LINE, NAME, SCHOOL, WHY, Child, ask_for_approval
from playwright.sync_api import Page, expect


def parent_asks(child: Child) -> None:
    with child.seen_by("parent") as page:
        page.goto("/requests/")
        press(page, "Ask for an assessment")
        page.get_by_label("Another child").check()
        press(page, "Continue")
        for label, value in zip(("First name", "Last name"), NAME.split(), strict=True):
            page.get_by_label(label).fill(value)
        press(page, "Continue")
        fill_day(page, date(child.today.year - 8, 3, 4))
        press(page, "Continue")
        page.get_by_label("Name of the nursery").fill(SCHOOL)
        press(page, "Continue")
        said = (
            "She cannot follow what is said in class.",
            "A reading group. It helped a little.",
            "To read with friends.",
        )
        for words in (*said, ""):
            page.locator("textarea").fill(words)
            press(page, "Continue")
        page.get_by_label("Telephone number").fill("01632 960 002")
        press(page, "Continue")
        press(page, "Send the request")
        expect(page.get_by_role("heading", name="Request sent")).to_be_visible()
        check_page(page, "child-01-asked")


def manager_looks_and_gives_it_to_a_keyworker(child: Child) -> None:
    surname = NAME.split()[1]
    with child.seen_by("manager") as page:
        page.goto("/triage/")
        follow(page, NAME)
        found = re.search(
            r"/cases/([0-9a-f-]+)/", page.get_by_role("link", name="Open the case").get_attribute("href") or ""
        )
        assert found
        child.case, child.reference = found[1], page.locator("main .govuk-caption-l").inner_text()
        check_page(page, "child-02-looked-through")
        page.get_by_label("It is complete").check()
        page.get_by_label("Yes: let them read it").check()
        for words in ("Who they are", "That they have parental responsibility"):
            page.get_by_label(words).check()
        page.get_by_label("How did you check it?").fill("Rang the school: she is the mother they know.")
        press(page, "Keep this")
        page.goto("/allocate/")
        page.get_by_label("Surname from").fill(surname)
        page.get_by_label("Surname to").fill(surname)
        press(page, "Apply")
        page.get_by_role("checkbox", name=surname).check()
        page.get_by_label("Keyworker", exact=True).select_option(label="Robin Keyworker")
        press(page, "Allocate")
        says(page, "allocated.")
        child.open(page, "people/")
        page.get_by_label("E-mail address of their account").fill("plan-writer@wexcombe.example")
        page.get_by_label("Works on it").check()
        page.get_by_label("Why").fill("Writes the plan.")
        press(page, "Give access")
        says(page, "Given. It holds from their next page.")


def panel_recommends(child: Child) -> None:
    with child.seen_by("manager") as page:
        page.goto("/panels/")
        page.get_by_role("row").filter(has_text="Assessment panel").get_by_role("link").click()
        press(page, "Put cases before it")
        page.get_by_role("checkbox", name=child.reference).check()
        press(page, "Put them before the panel")
        where = page.url
    with child.seen_by("panel-member") as page:
        child.open_row(page, where)
        follow(page, "Write down what the panel recommends")
        for number in (0, 1):
            page.get_by_role("radio", name="Yes").nth(number).check()
            page.get_by_label(f"Reasons for question {number + 1}").fill(WHY)
            page.get_by_role("checkbox", name="Request: ").nth(number).check()
        page.get_by_label("Assess", exact=True).check()
        page.get_by_label("Summary of the reasons").fill(WHY)
        for who in ("Robin Panel-Member", "Robin Dco"):
            page.get_by_label(who).check()
        press(page, "Put it on record")
        says(page, "The recommendation is on record.")
        check_page(page, "child-03-recommended")


def say_what_it_is(page: Page) -> None:
    page.get_by_label("Main type of need").select_option(label="Speech, language and communication")
    page.get_by_label("Where they learn").select_option(label="Primary school")


def manager_decides(child: Child) -> None:
    with child.seen_by("manager") as page:
        child.open(page)
        press(page, "Decide whether to assess")
        says(page, "The panel recommends: assess")
        say_what_it_is(page)
        press(page, "Decide")
        says(page, "The six weeks run on until the notice is sent")


def keyworker_writes_the_family_down(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "family/member/")
        page.get_by_label("Name", exact=True).fill("Robin Parent")
        page.get_by_label("How they are related").select_option(label="Mother")
        page.get_by_label("They have parental responsibility").check()
        page.get_by_label("Their account here").select_option(label="Robin Parent")
        press(page, "Save")
        for kind, value in (("Address", "4 Sample Row\nWexcombe"), ("E-mail address", "robin.parent@families.example")):
            child.open(page, "family/contact/")
            page.get_by_label(kind, exact=True).check()
            page.get_by_label("Address or number").fill(value)
            page.get_by_label("Whose it is").select_option(label="Robin Parent")
            page.get_by_role("group", name="Who lives or reads there").get_by_label("Robin Parent").check()
            press(page, "Save")
        says(page, "robin.parent@families.example")


def keyworker_writes_the_letter_of_the_decision(child: Child) -> str:
    with child.seen_by("keyworker") as page:
        child.open(page)
        press(page, "Write the letter that tells them")
        page.get_by_label("Decision to assess").check()
        press(page, "Write it")
        return ask_for_approval(page)


def business_support_posts(child: Child) -> None:
    with child.seen_by("business-support") as page:
        page.goto("/letters/")
        press(page, "Print queue")
        page.get_by_role("row").filter(has_text="Robin Parent").get_by_role("link").first.click()
        check_page(page, "child-04-to-be-posted")
        page.get_by_label("Reference at the foot of every page").fill(child.reference)
        press(page, "It is printed")
        press(page, "It is posted")
        says(page, "Posted.")


def keyworker_asks_for_advice(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "advice/ask/")
        for body, (_, whom, _) in ASKED_OF.items():
            page.get_by_label(body, exact=True).check()
            page.get_by_label(f"Whom to ask: {body[:1].lower()}{body[1:]}").select_option(label=whom)
        page.get_by_label("What they are asked").fill("What helps Wren to follow what is said?")
        fill_day(page, child.today)
        page.get_by_label("On the day it is asked").check()
        press(page, "Check the dates")
        check_page(page, "child-05-advice-asked")
        press(page, "Ask them")
        says(page, f"{len(ASKED_OF)} requests made.")


def somebody_gives_advice(child: Child, role: str, need: str) -> None:
    with child.seen_by(role) as page:
        child.open_row(page, "/advice/")
        press(page, "Write the advice")
        lines = {"Need": need, **LINE} if need else {"Summary": "Not known to social care; no need for it was found."}
        for label, value in lines.items():
            page.get_by_label(label, exact=True).fill(value)
        press(page, "Save and check")
        press(page, "Give this advice")
        says(page, "What was given: version 1")
        if role == "educational-psychologist":
            check_page(page, "child-06-advice-given")


def keyworker_writes_the_meeting_down(child: Child) -> None:
    with child.seen_by("keyworker") as page:
        child.open(page, "meetings/first/")
        fill_day(page, child.today)
        page.get_by_label("Who was there").fill("The mother\nThe SENCO\nThe keyworker")
        page.get_by_label("The family was given the information pack").check()
        page.get_by_label("What matters to the child or young person").fill("“I want to read with my friends.”")
        page.get_by_label("What was agreed").fill("The keyworker sends the draft, by Friday.")
        press(page, "Put the notes on record")
        says(page, "The keyworker sends the draft, by Friday.")


def manager_decides_that_there_is_a_plan(child: Child) -> None:
    with child.seen_by("manager") as page:
        child.open(page)
        press(page, "Decide whether to issue a plan")
        for number, answer in ((1, "Yes"), (2, "No"), (3, "Yes")):
            page.get_by_role("radio", name=answer).nth(number - 1).check()
            page.get_by_label(f"Reasons for question {number}").fill(WHY)
            page.get_by_role("checkbox", name="Advice: Educational psychology").nth(number - 1).check()
        page.get_by_label("There will be an EHC plan").check()
        page.get_by_label("Summary of the reasons").fill(WHY)
        say_what_it_is(page)
        press(page, "Decide")
        press(page, "Record that the family was told")
        press(page, "Record it")
        says(page, "Decided: there will be an EHC plan")

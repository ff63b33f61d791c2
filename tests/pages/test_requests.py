"""Requests for an assessment, made by a parent, a SENCO and on paper, and looked through, in a browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from harness import WIDTHS, Site, check_page, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from files_made import pdf
from keywork.web.kernel import clock
from keywork.web.ui.jinja import day

ARABIC = "محمد"
EVIDENCE = 6


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def birth(page: Page, number: str, month: str, year: str) -> None:
    for label, value in (("Day", number), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(value)


def name(page: Page, forename: str, surname: str) -> None:
    page.get_by_label("First name").fill(forename)
    page.get_by_label("Last name").fill(surname)
    press(page, "Continue")


def answer(page: Page, heading: str, words: str) -> None:
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    page.locator("textarea").fill(words)
    press(page, "Continue")


def test_a_parent_asks_for_an_assessment(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "parent") as page:
        # Given a parent who has come to ask
        page.goto("/cases/")
        page.get_by_role("link", name="Ask for an assessment, or see where a request stands").click()
        check_state(page, "requests-own")
        press(page, "Ask for an assessment")
        check_state(page, "requests-child")
        page.get_by_label("Another child").check()
        press(page, "Continue")
        check_state(page, "requests-name")
        # When nothing is filled in, it is said in words
        press(page, "Continue")
        says(page, "Enter the first name")
        check_state(page, "requests-name-error")
        name(page, ARABIC, "X")
        birth(page, "4", "3", str(clock.today().year + 1))
        press(page, "Continue")
        says(page, "The date of birth must be today or in the past")
        birth(page, "4", "3", "2018")
        press(page, "Continue")
        page.get_by_label("Name of the nursery").fill("Bramblewood School")
        press(page, "Continue")
        # When what is typed is kept, and the session ends
        page.locator("textarea").fill("He cannot follow what is said in class.")
        says(page, "What you typed is kept.")
        check_state(page, "requests-needs")
        here = page.url
        with visitor(browser, site, "parent") as again:
            again.goto(here)
            expect(again.locator("textarea")).to_have_value("He cannot follow what is said in class.")
        # When they stop and come back
        press(page, "Save and come back later")
        page.get_by_role("link", name=ARABIC).click()
        # Then they go on with the first question that is open, and what they wrote stands behind the back link
        expect(page.get_by_role("heading", name="What help have they had, and did it work?")).to_be_visible()
        page.get_by_role("link", name="Back", exact=True).click()
        expect(page.locator("textarea")).to_have_value("He cannot follow what is said in class.")
        press(page, "Continue")
        answer(page, "What help have they had, and did it work?", "None so far")
        answer(page, "What do you and your child hope for?", "")
        answer(page, "Do you have papers to send with this?", "")
        page.get_by_label("Telephone number").fill("01632 960 001")
        press(page, "Continue")
        # Then they check it, change a word of it, and send it
        expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
        check_state(page, "requests-check")
        page.get_by_role("link", name="Where do they learn?").click()
        page.get_by_label("Name of the nursery").fill("None at the moment")
        press(page, "Continue")
        press(page, "Send the request")
        expect(page.get_by_role("heading", name="Request sent")).to_be_visible()
        says(page, day(clock.today() + timedelta(days=42)))
        check_state(page, "requests-sent")
        expect(page.get_by_role("button", name="Add papers")).to_be_visible()
        # And the back button leads nowhere but to where it stands
        page.go_back()
        expect(page.get_by_role("heading", name="Where your request stands")).to_be_visible()
        says(page, "This request was sent. It can no longer be changed")
        check_state(page, "requests-standing")
        # When a paper is added that is none, and then one that is
        press(page, "Add papers")
        page.get_by_label("What is it?").fill("Report of the paediatrician")
        page.get_by_label("File", exact=True).set_input_files(
            {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
        )
        press(page, "Add it")
        says(page, "There is a problem")
        expect(page.get_by_label("What is it?")).to_have_value("Report of the paediatrician")
        check_state(page, "requests-papers-error")
        page.get_by_label("File", exact=True).set_input_files(
            {"name": "report.pdf", "mimeType": "application/pdf", "buffer": pdf("He needs quiet.")}
        )
        press(page, "Add it")
        says(page, "Added. The team can read it now.")
        check_state(page, "requests-papers")
        page.get_by_role("link", name="Where your request stands").click()
        # Then it stands there, to be opened, and the team finds it
        expect(page.get_by_role("link", name="Report of the paediatrician")).to_be_visible()
        check_state(page, "requests-standing-papers")
        with visitor(browser, site, "manager") as team:
            team.goto("/triage/")
            team.get_by_role("link", name=ARABIC).click()
            expect(team.get_by_role("link", name="Report of the paediatrician")).to_be_visible()
            check_state(team, "triage-look-papers")


def test_what_is_typed_after_the_session_ended_is_not_said_to_be_kept(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "parent") as page:
        page.goto("/requests/")
        press(page, "Ask for an assessment")
        expect(page.get_by_label("Another child")).to_be_visible()
        page.context.clear_cookies()
        page.get_by_label("Another child").check()
        says(page, "This could not be kept: you may have been signed out.")


def test_a_senco_asks_and_the_team_asks_back(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "senco") as page:
        page.goto("/requests/")
        press(page, "Ask for an assessment")
        name(page, "Noor", "Sencosample")
        birth(page, "5", "6", "2015")
        press(page, "Continue")
        page.get_by_label("UPN").fill("B12")
        press(page, "Continue")
        says(page, "A UPN is a letter and 12 figures")
        page.get_by_label("UPN").fill("")
        press(page, "Continue")
        page.get_by_label("They have not been asked").check()
        press(page, "Continue")
        says(page, "Say why. The team speaks with the family before it decides")
        check_state(page, "requests-family-error")
        page.get_by_label("They know and agree").check()
        press(page, "Continue")
        answer(page, "Why are you asking now?", "Two years of help, and no more progress.")
        check_state(page, "requests-evidence")
        for number in range(EVIDENCE):
            page.get_by_label(
                "It does not apply to them" if number == 4 else "I am adding it right after I send this"
            ).check()
            if number == 0:
                press(page, "Continue")
                says(page, "Say what it is: the paper and its date, or the facts themselves")
            page.locator("textarea").fill("In words, with dates.")
            press(page, "Continue")
        check_state(page, "requests-check-setting")
        press(page, "Send the request")
        expect(page.get_by_role("heading", name="Request sent")).to_be_visible()
    with visitor(browser, site, "manager") as page:
        # When a manager finds something missing
        page.goto("/triage/")
        check_state(page, "triage")
        page.get_by_role("link", name="Noor Sencosample").click()
        check_state(page, "triage-look")
        page.get_by_label("Something is missing: ask for it").check()
        press(page, "Keep this")
        says(page, "Choose what to ask for, or say it in words")
        check_state(page, "triage-look-error")
        page.get_by_label("What they can do now and how that has changed").check()
        page.get_by_label("In your words").fill("The reading ages of last summer, please.")
        press(page, "Keep this")
        says(page, "Whoever asked can read what is missing.")
        says(page, "Bramblewood School: 1 of 2 (too few to say anything by)")
    with visitor(browser, site, "senco") as page:
        # Then the SENCO reads it and answers
        page.goto("/requests/")
        says(page, "We asked you for more")
        page.get_by_role("link", name="Noor Sencosample").click()
        says(page, "The reading ages of last summer, please.")
        check_state(page, "requests-asked")
        press(page, "Send your answer")
        says(page, "Enter your answer. A sentence is enough")
        check_state(page, "requests-answer-error")
        page.locator("textarea").fill("Six years and two months, in June.")
        press(page, "Send your answer")
        says(page, "Your answer was sent to the team.")
        says(page, "Six years and two months, in June.")


def test_business_support_writes_down_what_came_by_post(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "business-support") as page:
        page.goto("/triage/")
        page.get_by_role("button", name="Write down a request").click()
        check_state(page, "triage-paper")
        press(page, "See from which day it counts")
        says(page, "Choose who asks")
        check_state(page, "triage-paper-error")
        page.get_by_label("Parent or carer").check()
        page.get_by_label("Name of whoever asks").fill("Robin Sample")
        page.get_by_label("First name").fill("Ada")
        page.get_by_label("Last name").fill("Postsample")
        page.get_by_label("E-mail").check()
        came, late = clock.today() - timedelta(days=7), clock.today() + timedelta(days=3)
        for label, value in (("Day", late.day), ("Month", late.month), ("Year", late.year)):
            page.locator("#id_on").get_by_label(label, exact=True).fill(str(value))
        page.get_by_label("What does it say?").fill("A mother asks for help at school.")
        press(page, "See from which day it counts")
        says(page, "The day it came must be today or in the past")
        for label, value in (("Day", came.day), ("Month", came.month), ("Year", came.year)):
            page.locator("#id_on").get_by_label(label, exact=True).fill(str(value))
        press(page, "See from which day it counts")
        says(page, f"It came on {day(came)}.")
        says(page, day(came + timedelta(days=42)))
        check_state(page, "triage-paper-check")
        press(page, "Save the request")
        says(page, "Written down. Its clock runs from the day shown.")
        expect(page.get_by_role("heading", name=re.compile("A request for Ada Postsample"))).to_be_visible()
        check_state(page, "triage-look-paper")
        page.get_by_role("link", name="Open the case").click()
        page.get_by_role("link", name="Request", exact=True).click()
        says(page, "A mother asks for help at school.")
        check_state(page, "case-request")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", ["young-person", "social-worker"])
def test_others_begin_in_their_own_words(browser: Browser, site: Site, role: str, width: int) -> None:
    with visitor(browser, site, role, width=width) as page:
        page.goto("/requests/")
        check_page(page, f"requests-own-{role}")
        press(page, "Ask for an assessment" if role == "young-person" else "Bring somebody to attention")
        check_page(page, f"requests-first-{role}")

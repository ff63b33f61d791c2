"""Advice from asking to giving, in a browser: the keyworker, those who are asked, and whoever oversees them."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def fill_day(page: Page) -> None:
    today = clock.today()
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(value))


def test_a_keyworker_asks_several_bodies_sees_each_date_and_chases_one(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a case in assessment
        page.goto(f"/cases/{site.assessed}/")
        expect(page.get_by_role("heading", name="Advice", exact=True)).to_be_visible()
        press(page, "Ask for advice")
        check_state(page, "advice-ask")
        # When nothing is chosen, then what is missing is said
        press(page, "Check the dates")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "advice-ask-error")
        page.get_by_label("Educational psychology", exact=True).check()
        page.get_by_label("The child’s own views").check()
        page.get_by_label("Whom to ask: educational psychology").select_option(label="Wexcombe Psychology")
        page.get_by_label("What they are asked").fill("What helps with reading, and how would we know?")
        fill_day(page)
        page.get_by_label("On the day it is asked").check()
        press(page, "Check the dates")
        # Then each date is shown before anything is recorded
        expect(page.get_by_role("heading", name="Check the dates before you ask")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="Wexcombe Psychology")).to_be_visible()
        check_state(page, "advice-ask-check")
        press(page, "Ask them")
        expect(page.get_by_text("2 requests made.")).to_be_visible()
        check_state(page, "advice-case")
        # And a reminder is kept
        page.get_by_role("link", name="Educational psychology", exact=True).click()
        check_state(page, "advice-request-keyworker")
        follow(page, "Chase it")
        page.get_by_label("How they were reminded").fill("Rang the service. They begin on Monday.")
        check_state(page, "advice-chase")
        press(page, "Record the reminder")
        expect(page.get_by_text("They begin on Monday.")).to_be_visible()
        # And the child's own words are written down
        page.goto(f"/cases/{site.assessed}/")
        page.get_by_role("link", name="The child’s own views", exact=True).click()
        press(page, "Write down what they said")
        page.get_by_label("What they said").fill("I want to read with Sam.")
        check_state(page, "advice-views")
        press(page, "Save and check")
        fill_day(page)
        press(page, "Give this advice")
        expect(page.get_by_text("I want to read with Sam.")).to_be_visible()


def test_a_psychologist_writes_line_by_line_is_told_what_is_missing_and_gives_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "educational-psychologist") as page:
        page.goto("/advice/")
        check_state(page, "advice-tray")
        page.get_by_role("row").filter(has_text="Due").get_by_role("link").first.click()
        expect(page.get_by_text("What helps with the mornings?")).to_be_visible()
        check_state(page, "advice-request")
        press(page, "Take it over yourself")
        expect(page.get_by_text("It is yours now.")).to_be_visible()
        press(page, "Write the advice")
        page.get_by_label("Need", exact=True).fill("Cannot decode words of three letters.")
        press(page, "Add another line")
        # Then what was typed is still there, with a further line
        expect(page.get_by_label("Need", exact=True).first).to_have_value("Cannot decode words of three letters.")
        page.get_by_label("Provision", exact=True).first.fill("Phonics, one to one")
        page.get_by_label("How much").first.fill("20 minutes")
        check_state(page, "advice-write")
        press(page, "Save and come back later")
        expect(page.get_by_text("You can come back to it at any time.")).to_be_visible()
        press(page, "Write the advice")
        expect(page.get_by_label("How much").first).to_have_value("20 minutes")
        press(page, "Save and check")
        # And what would make it more use is said, with what it stands on, and stops nobody
        expect(page.get_by_text("It does not say what the child or young person thinks.")).to_be_visible()
        expect(page.get_by_text("Line 1 has no outcome.")).to_be_visible()
        check_state(page, "advice-check")
        press(page, "Give this advice")
        expect(page.get_by_role("heading", name="What was given: version 1")).to_be_visible()
        check_state(page, "advice-given")
        page.goto("/advice/")
        expect(page.get_by_text("Given in time").first).to_be_visible()
        check_state(page, "advice-tray-done")


def test_a_therapist_says_why_it_is_late_and_passes_it_on_and_it_is_gone(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "dco") as page:
        # Given a request that the officer for health sees late
        page.goto("/advice/oversight/")
        expect(page.get_by_text("Wexcombe Health").first).to_be_visible()
        page.get_by_label("When due").select_option(label="Late")
        press(page, "Apply")
        expect(
            page.get_by_role("row").filter(has_text="Wexcombe Health").filter(has_text="8 days late")
        ).to_be_visible()
        check_state(page, "advice-oversight")
    with visitor(browser, site, "therapist") as page:
        page.goto("/advice/")
        expect(page.get_by_text("8 days late")).to_be_visible()
        page.get_by_role("row").filter(has_text="late").get_by_role("link").first.click()
        where = page.url
        follow(page, "Say why it is late")
        press(page, "Save the reason")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "advice-late-error")
        page.get_by_label("The child waits for an appointment").check()
        page.get_by_label("In words").fill("A place in the clinic on Friday.")
        press(page, "Save the reason")
        expect(page.get_by_text("A place in the clinic on Friday.")).to_be_visible()
        follow(page, "Pass it on")
        page.get_by_label("Who gives this advice instead").select_option(label="Health: Eastern Therapies")
        page.get_by_label("Why").fill("They treat this child.")
        check_state(page, "advice-redirect")
        press(page, "Pass it on")
        # Then it has left the list, and the case with it
        expect(page.get_by_text("It left your list")).to_be_visible()
        answer = page.goto(where)
        assert answer is not None
        assert answer.status == 404
    with visitor(browser, site, "dco") as page:
        # And the officer sees whose it is now
        page.goto("/advice/oversight/")
        expect(page.get_by_role("heading", name="Asked, and receipt not confirmed")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="Eastern Therapies")).to_be_visible()
        check_state(page, "advice-oversight-passed-on")

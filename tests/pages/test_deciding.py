"""Who decides: a young person reads it in their words, lets a parent see their record, and stops it."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect


def test_a_young_person_lets_a_parent_help_and_stops_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "young-person") as page:
        # Given the page of their own case
        page.goto("/cases/")
        page.locator("main table a").first.click()
        expect(page.get_by_text("You decide. The rights are your own")).to_be_visible()
        check_state(page, "where-young-person")
        # When they read who decides, in easy read
        page.get_by_role("link", name="See who decides what").click()
        page.get_by_role("link", name="Easy read").click()
        expect(page.get_by_text("Say if the plan is right.")).to_be_visible()
        check_state(page, "deciding-easy")
        page.get_by_role("link", name="Standard words").click()
        # And let their mother see it
        page.get_by_role("button", name="Let them see it").click()
        expect(page.get_by_text("Sam Testing may see your record now.")).to_be_visible()
        check_state(page, "deciding-standard")
        # Then they can stop it on any day
        page.get_by_role("button", name="Stop it").click()
        expect(page.get_by_text("May not see it")).to_be_visible()
        # And their letters, messages and request are one step away
        page.get_by_role("link", name="Where is it?").click()
        page.get_by_role("link", name="Read the letters sent to you").click()
        expect(page.get_by_role("heading", name="Letters")).to_be_visible()

"""Business support begins the day with what waits, and goes from there to each kind of work."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect


def test_business_support_goes_from_todays_work_to_each_kind_of_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "business-support") as page:
        # Given the first page of the day
        page.goto("/")
        expect(page.get_by_role("heading", name="Today’s work", level=1)).to_be_visible()
        check_state(page, "todays-work")
        # Then what came in can be written down
        page.get_by_role("link", name="Write down a request that came on paper").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Write down a request")
        page.go_back()
        page.get_by_role("link", name="Log a call or an e-mail").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        # And the letters that did not arrive are theirs to see to
        page.goto("/news/not-arrived/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check_state(page, "undelivered-support")

"""Where is it? A parent reads it in three ways of saying it."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect


def test_a_parent_reads_where_it_is_and_what_they_can_do(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "parent") as page:
        # Given the list of their cases, when they open one
        page.goto("/cases/")
        page.locator("main table a").first.click()
        # Then they read where it is, who has it and whom to ask
        expect(page.get_by_role("heading", name="Where is it?")).to_be_visible()
        expect(page.get_by_role("heading", name="Who to ask")).to_be_visible()
        check_state(page, "where-standard")
        # And in simple words, and in easy read
        page.get_by_role("link", name="Simple words").click()
        check_state(page, "where-simple")
        page.get_by_role("link", name="Easy read").click()
        expect(page.get_by_text("SENDIASS can help you.")).to_be_visible()
        check_state(page, "where-easy")

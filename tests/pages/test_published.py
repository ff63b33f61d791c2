"""Figures from preparing to reading them without signing in, in a browser."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect


def test_one_prepares_another_publishes_and_anybody_reads(browser: Browser, site: Site) -> None:
    # Given an analyst who prepares the figures of the last month
    with visitor(browser, site, "analyst") as page:
        page.goto("/overview/")
        page.get_by_role("link", name="Publish figures").click()
        check_state(page, "figures")
        page.get_by_role("button", name="Prepare the figures").click()
        expect(page.get_by_text("somebody else publishes them")).to_be_visible()
        check_state(page, "figures-prepared")
        address = page.url
    # When a manager, who did not prepare them, publishes them
    with visitor(browser, site, "manager") as page:
        page.goto(address)
        expect(page.get_by_text("cannot be taken back")).to_be_visible()
        check_state(page, "figures-to-decide")
        page.get_by_role("button", name="Publish these figures").click()
        expect(page.get_by_text("The figures are published.")).to_be_visible()
    # Then anybody reads them, and takes them along as a file
    with visitor(browser, site, "") as page:
        page.goto("/published/895/")
        page.get_by_role("rowheader").get_by_role("link").last.click()
        expect(page.get_by_role("heading", name="Special educational needs and disabilities")).to_be_visible()
        page.locator("summary").first.click()
        check_state(page, "published-figures")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Save all of it as a file").click()
        assert saved.value.suggested_filename.startswith("send-figures-895-")
        page.goto("/published/895/")
        page.get_by_role("link", name="Published figures", exact=True).first.click()
        check_state(page, "published-list")

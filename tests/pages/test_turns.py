"""What turns a case, and a setting that closes, in a browser."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect

from keywork.web.kernel import clock


def test_a_withdrawal_is_found_in_plain_words_and_says_what_follows(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a case in assessment, of which advice is asked, when what turns it is looked for in plain words
        page.goto(f"/cases/{site.asked}/record/")
        check_state(page, "turns-record")
        page.get_by_role("link", name="The request was withdrawn").click()
        today = clock.today()
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            page.get_by_label(part, exact=True).fill(str(value))
        page.get_by_role("button", name="See what this does to the clocks").click()
        # Then what follows is read before anything is saved
        expect(page.get_by_text("The clocks of the request end on that day.")).to_be_visible()
        expect(page.get_by_role("heading", name="What is still open elsewhere")).to_be_visible()
        expect(page.get_by_role("link", name="Advice is asked for")).to_be_visible()
        check_state(page, "turns-check")


def test_a_setting_becomes_part_of_another(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "administrator") as page:
        page.goto("/organisations/")
        page.get_by_role("listitem").filter(has_text="Bramblewood School").get_by_role("link").click()
        page.get_by_role("button", name="Record it").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "closing-error")

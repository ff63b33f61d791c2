"""An exception in a browser: the keyworker proposes it, a manager agrees, and the date's page tells it."""

from __future__ import annotations

from datetime import timedelta

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_an_exception_is_proposed_and_agreed(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a limit that cannot be kept, when nothing is said, then what is missing is said
        page.goto(f"/cases/{site.assessed}/exceptions/")
        check_state(page, "exceptions-case")
        page.get_by_role("link", name="Final plan (week 20)").first.click()
        check_state(page, "exceptions-choose")
        page.get_by_role("link", name="Exceptional personal circumstances").click()
        press(page, "Propose this exception")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "exceptions-propose-error")
        first, began = page.get_by_role("group", name="First day"), clock.today() - timedelta(days=5)
        for part in ("Day", "Month", "Year"):
            first.get_by_label(part, exact=True).fill(str(getattr(began, part.lower())))
        page.get_by_label("What happened").fill("The child’s mother was in hospital for a week.")
        page.get_by_label("Why the limit could not be kept").fill("Neither parent could take part in the draft.")
        page.get_by_label("What shows it, in words").fill("The ward rang on the second day.")
        press(page, "Propose this exception")
        expect(page.get_by_text("The record meets the test.")).to_be_visible()
        check_state(page, "exceptions-one")
    with visitor(browser, site, "manager") as page:
        # When the manager, and not whoever proposed it, agrees
        page.goto("/exceptions/")
        check_state(page, "exceptions-tray")
        page.get_by_role("table").first.get_by_role("link").first.click()
        page.get_by_role("button", name="Agree or not").click()
        check_state(page, "exceptions-answer")
        page.get_by_label("Yes: the limit could not be kept").check()
        press(page, "Keep your answer")
        # Then it is relied on, and the page that explains the date tells it
        expect(page.get_by_text("It is relied on.")).to_be_visible()
        page.get_by_role("link", name="Why this limit has the date it has").click()
        expect(page.get_by_text("Recorded with the circumstance")).to_be_visible()
        check_state(page, "exceptions-why")

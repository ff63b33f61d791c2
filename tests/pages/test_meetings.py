"""A Working Together meeting in a browser: written down by its agenda, read, and corrected without changing it."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect

from keywork.web.kernel import clock


def test_a_keyworker_writes_a_meeting_down_and_what_is_wrong_stands_beside_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.assessed}/contacts/")
        page.get_by_role("link", name="Write down the first Working Together meeting").click()
        page.get_by_role("button", name="Put the notes on record").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "meeting-write-error")
        today = clock.today()
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            page.get_by_label(part, exact=True).fill(str(value))
        page.get_by_label("Who was there").fill("The mother\nThe SENCO\nThe keyworker")
        page.get_by_label("The family was given the information pack").check()
        page.get_by_label("What matters to the child or young person").fill("“I want to read with Sam.”")
        page.get_by_label("What was agreed").fill("The keyworker rings the therapist, by Friday.")
        check_state(page, "meeting-write")
        page.get_by_role("button", name="Put the notes on record").click()
        page.get_by_label("What is wrong or missing?").fill("It was Thursday that was agreed.")
        page.get_by_role("button", name="Add this to the notes").click()
        expect(page.get_by_text("It was Thursday that was agreed.")).to_be_visible()
        expect(page.get_by_text("The keyworker rings the therapist, by Friday.")).to_be_visible()
        check_state(page, "meeting-notes")
        page.goto(f"/cases/{site.assessed}/contacts/")
        check_state(page, "meeting-case")
    with visitor(browser, site, "manager") as page:
        page.goto("/meetings/held/")
        check_state(page, "meetings-held")

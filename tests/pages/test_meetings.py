"""A Working Together meeting in a browser: arranged, in the diary, written down by its agenda, read, and corrected without changing it."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect

from keywork.web.kernel import clock


def test_a_keyworker_arranges_a_meeting_moves_it_and_has_it_in_the_diary(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.assessed}/contacts/")
        page.get_by_role("link", name="Arrange the second Working Together meeting").click()
        page.get_by_role("button", name="Arrange the meeting").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "meeting-arrange-error")
        today = clock.today()
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            page.get_by_label(part, exact=True).fill(str(value))
        page.get_by_label("When does it begin?").fill("14:05")
        page.get_by_label("Where is it?").fill("Room 2, the town hall")
        page.get_by_label("Who is asked to come?").fill("The mother\nThe SENCO")
        page.get_by_role("button", name="Arrange the meeting").click()
        expect(page.get_by_text("Room 2, the town hall")).to_be_visible()
        page.get_by_text("What it is about").click()
        expect(page.get_by_text("What the advice says")).to_be_visible()
        check_state(page, "meeting-coming")
        page.goto("/work/")
        page.get_by_role("link", name="Your diary").click()
        expect(page.get_by_text("14:05")).to_be_visible()
        check_state(page, "diary")
        page.get_by_role("link", name="The week after").click()
        expect(page.get_by_text("14:05")).to_be_hidden()
        page.goto(f"/cases/{site.assessed}/contacts/")
        page.get_by_role("link", name="Move it, or call it off").click()
        page.get_by_label("Why is it called off?").fill("The family is away that week.")
        page.get_by_role("button", name="Call the meeting off").click()
        expect(page.get_by_text("called off. The family is away that week.")).to_be_visible()


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

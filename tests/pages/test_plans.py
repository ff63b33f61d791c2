"""A plan from the plan writer's list to the letter it goes with, in a browser; and the draft as its family reads it."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def test_a_plan_is_written_checked_changed_and_goes_with_its_letter(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "plan-writer") as page:
        # Given a plan that is not begun, when its writer takes over what the psychologist says
        page.goto("/plans/")
        expect(page.get_by_text("Not begun")).to_be_visible()
        check_state(page, "plans-tray")
        page.get_by_role("table").get_by_role("link").first.click()
        page.get_by_role("link", name="B, E and F: education").click()
        press(page, "Save, then take over from advice")
        check_state(page, "plan-take")
        page.get_by_label("Cannot follow an instruction of two steps.").check()
        press(page, "Take over")
        expect(page.get_by_text("Taken over from Educational psychology: Dr Robin Giver")).to_be_visible()
        page.get_by_label("Need", exact=True).first.fill("Cannot follow an instruction of two steps in class.")
        check_state(page, "plan-write")
        press(page, "Save")
        # Then the plan stands section by section, with what is missing beside it
        expect(page.get_by_role("heading", name="F Special educational provision")).to_be_visible()
        expect(page.get_by_text("Section A does not say what the child")).to_be_visible()
        check_state(page, "plan")
        address = page.url
        page.get_by_role("link", name="Send the draft for a check").click()
        page.get_by_label("What the checker should look at").fill("Is section F what you agreed with the school?")
        check_state(page, "plan-ask")
        press(page, "Send for a check")
        expect(page.get_by_text("Waits for a check").first).to_be_visible()
    with visitor(browser, site, "keyworker") as page:
        # When the keyworker sends it back without a word, then it is asked for; with one, it goes back
        page.goto(address)
        page.get_by_role("button", name="Check what was sent to you").click()
        page.get_by_label("Send it back").check()
        press(page, "Send your answer")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "plan-check-error")
        page.get_by_label("What should change").fill("Add what she says herself.")
        press(page, "Send your answer")
        expect(page.get_by_text("Sent back.")).to_be_visible()
    with visitor(browser, site, "plan-writer") as page:
        # And the writer is told, adds the views, and sends it again
        page.goto("/news/")
        page.get_by_role("link", name="A plan you sent was checked").first.click()
        expect(page).to_have_url(address)
        page.goto(f"{address}take/views/")
        page.get_by_label("I want to stay with my friends").check()
        press(page, "Take over")
        page.get_by_label("What the parents or carers say").fill("They hope for a school nearby.")
        press(page, "Save")
        expect(page.get_by_text("Add what she says herself.")).to_be_visible()
        page.get_by_role("link", name="All versions").click()
        page.get_by_label("Earlier").select_option("2")
        press(page, "Compare")
        check_state(page, "plan-versions")
        page.goto(f"{address}ask/draft/")
        press(page, "Send for a check")
    with visitor(browser, site, "keyworker") as page:
        # Then the keyworker agrees, and the draft goes with a letter whose paper is chosen already
        page.goto(f"{address}check/")
        check_state(page, "plan-check")
        page.get_by_label("I agree").check()
        press(page, "Send your answer")
        expect(page.get_by_text("Agreed. Its paper is made.")).to_be_visible()
        check_state(page, "plan-agreed")
        press(page, "Write the letter")
        expect(page.get_by_label("Text of the letter")).to_contain_text("15 days")
    with visitor(browser, site, "mother") as page:
        # And a mother reads the draft that was sent to her, and not what is being written
        page.goto(f"/cases/{site.assessed}/plan/")
        expect(page.get_by_role("heading", name="Draft plan")).to_be_visible()
        expect(page.get_by_text("Learns by seeing.")).to_be_visible()
        check_state(page, "plan-family")

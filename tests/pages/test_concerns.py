"""A call that is logged in a minute, and the page that shows what repeats."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect


def test_a_keyworker_logs_a_call_and_sees_it_counted(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a case of theirs
        page.goto(f"/cases/{site.assessed}/contacts/")
        page.get_by_role("button", name="Log a call or an e-mail").click()
        check_state(page, "concern-log")
        # When nothing is chosen, then what is missing is said
        page.get_by_role("button", name="Log it").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "concern-log-error")
        # When four choices are made
        page.get_by_label("Something is late").check()
        page.get_by_label("A parent or carer").check()
        page.get_by_label("No, somebody will answer").check()
        page.get_by_label("What they said, in a sentence").fill("When does the psychologist come?")
        page.get_by_role("button", name="Log it").click()
        # Then it stands on the case, to be answered
        expect(page.get_by_text("The concern was logged.")).to_be_visible()
        expect(page.get_by_text("When does the psychologist come?")).to_be_visible()
        check_state(page, "concern-case")
        # And it is counted, by month and step
        page.goto("/concerns/")
        expect(page.get_by_role("heading", name="Concerns by month")).to_be_visible()
        expect(page.get_by_role("heading", name="By step and month")).to_be_visible()
        check_state(page, "concerns")
        page.get_by_role("button", name="It is answered").first.click()
        expect(page.get_by_text("It is kept that this was answered.")).to_be_visible()
        expect(page.get_by_text("Answered on")).to_be_visible()

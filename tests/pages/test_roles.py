"""A day of each role, in a browser. Run on SQLite with all the rest, and by itself on PostgreSQL."""

from __future__ import annotations

import re

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock


def follow(page: Page, role: str, name: str) -> None:
    page.get_by_role(role, name=name).first.click()


def test_a_keyworker_finds_a_case_sees_why_and_puts_a_date_right(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a keyworker who takes a call about a child
        page.goto("/find/")
        page.get_by_label("Name, UPN or reference").fill("o'testing smith")
        follow(page, "button", "Find")
        # Then the name is nowhere in the address, and the child is found
        assert "testing" not in page.url.lower()
        check_state(page, "find")
        page.locator("tbody th a").first.click()
        expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
        follow(page, "link", "Why this date?")
        expect(page.get_by_role("heading", name="How it was counted")).to_be_visible()
        # When they find that the request came a day earlier than was entered
        page.go_back()
        page.get_by_role("link", name="History").click()
        page.get_by_role("link", name="Correct Assessment request received").first.click()
        page.get_by_label("The date is wrong").check()
        page.get_by_label("Day", exact=True).fill("1")
        page.get_by_label("Month").fill("2")
        page.get_by_label("Year").fill("2025")
        follow(page, "button", "See what this does")
        # Then they see what it does to the clocks before it is saved, and afterwards both dates
        expect(page.get_by_role("heading", name="Check the effect")).to_be_visible()
        check_state(page, "correct-check")
        follow(page, "button", "Record it")
        page.get_by_role("link", name="History").click()
        expect(page.get_by_text("Corrected to").first).to_be_visible()


def test_a_manager_shares_out_cases_arranges_cover_and_reads_the_overview(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        # Given cases that nobody works on
        page.goto("/allocate/")
        page.get_by_label("Surname from").fill("Pla")
        follow(page, "button", "Apply")
        expect(page.get_by_text("Placeholder").first).to_be_visible()
        check_state(page, "allocate-filtered")
        # When the manager gives all that the filter finds to a keyworker
        page.get_by_label("Every case that the filter finds").check()
        page.get_by_label("Keyworker", exact=True).select_option(label="Robin Keyworker")
        follow(page, "button", "Allocate")
        expect(page.get_by_text("allocated.")).to_be_visible()
        # And somebody covers for that keyworker
        page.get_by_label("Who is away").select_option(label="Robin Keyworker")
        page.get_by_label("Who covers").select_option(label="Robin Manager")
        today = clock.today()
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year + 1)):
            page.get_by_label(part, exact=True).fill(str(value))
        follow(page, "button", "Arrange cover")
        expect(page.get_by_text("Robin Manager covers")).to_be_visible()
        check_state(page, "cover")
        # Then they are on the manager's own list
        page.goto("/work/?whose=mine")
        expect(page.get_by_text("Placeholder").first).to_be_visible()
        # And the overview opens down to the cases of a figure, as at another day too
        page.goto("/overview/?as_of=2026-09-01")
        expect(page.get_by_text("On Tuesday 1 September 2026 (stock)")).to_be_visible()
        page.locator("details summary").last.click()
        page.locator("details[open] table a").last.click()
        expect(page.get_by_text("as at Tuesday 1 September 2026, by name where you may open them")).to_be_visible()
        page.locator(".govuk-back-link").click()
        expect(page.get_by_text("On Tuesday 1 September 2026 (stock)")).to_be_visible()


def test_an_analyst_works_with_pseudonyms_and_opens_no_child(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "analyst") as page:
        page.goto("/measures/open_assessments/")
        names = page.locator(".app-pseudonyms li").all_inner_texts()
        assert names
        assert all(name.startswith("P-") for name in names)
        for path in (f"/cases/{site.late_case}/", f"/cases/{site.late_case}/history/"):
            response = page.goto(path)
            assert response is not None
            assert response.status == 404
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
        check_state(page, "not-found")


def test_an_auditor_sees_who_looked_and_not_whose_it_is(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.late_case}/")
    with visitor(browser, site, "auditor") as page:
        # Given that a keyworker opened a case
        page.goto(f"/access-log/?subject={site.late_case}")
        row = (
            page.get_by_role("row").filter(has_text="Open the page of a case").filter(has_text="Robin Keyworker").first
        )
        expect(row).to_be_visible()
        # When the auditor opens it, to see how it was handled
        page.goto(f"/cases/{site.late_case}/")
        expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
        assert page.get_by_role("link", name="Record an event").count() == 0
        # Then the auditor stands in the log as well
        page.goto(f"/access-log/?subject={site.late_case}")
        expect(page.get_by_role("row").filter(has_text="Robin Auditor").first).to_be_visible()


def test_an_administrator_lets_somebody_in_and_sees_no_case(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "administrator") as page:
        # Given a new colleague
        page.goto("/users/add/")
        follow(page, "button", "Add this person")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "add-user-error")
        page.get_by_label("Name", exact=True).fill("Sam Newcomer")
        page.get_by_label("E-mail address").fill("newcomer@wexcombe.example")
        page.get_by_label("Keyworker").check()
        page.get_by_label("Team").select_option(label="North team")
        follow(page, "button", "Add this person")
        link = page.get_by_label("Link to set a password").input_value()
        check_state(page, "password-link")
        for path in ("/work/", "/overview/"):
            response = page.goto(path)
            assert response is not None
            assert response.status == 403
        check_state(page, "forbidden")
        assert (answer := page.goto(f"/cases/{site.late_case}/")) is not None
        assert answer.status == 404
    with visitor(browser, site, "manager") as page:
        # And a second person who knows them agrees
        page.goto("/users/waiting/")
        expect(page.get_by_text("newcomer@wexcombe.example")).to_be_visible()
        check_state(page, "confirm-accounts")
        page.get_by_role("button", name=re.compile("^Agree")).click()
        expect(page.get_by_role("heading", name="A code for Sam Newcomer")).to_be_visible()
        code = page.locator("h1 ~ p code").inner_text()
        check_state(page, "confirm-code")
    with visitor(browser, site) as page:
        # When the colleague opens the link and sets a password
        page.goto(link)
        check_state(page, "set-password")
        page.get_by_label("Your e-mail address").fill("newcomer@wexcombe.example")
        page.get_by_label("Code").fill(code)
        for field in page.locator("input[type=password]").all():
            field.fill("three rather odd words 5")
        follow(page, "button", "Set password")
        # Then they can sign in, and the link is spent
        page.goto("/account/login/")
        page.locator("input[name=login]").fill("newcomer@wexcombe.example")
        page.locator("input[type=password]").fill("three rather odd words 5")
        follow(page, "button", "Sign in")
        expect(page.get_by_role("heading", name="Second step when you sign in")).to_be_visible()
        page.goto(link)
        expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()

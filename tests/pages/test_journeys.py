"""What people do, in a browser: given, when, then."""

from __future__ import annotations

import pytest
from harness import Site, check_page, check_state, visitor
from playwright.sync_api import Browser, Page, expect


def journey_to_a_recorded_event(page: Page, site: Site) -> None:
    # Given a keyworker who looks at what is late
    page.goto("/work/?when=late")
    page.locator("#results tbody th a").first.click()
    expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
    # When they ask why a date is what it is
    page.get_by_role("link", name="Why this date?").click()
    expect(page.get_by_role("heading", name="How it was counted")).to_be_visible()
    # And record that something happened, first with a day that does not exist
    page.goto(f"/cases/{site.late_case}/record/draft-plan-served/")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2026")
    page.get_by_role("button", name="See what this does").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check_state(page, "record-error")
    page.get_by_label("Day").fill("2")
    page.get_by_role("button", name="See what this does").click()
    # Then they see the effect on the clocks before it is saved
    expect(page.get_by_role("heading", name="Check the effect")).to_be_visible()
    check_state(page, "record-check")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded. The clocks were worked out again.")).to_be_visible()
    page.goto(f"/cases/{site.late_case}/history/")
    expect(page.get_by_role("heading", name="Draft plan served").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_keyworker_records_what_happened(browser: Browser, site: Site, script: bool) -> None:
    with visitor(browser, site, "keyworker", java_script_enabled=True) as page:
        if script:
            journey_to_a_recorded_event(page, site)
    if not script:
        with visitor(browser, site, "keyworker", java_script_enabled=False) as page:
            page.goto("/work/")
            page.locator("#results tbody th a").first.click()
            page.get_by_role("button", name="Record an event").click()
            page.get_by_label("Something else, chosen below").check()
            page.get_by_label("Something else", exact=True).select_option("advice-received")
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_role("button", name="See what this does")).to_be_visible()


def test_a_correction_stays_visible(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.late_case}/history/")
        expect(page.get_by_text("Corrected to").first).to_be_visible()
        page.get_by_role("link", name="Correct Advice requested").first.click()
        page.get_by_label("It did not happen").check()
        page.get_by_role("button", name="See what this does").click()
        page.get_by_role("button", name="Record it").click()
        page.goto(f"/cases/{site.late_case}/history/")
        expect(page.get_by_text("Struck out").first).to_be_visible()
        check_state(page, "history-corrected")


def test_anothers_case_is_not_there(browser: Browser, site: Site) -> None:
    for role in ("keyworker", "manager", "auditor", "analyst", "administrator"):
        with visitor(browser, site, role) as page:
            response = page.goto(f"/cases/{site.elsewhere}/")
            assert response is not None
            assert response.status == 404
            check_page(page)


def test_a_manager_allocates_cases(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        page.goto("/allocate/")
        page.locator("input[name=case]").first.check()
        page.get_by_label("Team", exact=True).select_option(label="North team")
        page.get_by_role("button", name="Allocate").click()
        expect(page.get_by_text("1 case was allocated.")).to_be_visible()


def test_an_auditor_reads_a_case_without_knowing_whose_it_is(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "auditor") as page:
        page.goto(f"/cases/{site.late_case}/")
        text = page.inner_text("body")
        assert "P-" in text
        assert not any(
            name in text for name in ("Placeholder", "Testing", "Samplewska", "Fictional", "Mock", "Invented")
        )


def test_signing_in_works_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with visitor(browser, site) as page:
        page.goto("/account/login/")
        page.locator("input[name=login]").focus()
        page.keyboard.type("keyworker@wexcombe.example")
        page.keyboard.press("Tab")
        page.keyboard.type("not the password at all")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "sign-in-error")


def test_another_day_is_plainly_labelled(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.late_case}/?as_of=2026-10-01")
        expect(page.get_by_text("You are looking at Thursday 1 October 2026, as known now.")).to_be_visible()
        assert page.get_by_role("button", name="Record an event").count() == 0
        page.goto(f"/cases/{site.late_case}/?as_of=not-a-day")
        expect(page.get_by_text("As at must be a date such as 2026-03-27")).to_be_visible()
        check_page(page)


def tab_to(page: Page, wanted: str, most: int = 80) -> None:
    """Press Tab until what has the focus fits a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never came to {wanted}")


def test_a_case_is_reached_and_an_event_recorded_by_keyboard_alone(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given My work, the first Tab leads past the menu
        page.goto("/work/?whose=mine")
        tab_to(page, ".govuk-skip-link", most=1)
        page.keyboard.press("Enter")
        # When the first case is opened by Tab and Enter
        tab_to(page, "#results tbody th a")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
        # And an event is chosen and dated
        tab_to(page, ".app-identity__actions a")
        page.keyboard.press("Enter")
        expect(page.get_by_role("group", name="What happened?")).to_be_visible()
        tab_to(page, "main input[type=radio]")
        page.keyboard.press("ArrowUp")
        tab_to(page, "select")
        page.keyboard.type("Ceasing")
        tab_to(page, "main button")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Month")).to_be_visible()
        tab_to(page, "main input")
        for part in ("1", "9", "2026"):
            page.keyboard.type(part)
            page.keyboard.press("Tab")
        tab_to(page, "main form button")
        page.keyboard.press("Enter")
        # Then its effect is shown, and it is recorded
        expect(page.get_by_role("heading", name="Check the effect")).to_be_visible()
        tab_to(page, "main form button")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Recorded. The clocks were worked out again.")).to_be_visible()


def test_a_name_is_searched_for_and_filtered_by_without_javascript(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker", java_script_enabled=False, width=320) as page:
        page.goto("/work/")
        page.get_by_text("Filter and sort").click()
        page.get_by_label("Name, UPN or reference").fill("samplewska")
        page.get_by_role("button", name="Apply").click()
        rows = page.locator("#results tbody th").all_inner_texts()
        assert rows
        assert all("Samplewska" in row for row in rows)
        assert "samplewska" not in page.url
        page.get_by_label("Sort by").select_option(label="Due latest first")
        page.get_by_role("button", name="Apply").click()
        assert "sort=-due" in page.url
        assert all("Samplewska" in row for row in page.locator("#results tbody th").all_inner_texts())
        page.get_by_role("link", name="Clear").click()
        assert page.get_by_label("Name, UPN or reference").input_value() == ""

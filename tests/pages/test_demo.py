"""What only the demo has: stories to open, another day for today, and the gallery of components."""

from __future__ import annotations

import re

import pytest
from harness import WIDTHS, Site, check_page, check_state, visitor
from playwright.sync_api import Browser, Page, expect


def become(page: Page, role: str) -> None:
    page.goto("/demo/people/")
    group = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=role, exact=True))
    group.get_by_role("button").first.click()
    page.wait_for_url(lambda url: "/demo/people/" not in url)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_gallery_is_sound(browser: Browser, demo_site: Site, width: int) -> None:
    with visitor(browser, demo_site, width=width) as page:
        for number, name in enumerate(("words", "forms", "lists"), 1):
            page.goto(f"/demo/components/?page={number}")
            check_page(page, f"components-{name}")
            folds = page.locator("main details:not([open]) > summary")
            for _ in range(folds.count()):
                folds.first.click()
            check_page(page)


def test_a_story_is_read_and_its_case_opened(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        # Given a visitor who chooses the keyworker that holds the stories
        page.goto("/demo/people/")
        expect(page.get_by_text("STORY-TRIBUNAL")).to_be_visible()
        become(page, "Keyworker")
        page.get_by_role("link", name="Life stories").click()
        check_state(page, "stories")
        # When they read one and open its case
        page.get_by_role("link", name="The tribunal orders a plan").click()
        # Then its clocks are those that the story tells of
        expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
        expect(page.get_by_text("STORY-TRIBUNAL")).to_be_visible()
        assert page.get_by_text(re.compile("Done 9 days late")).count() == 1


def test_who_opens_no_case_reads_the_stories_and_is_told_who_does(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        become(page, "Analyst")
        page.goto("/demo/stories/")
        expect(page.get_by_text("who opens no case")).to_be_visible()
        expect(page.get_by_role("heading", name="The tribunal orders a plan")).to_be_visible()
        assert page.get_by_role("link", name="The tribunal orders a plan").count() == 0
        check_page(page)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_another_day_is_taken_for_today_and_given_back(browser: Browser, demo_site: Site, script: bool) -> None:
    with visitor(browser, demo_site, java_script_enabled=script) as page:
        become(page, "Keyworker")
        # Given a day in twenty weeks
        page.goto("/demo/today/")
        if script:
            check_state(page, "other-day")
        page.get_by_role("button", name="In twenty weeks").click()
        # Then My work, a case and the overview stand on that day, and say so
        for path in ("/work/", "/overview/"):
            page.goto(path)
            expect(page.get_by_text("140 days ahead.")).to_be_visible()
        page.goto("/work/")
        if script:
            check_state(page, "my-work-on-another-day")
        page.locator("#results tbody th a").first.click()
        expect(page.get_by_text("140 days ahead.")).to_be_visible()
        assert page.get_by_role("button", name="Record an event").count() == 0
        # When something is sent to be recorded all the same, it is refused in words
        page.goto(f"{page.url.split('?')[0]}record/request-triaged/")
        page.get_by_role("button", name="See what this does").click()
        expect(page.get_by_role("heading", name="Nothing can be recorded on another day")).to_be_visible()
        if script:
            check_state(page, "not-on-another-day")
        # And today is one click away
        page.get_by_role("button", name="Back to today", exact=True).click()
        expect(page.get_by_text("Today is today again.")).to_be_visible()
        assert page.get_by_text("140 days ahead.").count() == 0


def test_a_day_that_does_not_exist_is_said_at_its_field(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        become(page, "Manager")
        page.goto("/demo/today/")
        for label, text in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
            page.get_by_label(label, exact=True).fill(text)
        page.get_by_role("button", name="Take this day for today").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "other-day-error")

"""The demo lets a visitor choose who to be; outside the demo nothing of it is there."""

from __future__ import annotations

import pytest
from harness import WIDTHS, Site, check_page, visitor
from playwright.sync_api import Browser, expect

from keywork.web.accounts.models import Role

FIRST_PAGES = {
    **dict.fromkeys(Role.labels, "My cases"),
    "Keyworker": "My work",
    "Manager": "My work",
    "Business support": "Today’s work",
    "Analyst": "Overview",
    "Board member": "Overview",
    "Administrator": "People who sign in",
}
del FIRST_PAGES["Integration"]


@pytest.mark.parametrize("width", WIDTHS)
def test_a_visitor_chooses_among_the_invented_people(browser: Browser, demo_site: Site, width: int) -> None:
    with visitor(browser, demo_site, width=width) as page:
        # Given somebody who has never been here, and follows a link to a page that wants them signed in
        page.goto("/duties/")
        expect(page.get_by_role("heading", name="Who would you like to be?")).to_be_visible()
        check_page(page, "personas")
        # When they choose a keyworker
        page.get_by_role("button", name="North").first.click()
        # Then they are there, on the page that they came for, as that person
        expect(page.get_by_role("heading", name="Register of duties", level=1)).to_be_visible()
        page.goto("/account/")
        expect(page.get_by_text("keyworker@wexcombe.example")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_each_role_lands_on_its_first_page(browser: Browser, demo_site: Site, script: bool) -> None:
    with visitor(browser, demo_site, java_script_enabled=script) as page:
        for role, heading in FIRST_PAGES.items():
            page.goto("/demo/people/")
            group = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=role, exact=True))
            group.get_by_role("button").first.click()
            expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
            expect(page.get_by_role("link", name="Be somebody else")).to_be_visible()


def test_everybody_sees_something_real_and_opens_it(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        for role, heading in FIRST_PAGES.items():
            page.goto("/demo/people/")
            group = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=role, exact=True))
            group.get_by_role("button").first.click()
            code = Role.values[Role.labels.index(role)]
            check_page(page, f"first-page-{code}")
            if heading == "My cases":
                expect(page.locator("tbody th a").first, f"{role} has a case").to_be_visible()
                page.locator("tbody th a").first.click()
                first = "Where is it?" if code in ("parent", "young-person") else "Case overview"
                expect(page.get_by_role("heading", name=first, exact=True)).to_be_visible()
                check_page(page, f"case-{code}")


def test_nobody_signs_in_as_a_machine(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        page.goto("/demo/people/")
        group = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Integration", exact=True))
        expect(group.get_by_text("For a machine: nobody signs in.")).to_be_visible()
        expect(group.get_by_role("button")).to_have_count(0)


def test_a_form_that_names_nobody_is_refused(browser: Browser, demo_site: Site) -> None:
    with visitor(browser, demo_site) as page:
        page.goto("/demo/people/")
        page.locator("button[name=person]").first.evaluate("button => { button.value = 'nobody' }")
        page.locator("button[name=person]").first.click()
        expect(page.get_by_text("Choose one of the people below.")).to_be_visible()


def test_outside_the_demo_there_is_no_such_page(browser: Browser, site: Site) -> None:
    with visitor(browser, site) as page:
        response = page.goto("/work/")
        assert response is not None
        assert "/account/login/" in page.url
        assert "demo" not in page.content().lower()
        with visitor(browser, site, "administrator") as inside:
            answer = inside.goto("/demo/people/")
            assert answer is not None
            assert answer.status == 404

"""The first time somebody signs in: the second step is set up before anything else opens."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, expect

from factories import PASSWORD
from second_steps import code_of


def test_a_new_keyworker_sets_up_the_second_step_without_javascript(browser: Browser, site: Site) -> None:
    with visitor(browser, site, java_script_enabled=False) as page:
        # Given somebody with an account and a password, and no more, who follows a link to their work
        page.goto("/work/")
        page.get_by_label("E-mail address").fill("starter@wexcombe.example")
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        # Then nothing opens but the way to add a second step
        expect(page.get_by_role("heading", name="Second step when you sign in")).to_be_visible()
    with visitor(browser, site) as page:
        page.goto("/account/login/")
        page.get_by_label("E-mail address").fill("starter@wexcombe.example")
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        check_state(page, "second-step-first")
        page.goto("/work/")
        expect(page.get_by_role("heading", name="Second step when you sign in")).to_be_visible()
        # When they add an app
        page.get_by_role("link", name="Add authenticator app").click()
        check_state(page, "second-step-app")
        page.get_by_label("Code").fill(code_of(page.locator("code").inner_text().replace(" ", "")))
        page.get_by_role("button", name="Add the app").click()
        # Then they see their recovery codes, and go on to their work
        expect(page.get_by_role("list", name="Unused codes").get_by_role("listitem")).to_have_count(10)
        check_state(page, "second-step-codes")
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()

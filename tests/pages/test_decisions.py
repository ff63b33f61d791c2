"""Several decisions of one case that can be appealed, in a browser: which one is answered is chosen by its words."""

from __future__ import annotations

import re

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock


def the_day(page: Page) -> None:
    today = clock.today()
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(value))


def record(page: Page, case_id: object, kind: str, which: re.Pattern[str] | None = None) -> None:
    page.goto(f"/cases/{case_id}/record/{kind}/")
    the_day(page)
    if which is not None:
        page.get_by_role("radio", name=which).check()
    page.get_by_role("button", name="See what this does to the clocks").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded. The clocks were worked out again.")).to_be_visible()


def test_what_a_family_did_is_recorded_for_the_decision_it_answers(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a plan that was sent long ago, and notice that it will cease
        record(page, site.planned, "cessation-notice-sent")
        # When the family's call to the mediation adviser is recorded, then it must be said which decision it is about
        page.goto(f"/cases/{site.planned}/record/mediation-adviser-contacted/")
        expect(page.get_by_role("group", name="Which decision does this answer?")).to_be_visible()
        check_state(page, "decisions-which")
        the_day(page)
        page.get_by_role("button", name="See what this does to the clocks").click()
        expect(page.get_by_role("link", name="Choose which decision")).to_be_visible()
        record(page, site.planned, "mediation-adviser-contacted", re.compile("^notice that the plan will cease, sent"))
        # And each decision keeps a window of its own
        page.goto(f"/cases/{site.planned}/")
        for words in ("final plan", "notice that the plan will cease"):
            expect(page.get_by_text(re.compile(f"Family may appeal – {words}")).first).to_be_attached()

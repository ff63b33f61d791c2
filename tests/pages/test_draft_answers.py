"""A family answers the draft on its own page, in a browser, and reads what becomes of each point."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

WORDS = "Speech therapy each week, as the therapist advised. Once in a half term was not enough."


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def test_a_carer_answers_the_draft_and_reads_the_reply(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "carer") as page:
        # Given a draft that was served five days ago, a carer finds the way from where it is
        page.goto("/cases/")
        page.locator("main table a").first.click()
        follow(page, "Tell us what you think of the draft")
        expect(page.get_by_text("9 days left")).to_be_visible()
        check_state(page, "draft-answer")
        press(page, "Begin")
        press(page, "Continue")
        expect(page.get_by_role("link", name="Choose whether you agree")).to_be_visible()
        page.get_by_label("No, or not with all of it").check()
        page.get_by_label("Section F:").check()
        check_state(page, "draft-answer-agree")
        press(page, "Continue")
        # When they stop in the middle, what they typed is there when they come back
        page.get_by_label("What should be changed").fill(WORDS)
        press(page, "Save and come back later")
        press(page, "Go on with your answer")
        page.get_by_label("Yes", exact=True).check()
        page.get_by_label("Its name").fill("Hill School")
        press(page, "Continue")
        check_state(page, "draft-answer-setting-error")
        page.get_by_label("A state school or nursery").check()
        page.get_by_label("Why do you ask for it?").fill("They know him there.")
        press(page, "Continue")
        for _ in ("budget", "meeting"):
            page.get_by_label("No", exact=True).check()
            press(page, "Continue")
        # Then they check their answers and send them
        expect(page.get_by_text(WORDS)).to_be_visible()
        check_state(page, "draft-answer-check")
        press(page, "Send your answer")
        expect(page.get_by_text("Sent. Your keyworker has been told")).to_be_visible()
    with visitor(browser, site, "keyworker") as page:
        # And the keyworker finds it as news, and replies
        page.goto("/news/")
        follow(page, "A draft plan was answered")
        expect(page.get_by_text("They know him there.")).to_be_visible()
        check_state(page, "draft-answers")
        follow(page, "Reply to Section F")
        page.get_by_label("Taken over", exact=True).check()
        page.get_by_label("Why").fill("Section F now says each week.")
        check_state(page, "draft-answer-reply")
        press(page, "Reply")
        follow(page, "Write down an answer that came another way")
        check_state(page, "draft-answer-write-down")
    with visitor(browser, site, "carer") as page:
        page.goto("/cases/")
        page.locator("main table a").first.click()
        follow(page, "Tell us what you think of the draft")
        expect(page.get_by_text("Section F now says each week.")).to_be_visible()
        check_state(page, "draft-answer-replied")

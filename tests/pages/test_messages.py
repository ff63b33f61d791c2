"""Messages in a browser: two parents who live apart, the keyworker who answers, and who was not told."""

from __future__ import annotations

from datetime import timedelta

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from keywork.web.kernel import clock


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def test_a_parent_writes_the_keyworker_answers_and_the_other_parent_sees_nothing(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "mother") as page:
        # Given a parent on the page of her child
        page.goto(f"/cases/{site.assessed}/contacts/")
        expect(page.get_by_role("heading", name="Messages", exact=True)).to_be_visible()
        check_state(page, "messages-case-parent")
        # When she says how she wants to be spoken to, and writes
        follow(page, "Language, interpreter and format")
        page.get_by_label("Language, if not English").fill("Portuguese")
        page.get_by_label("An interpreter is needed when we talk").check()
        page.get_by_label("Large print").check()
        check_state(page, "messages-needs")
        press(page, "Save")
        expect(page.get_by_text("Kept.")).to_be_visible()
        press(page, "Write a message")
        press(page, "Send")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "messages-write-error")
        page.get_by_label("Your message").fill("When is the meeting?\nI work on Tuesdays.")
        press(page, "Send")
        # Then it stands in her thread
        expect(page.get_by_text("I work on Tuesdays.")).to_be_visible()
        check_state(page, "messages-thread-parent")
    with visitor(browser, site, "father") as page:
        # And the other parent finds no trace of it
        page.goto(f"/cases/{site.assessed}/messages/")
        expect(page.get_by_text("Nothing has been written yet.")).to_be_visible()
        expect(page.get_by_text("Mother")).to_have_count(0)
        press(page, "Write a message")
        page.get_by_label("Your message").fill("Please write to me too.")
        press(page, "Send")
        expect(page.get_by_text("Please write to me too.")).to_be_visible()
    with visitor(browser, site, "keyworker") as page:
        # And the keyworker is told, reads both and answers each by itself
        page.goto("/news/")
        check_state(page, "messages-news")
        page.goto(f"/cases/{site.assessed}/messages/")
        check_state(page, "messages-threads")
        follow(page, "Robin Mother (mother)")
        expect(page.get_by_text("Portuguese, with an interpreter")).to_be_visible()
        page.get_by_label("Your message").fill("On Thursday at ten, at school.")
        press(page, "Send")
        follow(page, "Write down what was said")
        yesterday = clock.today() - timedelta(days=1)
        page.get_by_label("They told us").check()
        page.get_by_label("By telephone").check()
        for part, value in (("Day", yesterday.day), ("Month", yesterday.month), ("Year", yesterday.year)):
            page.get_by_label(part, exact=True).fill(str(value))
        page.get_by_label("What was said").fill("Thursday suits her.")
        check_state(page, "messages-said")
        press(page, "Write it down")
        expect(page.get_by_text("Thursday suits her.")).to_be_visible()
        check_state(page, "messages-thread")
        with page.expect_download() as saved:
            follow(page, "Save all messages")
        text = " ".join(" ".join(one.extract_text() for one in PdfReader(saved.value.path()).pages).split())
        assert "On Thursday at ten, at school." in text
        assert "Please write to me too." not in text
        follow(page, "Back to the messages")
        press(page, "Write to somebody")
        check_state(page, "messages-start")


def test_what_one_is_told_by_email_is_chosen_by_each(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto("/news/")
        follow(page, "Choose what you are told by e-mail")
        check_state(page, "messages-choose")
        page.get_by_role("group", name="Messages to you").get_by_label("Not by e-mail").check()
        press(page, "Save")
        expect(page.get_by_text("It holds for what comes from now on.")).to_be_visible()
        page.goto("/news/not-arrived/")
        check_state(page, "messages-not-arrived")
    with visitor(browser, site, "administrator") as page:
        page.goto("/outbox/")
        check_state(page, "messages-outbox")

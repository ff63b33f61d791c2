"""A letter from its template to the letter box and to its reader, in a browser."""

from __future__ import annotations

import re
from pathlib import Path

from harness import Site, check_page, check_state, visitor
from lettered import CODE, OWN
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from keywork.web.kernel import clock


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def saved(page: Page, name: str, to: Path) -> str:
    """Save a file that a link gives, and return its words."""
    with page.expect_download() as waiting:
        follow(page, name)
    waiting.value.save_as(to)
    return "\n".join(one.extract_text() for one in PdfReader(to).pages)


def test_a_decision_is_written_approved_confirmed_printed_and_posted(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a case whose page says what became of its letters
        page.goto(f"/cases/{site.assessed}/contacts/")
        expect(page.get_by_role("heading", name="Letters", exact=True)).to_be_visible()
        press(page, "Write a letter")
        check_state(page, "letters-start")
        press(page, "Write it")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "letters-start-error")
        page.get_by_label("Decision not to assess").check()
        press(page, "Write it")
        # Then its text is there, with what is still to be written
        text = page.get_by_label("Text of the letter")
        assert "First-tier Tribunal" in text.input_value()
        check_state(page, "letters-edit")
        press(page, "Save")
        expect(page.get_by_text("Still to be written:")).to_be_visible()
        check_state(page, "letters-gaps")
        press(page, "Write what is missing")
        text = page.get_by_label("Text of the letter")
        text.fill(
            re.sub(r"\[\[[^\]]*\]\]", "The reading group works, and goes on until the summer.", text.input_value())
        )
        press(page, "Save")
        press(page, "Ask for approval")
        expect(page.get_by_text("A manager is asked to approve it.")).to_be_visible()
        where = page.url
        check_state(page, "letters-waiting")
    with visitor(browser, site, "manager") as page:
        # When somebody else approves it
        page.goto("/letters/")
        check_state(page, "letters-tray-manager")
        page.get_by_role("row").filter(has_text="Waiting for approval").get_by_role("link").first.click()
        press(page, "Read and approve")
        check_state(page, "letters-approve")
        press(page, "Give your answer")
        check_state(page, "letters-approve-error")
        page.get_by_label("Approve it").check()
        press(page, "Give your answer")
        expect(page.get_by_text("Approved.", exact=True)).to_be_visible()
    with visitor(browser, site, "keyworker") as page:
        page.goto(where)
        press(page, "Send it")
        check_state(page, "letters-send")
        press(page, "Check before it goes")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        page.get_by_label(re.compile("by post: 12 Testing Lane")).check()
        press(page, "Check before it goes")
        expect(page.get_by_text("Nothing has gone yet.")).to_be_visible()
        check_state(page, "letters-confirm")
        page.get_by_label("Who is Jo Placeholder to the child?").fill("Father")
        press(page, "Send it")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "letters-confirm-error")
        page.get_by_label("Who is Jo Placeholder to the child?").fill("Mother")
        press(page, "Send it")
        expect(page.get_by_text("It is on its way")).to_be_visible()
        check_state(page, "letters-sending")
    with visitor(browser, site, "business-support") as page:
        # Then it is printed, compared and posted
        page.goto("/letters/")
        press(page, "Print queue")
        check_state(page, "letters-queue")
        page.get_by_role("row").filter(has_text="Jo Placeholder").get_by_role("link").first.click()
        words = saved(page, "The letter (PDF)", tmp_path / "letter.pdf")
        assert "12 Testing Lane" in words
        assert "two months from the date of this letter" in words
        reference = re.search(r"EHC-\d{4}-\d{5}", saved(page, "Cover sheet (PDF)", tmp_path / "cover.pdf"))
        assert reference
        page.get_by_label("Reference at the foot of every page").fill("EHC-2026-99999")
        press(page, "It is printed")
        expect(page.get_by_text("This is not the reference of this letter.").first).to_be_visible()
        check_state(page, "letters-posting-error")
        page.get_by_label("Reference at the foot of every page").fill(reference[0])
        press(page, "It is printed")
        expect(page.get_by_label("Day", exact=True)).to_have_value(str(clock.today().day))
        check_state(page, "letters-posting")
        press(page, "It is posted")
        expect(page.get_by_text("Posted.", exact=True)).to_be_visible()
    with visitor(browser, site, "keyworker") as page:
        page.goto(where)
        expect(page.get_by_text("Sent", exact=True).first).to_be_visible()
        check_state(page, "letters-sent")
        page.goto(f"/cases/{site.assessed}/letters/")
        check_state(page, "letters-list")
        page.goto("/letters/")
        check_state(page, "letters-tray")


def test_a_mother_without_an_account_opens_her_letter_by_its_link(browser: Browser, site: Site) -> None:
    with visitor(browser, site) as page:
        page.goto(site.link)
        assert "Placeholder" not in page.content()
        check_state(page, "letters-link")
        page.get_by_label("Your e-mail address").fill("")
        press(page, "Send me a code")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_page(page, "letters-link-error")
        page.get_by_label("Your e-mail address").fill("somebody@elsewhere.example")
        press(page, "Send me a code")
        expect(page.get_by_label("Code from the e-mail")).to_be_visible()
        check_page(page, "letters-code")
        page.get_by_label("Code from the e-mail").fill("00000000")
        press(page, "Open the letter")
        expect(page.get_by_text("That code is not right").first).to_be_visible()
        check_page(page, "letters-code-error")
        page.get_by_label("Code from the e-mail").fill(CODE)
        press(page, "Open the letter")
        expect(page.get_by_role("heading", name="Your letter from Wexcombe Council")).to_be_visible()
        check_state(page, "letters-opened")
    with visitor(browser, site, "keyworker") as page:
        # Then whoever works on the case sees who opened it, and can end it
        page.goto(f"/cases/{site.assessed}/letters/")
        follow(page, "Receipt of a request")
        expect(page.get_by_text("Entered the code and opened it")).to_be_visible()
        check_state(page, "letters-uses")
        press(page, "Recall this copy")
        expect(page.get_by_text("Its link opens nothing any more")).to_be_visible()
        check_state(page, "letters-recalled")
    with visitor(browser, site) as page:
        page.goto(site.link)
        page.get_by_label("Your e-mail address").fill(OWN)
        press(page, "Send me a code")
        expect(page.get_by_role("heading", name="This link has ended")).to_be_visible()
        check_page(page, "letters-over")


def test_an_administrator_agrees_to_a_template_that_a_manager_proposed(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        page.goto("/letter-templates/")
        check_state(page, "letters-templates")
        follow(page, "Decision not to assess")
        check_state(page, "letters-template")
        press(page, "Propose a version")
        page.get_by_label("Text", exact=True).fill("Dear reader\n\n{{ child.nmae }}")
        page.get_by_label("What you change and why").fill("Shorter")
        press(page, "Propose it")
        expect(page.get_by_text("Line 3: there is no field “child.nmae”.").first).to_be_visible()
        check_state(page, "letters-propose-error")
        page.get_by_label("Text", exact=True).fill("We decided about {{ child.name }}.\n\n{{ part.appeal }}")
        press(page, "Propose it")
        expect(page.get_by_text("is proposed. An administrator is asked to agree.")).to_be_visible()
        check_state(page, "letters-proposed")
    with visitor(browser, site, "administrator") as page:
        page.goto("/letter-templates/receipt/")
        expect(page.get_by_text("Shorter, as families ask")).to_be_visible()
        check_state(page, "letters-template-waiting")
        press(page, "Agree to it")
        expect(page.get_by_text("is in use from now on.")).to_be_visible()

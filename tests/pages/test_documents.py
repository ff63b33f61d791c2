"""Documents of a case in a browser: added, refused with words, shared, saved, and with words taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from files_made import pdf, word

REPORT = "Report of the paediatrician, March 2026"
PAGES = (
    "Wexcombe Hospital\n\nDear colleague,\nI saw Zyxcanary Placeholder in clinic. Her mother came along.\n"
    "She lives with her aunt, Qwvcanary Smith, at 12 Testing Lane.",
    "Second page\nZyxcanary needs a quiet place in the morning.",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("sent") / "report.pdf"
    path.write_bytes(pdf(*PAGES))
    return path


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def add(page: Page, site: Site, path: Path, title: str, label: str) -> None:
    page.goto(f"/cases/{site.assessed}/documents/add/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_label("What is it?").fill(title)
    page.get_by_label("Kind of document").select_option(label=label)
    press(page, "Add it")


def test_a_keyworker_adds_a_document_is_told_what_is_not_taken_and_shares_it(
    browser: Browser, site: Site, report: Path, tmp_path: Path
) -> None:
    macros = tmp_path / "report.docx"
    macros.write_bytes(word(parts={"word/vbaProject.bin": b"x"}))
    with visitor(browser, site, "keyworker") as page:
        # Given a case, whose page has a place for documents
        page.goto(f"/cases/{site.assessed}/contacts/")
        expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
        press(page, "Add a document")
        check_state(page, "documents-add")
        # When the form is sent empty, and then with a file that can act
        press(page, "Add it")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "documents-add-error")
        add(page, site, macros, "Report", "Health")
        expect(page.get_by_text("has macros in it, which are programs").first).to_be_visible()
        check_state(page, "documents-add-refused")
        # Then a sound one is kept, and says that nobody looked for viruses
        add(page, site, report, REPORT, "Health")
        expect(page.get_by_role("heading", name=REPORT)).to_be_visible()
        expect(page.get_by_text("Not checked for viruses", exact=True)).to_be_visible()
        check_state(page, "documents-document")
        # And it is shared once somebody says that they have read it
        follow(page, "Share it")
        page.get_by_label("The panel: put it into its pack").check()
        press(page, "Share it")
        expect(page.get_by_text("Read it first, then say that you have").first).to_be_visible()
        check_state(page, "documents-share")
        page.get_by_label("I have read it.").check()
        press(page, "Share it")
        expect(page.get_by_text("Shared. It is in the record of the case")).to_be_visible()
        check_state(page, "documents-shared")
        follow(page, "Change what it is, or close it")
        check_state(page, "documents-change")
        follow(page, "Back to the document")
        with page.expect_download() as saved:
            press(page, "Save the file")
        assert saved.value.suggested_filename == "report.pdf"
        # And it stands on the page of the case, and in its list
        page.goto(f"/cases/{site.assessed}/contacts/")
        expect(page.get_by_role("link", name=REPORT)).to_be_visible()
        check_state(page, "documents-case")
        page.goto(f"/cases/{site.assessed}/documents/")
        check_state(page, "documents-list")


def test_words_are_taken_out_and_the_copy_has_none_of_them(browser: Browser, site: Site, report: Path) -> None:
    with visitor(browser, site, "keyworker") as page:
        add(page, site, report, "Report with an aunt in it", "Health")
        follow(page, "Take words out of it")
        expect(page.get_by_role("heading", name="Take words out: page 1 of 2")).to_be_visible()
        page.get_by_label("Words to take out").fill("Qwvcanary Smith\n12 Testing Lane\nZyxcanary")
        page.get_by_label("Boxes on this page").fill("B3 D")
        press(page, "Show what goes")
        expect(page.get_by_text("is no box. Write two squares").first).to_be_visible()
        check_state(page, "documents-redact-error")
        page.get_by_label("Boxes on this page").fill("B2 H3")
        press(page, "Show what goes")
        expect(page.get_by_text("Qwvcanary Smith: 1 time")).to_be_visible()
        check_state(page, "documents-redact")
        press(page, "Save, next page")
        expect(page.get_by_role("heading", name="Take words out: page 2 of 2")).to_be_visible()
        press(page, "Save, then make the copy")
        expect(page.get_by_role("heading", name="Make the redacted copy")).to_be_visible()
        press(page, "Make the copy")
        expect(page.get_by_text("Look at every page first").first).to_be_visible()
        check_state(page, "documents-copy")
        page.get_by_label("I have looked at every page").check()
        press(page, "Make the copy")
        expect(page.get_by_text("The copy is made, and the document it was made from is closed.")).to_be_visible()
        check_state(page, "documents-copied")
        with page.expect_download() as saved:
            press(page, "Save the file")
        text = " ".join(one.extract_text() for one in PdfReader(saved.value.path()).pages)
        assert not {"Qwvcanary", "Smith", "Testing", "Zyxcanary", "Hospital"} & set(text.replace(",", " ").split())
        assert "quiet place in the morning." in " ".join(text.split())
        follow(page, "Report with an aunt in it")
        expect(page.get_by_text("Closed", exact=True)).to_be_visible()


def test_business_support_files_and_does_not_open(browser: Browser, site: Site, report: Path) -> None:
    with visitor(browser, site, "business-support") as page:
        add(page, site, report, "Came by post", "Something else")
        expect(page.get_by_text("Added.")).to_be_visible()
        expect(page.get_by_role("heading", name="Add a document")).to_be_visible()
        check_state(page, "documents-filed")


def test_adding_works_without_javascript(browser: Browser, site: Site, report: Path) -> None:
    with visitor(browser, site, "keyworker", java_script_enabled=True) as page:
        cookies = page.context.cookies()
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    add(page, site, report, "Without a script", "Something else")
    expect(page.get_by_role("heading", name="Without a script")).to_be_visible()
    context.close()

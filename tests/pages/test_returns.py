"""Loading a return in the browser: looked at, imported, put beside the one before, and taken back."""

from __future__ import annotations

from typing import Any

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from returns_made import files, rows_with, zipped

BORN_AFTER_CENSUS = {("person", 1): {"personbirthdate": "2031-Feb-28 00:00:00"}}


def offer(page: Page, name: str, kind: str, content: bytes) -> None:
    page.goto("/imports/load/")
    file: Any = {"name": name, "mimeType": kind, "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read and check it").click()


def load(page: Page, content: bytes) -> None:
    offer(page, "return.zip", "application/zip", content)
    expect(page.get_by_text("Nothing has been imported yet.")).to_be_visible()


def test_an_analyst_loads_a_return_and_a_manager_takes_it_back(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "analyst") as page:
        # Given a file that is no return
        offer(page, "return.xml", "application/xml", b"%PDF-1.7 not a return")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "load-error")
        # And a return with a fault in one row
        load(page, zipped(files(rows_with(BORN_AFTER_CENSUS))))
        check_state(page, "confirm")
        # When the analyst imports it
        page.get_by_role("button", name="Import it").click()
        expect(page.get_by_text("The return was imported")).to_be_visible()
        check_state(page, "import")
        # Then the fault is listed with what to do about it, and no name stands there
        page.goto("/quality/")
        expect(page.get_by_role("table").first).to_be_visible()
        assert "Tester" not in page.inner_text("body")
        check_state(page, "quality")
        # When the corrected return comes
        load(page, zipped(files()))
        page.get_by_role("button", name="Import it").click()
        # Then it stands beside the one before, by module and by rule
        expect(page.get_by_role("heading", name="Beside the import before")).to_be_visible()
        expect(page.get_by_role("table", name="Rows by module")).to_be_visible()
        check_state(page, "compare")
        address = page.url
        assert page.get_by_role("button", name="Reverse this import").count() == 0
    with visitor(browser, site, "manager") as page:
        # And a manager may take it back
        page.goto(address)
        page.get_by_role("button", name="Reverse this import").click()
        expect(page.get_by_text("struck out").first).to_be_visible()
        check_state(page, "reversed")


def test_a_return_is_loaded_without_javascript_on_a_phone(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "analyst", width=320, java_script_enabled=False) as page:
        load(page, zipped(files()))
        page.get_by_role("button", name="Import it").click()
        expect(page.get_by_text("The return was imported")).to_be_visible()

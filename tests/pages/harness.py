"""What page tests do: sign in, look, and check that a page is sound for everybody."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from factories import PASSWORD
from second_steps import code_of
from shared import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
REFUSED = re.compile(r"responded with a status of 4\d\d ")
WIDTHS = (1280, 320)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
TARGETS = """() => {
  const missing = [];
  for (const name of ["aria-describedby", "aria-labelledby", "for"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\\s+/)) if (!document.getElementById(id)) missing.push(`${name}=${id}`);
    }
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(link.getAttribute("href").slice(1))) missing.push(link.getAttribute("href"));
  }
  return missing;
}"""


@dataclass(frozen=True, slots=True)
class Site:
    """A served site, with the id of a late case, of one elsewhere, of one of somebody of 18, of one in assessment, of
    one in assessment of which advice is asked, and of one with a plan."""

    address: str
    late_case: str
    elsewhere: str
    of_age: str = ""
    assessed: str = ""
    link: str = ""
    asked: str = ""
    planned: str = ""


@contextmanager
def visitor(browser: Browser, site: Site, role: str = "", *, width: int = 1280, **options: object) -> Iterator[Page]:
    """Open a page of the site, signed in as a role where one is named; fail on any message in the console."""
    context = browser.new_context(base_url=site.address, viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    try:
        if role:
            _sign_in(page, site, role)
        yield page
        # Chromium says of every page that refuses something that it does; a fault of ours would say more.
        left = [text for text in heard if not REFUSED.search(text)]
        assert left == [], left
    finally:
        context.close()


# By site and role: the cookies of a session that has passed both steps, the moment, and the code it took.
SIGNED_IN: dict[tuple[str, str], tuple[list[Any], float, str]] = {}
STILL_FRESH = 200  # seconds; a second step counts as fresh for 300


def _sign_in(page: Page, site: Site, role: str) -> None:
    """Sign in with both steps, or come back into a session of before, as an app's code works once."""
    cookies, at, code = SIGNED_IN.get((site.address, role), ([], 0.0, ""))
    if cookies and time.monotonic() - at < STILL_FRESH:
        page.context.add_cookies(cookies)
        page.goto("/account/")
        if "/login" not in page.url:
            return
        page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(f"{role}@wexcombe.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    for _ in range(4):  # again where the code ran out on the way
        if "/second-step/" not in page.url:
            break
        while code_of() == code:
            page.wait_for_timeout(500)
        code = code_of()
        page.get_by_label("Code").fill(code)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
    assert "/second-step/" not in page.url
    SIGNED_IN[site.address, role] = (page.context.cookies(), time.monotonic(), code)


def check_page(page: Page, name: str = "") -> None:
    """Check that a page is sound: axe, no overflow, no dangling reference; keep its picture when asked to."""
    page.wait_for_load_state()  # a page that has just been led to may still be half there
    results = Axe.from_file(AXE).run(page, options=RULES)
    found = [(v["id"], v["nodes"][0]["html"][:200]) for v in results.response["violations"]]
    assert found == [], found
    assert page.evaluate(TARGETS) == []
    assert '="None"' not in page.content()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0, f"{overflow} px wider than the screen"
    folder = os.environ.get("KEYWORK_SCREENSHOTS")
    if name and folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder) / f"{name}-{width}.png")


def check_state(page: Page, name: str) -> None:
    """Check a page as a journey has left it, wide and narrow."""
    wide = page.viewport_size or {"width": WIDTHS[0], "height": 900}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        check_page(page, name)
    page.set_viewport_size(wide)


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """Press the first button of a name."""
    page.get_by_role("button", name=name, exact=exact).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the first link of a name."""
    page.get_by_role("link", name=name).first.click()


def says(page: Page, words: str) -> None:
    """Wait until a page says something."""
    expect(page.get_by_text(words).first).to_be_visible()


def fill_day(page: Page, on: date) -> None:
    """Fill in the day, month and year of the one day that a page asks for."""
    for part in ("day", "month", "year"):
        page.get_by_label(part.title(), exact=True).fill(str(getattr(on, part)))

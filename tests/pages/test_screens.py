"""Every screen, wide and narrow: sound for everybody, and shown to those whose it is."""

from __future__ import annotations

import pytest
from harness import WIDTHS, Site, check_page, visitor
from playwright.sync_api import Browser

SCREENS = [
    ("my-work", "keyworker", "/work/"),
    ("my-work-late", "manager", "/work/?whose=area&when=late"),
    ("my-work-at-risk", "manager", "/work/?whose=area&when=risk"),
    ("my-work-as-at", "manager", "/work/?whose=area&as_of=2026-10-01"),
    ("find", "keyworker", "/find/"),
    ("case", "keyworker", "/cases/{case}/"),
    ("case-duties", "keyworker", "/cases/{case}/clocks/"),
    ("case-history", "keyworker", "/cases/{case}/history/"),
    ("why", "keyworker", "/cases/{case}/why/ehcp-final/"),
    ("record", "keyworker", "/cases/{case}/record/"),
    ("record-event", "keyworker", "/cases/{case}/record/advice-received/"),
    ("case-masked", "auditor", "/cases/{case}/"),
    ("overview", "manager", "/overview/"),
    ("overview-as-at", "analyst", "/overview/?as_of=2026-09-01"),
    ("overview-published", "board-member", "/overview/"),
    ("breakdown", "analyst", "/measures/national-6-weeks/by/?year=2026"),
    ("breakdown-published", "commissioner", "/measures/national-6-weeks/by/?by=asked-by"),
    ("published", "", "/published/"),
    ("published-of", "", "/published/895/"),
    ("published-how", "", "/published/how/"),
    ("measure-cases", "analyst", "/measures/open_assessments/"),
    ("restated", "analyst", "/measures/law-6-weeks/before/?year=2026"),
    ("restated-error", "analyst", "/measures/law-6-weeks/before/?known_at=tomorrow"),
    ("allocate", "manager", "/allocate/"),
    ("family", "keyworker", "/cases/{case}/family/"),
    ("family-member", "keyworker", "/cases/{case}/family/member/"),
    ("family-contact", "keyworker", "/cases/{case}/family/contact/"),
    ("health-of-others", "therapist", "/cases/{case}/health-of-others/"),
    ("flags", "manager", "/cases/{case}/flags/"),
    ("flags-restrict", "dsco", "/cases/{case}/flags/restrict/"),
    ("flags-contact", "manager", "/cases/{case}/flags/contact/"),
    ("flags-conflict", "manager", "/cases/{case}/flags/conflict/"),
    ("flags-identity", "dsco", "/cases/{case}/flags/identity/"),
    ("reveal", "dsco", "/cases/{case}/reveal/"),
    ("reveals", "manager", "/reveals/"),
    ("glass", "keyworker", "/glass/"),
    ("glass-reviews", "manager", "/glass/reviews/"),
    ("alerts", "manager", "/alerts/"),
    ("imports", "analyst", "/imports/"),
    ("load", "analyst", "/imports/load/"),
    ("quality", "analyst", "/quality/"),
    ("reviews", "manager", "/reviews/"),
    ("duties", "keyworker", "/duties/"),
    ("duty", "administrator", "/duties/ehcp-final/"),
    ("access-log", "auditor", "/access-log/"),
    ("users", "administrator", "/users/"),
    ("account", "keyworker", "/account/"),
    ("accessibility", "", "/accessibility/"),
    ("sign-in", "", "/account/login/"),
]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_screen_is_sound(browser: Browser, site: Site, width: int) -> None:
    problems = []
    for role in dict.fromkeys(role for _, role, _ in SCREENS):
        with visitor(browser, site, role, width=width) as page:
            for name, whose, path in SCREENS:
                if whose != role:
                    continue
                response = page.goto(path.format(case=site.late_case))
                assert response is not None
                try:
                    assert response.status == 200, response.status
                    check_page(page, name)
                except AssertionError as problem:
                    problems.append((name, str(problem)[:600]))
    assert problems == []


def test_forced_colours_keep_the_page_sound(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager", forced_colors="active") as page:
        for path in ("/work/", f"/cases/{site.late_case}/", "/overview/"):
            page.goto(path)
            check_page(page)

"""A consultation from asking to naming, in a browser: the keyworker, the school, the manager and the family."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def fill_day(page: Page) -> None:
    today = clock.today()
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(part, exact=True).fill(str(value))


def test_settings_are_consulted_one_replies_and_one_is_named(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a case in assessment, when nothing is chosen, then what is missing is said
        page.goto(f"/cases/{site.assessed}/contacts/")
        press(page, "Consult settings")
        press(page, "Consult them")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "consult-error")
        page.get_by_label("Bramblewood School").check()
        page.get_by_label("A setting without an account here").fill("Fernholt School")
        page.get_by_label("The family asked for").check()
        fill_day(page)
        page.get_by_label("What they are asked").fill("Can you meet these needs, and from when?")
        page.get_by_label("The draft plan is sent with it").check()
        page.get_by_label("The parent or the young person agreed").check()
        page.get_by_label("The consent or ground in words").fill("Both parents agreed at the meeting.")
        check_state(page, "consult")
        press(page, "Consult them")
        expect(page.get_by_text("2 consultations made.")).to_be_visible()
        # And a letter of the one without an account is written down
        page.get_by_role("link", name="Fernholt School").click()
        check_state(page, "consultation-keyworker")
        page.get_by_role("link", name="Chase it").click()
        page.get_by_label("How they were reminded").fill("Rang the office.")
        press(page, "Record the reminder")
        page.get_by_role("link", name="Write down their reply").click()
        fill_day(page)
        page.get_by_label("We can meet the needs", exact=True).check()
        check_state(page, "consultation-write-down")
        press(page, "Record the reply")
        expect(page.get_by_role("heading", name="The reply")).to_be_visible()
    with visitor(browser, site, "senco") as page:
        # When the school opens what it is shown, and says no without a ground
        page.goto("/consultations/")
        check_state(page, "consultations-tray")
        page.get_by_role("table").get_by_role("link").first.click()
        expect(page.get_by_text("Both parents agreed at the meeting.")).to_be_visible()
        check_state(page, "consultation-school")
        press(page, "Reply")
        page.get_by_label("We say that we should not be named").check()
        press(page, "Send the reply")
        expect(page.get_by_text("Choose at least one ground").first).to_be_visible()
        check_state(page, "consultation-reply-error")
        page.get_by_label("Attending would be incompatible with the provision").check()
        page.get_by_label("The reasons").fill("Three children in the class have support all day.")
        page.get_by_label("What would make it possible").fill("A further teaching assistant.")
        press(page, "Send the reply")
        expect(page.get_by_role("heading", name="The reply")).to_be_visible()
        page.goto("/consultations/")
        check_state(page, "consultations-tray-replied")
    with visitor(browser, site, "keyworker") as page:
        # And an officer names the other with the reason, beside both replies
        page.goto(f"/cases/{site.assessed}/naming/")
        expect(page.get_by_text("the education of others there would suffer")).to_be_visible()
        page.get_by_label("Fernholt School").check()
        page.get_by_label("What the family asked for").fill("Bramblewood School.")
        page.get_by_label("Why", exact=True).fill(
            "Bramblewood says no on a ground of the Act; Fernholt can meet the needs."
        )
        check_state(page, "naming")
        press(page, "Keep this decision")
        expect(page.get_by_text("To be named in section I of the plan.")).to_be_visible()
        check_state(page, "consultations-case")
    with visitor(browser, site, "mother") as page:
        # Then the family reads whom we asked, why, the reply in plain words, and what it can do
        page.goto(f"/cases/{site.assessed}/contacts/")
        expect(page.get_by_role("heading", name="Which settings we asked about a place")).to_be_visible()
        expect(page.get_by_text("It does not think it should be named")).to_be_visible()
        expect(page.get_by_text("you can appeal to the SEND Tribunal")).to_be_visible()
        check_state(page, "consultations-family")
    with visitor(browser, site, "manager") as page:
        # And the manager reads what each setting replied, and which cases that is
        page.goto("/consultations/oversight/")
        check_state(page, "consultations-oversight")
        page.get_by_role("table").last.get_by_role("link", name="Bramblewood School").click()
        expect(page.get_by_role("heading", name="Bramblewood School: consulted")).to_be_visible()
        check_state(page, "consultations-oversight-setting")

"""A request before a panel, in a browser: the agenda, the papers, views, the recommendation, and an officer's decision."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.kernel import clock

WHY = "The papers show two rounds of help, and a gap that has grown."


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def answer_both(page: Page) -> None:
    """Answer both questions of the Act with yes, with reasons and the request."""
    for number in (0, 1):
        page.get_by_role("radio", name="Yes").nth(number).check()
        page.get_by_label(f"Reasons for question {number + 1}").fill(WHY)
        page.get_by_role("checkbox", name="Request: School").nth(number).check()


def test_a_case_goes_before_a_panel_which_advises_and_an_officer_decides(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "panel-member") as page:
        # Given a case before a meeting today, a member finds it and reads its papers
        page.goto("/panels/")
        check_state(page, "panels")
        page.get_by_role("row").filter(has_text="Assessment panel").get_by_role("link").click()
        check_state(page, "panel-agenda")
        page.get_by_role("row").filter(has_text="EHC-").get_by_role("link").first.click()
        expect(page.get_by_text("Follows one instruction of two words")).to_be_visible()
        check_state(page, "panel-papers")
        # And says what they think
        follow(page, "Give your view")
        page.get_by_label("Do not assess").check()
        page.get_by_label("Why").fill("The school could try its own therapist first.")
        check_state(page, "panel-view")
        press(page, "Put it on record")
        expect(page.get_by_text("Your view is on record.")).to_be_visible()
        # When the panel recommends, what is missing is said first
        follow(page, "Write down what the panel recommends")
        press(page, "Put it on record")
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        check_state(page, "panel-recommend-error")
        answer_both(page)
        page.get_by_label("Assess", exact=True).check()
        page.get_by_label("Summary of the reasons").fill(WHY)
        page.get_by_label("Robin Panel-Member").check()
        press(page, "Put it on record")
        expect(page.get_by_text("The quorum of this panel is 2: 1 member took part.").first).to_be_visible()
        page.get_by_label("Robin Dco").check()
        check_state(page, "panel-recommend")
        press(page, "Put it on record")
        expect(page.get_by_text("The recommendation is on record.")).to_be_visible()
        follow(page, "Dissent from the recommendation")
        page.get_by_label("Do not assess").check()
        page.get_by_label("Why").fill("I still think that the school should try first.")
        press(page, "Put it on record")
        check_state(page, "panel-papers-recommended")
    with visitor(browser, site, "manager") as page:
        # Then an officer reads all of it, and decides
        page.goto("/panels/")
        page.get_by_role("row").filter(has_text="Assessment panel").get_by_role("link").click()
        page.get_by_role("row").filter(has_text="EHC-").get_by_role("link").first.click()
        follow(page, "Decide whether to assess")
        expect(page.get_by_text("I still think that the school should try first.")).to_be_visible()
        page.get_by_label("Main type of need").select_option(label="Speech, language and communication")
        page.get_by_label("Where they learn").select_option(label="Primary school")
        check_state(page, "decide")
        press(page, "Decide")
        expect(page.get_by_text("The six weeks run on until the notice is sent")).to_be_visible()
        check_state(page, "decision-on-case")
        press(page, "Record that the family was told")
        check_state(page, "decision-told")
        press(page, "Record it")
        expect(page.get_by_text("The clock is met by that day.")).to_be_visible()
        # And after the assessment, whether to issue a plan: what advice has not come is said and blocks nothing
        press(page, "Decide whether to issue a plan")
        expect(page.get_by_text("Not all advice has come.")).to_be_visible()
        for number, answer in ((1, "Yes"), (2, "Yes"), (3, "No")):
            page.get_by_role("radio", name=answer).nth(number - 1).check()
            page.get_by_label(f"Reasons for question {number}").fill(WHY)
            page.get_by_role("checkbox", name="Request: School").nth(number - 1).check()
        page.get_by_label("There will be no EHC plan").check()
        page.get_by_label("Summary of the reasons").fill(WHY)
        page.get_by_label("Main type of need").select_option(label="Speech, language and communication")
        page.get_by_label("Where they learn").select_option(label="Primary school")
        press(page, "Decide")
        expect(page.get_by_role("link", name="Say what helps without a plan")).to_be_visible()
        check_state(page, "decide-plan-error")
        page.get_by_label("what helps without one").fill(
            "The school goes on with the programme, and looks again in spring."
        )
        press(page, "Decide")
        expect(page.get_by_text("The 16 weeks run on until the notice is sent")).to_be_visible()
        check_state(page, "plan-decision-on-case")


def test_a_manager_sets_a_panel_up_puts_a_case_before_it_and_a_member_withdraws(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        page.goto("/panels/")
        press(page, "Set up a panel")
        page.get_by_label("Name of the panel").fill("Early years panel")
        page.get_by_label("Terms of reference").fill("Advises on children who are not at school yet.")
        page.get_by_label("Quorum").fill("2")
        check_state(page, "panel-new")
        press(page, "Set it up")
        follow(page, "Add a member")
        page.get_by_label("Who").select_option(label="Robin Panel-Member – Panel member")
        check_state(page, "panel-member")
        press(page, "Add them")
        check_state(page, "panel")
        follow(page, "Plan a meeting")
        today = clock.today()
        for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
            page.get_by_label(part, exact=True).fill(str(value))
        press(page, "Plan it")
        press(page, "Put cases before it")
        check_state(page, "panel-put")
        page.get_by_role("checkbox").first.check()
        press(page, "Put them before the panel")
        expect(page.get_by_text("1 case put before the panel")).to_be_visible()
        where = page.url
    with visitor(browser, site, "panel-member") as page:
        # When a member withdraws, the case is not on their agenda any more
        page.goto(where)
        page.get_by_role("row").filter(has_text="EHC-").get_by_role("link").first.click()
        follow(page, "Withdraw from this case")
        page.get_by_label("They, or somebody close to them").check()
        page.get_by_label("In a few words").fill("I am a neighbour of the family and know them well.")
        check_state(page, "panel-withdraw")
        press(page, "Withdraw")
        expect(page.get_by_text("No case that you read is before this meeting.")).to_be_visible()
    with visitor(browser, site, "manager") as page:
        page.goto(where)
        press(page, "Close the meeting")
        check_state(page, "panel-close")
        press(page, "Close it")
        expect(page.get_by_text("1 case without a recommendation")).to_be_visible()
        for name, path in (("panel-unlike", "/panels/unlike/"), ("panel-overturned", "/panels/without/overturned/")):
            page.goto(path)
            check_state(page, name)

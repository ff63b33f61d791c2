"""What keeps a family safe, done by people in a browser: with what they get wrong first."""

from __future__ import annotations

from harness import Site, check_state, visitor
from playwright.sync_api import Browser, Page, expect

HIDDEN = "14 Quiet Row, Wexcombe"
REASON = "A visit is arranged for Monday morning, and the worker must know where to go."


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible()


def day(page: Page, number: str, month: str, year: str, within: str = "body") -> None:
    fields = page.locator(within)
    for label, value in (("Day", number), ("Month", month), ("Year", year)):
        fields.get_by_label(label, exact=True).first.fill(value)


def test_a_keyworker_hides_an_address_and_nobody_reads_it_again(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a keyworker who hears that a mother has moved away in fear
        page.goto(f"/cases/{site.late_case}/family/")
        page.get_by_role("link", name="Add how somebody is reached").click()
        # When they send the form with nothing in it
        press(page, "Save")
        # Then each thing that is missing is said, above and at its field
        for words in ("Select what it is", "Enter the address or number", "Choose whose it is"):
            says(page, words)
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
        assert page.title().startswith("Error: ")
        check_state(page, "family-contact-error")
        # When they write the address down and hide it
        page.get_by_label("Address", exact=True).check()
        page.get_by_label("Address or number").fill(HIDDEN)
        page.get_by_label("Whose it is").select_option(label="Robin Invented-Longsurname")
        page.get_by_label("Robin Invented-Longsurname").last.check()
        page.get_by_label("Hide it: nobody is shown it").check()
        press(page, "Save")
        # Then it stands there as protected, for them as well, and the history does not say it either
        says(page, "It is written down.")
        says(page, "Protected")
        page.get_by_text("What was written before").click()
        assert "Quiet Row" not in page.content()
        check_state(page, "family-hidden")
    with visitor(browser, site, "manager") as page:
        page.goto(f"/cases/{site.late_case}/family/")
        assert "Quiet Row" not in page.content()


def test_a_manager_keeps_a_colleague_from_a_childs_records_and_lets_them_in_again(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        # Given a manager who hears that a keyworker is the aunt of a child
        page.goto(f"/cases/{site.of_age}/flags/")
        page.get_by_role("link", name="Declare a conflict of interest").click()
        # When the reason is too short to be understood
        page.get_by_label("Who", exact=True).select_option(label="Robin Keyworker")
        page.get_by_label("Why").fill("Aunt")
        press(page, "Keep them from this child")
        # Then it is refused in words, and what was entered stays
        says(page, "Give the reason in at least 20 letters.")
        expect(page.get_by_label("Why")).to_have_value("Aunt")
        check_state(page, "flags-conflict-error")
        # When the reason says it
        page.get_by_label("Why").fill("The keyworker is a sister of the child’s mother.")
        press(page, "Keep them from this child")
        says(page, "It is done, and it holds from now on.")
        check_state(page, "flags-set")
        # Then the case is not there for the keyworker, at their very next page
        with visitor(browser, site, "keyworker") as other:
            missing = other.goto(f"/cases/{site.of_age}/")
            assert missing is not None
            assert missing.status == 404
        # And it is there again once somebody has lifted it
        page.get_by_role("button", name="Lift Robin Keyworker").click()
        says(page, "It is lifted.")
        with visitor(browser, site, "keyworker") as other:
            found = other.goto(f"/cases/{site.of_age}/")
            assert found is not None
            assert found.status == 200


def test_a_case_is_restricted_to_people_who_are_named_and_given_back(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "dsco") as page:
        # Given an officer who learns that a child is in danger
        page.goto(f"/cases/{site.of_age}/flags/restrict/")
        press(page, "Restrict the case")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
        check_state(page, "flags-restrict-error")
        # When they name one person and say why
        page.get_by_label("Robin Dco").check()
        page.get_by_label("Why").fill(REASON)
        press(page, "Restrict the case")
        says(page, "Only these people may open the case")
        check_state(page, "flags-restricted")
        with visitor(browser, site, "manager") as other:
            missing = other.goto(f"/cases/{site.of_age}/")
            assert missing is not None
            assert missing.status == 404, "a manager who is not named does not find it"
        # Then taking the last one off is possible, and lifting it gives the case back
        press(page, "Take off")
        says(page, "Name somebody, so that the case goes on.")
        press(page, "Lift the restriction")
        says(page, "The case is no longer restricted.")


def test_two_people_let_one_of_them_see_a_hidden_address(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "information-governance") as page:
        page.goto("/reveals/")
        waiting = page.get_by_role("button", name="Agree").count()
    with visitor(browser, site, "manager") as page:
        # Given a manager who must know where a child lives
        page.goto(f"/cases/{site.late_case}/reveal/")
        page.get_by_label("See the hidden address").check()
        page.get_by_label("Why").fill("Visit")
        press(page, "Ask somebody to agree")
        says(page, "Give the reason in at least 20 letters.")
        check_state(page, "reveal-error")
        page.get_by_label("Why").fill(REASON)
        press(page, "Ask somebody to agree")
        # Then nothing is shown by asking, and they cannot agree themselves
        assert "2 New Lane" not in page.content()
        page.goto("/reveals/")
        says(page, "Withdraw")
    with visitor(browser, site, "information-governance") as page:
        # When somebody else agrees
        page.goto("/reveals/")
        expect(page.get_by_role("button", name="Agree")).to_have_count(waiting + 1)
        card = page.locator(".govuk-summary-card").filter(has_text=REASON).first
        card.get_by_role("button", name="Agree").click()
    with visitor(browser, site, "manager") as page:
        # Then it is shown under the reader's name, until a time
        page.goto(f"/cases/{site.late_case}/reveal/")
        press(page, "Look now")
        says(page, "2 New Lane")
        says(page, "Address of Robin Invented-Longsurname")
        says(page, "Shown to Robin Manager on")
        says(page, "You can look until")
        check_state(page, "revealed")


def test_a_keyworker_breaks_the_glass_and_somebody_looks_into_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "dsco") as page:
        # Given a restricted case of which a keyworker has the reference alone
        page.goto(f"/cases/{site.late_case}/")
        reference = page.get_by_text("EHC-").first.inner_text().split("EHC-")[1].split()[0]
        page.goto(f"/cases/{site.late_case}/flags/restrict/")
        page.get_by_label("Robin Dco").check()
        page.get_by_label("Why").fill(REASON)
        press(page, "Restrict the case")
    try:
        _break_and_review(browser, site, f"EHC-{reference}")
    finally:
        with visitor(browser, site, "dsco") as page:
            page.goto(f"/cases/{site.late_case}/flags/")
            press(page, "Lift the restriction")


def _break_and_review(browser: Browser, site: Site, reference: str) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto("/glass/")
        # When they send nothing, and then a reference that is nobody's
        press(page, "Break the glass")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
        check_state(page, "glass-error")
        page.get_by_label("Reference of the case").fill("EHC-1999-00001")
        page.get_by_label("A child may come to harm").check()
        page.get_by_label("What happened").fill("The hospital asks who may collect the child today.")
        press(page, "Break the glass")
        says(page, "No case of this reference can be opened this way.")
        # When they give the right one
        page.get_by_label("Reference of the case").fill(reference)
        press(page, "Break the glass")
        # Then they read the case, and can write nothing
        expect(page.get_by_role("heading", name="Case overview")).to_be_visible()
        assert page.get_by_role("link", name="Record what happened").count() == 0
        check_state(page, "behind-glass")
    with visitor(browser, site, "manager") as page:
        # And somebody else looks into it, who must say what was done where it was wrong
        page.goto("/glass/reviews/")
        card = page.locator(".govuk-summary-card").filter(has_text="The hospital asks").first
        card.get_by_label("It was wrong").check()
        card.get_by_role("button", name="Keep what you found").click()
        expect(page.get_by_role("alert").get_by_role("link", name="Say what was done about it.")).to_be_visible()
        check_state(page, "glass-review-error")
        card = page.locator(".govuk-summary-card").filter(has_text="The hospital asks").first
        card.get_by_label("It was wrong").check()
        card.get_by_label("What was done").fill("Talked it through with them and their manager.")
        card.get_by_role("button", name="Keep what you found").click()
        says(page, "Looked into")
        check_state(page, "glass-reviewed")


def test_who_decides_is_written_down_one_decision_at_a_time(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        # Given a young person of 18, to whom every right has passed
        page.goto(f"/cases/{site.of_age}/rights/")
        says(page, "The rights passed to the young person")
        check_state(page, "rights")
        before = page.locator("dd", has_text="The young person").count()
        # When a keyworker opens the form and sends nothing
        page.get_by_text("Write down what was decided about one decision").click()
        press(page, "Write it down")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(5)
        check_state(page, "rights-error")
        # When they write down that one decision is beyond them
        page.get_by_label("Which decision").select_option(label="Go to mediation or appeal")
        page.get_by_label("No, they lack the capacity to make this decision").check()
        page.get_by_label("Who decided it").fill("Dr Robin Sample")
        page.get_by_label("Why").fill("Could not weigh up what an appeal means, with help on two days.")
        day(page, "1", "9", "2026")
        press(page, "Write it down")
        says(page, "It was written down.")
        # Then that decision alone is the parent's, and the others stay the young person's
        expect(page.locator("dd", has_text="The young person")).to_have_count(before - 1)
        says(page, "Go to mediation or appeal: Cannot")
        check_state(page, "rights-decided")


def test_a_case_is_shared_until_a_day_and_the_sharing_ended(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "manager") as page:
        # Given a manager who lets somebody see a case
        page.goto(f"/cases/{site.of_age}/people/")
        press(page, "Give access")
        expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
        check_state(page, "share-error")
        # When the address is nobody's here, it is said at its field
        page.get_by_label("E-mail address").fill("nobody@wexcombe.example")
        page.get_by_label("Has a grant").check()
        page.get_by_label("Why").fill("Looks into a complaint of the family.")
        day(page, "31", "12", "2026")
        press(page, "Give access")
        says(page, "There is no open account with that address here.")
        # When it is somebody's, they have it from now on
        page.get_by_label("E-mail address").fill("information-governance@wexcombe.example")
        press(page, "Give access")
        says(page, "Given. It holds from their next page.")
        check_state(page, "share")
        with visitor(browser, site, "information-governance") as other:
            found = other.goto(f"/cases/{site.of_age}/")
            assert found is not None
            assert found.status == 200
        # And it ends when somebody ends it
        page.get_by_role("button", name="End this for Robin Information-Governance").click()
        says(page, "Ended. They can open nothing more of this case.")
        with visitor(browser, site, "information-governance") as other:
            missing = other.goto(f"/cases/{site.of_age}/")
            assert missing is not None
            assert missing.status == 404


def test_a_parent_reads_who_has_looked_and_a_keyworker_only_their_own(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "keyworker") as page:
        page.goto(f"/cases/{site.late_case}/")
        page.goto(f"/cases/{site.late_case}/looked/")
        says(page, "Your own looks at this record")
        check_state(page, "looked-own")
    with visitor(browser, site, "parent") as page:
        page.goto(f"/cases/{site.late_case}/looked/")
        says(page, "Their names are not shown.")
        says(page, "Opened the page of the case")
        assert "Robin" not in page.locator("main ul.govuk-list").first.inner_text()
        for word in ("hidden", "glass", "restrict"):
            assert word not in page.locator("main").inner_text().lower()
        check_state(page, "looked")

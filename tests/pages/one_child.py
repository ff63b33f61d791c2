"""The case of one child: where it is, what its clocks must say, and how its letters go."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta

from harness import Site, press, says, visitor
from playwright.sync_api import Browser, Page, expect

from keywork.web.ui.jinja import short_day

NAME, SCHOOL, URN = "Wren Onechild", "Bramblewood School", "900100"
WHY = "The reading group helped a little, and the gap has grown."
MOTHER = {"Robin Parent (Mother), by secure link": "Mother"}
SENT_TO = {**MOTHER, f"Robin Senco ({SCHOOL})": SCHOOL, "Robin Dco (Integrated care board)": "Integrated care board"}
ASKED_OF = {
    "Educational psychology": ("educational-psychologist", "Wexcombe Psychology", "Loses what is said in class."),
    "Health": ("therapist", "Wexcombe Health", "Understands words as a child of four does."),
    "Social care": ("social-worker", "Robin Social-Worker – works for the council", ""),
    "School": ("senco", SCHOOL, "Reads no word of more than three letters."),
}
LINE = {"Outcome": "Follows two steps without a prompt.", "By when": "By the end of Year 4", "How much": "45 minutes",
        "Provision": "Language work, one to one", "How often": "each week", "By whom": "A therapist"}  # fmt: skip


# The law's limits, from the day of the request or of what starts them, which are all today here.
DECISION = "Decide whether to assess (week 6)"
REQUESTS = "Send the requests for advice"
MEETING = "First co-production meeting (2 weeks)"
NO_PLAN = "Say if there will be no plan (week 16)"
DRAFT = "Draft plan (week 16)"
LAST_DRAFT = "Last day for the draft"
ANSWER = "Family’s 15 days on the draft"
REPLY = f"Setting’s reply (15 days) – setting {URN}"
FINAL = "Final plan (week 20)"
ADMISSION = f"Setting admits the child – setting {URN}"
ADVICE = tuple(f"Advice due (6 weeks) – {body}" for body in ASKED_OF)
LIMITS = {
    DECISION: timedelta(weeks=6), REQUESTS: timedelta(days=2), MEETING: timedelta(weeks=2),
    **dict.fromkeys(ADVICE, timedelta(weeks=6)), NO_PLAN: timedelta(weeks=16), DRAFT: timedelta(weeks=16),
    LAST_DRAFT: timedelta(weeks=20) - timedelta(days=15), ANSWER: timedelta(days=15), REPLY: timedelta(days=15),
    FINAL: timedelta(weeks=20),
}  # fmt: skip
Duties = tuple[str, ...]


@dataclass
class Child:
    """The child's case as the journey goes on: where it is served, its id and reference, and the day of it all."""

    browser: Browser
    site: Site
    today: date
    case: str = ""
    reference: str = ""

    def seen_by(self, role: str) -> AbstractContextManager[Page]:
        return visitor(self.browser, self.site, role)

    def open(self, page: Page, part: str = "") -> None:
        page.goto(f"/cases/{self.case}/{part}")

    def open_row(self, page: Page, path: str) -> None:
        """Open what a list holds of this child."""
        page.goto(path)
        page.get_by_role("row").filter(has_text=self.reference).get_by_role("link").first.click()

    def day(self, duty: str) -> str:
        """Return the day of a limit as pages write it."""
        return short_day(self.today + LIMITS[duty])

    def check_clocks(
        self, role: str, *, running: Duties = (), met: Duties = (), others: dict[str, str] | None = None
    ) -> None:
        """Check what the page of all duties says: which limits run until when, which were met today, and how early."""
        now = short_day(self.today)
        dates = {duty: f"Due {self.day(duty)}" for duty in running}
        dates |= {duty: f"Due {self.day(duty)}, done {now}" for duty in met} | (others or {})
        with self.seen_by(role) as page:
            self.open(page, "clocks/")
            rows = page.get_by_role("table").locator("tbody tr").all()
            found = {row.get_by_role("link").inner_text(): row.locator("td").all_inner_texts() for row in rows}
        assert {duty: found.get(duty, [""])[0] for duty in dates} == dates
        assert {duty: found[duty][1] for duty in met} == {duty: f"{LIMITS[duty].days} days early" for duty in met}


def ask_for_approval(page: Page) -> str:
    """Save the letter that is open and ask for approval; return where it is."""
    press(page, "Save")
    press(page, "Ask for approval")
    says(page, "A manager is asked to approve it.")
    return page.url


def manager_approves(child: Child, letter: str) -> None:
    with child.seen_by("manager") as page:
        page.goto(letter)
        press(page, "Read and approve")
        page.get_by_label("Approve it").check()
        press(page, "Give your answer")
        says(page, "Approved.")


def keyworker_sends(child: Child, letter: str, whom: dict[str, str], *, agreed: bool = True) -> None:
    """Send a letter to some, each named by what they are to the child, or ask a second person whether it may go."""
    with child.seen_by("keyworker") as page:
        page.goto(letter)
        press(page, "Send it")
        for words in whom:
            page.get_by_label(words).check()
        press(page, "Check before it goes")
        for number, relation in enumerate(whom.values()):
            page.get_by_label("Who is Robin").nth(number).fill(relation)
        press(page, "Send it" if agreed else "Ask somebody else to agree")
        says(page, "It is on its way" if agreed else "Somebody else is asked to agree.")


def wait_until_sent(child: Child, letter: str) -> None:
    """Wait for the worker, which sends the e-mails."""
    with child.seen_by("keyworker") as page:
        page.goto(letter)
        for _ in range(60):
            if page.get_by_text("Waits to go").count() == 0:
                break
            page.wait_for_timeout(1000)
            page.reload()
        expect(page.get_by_text("Sent", exact=True).first).to_be_visible()

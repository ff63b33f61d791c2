"""The pages of accounts in a real browser: signing in, one's own account, people, the access log, open questions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from factories import PASSWORD
from second_steps import code_of, give_second_step
from world_made import World, make_world

pytestmark = [pytest.mark.page, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]
OWN = ("account/", "account/password/change/", "account/second-step/", "account/logout/")
ADMIN = ("users/", "users/add/", "users/{manager}/", "users/{administrator}/", "teams/", "access-log/", "law-settings/",
         "law-settings/receipt_day/", "access-log/?since-day=31&since-month=2&since-year=2026", "nowhere/", "work/")  # fmt: skip


@dataclass
class Visitor:
    """Somebody with a browser, who notes everything that is wrong on the pages they see."""

    page: Page
    site: str
    wrong: list[str] = field(default_factory=list)

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.site}/{path}")
        self.looks()

    def looks(self) -> None:
        for found in Axe().run(self.page).response["violations"]:
            self.wrong.append(f"{self.page.url}: {found['id']}: {found['nodes'][0]['html'][:120]}")
        if self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.wrong.append(f"{self.page.url}: wider than the screen")

    def presses(self, text: str) -> None:
        self.page.get_by_role("button", name=text, exact=True).click()
        self.page.wait_for_load_state()
        self.looks()

    def signs_in(self, email: str) -> None:
        self.opens("account/login/")
        self.presses("Sign in")  # with nothing entered, to see the errors
        self.page.get_by_label("E-mail address").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.presses("Sign in")

    def enters(self, code: str) -> None:
        self.page.get_by_label("Code").fill(code)
        self.presses("Sign in")


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return make_world()


@pytest.fixture(params=[1280, 320])
def visitor(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    visitor = Visitor(context.new_page(), live_server.url)
    visitor.page.on("console", lambda message: visitor.wrong.append(f"{visitor.page.url}: {message.text}"))
    yield visitor
    context.close()
    expected = ("status of 403", "status of 404", "status of 400")
    wrong = [fault for fault in visitor.wrong if not any(words in fault for words in expected)]
    assert wrong == [], "\n".join(wrong)


def test_an_administrator_finds_every_page_sound(world: World, visitor: Visitor) -> None:
    give_second_step(world.staff.user("administrator"))
    visitor.signs_in(world.staff.user("administrator").email)
    visitor.enters("000000")  # to see the error
    visitor.enters(code_of())
    ids = {role: user.pk for role, user in world.staff.people.items()}
    for path in (*OWN, *ADMIN):
        visitor.opens(path.format(**ids))


def test_a_second_step_is_added(world: World, visitor: Visitor) -> None:
    visitor.signs_in(world.staff.user("auditor").email)
    assert "add a second step" in visitor.page.inner_text("main")
    visitor.page.get_by_role("link", name="Add authenticator app").click()
    visitor.page.get_by_role("heading", name="Add an authenticator app").wait_for()
    visitor.looks()
    assert visitor.page.get_by_role("img", name="Picture to scan").is_visible()
    visitor.presses("Add the app")
    assert "Enter the code the app shows" in visitor.page.inner_text("main")
    secret = visitor.page.locator("code").inner_text().replace(" ", "")
    visitor.page.get_by_label("Code").fill(code_of(secret))
    visitor.presses("Add the app")
    assert visitor.page.get_by_role("list", name="Unused codes").get_by_role("listitem").count() == 10
    visitor.page.get_by_role("button", name="Go on").click()
    assert "/cases/" in visitor.page.url
    visitor.opens("account/second-step/webauthn/add/")

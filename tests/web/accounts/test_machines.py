"""The account of a machine: nobody signs in with it, so it has no password and no link to set one."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope
from typer.testing import CliRunner

from factories import PASSWORD, Staff, make_staff, make_user
from keywork.web.accounts import consents, services
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Consent, Role, User
from keywork.web.accounts.services import AccountFault
from keywork.web.project.cli import app

pytestmark = pytest.mark.django_db
NEW = {"email": "feed@example.org", "name": "School roll feed", "role": "integration"}


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def administrator(staff: Staff, client: Client) -> Client:
    client.force_login(staff.user(Role.ADMINISTRATOR))
    return client


def place(user: User) -> str:
    return f"/users/{user.pk}/"


def test_it_is_added_without_a_link(staff: Staff, administrator: Client) -> None:
    sent = NEW | {"team": "", "organisation": ""}
    answer = administrator.post("/users/add/", sent, follow=True)
    told = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/users/"
    assert "School roll feed is added. It is a machine’s account: nobody signs in with it." in told
    assert "/account/password/" not in told
    made = User.objects.get(email="feed@example.org")
    assert not made.has_usable_password()
    assert not Consent.objects.filter(about=made).exists()


def test_its_page_offers_neither_a_link_nor_a_second_step_nor_sessions(staff: Staff, administrator: Client) -> None:
    told = administrator.get(place(staff.user(Role.INTEGRATION))).content.decode()
    assert "Nobody signs in with it." in told
    for word in ("password link", "second step", "Signs in as", "May sign in", "End their sessions"):
        assert word not in told.split("<main", 1)[1]
    assert "password link" in administrator.get(place(staff.user(Role.ANALYST))).content.decode()


def test_a_link_that_is_asked_for_all_the_same_is_refused(staff: Staff, administrator: Client) -> None:
    user = staff.user(Role.INTEGRATION)
    told = administrator.post(f"{place(user)}password-link/", follow=True).content.decode()
    assert "This is a machine’s account. It has no password." in told
    assert "/account/password/" not in told


def test_a_password_for_it_is_refused() -> None:
    with pytest.raises(AccountFault, match="It has no password"):
        services.add_user(actor=system("test", make_staff().authority), password=PASSWORD, **NEW)
    assert not User.objects.filter(email="feed@example.org").exists()


def test_on_the_command_line_likewise(staff: Staff) -> None:
    asked = [
        "user",
        "add",
        "--email",
        NEW["email"],
        "--name",
        NEW["name"],
        "--role",
        "integration",
        "--authority",
        "999",
    ]
    refused = CliRunner().invoke(app, [*asked, "--password-stdin"], input=f"{PASSWORD}\n")
    assert (refused.exit_code, "It has no password" in refused.output) == (2, True)
    made = CliRunner().invoke(app, asked)
    assert made.exit_code == 0, made.output
    assert "/account/password/" not in made.output
    assert "Nobody signs in with it." in made.output


def test_whoever_becomes_a_machine_loses_the_password_and_the_links(staff: Staff, client: Client) -> None:
    user = make_user(staff.authority, Role.ANALYST)
    by, agrees = staff.actor(Role.ADMINISTRATOR), staff.actor(Role.MANAGER)
    link = services.password_link(actor=by, user=user)
    said = {"name": "Feed", "role": "integration", "team": None, "is_active": True}
    services.change_user(actor=by, user=user, **said)
    waits = consents.waiting(agrees).get(kind=Consent.Kind.ROLE)
    consents.answer(actor=agrees, consent_id=waits.pk, agrees=True)
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert "This link no longer works" in client.get(link, follow=True).content.decode()
    sent = {"login": user.email, "password": PASSWORD}
    client.post("/account/login/", sent)
    assert "_auth_user_id" not in client.session


def test_a_password_that_is_there_all_the_same_lets_nobody_in(staff: Staff, client: Client) -> None:
    """Whoever wrote one into the database does not sign in with it either."""
    user = staff.user(Role.INTEGRATION)
    assert user.check_password(PASSWORD)
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": staff.user(Role.PARENT).email, "password": PASSWORD})
    assert "_auth_user_id" in client.session

"""Authorities and people from the command line."""

import pytest
from django_scopes import scopes_disabled
from typer.testing import CliRunner

from factories import make_authority
from keywork.web.accounts.models import AccessEntry, Team, User
from keywork.web.project.cli import app

pytestmark = pytest.mark.django_db
ADD = ["user", "add", "--name", "Robin Sample", "--authority", "895"]


def run(*arguments: str, **options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments, **options)  # type: ignore[arg-type]
    return result.exit_code, result.output


def test_an_authority_a_team_and_its_people() -> None:
    assert run("authority", "add", "895", "Wexcombe Council") == (0, "Added Wexcombe Council (895).\n")
    for number, role in enumerate(("administrator", "keyworker")):
        code, said = run(*ADD, "--email", f"p{number}@example.org", "--role", role, "--team", "North team")
        assert code == 0
        assert "/account/password/" in said
    with scopes_disabled():
        assert Team.objects.get().members.count() == 2
        assert {entry.actor for entry in AccessEntry.objects.all()} == {"system:command-line"}


def test_a_password_from_standard_input() -> None:
    make_authority("895")
    code, said = run(
        *ADD, "--email", "a@example.org", "--role", "manager", "--password-stdin", input="three random words 42\n"
    )
    assert (code, "/account/password/" in said) == (0, False)
    assert User.objects.get().check_password("three random words 42")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["authority", "add", "89", "Wexcombe"], "three digits"),
        ([*ADD, "--email", "a@example.org", "--role", "boss"], "no role 'boss'"),
        ([*ADD, "--email", "nothing", "--role", "manager"], "correct format"),
        (["user", "close", "--email", "a@example.org", "--authority", "895"], "no account"),
        (["user", "close", "--email", "a@example.org", "--authority", "111"], "no authority 111"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(arguments: list[str], words: str) -> None:
    make_authority("895")
    code, said = run(*arguments)
    assert (code, User.objects.count()) == (2, 0)
    assert words in said


def test_an_account_is_closed_and_a_link_made() -> None:
    make_authority("895")
    run(*ADD, "--email", "a@example.org", "--role", "manager")
    place = ["--email", "A@example.org", "--authority", "895"]
    assert "/account/password/" in run("user", "password-link", *place)[1]
    assert run("user", "close", *place)[0] == 0
    assert not User.objects.get().is_active
    assert run("user", "password-link", *place) == (2, "The account is closed. Open it first.\n")

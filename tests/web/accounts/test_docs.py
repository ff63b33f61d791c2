"""What is written about the matrix is made from it."""

from pathlib import Path

from keywork.web.accounts.rendering import render_roles


def test_the_page_of_roles_is_current() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "roles.md"
    assert page.read_text(encoding="utf-8") == render_roles(), "run `make docs`"

"""The menu is one line on a wide screen: what does not fit stands behind "More", and what waits is never hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_staff
from keywork.web.accounts.models import Role
from keywork.web.project.context import GAP, LINE, Link, _in_a_line

LONG = [Link(f"Page number {number}", f"/{number}/", number == 9) for number in range(14)]
COUNTED = [Link("What is new (3)", "/news/", False)]


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def test_what_fits_stands_in_one_line_and_the_rest_behind_more_in_the_same_order() -> None:
    menu = _in_a_line(LONG, COUNTED, 3)
    assert [*menu.shown, *menu.more] == LONG
    assert menu.counted == COUNTED
    line = [*(one.text for one in (*menu.shown, *menu.counted)), "More"]
    assert sum(len(text) + GAP for text in line) <= LINE
    assert menu.is_in_more


def test_a_short_menu_has_nothing_behind_more() -> None:
    menu = _in_a_line(LONG[:3], COUNTED, 0)
    assert (menu.shown, menu.more, menu.is_in_more) == (LONG[:3], [], False)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.KEYWORKER, Role.PARENT, Role.INFORMATION_GOVERNANCE])
def test_every_page_of_the_menu_is_linked_once(staff: Staff, role: str) -> None:
    client = Client()
    client.force_login(staff.user(role))
    page = client.get("/news/").content.decode()
    links = re.findall(r'class="app-menu__link" href="([^"]+)"', page)
    assert len(links) == len(set(links))
    assert links[-1] == "/news/"
    assert page.count('aria-current="true"') == 1
    assert ("More</summary>" in page) is (role in (Role.MANAGER, Role.KEYWORKER, Role.INFORMATION_GOVERNANCE))

"""Choosing who to be: only in the demo, only among invented people, and never out of the site."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from factories import Staff, make_staff, make_user
from keywork.web.accounts.models import User
from keywork.web.nonprod.personas import chosen, groups

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("", include("keywork.web.project.urls")), path("", include("keywork.web.nonprod.urls"))]


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def demo(settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, demo=True)


@pytest.fixture
def invented(staff: Staff) -> User:
    return make_user(staff.authority, "manager", email="manager@wexcombe.example", name="Robin Invented")


def test_only_invented_addresses_can_be_chosen(staff: Staff, invented: User) -> None:
    assert [persona.user for group in groups() for persona in group.people] == [invented]
    assert chosen(str(invented.pk)) == invented
    assert chosen(str(staff.user("manager").pk)) is None
    assert chosen("") is None


def test_a_closed_account_is_not_among_them(invented: User) -> None:
    User.objects.filter(pk=invented.pk).update(is_active=False)
    assert groups() == []


def test_outside_the_demo_the_page_is_not_there(client: Client, invented: User) -> None:
    assert client.get("/demo/people/").status_code == 404
    assert client.post("/demo/people/", {"person": str(invented.pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("asked", "goes"),
    [("/duties/", "/duties/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/"), ("", "/")],
)
def test_choosing_signs_in_and_stays_on_the_site(
    client: Client, demo: None, invented: User, asked: str, goes: str
) -> None:
    answer = client.post("/demo/people/", {"person": str(invented.pk), "next": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, goes)
    assert client.session["_auth_user_id"] == str(invented.pk)


def test_whoever_is_signed_in_can_become_somebody_else(
    client: Client, demo: None, staff: Staff, invented: User
) -> None:
    client.force_login(staff.user("keyworker"))
    client.post("/demo/people/", {"person": str(invented.pk)})
    assert client.session["_auth_user_id"] == str(invented.pk)

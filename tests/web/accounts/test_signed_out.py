"""A session that ends while somebody writes: nothing is saved, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve
from django_scopes import scopes_disabled

from factories import Staff, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.accounts.typed import what_was_typed
from keywork.web.casework.models import Note

pytestmark = pytest.mark.django_db
WORDS = "Rang the mother. <b>She</b> asks for a meeting."


def test_what_was_typed_stands_on_the_page_and_nothing_was_kept() -> None:
    staff = make_staff()
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER))
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    client.session.flush()
    sent = {"text": WORDS, "password": "three random words", "seen": "4", "kind": str(case.pk)}
    answer = client.post(f"/cases/{case.pk}/notes/", sent)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Rang the mother. &lt;b&gt;She&lt;/b&gt; asks for a meeting." in page
    assert "sign in again" in page
    assert "three random words" not in page
    assert "Seen" not in page
    with scopes_disabled():
        assert not Note.objects.exists()
    assert client.post(f"/cases/{case.pk}/notes/", {}).status_code == 302
    assert Client().post(f"/cases/{case.pk}/notes/", sent).status_code == 302  # a stranger is shown nothing
    assert client.get(f"/cases/{case.pk}/").status_code == 302


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def opened_form() -> tuple[Client, Staff, dict[str, str], str]:
    """Open a case as a browser does; give the browser, what somebody types into the form of notes, and its address."""
    staff = make_staff()
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER))
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.user(Role.KEYWORKER))
    found = TOKEN.search(client.get(f"/cases/{case.pk}/").content.decode())
    assert found
    return client, staff, {"text": WORDS, "csrfmiddlewaretoken": found[1]}, f"/cases/{case.pk}/notes/"


def test_what_was_typed_stands_where_another_tab_was_told_of_it_first() -> None:
    # Given a form that is half written, while another tab was signed out and has no session left
    client, _, sent, form = opened_form()
    client.session.flush()
    del client.cookies["sid"]
    # When it is sent
    answer = client.post(form, sent)
    # Then what was typed stands on the page
    assert answer.status_code == 403
    assert "Rang the mother. &lt;b&gt;She&lt;/b&gt; asks for a meeting." in answer.content.decode()


def test_what_was_typed_stands_where_somebody_signed_in_again_before_they_sent_it() -> None:
    # Given a form that is half written, and its writer signs in again in another tab
    client, staff, sent, form = opened_form()
    client.cookies["csrf"] = "a" * 32
    client.force_login(staff.user(Role.KEYWORKER))
    # When it is sent
    answer = client.post(form, sent | {"password": "three random words"})
    page = answer.content.decode()
    # Then it is not taken, and what was typed stands on the page, without what is secret
    assert answer.status_code == 403
    assert "This form is out of date" in page
    assert "Rang the mother. &lt;b&gt;She&lt;/b&gt; asks for a meeting." in page
    assert "three random words" not in page
    # But a form of nobody who is here is told back to nobody
    assert "Rang the mother" not in Client(enforce_csrf_checks=True).post(form, sent).content.decode()


def test_what_was_typed_is_headed_as_on_the_form_and_the_way_back_is_given() -> None:
    # Given a form that was open for too long
    client, _, sent, form = opened_form()
    client.cookies["csrf"] = "a" * 32
    stood_at = form.removesuffix("notes/")
    # When it is sent
    page = client.post(form, sent, headers={"referer": f"http://testserver{stood_at}"}).content.decode()
    # Then the words stand under what stood above the box, and a link leads to the page of the form
    assert '<h2 class="govuk-heading-s govuk-!-margin-bottom-1">Add a note</h2>' in page
    assert f'href="http://testserver{stood_at}"' in page
    assert "Go back to the form" in page
    # But to no other site, and nowhere where the browser does not say
    for headers in ({"referer": "http://elsewhere.example/"}, {"referer": "javascript:alert(1)"}, {}):
        page = client.post(form, sent, headers=headers).content.decode()
        assert "Go back to the form" not in page
        assert "elsewhere" not in page


def test_a_box_that_no_form_names_is_headed_by_its_name_in_words(rf: RequestFactory) -> None:
    sent = {"section_F": "More", "need_2": "Tires", "text_child": "Likes maths", "given-on-day": "3"}
    typed = what_was_typed(rf.post("/", sent))
    assert typed == [("Section F", "More"), ("Need, line 2", "Tires"), ("Child", "Likes maths"), ("Given on: day", "3")]


def test_what_stands_above_a_box_is_what_its_own_view_asks(rf: RequestFactory) -> None:
    # Several forms of this room have a box of this name: to find a case, and to keep something of somebody's health
    request = rf.post("/", {"text": "Came late."})
    request.resolver_match = resolve("/cases/00000000-0000-0000-0000-000000000001/notes/")
    assert what_was_typed(request) == [("Add a note", "Came late.")]


def test_boxes_that_a_page_makes_are_headed_as_there_and_what_nobody_typed_is_left_out(rf: RequestFactory) -> None:
    sent = {"text_family": "They ask for more time.", "need_2": "Tires", "origin_2": "advice/ep@1#1",
            "count": "2", "do": "save", "seen": "3"}  # fmt: skip
    request = rf.post("/", sent)
    request.resolver_match = resolve("/cases/00000000-0000-0000-0000-000000000001/plan/write/education/")
    assert what_was_typed(request) == [
        ("What the parents or carers say", "They ask for more time."), ("Need, line 2", "Tires"),
    ]  # fmt: skip

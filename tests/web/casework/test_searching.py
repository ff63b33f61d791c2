"""A search finds by name, and no name gets into the address of a page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from factories import Staff, make_case, make_staff

pytestmark = pytest.mark.django_db
SURNAME = "Zoltanowska"


@pytest.fixture
def staff() -> Staff:
    made = make_staff()
    make_case(made, keyworker=made.user("keyworker"), surname=SURNAME)
    make_case(made, keyworker=made.user("keyworker"), surname="Otherperson")
    return made


def signed_in(staff: Staff, role: str = "keyworker") -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


@pytest.mark.parametrize(
    ("role", "page", "text", "hidden"),
    [
        ("keyworker", "/work/", SURNAME, "Otherperson"),
        ("keyworker", "/find/", SURNAME.lower(), "Otherperson"),
        ("administrator", "/users/", "keyworker", "Robin Auditor"),
    ],
)
def test_the_text_of_a_search_stays_out_of_the_address(
    staff: Staff, role: str, page: str, text: str, hidden: str
) -> None:
    if role == "administrator":
        text = staff.user("keyworker").email
    client = signed_in(staff, role)
    answer = client.post(page, {"text": text, "csrfmiddlewaretoken": "x"})
    address = answer.headers["Location"]
    assert answer.status_code == 302
    assert text.lower() not in address.lower()
    shown = client.get(address).content.decode()
    assert hidden not in shown
    assert text.lower() in shown.lower()
    links = [part.split('"')[0] for part in shown.split('href="')[1:]]
    assert [link for link in links if text.lower() in link.lower()] == []


def test_the_rest_of_a_filter_stays_in_the_address(staff: Staff) -> None:
    answer = signed_in(staff).post("/work/", {"text": "", "when": "late", "duty": ""})
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"when": ["late"]}


def test_the_file_holds_what_was_searched_for(staff: Staff) -> None:
    client = signed_in(staff, "manager")
    query = urlsplit(client.post("/work/", {"text": SURNAME}).headers["Location"]).query
    text = client.get(f"/work/file.csv?{query}").content.decode()
    assert SURNAME in text
    assert "Otherperson" not in text


def test_anothers_token_means_nothing(staff: Staff) -> None:
    address = signed_in(staff).post("/find/", {"text": SURNAME}).headers["Location"]
    assert SURNAME not in signed_in(staff).get(address).content.decode()
    assert SURNAME not in signed_in(staff).get(f"/find/?text={SURNAME}").content.decode()


def test_two_searches_side_by_side_keep_apart_and_old_ones_go(staff: Staff) -> None:
    client = signed_in(staff)
    first = client.post("/find/", {"text": SURNAME}).headers["Location"]
    second = client.post("/find/", {"text": "Otherperson"}).headers["Location"]
    assert "Otherpersonforename" not in client.get(first).content.decode()
    assert "Otherpersonforename" in client.get(second).content.decode()
    for number in range(12):
        client.post("/find/", {"text": f"nobody {number}"})
    assert len(client.session["searched-for"]) == 10
    assert SURNAME not in client.get(first).content.decode()

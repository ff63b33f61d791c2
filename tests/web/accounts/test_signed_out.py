"""A session that ends while somebody writes: nothing is saved, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from factories import make_case, make_staff
from keywork.web.accounts.models import Role
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

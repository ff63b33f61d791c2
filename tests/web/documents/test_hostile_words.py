"""IN-30: every form of documents, filled in as nobody means to: never a fault of ours, and nothing that is not kept."""

from __future__ import annotations

from typing import Any

import pytest

from factories import Staff
from files_made import pdf
from keywork.web.accounts.models import Role
from keywork.web.documents.models import Document
from keywork.web.people.models import CaseCard
from records_made import make_document
from web.documents.conftest import signed_in

pytestmark = pytest.mark.django_db
HOSTILE = [
    "", " ", "\x00", "a\x00b", "x" * 300, "x" * 12_000, "\u202egnp.exe", "<script>alert(1)</script>", "{{7*7}}", "%s%n",
    "²", "-1", "99999999999999999999", "None", "\r\nSet-Cookie: a=b", "'; DROP TABLE x;--", "محمد", "\u2028",
]  # fmt: skip
FORMS: list[tuple[str, dict[str, Any]]] = [
    ("change/", {"title": "T", "label": "other", "state": "kept", "seen": "1"}),
    ("share/", {"whom": "family", "looked_through": "on", "seen": "1"}),
    ("redact/", {"words": "Dear", "boxes": "A1 B2"}),
    ("redact/?page=2", {"words": "Dear", "boxes": "A1 B2"}),
    ("redact/copy/", {"title": "T", "looked": "on"}),
    ("keep-back/", {"back": "yes"}),
    ("version/", {"file": "x"}),
]


@pytest.mark.parametrize(("where", "fields"), FORMS, ids=[one[0] for one in FORMS])
def test_no_form_breaks(staff: Staff, card: CaseCard, where: str, fields: dict[str, Any]) -> None:
    document = make_document(card.case, content=pdf("Dear reader"))
    client = signed_in(staff.user(Role.YOUNG_PERSON if where == "keep-back/" else Role.KEYWORKER))
    for name in fields:
        for value in HOSTILE:
            answer = client.post(f"/documents/{document.pk}/{where}", fields | {name: value})
            assert answer.status_code in {200, 302, 409}, (name, value)
    document.refresh_from_db()
    assert len(document.title) <= 200
    assert "\x00" not in document.title


@pytest.mark.parametrize("value", HOSTILE)
def test_a_file_that_is_text_is_no_file(staff: Staff, card: CaseCard, value: str) -> None:
    fields = {"file": value, "title": value, "label": value}
    assert signed_in(staff.user(Role.KEYWORKER)).post(f"/cases/{card.pk}/documents/add/", fields).status_code == 200
    assert not Document.objects.exists()


@pytest.mark.parametrize("page", ["0", "3", "1000", "1001", "99999999999", "x", "²", "-1"])
def test_a_page_that_there_is_not_leads_to_one_that_there_is(staff: Staff, card: CaseCard, page: str) -> None:
    document = make_document(card.case, content=pdf("One", "Two"))
    answer = signed_in(staff.user(Role.KEYWORKER)).get(f"/documents/{document.pk}/redact/", {"page": page}, follow=True)
    assert answer.status_code == 200
    assert f"page {2 if page in {'3', '1000'} else 1} of 2" in answer.content.decode()

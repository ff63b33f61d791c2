"""Taking words out through the pages: what goes is kept as a draft, the copy is a document, the original is closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from factories import Staff, make_user
from files_made import pdf
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.documents import store
from keywork.web.documents.models import Document, RedactionDraft
from keywork.web.documents.services.keeping import add_generated
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from records_made import make_document
from web.documents.conftest import shared, signed_in

pytestmark = pytest.mark.django_db
SECRET = "Zyxcanary"


@pytest.fixture
def document(card: CaseCard) -> Document:
    return make_document(
        card.case, title=f"Letter about {SECRET}", label="health", content=pdf(f"Dear {SECRET}", "Page two")
    )


@pytest.fixture
def client(staff: Staff) -> Client:
    return signed_in(staff.user(Role.KEYWORKER))


def mark(client: Client, document: Document, words: str = SECRET, boxes: str = "", page: int = 1, **more: str) -> Any:
    return client.post(f"/documents/{document.pk}/redact/?page={page}", {"words": words, "boxes": boxes} | more)


def copy(client: Client, document: Document, **more: str) -> Any:
    return client.post(f"/documents/{document.pk}/redact/copy/", {"title": "Letter, redacted", "looked": "on"} | more)


def test_the_copy_is_a_document_of_its_own_and_the_original_is_closed(
    staff: Staff, client: Client, document: Document
) -> None:
    shared(document, "family")
    parent = signed_in(staff.user(Role.PARENT))
    assert parent.get(f"/documents/{document.pk}/").status_code == 200
    assert mark(client, document).status_code == 302
    assert mark(client, document, boxes="A1 T2", page=2).status_code == 302
    answer = copy(client, document)
    made = Document.objects.get(redacted_from=document)
    assert answer.headers["Location"] == f"/documents/{made.pk}/"
    content = store.read(made.versions.get().viewing)
    text = "".join(page.extract_text() for page in PdfReader(_file(content)).pages)
    assert SECRET not in text
    assert SECRET.encode() not in content
    document.refresh_from_db()
    assert (document.state, made.label, made.title) == ("closed", "health", "Letter, redacted")
    assert not document.shares.filter(ended_at=None).exists()
    assert parent.get(f"/documents/{document.pk}/").status_code == 404
    assert parent.get(f"/documents/{made.pk}/").status_code == 404, "nobody reads the copy before it is shared"
    kinds = [one.kind for one in stream(document.case_id) if (one.thread or "").startswith("document/")]
    assert kinds == ["document-sharing-ended", "redacted-copy-made"]
    assert not RedactionDraft.objects.exists(), "the draft says what is secret, and goes"


def _file(content: bytes) -> Any:
    from io import BytesIO

    return BytesIO(content)


def test_what_goes_is_shown_first(client: Client, document: Document) -> None:
    mark(client, document, boxes="B3 D5")
    page = client.get(f"/documents/{document.pk}/redact/").content.decode()
    assert "Take words out: page 1 of 2" in page
    assert "1 time" in page
    assert "B3 D5" in page
    picture = client.get(f"/documents/{document.pk}/redact/page/1/")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(f"/documents/{document.pk}/redact/page/3/").status_code == 404
    assert "not on this page" in client.get(f"/documents/{document.pk}/redact/?page=2").content.decode()


def test_a_draft_is_its_writers(staff: Staff, client: Client, card: CaseCard, document: Document) -> None:
    mark(client, document, words="Qwvsecret")
    other = signed_in(staff.user(Role.MANAGER))
    assert "Qwvsecret" not in other.get(f"/documents/{document.pk}/redact/").content.decode()


@pytest.mark.parametrize("boxes", ["Z1", "A1 A99", "no box"])
def test_what_is_no_box_is_told(client: Client, document: Document, boxes: str) -> None:
    answer = mark(client, document, boxes=boxes)
    assert answer.status_code == 200
    assert "is no box. Write two squares, such as B3 D5" in answer.content.decode()
    assert not RedactionDraft.objects.exists()


@pytest.mark.parametrize(
    ("words", "sent", "told"),
    [
        ("", {}, "Nothing is marked yet"),
        (SECRET, {"title": "About ZYXCANARY"}, "The title has words in it that you take out"),
        (f"{SECRET}\nQwvnowhere", {}, "Not found in the document: Qwvnowhere"),
        (SECRET, {"looked": ""}, "Look at every page first"),
        (SECRET, {"title": ""}, "Enter what it is"),
    ],
)
def test_no_copy_is_made_of_what_is_not_ready(
    client: Client, document: Document, words: str, sent: dict[str, str], told: str
) -> None:
    mark(client, document, words=words)
    answer = copy(client, document, **sent)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Document.objects.count() == 1
    document.refresh_from_db()
    assert document.state == "kept"


def test_a_new_version_meanwhile_is_looked_at_first(
    staff: Staff, client: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was marked is marked in one version: a copy of another would show what nobody looked at."""
    from keywork.web.documents.services import redacting

    mark(client, document)
    before = redacting.make_copy

    def slow(*told: Any) -> Any:
        made = before(*told)
        add_generated(
            actor=staff.actor(Role.MANAGER), document=document, media_type="application/pdf", content=pdf(SECRET)
        )
        return made

    monkeypatch.setattr(redacting, "make_copy", slow)
    answer = copy(client, document)
    assert answer.status_code == 409
    assert not Document.objects.filter(redacted_from=document).exists()


def test_what_is_sent_twice_makes_one_copy(client: Client, document: Document) -> None:
    mark(client, document)
    token = {"csrfmiddlewaretoken": "x" * 64}
    assert copy(client, document, **token).status_code == 302
    again = copy(client, document, **token)
    assert Document.objects.filter(redacted_from=document).count() == 1
    assert again.status_code in {200, 302}


def test_words_are_not_taken_out_of_what_has_no_pages(client: Client, card: CaseCard) -> None:
    document = make_document(card.case)
    document.versions.get().viewing.__class__.objects.update(media_type="text/plain")
    answer = client.get(f"/documents/{document.pk}/redact/")
    assert "Words can be taken out of PDFs and pictures alone" in answer.content.decode()
    assert client.get(f"/documents/{document.pk}/redact/page/1/").status_code == 404


def test_a_damaged_file_is_not_redacted(client: Client, document: Document) -> None:
    """DU-08."""
    mark(client, document)
    store.path_of(document.versions.get().viewing.place).write_bytes(pdf("Something else"))
    assert client.get(f"/documents/{document.pk}/redact/").status_code == 410
    assert copy(client, document).status_code == 410
    assert client.get(f"/documents/{document.pk}/redact/page/1/").status_code == 404


def test_the_log_says_that_it_was_done_and_no_word_of_what_went(client: Client, document: Document) -> None:
    mark(client, document)
    copy(client, document)
    told = [(one.action, one.detail) for one in AccessEntry.objects.filter(action="document.redact")]
    assert ("document.redact", {"did": "copy", "pages": 2}) in told
    assert SECRET not in str(told)


def test_nobody_else_takes_words_out(staff: Staff, card: CaseCard, document: Document) -> None:
    stranger = signed_in(make_user(staff.authority, Role.KEYWORKER))
    for where in ("redact/", "redact/page/1/", "redact/copy/"):
        assert stranger.get(f"/documents/{document.pk}/{where}").status_code == 404
        assert stranger.post(f"/documents/{document.pk}/{where}").status_code in {404, 405}

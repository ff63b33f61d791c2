"""Bytes that are kept: under a name that says nothing, whole or not at all, and proven before anybody reads them."""

from __future__ import annotations

import stat
from collections.abc import Iterator

import pytest
from django_scopes import scope

from factories import Staff, make_authority, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.documents import store
from keywork.web.documents.errors import Damaged, NotDone
from keywork.web.documents.models import Document, DocumentVersion, StoredFile
from keywork.web.documents.services import keep_generated
from keywork.web.documents.services.keeping import add_generated
from keywork.web.ledger.models import Case
from records_made import make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def case(staff: Staff) -> Case:
    return make_case(staff, keyworker=staff.user(Role.KEYWORKER))


def test_what_is_kept_is_read_again(case: Case) -> None:
    version = make_document(case, content=b"%PDF-1.7 whole").versions.get()
    assert store.read(version.viewing) == b"%PDF-1.7 whole"


def test_a_file_lies_under_a_random_name_that_its_owner_alone_reads(case: Case) -> None:
    stored = make_document(case, title="Zyxcanary’s report").versions.get().original
    path = store.path_of(stored.place)
    assert path.is_relative_to(store.folder())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(case.pk) not in str(path)
    assert make_document(case).versions.get().original.place != stored.place


@pytest.mark.parametrize("spoil", ["flip", "cut", "longer", "gone"])
def test_a_file_that_is_not_what_was_kept_is_read_by_nobody(case: Case, spoil: str) -> None:
    """DU-08: a digest that does not fit blocks serving."""
    stored = make_document(case, content=b"%PDF-1.7 as it was").versions.get().viewing
    path = store.path_of(stored.place)
    content = path.read_bytes()
    if spoil == "gone":
        path.unlink()
    else:
        changed = bytes([content[0] ^ 1]) + content[1:]
        path.write_bytes({"flip": changed, "cut": content[:-1], "longer": content + b" "}[spoil])
    with pytest.raises(Damaged):
        store.read(stored)


@pytest.mark.parametrize("place", ["../../secret.key", "", "A" * 32, "/etc/passwd", "0" * 31, "0" * 32 + "\n"])
def test_no_name_leads_out_of_the_store(place: str) -> None:
    with pytest.raises(Damaged):
        store.path_of(place)


def test_a_further_version_leaves_the_one_before_as_it_was(staff: Staff, case: Case) -> None:
    document = make_document(case, content=b"%PDF-1.7 first")
    actor = staff.actor(Role.KEYWORKER)
    add_generated(actor=actor, document=document, media_type="application/pdf", content=b"%PDF-1.7 second")
    found = [(one.number, store.read(one.viewing)) for one in document.versions.all()]
    assert found == [(2, b"%PDF-1.7 second"), (1, b"%PDF-1.7 first")]


@pytest.mark.parametrize(
    "wrong", [{"label": "secret"}, {"media_type": "text/html"}, {"title": " \n"}], ids=lambda one: next(iter(one))
)
def test_what_has_no_label_or_kind_is_not_kept(staff: Staff, case: Case, wrong: dict[str, str]) -> None:
    told = {"title": "Letter", "label": "letter", "media_type": "application/pdf"} | wrong
    with pytest.raises(NotDone):
        keep_generated(actor=staff.actor(Role.KEYWORKER), case=case, content=b"x", **told)
    assert not StoredFile.objects.exists()


def test_another_authority_finds_none_of_it(case: Case) -> None:
    make_document(case)
    with scope(authority=make_authority("998")):
        assert not Document.objects.exists()
        assert not DocumentVersion.objects.exists()
        assert not StoredFile.objects.exists()

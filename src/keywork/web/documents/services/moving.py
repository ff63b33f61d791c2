"""Moving documents to another case of the same child."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from keywork.web.accounts.actors import Actor
from keywork.web.documents.models.files import Document, StoredFile
from keywork.web.documents.services.sharing import end_one, held
from keywork.web.ledger.models import Case


@transaction.atomic
def move(*, actor: Actor, documents: Iterable[Document], case: Case) -> None:
    """Let documents, and the redacted copies of them, belong to another case, with every file of theirs.

    With whom they were shared was decided for the case they leave: that ends.
    """
    for document in _with_copies(documents):
        found = held(document)
        for share in found.shares.filter(ended_at=None):
            end_one(actor, found, share)
        files = StoredFile.objects.filter(
            Q(pk__in=found.versions.values("original")) | Q(pk__in=found.versions.values("viewing"))
        )
        files.update(case=case)
        found.case, found.revision = case, found.revision + 1
        found.save(update_fields=["case", "revision"])


def _with_copies(documents: Iterable[Document]) -> list[Document]:
    """Return documents with all that were made of them: a copy may have copies of its own."""
    found, new = list(documents), list(documents)
    while new := list(Document.objects.filter(redacted_from__in=new).exclude(pk__in=[one.pk for one in found])):
        found += new
    return found

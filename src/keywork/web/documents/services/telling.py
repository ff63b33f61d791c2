"""Telling people of documents: whoever works on the case of one that came, and others of one that was shared."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.documents.models.files import Document, DocumentShare
from keywork.web.documents.reading import KEPT_FROM, SETTINGS
from keywork.web.messages.models import Notice
from keywork.web.messages.services.noticing import family_accounts, notify, notify_workers, people_of
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address

ADDED, SHARED = "document-added", "document-shared"
WORK_ON_IT = frozenset({Role.KEYWORKER, Role.MANAGER, Role.PLAN_WRITER})


def link_of(document: Document) -> str:
    """Return the address of a document's page."""
    return address("documents:document", document_id=document.pk)


def came(*, actor: Actor, card: CaseCard, document: Document) -> None:
    """Tell whoever works on a case of a document that somebody else gave."""
    if actor.role not in WORK_ON_IT:
        notify_workers(card=card, kind=ADDED, link=link_of(document), by=actor)


def was_shared(*, actor: Actor, document: Document, share: DocumentShare) -> None:
    """Tell those of the family, or of a setting, with whom a document was shared."""
    if share.member is not None:
        to = [share.member.user] if share.member.user else []
    elif share.organisation is not None:
        to = people_of(share.organisation, SETTINGS)
    else:
        to = family_accounts(document.case_id) if share.shared_with == DocumentShare.With.FAMILY else []
    notify(authority=actor.authority, kind=SHARED, to=to, link=link_of(document), case=document.case, by=actor)


def forget(*, document: Document) -> None:
    """Take from parents, and whoever speaks for them, the word of a document that a young person keeps from them."""
    told = Notice.objects.filter(link=link_of(document), user__membership__role__in=KEPT_FROM)
    told.filter(kind=SHARED).delete()

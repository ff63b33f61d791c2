"""Finding documents: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.documents.labels import LABELS, Label
from keywork.web.documents.models import Dispatch
from keywork.web.documents.models.files import Document, DocumentShare, DocumentVersion
from keywork.web.documents.reading import GIVEN, SHARED, Reader
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.policy import CASES, known_card, open_card, standing_of
from keywork.web.vaults.models import ContactPoint

ON_A_CARD = ("case", "case__summary", "person", "keyworker", "cover", "team")


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that somebody may do something with, and the case it belongs to."""

    document: Document
    card: CaseCard

    @property
    def versions(self) -> list[DocumentVersion]:
        """Its versions, the latest first."""
        return list(self.document.versions.select_related("viewing"))


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case with whose documents somebody may do something.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def documents_of(actor: Actor, card: CaseCard) -> QuerySet[Document]:
    """Return the documents of a case that somebody reads, the latest first."""
    found: QuerySet[Document] = Document.objects.filter(Reader(actor, card).q(), case=card.case_id)
    # A letter that was posted to an address that is hidden now would tell it.
    told = Dispatch.objects.filter(point__hidden=True, way=Dispatch.Way.POST)
    for paper in ("document", "word"):
        found = found.exclude(pk__in=told.filter(**{f"{paper}__isnull": False}).values(paper))
    return found.select_related("organisation").order_by("-made_at", "-pk")


def opened(actor: Actor, document_id: UUID, action: str) -> Opened:
    """Return a document with which somebody may do something: one that they read, of a case where they may.

    Raises:
        NotKnown: there is no such document, or they may not know of it: the two look the same.
    """
    unknown = NotKnown(decide(actor, action), document_id)
    case_id = Document.objects.filter(pk=document_id).values_list("case_id", flat=True).first()
    card = open_card(actor, action, case_id, ON_A_CARD) if case_id else None
    if card is None:
        raise unknown
    document = documents_of(actor, card).filter(pk=document_id).first()
    if document is None:
        raise unknown
    return Opened(document, card)


def version_of(found: Opened, number: int) -> DocumentVersion | None:
    """Return a version of a document by its number, or None."""
    version: DocumentVersion | None = found.document.versions.select_related("viewing").filter(number=number).first()
    return version


def shares_of(document: Document) -> list[DocumentShare]:
    """Return with whom a document is or was shared, the latest first."""
    return list(document.shares.select_related("member", "organisation").order_by("-shared_at", "-pk"))


def share_of(document: Document, share_id: UUID) -> DocumentShare | None:
    """Return one sharing of a document that has not ended, or None."""
    found: DocumentShare | None = document.shares.filter(pk=share_id, ended_at=None).first()
    return found


def settings_of(card: CaseCard) -> list[Organisation]:
    """Return the settings that have to do with a case: where the child is, and who was let in as one."""
    involved = [one.organisation_id for one in card.involved if one.relation == "setting" and one.organisation_id]
    found = Organisation.objects.filter(authority=card.authority_id, pk__in=involved)
    if card.setting:
        found = found | Organisation.objects.filter(authority=card.authority_id, urn=card.setting)
    return list(found.distinct().order_by("name"))


def family_of(card: CaseCard) -> list[FamilyMember]:
    """Return who of a child's family has an account here, to whom alone a document can be shown."""
    found = FamilyMember.objects.filter(person=card.person_id, ended=False, user__isnull=False)
    return list(found.order_by("name", "pk"))


def is_told_one_by_one(card: CaseCard) -> bool:
    """Say whether nothing is shown to the whole family at once: an address is hidden, or somebody kept away."""
    hidden = ContactPoint.objects.filter(person=card.person_id, hidden=True, ended=False, replaced_by=None)
    return card.person.address_hidden or hidden.exists() or bool(card.barriers_now)


def labels_for(actor: Actor, card: CaseCard) -> list[Label]:
    """Return the labels that somebody can give a document of a case: those of which they read or add something."""
    standing = standing_of(actor, card)
    return [
        label
        for label in LABELS
        if standing.may(label.record_class, "R", (*GIVEN, *SHARED)) or standing.may(label.record_class, "C")
    ]


def may_add_version(actor: Actor, card: CaseCard, document: Document) -> bool:
    """Say whether somebody adds a version of a document: it is their own, or they answer for the case."""
    own = document.given_by == actor.label or (
        document.organisation_id is not None and document.organisation_id == actor.organisation_id
    )
    may = CASES.can(actor, "document.add", card) and document.redacted_from_id is None
    answers = CASES.can(actor, "document.change", card)
    return may and document.state != Document.State.WITHDRAWN and (own or answers)


def redacted_copies(actor: Actor, card: CaseCard, document: Document) -> Sequence[Document]:
    """Return the copies of a document from which words were taken out, as far as somebody reads them."""
    return list(documents_of(actor, card).filter(redacted_from=document))

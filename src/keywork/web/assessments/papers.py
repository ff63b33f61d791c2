"""Papers that come with a request: documents of its case, read by whoever sent them and whoever looks it through."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.assessments.models import AssessmentRequest, RequestPaper
from keywork.web.assessments.news import tell_managers
from keywork.web.documents import presenters
from keywork.web.documents.models.files import Document
from keywork.web.documents.services import telling
from keywork.web.documents.services.keeping import keep_given
from keywork.web.documents.services.moving import move
from keywork.web.documents.services.taking import Taken
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address

ADD, OPEN = "request.add-paper", "request.open-paper"
EVIDENCE = "request"
MOST = 50
State = AssessmentRequest.State


def papers_of(request: AssessmentRequest) -> QuerySet[Document]:
    """Return the papers that came with a request, the first first; none that was taken back."""
    found: QuerySet[Document] = Document.objects.filter(came_with__request=request)
    return found.exclude(state=Document.State.WITHDRAWN).select_related("organisation").order_by("made_at", "pk")


def paper_of(request: AssessmentRequest, document_id: UUID) -> Document | None:
    """Return one paper of a request, or None."""
    return papers_of(request).filter(pk=document_id).first()


@transaction.atomic
def add(*, actor: Actor, request: AssessmentRequest, title: str, taken: Taken) -> Document:
    """Keep a paper with a request that was sent, in the case it belongs to now, and tell whoever looks at it.

    Args:
        actor: who sends it.
        request: theirs.
        title: in words.
        taken: the file, looked through.

    Raises:
        Refused: the request was not sent yet, or has as many papers as it can.
    """
    found: AssessmentRequest = AssessmentRequest.objects.select_for_update().get(pk=request.pk)
    if found.case_id is None:
        raise Refused("Send the request first. Papers are added right after.")
    if RequestPaper.objects.filter(request=found).count() >= MOST:
        raise Refused(f"This request has {MOST} papers. Send the rest the way you usually send papers to the council.")
    case = Case.objects.get(pk=found.case_id)
    document = keep_given(actor=actor, case=case, title=title, label=EVIDENCE, taken=taken)
    RequestPaper.objects.create(authority=actor.authority, request=found, document=document)
    card = CaseCard.objects.select_related("case", "keyworker", "cover").get(pk=case.pk)
    if card.team_id is None and card.keyworker_id is None:
        tell_managers(actor, "request-paper")
    else:
        telling.came(actor=actor, card=card, document=document)
    return document


def join(*, actor: Actor, request: AssessmentRequest, case: Case) -> None:
    """Let the papers of a request follow it to the case that it joins."""
    move(actor=actor, documents=Document.objects.filter(came_with__request=request), case=case)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in a list. ``href`` is empty for whoever may know of it and not open it."""

    href: str
    title: str
    about: str


def own_rows(actor: Actor, request: AssessmentRequest) -> list[Paper]:
    """Return the papers of a request for whoever made it."""
    return _rows(actor, request, "assessments:own-paper")


def team_rows(actor: Actor, request: AssessmentRequest, *, opens: bool) -> list[Paper]:
    """Return the papers of a request for whoever looks it through."""
    return _rows(actor, request, "assessments:team-paper" if opens else "")


def _rows(actor: Actor, request: AssessmentRequest, page: str) -> list[Paper]:
    found = []
    for one in papers_of(request).prefetch_related("versions__viewing"):
        version = one.versions.all()[0]
        kind = presenters.KINDS[version.viewing.media_type]
        href = address(page, asked_id=request.pk, document_id=one.pk) if page else ""
        said = f"{kind}, {presenters.size(version.viewing.size)} · {presenters.given(actor, one)}"
        found.append(Paper(href, one.title, said))
    return found

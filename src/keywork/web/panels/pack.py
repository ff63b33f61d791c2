"""The papers of a case before a panel: what the record holds, as far as whoever reads them may, and without numbers."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.accounts.actors import Actor
from keywork.web.advice.bodies import title_of
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import GIVEN_TO_READ
from keywork.web.assessments import presenters as requests
from keywork.web.assessments.evidence import CHECKLIST, OLDER, Item
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.queries import came_on, of_case
from keywork.web.documents.models import Document
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, short_day

# What of a request says who the child is, rather than what they need. The card on top says what a reader may know.
OF_WHO = frozenset({"name", "born", "upn", "child", "family", "reach"})
EIGHTEEN = 18 * 365 + 5
Rows = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that an answer can rest on.

    Args:
        key: by which it is cited.
        title: what it is.
        when: since when it is there.
        rows: what it says, question by question.
        content: the lines, where it is advice.
        href: the address where it is read, where it is a document.
    """

    key: str
    title: str
    when: str
    rows: Rows
    content: Content | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """One point of paragraph 9.14 of the Code, and where the papers speak to it."""

    title: str
    told: str

    @property
    def is_missing(self) -> bool:
        return not self.told


@dataclass(frozen=True, slots=True)
class Pack:
    """All papers of a case, with the checklist of the Code against them."""

    papers: list[Paper]
    checklist: list[Covered]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the papers, to choose what an answer rests on."""
        return [(one.key, f"{one.title} ({one.when})" if one.when else one.title) for one in self.papers]


def pack(actor: Actor, card: CaseCard) -> Pack:
    """Return the papers of a case that somebody may read."""
    standing = standing_of(actor, card)
    asked = list(of_case(card.case_id)) if standing.may("a4") else []
    given = [one for one in _given(card) if standing.may(one.about.record_class, "R", GIVEN_TO_READ)]
    papers = [*map(_request, asked), *map(_advice, given), *map(_document, _documents(actor, card))]
    return Pack(papers, [_covered(item, asked, given) for item in _items(card)])


def _items(card: CaseCard) -> tuple[Item, ...]:
    born = card.person.born_on
    return (*CHECKLIST, OLDER) if born and (clock.today() - born).days >= EIGHTEEN else CHECKLIST


def _request(one: AssessmentRequest) -> Paper:
    told = requests.told_without_identity(one, OF_WHO)
    for row in requests.asked_rows(one.askings.all()):
        said = [
            ("Asked", "; ".join(filter(None, [*row.items, row.words]))),
            ("Answer", row.answer or "Not answered yet"),
        ]
        told.append(("What was asked for besides", said))
    title = f"Request: {requests.source_of(one)}"
    return Paper(f"request:{one.pk}", title, short_day(came_on(one)), told)


def _given(card: CaseCard) -> list[AdviceRequest]:
    found = AdviceRequest.objects.filter(case_id=card.case_id, versions__isnull=False).distinct()
    return list(found.prefetch_related("versions").order_by("asked_at", "pk"))


def _advice(one: AdviceRequest) -> Paper:
    latest = next(iter(one.versions.all()))  # the latest version stands first
    title = title_of(one.thread) if one.about.is_views else f"Advice: {title_of(one.thread)}"
    return Paper(f"advice:{one.pk}", title, moment(latest.given_at), [], Content.read(latest.content))


def _documents(actor: Actor, card: CaseCard) -> list[Document]:
    """Return the documents of a case that somebody reads: nothing that was closed or taken back."""
    if not CASES.can(actor, "document.list", card):
        return []
    return list(documents_of(actor, card).filter(state=Document.State.KEPT))


def _document(one: Document) -> Paper:
    where = address("documents:document", document_id=one.pk)
    return Paper(f"document:{one.pk}", f"{one.about.title}: {one.title}", moment(one.made_at), [], href=where)


def _covered(item: Item, asked: list[AssessmentRequest], given: list[AdviceRequest]) -> Covered:
    """Say where the papers speak to a point of the checklist; advice is read by its class, and views by theirs."""
    where = [requests.source_of(one) for one in asked if _speaks(one, item)]
    if item.code == "views":
        where += [title_of(one.thread) for one in given if one.about.is_views]
    if item.code == "health":
        where += [title_of(one.thread) for one in given if one.about.code in ("ep", "health", "social-care")]
    return Covered(item.title, ", ".join(where))


def _speaks(one: AssessmentRequest, item: Item) -> bool:
    return any(name.partition(".")[0] == item.code and str(text).strip() for name, text in one.answers.items())

"""The papers of a case before a panel: what the record holds, as far as whoever reads them may, and without numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keywork.web.accounts.actors import Actor
from keywork.web.advice.bodies import BY_CODE, DUTIES, WRITTEN_BY_THE_BODY, code_of, title_of
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import GIVEN_TO_READ
from keywork.web.assessments import presenters as requests
from keywork.web.assessments.evidence import CHECKLIST, OLDER, Item
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.queries import came_on, of_case
from keywork.web.deadlines.models import ClockRow
from keywork.web.documents.models import Document
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.panels.questions import Question
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment, short_day

# What of a request says who the child is, rather than what they need. The card on top says what a reader may know.
OF_WHO = frozenset({"name", "born", "upn", "child", "family", "reach"})
EIGHTEEN = 18 * 365 + 5
# Whose advice every assessment has, where the Regulations leave no choice; of those who teach the child, one.
ALWAYS = ("ep", "health", "social-care", "family")
TEACHES = frozenset(body.code for body in WRITTEN_BY_THE_BODY if body.record_class == "b1")
NOTHING, NOT_COME, NOT_ASKED = "Nothing in the papers", "Has not come", "Nobody is on record as asked"
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
    """One point to look for, and where the papers speak to it: of paragraph 9.14 of the Code, or one who advises."""

    title: str
    told: str
    lacks: str = NOTHING

    @property
    def is_missing(self) -> bool:
        return not self.told


@dataclass(frozen=True, slots=True)
class Pack:
    """All papers of a case, with what to look for against them.

    Args:
        papers: to rest an answer on.
        checklist: of the Code before the assessment; after it, the advice that was asked for.
        missing: the advice that has not come, once it should have.
    """

    papers: list[Paper]
    checklist: list[Covered]
    missing: list[str]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the papers, to choose what an answer rests on."""
        return [(one.key, f"{one.title} ({one.when})" if one.when else one.title) for one in self.papers]


def pack(actor: Actor, card: CaseCard, question: Question) -> Pack:
    """Return the papers of a case that somebody may read, for a question."""
    standing = standing_of(actor, card)
    asked = list(of_case(card.case_id)) if standing.may("a4") else []
    given = [one for one in _given(card) if standing.may(one.about.record_class, "R", GIVEN_TO_READ)]
    papers = [*map(_request, asked), *map(_advice, given), *map(_document, _documents(actor, card))]
    if question.is_of_plan:
        advice = list(_advised(card))
        return Pack(papers, advice, [one.title for one in advice if one.is_missing])
    return Pack(papers, [_covered(item, asked, given) for item in _items(card)], [])


def _advised(card: CaseCard) -> Iterator[Covered]:
    """Yield whose advice came and whose did not: as the clocks know it, with who was never asked."""
    rows = ClockRow.objects.filter(case_id=card.case_id, duty__in=DUTIES).order_by("thread")
    came = {row.thread: row.met_on for row in rows if row.met_on is not None or row.ended_on is None}
    for one in AdviceRequest.objects.filter(case_id=card.case_id, ended="").prefetch_related("versions"):
        latest = next(iter(one.versions.all()), None)
        if came.get(one.thread) is None:
            came[one.thread] = latest.given_at.astimezone(clock.LONDON).date() if latest else None
    for thread, on in sorted(came.items()):
        yield Covered(title_of(thread), f"Came on {short_day(on)}" if on else "", NOT_COME)
    asked = {code_of(thread) for thread in came}
    for code in ALWAYS:
        if code not in asked:
            yield Covered(BY_CODE[code].title, "", NOT_ASKED)
    if not asked & TEACHES:
        yield Covered("School, college or early years provider", "", NOT_ASKED)


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

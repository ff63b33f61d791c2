"""The demo's documents: reports of several, one shared with the family, and one with words taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.documents.intake.verdicts import Copy
from keywork.web.documents.models import Document, DocumentShare, DocumentVersion
from keywork.web.documents.services import redacting, sharing
from keywork.web.documents.services.keeping import keep_given
from keywork.web.documents.services.redacting import Marks
from keywork.web.documents.services.taking import Taken
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard, FamilyMember, Involvement

Kind = Involvement.Relation
MEDIA_TYPE = "application/pdf"
AUNT = "Alex Exampleton"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the demo: who gave it, what it is, and what stands in it."""

    role: str
    title: str
    label: str
    lines: tuple[str, ...]
    days: int


PAPERS = (
    Paper(
        Role.THERAPIST, "Report of the speech and language therapist", "health",
        ("Speech and language therapy", "", "Understands sentences of three key words, and more with pictures.",
         "Says more when there is time to answer: count to ten before asking again.", "",
         "To try in class: one instruction at a time, with a picture beside it."), 40,
    ),
    Paper(
        Role.SENCO, "What we have tried: three reviews of support", "setting",
        ("Support at school", "", "September: a small group for reading, twice a week. Little change.",
         "January: reading one to one, ten minutes each day. Reads twelve more words.",
         "April: the same, and a quiet place in the morning. Comes in on time on most days."), 34,
    ),
    Paper(
        Role.PARENT, "What a good day looks like", "views",
        ("A good day", "", "Somebody says in the evening what will happen tomorrow.",
         "Breakfast is the same. The bus is on time.", "School is all right when the first hour is quiet."), 28,
    ),
    Paper(
        Role.KEYWORKER, "Letter of the housing office", "other",
        ("Housing office", "", "The family moved in with a relative in March.",
         f"The relative, {AUNT}, has been off work since then for reasons of health.",
         f"{AUNT} asks that nobody is told.", "", "The flat is on the second floor and has no lift."), 21,
    ),
)  # fmt: skip
COPY_TITLE = "Letter of the housing office, without what concerns others"


def document(hired: Staff) -> int:
    """Give the demo its documents, in the cases that its family and its therapist have to do with; return how many."""
    people = {user.membership.role: user for user in reversed(hired.people)}
    keyworker = hired.keyworkers[0][0]
    people[Role.KEYWORKER] = keyworker
    before = Document.objects.count()
    for card in _cards(people, keyworker):
        its = [_kept(card, people[paper.role], paper) for paper in PAPERS]
        by = actor_for(card.keyworker or keyworker)
        if by is not None:
            _share(by, card, its[0])
            _redact(by, its[-1])
    return Document.objects.count() - before


def _cards(people: dict[str, User], keyworker: User) -> list[CaseCard]:
    """Return the family's case, the therapist's, and one of the keyworker's; each once."""
    family = Involvement.objects.filter(relation=Kind.FAMILY, user=people[Role.PARENT])
    ours = people[Role.THERAPIST].membership.organisation
    asked = Involvement.objects.filter(relation=Kind.REQUEST, organisation=ours, classes="")
    worked_on = CaseCard.objects.filter(keyworker=keyworker, case__summary__is_open=True).order_by("case__reference")
    found = [one.values_list("case_id", flat=True).first() for one in (family, asked, worked_on)]
    cards = CaseCard.objects.select_related("case", "person", "keyworker").in_bulk({one for one in found if one})
    return list(cards.values())


def _kept(card: CaseCard, user: User, paper: Paper) -> Document:
    actor, content = actor_for(user), printed(paper.lines)
    assert actor is not None  # everybody of the demo has a place
    taken = Taken(content, Copy(MEDIA_TYPE, "pdf", content), f"{paper.title}.pdf", DocumentVersion.Check.UNCHECKED)
    made = keep_given(actor=actor, case=card.case, title=paper.title, label=paper.label, taken=taken)
    at = clock.now() - timedelta(days=paper.days)
    Document.objects.filter(pk=made.pk).update(made_at=at)
    made.versions.update(given_at=at)
    return made


def _share(by: Actor, card: CaseCard, one: Document) -> None:
    """Show a document to the parent who has an account; where there is none, to the panel."""
    member = FamilyMember.objects.filter(person=card.person_id, user__isnull=False, ended=False).first()
    audience = DocumentShare.With.MEMBER if member else DocumentShare.With.PANEL
    sharing.share(
        actor=by, card=card, document=one, audience=audience, member=member, looked_through=True, seen=None
    )  # fmt: skip


def _redact(by: Actor, one: Document) -> None:
    version = one.versions.get()
    draft = redacting.keep_draft(actor=by, version=version, words=AUNT, page=1, boxes=[])
    made = redacting.make_copy(version, Marks.of(draft), COPY_TITLE)
    redacting.keep_copy(actor=by, version=version, draft=draft, title=COPY_TITLE, made=made)


def printed(lines: tuple[str, ...]) -> bytes:
    """Return lines as a PDF of one page."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
    drawn = (f"1 0 0 1 60 {770 - 22 * at} Tm <{line.encode('cp1252').hex()}> Tj" for at, line in enumerate(lines))
    page.Contents = made.make_stream(("BT /F1 12 Tf\n" + "\n".join(drawn) + "\nET").encode())
    into = BytesIO()
    made.save(into, deterministic_id=True)
    return into.getvalue()

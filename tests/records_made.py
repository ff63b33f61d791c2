"""Makers of the records of single rooms. A room that adds a kind of record adds its maker here."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django_scopes import scope

import files_made
from factories import CANARY, Staff
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.advice.models import AdviceRequest
from keywork.web.assessments.models import Asking, AssessmentRequest
from keywork.web.documents.models import Document, DocumentShare
from keywork.web.documents.services import keep_generated
from keywork.web.exceptions.models import Reliance
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.meetings.models import ArrangedMeeting, MeetingNotes
from keywork.web.messages.models import Message, Thread
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, PanelMember, Seat
from keywork.web.people.models import FamilyMember, Involvement, Person, SharingAgreement
from keywork.web.placements.models import Consultation
from keywork.web.plans.models import Plan, PlanVersion
from keywork.web.representations.models import Representation, RepresentationPoint
from keywork.web.voice.models import Concern


def make_panel(staff: Staff, *roles: str, quorum: int = 2) -> PanelMember:
    """A panel of a panel member, and of whoever else is named; return the first member."""
    panel = Panel.objects.create(authority=staff.authority, name="Assessment panel", terms="Advises.", quorum=quorum)
    made = [
        PanelMember.objects.create(
            authority=staff.authority, panel=panel, user=staff.user(role), since=clock.today() - timedelta(days=30)
        )
        for role in (Role.PANEL_MEMBER, *roles)
    ]
    first: PanelMember = made[0]
    return first


def make_notes(case: Case) -> MeetingNotes:
    """Notes of the second meeting about a case; for its entry stands the first of the record."""
    event = case.events.order_by("sequence").first()
    made: MeetingNotes = MeetingNotes.objects.create(
        authority=case.authority, case=case, event=event, which="second", attended=f"{CANARY} Parent",
        points={"child": f"{CANARY} likes maths."}, agreed="More time.", by="system:test", by_name="Robin",
    )  # fmt: skip
    return made


def make_arranged(case: Case) -> ArrangedMeeting:
    """That the second meeting about a case is next week."""
    made: ArrangedMeeting = ArrangedMeeting.objects.create(
        authority=case.authority, case=case, which="second", on=clock.today() + timedelta(days=7), begins="14:05",
        place="At the school", invited=f"{CANARY} Parent", by="system:test", by_name="Robin",
    )  # fmt: skip
    return made


def make_agenda_item(panel: Panel, case: Case, *, on: date | None = None) -> AgendaItem:
    """A case before a meeting of a panel today, with a seat for each member; the record has no entry of it."""
    meeting, _ = PanelMeeting.objects.get_or_create(authority=case.authority, panel=panel, on=on or clock.today())
    item: AgendaItem = AgendaItem.objects.create(
        authority=case.authority, meeting=meeting, case=case, put_by="system:test"
    )
    for member in panel.members.all():
        involved = Involvement.objects.filter(case=case, user=member.user, relation="panel").first()
        Seat.objects.create(authority=case.authority, item=item, user=member.user, involvement=involved)
    return item


def make_thread(case: Case, member: FamilyMember | None = None, **whom: object) -> Thread:
    """A thread of a case: with somebody of the family, or with whoever is named."""
    made: Thread = Thread.objects.create(authority=case.authority, case=case, member=member, **whom)
    return made


def make_undelivered(case: Case, user: User) -> Message:
    """An e-mail about a case that was refused."""
    made: Message = Message.objects.create(
        authority=case.authority, case=case, user=user, kind="message-came", link="/", state="parked", reason="refused"
    )
    return made


def make_advice_request(case: Case, body: str, **whom: object) -> AdviceRequest:
    """A request for advice that was sent and whose receipt nobody confirmed; the record has no entry of it."""
    made: AdviceRequest = AdviceRequest.objects.create(
        authority=case.authority, case=case, thread=f"advice/{body}", body=body, asked_by="system:test", **whom
    )
    return made


def make_consultation(case: Case, organisation: Organisation | None = None, **more: object) -> Consultation:
    """A consultation of a setting that waits for its reply; the record has no entry of it."""
    named = {"name": organisation.name, "urn": organisation.urn} if organisation else {"name": "Far School", "urn": ""}
    told = {"thread": "setting/1", "ground": "consent", "consent": "The parent agreed.", "asked_by": "system:test"}
    made: Consultation = Consultation.objects.create(
        authority=case.authority, case=case, organisation=organisation, **named | told | more
    )
    return made


def make_plan(case: Case, **said: str) -> PlanVersion:
    """A plan with one version: what its texts say, by their keys, and one line of education."""
    plan = Plan.objects.create(authority=case.authority, case=case, made_by="system:test")
    line = {"need": f"{CANARY} cannot follow lessons.", "outcome": "Follows two steps.", "by_when": "By Year 6",
            "provision": "Language work, one to one", "amount": "45 minutes", "frequency": "each week",
            "by_whom": "A therapist", "in": "F"}  # fmt: skip
    content = {
        "views": {"texts": {"child": said.get("child", "“I like maths.”")}},
        "education": {"texts": {"education": said.get("education", "")}, "lines": [line]},
    }
    made: PlanVersion = PlanVersion.objects.create(
        authority=case.authority, plan=plan, number=1, content=content, part="education", by="system:test",
        by_name="Robin",
    )  # fmt: skip
    return made


def make_reliance(case: Case) -> Reliance:
    """An exception that waits for a second person; for what happened stands the first entry of the record."""
    made: Reliance = Reliance.objects.create(
        authority=case.authority, case=case, duty="ehcp-final", cycle=1, code="EX-PERSONAL",
        circumstance=case.events.order_by("sequence").first(), happened=f"{CANARY} was in hospital.",
        why="Nobody could be met.", evidence="The ward rang.", proposed_by="system:test", proposed_by_name="Robin",
    )  # fmt: skip
    return made


def make_representation(case: Case, user: User) -> RepresentationPoint:
    """An answer to a draft with one point that waits for its reply; the record has no entry of it."""
    one = Representation.objects.create(
        authority=case.authority, case=case, user=user, who="Robin Parent", state="sent", said_on=clock.today(),
        sent_at=clock.now(), written_by=f"user:{user.pk}",
    )  # fmt: skip
    made: RepresentationPoint = RepresentationPoint.objects.create(
        authority=case.authority, representation=one, number=1, kind="section", section="F",
        text=f"{CANARY} needs more time.",
    )  # fmt: skip
    return made


def make_request(staff: Staff, case: Case) -> Asking:
    """A request of the setting's SENCO for the child of a case, of which something was asked."""
    user = staff.user(Role.SENCO)
    answers = {
        "name.forename": f"{CANARY}forename", "name.surname": CANARY, "born.born-day": "4", "born.born-month": "3",
        "born.born-year": "2015", "why.words": f"{CANARY} cannot follow lessons.", "family.who": f"{CANARY} Parent",
        "family.knows": "agree",
    }  # fmt: skip
    with scope(authority=staff.authority):
        made = AssessmentRequest.objects.create(
            authority=staff.authority, source="school", user=user, organisation=user.membership.organisation, case=case,
            urn=user.membership.organisation.urn, state="asked", answers=answers, sent_at=clock.now(),
            told_received_on=date(2026, 9, 1), told_due_by=date(2026, 10, 13), written_by=f"user:{user.pk}",
        )  # fmt: skip
        asked: Asking = Asking.objects.create(
            authority=staff.authority, request=made, items=["progress"], asked_by="system:test"
        )
    return asked


def make_agreement(person: Person) -> UUID:
    """A young person's agreement that somebody of their family goes on seeing the record."""
    told = {"authority": person.authority, "person": person}
    member = FamilyMember.objects.create(
        **told, name="Robin Parent", relationship="mother", written_at=clock.now(), written_by="system:test"
    )
    made = SharingAgreement.objects.create(
        **told, member=member, given_on=clock.today(), how="In words", recorded_by="system:test"
    )
    pk: UUID = made.pk
    return pk


def make_shared_document(case: Case) -> tuple[UUID, UUID]:
    """A document of a case that the whole family reads, and how it is shared: the identities of both."""
    document = make_document(case, title=f"{CANARY} report", content=files_made.pdf(f"{CANARY} reads well"))
    with scope(authority=case.authority):
        share = DocumentShare.objects.create(
            authority=case.authority, document=document, shared_with="family", thread="document/1",
            shared_by="system:test", shared_by_name="Robin",
        )  # fmt: skip
    return document.pk, share.pk


def make_document(
    case: Case,
    *,
    actor: Actor | None = None,
    title: str = "Report",
    label: str = "other",
    content: bytes = b"%PDF-1.7 of a test",
    **fields: object,
) -> Document:
    """A document of a case as the product keeps one that it made itself; ``fields`` are then set on it."""
    with scope(authority=case.authority):
        made = keep_generated(
            actor=actor or system("test", case.authority), case=case, title=title, label=label,
            media_type="application/pdf", content=content,
        )  # fmt: skip
        if fields:
            Document.objects.filter(pk=made.pk).update(**fields)
            made.refresh_from_db()
    return made


def make_concern(case: Case, by: User) -> UUID:
    """A call about a case that nobody has answered yet."""
    made: Concern = Concern.objects.create(
        authority=case.authority, case=case, about="late", step="general", who="parent", way="call",
        raised_on=clock.today(), logged_by=by,
    )  # fmt: skip
    return UUID(str(made.pk))

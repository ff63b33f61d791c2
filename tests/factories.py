"""Makers of what tests need. A room that adds a kind of record adds its maker here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django_scopes import scope

import files_made
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Authority, Membership, Organisation, Role, Team, User
from keywork.web.accounts.services import WORKS_FOR
from keywork.web.advice.models import AdviceRequest
from keywork.web.assessments.models import Asking, AssessmentRequest
from keywork.web.deadlines.services import record
from keywork.web.documents.models import Document, DocumentShare
from keywork.web.documents.services import keep_generated
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.meetings.models import MeetingNotes
from keywork.web.messages.models import Message, Thread
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, PanelMember, Seat
from keywork.web.people.models import CaseCard, FamilyMember, Involvement, Person, SharingAgreement
from keywork.web.people.names import search_key
from keywork.web.placements.models import Consultation
from keywork.web.returns.models import ReturnImport, ReviewItem

if TYPE_CHECKING:
    from letters_made import MadeLetter

from rows_made import make_import, make_publication

NUMBERS = count(1)
PASSWORD = "three random words 42"


@cache
def _hashed() -> str:
    """The hash of PASSWORD, made once: hashing is slow by design."""
    return make_password(PASSWORD)


def make_authority(code: str = "999", name: str = "Wexcombe Council") -> Authority:
    return Authority.objects.create(code=code, name=name)


def make_team(authority: Authority, name: str = "North team") -> Team:
    return Team.objects.create(authority=authority, name=name)


def make_user(
    authority: Authority,
    role: str = Role.KEYWORKER,
    *,
    team: Team | None = None,
    email: str | None = None,
    organisation: Organisation | None = None,
    name: str = "Robin Sample",
) -> User:
    user = User(email=email or f"person{next(NUMBERS)}@example.org", display_name=name, password=_hashed())
    user.save()
    Membership.objects.create(user=user, authority=authority, role=role, team=team, organisation=organisation)
    return User.objects.select_related(*User.PLACE).get(pk=user.pk)


# The number of the setting that the staff of a setting work for.
URNS = {Role.SENCO: "900001", Role.COLLEGE: "900002", Role.EARLY_YEARS: "900003"}


def make_organisations(authority: Authority) -> dict[str, Organisation]:
    """An organisation for each role whose people work for one."""
    return {
        role.value: Organisation.objects.create(
            authority=authority, name=f"Body of the {role.label}", kind=kind, urn=URNS.get(role, "")
        )
        for role, kind in WORKS_FOR.items()
    }


# How each role stands to a case that is theirs; the others reach it by team or area, or have no case at all.
STANDS: dict[str, str] = {
    Role.PLAN_WRITER: "own",
    Role.PANEL_MEMBER: "panel",
    Role.EDUCATIONAL_PSYCHOLOGIST: "request",
    Role.SOCIAL_WORKER: "request",
    Role.INFORMATION_GOVERNANCE: "grant",
    Role.THERAPIST: "request",
    Role.COMMISSIONER: "grant",
    Role.SENCO: "setting",
    Role.COLLEGE: "setting",
    Role.EARLY_YEARS: "setting",
    Role.PARENT: "family",
    Role.YOUNG_PERSON: "family",
    Role.SENDIASS: "grant",
    Role.MEDIATOR: "grant",
    Role.AUDITOR: "sampled",
}


def involve(case: Case, user: User, relation: str, *, days: int | None = 30, **fields: object) -> Involvement:
    """Let somebody have to do with a case from now on, for some days or without an end."""
    ends = None if days is None else clock.now() + timedelta(days=days)
    with scope(authority=case.authority):
        made: Involvement = Involvement.objects.create(
            authority=case.authority, case=case, user=user, relation=relation, reason="A reason",
            given_by="system:test", ends_at=ends, **fields,
        )  # fmt: skip
    return made


def involve_everybody(staff: Staff, case: Case) -> None:
    """Let everybody whose role can have to do with a case by name have to do with this one."""
    for role, relation in STANDS.items():
        involve(case, staff.user(role), relation)


def make_actor(authority: Authority, role: str | None = None, team: Team | None = None) -> Actor:
    """An actor of a role, or the system where no role is given."""
    if role is None:
        return system("test", authority)
    actor = actor_for(make_user(authority, role, team=team))
    assert actor is not None
    return actor


@dataclass(frozen=True)
class Staff:
    """One authority with two teams and a person of every role; the keyworker is in the first team."""

    authority: Authority
    team: Team
    other_team: Team
    people: dict[str, User]

    def user(self, role: str) -> User:
        return self.people[role]

    def body(self, role: str) -> Organisation:
        """Whom somebody of a role works for."""
        found = self.people[role].membership.organisation
        assert found is not None
        return found

    def actor(self, role: str) -> Actor:
        actor = actor_for(self.people[role])
        assert actor is not None
        return actor


def make_staff(code: str = "999", name: str = "Wexcombe Council") -> Staff:
    authority = make_authority(code, name)
    with scope(authority=authority):
        north, south = make_team(authority, "North team"), make_team(authority, "South team")
        placed = {Role.KEYWORKER.value: north, Role.BUSINESS_SUPPORT.value: north}
        bodies = make_organisations(authority)
        people = {
            role: make_user(
                authority, role, team=placed.get(role), organisation=bodies.get(role), name=f"Robin {role.title()}"
            )
            for role in Role.values
        }
    return Staff(authority, north, south, people)


@dataclass(frozen=True)
class World:
    """A staffed authority with a case of the keyworker, a case of nobody, and a case of another authority."""

    staff: Staff
    mine: Case
    event_id: UUID
    unallocated: Case
    elsewhere: Case
    imported: ReturnImport
    review: ReviewItem
    involvement_id: UUID
    agreement_id: UUID
    request_id: UUID
    consultation_id: UUID
    asked_id: UUID
    asking_id: UUID
    agenda: AgendaItem
    member_id: UUID
    notes_id: UUID
    document_id: UUID
    share_id: UUID
    thread_id: UUID
    message_id: UUID
    letter: MadeLetter
    publication_id: UUID

    def values(self, parameter: str, converter: str) -> str:
        """A value for a parameter of an address: a real record where the name says which, else anything of its type."""
        known = {
            "case_id": str(self.mine.pk),
            "person_id": str(self.mine.card.person_id),
            "user_id": str(self.staff.user("analyst").pk),
            "team_id": str(self.staff.team.pk),
            "event_id": str(self.event_id),
            "involvement_id": str(self.involvement_id),
            "kind": "decided-to-assess",
            "key": "receipt_day",
            "column_id": "assess_issued",
            "figure_id": "national-20-weeks",
            "import_id": str(self.imported.pk),
            "item_id": str(self.review.pk),
            "agreement_id": str(self.agreement_id),
            "request_id": str(self.request_id),
            "consultation_id": str(self.consultation_id),
            "asked_id": str(self.asked_id),
            "asking_id": str(self.asking_id),
            "agenda_id": str(self.agenda.pk),
            "meeting_id": str(self.agenda.meeting_id),
            "panel_id": str(self.agenda.meeting.panel_id),
            "member_id": str(self.member_id),
            "notes_id": str(self.notes_id),
            "which": "first",
            "document_id": str(self.document_id),
            "share_id": str(self.share_id),
            "thread_id": str(self.thread_id),
            "message_id": str(self.message_id),
            "letter_id": str(self.letter.letter_id),
            "dispatch_id": str(self.letter.dispatch_id),
            "secret": str(self.letter.secret),
            "template_id": str(self.letter.template_id),
            "code": "receipt",
            "publication_id": str(self.publication_id),
            "authority_code": self.staff.authority.code,
            "step": "needs",
            "duty": "ehcp-final",
            "duty_id": "ehcp-final",
        }
        by_type = {"UUIDConverter": str(self.mine.pk), "IntConverter": "1"}
        return known.get(parameter) or by_type.get(converter, "x")


CANARY = "Zyxcanary"


def make_case(staff: Staff, *, keyworker: User | None = None, team: Team | None = None, surname: str = CANARY) -> Case:
    """A case with a request, its index card and its person, allocated as asked."""
    number = next(NUMBERS)
    by = system("test", staff.authority)
    with scope(authority=staff.authority):
        case = open_case(actor=by, reference=f"EHC-2025-{number:05}")
        person = Person.objects.create(
            authority=staff.authority,
            surname=surname,
            forename=f"{surname}forename",
            born_on=date(2015, 3, 4),
            upn=f"{surname}UPN{number}",
            postcode=f"{surname} 1AA",
            pseudonym=f"P-{number:05}",
            search_key=search_key(forename=f"{surname}forename", surname=surname),
        )
        CaseCard.objects.create(case=case, authority=staff.authority, person=person, keyworker=keyworker, team=team)
        record(case=case, entries=[NewEvent("assessment-request-received", date(2026, 9, 1))], actor=by)
    return case


def make_world() -> World:
    from letters_made import make_letter  # it stands on what is here

    staff, other = make_staff(), make_staff("998", "Elsewhere Council")
    mine = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    involve_everybody(staff, mine)
    with scope(authority=staff.authority):
        event_id = mine.events.get().pk
        involvement_id = mine.involvements.earliest("pk").pk
        agreement_id = make_agreement(mine.card.person)
        imported = make_import(staff.authority)
        review = ReviewItem.objects.create(
            authority=staff.authority, imported=imported, kind=ReviewItem.Kind.ABSENT, case=mine, reason="Not in it."
        )
        request_id = make_advice_request(mine, "health", organisation=staff.body(Role.THERAPIST)).pk
        consultation_id = make_consultation(mine, staff.body(Role.SENCO)).pk
        member = make_panel(staff)
        item = make_agenda_item(member.panel, mine)
        notes = make_notes(mine)
        thread = make_thread(mine, user=staff.user(Role.PARENT), role=Role.PARENT)
        undelivered = make_undelivered(mine, staff.user(Role.PARENT))
        publication = make_publication(staff.authority)
    asked = make_request(staff, mine)
    return World(
        staff, mine, event_id, make_case(staff), make_case(other), imported, review, involvement_id, agreement_id,
        request_id, consultation_id, asked.request_id, asked.pk, item, member.pk, notes.pk,
        *make_shared_document(mine), thread.pk,
        undelivered.pk, make_letter(staff, mine), publication.pk,
    )  # fmt: skip


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

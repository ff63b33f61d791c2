"""A staffed authority in which every kind of record stands once, for the tests that ask every page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django_scopes import scope

from factories import Staff, involve_everybody, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.assessments.models import RequestPaper
from keywork.web.ledger.models import Case
from keywork.web.panels.models import AgendaItem
from keywork.web.representations.models import RepresentationPoint
from keywork.web.returns.models import ReturnImport, ReviewItem
from letters_made import MadeLetter, make_letter
from records_made import (
    make_advice_request,
    make_agenda_item,
    make_agreement,
    make_concern,
    make_consultation,
    make_notes,
    make_panel,
    make_plan,
    make_reliance,
    make_representation,
    make_request,
    make_shared_document,
    make_thread,
    make_undelivered,
)
from rows_made import make_import, make_publication


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
    concern_id: UUID
    reliance_id: UUID
    point: RepresentationPoint

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
            "concern_id": str(self.concern_id),
            "organisation_id": str(self.staff.body(Role.SENCO).pk),
            "point_id": str(self.point.pk),
            "answer_id": str(self.point.representation_id),
            "publication_id": str(self.publication_id),
            "authority_code": self.staff.authority.code,
            "step": "needs",
            "part": "education",
            "paper": "draft",
            "duty": "ehcp-final",
            "duty_id": "ehcp-final",
            "rule": "EX-PERSONAL",
            "reliance_id": str(self.reliance_id),
        }
        by_type = {"UUIDConverter": str(self.mine.pk), "IntConverter": "1"}
        return known.get(parameter) or by_type.get(converter, "x")


def make_world() -> World:
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
        make_plan(mine)
        member = make_panel(staff)
        item = make_agenda_item(member.panel, mine)
        notes = make_notes(mine)
        thread = make_thread(mine, user=staff.user(Role.PARENT), role=Role.PARENT)
        undelivered = make_undelivered(mine, staff.user(Role.PARENT))
        publication = make_publication(staff.authority)
        concern_id = make_concern(mine, staff.user(Role.KEYWORKER))
        reliance_id = make_reliance(mine).pk
        point = make_representation(mine, staff.user(Role.PARENT))
    asked, shared = make_request(staff, mine), make_shared_document(mine)
    with scope(authority=staff.authority):
        RequestPaper.objects.create(authority=staff.authority, request=asked.request, document_id=shared[0])
    return World(
        staff, mine, event_id, make_case(staff), make_case(other), imported, review, involvement_id, agreement_id,
        request_id, consultation_id, asked.request_id, asked.pk, item, member.pk, notes.pk,
        *shared, thread.pk,
        undelivered.pk, make_letter(staff, mine), publication.pk, concern_id, reliance_id, point,
    )  # fmt: skip

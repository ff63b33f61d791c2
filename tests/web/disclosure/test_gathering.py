"""PR-24 and PR-25: what is held about a child is found in every table, and what is not theirs alone is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope
from typer.testing import CliRunner

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.checks import every_childs_table_says_how_it_is_disclosed
from keywork.web.accounts.log import log
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.advice.models import AdviceDraft, AdviceStep, AdviceVersion
from keywork.web.assessments.models import Asking, AssessmentRequest, RequestPaper
from keywork.web.casework.models import Note
from keywork.web.casework.services import write_note
from keywork.web.deadlines.services import record
from keywork.web.disclosure.gathering import HIDDEN, OF_SOMEBODY_ELSE, RESTRICTED, TITLES, Held, gather, tables
from keywork.web.documents.models import Dispatch, DocumentShare, Enclosure, LetterLink, LinkUse, RedactionDraft
from keywork.web.exceptions.models import RelianceStep
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.meetings.models import ArrangedMeeting, NotesCorrection
from keywork.web.messages.models import Needs, Written
from keywork.web.panels.models import AgendaItem, AssessmentDecision, MemberView, Recommendation, Seat
from keywork.web.people.family import add_member, restrict_contact
from keywork.web.people.models import CapacityDecision, CaseCard, DetailsChange, SharingAgreement
from keywork.web.placements.models import ConsultationReply, ConsultationStep, Naming
from keywork.web.plans.models import PlanCheck
from keywork.web.project.cli import app
from keywork.web.representations.models import PointReply, Representation
from keywork.web.returns.models import QuarantinedRow, ReturnImport, ReviewItem
from keywork.web.vaults import contacts, health, identity, restricting
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import KeptBack
from keywork.web.voice.services import Told, log_concern
from letters_made import make_letter
from records_made import (
    make_advice_request,
    make_agenda_item,
    make_arranged,
    make_consultation,
    make_document,
    make_notes,
    make_panel,
    make_plan,
    make_reliance,
    make_representation,
    make_request,
    make_thread,
)

pytestmark = pytest.mark.django_db
KEPT_OUT = (
    "people.Barrier",
    "vaults.HiddenWords",
    "vaults.FormerIdentity",
    "vaults.HealthOfOthers",
    "advice.AdviceDraft",
    "advice.AdviceVersion",
    "assessments.RequestPaper",
    "documents.StoredFile",
    "documents.Document",
    "documents.DocumentVersion",
    "documents.DocumentShare",
    "documents.RedactionDraft",
    "messaging.Thread",
    "messaging.Written",
    "messaging.Needs",
    "plans.PlanVersion",
    "plans.PlanCheck",
    "panels.Seat",
    "documents.Letter",
    "documents.LetterVersion",
    "documents.Release",
    "documents.Enclosure",
    "documents.Dispatch",
    "documents.LetterLink",
    "documents.LinkUse",
    "returns.ReviewItem",
)
REASON = "Told by the social worker on the telephone."


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def card(staff: Staff) -> Iterator[CaseCard]:
    """A child of whom every table that may hold something holds something, with a word of its own in each."""
    card = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    with scope(authority=staff.authority):
        fill(staff, card)
        yield CaseCard.objects.select_related("person", "case").get(pk=card.pk)


def fill(staff: Staff, card: CaseCard) -> None:
    by, person, now = staff.actor(Role.MANAGER), card.person, clock.now()
    own = {"authority": staff.authority, "person": person}
    member = add_member(actor=by, card=card, name="Qwvother Parent", relationship="mother", responsible=True)
    write_note(card=card, text="wordof Note", actor=by, author="Robin")
    rang = {"about": "late", "who": "parent", "way": "call", "raised_on": clock.today()}
    log_concern(actor=by, card=card, told=Told(**rang, words="wordof Concern"))
    asked = make_request(staff, card.case)
    Asking.objects.filter(pk=asked.pk).update(words="wordof Asking")
    answers = {"needs.words": "wordof AssessmentRequest", "family.who": "Qwvother 2", "reach.reach": "Qwvother 3"}
    AssessmentRequest.objects.filter(pk=asked.request_id).update(answers=answers)
    DetailsChange.objects.create(**own, at=now, by="x", before={"surname": "wordof DetailsChange"}, after={})
    CapacityDecision.objects.create(
        **own, decision="request", lacks=True, decided_on=clock.today(), decided_by="x", reason="wordof CapacityDecision",
        recorded_at=now, recorded_by="x",
    )  # fmt: skip
    SharingAgreement.objects.create(
        **own, member=member, given_on=clock.today(), how="wordof SharingAgreement", recorded_at=now, recorded_by="x"
    )
    involve(card.case, staff.user(Role.PARENT), "family", days=None, classes=",wordof-Involvement,")
    told = {"kind": "phone", "member": None, "reached": (), "hidden": False}
    contacts.write_point(actor=by, card=card, value="wordof ContactPoint", **told)
    contacts.write_point(actor=by, card=card, value="Qwvother 1", **told | {"member": member})
    contacts.write_point(actor=by, card=card, value="Qwvhidden House", **told | {"kind": "address", "hidden": True})
    health.write_paragraph(actor=staff.actor(Role.THERAPIST), card=card, about="mother", text="Qwvhealth of the mother")
    identity.keep_identity(actor=by, card=card, former=Former("Qwvformer", "Qwvbirth", "H895279315557", ""))
    fields = {"body": "wordof EventPayload", "body_kind": "school"}
    record(case=card.case, entries=[NewEvent("advice-requested", clock.today(), fields=fields, thread="a")], actor=by)
    asked = make_advice_request(card.case, "health", question="wordof AdviceRequest")
    told_of = {"authority": staff.authority, "request": asked}
    AdviceStep.objects.create(**told_of, kind="late", text="wordof AdviceStep", by="x", by_name="Robin")
    AdviceDraft.objects.create(**told_of, writer=staff.user(Role.THERAPIST), content={"summary": "Qwvdraft"})
    AdviceVersion.objects.create(
        **told_of, number=1, content={"summary": "Qwvadvice"}, given_by="x", given_by_name="Robin"
    )
    consulted = make_consultation(card.case, question="wordof Consultation")
    told_of = {"authority": staff.authority, "by": "x", "by_name": "Robin"}
    ConsultationReply.objects.create(**told_of, consultation=consulted, answer="no", why="wordof ConsultationReply")
    ConsultationStep.objects.create(**told_of, consultation=consulted, kind="chased", text="wordof ConsultationStep")
    Naming.objects.create(**told_of, case=card.case, number=1, name="A school", reason="wordof Naming")
    written = make_plan(card.case, education="Qwvplan")
    PlanCheck.objects.create(
        authority=staff.authority, plan=written.plan, version=written, kind="draft", note="Qwvnote",
        asked_by=staff.user(Role.PLAN_WRITER),
    )  # fmt: skip
    point = make_representation(card.case, staff.user(Role.PARENT))
    type(point).objects.filter(pk=point.pk).update(text="wordof RepresentationPoint")
    PointReply.objects.create(**told_of, point=point, number=1, outcome="not", why="wordof PointReply")
    Representation.objects.filter(pk=point.representation_id).update(who="wordof Representation")
    document = make_document(card.case, title="Qwvdocument")
    RequestPaper.objects.create(authority=staff.authority, request=card.case.requests.get(), document=document)
    DocumentShare.objects.create(
        authority=staff.authority, document=document, shared_with="family", thread="document/1", shared_by="x",
        shared_by_name="Qwvshare",
    )  # fmt: skip
    RedactionDraft.objects.create(
        authority=staff.authority, version=document.versions.get(), writer=staff.user(Role.KEYWORKER), words="Qwvwords"
    )
    thread = make_thread(card.case, member)
    Written.objects.create(
        authority=staff.authority, thread=thread, from_them=True, on=clock.today(), text="Qwvmessage", by="x",
        by_name="Qwvwriter",
    )  # fmt: skip
    Needs.objects.create(**own, member=member, language="Qwvlanguage", written_by="x")
    fill_panel(staff, card)
    sent = Dispatch.objects.get(pk=make_letter(staff, card.case, words="Qwvletter").dispatch_id)
    Enclosure.objects.create(authority=staff.authority, release=sent.release, version=document.versions.get())
    LinkUse.objects.create(
        authority=staff.authority,
        link=LetterLink.objects.get(dispatch__release=sent.release),
        what="opened",
        browser="Qwvbrowser",
    )
    ArrangedMeeting.objects.filter(pk=make_arranged(card.case).pk).update(invited="wordof ArrangedMeeting")
    notes = make_notes(card.case)
    type(notes).objects.filter(pk=notes.pk).update(agreed="wordof MeetingNotes")
    NotesCorrection.objects.create(
        authority=staff.authority, notes=notes, user=staff.user(Role.PARENT), text="wordof NotesCorrection"
    )
    reliance = make_reliance(card.case)
    RelianceStep.objects.create(authority=staff.authority, reliance=reliance, kind="reviewed", text="Qwvstep", by="x")
    KeptBack.objects.create(
        authority=staff.authority,
        case=card.case,
        event_id=stream(card.case_id)[0].id,
        by=staff.user(Role.YOUNG_PERSON),
        at=now,
    )
    restrict_contact(
        actor=by, card=card, member=member, document="Qwvorder", reason=REASON, until=clock.today()
    )  # fmt: skip
    load = ReturnImport.objects.first() or ReturnImport.objects.create(
        authority=staff.authority, imported_by="x", collection_year=2026, reference_date=clock.today(), source="x",
        files=[], left_alone=[], rows={}, summary={}, recorded_at=now,
    )  # fmt: skip
    raw = {"upn": person.upn, "surname": "wordof QuarantinedRow"}
    QuarantinedRow.objects.create(authority=staff.authority, imported=load, module="x", row_id="1", rule="x", raw=raw)
    ReviewItem.objects.create(authority=staff.authority, imported=load, kind="match", person=person, reason="Qwvreview")
    looker = actor_for(staff.user(Role.KEYWORKER))
    log(actor=looker, action="case.open", subjects=[card.case_id])  # type: ignore[arg-type]


def fill_panel(staff: Staff, card: CaseCard) -> None:
    item = make_agenda_item(make_panel(staff).panel, card.case)
    AgendaItem.objects.filter(pk=item.pk).update(taken_off_by="wordof AgendaItem")
    Seat.objects.filter(item=item).update(reason="Qwvrecused")
    of_item = {"authority": staff.authority, "item": item}
    MemberView.objects.create(
        **of_item, user=staff.user(Role.PANEL_MEMBER), kind="view", view="to-assess", reasons="wordof MemberView"
    )
    Recommendation.objects.create(
        **of_item, recommendation="to-assess", test={}, reasons="wordof Recommendation", by="x", by_name="Robin"
    )
    fields = {"conclusion": "to-assess", "way": "panel"}
    entry = NewEvent("officer-concluded", clock.today(), fields=fields)
    event = record(case=card.case, entries=[entry], actor=staff.actor(Role.MANAGER)).events[0]
    AssessmentDecision.objects.create(
        **of_item, case=card.case, event_id=event.id, number=1, conclusion="to-assess", test={},
        reasons="wordof AssessmentDecision", need="ASD", setting_type="primary", by="x", by_name="Robin",
    )  # fmt: skip


def words(held: Held) -> str:
    return json.dumps([[part.title, part.rows] for part in held.parts], ensure_ascii=False)


def test_every_table_that_holds_something_of_a_child_gives_it_or_says_why_not(staff: Staff, card: CaseCard) -> None:
    held = gather(card.person)
    given = {part.title for part in held.parts} | {one.title for one in held.kept_out}
    named = {TITLES[model._meta.label] for model in tables()} | {TITLES["accounts.AccessEntry"]}
    assert named - given == {TITLES["returns.FindingRow"]}  # its rows name nobody
    assert given <= named
    for model in ("AssessmentRequest", "Asking", "Note", "CapacityDecision", "SharingAgreement", "ContactPoint", "EventPayload",
                  "AgendaItem", "ArrangedMeeting", "MeetingNotes", "NotesCorrection", "MemberView", "Recommendation", "AssessmentDecision",
                  "QuarantinedRow"):  # fmt: skip
        assert f"wordof {model}" in words(held), model
    for said in (card.person.surname, card.person.upn, card.case.reference, "wordof-Involvement", "Keyworker"):
        assert said in words(held)


def test_nothing_of_others_and_nothing_that_somebody_must_decide_about_is_given(staff: Staff, card: CaseCard) -> None:
    held = gather(card.person)
    assert "Qwv" not in words(held).replace("Qwvcanary", "")
    assert OF_SOMEBODY_ELSE in words(held)
    assert "user:" not in words(held)
    assert sum(one.rows for one in held.kept_out if one.why == HIDDEN) == 2  # the row, and the words in the vault
    assert {one.title for one in held.kept_out} >= {TITLES[label] for label in KEPT_OUT}
    assert all(one.rows and one.why for one in held.kept_out)


def test_another_child_of_the_same_place_is_not_in_it(staff: Staff, card: CaseCard) -> None:
    other = make_case(staff, surname="Zyxother").card
    fill(staff, other)
    Note.objects.filter(case=other.case).update(text="Zyxother note")
    assert "Zyxother" not in words(gather(card.person))
    assert "Zyxother note" in words(gather(other.person))


def test_a_twins_row_of_a_return_and_names_of_before_an_adoption_wait(staff: Staff, card: CaseCard) -> None:
    person, load = card.person, ReturnImport.objects.get()
    raw = {"upn": "", "surname": person.surname, "forename": "Twin of them", "born": person.born_on.isoformat()}
    QuarantinedRow.objects.create(authority=staff.authority, imported=load, module="x", row_id="2", rule="x", raw=raw)
    held = gather(person)
    assert "Twin of them" not in words(held)
    assert "wordof DetailsChange" not in words(held)  # fill() keeps a former identity of the child
    left = {one.title for one in held.kept_out}
    assert left >= {TITLES["returns.QuarantinedRow"], TITLES["people.DetailsChange"]}


def test_what_a_restricted_case_holds_waits_for_a_decision(staff: Staff, card: CaseCard) -> None:
    named = [staff.user(Role.PLAN_WRITER)]
    restricting.restrict(actor=staff.actor(Role.MANAGER), card=card, named=named, reason=REASON)
    held = gather(card.person)
    assert "wordof Note" not in words(held)
    assert "wordof EventPayload" not in words(held)
    assert card.case.reference not in words(held)
    assert "wordof CapacityDecision" in words(held)
    assert {one.title for one in held.kept_out if one.why == RESTRICTED} >= {"Notes", "What happened", "Cases"}


def test_a_parent_is_not_given_what_the_young_person_keeps_to_themselves(staff: Staff, card: CaseCard) -> None:
    of_all, of_parents = gather(card.person), gather(card.person, for_parents=True)

    def entries(held: Held) -> int:
        return next(len(part.rows) for part in held.parts if part.title == "What happened")

    assert entries(of_all) == entries(of_parents) + 1


def test_a_table_that_forgets_to_say_so_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert every_childs_table_says_how_it_is_disclosed() == []
    monkeypatch.setattr(Note, "privacy", replace(Note.privacy, about=""))
    (found,) = every_childs_table_says_how_it_is_disclosed()
    assert "casework.Note" in found.msg


def gathered(staff: Staff, card: CaseCard, folder: Path, **changed: str) -> Any:
    told = {"authority": "999", "asked-by": staff.user(Role.INFORMATION_GOVERNANCE).email,
            "agreed-by": staff.user(Role.MANAGER).email, "to": str(folder)} | changed  # fmt: skip
    options = [part for name, value in told.items() for part in (f"--{name}", value)]
    return CliRunner().invoke(app, ["disclosure", "gather", card.case.reference, *options])


def test_the_command_writes_files_for_nobody_else_and_is_written_down(
    staff: Staff, card: CaseCard, tmp_path: Path
) -> None:
    folder = tmp_path / "held"
    done = gathered(staff, card, folder)
    assert done.exit_code == 0, done.output
    assert folder.stat().st_mode & 0o777 == 0o700
    page = (folder / "held.html").read_text(encoding="utf-8")
    assert "wordof Note" in page
    assert "Qwv" not in page.replace("Qwvcanary", "")
    assert json.loads((folder / "held.json").read_text(encoding="utf-8"))
    assert {one["title"] for one in json.loads((folder / "kept-out.json").read_text(encoding="utf-8"))} >= {
        TITLES["people.Barrier"]
    }
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in folder.iterdir())
    row = AccessEntry.objects.get(action="disclosure.gather")
    assert row.subjects == [str(card.person_id)]
    again = gathered(staff, card, folder)
    assert (again.exit_code, "is there already" in again.output) == (2, True)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"authority": "001"}, "There is no authority 001."),
        ({"agreed-by": "nobody@example.org"}, "Both people have an open account"),
        ({"to": "/proc/held"}, "cannot be made"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    staff: Staff, card: CaseCard, tmp_path: Path, changed: dict[str, str], complaint: str
) -> None:
    done = gathered(staff, card, tmp_path / "held", **changed)
    assert (done.exit_code, complaint in done.output) == (2, True)
    assert not (tmp_path / "held").exists()


def test_one_person_alone_and_anybody_else_are_refused(staff: Staff, card: CaseCard, tmp_path: Path) -> None:
    governs, manager = staff.user(Role.INFORMATION_GOVERNANCE).email, staff.user(Role.MANAGER).email
    alone = gathered(staff, card, tmp_path / "held", **{"agreed-by": governs})
    other = gathered(staff, card, tmp_path / "held", **{"asked-by": manager, "agreed-by": governs})
    assert "not the person who asks" in alone.output
    assert "information governance" in other.output
    assert not (tmp_path / "held").exists()

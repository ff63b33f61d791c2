"""Working Together meetings: written down by their agenda, read and corrected by the family, counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import Staff, involve, make_case, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.meetings import queries
from keywork.web.meetings.models import MeetingNotes, NotesCorrection
from keywork.web.meetings.services import NotDone, Said, correct, write_down
from keywork.web.people.models import CaseCard
from keywork.web.vaults.kept_back import keep_back
from web.meetings.conftest import signed_in, told

pytestmark = pytest.mark.django_db
AGREED = "The keyworker asks the therapist, by Friday."


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def said(which: str = "first", on: date | None = None) -> Said:
    points = {"child": "“I want to read with Sam.”", "nonsense": "Not on the agenda."}
    return Said(which, on or clock.today(), "The mother\nThe SENCO", points, AGREED, pack_given=True)


def held(staff: Staff, card: CaseCard, what: Said | None = None) -> MeetingNotes:
    return write_down(actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, said=what or said())


def test_a_keyworker_writes_a_meeting_down_by_its_agenda_and_the_clock_is_met(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/meetings/first/"
    assert "Also whom the family reasonably wants to be asked." in client.get(where).content.decode()
    assert "Enter who was there" in client.post(where, {}).content.decode()
    today = clock.today()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    sent = {"attended": "The mother", "agreed": AGREED, "point_child": "“I like maths.”", "pack_given": "on"}
    assert client.post(where, sent | day).status_code == 302
    notes = MeetingNotes.objects.get()
    assert (notes.points, notes.pack_given) == ({"child": "“I like maths.”"}, True)
    row = ClockRow.objects.get(case=card.case_id, duty="loc-initial-meeting")
    assert row.met_on == today
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert f"/meetings/{notes.pk}/" in page
    assert "Write down the second Working Together meeting" in page
    assert "Write down the first" not in page


def test_only_points_of_its_agenda_are_kept(staff: Staff, card: CaseCard) -> None:
    assert held(staff, card).points == {"child": "“I want to read with Sam.”"}


def test_the_family_reads_the_notes_and_what_they_say_is_wrong_stands_beside_them(staff: Staff, card: CaseCard) -> None:
    notes = held(staff, card)
    parent = signed_in(staff.user(Role.PARENT))
    where = f"/meetings/{notes.pk}/"
    assert AGREED in parent.get(where).content.decode()
    assert "Say what is wrong or missing" in parent.post(where, {"text": " "}).content.decode()
    assert parent.post(where, {"text": "It was Thursday that we agreed."}).status_code == 302
    page = signed_in(staff.user(Role.KEYWORKER)).get(where).content.decode()
    assert "It was Thursday that we agreed." in page
    assert AGREED in page
    notes.refresh_from_db()
    assert notes.agreed == AGREED


def test_what_a_parent_says_is_not_read_by_another_parent(staff: Staff, card: CaseCard) -> None:
    other = make_user(staff.authority, Role.PARENT, name="Other Parent")
    involve(card.case, other, "family", days=None)
    notes = held(staff, card)
    correct(actor=staff.actor(Role.PARENT), card=card, notes=notes, text="What the father said is not true.")
    where = f"/meetings/{notes.pk}/"
    assert "not true" in signed_in(staff.user(Role.PARENT)).get(where).content.decode()
    assert "not true" in signed_in(staff.user(Role.KEYWORKER)).get(where).content.decode()
    page = signed_in(other).get(where).content.decode()
    assert AGREED in page
    assert "not true" not in page
    assert "1 correction" not in signed_in(other).get(f"/cases/{card.case_id}/contacts/").content.decode()


def test_who_only_reads_says_nothing_and_a_stranger_finds_nothing(staff: Staff, card: CaseCard) -> None:
    notes = held(staff, card)
    involve(card.case, staff.user(Role.SENCO), "setting", days=None)
    where = f"/meetings/{notes.pk}/"
    senco = signed_in(staff.user(Role.SENCO))
    assert senco.get(where).status_code == 200
    assert senco.post(where, {"text": "I was not there."}).status_code in (403, 404)
    for role in (Role.THERAPIST, Role.YOUNG_PERSON, Role.ANALYST):
        assert signed_in(staff.user(role)).get(where).status_code in (403, 404)
    with pytest.raises(NotKnown):
        correct(actor=staff.actor(Role.SENCO), card=card, notes=notes, text="I was not there.")
    assert not NotesCorrection.objects.exists()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (said(on=ago(11)), "when it was decided to assess"),
        (said(on=clock.today() + timedelta(days=1)), "today or in the past"),
        (said("third"), "Choose which meeting"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(staff: Staff, card: CaseCard, what: Said, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        held(staff, card, what)
    assert not MeetingNotes.objects.exists()


def test_a_meeting_is_written_down_once_and_what_was_typed_the_second_time_is_kept(
    staff: Staff, card: CaseCard
) -> None:
    held(staff, card)
    today = clock.today()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    sent = {"attended": "The father", "agreed": "Another thing."}
    answer = signed_in(staff.user(Role.KEYWORKER)).post(f"/cases/{card.case_id}/meetings/first/", sent | day)
    page = answer.content.decode()
    assert "on record already" in page
    assert "Another thing." in page
    assert MeetingNotes.objects.count() == 1


def test_before_the_decision_there_is_no_such_meeting(staff: Staff) -> None:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    with pytest.raises(NotDone, match="has not come to one"):
        held(staff, CaseCard.objects.select_related("case", "person").get(pk=case.pk))
    assert signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{case.pk}/meetings/other/").status_code == 404


def test_one_that_was_struck_out_is_not_there_and_can_be_written_down_again(staff: Staff, card: CaseCard) -> None:
    notes = held(staff, card)
    struck = NewEvent("entry-struck-out", clock.today(), corrects=stream(card.case_id)[-1].id)
    record(case=card.case, entries=[struck], actor=system("test", card.authority))
    assert signed_in(staff.user(Role.KEYWORKER)).get(f"/meetings/{notes.pk}/").status_code == 404
    held(staff, card)
    assert [one.notes.pk for one in queries.of_case(staff.actor(Role.KEYWORKER), card)] != [notes.pk]


def test_what_a_young_person_keeps_from_their_parents_is_not_there_for_them(staff: Staff, card: CaseCard) -> None:
    notes = held(staff, card, said("second"))
    involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
    where = f"/meetings/{notes.pk}/"
    assert signed_in(staff.user(Role.PARENT)).get(where).status_code == 200
    keep_back(actor=staff.actor(Role.YOUNG_PERSON), card=card, event_id=notes.event_id, back=True)
    assert signed_in(staff.user(Role.PARENT)).get(where).status_code == 404
    assert signed_in(staff.user(Role.KEYWORKER)).get(where).status_code == 200


def test_a_manager_sees_how_many_were_held_and_of_no_child(staff: Staff, card: CaseCard) -> None:
    held(staff, card, said(on=ago(9)))
    other = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    third = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    for one in (other, third):
        told(one, "decided-to-assess", ago(40))
    told(card, "draft-plan-served", ago(2))
    told(other, "draft-plan-served", ago(2))
    held(staff, CaseCard.objects.select_related("case", "person").get(pk=third.pk), said(on=ago(5)))
    held(staff, card, said("second"))
    page = signed_in(staff.user(Role.MANAGER)).get("/meetings/held/").content.decode()
    # Of two whose two weeks have ended, one was held, and late.
    assert "held in 1 of 2 assessments (50%)" in page
    assert "0 of them within the two weeks" in page
    assert "held in 1 of 2 cases (50%)" in page
    assert "Zyxcanary" not in page
    assert signed_in(staff.user(Role.KEYWORKER)).get("/meetings/held/").status_code == 403

"""The agenda: it opens cases to the members, by deadline, until five days after the panel closes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.accounts.policy import Denied, NotKnown
from keywork.web.advice.models import AdviceVersion
from keywork.web.deadlines.services import record
from keywork.web.documents.models import DocumentShare
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.panels import queries
from keywork.web.panels.errors import NotDone
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, PanelMember, Seat
from keywork.web.panels.questions import ASSESS
from keywork.web.panels.services import agenda, setting_up
from keywork.web.people.family import declare_conflict
from keywork.web.people.models import Barrier, CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.vaults.models import Alert
from records_made import make_advice_request, make_document
from web.panels.conftest import decided, recommended, signed_in, told, waiting_card

pytestmark = pytest.mark.django_db


def reads(staff: Staff, who: str, item: AgendaItem) -> int:
    return signed_in(staff.user(who)).get(f"/panels/cases/{item.pk}/").status_code


def test_an_agenda_opens_a_case_to_the_members_and_to_nobody_else(
    staff: Staff, meeting: PanelMeeting, manager: Actor, card: CaseCard
) -> None:
    assert not cards_for(staff.actor(Role.PANEL_MEMBER)).exists()
    item = agenda.put(actor=manager, meeting=meeting, cards=[card])[0]
    theirs = (Role.PANEL_MEMBER, "second member", Role.MANAGER, Role.KEYWORKER)
    assert {who: reads(staff, who, item) for who in theirs} == dict.fromkeys(theirs, 200)
    others = (Role.DCO, Role.DSCO, Role.COMMISSIONER, Role.THERAPIST, Role.PARENT, Role.AUDITOR, Role.PLAN_WRITER)
    assert {who: reads(staff, who, item) for who in others} == dict.fromkeys(others, 404)


def test_the_access_ends_five_days_after_the_panel_closes(staff: Staff, item: AgendaItem, manager: Actor) -> None:
    assert reads(staff, Role.PANEL_MEMBER, item) == 200
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        agenda.close(actor=manager, meeting=item.meeting)
        assert reads(staff, Role.PANEL_MEMBER, item) == 200
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert reads(staff, Role.PANEL_MEMBER, item) == 200
    with time_machine.travel(clock.now() + timedelta(days=9), tick=False):
        assert reads(staff, Role.PANEL_MEMBER, item) == 404
        assert reads(staff, Role.MANAGER, item) == 200


def test_a_panel_that_nobody_closed_does_not_keep_its_papers_open(staff: Staff, item: AgendaItem) -> None:
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        assert reads(staff, Role.PANEL_MEMBER, item) == 404


@pytest.mark.parametrize("why", [Seat.Recused.WORK, Seat.Recused.CLOSE])
def test_whoever_withdrew_finds_no_trace_of_the_case(staff: Staff, item: AgendaItem, card: CaseCard, why: str) -> None:
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    answer = client.post(f"/panels/cases/{item.pk}/withdraw/", {"why": why, "reason": "I taught her brother."})
    assert answer.status_code == 302
    for where in (f"/panels/cases/{item.pk}/", f"/panels/cases/{item.pk}/view/", f"/cases/{card.case_id}/"):
        assert client.get(where).status_code == 404
    page = client.get(f"/panels/meetings/{item.meeting_id}/").content.decode()
    assert card.case.reference not in page
    assert "No case that you read is before this meeting." in page
    assert "0 cases" in client.get("/panels/").content.decode()
    assert reads(staff, "second member", item) == 200
    assert Barrier.objects.filter(user=staff.user(Role.PANEL_MEMBER)).exists() is (why == Seat.Recused.CLOSE)


def test_somebody_who_is_close_to_the_child_and_tries_again_is_told_of(
    staff: Staff, item: AgendaItem, card: CaseCard
) -> None:
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    client.post(f"/panels/cases/{item.pk}/withdraw/", {"why": "close", "reason": "I am the uncle of this child."})
    client.get(f"/panels/cases/{item.pk}/")
    alert = Alert.objects.get(kind=Alert.Kind.KEPT_OUT)
    assert (alert.case_id, alert.user_id) == (card.case_id, staff.user(Role.PANEL_MEMBER).pk)


def test_a_manager_who_withdrew_reads_no_papers_though_the_case_is_the_teams(
    staff: Staff, panel: Panel, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    chair = staff.user("second manager")
    setting_up.add_member(actor=manager, panel=panel, user=chair, part=PanelMember.Part.CHAIR)
    assert reads(staff, "second manager", item) == 200
    agenda.recuse(actor=manager, card=card, item=item, user=chair, why="work", reason="Wrote the advice.")
    assert reads(staff, "second manager", item) == 404
    assert signed_in(chair).get(f"/cases/{card.case_id}/").status_code == 200


def test_a_member_withdraws_themselves_and_nobody_else(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    second = staff.user("second member")
    sent = {"user": str(second.pk), "why": "work", "reason": "They should not be here."}
    signed_in(staff.user(Role.PANEL_MEMBER)).post(f"/panels/cases/{item.pk}/withdraw/", sent)
    assert not Seat.objects.get(item=item, user=second).recused
    with pytest.raises(Denied):
        agenda.recuse(
            actor=staff.actor(Role.PANEL_MEMBER), card=card, item=item, user=second, why="work", reason="A reason."
        )


def test_whoever_is_kept_from_the_child_takes_no_seat(
    staff: Staff, meeting: PanelMeeting, card: CaseCard, manager: Actor
) -> None:
    member = staff.user(Role.PANEL_MEMBER)
    declare_conflict(actor=manager, card=card, user=member, reason="She is the child’s aunt.")
    item = agenda.put(actor=manager, meeting=meeting, cards=[card])[0]
    seat = Seat.objects.get(item=item, user=member)
    assert (seat.recused, seat.involvement) == (Seat.Recused.KEPT, None)
    assert reads(staff, Role.PANEL_MEMBER, item) == 404


def test_a_member_of_another_panel_who_has_the_case_by_a_grant_reads_no_papers_of_this_one(
    staff: Staff, panel: Panel, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    one = PanelMember.objects.get(panel=panel, user=staff.user("third member"))
    Seat.objects.filter(item=item, user=one.user).delete()
    assert cards_for(staff.actor("third member"), "panel.pack").filter(pk=card.pk).exists()
    assert reads(staff, "third member", item) == 404


def test_a_member_who_leaves_reads_nothing_more_and_one_who_joins_reads_what_is_open(
    staff: Staff, panel: Panel, item: AgendaItem, manager: Actor
) -> None:
    setting_up.add_member(actor=manager, panel=panel, user=staff.user(Role.DCO), part="member")
    assert reads(staff, Role.DCO, item) == 200
    setting_up.end_member(
        actor=manager, member=PanelMember.objects.get(user=staff.user(Role.PANEL_MEMBER), panel=panel)
    )
    assert reads(staff, Role.PANEL_MEMBER, item) == 404
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    assert client.get(f"/panels/{panel.pk}/").status_code == 404
    assert client.get(f"/panels/meetings/{item.meeting_id}/").status_code == 404
    with pytest.raises(NotDone, match="left this panel already"):
        setting_up.end_member(
            actor=manager, member=PanelMember.objects.get(user=staff.user(Role.PANEL_MEMBER), panel=panel)
        )


def test_somebody_who_comes_back_reads_again(staff: Staff, panel: Panel, item: AgendaItem, manager: Actor) -> None:
    user = staff.user(Role.PANEL_MEMBER)
    setting_up.end_member(actor=manager, member=PanelMember.objects.get(user=user, panel=panel))
    setting_up.add_member(actor=manager, panel=panel, user=user, part="member")
    assert reads(staff, Role.PANEL_MEMBER, item) == 200
    with pytest.raises(NotDone, match="already"):
        setting_up.add_member(actor=manager, panel=panel, user=user, part="member")


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.PARENT, Role.KEYWORKER, Role.ANALYST])
def test_only_a_role_that_reads_papers_of_panels_sits_on_one(
    staff: Staff, panel: Panel, manager: Actor, role: str
) -> None:
    with pytest.raises(NotDone, match="whose role reads"):
        setting_up.add_member(actor=manager, panel=panel, user=staff.user(role), part="member")


def test_cases_stand_by_deadline_and_those_before_a_panel_or_decided_are_not_offered(
    staff: Staff, meeting: PanelMeeting, manager: Actor, card: CaseCard
) -> None:
    second, done = waiting_card(staff), waiting_card(staff)
    first = stream(second.case_id)[0]
    earlier = NewEvent(
        "date-corrected", clock.today(), corrects=first.id, fields={"to": first.occurred_on - timedelta(days=9)}
    )
    record(case=second.case, entries=[earlier], actor=system("test", second.authority))
    told(done, "decided-not-to-assess")
    assert [row.case_id for row in queries.waiting(manager, ASSESS)] == [second.case_id, card.case_id]
    agenda.put(actor=manager, meeting=meeting, cards=[card, second])
    assert not queries.waiting(manager, ASSESS).exists()
    assert [one.case_id for one in queries.agenda(manager, meeting)] == [second.case_id, card.case_id]
    with pytest.raises(NotDone, match="waits for no decision"):
        agenda.put(actor=manager, meeting=meeting, cards=[done])
    with pytest.raises(NotDone, match="before a panel already"):
        agenda.put(actor=manager, meeting=meeting, cards=[card])
    with pytest.raises(NotDone, match="at least one"):
        agenda.put(actor=manager, meeting=meeting, cards=[])


def test_a_keyworker_puts_their_own_cases_there_and_no_others(
    staff: Staff, meeting: PanelMeeting, card: CaseCard
) -> None:
    other = waiting_card(staff)
    CaseCard.objects.filter(pk=other.pk).update(keyworker=None, team=staff.other_team)
    client = signed_in(staff.user(Role.KEYWORKER))
    page = client.get(f"/panels/meetings/{meeting.pk}/add/").content.decode()
    assert card.case.reference in page
    assert other.case.reference not in page
    answer = client.post(f"/panels/meetings/{meeting.pk}/add/", {"case": [str(other.pk), "x"]})
    assert "Choose at least one case." in answer.content.decode()
    assert not AgendaItem.objects.exists()
    with pytest.raises(NotKnown):
        agenda.put(actor=staff.actor(Role.KEYWORKER), meeting=meeting, cards=[CaseCard.objects.get(pk=other.pk)])
    client.post(f"/panels/meetings/{meeting.pk}/add/", {"case": [str(card.pk)]})
    assert AgendaItem.objects.get().case_id == card.case_id


def test_taken_off_an_agenda_a_case_is_closed_to_the_members_and_can_go_before_another(
    staff: Staff, item: AgendaItem, card: CaseCard, manager: Actor, panel: Panel
) -> None:
    agenda.take_off(actor=manager, card=card, item=item)
    assert reads(staff, Role.PANEL_MEMBER, item) == 404
    with pytest.raises(NotDone, match="already"):
        agenda.take_off(actor=manager, card=card, item=item)
    later = setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=7))
    again = agenda.put(actor=manager, meeting=later, cards=[card])[0]
    assert reads(staff, Role.PANEL_MEMBER, again) == 200
    recommended(staff, card, again)
    with pytest.raises(NotDone, match="stays on the agenda"):
        agenda.take_off(actor=manager, card=card, item=again)


def test_a_meeting_is_closed_on_its_day_or_later_and_once(staff: Staff, panel: Panel, manager: Actor) -> None:
    later = setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=2))
    with pytest.raises(NotDone, match="on that day or later"):
        agenda.close(actor=manager, meeting=later)
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert agenda.close(actor=manager, meeting=later) == 0
        with pytest.raises(NotDone, match="This panel closed on"):
            agenda.close(actor=manager, meeting=later)


@pytest.mark.parametrize(("days", "words"), [(-1, "today or later"), (90, "within 85 days")])
def test_a_meeting_is_planned_within_what_a_grant_may_last(panel: Panel, manager: Actor, days: int, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=days))


def test_twins_on_one_agenda_each_have_a_decision_of_their_own(
    staff: Staff, meeting: PanelMeeting, manager: Actor
) -> None:
    one, other = waiting_card(staff), waiting_card(staff)
    first, second = agenda.put(actor=manager, meeting=meeting, cards=[one, other])
    page = signed_in(staff.user(Role.PANEL_MEMBER)).get(f"/panels/meetings/{meeting.pk}/").content.decode()
    assert one.case.reference in page
    assert other.case.reference in page
    recommended(staff, one, first)
    decided(staff, one)
    assert not hasattr(AgendaItem.objects.get(pk=second.pk), "recommendation")
    assert not other.case.assessment_decisions.exists()


@pytest.mark.parametrize("surname", ["x" * 300, "X", "محمد", "\u202eadA\u202c"])
def test_names_as_people_have_them_stand_on_every_page(
    staff: Staff, meeting: PanelMeeting, manager: Actor, surname: str
) -> None:
    card = waiting_card(staff)
    type(card.person).objects.filter(pk=card.person_id).update(surname=surname)
    item = agenda.put(actor=manager, meeting=meeting, cards=[card])[0]
    client = signed_in(staff.user(Role.MANAGER))
    for where in (f"/panels/meetings/{meeting.pk}/", f"/panels/cases/{item.pk}/", f"/cases/{card.case_id}/decision/"):
        page = client.get(where)
        assert page.status_code == 200
        assert surname in page.content.decode()
    assert (
        surname not in client.get(f"/panels/meetings/{meeting.pk}/").content.decode().split("<title>")[1].split("<")[0]
    )


def test_whoever_reads_papers_stands_in_the_log_of_the_case(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    reads(staff, Role.PANEL_MEMBER, item)
    entry = AccessEntry.objects.get(action="panel.pack")
    assert (entry.role, str(card.case_id) in entry.subjects) == (Role.PANEL_MEMBER, True)


def test_no_number_of_the_child_stands_in_the_papers(staff: Staff, item: AgendaItem, card: CaseCard) -> None:
    page = signed_in(staff.user(Role.PANEL_MEMBER)).get(f"/panels/cases/{item.pk}/").content.decode()
    assert "cannot follow lessons" in page
    for secret in (card.person.upn, card.person.postcode, "Zyxcanary Parent"):
        assert secret not in page


def test_a_panel_ends_only_once_its_meetings_are_closed(panel: Panel, meeting: PanelMeeting, manager: Actor) -> None:
    how = {"name": panel.name, "terms": panel.terms, "quorum": 3}
    with pytest.raises(NotDone, match="still open"):
        setting_up.change(actor=manager, panel=panel, closed=True, **how)
    agenda.close(actor=manager, meeting=meeting)
    setting_up.change(actor=manager, panel=panel, closed=True, **how)
    with pytest.raises(NotDone, match="has ended"):
        setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=1))


def test_a_manager_sets_a_panel_up_on_its_pages(staff: Staff) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    assert "Enter the quorum" in client.post("/panels/new/", {"name": "", "terms": "", "quorum": ""}).content.decode()
    client.post("/panels/new/", {"name": "North", "terms": "Advises on requests.", "quorum": "3"})
    panel = Panel.objects.get()
    sent = {"user": str(staff.user(Role.PANEL_MEMBER).pk), "part": "chair"}
    assert client.post(f"/panels/{panel.pk}/join/", sent).status_code == 302
    today = clock.today()
    day = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year)}
    assert client.post(f"/panels/{panel.pk}/meet/", day).status_code == 302
    page = client.get(f"/panels/{panel.pk}/").content.decode()
    assert "2 members short of the quorum." in page
    member = PanelMember.objects.get()
    client.post(f"/panels/members/{member.pk}/leave/")
    assert PanelMember.objects.get().until == today
    changed = {"name": "North", "terms": "Advises on requests.", "quorum": "4"}
    assert client.post(f"/panels/{panel.pk}/change/", changed).status_code == 302
    assert Panel.objects.get().quorum == 4


def test_panels_stand_among_the_requests_for_who_looks_through_those_and_in_the_menu_for_others(staff: Staff) -> None:
    link = 'href="/panels/"'
    for who, in_menu in ((Role.PANEL_MEMBER, True), (Role.DCO, True), (Role.MANAGER, False), (Role.KEYWORKER, False)):
        page = signed_in(staff.user(who)).get("/panels/").content.decode()
        assert (link in page) is in_menu, who
    assert link in signed_in(staff.user(Role.MANAGER)).get("/triage/").content.decode()
    assert link not in signed_in(staff.user(Role.BUSINESS_SUPPORT)).get("/triage/").content.decode()


def test_documents_and_advice_are_papers_that_an_answer_can_rest_on_for_whoever_reads_them(
    staff: Staff, item: AgendaItem, card: CaseCard
) -> None:
    given = make_document(card.case, label="psychology", title="Report of an assessment")
    DocumentShare.objects.create(
        authority=staff.authority, document=given, shared_with="panel", shared_by="x", thread="x"
    )
    gone = make_document(card.case, label="psychology", title="Taken back again")
    gone.state = "withdrawn"
    gone.save()
    advice = make_advice_request(card.case, "ep")
    AdviceVersion.objects.create(
        authority=staff.authority, request=advice, number=1, content={"summary": "Reads three-letter words."},
        given_by="x", given_by_name="Robin",
    )  # fmt: skip
    client = signed_in(staff.user(Role.PANEL_MEMBER))
    page = client.get(f"/panels/cases/{item.pk}/").content.decode()
    assert f"/documents/{given.pk}/" in page
    assert client.get(f"/documents/{given.pk}/").status_code == 200
    assert "Reads three-letter words." in page
    assert "Taken back again" not in page
    form = client.get(f"/panels/cases/{item.pk}/recommend/").content.decode()
    for key in (f"document:{given.pk}", f"advice:{advice.pk}"):
        assert form.count(f'value="{key}"') == 2

"""Whose a case before a panel is to read: lists and pages alike, case by case and meeting by meeting."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from factories import Staff
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.kernel import clock
from keywork.web.panels import queries
from keywork.web.panels.models import AgendaItem, Panel, PanelMeeting, Seat
from keywork.web.panels.services import agenda, setting_up
from keywork.web.people.family import declare_conflict
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.seated import end_of, is_kept, seat
from web.panels.conftest import signed_in, waiting_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(staff: Staff, meeting: PanelMeeting, manager: Actor) -> tuple[AgendaItem, AgendaItem]:
    """Two cases before one meeting."""
    first, second = agenda.put(actor=manager, meeting=meeting, cards=[waiting_card(staff), waiting_card(staff)])
    return first, second


def listed(actor: Actor, meeting: PanelMeeting) -> set[UUID]:
    return {item.pk for item in queries.agenda(actor, meeting)}


def test_each_page_is_of_its_own_case(staff: Staff, two: tuple[AgendaItem, AgendaItem]) -> None:
    third, member = staff.actor("third member"), staff.actor(Role.PANEL_MEMBER)
    assert {queries.opened(one, two[0].pk, "panel.pack").seat.user_id for one in (member, third)} == {  # type: ignore[union-attr]
        member.user_id, third.user_id
    }  # fmt: skip
    for item in two:
        found = queries.opened(member, item.pk, "panel.pack")
        assert (found.item.pk, found.card.pk) == (item.pk, item.case_id)
        assert found.seat == Seat.objects.get(item=item, user=member.user_id)
        last = queries.last_items(member, CaseCard.objects.get(pk=item.case_id))["assess"]
        assert last == item


def test_a_list_leaves_out_what_its_page_would_refuse(
    staff: Staff, meeting: PanelMeeting, two: tuple[AgendaItem, AgendaItem], manager: Actor
) -> None:
    first, second = two
    member, other = staff.actor(Role.PANEL_MEMBER), staff.actor("third member")
    card = CaseCard.objects.select_related("person").get(pk=first.case_id)
    agenda.recuse(
        actor=manager, card=card, item=first, user=staff.user(Role.PANEL_MEMBER), why="work", reason="Taught the child."
    )
    assert listed(member, meeting) == {second.pk}
    assert listed(other, meeting) == {first.pk, second.pk}
    Seat.objects.filter(item=second, user=other.user_id).delete()
    assert listed(other, meeting) == {first.pk}
    with time_machine.travel(clock.now() + timedelta(days=6), tick=False):
        assert listed(other, meeting) == set()
        assert listed(manager, meeting) == {first.pk, second.pk}
    for actor, item in ((member, first), (other, second)):
        with pytest.raises(NotKnown):
            queries.opened(actor, item.pk, "panel.pack")


def test_a_refusal_names_the_case_to_those_alone_who_withdrew_from_it(
    staff: Staff, two: tuple[AgendaItem, AgendaItem], manager: Actor
) -> None:
    item = two[0]
    card = CaseCard.objects.select_related("person").get(pk=item.case_id)
    agenda.recuse(
        actor=manager, card=card, item=item, user=staff.user(Role.PANEL_MEMBER), why="work", reason="Taught the child."
    )
    for who, subject in ((Role.PANEL_MEMBER, item.case_id), (Role.DCO, item.pk), (Role.COMMISSIONER, item.pk)):
        with pytest.raises(NotKnown) as refused:
            queries.opened(staff.actor(who), item.pk, "panel.pack")
        assert refused.value.subject == subject
    Seat.objects.filter(item=two[1], user=staff.user(Role.PANEL_MEMBER)).delete()
    with pytest.raises(NotKnown) as refused:
        queries.opened(staff.actor(Role.PANEL_MEMBER), two[1].pk, "panel.pack")
    assert refused.value.subject == two[1].pk


def test_meetings_are_those_of_their_panel_and_each_page_its_own(
    staff: Staff, panel: Panel, meeting: PanelMeeting, manager: Actor
) -> None:
    other = setting_up.set_up(actor=manager, name="Another panel", terms="Advises elsewhere.", quorum=2)
    theirs = setting_up.add_meeting(actor=manager, panel=other, on=clock.today())
    later = setting_up.add_meeting(actor=manager, panel=panel, on=clock.today() + timedelta(days=3))
    assert [list(queries.meetings(one)) for one in (panel, other)] == [[later, meeting], [theirs]]
    assert [queries.meeting(manager, one.pk) for one in (theirs, later, meeting)] == [theirs, later, meeting]
    member = staff.actor(Role.PANEL_MEMBER)
    assert [one.pk for one in queries.panels(member)] == [panel.pk]
    assert queries.meeting(member, later.pk) == later
    with pytest.raises(NotKnown):
        queries.meeting(member, theirs.pk)
    assert {one.pk for one in queries.open_meetings(member)} == {meeting.pk, later.pk}


def test_whoever_is_kept_from_one_child_is_not_kept_from_another(staff: Staff, manager: Actor) -> None:
    one, other = waiting_card(staff), waiting_card(staff)
    member = staff.user(Role.PANEL_MEMBER)
    declare_conflict(actor=manager, card=one, user=member, reason="A child of my own family.")
    assert [is_kept(member, card) for card in (one, other)] == [True, False]
    assert not is_kept(staff.user("second member"), one)


def test_closing_a_panel_gives_nobody_back_what_was_closed_to_them(
    staff: Staff, meeting: PanelMeeting, two: tuple[AgendaItem, AgendaItem], manager: Actor
) -> None:
    item = two[0]
    user = staff.user(Role.PANEL_MEMBER)
    agenda.unseat_member(actor=manager, panel_id=meeting.panel_id, user_id=user.pk)
    before = Involvement.objects.get(case=item.case_id, user=user)
    # Another panel has another case of the same member
    later = seat(
        actor=manager, card=waiting_card(staff), user=staff.user("second member"), closes=clock.today() + timedelta(50)
    )
    agenda.unseat_member(actor=staff.actor("second manager"), panel_id=meeting.panel_id, user_id=user.pk)
    assert Involvement.objects.get(pk=before.pk).closed_by == before.closed_by
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        agenda.close(actor=manager, meeting=meeting)
        after = Involvement.objects.get(case=item.case_id, user=user)
        assert (after.ends_at, after.closed_at) == (before.ends_at, before.closed_at)
        still = Involvement.objects.get(case=item.case_id, user=staff.user("second member"))
        assert still.ends_at == end_of(clock.today())
        elsewhere = Involvement.objects.get(pk=later.pk)
        assert (elsewhere.ends_at, elsewhere.closed_at) == (later.ends_at, None)
        assert signed_in(user).get(f"/panels/cases/{item.pk}/").status_code == 404

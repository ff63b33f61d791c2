"""Whoever withdrew from a case before a panel and works on it learns nothing of which panel looked at it, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factories import Staff
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.panels.models import AgendaItem, Panel, PanelMember
from keywork.web.panels.services import agenda, setting_up
from keywork.web.people.models import CaseCard
from web.panels.conftest import decided, recommended, signed_in, told

pytestmark = pytest.mark.django_db
Read = Callable[[str, str], str]


@pytest.fixture
def withdrawn(staff: Staff, panel: Panel, item: AgendaItem, card: CaseCard, manager: Actor) -> Read:
    """A manager who sits on the panel and withdrew, because the child is somebody they work with; reads as anybody."""
    user = staff.user("second manager")
    setting_up.add_member(actor=manager, panel=panel, user=user, part=PanelMember.Part.MEMBER)
    agenda.seat_member(actor=manager, item=item, user=user)
    agenda.recuse(actor=manager, card=card, item=item, user=user, why="work", reason="Wrote to the school for her.")

    def read(who: str, where: str = "") -> str:
        page = signed_in(staff.user(who)).get(f"/cases/{card.case_id}/{where}")
        assert page.status_code == 200
        return page.content.decode()

    return read


def says_the_panel(page: str, item: AgendaItem) -> bool:
    return "Assessment panel" in page or str(item.pk) in page or str(item.meeting_id) in page


def test_the_case_says_to_others_where_it_is_and_nothing_to_whoever_withdrew(withdrawn: Read, item: AgendaItem) -> None:
    assert says_the_panel(withdrawn(Role.MANAGER, ""), item)
    page = withdrawn("second manager", "")
    assert not says_the_panel(page, item)
    # And nothing that is not so either, nor a way to put it before another
    assert "It is before no panel" not in page
    assert "Panels it can go before" not in page


def test_nor_once_it_is_decided_and_the_assessment_runs(
    staff: Staff, withdrawn: Read, item: AgendaItem, card: CaseCard
) -> None:
    recommended(staff, card, item)
    decided(staff, card)
    assert not says_the_panel(withdrawn("second manager", ""), item)
    told(card, "decided-to-assess")
    assert says_the_panel(withdrawn(Role.MANAGER, ""), item)
    assert not says_the_panel(withdrawn("second manager", ""), item)


def test_nor_where_it_is_still_on_an_agenda_when_the_request_has_ended(
    withdrawn: Read, item: AgendaItem, card: CaseCard
) -> None:
    told(card, "assessment-request-withdrawn")
    assert says_the_panel(withdrawn(Role.MANAGER, ""), item)
    assert not says_the_panel(withdrawn("second manager", ""), item)


def test_and_on_the_page_of_the_decision_they_read_nothing_the_panel_said(
    staff: Staff, withdrawn: Read, item: AgendaItem, card: CaseCard
) -> None:
    recommended(staff, card, item)
    assert "The panel recommends" in withdrawn(Role.MANAGER, "decision/")
    page = withdrawn("second manager", "decision/")
    assert "The panel recommends" not in page
    assert "No panel has recommended" not in page
    assert "You withdrew from this case" in page

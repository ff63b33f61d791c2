"""Whoever withdrew from a case before a panel and works on it learns nothing of which panel looked at it, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.panels import learning
from keywork.web.panels.models import AgendaItem, Panel, PanelMember
from keywork.web.panels.questions import NOT_TO_ASSESS, TO_ASSESS
from keywork.web.panels.services import agenda, setting_up
from keywork.web.people.models import CaseCard
from web.panels.conftest import decided, recommended, said, signed_in, told, waiting_card

pytestmark = pytest.mark.django_db
Read = Callable[[str, str], str]
FOLLOWED = ("As the panel recommended", "The panel had recommended otherwise", "followed: ", "Recommends: ")


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


def test_the_record_has_for_them_no_entry_of_what_the_panel_recommended(
    staff: Staff, withdrawn: Read, item: AgendaItem, card: CaseCard
) -> None:
    # Given a recommendation, whose day was mended later
    recommended(staff, card, item)
    entry = next(one for one in stream(card.case_id) if one.kind == "panel-recommended")
    yesterday = clock.today() - timedelta(days=1)
    mended = NewEvent("date-corrected", clock.today(), corrects=entry.id, fields={"to": yesterday})
    record(case=card.case, entries=[mended], actor=system("test", card.authority))
    # Then others read both entries, and whoever withdrew reads neither, in the list and on the page of the entry
    for who, reads in ((Role.MANAGER, True), (Role.KEYWORKER, True), ("second manager", False)):
        assert ("anel recommended" in withdrawn(who, "history/")) is reads, who
        page = signed_in(staff.user(who)).get(f"/cases/{card.case_id}/correct/{entry.id}/")
        assert page.status_code == (200 if reads else 404), who
    # And the rest of the record is theirs as before
    assert "Assessment request received" in withdrawn("second manager", "history/")


def test_what_another_panel_recommended_on_another_question_stays_theirs(
    staff: Staff, withdrawn: Read, item: AgendaItem, card: CaseCard
) -> None:
    recommended(staff, card, item)
    told(card, "decided-to-assess")
    entry = NewEvent("panel-recommended", clock.today(), fields={"recommendation": "to-issue"})
    record(case=card.case, entries=[entry], actor=system("test", card.authority))
    page = withdrawn("second manager", "history/")
    assert "recommendation: to-issue" in page
    assert "recommendation: to-assess" not in page


@pytest.mark.parametrize("conclusion", [TO_ASSESS, NOT_TO_ASSESS])
def test_nor_do_they_learn_from_the_decision_whether_it_was_as_the_panel_recommended(
    staff: Staff, withdrawn: Read, item: AgendaItem, card: CaseCard, conclusion: str
) -> None:
    # Given an officer who decided, as the panel recommended or otherwise
    recommended(staff, card, item)
    decided(staff, card, said(conclusion))
    # Then wherever the decision stands, others read how it lies to the recommendation, and whoever withdrew does not
    for where in ("", "history/", "decision/", "decision/told/"):
        assert any(words in withdrawn(Role.MANAGER, where) for words in FOLLOWED), where
        page = withdrawn("second manager", where)
        assert not [words for words in FOLLOWED if words in page], where
    # And that it was decided, and what, stays theirs
    assert f"conclusion: {conclusion}" in withdrawn("second manager", "history/")


def test_where_decisions_are_compared_they_read_neither_the_case_nor_its_panel(
    staff: Staff, withdrawn: Read, panel: Panel, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    recommended(staff, card, item, NOT_TO_ASSESS)
    decided(staff, card, said(NOT_TO_ASSESS, told_on=clock.today()))
    told(card, "mediation-agreed-to-assess")
    second = actor_for(staff.user("second manager"))
    assert [one.readable for one in learning.lessons(manager, panel).overturned] == [True]
    assert [one.readable for one in learning.lessons(second, panel).overturned] == [False]
    other = waiting_card(staff)
    decided(staff, other)
    (group,) = learning.alike(manager)
    assert {one.case_id for one in learning.openable(manager, group)} == {card.case_id, other.case_id}
    assert [one.case_id for one in learning.openable(second, group)] == [other.case_id]

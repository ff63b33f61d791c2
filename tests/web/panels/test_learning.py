"""Overturned refusals come back to the panel, and like needs with unlike decisions are shown without ranking anybody."""

from __future__ import annotations

import pytest

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.panels import learning
from keywork.web.panels.learned import sentence
from keywork.web.panels.models import AgendaItem, Panel
from keywork.web.panels.questions import NOT_TO_ASSESS
from keywork.web.panels.services import agenda
from keywork.web.people.family import declare_conflict
from keywork.web.people.models import CaseCard
from web.panels.conftest import WHY, ago, decided, recommended, said, signed_in, told, waiting_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(staff: Staff, item: AgendaItem, card: CaseCard) -> CaseCard:
    """A case that the panel advised to refuse, and that was refused."""
    recommended(staff, card, item, NOT_TO_ASSESS)
    decided(staff, card, said(NOT_TO_ASSESS, told_on=clock.today()))
    return card


@pytest.mark.parametrize("kind", list(learning.OVERTURNED_BY))
def test_a_refusal_that_was_overturned_comes_back_with_what_the_outcome_said(
    refused: CaseCard, manager: Actor, panel: Panel, kind: str
) -> None:
    assert learning.lessons(manager, panel).overturned == []
    told(refused, kind)
    found = learning.lessons(manager, panel)
    assert found.refusals == 1
    assert [(one.decision.case_id, one.by, one.on) for one in found.overturned] == [
        (refused.case_id, kind, clock.today())
    ]


def test_a_manager_reads_whose_it_is_and_why_and_a_member_reads_codes_once_the_papers_are_closed(
    staff: Staff, refused: CaseCard, panel: Panel, item: AgendaItem, manager: Actor
) -> None:
    told(refused, "mediation-agreed-to-assess")
    where = f"/panels/{panel.pk}/overturned/"
    page = signed_in(staff.user(Role.MANAGER)).get(where).content.decode()
    for words in ("1 of 1 refusal", WHY, refused.person.name, "Mediation agreed", "question 2 of the Act"):
        assert words in page
    agenda.unseat_member(actor=manager, panel_id=panel.pk, user_id=staff.user(Role.PANEL_MEMBER).pk)
    page = signed_in(staff.user(Role.PANEL_MEMBER)).get(where).content.decode()
    assert "Mediation agreed" in page
    for words in (WHY, refused.person.name, str(refused.case_id)):
        assert words not in page


def test_what_was_refused_without_a_panel_is_learned_from_too(staff: Staff, card: CaseCard, manager: Actor) -> None:
    decided(staff, card, said(NOT_TO_ASSESS, told_on=clock.today()))
    told(card, "order-to-assess-made")
    page = signed_in(staff.user(Role.MANAGER)).get("/panels/without/overturned/").content.decode()
    assert "The tribunal ordered an assessment" in page
    assert signed_in(staff.user(Role.PANEL_MEMBER)).get("/panels/without/overturned/").status_code == 403


def test_an_outcome_before_the_refusal_or_struck_out_overturns_nothing(
    refused: CaseCard, manager: Actor, panel: Panel
) -> None:
    told(refused, "order-to-assess-made", on=ago(3))
    told(refused, "mediation-agreed-to-assess")
    last = stream(refused.case_id)[-1]
    struck = NewEvent("entry-struck-out", clock.today(), corrects=last.id)
    record(case=refused.case, entries=[struck], actor=system("test", refused.authority))
    assert learning.lessons(manager, panel).overturned == []


def test_a_refusal_that_was_struck_out_is_none(refused: CaseCard, manager: Actor, panel: Panel) -> None:
    concluded = next(event for event in stream(refused.case_id) if event.kind == "officer-concluded")
    struck = NewEvent("entry-struck-out", clock.today(), corrects=concluded.id)
    record(case=refused.case, entries=[struck], actor=system("test", refused.authority))
    assert learning.lessons(manager, panel).refusals == 0


def test_like_needs_with_unlike_decisions_are_found_and_others_are_not(staff: Staff, manager: Actor) -> None:
    one, other, third, alone = (waiting_card(staff) for _ in range(4))
    decided(staff, one, said(need="ASD"))
    decided(staff, other, said(NOT_TO_ASSESS, need="ASD"))
    decided(staff, third, said(need="HI"))
    decided(staff, alone, said(need="HI"))
    groups = learning.alike(manager)
    assert [(group.likeness.need, group.is_unlike) for group in groups] == [("ASD", True), ("HI", False)]
    assert sentence(groups).startswith("In 1 of 2 groups of like needs")
    client = signed_in(staff.user(Role.MANAGER))
    page = client.get("/panels/unlike/").content.decode()
    assert '<th scope="col" role="columnheader" class="govuk-table__header"></th>' not in page
    assert page.index("Autism, Years 7 to 9, Primary school") < page.index("Hearing impairment")
    assert one.person.name not in page
    drilled = client.get(f"/panels/unlike/?group={groups[0].likeness.code}").content.decode()
    assert f"/cases/{one.case_id}/" in drilled
    assert f"/cases/{other.case_id}/" in drilled
    assert f"/cases/{third.case_id}/" not in drilled


def test_who_may_not_open_a_case_reads_its_codes_in_a_count_alone(
    staff: Staff, manager: Actor, item: AgendaItem, card: CaseCard
) -> None:
    other = waiting_card(staff)
    decided(staff, card)
    decided(staff, other, said(NOT_TO_ASSESS))
    code = learning.alike(manager)[0].likeness.code
    page = signed_in(staff.user(Role.PANEL_MEMBER)).get(f"/panels/unlike/?group={code}").content.decode()
    assert f"/cases/{card.case_id}/" in page
    assert f"/cases/{other.case_id}/" not in page
    assert "1 decision is about cases that are not open to you." in page


def test_a_child_from_whom_somebody_is_kept_is_in_none_of_their_counts(staff: Staff, manager: Actor) -> None:
    one, other = waiting_card(staff), waiting_card(staff)
    decided(staff, one)
    decided(staff, other, said(NOT_TO_ASSESS))
    assert len(learning.alike(manager)) == 1
    reason = "A child of my own family."
    declare_conflict(actor=manager, card=other, user=staff.user(Role.MANAGER), reason=reason)
    assert learning.alike(manager) == []
    assert sentence([]) == "There are not yet two decisions about like needs to compare."


def test_of_a_case_decided_twice_the_last_counts(staff: Staff, manager: Actor) -> None:
    one, other = waiting_card(staff), waiting_card(staff)
    decided(staff, one, said(NOT_TO_ASSESS))
    decided(staff, one)
    decided(staff, other)
    groups = learning.alike(manager)
    assert [group.is_unlike for group in groups] == [False]
    assert sentence(groups).startswith("In none of 1 group")

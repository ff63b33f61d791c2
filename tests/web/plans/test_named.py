"""Sending the final plan names its setting by the same step: the setting's duty to admit runs from that day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.placements.models import Consultation
from keywork.web.placements.services import consulting, naming
from keywork.web.placements.services.consulting import Asked, Shown
from keywork.web.plans.models import PlanCheck
from web.plans.conftest import signed_in
from web.plans.test_checking import agreed, heard, mother, ready, sent, wrote

pytestmark = pytest.mark.django_db
__all__ = ["mother"]
ADMIT, NAMED, FINAL = "setting-admit", "setting-named-in-plan", "final-plan-sent"


def drafted(staff: Staff, card: CaseCard) -> Consultation:
    """The draft was sent, and the SENCO's school is consulted."""
    wrote(staff, card)
    sent(staff, card, ready(staff, card, "draft-plan"), agreed(staff, card))
    heard(staff, card)
    (one,) = consulting.consult(
        actor=staff.actor(Role.KEYWORKER), card=card, asked=[Asked(organisation=staff.body(Role.SENCO))],
        shown=Shown("consent", "The mother agreed.", draft=True), on=clock.today(),
    )  # fmt: skip
    return one


def name(staff: Staff, card: CaseCard, one: Consultation | None, type_name: str = "") -> None:
    naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=one, type_name=type_name, family_asked="This school",
        reason="It can.", by_name="K", seen=None,
    )  # fmt: skip


def named(card: CaseCard) -> list[object]:
    return [(one.thread, one.occurred_on) for one in stream(card.case_id) if one.kind == NAMED]


def admits(card: CaseCard) -> list[object]:
    return list(ClockRow.objects.filter(case=card.case_id, duty=ADMIT).values_list("thread", "started_on", "met_on"))


def final(staff: Staff, card: CaseCard, one: Consultation | None) -> tuple[object, PlanCheck]:
    return ready(staff, card, "final-plan", setting=one.organisation if one else None), agreed(staff, card, "final")


def test_the_setting_owes_a_place_from_the_day_the_plan_that_names_it_was_sent(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    one = drafted(staff, card)
    name(staff, card, one)
    letter, check = final(staff, card, one)
    assert named(card) == admits(card) == []
    sent(staff, card, letter, check)
    # Then it is on record once, although the plan went to three, and by nobody's hand
    assert named(card) == [(one.thread, clock.today())]
    assert admits(card) == [(one.thread, clock.today(), None)]
    entry = next(e for e in stream(card.case_id) if e.kind == NAMED)
    assert (entry.recorded_by, entry.fields) == ("system:letters", {"setting": one.urn})
    # And nobody is asked to say it again
    keyworker = signed_in(staff.user(Role.KEYWORKER))
    assert "Record that the final plan names it" not in keyworker.get(f"/cases/{card.case_id}/naming/").content.decode()
    page = keyworker.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert "To be named in section I" not in page
    assert "Setting admits the child" in keyworker.get(f"/cases/{card.case_id}/clocks/").content.decode()


def test_a_type_of_setting_starts_no_duty(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    drafted(staff, card)
    name(staff, card, None, "A mainstream primary school")
    sent(staff, card, *final(staff, card, None))
    assert [one.kind for one in stream(card.case_id)].count(FINAL) == 1
    assert named(card) == admits(card) == []


def test_it_is_the_setting_of_the_paper_that_went_and_not_one_decided_on_since(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    one = drafted(staff, card)
    name(staff, card, one)
    letter, check = final(staff, card, one)
    name(staff, card, None, "A special school")
    sent(staff, card, letter, check)
    assert named(card) == [(one.thread, clock.today())]


def test_what_was_recorded_by_hand_stands_and_its_day_counts(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    one = drafted(staff, card)
    name(staff, card, one)
    letter, check = final(staff, card, one)
    before = clock.today() - timedelta(days=1)
    actor = system("test", card.authority)
    record(case=card.case, entries=[NewEvent(FINAL, before)], actor=actor)
    sent(staff, card, letter, check)
    assert [e.kind for e in stream(card.case_id)].count(FINAL) == 1
    assert named(card) == [(one.thread, before)]


def test_a_letter_of_another_kind_that_takes_the_paper_along_names_nothing(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    one = drafted(staff, card)
    name(staff, card, one)
    _, check = final(staff, card, one)
    sent(staff, card, ready(staff, card, "decided-to-assess"), check)
    assert named(card) == []

"""Health, social care and the setting are told of a request by one letter, which counts once all three have it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Letter
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard, FamilyMember, Involvement

from .conftest import agree, copies, finished, fresh, release, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inbox")]
KIND, TOLD = "request-notified", "partners-notified-of-assessment"


@pytest.fixture
def letter(staff: Staff, card: CaseCard) -> Letter:
    """The letter, for the SENCO's setting, which has to do with the case."""
    Involvement.objects.create(
        authority=staff.authority, case=card.case, organisation=staff.body(Role.SENCO), relation="setting",
        reason="Is the child’s school", given_by="system:test",
    )  # fmt: skip
    return finished(staff, fresh(card.pk), KIND, setting=staff.body(Role.SENCO))


def told(card: CaseCard) -> list[object]:
    return [one.occurred_on for one in stream(card.case_id) if one.kind == TOLD]


def everybody(card: CaseCard, letter: Letter) -> dict[str, str]:
    return {one.key: one.relation for one in offer(fresh(card.pk), letter.about, letter.setting).recipients}


def test_it_is_offered_where_letters_are_and_names_the_three_and_nobody_of_the_family(
    staff: Staff, card: CaseCard, letter: Letter, mother: FamilyMember
) -> None:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert f"?kind={KIND}" in page
    assert set(everybody(card, letter).values()) == {
        "Integrated care board", "Social care", staff.body(Role.SENCO).name,
    }  # fmt: skip
    for words in ("regulation 4(2)", "are considering whether to assess", card.person.name):
        assert words in letter.text
    assert letter.state == "ready"


def test_the_duty_is_met_by_the_day_on_which_the_last_of_them_has_it(
    staff: Staff, card: CaseCard, letter: Letter
) -> None:
    chosen = everybody(card, letter)
    senco = next(key for key, relation in chosen.items() if relation == staff.body(Role.SENCO).name)
    with pytest.raises(NotDone, match=f"Choose somebody of: {staff.body(Role.SENCO).name}"):
        release(staff, fresh(card.pk), letter, {key: said for key, said in chosen.items() if key != senco})
    made = release(staff, fresh(card.pk), letter, chosen)
    assert not agree(staff, fresh(card.pk), letter, made)
    assert told(card) == []
    work()
    assert {one.state for one in copies(letter)} == {"sent"}
    assert told(card) == [clock.real_today()]
    assert ClockRow.objects.get(case=card.case_id, duty="ehcna-notify-partners").met_on == clock.real_today()
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    assert f"?kind={KIND}" not in client.get(f"/cases/{card.case_id}/contacts/").content.decode()


def test_one_copy_that_did_not_go_leaves_it_owed_until_it_went(staff: Staff, card: CaseCard, letter: Letter) -> None:
    made = release(staff, fresh(card.pk), letter, everybody(card, letter))
    agree(staff, fresh(card.pk), letter, made)
    User.objects.filter(pk=staff.user(Role.DSCO).pk).update(is_active=False)
    work()
    assert told(card) == []
    assert sorted(one.state for one in copies(letter)).count("sent") == len(copies(letter)) - 1


def test_where_nobody_of_one_is_reached_here_the_rest_have_it_and_nothing_is_claimed(
    staff: Staff, card: CaseCard, letter: Letter
) -> None:
    User.objects.filter(pk=staff.user(Role.DSCO).pk).update(is_active=False)
    offered = offer(fresh(card.pk), letter.about, letter.setting)
    assert [name for name, _ in offered.others] == ["Social care"]
    made = release(staff, fresh(card.pk), letter, everybody(card, letter))
    agree(staff, fresh(card.pk), letter, made)
    work()
    assert told(card) == []


def test_what_was_recorded_by_hand_is_not_recorded_twice(staff: Staff, card: CaseCard, letter: Letter) -> None:
    day = clock.today() - timedelta(days=1)
    record(case=card.case, entries=[NewEvent(TOLD, day)], actor=system("test", staff.authority))
    made = release(staff, fresh(card.pk), letter, everybody(card, letter))
    agree(staff, fresh(card.pk), letter, made)
    work()
    assert told(card) == [day]

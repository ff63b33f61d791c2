"""Whose a consultation is: each setting finds its own, while it is asked, and nobody another's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from factories import Staff, involve, make_case, make_user
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Membership, Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import ClockRow
from keywork.web.documents.models import Document
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.placements import queries
from keywork.web.placements.models import Consultation
from keywork.web.placements.queries import LOOKED_BACK
from keywork.web.placements.services.consulting import Asked
from records_made import make_document
from web.placements.conftest import consulted, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def senco(staff: Staff) -> Actor:
    return staff.actor(Role.SENCO)


@pytest.fixture
def college(staff: Staff, card: CaseCard) -> Consultation:
    """Another setting that is consulted in the same case."""
    return consulted(staff, card, Asked(organisation=staff.body(Role.COLLEGE)))[0]


def another_case(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    told(found, "decided-to-assess", clock.today() - timedelta(days=60))
    told(found, "decided-to-issue-plan", clock.today() - timedelta(days=30))
    return found


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.get(pk=consultation.pk)


def is_opened(actor: Actor, consultation_id: UUID, action: str = "consultation.open") -> bool:
    try:
        return queries.opened(actor, consultation_id, action).consultation.pk == consultation_id
    except NotKnown:
        return False


def clock_says(consultation: Consultation, **dates: date | None) -> None:
    rows = ClockRow.objects.filter(case=consultation.case_id, thread=consultation.thread)
    assert rows.update(**dates)


def test_each_of_two_settings_answers_its_own(
    staff: Staff, card: CaseCard, senco: Actor, school: Consultation, college: Consultation
) -> None:
    assert queries.is_theirs(senco, school, card)
    assert not queries.is_theirs(senco, college, card)
    other = staff.actor(Role.COLLEGE)
    assert [is_opened(one, two.pk) for one in (senco, other) for two in (school, college)] == [True, False, False, True]
    keyworker = staff.actor(Role.KEYWORKER)
    assert is_opened(keyworker, school.pk)
    assert is_opened(keyworker, college.pk)
    assert not is_opened(keyworker, new_id())


def test_it_is_no_longer_theirs_once_it_is_taken_back(card: CaseCard, senco: Actor, school: Consultation) -> None:
    Consultation.objects.filter(pk=school.pk).update(ended="taken-back")
    assert not queries.is_theirs(senco, fresh(school), card)
    assert not queries.tray(senco, done=False).exists()


def test_it_is_no_longer_theirs_once_the_case_is_closed_to_them(
    card: CaseCard, senco: Actor, school: Consultation
) -> None:
    Involvement.objects.filter(pk=school.involvement_id).update(ends_at=clock.now() - timedelta(seconds=1))
    assert not queries.is_theirs(senco, school, card)
    assert not queries.tray(senco, done=False).exists()


def test_who_works_for_no_setting_answers_for_none(staff: Staff, card: CaseCard) -> None:
    """A consultation by name has no organisation either: two blanks are not the same setting."""
    by_name = consulted(staff, card, Asked(name="Hollow Lane Academy"))[0]
    loose = make_user(staff.authority, Role.SENCO)
    Membership.objects.filter(user=loose).update(organisation=None)
    loose.refresh_from_db()
    involve(card.case, loose, "setting")
    actor = actor_for(loose)
    assert actor is not None
    assert actor.organisation_id is None
    assert not queries.is_theirs(actor, by_name, card)
    assert not queries.tray(actor, done=False).exists()


def test_a_tray_holds_what_waits_for_this_setting_what_is_due_first_on_top(
    staff: Staff, senco: Actor, school: Consultation, college: Consultation
) -> None:
    sooner = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)), ago=timedelta(days=12))[
        0
    ]
    stopped = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)))[0]
    clock_says(stopped, ended_on=clock.today())
    assert list(queries.tray(senco, done=False)) == [sooner, school]
    assert list(queries.tray(staff.actor(Role.COLLEGE), done=False)) == [college]
    assert not queries.tray(senco, done=True).exists()


def test_a_tray_keeps_what_was_replied_to_for_a_year_the_latest_on_top(
    staff: Staff, senco: Actor, school: Consultation
) -> None:
    earlier = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)))[0]
    long_ago = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)))[0]
    clock_says(school, met_on=clock.today())
    clock_says(earlier, met_on=clock.today() - LOOKED_BACK)
    clock_says(long_ago, met_on=clock.today() - LOOKED_BACK - timedelta(days=1))
    assert list(queries.tray(senco, done=True)) == [school, earlier]
    assert not queries.tray(senco, done=False).exists()


def test_only_what_is_kept_and_of_the_chosen_classes_can_be_shown(staff: Staff, card: CaseCard) -> None:
    keyworker = staff.actor(Role.KEYWORKER)
    health, other = (make_document(card.case, actor=keyworker, label=label) for label in ("health", "other"))
    make_document(card.case, actor=keyworker, label="health", state=Document.State.CLOSED)
    assert health.about.record_class != other.about.record_class
    assert queries.shareable(keyworker, card, [health.about.record_class]) == [health]


def test_what_one_setting_was_asked_within_a_year_stands_the_latest_on_top(
    staff: Staff, school: Consultation, college: Consultation
) -> None:
    manager = staff.actor(Role.MANAGER)
    later = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)), ago=timedelta(days=5))[0]
    long_ago = consulted(staff, another_case(staff), Asked(organisation=staff.body(Role.SENCO)))[0]
    clock_says(long_ago, started_on=clock.today() - LOOKED_BACK - timedelta(days=1))
    assert list(queries.of_setting(manager, school.urn or school.name)) == [later, school]

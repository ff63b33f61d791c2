"""A setting that closes or becomes part of another: consulted and named no more, and its children are not forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Membership, Organisation, Role
from keywork.web.accounts.policy import Denied
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.closing import NotClosed, close_setting
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.policy import CASES
from keywork.web.placements.errors import NotDone
from keywork.web.placements.models import Consultation
from keywork.web.placements.services import naming
from keywork.web.placements.services.consulting import Asked
from web.placements.conftest import consulted, signed_in

pytestmark = pytest.mark.django_db
ON = clock.today() - timedelta(days=3)


@pytest.fixture
def other(staff: Staff) -> Organisation:
    made: Organisation = Organisation.objects.create(
        authority=staff.authority, name="Bramblewood School", kind="setting", urn="900100"
    )
    return made


def close(staff: Staff, successor: Organisation | None) -> int:
    school, actor = staff.body(Role.SENCO), staff.actor(Role.ADMINISTRATOR)
    return close_setting(actor=actor, setting=school, on=ON, successor=successor)


def test_a_closed_setting_is_neither_consulted_nor_named_and_its_successor_is_told(
    staff: Staff, card: CaseCard, school: Consultation, other: Organisation
) -> None:
    close(staff, other)
    sentence = f"{school.name} became part of Bramblewood School on .* Choose Bramblewood School instead."
    for asked in (Asked(organisation=staff.body(Role.SENCO)), Asked(name="Whatever", urn=school.urn)):
        with pytest.raises(NotDone, match=sentence):
            consulted(staff, card, asked)
    with pytest.raises(NotDone, match=sentence):
        naming.name(
            actor=staff.actor(Role.KEYWORKER), card=card, consultation=school, type_name="", family_asked="x",
            reason="x", by_name="x", seen=None,
        )  # fmt: skip
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/consultations/consult/").content.decode()
    assert staff.body(Role.SENCO).name not in page


def test_the_children_of_a_merged_setting_go_to_the_one_that_took_it_over_and_the_record_stays(
    staff: Staff, card: CaseCard, other: Organisation
) -> None:
    school = staff.body(Role.SENCO)
    new = make_user(staff.authority, Role.SENCO, organisation=other)
    CaseSummary.objects.filter(pk=card.case_id).update(setting=school.urn)
    before = stream(card.case_id)
    old = staff.actor(Role.SENCO)
    found = CaseCard.objects.select_related("case__summary").get(pk=card.pk)
    assert CASES.can(old, "case.open", found)
    assert close(staff, other) == 1
    card = CaseCard.objects.select_related("case__summary").get(pk=card.pk)
    for user in (new, staff.user(Role.SENCO)):
        place = Membership.objects.select_related("organisation", "authority", "user").get(user=user)
        assert place.organisation == other
        assert signed_in(place.user).get(f"/cases/{card.case_id}/").status_code == 200
    assert stream(card.case_id) == before
    assert "became part of it" in Involvement.objects.get(case=card.case_id, organisation=other).reason


def test_where_a_setting_only_closes_its_people_read_nothing_more(staff: Staff, card: CaseCard) -> None:
    CaseSummary.objects.filter(pk=card.case_id).update(setting=staff.body(Role.SENCO).urn)
    assert close(staff, None) == 0
    user = type(staff.user(Role.SENCO)).objects.select_related(*staff.user(Role.SENCO).PLACE).get(
        pk=staff.user(Role.SENCO).pk
    )  # fmt: skip
    actor = actor_for(user)
    assert actor is not None
    assert (actor.organisation_id, actor.urn) == (None, "")
    assert signed_in(user).get(f"/cases/{card.case_id}/").status_code == 404


def test_it_is_recorded_once_on_a_day_that_has_come_by_whoever_keeps_the_register(
    staff: Staff, other: Organisation
) -> None:
    school, admin = staff.body(Role.SENCO), staff.actor(Role.ADMINISTRATOR)
    with pytest.raises(NotClosed, match="today or in the past"):
        close_setting(actor=admin, setting=school, on=clock.today() + timedelta(days=1), successor=None)
    with pytest.raises(NotClosed, match="another setting that is open"):
        close_setting(actor=admin, setting=school, on=ON, successor=school)
    with pytest.raises(Denied):
        close_setting(actor=staff.actor(Role.MANAGER), setting=school, on=ON, successor=None)
    close(staff, other)
    with pytest.raises(NotClosed, match="on record already"):
        close(staff, other)

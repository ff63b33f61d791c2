"""What a manager sees: what is due, and what each setting replied, with the cases that a figure is of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import CANARY, Staff, make_user
from keywork.web.accounts.models import Role
from keywork.web.people.models import CaseCard
from keywork.web.placements import queries
from keywork.web.placements.models import Consultation
from keywork.web.placements.services import consulting, replying
from keywork.web.placements.services.consulting import Asked
from keywork.web.placements.services.replying import Reply
from web.placements.conftest import consulted, signed_in

pytestmark = pytest.mark.django_db


def test_each_setting_has_its_counts_and_what_was_taken_back_does_not_count(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    no = Reply("no", ["unsuitable", "resources"], "We have no therapist.")
    replying.reply(actor=staff.actor(Role.SENCO), card=card, consultation=school, name="S", said=no, seen=1)
    late = consulted(staff, card, Asked(name="Far School", urn="900999"), ago=timedelta(days=20))[0]
    gone, waits = consulted(
        staff, card, Asked(name="Gone School", urn="900998"), Asked(name="New School"), ago=timedelta(days=3)
    )
    consulting.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=gone, name="K", code="other", text="", seen=None
    )
    found = {one.name: one for one in queries.by_setting(staff.actor(Role.MANAGER))}
    assert set(found) == {school.name, late.name, waits.name}
    first = found[school.name]
    assert (first.asked, first.fell_due, first.in_time, first.refused) == (1, 1, 1, 1)
    assert first.grounds == {"unsuitable": 1, "resources": 1}
    assert (found["Far School"].fell_due, found["Far School"].in_time) == (1, 0)
    assert (found["New School"].asked, found["New School"].fell_due) == (1, 0)


def test_a_figure_leads_to_its_cases_and_what_is_due_first_stands_on_top(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    consulted(staff, card, Asked(name="Far School", urn="900999"), ago=timedelta(days=20))
    client = signed_in(staff.user(Role.MANAGER))
    page = client.get("/consultations/oversight/").content.decode()
    waiting = page.split('id="settings"')[0]
    assert waiting.index("Far School") < waiting.index(school.name)
    assert "2 consultations" in page
    page = client.get("/consultations/oversight/", {"setting": "900999"}).content.decode()
    assert "1 consultation, the latest first" in page
    assert CANARY in page
    consulted(staff, card, Asked(name="Odd School"), ago=timedelta(days=3))
    assert "1 consultation, the latest first" in client.get("/consultations/oversight/?setting=900999").content.decode()
    assert (
        "1 consultation, the latest first"
        in client.get("/consultations/oversight/", {"setting": "Odd School"}).content.decode()
    )
    assert "None in the last twelve months" in client.get("/consultations/oversight/?setting=%00x").content.decode()


def test_another_teams_manager_sees_none_of_it_and_no_keyworker_oversees(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    other = make_user(staff.authority, Role.MANAGER, team=staff.other_team)
    page = signed_in(other).get("/consultations/oversight/").content.decode()
    assert CANARY not in page
    assert school.name not in page
    assert signed_in(staff.user(Role.KEYWORKER)).get("/consultations/oversight/").status_code == 403

"""A setting that the final plan names admits the child: who records the day, and which day it can be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, involve
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.placements.models import Consultation
from web.placements.conftest import day, signed_in, told

pytestmark = pytest.mark.django_db
WHOLE = (Role.KEYWORKER, Role.MANAGER)


def where(card: CaseCard) -> str:
    return f"/cases/{card.case_id}/admission/"


def admitted(card: CaseCard) -> list[tuple[str | None, object]]:
    return [(one.thread, one.occurred_on) for one in stream(card.case_id) if one.kind == "child-admitted"]


@pytest.fixture
def named(staff: Staff, card: CaseCard, school: Consultation) -> CaseCard:
    """The case, whose final plan names the SENCO’s school since five days ago."""
    on = clock.today() - timedelta(days=5)
    told(card, "final-plan-sent", on)
    record(
        case=card.case,
        entries=[NewEvent("setting-named-in-plan", on, thread=school.thread, fields={"setting": "1"})],
        actor=system("test", staff.authority),
    )
    involve(card.case, staff.user(Role.SENCO), "setting")
    return card


@pytest.mark.parametrize("role", [Role.SENCO, *WHOLE])
def test_the_setting_or_whoever_runs_the_case_records_the_day(
    staff: Staff, named: CaseCard, school: Consultation, role: Role
) -> None:
    client, page = signed_in(staff.user(role)), f"/cases/{named.case_id}/contacts/"
    assert f'href="{where(named)}"' in client.get(page).content.decode()
    assert school.name in client.get(where(named)).content.decode()
    assert client.post(where(named), day("on", clock.today() - timedelta(days=2))).status_code == 302
    assert admitted(named) == [(school.thread, clock.today() - timedelta(days=2))]
    row = ClockRow.objects.get(case=named.case_id, duty="setting-admit", thread=school.thread)
    assert row.met_on == clock.today() - timedelta(days=2)
    assert f'href="{where(named)}"' not in client.get(page).content.decode()
    assert "on record already" in client.get(where(named)).content.decode()
    entry = next(one for one in stream(named.case_id) if one.kind == "child-admitted")
    assert str(staff.user(role).pk) in entry.recorded_by


def test_a_day_that_cannot_be_says_why_and_records_nothing(staff: Staff, named: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    too_early = client.post(where(named), day("on", clock.today() - timedelta(days=6))).content.decode()
    assert "The plan names the setting since" in too_early
    assert client.post(where(named), day("on", clock.today() + timedelta(days=1))).status_code == 200
    assert admitted(named) == []


def test_another_setting_that_has_to_do_with_the_child_records_nothing(
    staff: Staff, named: CaseCard, school: Consultation
) -> None:
    other = staff.user(Role.SENCO)
    organisation = other.membership.organisation
    organisation.urn = "999998"
    organisation.save()
    client = signed_in(other)
    assert f'href="{where(named)}"' not in client.get(f"/cases/{named.case_id}/contacts/").content.decode()
    client.post(where(named), day("on", clock.today()))
    assert admitted(named) == []


@pytest.mark.parametrize("role", [Role.PARENT, Role.YOUNG_PERSON, Role.THERAPIST, Role.PLAN_WRITER])
def test_nobody_else_may(staff: Staff, named: CaseCard, role: Role) -> None:
    client = signed_in(staff.user(role))
    assert client.get(where(named)).status_code in (403, 404)
    assert client.post(where(named), day("on", clock.today())).status_code in (403, 404)
    assert admitted(named) == []

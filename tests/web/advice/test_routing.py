"""Who has each request for advice comes on record by what is done with it: nothing of it stays owed for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Organisation, Role
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.services import answering, asking, giving
from keywork.web.advice.services.asking import Asked
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard

from .conftest import asked_of

pytestmark = pytest.mark.django_db
SAID = Content(summary="Not known to us.")


def routing(request: AdviceRequest) -> ClockRow:
    return ClockRow.objects.get(case=request.case_id, duty="loc-social-advice-alert", thread=request.thread)


def is_owed(request: AdviceRequest) -> bool:
    row = routing(request)
    return row.met_on is None and row.ended_on is None


def kinds(request: AdviceRequest) -> list[str]:
    return [one.kind for one in stream(request.case_id) if one.thread == request.thread]


def test_a_named_worker_of_social_care_who_receives_it_later_meets_it_on_that_day(staff: Staff, card: CaseCard) -> None:
    worker = staff.user(Role.SOCIAL_WORKER)
    (asked,) = asked_of(staff, card, Asked("social-care", user=worker), received=False)
    day = clock.today() - timedelta(days=3)
    answering.confirm(
        actor=staff.actor(Role.SOCIAL_WORKER), card=card, request=asked, name="Robin", on=day, seen=None
    )  # fmt: skip
    assert routing(asked).met_on == day


def test_a_team_of_social_care_owes_a_named_worker_until_one_has_it(staff: Staff, card: CaseCard) -> None:
    team = Organisation.objects.create(authority=staff.authority, name="Disability team", kind="care")
    first, second = (
        make_user(staff.authority, Role.SOCIAL_WORKER, organisation=team, name=f"Worker {letter}") for letter in "AB"
    )
    (asked,) = asked_of(staff, card, Asked("social-care", organisation=team), received=False)
    actor = actor_for(first)
    assert actor is not None
    told = {"actor": actor, "card": card, "request": asked, "name": "Worker A", "seen": None}
    answering.confirm(**told, on=clock.today())
    assert is_owed(asked)
    answering.delegate(**told, to=second, text="")
    assert routing(asked).met_on == clock.today()


def test_a_body_that_says_it_has_the_request_owes_no_worker(staff: Staff, card: CaseCard) -> None:
    (asked,) = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), received=False)
    answering.confirm(
        actor=staff.actor(Role.THERAPIST), card=card, request=asked, name="Robin", on=clock.today(), seen=None
    )
    assert routing(asked).ended_on == clock.today()
    assert "advice-routed-to-worker" not in kinds(asked)


def test_one_that_is_answered_by_whoever_has_the_tray_is_owed_nothing_any_more(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    assert is_owed(health)
    giving.give(
        actor=staff.actor(Role.THERAPIST), card=card, request=health, name="Robin", content=SAID, seen=0
    )  # fmt: skip
    assert not is_owed(health)
    assert kinds(health)[-2:] == ["advice-request-needs-no-worker", "advice-received"]


def test_whoever_is_asked_by_name_has_it_and_so_has_the_keyworker_what_nobody_has_a_tray_for(
    staff: Staff, card: CaseCard
) -> None:
    therapist = staff.user(Role.THERAPIST)
    named, views = asked_of(
        staff, card, Asked("health", organisation=staff.body(Role.THERAPIST), assignee=therapist), Asked("family")
    )
    assert not is_owed(named)
    assert not is_owed(views)
    # And giving it then says nothing of it again
    giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=named, name="Robin", content=SAID, seen=0)
    assert kinds(named).count("advice-request-needs-no-worker") == 1


@pytest.mark.parametrize("how", ["withdraw", "decline"])
def test_one_that_is_open_no_more_is_owed_no_worker(
    staff: Staff, card: CaseCard, health: AdviceRequest, how: str
) -> None:
    told = {"card": card, "request": health, "name": "Robin", "text": "They moved.", "code": "other", "seen": None}
    if how == "withdraw":
        asking.withdraw(actor=staff.actor(Role.KEYWORKER), **told)
    else:
        answering.decline(actor=staff.actor(Role.THERAPIST), **told)
    assert not is_owed(health)


def test_a_colleague_who_takes_it_over_has_it(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    colleague = make_user(staff.authority, Role.THERAPIST, organisation=staff.body(Role.THERAPIST), name="Second")
    for _ in range(2):
        to = colleague if health.assignee_id is None else staff.user(Role.THERAPIST)
        answering.delegate(
            actor=staff.actor(Role.THERAPIST), card=card, request=health, name="Robin", to=to, text="", seen=None
        )
        health.refresh_from_db()
    assert not is_owed(health)
    assert kinds(health).count("advice-request-needs-no-worker") == 1

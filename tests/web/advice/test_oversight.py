"""What the designated officers see: their own service, all of it, with shares that can be counted again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import Staff, make_case
from keywork.web.accounts.models import Organisation, Role
from keywork.web.advice import queries
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.services import asking, giving
from keywork.web.advice.services.asking import Asked
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of, decided, signed_in, told

pytestmark = pytest.mark.django_db
SOME = Content(summary="All told")


def another(staff: Staff, surname: str = "Zyxcanary") -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team, surname=surname)
    card: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    told(card, "decided-to-assess", on=decided())
    return card


def asked(staff: Staff, days: int, organisation: Organisation | None = None, *, given: bool = False) -> AdviceRequest:
    card = another(staff)
    to = Asked("health", organisation=organisation or staff.body(Role.THERAPIST))
    one = asked_of(staff, card, to, ago=timedelta(days=days))[0]
    if given:
        giving.give(actor=staff.actor(Role.THERAPIST), card=card, request=one, name="T", content=SOME, seen=0)
    return one


def test_the_share_in_time_is_of_all_that_was_given_or_had_fallen_due(staff: Staff) -> None:
    for days, given in ((10, True), (20, True), (50, True), (50, False), (5, False)):
        asked(staff, days, given=given)
    taken_back = asked(staff, 10)
    asking.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=taken_back.case.card, request=taken_back, name="K", code="not-needed",
        text="", seen=1,
    )  # fmt: skip
    found = queries.shares(staff.actor(Role.DCO), "health")
    assert [(one.provider, one.in_time, one.of) for one in found] == [("Body of the Health therapist", 2, 4)]
    page = signed_in(staff.user(Role.DCO)).get("/advice/oversight/").content.decode()
    assert "50%" in page
    assert "2 of 4" in page
    assert "Few cases" in page


def test_each_provider_has_a_share_of_its_own_and_the_whole_is_their_sum(staff: Staff) -> None:
    other = Organisation.objects.create(authority=staff.authority, name="Eastern therapies", kind="health")
    asked(staff, 10, given=True)
    asked(staff, 50, other)
    page = signed_in(staff.user(Role.DCO)).get("/advice/oversight/").content.decode()
    for words in ("1 of 2", "1 of 1", "0 of 1", "All of health"):
        assert words in page


def test_the_list_is_filtered_by_provider_and_by_lateness(staff: Staff) -> None:
    other = Organisation.objects.create(authority=staff.authority, name="Eastern therapies", kind="health")
    late, soon, later = asked(staff, 50), asked(staff, 38), asked(staff, 5, other)
    client = signed_in(staff.user(Role.DCO))

    def shown(query: str) -> set[str]:
        page = client.get(f"/advice/oversight/{query}").content.decode()
        return {one.case.reference for one in (late, soon, later) if one.case.reference in page}

    assert shown("") == {one.case.reference for one in (late, soon, later)}
    assert shown("?lateness=late") == {late.case.reference}
    assert shown("?lateness=soon") == {soon.case.reference}
    assert shown("?lateness=in-time") == {later.case.reference}
    assert shown(f"?provider={other.pk}") == {later.case.reference}
    assert shown("?provider=nonsense&lateness=odd&page=x") == shown("")


def test_what_nobody_confirmed_is_listed_apart_because_no_clock_runs(staff: Staff) -> None:
    one = asked_of(staff, another(staff), Asked("health", organisation=staff.body(Role.THERAPIST)), received=False)[0]
    page = signed_in(staff.user(Role.DCO)).get("/advice/oversight/").content.decode()
    assert "0 open requests" in page
    assert one.case.reference in page.split("receipt not confirmed")[1]


def test_each_officer_sees_their_own_service_alone(staff: Staff) -> None:
    health = asked(staff, 10)
    care = asked_of(staff, another(staff), Asked("social-care", user=staff.user(Role.SOCIAL_WORKER)))[0]
    pages = {
        role: signed_in(staff.user(role)).get("/advice/oversight/").content.decode() for role in (Role.DCO, Role.DSCO)
    }
    assert health.case.reference in pages[Role.DCO]
    assert care.case.reference not in pages[Role.DCO]
    assert care.case.reference in pages[Role.DSCO]
    assert health.case.reference not in pages[Role.DSCO]
    for role in Role:
        if role not in {Role.DCO, Role.DSCO}:
            assert signed_in(staff.user(role)).get("/advice/oversight/").status_code == 403, role


def test_a_restricted_case_is_in_no_list_and_no_count_of_the_health_officer(staff: Staff) -> None:
    one = asked(staff, 50)
    CaseCard.objects.filter(pk=one.case_id).update(restricted=True)
    page = signed_in(staff.user(Role.DCO)).get("/advice/oversight/").content.decode()
    assert one.case.reference not in page
    assert "No six weeks ended" in page


@pytest.mark.parametrize(("role", "where"), [(Role.DCO, "/advice/oversight/"), (Role.THERAPIST, "/advice/")])
def test_the_lists_ask_as_often_for_many_as_for_few(staff: Staff, role: Role, where: str) -> None:
    client = signed_in(staff.user(role))
    asked(staff, 10)
    asked(staff, 12, given=True)
    counts = []
    for _ in range(2):
        client.get(where)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(where).status_code == 200
        counts.append(len(caught))
        for days in range(10, 18):
            asked(staff, days)
            asked(staff, days, given=True)
    assert counts[0] == counts[1]

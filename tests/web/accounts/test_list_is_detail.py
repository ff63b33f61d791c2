"""A list shows exactly what its pages would open: on random worlds, for every role and action about cases."""

from datetime import timedelta

import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import Staff, make_case, make_staff, make_user
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for

pytestmark = pytest.mark.django_db
OTHERS = ("team-mate", "without a team")
WHO = st.sampled_from([None, *Role.values, *OTHERS])
TEAM = st.sampled_from([None, "north", "south"])
UNTIL = st.sampled_from([None, -1, 0, 1])
CARDS = st.lists(st.tuples(WHO, TEAM, WHO, UNTIL), min_size=1, max_size=6)


@pytest.fixture
def staff() -> Staff:
    made = make_staff()
    made.people["team-mate"] = make_user(made.authority, Role.KEYWORKER, team=made.team)
    made.people["without a team"] = make_user(made.authority, Role.KEYWORKER)
    return made


@pytest.fixture
def elsewhere() -> Staff:
    return make_staff("998", "Elsewhere Council")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CARDS)
def test_a_list_shows_what_its_pages_open(
    staff: Staff, elsewhere: Staff, cards: list[tuple[str | None, str | None, str | None, int | None]]
) -> None:
    teams = {None: None, "north": staff.team, "south": staff.other_team}
    with scope(authority=staff.authority):
        CaseCard.objects.all().delete()
    for keyworker, team, cover, until in cards:
        case = make_case(staff, keyworker=staff.people.get(keyworker or ""), team=teams[team])
        ends = None if until is None else clock.today() + timedelta(days=until)
        with scope(authority=staff.authority):
            CaseCard.objects.filter(case=case).update(cover=staff.people.get(cover or ""), cover_until=ends)
    make_case(elsewhere, keyworker=elsewhere.user(Role.KEYWORKER), team=elsewhere.team)
    with scope(authority=[staff.authority, elsewhere.authority]):
        everything = list(CaseCard.objects.all())
    about_cases = [action for action, rule in matrix().items() if rule.record]
    for role in (*Role.values, *OTHERS):
        actor = staff.actor(role)
        for action in about_cases:
            with scope(authority=staff.authority):
                listed = {card.pk for card in cards_for(actor, action)}
            assert listed == {card.pk for card in everything if CASES.can(actor, action, card)}, (role, action)

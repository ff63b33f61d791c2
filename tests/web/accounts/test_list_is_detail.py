"""A list shows exactly what its pages would open: on random worlds, for every role and action about cases."""

import os
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import CANARY, URNS, Staff, make_case, make_staff, make_user
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope, Way
from keywork.web.accounts.matrix import matrix, whole_matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import Reach
from keywork.web.casework import finding, mycases, queries, worklist
from keywork.web.deadlines.models import CaseSummary, ClockRow, RunningCount
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import CASES, cards_for, may, relation

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("KEYWORK_WORLDS", "10"))
OTHERS = ("team-mate", "without a team", "manager of the team")
EVERYBODY = (*Role.values, *OTHERS)
WHO = st.sampled_from([None, *Role.values, *OTHERS])
TEAM = st.sampled_from([None, "north", "south"])
UNTIL = st.sampled_from([None, -1, 0, 1])
URN = st.sampled_from(["", *URNS.values(), "900999"])
# Whose it is, how, from and to when in hours from now, whether it was closed, and what it opens.
INVOLVED = st.lists(
    st.tuples(
        st.sampled_from([*Role.values, *OTHERS]),
        st.sampled_from(Involvement.Relation.values),
        st.sampled_from([-48, -1, 1]),
        st.sampled_from([-1, 1, 48]),
        st.sampled_from([None, -1]),
        st.sampled_from(["", "", ",a1,a2,", ",a5,", ",a2,a5,a6,"]),
        st.booleans(),
    ),
    max_size=5,
)
CARDS = st.lists(st.tuples(WHO, TEAM, WHO, UNTIL, URN, INVOLVED), min_size=1, max_size=6)
Card = tuple[
    str | None, str | None, str | None, int | None, str, list[tuple[str, str, int, int, int | None, str, bool]]
]


@pytest.fixture
def staff() -> Staff:
    made = make_staff()
    made.people["team-mate"] = make_user(made.authority, Role.KEYWORKER, team=made.team)
    made.people["without a team"] = make_user(made.authority, Role.KEYWORKER)
    made.people["manager of the team"] = make_user(made.authority, Role.MANAGER, team=made.team)
    return made


@pytest.fixture
def elsewhere() -> Staff:
    return make_staff("998", "Elsewhere Council")


def build(staff: Staff, cards: list[Card]) -> None:
    """Make a world anew of what was drawn."""
    teams = {None: None, "north": staff.team, "south": staff.other_team}
    now = clock.now()
    with scope(authority=staff.authority):
        Involvement.objects.all().delete()
        CaseCard.objects.all().delete()
        ClockRow.objects.all().delete()
        RunningCount.objects.all().delete()
    for keyworker, team, cover, until, urn, involved in cards:
        case = make_case(staff, keyworker=staff.people.get(keyworker or ""), team=teams[team])
        ends = None if until is None else clock.today() + timedelta(days=until)
        with scope(authority=staff.authority):
            CaseCard.objects.filter(case=case).update(cover=staff.people.get(cover or ""), cover_until=ends)
            CaseSummary.objects.filter(case=case).update(setting=urn)
            for who, relation, since, till, closed, classes, to_body in involved:
                person = staff.people[who]
                body = person.membership.organisation if to_body else None
                Involvement.objects.create(
                    authority=staff.authority,
                    case=case,
                    user=None if body else person,
                    organisation=body,
                    relation=relation,
                    classes=classes,
                    reason="Drawn",
                    given_by="system:test",
                    starts_at=now + timedelta(hours=since),
                    ends_at=now + timedelta(hours=till),
                    closed_at=None if closed is None else now + timedelta(hours=closed),
                )


@settings(max_examples=WORLDS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CARDS)
def test_a_list_shows_what_its_pages_open(staff: Staff, elsewhere: Staff, cards: list[Card]) -> None:
    build(staff, cards)
    make_case(elsewhere, keyworker=elsewhere.user(Role.KEYWORKER), team=elsewhere.team)
    with scope(authority=[staff.authority, elsewhere.authority]):
        everything = list(CaseCard.objects.all())
    about_cases = [rule for rule in matrix().values() if rule.record]
    with scope(authority=staff.authority):
        for who in EVERYBODY:
            actor = staff.actor(who)
            alike = {rule.ways_of(actor.role or ""): rule.action for rule in about_cases}
            for action in alike.values():
                listed = {card.pk for card in cards_for(actor, action)}
                assert listed == {card.pk for card in everything if CASES.can(actor, action, card)}, (who, action)
            _lists_agree(actor, everything)
            _classes_agree(actor, everything)


def _lists_agree(actor: Actor, everything: list[CaseCard]) -> None:
    """The pages that list, search and count show what the actions open, and no more."""

    def open_to(action: str) -> set[object]:
        return {card.pk for card in everything if CASES.can(actor, action, card)}

    assert {card.pk for card in mycases.my_cards(actor)} == open_to("case.list")
    hits, more = finding.find(actor, CANARY)
    assert not more
    assert {hit.case_id for hit in hits} == open_to("case.find")
    assert {hit.case_id for hit in hits if hit.opens} == open_to("case.find") & open_to("case.open")
    assert queries.openable(actor, everything) == open_to("case.open")
    asked, today = worklist.Question(whose="area"), clock.today()
    rows = worklist.open_clocks(actor, asked, today)
    assert {row.case_id for row in rows} == open_to("work.list")
    assert worklist.counts(actor, asked, today)["all"] == rows.count()


def _classes_agree(actor: Actor, everything: list[CaseCard]) -> None:
    """A part of a page is open exactly where a list of that part would hold the case."""
    for class_code in ("a2", "a5", "a7", "c5", "c9"):
        marks = whole_matrix().marks(actor.role or "", class_code, "R")
        ways = [Way(mark.scope, (class_code,)) for mark in marks]
        listed = set(CaseCard.objects.filter(CASES.q_of(actor, ways)).values_list("pk", flat=True))
        assert listed == {card.pk for card in everything if may(actor, class_code, "R", card)}, class_code


def test_the_filters_of_those_who_list_most_stay_as_simple_as_they_were(staff: Staff) -> None:
    """Flags apart, a keyworker's list looks at the card alone and a manager's at nothing: no join, no query in it."""
    open_to = Reach(relation)
    with scope(authority=staff.authority):
        manager, keyworker = staff.actor("manager"), staff.actor("keyworker")
        assert open_to.q(manager, "work.list") == Q()
        today = clock.today()
        mine = Q(keyworker=keyworker.user_id) | Q(cover=keyworker.user_id, cover_until__gte=today)
        assert open_to.q(keyworker, "work.list") == mine
        assert "JOIN" not in str(CaseCard.objects.filter(open_to.q(keyworker, "case.open")).query)
        assert Scope.TEAM in matrix()["case.open"].scopes("keyworker")


def test_what_flags_take_away_is_found_once_for_a_list_and_not_for_each_of_its_rows(staff: Staff) -> None:
    make_case(staff, keyworker=staff.user(Role.KEYWORKER))
    with scope(authority=staff.authority):
        for role in (Role.MANAGER, Role.KEYWORKER, Role.PARENT):
            plan = CaseCard.objects.filter(DENIED.keeps(staff.actor(role))).explain()
            assert "CORRELATED" not in plan, plan
            if connection.vendor == "postgresql":
                asked = re.findall(r"\((hashed )?SubPlan \d+\)", plan)
                assert asked, plan
                assert set(asked) == {"hashed "}, plan

"""A small world in which every rule of access makes a difference, and what each person must reach in it, by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django_scopes import scope

from factories import Staff, involve, make_case, make_staff, make_user
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.cells import Scope, Way
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import Denied, Either, Everything, Nothing, NotKnown, Predicate, Reach, can, check_can
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.policy import CASES, cards_for, check_may, may, open_card, relation, standing_of
from keywork.web.people.relations import Involved, Mine, OnRoll, OurTeams

Kind = Involvement.Relation
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class AccessWorld:
    """The people, and the cases by what they are."""

    staff: Staff
    people: dict[str, Actor] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)
    elsewhere: Any = None

    def names(self, pks: Any) -> set[str]:
        found = set(pks)
        return {name for name, pk in self.cases.items() if pk in found}


def make_access_world() -> AccessWorld:
    staff, other = make_staff(), make_staff("998", "Elsewhere Council")
    world = AccessWorld(staff)
    without_team = make_user(staff.authority, Role.KEYWORKER)
    manager = make_user(staff.authority, Role.MANAGER, team=staff.team)
    for name, user in {
        "keyworker": staff.user(Role.KEYWORKER), "alone": without_team, "manager": staff.user(Role.MANAGER),
        "team manager": manager, "writer": staff.user(Role.PLAN_WRITER), "therapist": staff.user(Role.THERAPIST),
        "senco": staff.user(Role.SENCO), "parent": staff.user(Role.PARENT), "auditor": staff.user(Role.AUDITOR),
    }.items():  # fmt: skip
        actor = actor_for(user)
        assert actor is not None
        world.people[name] = actor
    world.people["system"] = system("test", staff.authority)
    k, north, south, today = staff.user(Role.KEYWORKER), staff.team, staff.other_team, clock.today()
    cards = {
        "mine": {"keyworker": k, "team": north}, "ours": {"team": north}, "theirs": {"team": south},
        "covered": {"cover": k, "cover_until": today, "team": south},
        "cover over": {"cover": k, "cover_until": today - DAY}, "cover open": {"cover": k},
        "another's": {"keyworker": without_team, "team": south}, "roll": {}, "consulted": {}, "written": {},
        "given to k": {}, "asked": {}, "asked a5": {}, "asked body": {}, "asked later": {}, "asked over": {},
        "asked closed": {}, "asked closing": {}, "panel": {}, "asked another": {},
    }  # fmt: skip
    with scope(authority=staff.authority):
        for name, fields in cards.items():
            case = make_case(staff)
            CaseCard.objects.filter(case=case).update(**fields)
            world.cases[name] = case.pk
        CaseSummary.objects.filter(case=world.cases["roll"]).update(setting="900001")
        CaseSummary.objects.filter(case=world.cases["theirs"]).update(setting="900777")
        _involvements(world)
    _elsewhere(world, other)
    return world


def _involvements(world: AccessWorld) -> None:
    staff, now = world.staff, clock.now()
    therapist = staff.user(Role.THERAPIST)

    def give(name: str, whom: Any, kind: str, **fields: Any) -> Involvement:
        case = CaseCard.objects.get(pk=world.cases[name]).case
        made = involve(case, whom, kind)
        if fields:
            Involvement.objects.filter(pk=made.pk).update(**fields)
        return made

    give("asked", therapist, Kind.REQUEST)
    give("asked a5", therapist, Kind.REQUEST, classes=",a5,")
    body = therapist.membership.organisation
    give("asked body", therapist, Kind.REQUEST, user=None, organisation=body)
    give("asked later", therapist, Kind.REQUEST, starts_at=now + HOUR)
    give("asked over", therapist, Kind.REQUEST, starts_at=now - DAY, ends_at=now - HOUR)
    give("asked closed", therapist, Kind.REQUEST, closed_at=now - HOUR)
    give("asked closing", therapist, Kind.REQUEST, closed_at=now + HOUR, ends_at=None)
    give("asked another", staff.user(Role.SOCIAL_WORKER), Kind.REQUEST)
    give("panel", therapist, Kind.GRANT)
    give("written", staff.user(Role.PLAN_WRITER), Kind.OWN)
    give("given to k", staff.user(Role.KEYWORKER), Kind.OWN)
    give("roll", staff.user(Role.PARENT), Kind.FAMILY)
    give("roll", staff.user(Role.AUDITOR), Kind.SAMPLED)
    give("consulted", staff.user(Role.SENCO), Kind.SETTING)


def _elsewhere(world: AccessWorld, other: Staff) -> None:
    """A case of another authority that names the same people, team and setting."""
    case = make_case(other)
    staff = world.staff
    with scope(authority=other.authority):
        CaseCard.objects.filter(case=case).update(keyworker=staff.user(Role.KEYWORKER), team=staff.team)
        CaseSummary.objects.filter(case=case).update(setting="900001")
        for role, kind in ((Role.THERAPIST, Kind.REQUEST), (Role.PLAN_WRITER, Kind.OWN)):
            involve(case, staff.user(role), kind)
        world.elsewhere = CaseCard.objects.get(case=case)
        assert world.elsewhere.setting  # read here, as it is kept: whoever holds the card must still say no
        assert world.elsewhere.involved


OPEN = {"asked", "asked a5", "asked body", "asked closing"}
WHOLE = OPEN - {"asked a5"}


def reached(world: AccessWorld) -> list[tuple[str, Predicate[CaseCard], str, set[str]]]:
    """Return what each predicate must give to whom: said by hand, not worked out."""
    every, request = set(world.cases), Involved(Kind.REQUEST)
    return [
        ("mine", Mine(), "keyworker", {"mine", "covered"}),
        ("mine", Mine(), "alone", {"another's"}),
        ("mine", Mine(), "system", set()),
        ("team", OurTeams(), "keyworker", {"mine", "ours"}),
        ("team", OurTeams(), "alone", set()),
        ("roll", OnRoll(), "senco", {"roll"}),
        ("roll", OnRoll(), "keyworker", set()),
        ("request", request, "therapist", OPEN),
        ("request", request, "keyworker", set()),
        ("request", request, "system", set()),
        ("request a5", Involved(Kind.REQUEST, classes=("a5",)), "therapist", OPEN),
        ("request a2", Involved(Kind.REQUEST, classes=("a2",)), "therapist", WHOLE),
        ("request a2 a5", Involved(Kind.REQUEST, classes=("a5", "a2")), "therapist", WHOLE),
        ("grant", Involved(Kind.GRANT, Kind.PANEL), "therapist", {"panel"}),
        ("own", relation(Scope.OWN, ()), "keyworker", {"mine", "covered"}),
        ("own", relation(Scope.OWN, ()), "writer", {"written"}),
        ("team", relation(Scope.TEAM, ()), "keyworker", {"mine", "covered", "ours"}),
        ("team", relation(Scope.TEAM, ()), "manager", every),
        ("team", relation(Scope.TEAM, ()), "team manager", {"mine", "ours"}),
        ("team", relation(Scope.TEAM, ()), "alone", {"another's"}),
        ("area", relation(Scope.AREA, ()), "therapist", every),
        ("masked", relation(Scope.MASKED, ()), "therapist", every),
        ("setting", relation(Scope.SETTING, ()), "senco", {"roll", "consulted"}),
        ("asked", relation(Scope.REQUEST, ("a2",)), "therapist", WHOLE),
        ("either", Either(Mine(), Nothing(), OurTeams()), "keyworker", {"mine", "covered", "ours"}),
        ("either", Either(Mine(), Everything()), "keyworker", every),
        ("none", Either(), "keyworker", set()),
        ("nothing", Nothing(), "keyworker", set()),
    ]


def ask(world: AccessWorld) -> int:
    """Ask everything that is asked of the rules, and return how much; an AssertionError says what is not as it must be."""
    asked = 0
    with scope(authority=world.staff.authority):
        for name, predicate, who, expected in reached(world):
            actor = world.people[who]
            listed = world.names(CaseCard.objects.filter(predicate.q(actor)).values_list("pk", flat=True))
            cards = CaseCard.objects.select_related("person")
            held = world.names(card.pk for card in cards if predicate.holds(actor, card))
            assert listed == expected, f"{name} of the {who} lists {listed ^ expected}"
            assert held == expected, f"{name} of the {who} holds {held ^ expected}"
            assert not predicate.holds(actor, world.elsewhere), f"{name} of the {who} holds another authority's case"
            asked += 3
        return asked + _reaches(world) + _decisions(world)


def _reaches(world: AccessWorld) -> int:
    people, every = world.people, set(world.cases)
    taken = Reach(relation, denied=OurTeams())
    ways = [Way(Scope.TEAM, ()), Way(Scope.OWN, ())]
    wanted = [
        (CASES.q(people["keyworker"], "case.open"), {"mine", "covered", "ours"}),
        (CASES.q(people["therapist"], "case.open"), WHOLE),
        (CASES.q(people["keyworker"], "no.such.action"), set()),
        (CASES.q(people["system"], "case.open"), every),
        (taken.q_of(people["keyworker"], ways), {"covered"}),
        (taken.q_of(people["system"], [Way(Scope.AREA)]), every),
    ]
    for number, (filters, expected) in enumerate(wanted):
        assert world.names(CaseCard.objects.filter(filters).values_list("pk", flat=True)) == expected, number
    assert world.names(cards_for(people["writer"]).values_list("pk", flat=True)) == {"written"}
    for who, expected in (("keyworker", {"mine", "covered", "ours"}), ("therapist", WHOLE), ("system", every)):
        one_by_one = {name for name, pk in world.cases.items() if open_card(people[who], "case.open", pk)}
        assert one_by_one == expected, f"one case of the {who} after another"
    assert CASES.takes_all(people["manager"], "work.list")
    assert not CASES.takes_all(people["keyworker"], "work.list")
    system_team = Actor("system:test", world.staff.authority, team_id=world.staff.team.pk)
    mine, covered = (CaseCard.objects.get(pk=world.cases[name]) for name in ("mine", "covered"))
    assert taken.can_by(people["keyworker"], ways, covered)
    assert not taken.can_by(people["keyworker"], ways, mine)
    assert taken.can_by(system_team, [Way(Scope.AREA)], mine)
    assert (
        world.names(CaseCard.objects.filter(taken.q_of(system_team, [Way(Scope.AREA)])).values_list("pk", flat=True))
        == every
    )
    assert CASES.takes_all(people["system"], "case.open")
    assert not CASES.takes_all(people["keyworker"], "case.open")
    assert not CASES.can(people["therapist"], "case.open", mine)
    assert CASES.check(people["keyworker"], "case.open", mine).allowed
    assert _raises(NotKnown, lambda: CASES.check(people["therapist"], "case.open", mine))
    return len(wanted) + 16


def _decisions(world: AccessWorld) -> int:
    people = world.people
    mine = CaseCard.objects.get(pk=world.cases["mine"])
    assert can(people["keyworker"], "case.open")
    assert not can(None, "case.open")
    assert not can(people["keyworker"], "users.manage")
    assert not can(people["keyworker"], "no.such.action")
    assert can(people["system"], "users.manage")
    assert not can(people["system"], "no.such.action")
    assert check_can(people["keyworker"], "case.open").allowed
    assert _raises(Denied, lambda: check_can(people["keyworker"], "users.manage"))
    assert may(people["keyworker"], "a7", "R", mine)
    assert not may(people["keyworker"], "c2", "R", mine)
    assert not may(people["therapist"], "a5", "R", mine)
    assert may(people["system"], "c2", "R", mine)
    assert not may(people["manager"], "c9", "R", mine)
    assert may(people["manager"], "c9", "R", mine, ("who saw what",))
    check_may(people["keyworker"], "a7", "R", mine)
    roll = CaseCard.objects.get(pk=world.cases["roll"])
    assert standing_of(people["parent"], roll).limits("a5") == {"plain words"}
    assert standing_of(people["keyworker"], mine).limits("a2") == frozenset()
    assert standing_of(people["auditor"], roll).is_masked()
    assert not standing_of(people["keyworker"], mine).is_masked()
    assert not standing_of(people["auditor"], mine).is_masked(), "they have nothing of it, masked or not"
    assert _raises(NotKnown, lambda: check_may(people["therapist"], "a5", "R", mine))
    return 21


def _raises(kind: type[BaseException], act: Any) -> bool:
    try:
        act()
    except kind:
        return True
    return False

"""Who is let see a case: by somebody else, for a reason, until a day; and gone with the very next page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import CANARY, STANDS, URNS, involve, make_case, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import AccessEntry, Membership, Role, User
from keywork.web.accounts.policy import NotKnown
from keywork.web.casework.services import write_note
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.policy import cards_for
from keywork.web.people.sharing import LONGEST, NotShared, give, suits
from world_made import World, make_world

pytestmark = pytest.mark.django_db
REASON = "The panel of December looks at it"


@pytest.fixture
def world() -> World:
    return make_world()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def card_of(case: Case) -> CaseCard:
    found: CaseCard = CaseCard.objects.get(case=case)
    return found


def tomorrow() -> date:
    return clock.today() + timedelta(days=1)


def test_a_manager_gives_and_the_page_opens_and_ends_and_it_is_gone(world: World) -> None:
    mediator, case = world.staff.user("mediator"), world.unallocated
    inside, manager = signed_in(mediator), signed_in(world.staff.user("manager"))
    page = f"/cases/{case.pk}/"
    assert inside.get(page).status_code == 404
    until = tomorrow()
    sent = {"email": mediator.email, "relation": "grant", "reason": REASON,
            "until-day": until.day, "until-month": until.month, "until-year": until.year}  # fmt: skip
    assert manager.post(f"{page}people/", sent).status_code == 302
    assert CANARY in inside.get(page).content.decode()
    with scope(authority=world.staff.authority):
        given = Involvement.objects.get(case=case)
    assert manager.post(f"{page}people/{given.pk}/end/").status_code == 302
    assert inside.get(page).status_code == 404
    with scope(authority=world.staff.authority):
        rows = AccessEntry.objects.filter(action="case.share", detail__has_key="did").order_by("id")
        did = [entry.detail for entry in rows]
    assert [one["did"] for one in did] == ["give-involvement", "end-involvement"]
    assert did[0]["relation"] == "grant"


def attempt(world: World, **changed: object) -> Involvement:
    with scope(authority=world.staff.authority):
        asked = {"actor": world.staff.actor("manager"), "card": card_of(world.mine), "relation": "grant",
                 "user": world.staff.user("mediator"), "until": tomorrow(), "reason": REASON}  # fmt: skip
        return give(**(asked | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (lambda w: {"user": w.staff.user("manager")}, "themselves"),
        (lambda w: {"user": None}, "one person, or"),
        (lambda w: {"organisation": w.staff.user("senco").membership.organisation}, "one person, or"),
        (lambda w: {"reason": "because"}, "Say why"),
        (lambda w: {"until": None}, "always ends"),
        (lambda w: {"until": clock.today() - timedelta(days=1)}, "today or later"),
        (lambda w: {"until": clock.today() + LONGEST + timedelta(days=1)}, "within 90 days"),
        (lambda w: {"relation": "glass"}, "Choose how"),
        (lambda w: {"relation": "nonsense"}, "Choose how"),
        (lambda w: {"classes": ["a2", "z9"]}, "Choose how"),
        (lambda w: {"user": w.staff.user("administrator")}, "nothing to see"),
        (lambda w: {"user": w.staff.user("analyst")}, "nothing to see"),
        (lambda w: {"relation": "own", "user": w.staff.user("keyworker")}, "nothing to see"),
        (lambda w: {"relation": "family"}, "nothing to see"),
    ],
)
def test_what_cannot_be_given_is_refused_in_words(
    world: World, changed: Callable[[World], dict[str, object]], words: str
) -> None:
    with pytest.raises(NotShared, match=words):
        attempt(world, **changed(world))


def test_nobody_of_another_authority_is_given_anything(world: World) -> None:
    with scope(authority=world.elsewhere.authority):
        stranger = make_user(world.elsewhere.authority, Role.MEDIATOR)
    with pytest.raises(NotShared, match="no such account"):
        attempt(world, user=stranger)


@pytest.mark.parametrize("role", [role for role in Role.values if role != "manager"])
def test_nobody_but_a_manager_gives_anything(world: World, role: str) -> None:
    with pytest.raises(NotKnown):
        attempt(world, actor=world.staff.actor(role))


def test_a_manager_of_a_team_gives_the_teams_cases_alone(world: World) -> None:
    manager = actor_for(make_user(world.staff.authority, Role.MANAGER, team=world.staff.other_team))
    with pytest.raises(NotKnown):
        attempt(world, actor=manager)


def test_a_panel_reads_until_five_days_after_it_closes(world: World) -> None:
    made = attempt(world, relation="panel", user=world.staff.user("panel-member"), until=tomorrow())
    assert made.ends_at is not None
    assert made.ends_at.astimezone(clock.LONDON).date() == tomorrow() + timedelta(days=5)


def test_some_classes_alone_open_nothing_else(world: World) -> None:
    """A grant of the dates alone opens no page that shows who the child is."""
    case = make_case(world.staff)
    involve(case, world.staff.user("sendiass"), "grant", classes=",a5,")
    with scope(authority=world.staff.authority):
        actor = world.staff.actor("sendiass")
        assert case.pk in set(cards_for(actor, "case.clocks").values_list("pk", flat=True))
        assert case.pk not in set(cards_for(actor, "case.open").values_list("pk", flat=True))


# AZ-11 and AZ-16: a right that has gone is gone with the next page, for every role that has any.


def revoke(world: World, role: str) -> None:
    """Take away what lets somebody of a role open the world's case, in the way that is theirs."""
    with scope(authority=world.staff.authority):
        card = CaseCard.objects.filter(case=world.mine)
        if role in STANDS:
            Involvement.objects.filter(user=world.staff.user(role)).update(closed_at=clock.now(), closed_by="x")
        elif role == "keyworker":
            card.update(keyworker=None, team=world.staff.other_team)
        elif role == "business-support":
            card.update(team=world.staff.other_team)
        else:  # who oversees the area, or manages every team, loses it with the role or the team
            Membership.objects.filter(user=world.staff.user(role)).update(
                role="board-member" if role != "manager" else role, team=world.staff.other_team
            )


OPENS = [*STANDS, "keyworker", "manager", "business-support", "dsco", "dco"]


@pytest.mark.parametrize("role", Role.values)
def test_a_right_that_has_gone_is_gone_with_the_next_page(world: World, role: str) -> None:
    inside, page = signed_in(world.staff.user(role)), f"/cases/{world.mine.pk}/"
    assert inside.get(page).status_code == (200 if role in OPENS else 404)
    revoke(world, role)
    with scope(authority=world.staff.authority):
        CaseCard.objects.filter(case=world.mine).update(keyworker=None, team=world.staff.team)
        if role in {"keyworker", "business-support"}:
            CaseCard.objects.filter(case=world.mine).update(team=world.staff.other_team)
    for address in (page, f"{page}clocks/", f"{page}history/"):
        assert inside.get(address).status_code in {403, 404}, address
    for listed in ("/cases/", "/work/"):
        assert CANARY not in inside.get(listed).content.decode()


def move(case: Case, urn: str, on: date, number: int) -> None:
    with scope(authority=case.authority):
        placed = NewEvent("placement-recorded", on, thread=f"placement/{number}", fields={"urn": urn, "rank": 1})
        record(case=case, entries=[placed], actor=system("test", case.authority))


def test_a_child_that_moves_leaves_the_old_school_and_reaches_the_new_that_day(world: World) -> None:
    case = make_case(world.staff)
    old, new = (signed_in(world.staff.user(role)) for role in ("senco", "college"))
    page = f"/cases/{case.pk}/"
    move(case, URNS[Role.SENCO], clock.today() - timedelta(days=30), 1)
    assert (old.get(page).status_code, new.get(page).status_code) == (200, 404)
    move(case, URNS[Role.COLLEGE], clock.today(), 2)
    assert (old.get(page).status_code, new.get(page).status_code) == (404, 200)


def test_who_gave_advice_reads_their_own_words_for_a_year_after(world: World) -> None:
    adviser, case = world.staff.user("educational-psychologist"), world.mine
    with scope(authority=world.staff.authority):
        write_note(card=card_of(case), text="Mine to keep", actor=world.staff.actor(Role.EDUCATIONAL_PSYCHOLOGIST),
                   author="Robin")  # fmt: skip
        write_note(card=card_of(case), text="The keyworker's", actor=world.staff.actor("keyworker"), author="K")
    inside = signed_in(adviser)
    shown = inside.get(f"/cases/{case.pk}/").content.decode()
    assert "Mine to keep" in shown
    assert "The keyworker" not in shown.partition("Your notes")[2]
    for days, is_theirs in ((0, True), (364, True), (366, False)):
        with scope(authority=world.staff.authority):
            Involvement.objects.filter(user=adviser).update(closed_at=clock.now() - timedelta(days=days), closed_by="x")
        assert inside.get(f"/cases/{case.pk}/").status_code == 404
        own = inside.get("/cases/own-work/").content.decode()
        assert ("Mine to keep" in own) is is_theirs, days
        assert "The keyworker" not in own


def test_the_matrix_says_which_relation_suits_which_role() -> None:
    assert suits(Role.PARENT, "family")
    assert suits(Role.AUDITOR, "sampled")
    assert suits(Role.PLAN_WRITER, "own")
    assert not suits(Role.KEYWORKER, "own"), "a keyworker's cases stand on their cards"
    assert not any(
        suits(Role.ADMINISTRATOR, relation) for relation in Involvement.Relation.values if relation != "glass"
    )

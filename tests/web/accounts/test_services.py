"""Accounts, roles and teams: what an administrator may do, and what nobody may do to themselves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django_scopes import scope, scopes_disabled

from factories import PASSWORD, Staff, make_staff
from keywork.web.accounts import consents, queries, services
from keywork.web.accounts.actors import system
from keywork.web.accounts.log import log, log_sign_in_failed
from keywork.web.accounts.models import AccessEntry, Authority, Role, User
from keywork.web.accounts.policy import Denied, NotKnown
from keywork.web.accounts.services import AccountFault
from second_steps import give_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def agree(staff: Staff, role: str) -> str:
    """Let a second person agree to the one thing that waits, and return the code they are shown."""
    by = staff.actor(role)
    _, code = consents.answer(actor=by, consent_id=consents.waiting(by).get().pk, agrees=True)
    return code


def test_an_administrator_gives_an_account_and_a_link(staff: Staff, client: Client) -> None:
    by = staff.actor("administrator")
    user = services.add_user(
        actor=by, email=" New.Person@Example.org ", name="Robin New", role="keyworker", team=staff.team
    )
    assert (user.email, user.has_usable_password(), user.membership.team) == (
        "new.person@example.org",
        False,
        staff.team,
    )
    link = services.password_link(actor=by, user=user)
    code = agree(staff, "manager")
    landed = client.get(link)
    form = landed.headers["Location"]
    new = {"email": user.email, "code": code, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(form, new).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    did = [entry.detail.get("did") for entry in AccessEntry.objects.order_by("id")]
    assert did == ["add-user", "password-link", "agreed-let-in", "set-password-by-link"]


CHECKS_ACCOUNTS = {"auditor", "information-governance"}  # who see them, and change none


@pytest.mark.parametrize("role", [role for role in Role.values if role != "administrator"])
def test_nobody_else_does(staff: Staff, role: str) -> None:
    by = staff.actor(role)
    with pytest.raises(Denied):
        services.add_user(actor=by, email="a@example.org", name="Robin", role="keyworker")
    with pytest.raises(Denied):
        services.password_link(actor=by, user=staff.user("keyworker"))
    if role not in CHECKS_ACCOUNTS:
        with pytest.raises(Denied):
            queries.memberships(by)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": "no address"}, "correct format"),
        ({"name": "  "}, "person's name"),
        ({"role": "owner"}, "no role 'owner'"),
        ({"password": "short"}, "at least 12"),
        ({"password": "password1234"}, "too common"),
        ({"password": "x" * 129}, "128 characters"),
        ({"password": "robin.sample@example.org"}, "similar"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_leaves_nothing(
    staff: Staff, changed: dict[str, str], words: str
) -> None:
    asked = {"email": "robin.sample@example.org", "name": "Robin Sample", "role": "keyworker"} | changed
    before = User.objects.count()
    with pytest.raises(services.AccountFault, match=words):
        services.add_user(actor=staff.actor("administrator"), **asked)
    assert (User.objects.count(), AccessEntry.objects.count()) == (before, 0)


def test_one_address_is_one_account_whatever_its_capitals(staff: Staff) -> None:
    taken = staff.user("keyworker").email.upper()
    with pytest.raises(services.AccountFault, match="already an account"):
        services.add_user(actor=staff.actor("administrator"), email=taken, name="Robin", role="keyworker")


def test_nobody_changes_their_own_account_as_an_administrator(staff: Staff) -> None:
    by, me = staff.actor("administrator"), staff.user("administrator")
    with pytest.raises(services.AccountFault, match="your own account"):
        services.change_user(actor=by, user=me, name="Robin", role="manager", team=None, is_active=True)
    with pytest.raises(services.AccountFault, match="another person"):
        services.password_link(actor=by, user=me)
    with pytest.raises(services.AccountFault, match="another person"):
        services.remove_second_step(actor=by, user=me)


def test_another_authoritys_people_and_teams_are_out_of_reach(staff: Staff) -> None:
    by, elsewhere = staff.actor("administrator"), make_staff("998", "Elsewhere Council")
    theirs = elsewhere.user("keyworker")
    with pytest.raises(NotKnown):
        queries.member(by, theirs.pk)
    with pytest.raises(services.AccountFault):
        services.change_user(actor=by, user=theirs, name="Robin", role="manager", team=None, is_active=True)
    with pytest.raises(services.AccountFault):
        services.password_link(actor=by, user=theirs)
    with pytest.raises(services.AccountFault, match="no such team"):
        services.add_user(actor=by, email="a@example.org", name="Robin", role="keyworker", team=elsewhere.team)
    assert {one.user_id for one in queries.memberships(by)} == {user.pk for user in staff.people.values()}


def test_a_link_dies_when_the_account_is_closed_or_used(staff: Staff, client: Client) -> None:
    by, user = staff.actor("administrator"), staff.user("keyworker")
    give_second_step(user)
    used, unused = services.password_link(actor=by, user=user), services.password_link(actor=by, user=user)
    new = {"email": user.email, "new_password1": "other random words 7", "new_password2": "other random words 7"}
    client.post(client.get(used).headers["Location"], new)
    assert Client().get(unused).status_code != 302
    services.change_user(actor=by, user=user, name="Robin", role="keyworker", team=None, is_active=False)
    with pytest.raises(services.AccountFault, match="closed"):
        services.password_link(actor=by, user=user)


def test_a_team_has_one_name(staff: Staff) -> None:
    by = staff.actor("administrator")
    services.add_team(actor=by, name=" West team ")
    for name, words in (("west TEAM", "already"), ("  ", "Enter")):
        with pytest.raises(services.AccountFault, match=words):
            services.add_team(actor=by, name=name)
    assert [team.name for team in queries.teams(by)] == ["North team", "South team", "West team"]


def test_an_authority_has_one_code() -> None:
    assert services.add_authority(code="895", name=" Wexcombe ").name == "Wexcombe"
    for code in ("895", "89", "abcd", "８９６"):
        with pytest.raises(services.AccountFault):
            services.add_authority(code=code, name="Wexcombe")
    assert Authority.objects.count() == 1


def test_only_the_demo_signs_in_without_a_password(staff: Staff, settings: object, rf: RequestFactory) -> None:
    with pytest.raises(services.OnlyInDemo):
        services.sign_in_as(rf.get("/"), staff.user("manager"))


def test_the_access_log_only_grows(staff: Staff) -> None:
    log(actor=staff.actor("manager"), action="case.open", subjects=[staff.team.pk])
    entry = AccessEntry.objects.get()
    for change in (
        lambda: AccessEntry.objects.filter(pk=entry.pk).update(actor="nobody"),
        lambda: AccessEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_accessentry SET allowed = NOT allowed")
    assert AccessEntry.objects.get().actor == entry.actor


def test_an_unknown_address_leaves_no_trace_of_itself() -> None:
    log_sign_in_failed(email="Somebody@Example.org ", actor=None, user=None)
    log_sign_in_failed(email="somebody@example.org", actor=None, user=None)
    with scopes_disabled():
        first, second = AccessEntry.objects.all()
    assert (first.actor, first.allowed, first.authority) == ("nobody", False, None)
    assert first.detail == second.detail  # the same address can be recognised, and not read
    assert "example" not in str(first.detail)


def test_the_log_is_read_by_day_action_person_and_subject(staff: Staff) -> None:
    manager, auditor = staff.actor("manager"), staff.actor("auditor")
    make_staff("998", "Elsewhere Council")
    log(actor=manager, action="case.open", subjects=[staff.team.pk])
    log(actor=auditor, action="log.read")
    one, two = AccessEntry.objects.order_by("id")

    def found(**asked: object) -> list[AccessEntry]:
        return list(queries.access_entries(auditor, queries.LogQuestion(**asked)))

    day = one.at.date()
    assert found() == [two, one]
    assert found(since=day, until=day) == [two, one]
    assert found(until=day.replace(year=day.year - 1)) == []
    assert found(action="case.open") == found(who=manager.label) == found(subject=staff.team.pk) == [one]
    with pytest.raises(Denied):
        queries.access_entries(manager, queries.LogQuestion())


def test_a_link_is_void_once_the_account_is_closed_or_changed(staff: Staff, client: Client) -> None:
    administrator, user = staff.actor("administrator"), staff.user("keyworker")
    for change in ({"is_active": False}, {"is_active": True, "role": "manager"}):
        link = services.password_link(actor=administrator, user=user)
        told = {"name": "Robin", "role": "keyworker", "team": None, **change}
        services.change_user(actor=system("command-line", staff.authority), user=user, **told)
        assert "This link no longer works" in client.get(link, follow=True).content.decode()
        told |= {"role": "keyworker", "is_active": True}
        services.change_user(actor=system("command-line", staff.authority), user=user, **told)
        assert "This link no longer works" in client.get(link, follow=True).content.decode()
    assert (
        "Set your password"
        in client.get(services.password_link(actor=administrator, user=user), follow=True).content.decode()
    )


def test_a_demonstration_makes_no_links_for_real_addresses(staff: Staff, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    with pytest.raises(AccountFault, match="invented people only"):
        services.password_link(actor=staff.actor("administrator"), user=staff.user("keyworker"))

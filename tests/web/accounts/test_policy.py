"""The matrix and what it decides, without a page."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db.models import Manager, Q
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from django.views import View

from factories import make_staff
from keywork.core.yamlfile import YamlFault
from keywork.web.accounts import checks
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import ANYONE, Scope
from keywork.web.accounts.matrix import FILE, matrix, read_matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import (
    Denied,
    Either,
    Everything,
    Nothing,
    NotKnown,
    Predicate,
    Reach,
    can,
    check_can,
    decide,
    declared_by,
    policy,
)
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.people.models import CaseCard

SHIPPED = FILE.read_text(encoding="utf-8")
OPEN = "    record: yes\n    done: Opened the page of the case\n    needs: a2 R\n  case.clocks:"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "matrix.yaml"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  keyworker:\n", "  keywroker:\n", "there is no role 'keywroker'"),
        ("label: Keyworker", "label: Key worker", "not the one accounts show"),
        ("      a1: R·o\n", "      a0: R·o\n", "there is no class 'a0'"),
        ("      a1: R·o\n", "      a1: R·z\n", "no row of marks"),
        ("      a1: R·o\n", "      a1: K·o\n", "no row of marks"),
        ("      a1: R·o\n", "      a1: R·o (when it rains)\n", "there is no condition 'when it rains'"),
        ("level: protected", "level: secret", "not one of"),
        ('{kind: part, means: "Only what they did themselves."}', "{kind: part}", "'means' is missing"),
        ("    unless: c1 R\n", "    unles: c1 R\n", "unknown key 'unles'"),
        ("    from: [parent]", "    from: [parents]", "there is no role 'parents'"),
        (OPEN, OPEN.replace("a2 R", "a2 Q"), "asks for no mark"),
        (OPEN, OPEN.replace("a2 R", "d2 R"), "asks for no mark"),
        (OPEN, OPEN.replace("needs: a2 R", "for: anyone"), "never open to anyone"),
        (OPEN, OPEN.replace("    needs: a2 R\n", ""), "give one of"),
        (OPEN, OPEN.replace("record: yes", "record: no"), "not one of yes"),
        ("    reach: {administrator: area}", "    reach: {administrator: everywhere}", "not one of"),
        ("    reach: {administrator: area}", "    reach: {administrators: area}", "there is no role"),
        ("    done: Wrote a note\n", "", "say 'done' of each action"),
        ("    for: anyone\n", "    for: anyone\n    done: Read it\n", "and of no other"),
        ("    for: anyone\n", "    for: anyone\n    hidden_from_families: No.\n", "and of no other"),
        ("about: draft", "about: drafts", "drafts"),
    ],
)
def test_a_faulty_matrix_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in SHIPPED
    assert Scope.TEAM in read_matrix(written(tmp_path, SHIPPED)).actions["case.open"].scopes("keyworker")
    with pytest.raises(YamlFault, match=f"matrix.yaml:[0-9]+: .*{words}"):
        read_matrix(written(tmp_path, SHIPPED.replace(old, new, 1)))


def test_whoever_the_matrix_does_not_name_may_not() -> None:
    rule = matrix()["case.open"]
    assert rule.scopes(Role.ADMINISTRATOR) == frozenset()
    assert rule.scopes(Role.AUDITOR) == {Scope.SAMPLED}
    assert not can(None, "case.open")
    assert not can(None, "no.such-action")


def test_administrators_and_analysts_never_open_records_that_name_a_child() -> None:
    """The two promises people ask about first, whatever else the matrix says."""
    for rule in matrix().values():
        if rule.record:
            assert not rule.scopes(Role.ADMINISTRATOR), rule.action
            assert rule.scopes(Role.ANALYST) <= {Scope.MASKED}, rule.action
            assert not rule.scopes(ANYONE), rule.action


def test_how_far_an_action_reaches_is_worked_out_from_the_cells() -> None:
    """One mark, several that must all reach so far, alternatives, and a mark that must reach the area."""
    assert matrix()["work.list"].scopes(Role.KEYWORKER) == {Scope.OWN}
    assert matrix()["case.open"].scopes(Role.KEYWORKER) == {Scope.OWN, Scope.TEAM, Scope.GLASS}
    assert not matrix()["work.list"].scopes(Role.THERAPIST)
    assert matrix()["users.confirm"].scopes(Role.MANAGER) == {Scope.TEAM}
    assert not matrix()["log.read"].scopes(Role.MANAGER)
    assert not matrix()["case.find"].scopes(Role.AUDITOR), "a search by name is no search under pseudonyms"
    assert not matrix()["overview.read"].scopes(Role.DSCO), "the overview is more than figures about social care"
    assert not matrix()["home.open"].scopes(Role.INTEGRATION), "nobody signs in as a machine"


@pytest.mark.django_db
def test_a_refusal_says_why() -> None:
    staff = make_staff()
    with pytest.raises(Denied, match="Accounts with the role Administrator cannot do this: open the page of a case"):
        check_can(staff.actor("administrator"), "case.open")
    assert check_can(staff.actor("auditor"), "case.open").masked


@pytest.mark.django_db
def test_the_system_itself_is_not_held_up_but_a_person_without_role_is() -> None:
    staff = make_staff()
    assert decide(Actor("system:import", staff.authority), "return.import").scopes == {Scope.AREA}
    assert not can(Actor("user:x", staff.authority, uuid4(), None), "return.import")


class Held(Predicate[SimpleNamespace]):
    def q(self, actor: Actor) -> Q:
        return Q(holder=actor.user_id)

    def holds(self, actor: Actor, record: SimpleNamespace) -> bool:
        return record.holder == actor.user_id


class OfTeam(Predicate[SimpleNamespace]):
    def q(self, actor: Actor) -> Q:
        return Q(team=actor.team_id)

    def holds(self, actor: Actor, record: SimpleNamespace) -> bool:
        return actor.team_id is not None and record.team == actor.team_id


def of_scope(scope: Scope, classes: tuple[str, ...]) -> Predicate[SimpleNamespace]:
    """What the scopes mean for the records of this test."""
    known = {Scope.OWN: Held(), Scope.TEAM: Either(Held(), OfTeam()), Scope.GLASS: Nothing()}
    return known.get(scope, Everything())


@pytest.mark.django_db
def test_reach_turns_scopes_into_a_filter_and_an_answer() -> None:
    staff, elsewhere = make_staff(), make_staff("998", "Elsewhere")
    reach = Reach(of_scope)
    keyworker, dsco, administrator = (staff.actor(role) for role in ("keyworker", "dsco", "administrator"))

    def record(**facts: object) -> SimpleNamespace:
        return SimpleNamespace(**{"pk": 1, "authority_id": staff.authority.pk, "holder": None, "team": None} | facts)

    assert reach.can(keyworker, "case.open", record(holder=keyworker.user_id))
    assert reach.can(keyworker, "case.open", record(team=staff.team.pk))
    assert not reach.can(keyworker, "case.open", record(team=staff.other_team.pk))
    assert reach.can(dsco, "case.open", record())
    assert not reach.can(dsco, "case.open", record(authority_id=elsewhere.authority.pk))
    with pytest.raises(NotKnown):
        reach.check(administrator, "case.open", record(holder=administrator.user_id))
    assert reach.q(dsco, "case.open") == Everything().q(dsco) == Q()
    assert str(staff.team.pk) in str(reach.q(keyworker, "case.open"))


@pytest.mark.django_db
def test_what_is_denied_is_taken_away_from_everybody_but_the_system() -> None:
    staff = make_staff()
    reach = Reach(of_scope, denied=OfTeam())
    keyworker = staff.actor("keyworker")
    held = SimpleNamespace(pk=1, authority_id=staff.authority.pk, holder=keyworker.user_id, team=staff.team.pk)
    assert not reach.can(keyworker, "case.open", held)
    assert reach.can(keyworker, "case.open", SimpleNamespace(**vars(held) | {"team": None}))
    assert "NOT" in str(reach.q(keyworker, "case.open"))
    assert reach.can(Actor("system:import", staff.authority), "case.open", held)


# What follows plants pages that are wrong, and shows that the program would not start.


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@policy("site.read")
class Open(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


class Heir(Open):
    """It inherits a declared page and declares nothing itself."""


@policy("case.opn")
def misspelt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@policy("site.read")
def nameless(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("undeclared/", undeclared, name="undeclared"),
    path("heir/", Heir.as_view(), name="heir"),
    path("misspelt/", misspelt, name="misspelt"),
    path("nameless/", nameless),
    path("open/", Open.as_view(), name="open"),
]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_without_policy_is_found() -> None:
    found = {str(message.msg).split("'")[1]: message.id for message in checks.every_view_declares()}
    assert found == {
        "/undeclared/": "access.E001",
        "/heir/": "access.E001",
        "/misspelt/": "access.E001",
        "/nameless/": "access.E002",
    }


@override_settings(ROOT_URLCONF=__name__)
def test_the_program_does_not_start_with_one() -> None:
    with pytest.raises(SystemCheckError, match="declares no policy"):
        call_command("check")
    with pytest.raises(checks.ImproperlyConfigured, match="declares no policy"):
        checks.refuse_to_start()


PLANT = """
import sys, types
from django.http import HttpResponse
from django.urls import path
planted = types.ModuleType("planted")
planted.urlpatterns = [path("secret/", lambda request: HttpResponse("secret"), name="secret")]
sys.modules["planted"] = planted
from keywork.web.project import settings
settings.ROOT_URLCONF = "planted"
import keywork.web.project.wsgi
"""


def test_the_web_server_does_not_start_with_one() -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "keywork.web.project.settings"}
    found = subprocess.run([sys.executable, "-c", PLANT], env=env, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert "The page '/secret/'" in found.stderr
    assert "declares no policy" in found.stderr


def test_the_program_as_it_is_starts() -> None:
    call_command("check", fail_level="WARNING")
    checks.refuse_to_start()


def test_a_table_that_does_not_say_what_it_holds_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        _meta = SimpleNamespace(label="people.Silent")

    monkeypatch.setattr(checks, "_our_models", lambda: [Silent])
    assert [message.id for message in checks.every_table_says_what_it_holds()] == ["access.E004"]


@pytest.mark.parametrize(
    ("holds", "found"), [(Holds.CHILD, ["access.E005"]), (Holds.CODES, ["access.E005"]), (Holds.STAFF, [])]
)
def test_a_childs_table_that_can_be_read_outside_a_scope_is_found(
    monkeypatch: pytest.MonkeyPatch, holds: Holds, found: list[str]
) -> None:
    class Loose:
        privacy = Privacy(holds, export=True, retain="never", erase="at once")
        _default_manager = Manager()
        _meta = SimpleNamespace(label="people.Loose")

    class Silent:
        _default_manager = Manager()
        _meta = SimpleNamespace(label="people.Silent")

    monkeypatch.setattr(checks, "_our_models", lambda: [Loose, Silent, CaseCard])
    assert [message.id for message in checks.every_childs_table_is_scoped()] == found


def test_a_class_declares_for_itself() -> None:
    assert declared_by(Open.as_view()) is not None
    assert declared_by(Heir.as_view()) is None

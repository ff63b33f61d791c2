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
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from django.views import View

from factories import make_staff
from keywork.core.yamlfile import YamlFault
from keywork.web.accounts import checks
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.matrix import ANYONE, Scope, matrix, read_matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import (
    Denied,
    Everything,
    NotKnown,
    Predicate,
    Reach,
    can,
    check_can,
    decide,
    declared_by,
    policy,
)

GOOD = """\
actions:
  case.open:
    title: Open a case
    why: Because.
    record: yes
    reach: {keyworker: team}
"""


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "matrix.yaml"
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("keyworker: team", "keywroker: team", "5.*there is no role 'keywroker'|6.*there is no role 'keywroker'"),
        ("keyworker: team", "keyworker: everywhere", "not one of"),
        ("keyworker: team", "keyworker: none", "not one of"),
        ("    why: Because.\n", "", "'why' is missing"),
        ("    why: Because.\n", "    why: Because.\n    owner: me\n", "unknown key 'owner'"),
        ("record: yes", "record: no", "not one of yes"),
        ("keyworker: team}", "anyone: area}", "never open to anyone"),
        ("    title: Open a case\n", "    title: Open a case\n    title: Again\n", "stands twice"),
    ],
)
def test_a_faulty_matrix_is_refused_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert read_matrix(written(tmp_path, GOOD))["case.open"].scope("keyworker") is Scope.TEAM
    with pytest.raises(YamlFault, match=words):
        read_matrix(written(tmp_path, GOOD.replace(old, new)))


def test_whoever_the_matrix_does_not_name_may_not() -> None:
    rule = matrix()["case.open"]
    assert rule.scope(Role.ADMINISTRATOR) is Scope.NONE
    assert rule.scope(Role.AUDITOR) is Scope.MASKED
    assert not can(None, "case.open")
    assert not can(None, "no.such-action")


def test_administrators_and_analysts_never_open_records_that_name_a_child() -> None:
    """The two promises people ask about first, whatever else the matrix says."""
    for rule in matrix().values():
        if rule.record:
            assert rule.scope(Role.ADMINISTRATOR) is Scope.NONE, rule.action
            assert rule.scope(Role.ANALYST) in {Scope.NONE, Scope.MASKED}, rule.action
            assert rule.scope(ANYONE) is Scope.NONE, rule.action


@pytest.mark.django_db
def test_a_refusal_says_why() -> None:
    staff = make_staff()
    with pytest.raises(Denied, match="Administrators cannot do this: open a case"):
        check_can(staff.actor("administrator"), "case.open")
    assert check_can(staff.actor("auditor"), "case.open").masked


@pytest.mark.django_db
def test_the_system_itself_is_not_held_up_but_a_person_without_role_is() -> None:
    staff = make_staff()
    assert decide(Actor("system:import", staff.authority), "return.import").scope is Scope.AREA
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


@pytest.mark.django_db
def test_reach_turns_a_scope_into_a_filter_and_an_answer() -> None:
    staff, elsewhere = make_staff(), make_staff("998", "Elsewhere")
    reach = Reach(own=Held(), team=Held() | OfTeam())
    keyworker, manager, administrator = (staff.actor(role) for role in ("keyworker", "manager", "administrator"))

    def record(**facts: object) -> SimpleNamespace:
        return SimpleNamespace(**{"pk": 1, "authority_id": staff.authority.pk, "holder": None, "team": None} | facts)

    assert reach.can(keyworker, "case.open", record(holder=keyworker.user_id))
    assert reach.can(keyworker, "case.open", record(team=staff.team.pk))
    assert not reach.can(keyworker, "case.open", record(team=staff.other_team.pk))
    assert reach.can(manager, "case.open", record())
    assert not reach.can(manager, "case.open", record(authority_id=elsewhere.authority.pk))
    with pytest.raises(NotKnown):
        reach.check(administrator, "case.open", record(holder=administrator.user_id))
    assert reach.q(manager, "case.open") == Everything().q(manager) == Q()
    assert str(staff.team.pk) in str(reach.q(keyworker, "case.open"))


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


def test_a_class_declares_for_itself() -> None:
    assert declared_by(Open.as_view()) is not None
    assert declared_by(Heir.as_view()) is None

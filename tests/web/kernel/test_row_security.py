"""The last net: what PostgreSQL itself keeps apart, whatever the application asks."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, connection, models, transaction
from django_scopes import ScopeError, scope, scopes_disabled
from typer.testing import CliRunner

from factories import make_authority, make_case, make_staff, make_team, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import AccessEntry, Authority, Membership, Team, User
from keywork.web.accounts.services import AccountFault, add_user
from keywork.web.deadlines.services import record
from keywork.web.kernel import row_security
from keywork.web.kernel.reading import one_look
from keywork.web.kernel.row_security import Rows, rows_of, set_policies, why_it_does_not_hold
from keywork.web.kernel.scoping import NOBODY, authority_in_scope, for_all_authorities, outside_scopes
from keywork.web.ledger.models import Case
from keywork.web.project.cli import app
from keywork.web.project.tables import OF_LIBRARIES, every_table_says_whose_its_rows_are
from shared import ROOT
from torture.tenants import make_authorities, places, probe

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row policies")
SIZES = (153, 200) if os.environ.get("KEYWORK_TORTURE") else (8, 60)


@pytest.fixture
def nobody() -> Iterator[None]:
    """As the product is before anybody has signed in."""
    before = outside_scopes.set(NOBODY)
    yield
    outside_scopes.reset(before)


@pytest.mark.django_db
def test_nobody_reaches_a_row_of_another_authority() -> None:
    """AZ-18: many authorities, every table, every way; then without the application's own filter."""
    count, each = SIZES
    authorities = make_authorities(count)
    outcome = probe(authorities, each, seed=20261129)
    figures = outcome.figures()
    print(figures)
    if os.environ.get("KEYWORK_TORTURE"):
        (ROOT / "var" / "figures").mkdir(parents=True, exist_ok=True)
        (ROOT / "var" / "figures" / "tenants.json").write_text(json.dumps(figures, indent=1) + "\n")
    assert outcome.leaks == []
    assert outcome.probes == count * each
    assert len(outcome.ways) == (8 if connection.vendor == "postgresql" else 2)
    assert len(outcome.tables) >= 19


@on_postgresql
@pytest.mark.django_db
def test_the_probes_would_find_a_leak() -> None:
    """With the net of one table down, the same probes name that table and no other."""
    authorities = make_authorities(3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
    outcome = probe(authorities, 150, seed=1)
    assert outcome.leaks
    assert {leak.split()[2] for leak in outcome.leaks} == {"Person"}


@on_postgresql
@pytest.mark.django_db
def test_every_table_of_an_authority_has_its_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(row_security.STANDING)
        standing = dict(cursor.fetchall())
    wanted = {policy.table: policy.mark for policy in row_security.policies(OF_LIBRARIES)}
    assert standing == wanted
    assert {"people_person", "ledger_eventpayload", "accounts_user", "accounts_opensession"} <= set(wanted)
    assert set_policies(OF_LIBRARIES) == 0


@on_postgresql
@pytest.mark.django_db
def test_the_whole_test_runs_under_the_net() -> None:
    """The role of the tests is bound by the policies, as the product's is."""
    assert why_it_does_not_hold() == ""


def test_a_model_that_says_nothing_of_its_rows_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stray(models.Model):
        class Meta:
            app_label = "stray"
            managed = False

        def __str__(self) -> str:
            return "stray"

    assert rows_of(Stray, OF_LIBRARIES) is None
    assert every_table_says_whose_its_rows_are() == []
    monkeypatch.setattr("keywork.web.project.tables.apps.get_models", lambda: [Stray, Case])
    assert [fault.id for fault in every_table_says_whose_its_rows_are()] == ["access.E006"]
    Stray.belongs = Rows(path="")
    assert [fault.id for fault in every_table_says_whose_its_rows_are()] == ["access.E006"], "nobody's, without a why"
    Stray.belongs = Rows(path="", why="it holds nothing")
    assert every_table_says_whose_its_rows_are() == []


@on_postgresql
@pytest.mark.django_db
def test_before_anybody_signed_in_only_the_tables_of_signing_in_answer(nobody: None) -> None:
    with for_all_authorities():
        staff = make_staff()
        make_case(staff)
    with scopes_disabled():
        assert User.objects.count() == len(staff.people)
        assert Membership.objects.count() == len(staff.people)
    open_before = {m for m, some in places().items() if m._base_manager.exists()}
    assert {model.__name__ for model in open_before} <= {
        "User",
        "Membership",
        "Organisation",
        "OpenSession",
        "Consent",
        "Authenticator",
    }
    with scope(authority=staff.authority):
        assert Case.objects.count() == 1


@on_postgresql
@pytest.mark.django_db
def test_a_rollback_does_not_leave_another_authority_in_place() -> None:
    """What the database was told is undone by a rollback; the next statement tells it again."""
    one, other = make_authority("901"), make_authority("902")
    for owner in (one, other):
        with scope(authority=owner):
            make_team(owner)
    with scope(authority=one):
        assert Team.objects.count() == 1
        with scope(authority=other):
            assert Team._base_manager.get().authority_id == other.pk
            with pytest.raises(DatabaseError), transaction.atomic():
                Team.objects.create(authority=one, name="Put among another's")
        assert Team._base_manager.get().authority_id == one.pk
        with scope(authority=[one, other]):
            assert Team._base_manager.count() == 2
        with for_all_authorities():
            assert Team.objects.count() == 2
            with scope(authority=other):
                assert Team.objects.get().authority_id == other.pk
        with one_look():
            assert Team._base_manager.get().authority_id == one.pk


@pytest.mark.django_db
def test_acting_for_all_is_no_scope_of_one_authority() -> None:
    with for_all_authorities(), pytest.raises(ScopeError):
        authority_in_scope(Case)


@pytest.mark.django_db
def test_upkeep_says_that_it_acts_for_all() -> None:
    """A verification that saw no row would call an empty ledger sound."""
    for code in ("901", "902"):
        staff = make_staff(code, f"Council {code}")
        make_case(staff)
    said = CliRunner().invoke(app, ["ledger", "verify"])
    assert said.exit_code == 0, said.output
    assert said.output.count(": 1 entries verified") == 2
    heads = CliRunner().invoke(app, ["ledger", "head"])
    assert heads.output.count('"position": 1') == 2, heads.output
    rebuilt = CliRunner().invoke(app, ["deadlines", "rebuild"])
    assert rebuilt.output.count(": 1 cases worked out again") == 2, rebuilt.output


@on_postgresql
@pytest.mark.django_db
def test_a_role_of_the_application_alone_can_change_no_policy_and_no_log() -> None:
    """The role of docs/postgresql.md: it owns nothing, and so can neither put a net down nor rewrite a log."""
    staff = make_staff()
    make_case(staff)
    grants = (ROOT / "docs" / "postgresql.md").read_text().split("```sql")[2].split("```")[0]
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE keywork_app NOLOGIN NOSUPERUSER NOBYPASSRLS")
        cursor.execute(grants)
        cursor.execute("GRANT keywork_app TO current_user")
        cursor.execute("SET ROLE keywork_app")
        try:
            with scope(authority=staff.authority):
                record(
                    case=Case.objects.get(), actor=system("test", staff.authority),
                    entries=[NewEvent("assessment-request-received", date(2026, 9, 2), thread="again")],
                )  # fmt: skip
            for statement in (
                "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
                "DROP POLICY keywork_rows ON people_person",
                "DELETE FROM accounts_accessentry",
                "UPDATE ledger_ledgerevent SET kind = 'x'",
                "TRUNCATE accounts_accessentry",
                "DROP TABLE people_person",
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(statement)
        finally:
            cursor.execute("RESET ROLE")
    assert AccessEntry.objects.with_scopes_disabled().exists()
    assert Authority.objects.get() == staff.authority


MAY_SWITCH_THE_FILTER_OFF = {
    "accounts/consents.py": "who holds a link has not signed in, and only the tables of signing in answer",
    "documents/services/linking.py": "who holds a link to a letter has not signed in; a digest and whose it is answer alone",
    "nonprod/personas.py": "the demonstration lists whom one can be before anybody is",
}


def test_upkeep_does_not_merely_switch_the_filter_off() -> None:
    """Where the filter is off and nobody is acted for, PostgreSQL shows no child's row and raises no error."""
    web = ROOT / "src" / "keywork" / "web"
    off = {str(path.relative_to(web)) for path in web.rglob("*.py") if "scopes_disabled" in path.read_text()}
    assert off - {"kernel/scoping.py"} == set(MAY_SWITCH_THE_FILTER_OFF), "say `for_all_authorities()` instead"


@pytest.mark.django_db
def test_an_address_of_another_authority_is_refused_and_not_found(authority: Authority) -> None:
    """Nobody here can look the other account up; the database's own rule still keeps addresses apart."""
    other = make_authority("998")
    with scope(authority=other):
        taken = make_user(other, email="taken@example.org")
    with pytest.raises(AccountFault, match="already an account"):
        add_user(actor=system("test", authority), email="Taken@example.org", name="Robin", role="manager")
    assert User.objects.filter(pk=taken.pk).exists() is (connection.vendor != "postgresql")


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
def test_a_look_in_which_a_query_failed_leaves_no_authority_in_place(transactional_db: None) -> None:
    """The database forgets for whom it acted where the look was undone, though nobody said that it was."""
    one, other = make_authority("901"), make_authority("902")
    for owner in (other, one):
        with scope(authority=owner):
            make_team(owner)
    with scope(authority=one):
        with one_look():
            assert Team._base_manager.get().authority_id == one.pk
            with scope(authority=other), suppress(DatabaseError):
                Team.objects.create(authority=other, name="Written while looking")
        with scope(authority=other):  # for whom the failed query was the last to act
            assert Team._base_manager.get().authority_id == other.pk
        assert Team._base_manager.get().authority_id == one.pk
        with one_look():
            assert [pk for (pk,) in Team.objects.values_list("authority").iterator(chunk_size=1)] == [one.pk]

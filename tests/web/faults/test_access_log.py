"""What cannot be written down does not happen: no change without its row of the access log, and no page either."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories import CANARY, make_case, make_staff
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.returns.staging import RefusedReturn
from site_routes import ROUTES, address
from web.faults.changes import NAMES, Changes, held
from world_made import make_world

pytestmark = pytest.mark.django_db
SQLITE = """
CREATE TRIGGER log_is_broken BEFORE INSERT ON accounts_accessentry
BEGIN SELECT RAISE(ABORT, 'the access log cannot be written'); END
"""
POSTGRESQL = """
CREATE FUNCTION log_is_broken() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the access log cannot be written'; END; $$ LANGUAGE plpgsql;
CREATE TRIGGER log_is_broken BEFORE INSERT ON accounts_accessentry FOR EACH ROW EXECUTE FUNCTION log_is_broken();
"""


@contextmanager
def log_broken() -> Iterator[None]:
    """Let the database refuse every row of the access log."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
    yield
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON accounts_accessentry"
        cursor.execute(f"DROP TRIGGER log_is_broken{on}")
        if on:
            cursor.execute("DROP FUNCTION log_is_broken")


@pytest.mark.fault("the access log cannot be written: a change")
@pytest.mark.parametrize("name", NAMES)
def test_a_change_that_cannot_be_logged_is_refused(name: str, tmp_path: Path) -> None:
    staff = make_staff()
    case = make_case(staff, team=staff.team)
    with scope(authority=staff.authority):
        changes = Changes(staff, case, tmp_path)
        change, before = changes.ready(name), held()
        with log_broken(), pytest.raises((DatabaseError, RefusedReturn)), transaction.atomic():
            change()
        assert held() == before
        logged = AccessEntry.objects.count()
        changes.ready(name)()
        assert AccessEntry.objects.count() > logged


@pytest.mark.fault("the access log cannot be written: a page")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
def test_a_page_that_cannot_be_logged_shows_nothing() -> None:
    """Each page that writes a row when it can is closed when it cannot; the others go on."""
    world = make_world()
    clients = {role: Client(raise_request_exception=False) for role in (Role.MANAGER, Role.ANALYST)}
    for role, client in clients.items():
        client.force_login(world.staff.user(role))
    logged = {}
    for role, client in clients.items():
        for route in ROUTES:
            with scopes_disabled():
                before = AccessEntry.objects.count()
            status = client.get(address(route, world)).status_code
            with scopes_disabled():
                logged[role, route.pattern] = (status, AccessEntry.objects.count() > before)
    closed = 0
    with log_broken():
        for role, client in clients.items():
            for route in ROUTES:
                status, was_logged = logged[role, route.pattern]
                response = client.get(address(route, world))
                if was_logged:
                    body = b"" if response.streaming else response.content
                    assert response.status_code >= 500, f"{role} {route.pattern} {response.status_code}"
                    assert CANARY.encode() not in body
                    closed += 1
                elif status == 200:
                    assert response.status_code == 200, f"{role} {route.pattern} {response.status_code}"
    assert closed >= 12

"""A full disk, a busy database or none: said in words, with nothing saved, and all goes on afterwards."""

import errno
from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, close_old_connections, connection
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from factories import CANARY, Staff, make_case, make_staff
from keywork.web.casework import services
from keywork.web.casework.models import Note
from keywork.web.ledger.models import Case

pytestmark = pytest.mark.django_db
DISK = "There is no room to save anything"
BUSY = "Somebody else is saving just now"
BROKEN = "The disk cannot be written"
AWAY = "The records cannot be reached at the moment"


class At:
    """A keyworker at the case that is theirs."""

    def __init__(self) -> None:
        self.staff: Staff = make_staff()
        keyworker = self.staff.user("keyworker")
        self.case: Case = make_case(self.staff, keyworker=keyworker, team=self.staff.team)
        self.client = Client(raise_request_exception=False)
        self.client.force_login(keyworker)
        self.page = reverse("casework:case", args=[self.case.pk])
        self.note = reverse("casework:note", args=[self.case.pk])

    def notes(self) -> int:
        with scope(authority=self.staff.authority):
            return int(Note.objects.count())


@pytest.fixture
def at(db: None) -> At:
    return At()


def of_postgresql(error: type[psycopg.Error]) -> OperationalError:
    """What Django makes of an error of PostgreSQL."""
    made = OperationalError("ERROR:  in the server's own words")
    made.__cause__ = error("in the server's own words")
    return made


@pytest.mark.parametrize(
    ("error", "title"),
    [
        (OperationalError("database or disk is full"), DISK),
        (of_postgresql(psycopg.errors.DiskFull), DISK),
        (OSError(errno.ENOSPC, "No space left on device"), DISK),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DISK),
        pytest.param(
            OperationalError("database is locked"), BUSY, marks=pytest.mark.fault("the database stays locked")
        ),
        pytest.param(of_postgresql(psycopg.errors.DeadlockDetected), BUSY, marks=pytest.mark.fault("a deadlock")),
        (OperationalError("attempt to write a readonly database"), BROKEN),
        pytest.param(OperationalError("disk I/O error"), BROKEN, marks=pytest.mark.fault("the disk gives an error")),
        (OSError(errno.EROFS, "Read-only file system"), BROKEN),
        (of_postgresql(psycopg.errors.ReadOnlySqlTransaction), BROKEN),
        (OperationalError("unable to open database file"), AWAY),
        pytest.param(
            of_postgresql(psycopg.errors.AdminShutdown),
            AWAY,
            marks=pytest.mark.fault("the server shuts down in between"),
        ),
        (psycopg.OperationalError("consuming input failed: server closed the connection unexpectedly"), AWAY),
    ],
)
def test_what_keeps_a_change_from_being_saved_is_said_in_words(
    at: At, error: Exception, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(services, "write_note", fail)
    response = at.client.post(at.note, {"text": "A note."})
    body = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "no-store" in response["Cache-Control"]
    assert f'<h1 class="govuk-heading-l">{title}</h1>' in body
    assert "Nothing of what you just sent was saved" in body
    assert str(error) not in body
    assert CANARY not in body
    assert at.notes() == 0
    monkeypatch.undo()
    assert at.client.post(at.note, {"text": "A note."}).status_code == 302
    assert at.notes() == 1


@pytest.mark.parametrize(
    "error", [OperationalError("no such table: casework_note"), DatabaseError("x"), ValueError("x")]
)
def test_a_fault_of_the_program_is_not_blamed_on_the_disk(
    at: At, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(services, "write_note", fail)
    response = at.client.post(at.note, {"text": "A note."})
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()


def test_a_session_that_cannot_be_saved_is_no_fault_of_the_request(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("keywork.web.accounts.session_store.change_row", fail)
    response = at.client.get(reverse("casework:duties"))  # the first page of a session, which notes when it began
    assert (response.status_code, DISK in response.content.decode()) == (503, True)


@pytest.fixture
def full(at: At) -> Iterator[At]:
    """A database that can grow no more, as on a full disk."""
    if connection.vendor != "sqlite":
        pytest.skip("a limit that only SQLite has")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what tests before left free is room as well
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield at
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.fault("the database may grow no more")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
def test_a_full_database_refuses_in_words_keeps_what_it_has_and_goes_on(full: At) -> None:
    long, statuses, acknowledged = "A note of some length. " * 150, [], 0
    for _ in range(60):
        response = full.client.post(full.note, {"text": long})
        statuses.append(response.status_code)
        acknowledged += response.status_code == 302
        assert full.notes() == acknowledged
    assert statuses[-1] == 503
    assert DISK in full.client.post(full.note, {"text": long}).content.decode()
    assert full.client.get(reverse("casework:duties")).status_code == 200  # nothing to write down about that page
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert full.client.post(full.note, {"text": long}).status_code == 302
    assert full.client.get(full.page).status_code == 200
    assert full.notes() == acknowledged + 1


@pytest.mark.fault("the database server was restarted between two requests")
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
def test_a_connection_that_died_between_two_requests_is_made_anew() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")
    staff = make_staff()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(**_place()) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    close_old_connections()  # as at the beginning of each request
    with scope(authority=staff.authority):
        assert Case.objects.count() == 0


def _place() -> dict[str, object]:
    found = connection.settings_dict
    return {"host": found["HOST"], "user": found["USER"], "dbname": found["NAME"]}

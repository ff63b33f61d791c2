"""What every test may ask for: an authority in scope, an actor, a case."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from django_scopes import scope
from django_scopes.state import state as open_scopes
from typer.testing import CliRunner

import second_steps
from databases_made import made_once
from emptying import triggers_put_aside
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Authority
from keywork.web.kernel.logs import PlaceOnly
from keywork.web.kernel.scoping import ALL, NOBODY, outside_scopes
from keywork.web.kernel.vault import Vault, make_keys
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case

# What tests ask for that use the database that is made for them.
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
# What the children that tests make are called, in every part of what is known of them.
NAMING = ("Zyxcanary", "Qwvcanary")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_tox_suffix() -> None:
    """Tests of several processes share no SQLite: each has its own in memory. The plugin knows that of Django's alone."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite"):
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
        made_once(connection)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what asks nothing of the database of the tests: the run on SQLite has it."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite"):
        return
    left = [item for item in items if not item.get_closest_marker("page") and not _asks_the_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _asks_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def signing_in_takes_both_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a test signs in without a form has passed both steps just now, as everybody must who works here."""
    monkeypatch.setattr(Client, "force_login", second_steps.force_login_with_both_steps)


@pytest.fixture(autouse=True, scope="session")
def vault_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys of the vaults for the whole run, away from any installation."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYWORK_VAULT_KEYS", str(folder))
        for vault in Vault:
            make_keys(vault)
        yield folder


@pytest.fixture(autouse=True, scope="session")
def store_of_documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Files of the whole run, away from any installation."""
    folder = tmp_path_factory.mktemp("uploads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", folder)
        yield folder


@pytest.fixture(autouse=True, scope="session")
def a_site_is_ready_at_once() -> Iterator[None]:
    """Static files are looked for when they are asked for: every browser of a test would list them all before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "WHITENOISE_AUTOREFRESH", True, raising=False)
        yield


@pytest.fixture(autouse=True, scope="session")
def the_log_is_written_nowhere() -> Iterator[None]:
    """The program's log was opened on the standard error of before the tests, which is closed while they run."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in logging.root.manager.loggerDict)]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for handler in {handler for logger in loggers for handler in logger.handlers}:
            if type(handler) is logging.StreamHandler:
                handler.setStream(nowhere)
        yield


@pytest.fixture(autouse=True)
def only_the_product_is_bound(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test sees the whole database, as its owner does; what the product does for it, it does as in production."""

    def bound(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*args: Any, **kwargs: Any) -> Any:
            before, scopes = outside_scopes.set(NOBODY), open_scopes.set(None)
            try:
                return act(*args, **kwargs)
            finally:
                open_scopes.reset(scopes)
                outside_scopes.reset(before)

        return acted

    monkeypatch.setattr(Client, "request", bound(Client.request))
    monkeypatch.setattr(CliRunner, "invoke", bound(CliRunner.invoke))
    before = outside_scopes.set(ALL)
    yield
    outside_scopes.reset(before)


class Listening(logging.Handler):
    """Hears all that the program's log would be told, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(PlaceOnly("%(name)s: %(message)s"))
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line that names somebody."""
        line = self.format(record)
        if any(word in line for word in NAMING):
            self.told.append(line)


@pytest.fixture(autouse=True)
def nobody_is_named_in_the_log() -> Iterator[list[str]]:
    """PR-01: whatever a test does, no name, number or address of a child it made stands in the program's log."""
    listening, heard = Listening(), [logging.getLogger(), logging.getLogger("django")]
    for logger in heard:
        logger.addHandler(listening)
    yield listening.told
    for logger in heard:
        logger.removeHandler(listening)
    assert not listening.told


@pytest.fixture
def authority(db: None) -> Iterator[Authority]:
    """A synthetic authority, in scope for the test."""
    made = Authority.objects.create(code="999", name="Wexcombe Council")
    with scope(authority=made):
        yield made


@pytest.fixture
def actor(authority: Authority) -> Actor:
    return system("test", authority)


@pytest.fixture
def case(actor: Actor) -> Case:
    return open_case(actor=actor, reference="EHC-2025-00001")


@pytest.fixture(scope="module")
def emptied() -> Iterator[None]:
    """Let the database be emptied after each test of this module, where transactions are real ones."""
    teardown = TransactionTestCase._fixture_teardown

    def emptying(self: TransactionTestCase) -> None:
        with triggers_put_aside():
            teardown(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying)
        yield

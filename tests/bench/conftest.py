"""Benchmarks run by ``make bench`` alone: they take minutes and need packages that nothing else needs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases
from django_scopes import scope

from factories import Staff, make_staff


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks alone unless they are asked for by their mark."""
    asked_for = "bench" in config.option.markexpr and "not bench" not in config.option.markexpr
    is_benchmark = collection_path.parent == Path(__file__).parent and collection_path.name.startswith("test_")
    return True if is_benchmark and not asked_for else None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Make the database in a file, as the product does: one in memory has no journal and waits for no disk."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "bench.sqlite3")
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def staff(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> Iterator[Staff]:
    """An authority of this file's own, in scope, whose transactions are real ones."""
    with django_db_blocker.unblock():
        made = make_staff(*request.module.AUTHORITY)
        with scope(authority=made.authority):
            yield made

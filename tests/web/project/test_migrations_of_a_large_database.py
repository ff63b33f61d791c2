"""Every migration brings along a database that was filled under the first release; ``make torture-migrations`` does
the same with a million rows.
"""

from pathlib import Path

import pytest

from torture.migrations import on

HAS_POSTGRES = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_filled_database_is_brought_along_and_sealed(database: str) -> None:
    if database == "postgresql" and not HAS_POSTGRES:
        pytest.skip("PostgreSQL is not installed")
    done = on(database, rows=2000, kill_after=0)
    assert (done["entries_verified"], done["not_as_sealed"]) == (2000, 0)
    assert len(done["migrations"]) > 10

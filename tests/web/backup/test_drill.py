"""A small restore drill: an installation at work is lost and restored to a moment, and every byte of it is compared."""

from pathlib import Path

import pytest

from torture.drill import drill

HAS_POSTGRES = any(Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"))


@pytest.mark.parametrize("postgres", [False, pytest.param(True, marks=pytest.mark.postgres)])
def test_every_byte_comes_back_as_it_was_at_the_moment(postgres: bool) -> None:
    if postgres and not HAS_POSTGRES:
        pytest.skip("PostgreSQL is not installed")
    done = drill(postgres=postgres, busy=1.0, writers=1, latest=False)
    assert done["first_differences"] == []
    assert done["rows"] > 100
    assert done["files"] > 2
    assert done["written_after_the_moment"] > 0
    assert done["seconds_lost"] <= 60

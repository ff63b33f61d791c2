"""An installation with a backup of it, made once by the commands themselves."""

import pytest

from backups_made import Installation, make


@pytest.fixture(scope="session")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A home with an authority, an upload and a key of a vault, and one backup of it. Nobody changes it."""
    return make(tmp_path_factory.mktemp("backed-up"))

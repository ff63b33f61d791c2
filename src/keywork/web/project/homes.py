"""A home: the folder with the database, the uploads and the key of one installation."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from keywork.web.kernel.settings import Config

REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "9p", "fuse.sshfs"})
UPLOADS = "uploads"


class HomeFault(Exception):
    """A home that cannot be used, with one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What preparing a home did."""

    home: Path
    new_key: bool


def prepare(config: Config) -> Prepared:
    """Make the folders and the key of a home; what is there already stays.

    Raises:
        HomeFault: the home cannot be made or written.
    """
    home = config.home
    if home.exists() and not home.is_dir():
        raise HomeFault(f"{home} is a file. Choose a folder for KEYWORK_HOME, or move the file away.")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(stat.S_IRWXU)
        (home / UPLOADS).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise HomeFault(f"{home} cannot be made or written ({error.strerror}). Choose another KEYWORK_HOME.") from error
    if config.database_url.startswith("sqlite") and (kind := file_system(home)) in REMOTE:
        raise HomeFault(f"{home} is on a network drive ({kind}), where SQLite can lose data. Choose a local folder.")
    return Prepared(home, _make_key(config))


def _make_key(config: Config) -> bool:
    """Make the signing key once, readable by its owner alone."""
    try:
        handle = os.open(config.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return True


def file_system(path: Path) -> str:
    """Return the kind of file system a folder lies on, empty where that cannot be told."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    mounts = [(parts[1], parts[2]) for parts in (line.split() for line in lines) if len(parts) > 2]
    inside = [(place, kind) for place, kind in mounts if path.is_relative_to(place)]
    return max(inside, key=lambda mount: len(mount[0]), default=("", ""))[1]


def why_not_ready(config: Config) -> str:
    """Say why the site cannot be served from a home yet; empty where it can."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import Error

    from keywork.web.kernel.row_security import why_it_does_not_hold
    from keywork.web.kernel.synced import why_saved_may_be_lost

    if not config.home.is_dir():
        return f"{config.home} is not prepared. First: keywork init"
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        kind = type(error).__name__
        return f"The database cannot be reached ({kind}). Check KEYWORK_DATABASE_URL, or run: keywork init"
    if waiting:
        return "The database is not up to date. First: keywork init"
    if reason := why_it_does_not_hold() or why_saved_may_be_lost():
        return reason
    from django.conf import settings

    if not (settings.BUILT / "ui" / "app.css").exists():
        return "The styles and scripts of the pages are not built. First: make assets"
    return ""

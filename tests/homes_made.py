"""What many tests begin with: made once of the sources as they are, and a copy of it for whoever comes after.

A home is prepared by ``keywork init``; what that does of itself is tests/web/project/test_homes.py.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from shared import ROOT

KEYWORK = Path(sys.executable).with_name("keywork")
KEPT = ROOT / "var" / "test-homes"


def prepare_home(environment: Mapping[str, str]) -> None:
    """Prepare the home that an environment names, with its own SQLite or the PostgreSQL it names."""
    if environment.get("KEYWORK_DATABASE_URL"):
        _init(environment)
        return
    kept, _ = kept_or_made(
        "home", lambda making: _init({**environment, "KEYWORK_HOME": making, "KEYWORK_VAULT_KEYS": ""})
    )
    shutil.copytree(kept, environment["KEYWORK_HOME"], dirs_exist_ok=True)


def kept_or_made(what: str, make: Callable[[str], object]) -> tuple[Path, bool]:
    """Return what was made of the sources as they are, and whether that was now; one process makes it, others wait.

    Args:
        what: its name; what was made of it of other sources is thrown away.
        make: makes it at a path.
    """
    folder = KEPT / what
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        kept = folder / _of_what()
        if kept.exists():
            return kept, False
        for old in [path for path in folder.iterdir() if path.name != "lock"]:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        making = folder / "making"
        make(str(making))
        making.rename(kept)
    return kept, True


def _init(environment: Mapping[str, str]) -> None:
    subprocess.run([KEYWORK, "init"], env=dict(environment), check=True, capture_output=True)


def _of_what() -> str:
    """Name the state of everything that a prepared database depends on."""
    told = sha256()
    for path in [ROOT / "uv.lock", *sorted((ROOT / "src").rglob("*.py"))]:
        told.update(path.read_bytes())
    return told.hexdigest()[:20]

"""Homes with their database prepared: the first of a checkout by ``keywork init``, every other a copy of it.

What ``keywork init`` does of itself is tests/web/project/test_homes.py.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Mapping
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
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / _of_what()
    with (KEPT / "lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not kept.exists():
            for old in [path for path in KEPT.iterdir() if path.is_dir()]:
                shutil.rmtree(old)
            making = KEPT / "making"
            _init({**environment, "KEYWORK_HOME": str(making), "KEYWORK_VAULT_KEYS": ""})
            making.rename(kept)
    shutil.copytree(kept, environment["KEYWORK_HOME"], dirs_exist_ok=True)


def _init(environment: Mapping[str, str]) -> None:
    subprocess.run([KEYWORK, "init"], env=dict(environment), check=True, capture_output=True)


def _of_what() -> str:
    """Name the state of everything that a prepared database depends on."""
    told = sha256()
    for path in [ROOT / "uv.lock", *sorted((ROOT / "src").rglob("*.py"))]:
        told.update(path.read_bytes())
    return told.hexdigest()[:20]

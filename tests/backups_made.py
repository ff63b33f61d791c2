"""Installations with backups, made by the commands themselves."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from homes_made import KEYWORK, prepare_home


@dataclass(frozen=True)
class Installation:
    """A home, its backups and their key."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ, "KEYWORK_HOME": str(self.home), "KEYWORK_DATABASE_URL": "", "KEYWORK_VAULT_KEYS": "",
            "KEYWORK_BACKUP": str(self.backups), "KEYWORK_BACKUP_KEY": str(self.key),
        }  # fmt: skip

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([KEYWORK, *words], env=self.environment, capture_output=True, text=True, check=False)

    def restore(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("restore", str(self.backups), "--home", str(self.folder / name), *words)


def make(folder: Path) -> Installation:
    """Make a home with something of everything, and take a backup of it."""
    made = Installation(folder)
    prepare_home(made.environment)
    assert made.run("authority", "add", "895", "Wexcombe Council").returncode == 0
    (made.home / "uploads" / "returns").mkdir()
    (made.home / "uploads" / "returns" / "one").write_bytes(b"an upload" * 1000)
    (made.home / "keys").mkdir(exist_ok=True)
    (made.home / "keys" / "first.key").write_bytes(b"a key of a vault")
    assert made.run("backup", "key", str(made.key)).returncode == 0
    taken = made.run("backup")
    assert taken.returncode == 0, taken.stderr
    return made

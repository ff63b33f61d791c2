"""PostgreSQL's own tools: where they are, how they are run, and what they say when they cannot."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from keywork.web.backup.keys import BackupFault

PLACES = Path("/usr/lib/postgresql")
OWNER = "postgres"
LONGEST_WORDS = 400


@dataclass(frozen=True)
class Tools:
    """The tools of one version of PostgreSQL."""

    folder: Path

    def path(self, name: str) -> str:
        """Return the path of a tool.

        Raises:
            BackupFault: it is not installed.
        """
        path = self.folder / name
        if not path.exists():
            raise BackupFault(f"{name} is not in {self.folder}. Install PostgreSQL's server and client packages.")
        return str(path)


def tools(version: int) -> Tools:
    """Return the tools of a version.

    Args:
        version: the major version, for example 15.

    Raises:
        BackupFault: they are not installed.
    """
    if (folder := PLACES / str(version) / "bin").is_dir():
        return Tools(folder)
    if asked := shutil.which("pg_config"):
        folder, said = (
            subprocess.run([asked, word], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - a fixed list, no shell
            for word in ("--bindir", "--version")
        )
        if said.removeprefix("PostgreSQL ").split(".")[0].split(" ")[0] == str(version):
            return Tools(Path(folder))
    raise BackupFault(f"The tools of PostgreSQL {version} are not installed here. Install postgresql-{version}.")


@dataclass(frozen=True)
class Address:
    """How a server is reached: words for its tools, and a password that is in no list of processes."""

    words: str
    environment: Mapping[str, str]


def address(url: str) -> Address:
    """Return an address for PostgreSQL's tools."""
    told = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    password = told.pop("password", "")
    told.setdefault("connect_timeout", "10")
    return Address(make_conninfo("", **told), {**os.environ, **({"PGPASSWORD": password} if password else {})})


def follow_to_death(command: list[str]) -> list[str]:
    """Let a tool end when the program that started it ends, however that happens."""
    wrapper = shutil.which("setpriv")
    return [wrapper, "--pdeathsig", "TERM", *command] if wrapper else command


def start(command: list[str], where: Address, **options: Any) -> subprocess.Popen[bytes]:
    """Start a tool that ends with this program."""
    return subprocess.Popen(follow_to_death(command), env=dict(where.environment), **options)  # noqa: S603 - as found


def said(file: IO[bytes]) -> str:
    """Return the last words of a tool."""
    file.seek(0)
    return file.read().decode(errors="replace").strip()[-LONGEST_WORDS:]


def as_owner(command: list[str]) -> list[str]:
    """Run a server's tool as the one who may: PostgreSQL refuses to run as root."""
    return ["runuser", "-u", OWNER, "--", *command] if os.geteuid() == 0 else command


def give_to_owner(path: Path) -> None:
    """Let the server's account have a folder and all that is in it, where root made it."""
    if os.geteuid() != 0:
        return
    try:
        owner = pwd.getpwnam(OWNER)
    except KeyError as error:
        raise BackupFault(
            f"There is no account {OWNER} to run PostgreSQL. Install PostgreSQL's server package."
        ) from error
    for one in (path, *path.rglob("*")):
        os.chown(one, owner.pw_uid, owner.pw_gid, follow_symlinks=False)

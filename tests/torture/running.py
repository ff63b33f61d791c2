"""Running something on a database of its own, or on SQLite and PostgreSQL one after the other."""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homes_made import prepare_home
from shared import ROOT
from torture.clusters import Cluster
from torture.figures import added, tell

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Home:
    """An installation that a run has to itself."""

    folder: Path
    database: str
    cluster: Cluster | None


@contextmanager
def home(database: str, **settings: str) -> Iterator[Home]:
    """Make a home, and for PostgreSQL a cluster, and load Django on it; all of it is gone afterwards.

    Args:
        database: ``sqlite`` or ``postgresql``.
        settings: of the program, by the end of their names; ``{folder}`` in one stands for the folder of the run.
    """
    folder = Path(tempfile.mkdtemp(prefix="keywork-torture."))
    folder.chmod(0o755)
    cluster = Cluster(folder / "cluster") if database == "postgresql" else None
    os.environ.pop("KEYWORK_DATABASE_URL", None)
    os.environ |= {f"KEYWORK_{name}": value.replace("{folder}", str(folder)) for name, value in settings.items()}
    os.environ |= {"KEYWORK_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "keywork.web.project.settings"}
    os.environ |= {"KEYWORK_DATABASE_URL": cluster.url} if cluster else {}
    try:
        prepare_home(os.environ)
        import django

        django.setup()
        logging.getLogger("psycopg").setLevel(logging.ERROR)
        from keywork.web.kernel.row_security import why_it_does_not_hold
        from keywork.web.kernel.scoping import ALL, outside_scopes

        assert not why_it_does_not_hold(), "the run would prove less than what is in production"

        # Whoever looks afterwards sees all of it; those who write do so in the scope of their authority.
        outside_scopes.set(ALL)
        yield Home(folder, database, cluster)
    finally:
        if cluster is not None:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def keywork(*arguments: str) -> str:
    """Run the command line of the product, and return what it printed."""
    program = Path(sys.executable).with_name("keywork")
    done = subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return done.stdout


def parser(about: str | None) -> argparse.ArgumentParser:
    """Return what reads the options that every run has."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--database", choices=DATABASES, help="one alone; both if left out")
    made.add_argument("--json", type=Path, help="write the figures to this file too")
    return made


def on_both(name: str, module: str, options: Sequence[str], json_path: Path | None) -> int:
    """Run a module on SQLite and PostgreSQL, each in a process of its own, and tell the figures of both as one.

    Returns:
        How many of the two failed.
    """
    figures: dict[str, Any] = {}
    wrong = 0
    for database in DATABASES:
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "part.json"
            command = [sys.executable, "-m", module, f"--database={database}", f"--json={part}", *options]
            wrong += subprocess.run(command, check=False).returncode != 0
            figures = added(figures, json.loads(part.read_text())) if part.exists() else figures
    tell(name, figures | {"name": name, "database": "SQLite and PostgreSQL"}, json_path)
    return wrong

"""One run of ``keywork restore``: choosing, making, proving, and only then giving it its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from keywork.web.backup import home_files, logs, restoring
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.restoring import Chosen
from keywork.web.kernel import clock
from keywork.web.kernel.sqlite.base import as_moment


@dataclass
class Restoring:
    """What was asked for.

    Args:
        folder: of backups.
        key: of the backups.
        home: the empty folder that becomes the home.
        moment: to restore to; the last where none is given.
        cluster: the empty folder that becomes PostgreSQL's data directory.
        set_aside: whether what lies in the way may be renamed.
        say: told what is done.
    """

    folder: Path
    key: Key
    home: Path
    moment: datetime | None
    cluster: Path | None
    set_aside: bool
    say: Callable[[str], object]

    def run(self) -> None:
        """Restore.

        Raises:
            BackupFault: with the reason; whatever lay there is untouched.
        """
        try:
            self._run()
        except OSError as error:
            raise BackupFault(f"{error.filename or self.home} cannot be written: {error.strerror}.") from error

    def _run(self) -> None:
        begun = perf_counter()
        chosen = restoring.choose(self.folder, self.key, self.moment)
        sqlite = chosen.generation.database == "sqlite"
        if sqlite == (self.cluster is not None):
            raise BackupFault(
                "This backup is of SQLite: leave out --cluster."
                if sqlite
                else "This backup is of PostgreSQL: name the folder that becomes its data directory, --cluster FOLDER."
            )
        self.say(f"Restoring {chosen.generation.name}, made by Keywork {chosen.generation.about['program']}")
        for place in filter(None, (self.home, self.cluster)):
            if aside := restoring.make_room(place, set_aside=self.set_aside, now=clock.now()):
                self.say(f"What was in {place} is now in {aside}")
        made = restoring.in_progress(self.home)
        if sqlite:
            self._sqlite(chosen, made)
        else:
            self._postgres(chosen, made)
        self.say(f"It took {(perf_counter() - begun) / 60:.1f} minutes.")

    def _sqlite(self, chosen: Chosen, made: Path) -> None:
        path = made / home_files.DATABASE
        _django(made, f"sqlite:///{quote(str(path))}")
        from keywork.web.backup import sqlite_rebuild

        last, until = (chosen.log.marks[-1], self.moment) if chosen.between_marks else (chosen.mark, None)
        sqlite_rebuild.rebuild(chosen.generation, self.key, chosen.log, last, path, until=until)
        sqlite_rebuild.check(path)
        files = restoring.restore_files(chosen, self.key, made)
        self._look(chosen, f"It is left in {made}.")
        self.say(f"{files - 1} files of the home were put back.")
        reached = (
            f"{until.isoformat()}; the last change in it was committed at "
            f"{as_moment(sqlite_rebuild.last_change(path)).isoformat()}"
            if until
            else f"{chosen.mark.complete_to.isoformat()}; nothing after {chosen.mark.at.isoformat()} is in it"
        )
        restoring.take_place(made, self.home)
        self.say(f"Restored to {reached}. Next: KEYWORK_HOME={self.home} keywork init")

    def _postgres(self, chosen: Chosen, made: Path) -> None:
        from keywork.web.backup.postgres_rebuild import Cluster

        assert self.cluster is not None
        data = restoring.in_progress(self.cluster)
        with Cluster(data, chosen, self.key, self.say) as cluster:
            _django(made, cluster.url)
            reached = cluster.recover()
            files = restoring.restore_files(chosen, self.key, made)
            self._look(chosen, f"It is left in {data} and {made}.")
        self.say(f"{files} files of the home were put back.")
        restoring.take_place(data, self.cluster)
        restoring.take_place(made, self.home)
        self.say(f"Restored to {reached}. Next: start PostgreSQL on {self.cluster}, and then keywork init.")

    def _look(self, chosen: Chosen, left: str) -> None:
        """Verify the ledger before anything gets its place."""
        from django.db import connection

        from keywork.web.backup import restored

        seen = restored.look(logs.heads_up_to(chosen.log, chosen.mark))
        connection.close()
        self.say(
            f"{seen.entries} entries of the ledger verified against the heads of the backup; the last was recorded at "
            f"{seen.last_entry}. {sum(seen.tables.values())} rows in {len(seen.tables)} tables."
        )
        if seen.faults:
            raise BackupFault("\n".join([*seen.faults[:20], f"The ledger is not as it was sealed. {left}"]))


def _django(home: Path, url: str) -> None:
    os.environ["KEYWORK_HOME"], os.environ["KEYWORK_DATABASE_URL"] = str(home), url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keywork.web.project.settings")
    import django

    django.setup()

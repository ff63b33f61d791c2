"""Writing backups: a full copy, proven by reading it back, and then, if asked, all that follows it."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection

from keywork.web.backup import generations, home_files, logs, proving
from keywork.web.backup.generations import Generation
from keywork.web.backup.home_files import HomeFile
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import LogWriter, Together
from keywork.web.backup.sources import Round, Source, Unreachable
from keywork.web.backup.sqlite_wal import Lost
from keywork.web.kernel import clock
from keywork.web.kernel.settings import Config

log = logging.getLogger(__name__)
MOST_LOG = 16 << 20
SAY_SO_EACH = timedelta(seconds=10)
AGAIN_AFTER = timedelta(hours=1)
Say = Callable[[str], object]


@dataclass
class Writing:
    """One run of ``keywork backup``.

    Args:
        config: whose home.
        source: its database.
        folder: of backups.
        key: of the backups.
        say: told what is being done.
        days: after how many days a full copy goes.
        every: seconds between two looks while following.
        fresh: after how long a full copy is made anew while following.
    """

    config: Config
    source: Source
    folder: Path
    key: Key
    say: Say
    days: int = generations.MOST_DAYS
    every: float = 1.0
    fresh: timedelta = timedelta(hours=24)
    known: dict[str, tuple[int, int]] = field(default_factory=dict)
    before: LogWriter | None = None
    beside: list[LogWriter] = field(default_factory=list)
    archived: bool = False
    ticked: float = 0.0

    def full_copy(self, before: LogWriter | None = None) -> tuple[Generation, LogWriter]:
        """Write a full copy, prove it by reading it back, and give it its name.

        Args:
            before: the log of the generation before, which is kept up to date meanwhile.
        """
        now = clock.now()
        made = generations.begin(self.folder, now, self.key, self.source.kind, version("keywork"))
        try:
            return self._copy_into(made, before, now)
        except BaseException:
            shutil.rmtree(made.folder, ignore_errors=True)
            raise
        finally:
            self.before, self.beside, self.archived = None, [], False

    def _copy_into(self, made: Generation, before: LogWriter | None, now: datetime) -> tuple[Generation, LogWriter]:
        writer = LogWriter(made, self.key, follows=0)
        begun = self.source.begin(writer, before)
        self.before, self.beside, self.ticked = before, [writer], monotonic()
        facts = self.source.facts()
        self._mark([writer], begun)
        self.say(f"Copying the database ({self.source.kind})")
        self._file(made, generations.DATABASE, lambda into: self.source.copy(into, self.tick))
        told, stamps = self._archives(made)
        whole = self.source.copied(Together(self._all_logs()))
        self._files(self._all_logs(), list(home_files.files_of(self.config)))
        manifest = {**facts, "files": told, "stamps": stamps, "made_at": now.isoformat()}
        self._file(made, generations.MANIFEST, lambda into: into.write(json.dumps(manifest).encode()))
        self._mark(self._all_logs(), whole)
        self.say("Reading it back")
        proving.prove(made, self.key, self.config.home, self.tick)
        done = generations.finish(made)
        writer.generation = done
        return done, writer

    def _all_logs(self) -> list[LogWriter]:
        return [*([self.before] if self.before else []), *self.beside]

    def tick(self) -> None:
        """Keep the generation before up to date while a new full copy is made, which may take long."""
        if self.before is None or monotonic() - self.ticked < self.every:
            return
        done = self.source.round(Together(self._all_logs()))
        if done.news:
            self._files(self._all_logs() if self.archived else [self.before], list(home_files.files_of(self.config)))
        self._mark([self.before], done)
        for one in self.beside:
            one.sealed.sync()
        self.source.shipped()
        self.ticked = monotonic()

    def _file(self, made: Generation, name: str, write: Callable[[Any], object]) -> None:
        with made.writer(name, self.key) as writer:
            write(writer)
            writer.finish()
        made.about["files"][name] = {"bytes": writer.size, "sha256": writer.digest.hexdigest()}

    def _archives(self, made: Generation) -> tuple[dict[str, Any], dict[str, tuple[int, int]]]:
        """Write the archives of uploads and keys, and return what is in them."""
        files = list(home_files.files_of(self.config))
        if self.before:
            self._files([self.before], files)
        told: dict[str, Any] = {}
        for name, keys in ((generations.UPLOADS, False), (generations.KEYS, True)):
            some = [one for one in files if one.is_key is keys]
            self._file(made, name, lambda into, name=name, some=some: told.update({name: home_files.pack(some, into)}))  # type: ignore[misc]
        self.known, self.archived = {one.name: one.stamp for one in files}, True
        return told, self.known

    def _mark(self, some: Sequence[LogWriter], done: Round) -> None:
        if done.complete_to is None:
            return
        for one in some:
            position = self.source.position()
            one.mark(at=clock.now(), complete_to=done.complete_to, heads=done.heads, position=position)

    def go_on(self) -> tuple[Generation, LogWriter]:
        """Go on with the newest generation where nothing can have been missed, else begin with a full copy."""
        try:
            newest = generations.finished(self.folder)[-1]
            if newest.database != self.source.kind or clock.now() - newest.made_at > self.fresh:
                return self.full_copy()
            before = logs.look_through(newest, self.key)
            if before.faults or not before.marks:
                return self.full_copy()
        except BackupFault as fault:
            self.say(f"{fault} Beginning with a full copy.")
            return self.full_copy()
        writer = LogWriter(newest, self.key, follows=before.marks[-1].number)
        try:
            self.source.go_on(writer, before.marks[-1].position)
        except Lost:
            writer.close()
            (newest.folder / writer.file).unlink()
            self.say("What was written since the last backup cannot be told for certain: beginning with a full copy.")
            return self.full_copy()
        stamps = newest.manifest(self.key)["stamps"]  # what came since the full copy is put into the log once more
        self.known = {name: (size, at) for name, (size, at) in stamps.items()}
        return newest, writer

    def follow(self, stop: Callable[[float], bool]) -> None:
        """Keep the newest generation up to date until told to stop.

        Args:
            stop: waits so many seconds and says whether to stop.
        """
        generation, writer = self.go_on()
        self.prune()
        self.say(f"Following into {generation.name}; stop with Ctrl-C")
        last_said, fresh_at = clock.now(), generation.made_at + self.fresh
        stopping = False
        while not stopping:
            stopping = stop(self.every)
            try:
                done = self._round(writer)
                if done.complete_to and (done.news or stopping or clock.now() - last_said >= SAY_SO_EACH):
                    self._mark([writer], done)
                    self.source.shipped()
                    last_said = clock.now()
                if writer.size > MOST_LOG and done.complete_to:
                    writer.close()
                    writer = LogWriter(writer.generation, self.key, follows=writer.marks)
                if clock.now() > fresh_at and not stopping:
                    writer, fresh_at = self._renew(writer)
            except (DatabaseError, Unreachable) as error:
                log.error("The database cannot be reached (%s); the backup tries again.", type(error).__name__)
                connection.close()
            except Lost:
                self.say("The database's log was begun anew unseen: beginning with a full copy.")
                writer.close()
                generation, writer = self.full_copy()
                fresh_at = generation.made_at + self.fresh
        writer.close()

    def _renew(self, before: LogWriter) -> tuple[LogWriter, datetime]:
        """Make a new full copy beside the log that goes on, and go over to it; where that fails, try again later."""
        try:
            generation, writer = self.full_copy(before)
        except Lost:
            raise
        except (BackupFault, OSError) as fault:
            log.error("No new full copy could be made: %s. The one before is followed meanwhile.", fault)
            return before, clock.now() + AGAIN_AFTER
        before.close()
        self.prune()
        return writer, generation.made_at + self.fresh

    def _round(self, writer: LogWriter) -> Round:
        """Put what is new into the log: the database, and then the files, which are there before their rows are."""
        done = self.source.round(writer)
        news = done.news and self._files([writer], list(home_files.files_of(self.config)))
        return Round(done.news or news, done.complete_to, done.heads)

    def _files(self, into: Sequence[LogWriter], there: Sequence[HomeFile]) -> bool:
        news = [one for one in there if self.known.get(one.name) != one.stamp]
        gone = set(self.known) - {one.name for one in there}
        for one in news:
            logs.put_file(Together(into), one.name, one.path)
        for name in gone:
            Together(into).put("gone", {"name": name})
        self.known = {one.name: one.stamp for one in there}
        return bool(news or gone)

    def prune(self) -> None:
        """Remove the full copies that are older than may be kept."""
        for gone in generations.prune(self.folder, clock.now(), self.days):
            self.say(f"Removed {gone.name}, which was older than {self.days} days")

"""Writing backups: a full copy, proven by reading it back, and then, if asked, all that follows it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from keywork.web.backup import generations, home_files, logs, proving
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import LogWriter
from keywork.web.backup.sources import Round, Source, Unreachable
from keywork.web.backup.sqlite_wal import Lost
from keywork.web.kernel import clock
from keywork.web.kernel.settings import Config

log = logging.getLogger(__name__)
MOST_LOG = 16 << 20
SAY_SO_EACH = timedelta(seconds=10)
FRESH_EACH = timedelta(hours=24)
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
    """

    config: Config
    source: Source
    folder: Path
    key: Key
    say: Say
    days: int = generations.MOST_DAYS
    known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def full_copy(self) -> tuple[Generation, LogWriter]:
        """Write a full copy, prove it by reading it back, and give it its name."""
        now = clock.now()
        made = generations.begin(self.folder, now, self.key, self.source.kind, version("keywork"))
        writer = LogWriter(made, self.key, follows=0)
        begun = self.source.begin(writer)
        facts = self.source.facts()
        self._mark_if_known(writer, begun)
        self.say(f"Copying the database ({self.source.kind})")
        self._file(made, generations.DATABASE, self.source.copy)
        files = list(home_files.files_of(self.config))
        told = {
            name: self._archive(made, name, [one for one in files if one.is_key is keys])
            for name, keys in ((generations.UPLOADS, False), (generations.KEYS, True))
        }
        self.known = {one.name: one.stamp for one in files}
        whole = self.source.copied(writer)
        self._files(writer)
        stamps = {one.name: one.stamp for one in files}
        manifest = {**facts, "files": told, "stamps": stamps, "made_at": now.isoformat()}
        self._file(made, generations.MANIFEST, lambda into: into.write(json.dumps(manifest).encode()))
        self._mark_if_known(writer, whole)
        self.say("Reading it back")
        proving.prove(made, self.key, self.config.home)
        done = generations.finish(made)
        writer.generation = done
        self.source.shipped()
        return done, writer

    def _file(self, made: Generation, name: str, write: Callable[[Any], object]) -> None:
        with made.writer(name, self.key) as writer:
            write(writer)
            writer.finish()
        made.about["files"][name] = {"bytes": writer.size, "sha256": writer.digest.hexdigest()}

    def _archive(self, made: Generation, name: str, files: list[home_files.HomeFile]) -> dict[str, list[Any]]:
        told: dict[str, list[Any]] = {}
        self._file(made, name, lambda into: told.update(home_files.pack(iter(files), into)))
        return told

    def _mark_if_known(self, writer: LogWriter, done: Round) -> None:
        if done.complete_to is not None:
            position = self.source.position()
            writer.mark(at=clock.now(), complete_to=done.complete_to, heads=done.heads, position=position)

    def go_on(self) -> tuple[Generation, LogWriter]:
        """Go on with the newest generation where nothing can have been missed, else begin with a full copy."""
        try:
            newest = generations.finished(self.folder)[-1]
            if newest.database != self.source.kind or clock.now() - newest.made_at > FRESH_EACH:
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

    def follow(self, stop: Callable[[float], bool], every: float) -> None:
        """Keep the newest generation up to date until told to stop.

        Args:
            stop: waits so many seconds and says whether to stop.
            every: seconds between two looks.
        """
        generation, writer = self.go_on()
        self.say(f"Following into {generation.name}; stop with Ctrl-C")
        last_said = clock.now()
        while True:
            stopping = stop(every)
            try:
                done = self._round(writer)
            except (DatabaseError, Unreachable) as error:
                log.error("The database cannot be reached (%s); the backup tries again.", type(error).__name__)
                connection.close()
                if stopping:
                    return
                continue
            except Lost:
                self.say("The database's log was begun anew unseen: beginning with a full copy.")
                writer.close()
                generation, writer = self.full_copy()
                continue
            if done.complete_to and (done.news or stopping or clock.now() - last_said >= SAY_SO_EACH):
                self._mark_if_known(writer, done)
                self.source.shipped()
                last_said = clock.now()
            if stopping:
                writer.close()
                return
            if clock.now() - generation.made_at > FRESH_EACH:
                writer.close()
                generation, writer = self.full_copy()
                self.prune()
            elif writer.size > MOST_LOG and done.complete_to:
                writer.close()
                writer = LogWriter(generation, self.key, follows=writer.marks)

    def _round(self, writer: LogWriter) -> Round:
        """Put what is new into the log: the database, and then the files, which are there before their rows are."""
        done = self.source.round(writer)
        news = self._files(writer) if done.news else False
        return Round(done.news or news, done.complete_to, done.heads)

    def _files(self, writer: LogWriter) -> bool:
        there = {one.name: one for one in home_files.files_of(self.config)}
        news = [one for one in there.values() if self.known.get(one.name) != one.stamp]
        gone = [name for name in self.known if name not in there]
        for one in news:
            self._put(writer, one)
        for name in gone:
            writer.put("gone", {"name": name})
        self.known = {one.name: one.stamp for one in there.values()}
        return bool(news or gone)

    def _put(self, writer: LogWriter, one: home_files.HomeFile) -> None:
        try:
            file = one.path.open("rb")
        except FileNotFoundError:
            return
        with file:
            first = True
            while (some := file.read(logs.MOST_BODY)) or first:
                writer.put("file", {"name": one.name, "first": first}, some)
                first = False

    def prune(self) -> None:
        """Remove the full copies that are older than may be kept."""
        for gone in generations.prune(self.folder, clock.now(), self.days):
            self.say(f"Removed {gone.name}, which was older than {self.days} days")

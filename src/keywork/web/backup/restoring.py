"""Putting a backup back: into an empty home, to a moment, and proven before it gets its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from keywork.web.backup import generations, home_files, logs
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import Log, Mark, Record
from keywork.web.kernel.sqlite.base import MADE_BY

RESTORING = ".restoring"
Say = Callable[[str], object]


@dataclass(frozen=True)
class Chosen:
    """What is restored: a generation, its log, the last mark of it that counts, and the moment that was asked for."""

    generation: Generation
    log: Log
    mark: Mark
    moment: datetime | None
    manifest: dict[str, Any]

    @property
    def between_marks(self) -> bool:
        """Say whether each change tells its moment, so that the moment asked for is reached between two marks.

        PostgreSQL's always do, and SQLite's since there is a table for it.
        """
        stamped = self.generation.database != "sqlite" or MADE_BY in self.manifest["migrations"]
        return stamped and self.moment is not None

    @property
    def needed(self) -> Mark:
        """Return the mark before which everything stands that the moment needs; later changes stand before it too."""
        if self.moment is None or not self.between_marks:
            return self.mark
        return next(mark for mark in self.log.marks if mark.complete_to >= self.moment)


def choose(folder: Path, key: Key, moment: datetime | None) -> Chosen:
    """Choose what to restore from a folder of backups.

    Args:
        folder: of backups, or one generation of it.
        key: of the backups.
        moment: to restore to; the last there is where none is given.

    Raises:
        BackupFault: there is none for the moment, or it is not whole, or the key is another.
    """
    found = [generations.read(folder)] if (folder / generations.ABOUT).exists() else generations.finished(folder)
    for generation in reversed(found):
        if moment is not None and generation.made_at > moment:
            continue
        for fault in generation.faults():
            raise BackupFault(f"{fault} Restore from another one by naming its folder.")
        log = logs.look_through(generation, key)
        logs.check_is_whole(log, moment)
        manifest = generation.manifest(key)
        mark = log.up_to(moment) or _full_copy_at(generation, log, moment)
        if mark is None:
            continue
        last = log.marks[-1]
        if moment is not None and moment > last.complete_to:
            raise BackupFault(
                f"This backup is complete up to {last.complete_to.isoformat()}, which is before {moment.isoformat()}. "
                "Leave out --to-time to restore the last moment there is."
            )
        return Chosen(generation, log, mark, moment, manifest)
    wanted, oldest = moment.isoformat() if moment else "any moment", found[0].made_at.isoformat()
    raise BackupFault(f"No backup reaches back to {wanted}: the oldest was made {oldest}.")


def _full_copy_at(generation: Generation, log: Log, moment: datetime | None) -> Mark | None:
    """Return the first mark where it is of the moment of the copy, as SQLite's is, and not later than what is asked."""
    if moment is None or not log.marks or generation.database != "sqlite" or log.marks[0].complete_to > moment:
        return None
    return log.marks[0]


def make_room(target: Path, *, set_aside: bool, now: datetime) -> Path | None:
    """Refuse a place that is not empty, or set what is there aside.

    Returns:
        Where it was put.

    Raises:
        BackupFault: something is there and nobody said that it may be set aside.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return None
    if not set_aside:
        raise BackupFault(
            f"{target} is not empty. Restore into an empty folder; --set-aside renames what is there first."
        )
    aside = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%S}")
    target.rename(aside)
    return aside


def in_progress(target: Path) -> Path:
    """Return the folder beside a place in which it is made; what a killed one left there is cleared away."""
    made = target.with_name(target.name + RESTORING)
    if made.exists():
        shutil.rmtree(made)
    made.mkdir(mode=0o700, parents=True)
    return made


def take_place(made: Path, target: Path) -> None:
    """Give what was restored its place, in one step."""
    generations.sync_folder(made)
    try:
        made.rename(target)
    except OSError as error:
        raise BackupFault(
            f"{made} cannot be renamed to {target}: {error.strerror}. Is it where a disk begins?"
        ) from error
    generations.sync_folder(target.parent)


def restore_files(chosen: Chosen, key: Key, home: Path) -> int:
    """Put uploads and keys back into a home that is being made.

    Returns:
        How many files there are.
    """
    for name, told in chosen.manifest["files"].items():
        with chosen.generation.open(name, key) as file:
            if home_files.unpack(file, home) != told:
                raise BackupFault(f"{name} does not hold the files that were put into it.")
    _files_since(logs.records_up_to(chosen.generation, key, chosen.log, chosen.needed), chosen.mark, home)
    return sum(1 for path in home.rglob("*") if path.is_file())


def _files_since(records: Iterable[Record], mark: Mark, home: Path) -> None:
    """Put back what came; what went after the mark may have gone after the moment, and stays."""
    passed = False
    for record in records:
        passed = passed or (record.kind == "mark" and record.told["number"] == mark.number)
        if record.kind == "file":
            path = home_files.place(home, record.told["name"])
            with home_files.open_private(path, "wb" if record.told["first"] else "ab") as target:
                target.write(record.body)
        elif record.kind == "gone" and not passed:
            home_files.place(home, record.told["name"]).unlink(missing_ok=True)

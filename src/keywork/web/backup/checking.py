"""Checking a folder of backups from outside, for monitoring: nothing that is wrong is passed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from keywork.web.backup import generations, logs
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.kernel import clock

Say = Callable[[str], object]


def check(folder: Path, key: Key | None, max_age: float, say: Say) -> list[str]:
    """Check every finished backup of a folder.

    Args:
        folder: of backups.
        key: of the backups; without it only sizes and digests can be compared.
        max_age: minutes after which the newest moment is too old.
        say: told what was checked.

    Returns:
        What is wrong, in words.
    """
    found = generations.finished(folder)
    faults = [fault for one in found for fault in _faults(one, key)]
    complete_to = max(one.complete_to for one in found)
    age = clock.now() - complete_to
    if age > timedelta(minutes=max_age):
        minutes = round(age.total_seconds() / 60)
        faults.append(f"The newest moment in {folder} is {minutes} minutes old: {complete_to.isoformat()}.")
    oldest = clock.now() - found[0].made_at
    if len(found) > 1 and oldest > timedelta(days=generations.MOST_DAYS):
        faults.append(
            f"{found[0].name} is {oldest.days} days old; {generations.MOST_DAYS} are allowed: keywork backup prune"
        )
    proven = "opened with the key" if key else "compared by size and digest alone, as no key was given"
    say(f"{len(found)} backups, {proven}; complete up to {complete_to.isoformat()}.")
    return faults


def _faults(one: Generation, key: Key | None) -> list[str]:
    try:
        faults = list(one.faults())
        if key is None:
            return faults + _log_faults(one)
        log = logs.look_through(one, key)
        faults += [f"{one.name}: {fault}" for fault in log.faults]
        if not log.marks:
            faults.append(f"{one.name}: its log holds no moment.")
        from keywork.web.backup import proving

        faults += proving.archives(one, key, one.manifest(key))
    except BackupFault as fault:
        return [f"{one.name}: {fault}"]
    return faults


def _log_faults(one: Generation) -> list[str]:
    """Say whether the log is shorter than its writer said; more cannot be told without the key."""
    status = one.status
    if status is None:
        return [f"{one.name}: {generations.STATUS} is missing or damaged."]
    path = one.folder / status["log"]
    if not path.is_file() or path.stat().st_size < status["bytes"]:
        return [f"{one.name}: {status['log']} is missing or was cut off."]
    return []

"""``keywork backup`` and ``keywork restore``: taking backups, following, checking, and putting one back."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keywork.web.backup.generations import MOST_DAYS
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.kernel.settings import Config

if TYPE_CHECKING:
    from keywork.web.backup.sources import Source

backup = typer.Typer(help="Backups: take one, follow, check, prune; and the key they are encrypted with.")
FOLDER = Annotated[
    Path | None,
    typer.Option("--to", help="The folder of backups, on another machine's disk; KEYWORK_BACKUP if left out."),
]
KEYS = Annotated[
    list[Path] | None,
    typer.Option(
        "--key", help="The file of the backup key, or, named twice, two shares; KEYWORK_BACKUP_KEY if left out."
    ),
]
DAYS = Annotated[int, typer.Option("--days", min=1, max=MOST_DAYS, help="After how many days a full copy goes.")]


def _stop(fault: Exception | str, code: int = 2) -> typer.Exit:
    typer.echo(str(fault), err=True)
    return typer.Exit(code)


def _folder(chosen: Path | None) -> Path:
    folder = chosen or Config.read().backup
    if folder is None:
        raise BackupFault("Name the folder of backups: --to FOLDER, or KEYWORK_BACKUP.")
    return folder.expanduser().resolve()


def _keys(chosen: list[Path] | None) -> list[Path]:
    default = Config.read().backup_key
    return chosen or ([default] if default else [])


@backup.callback(invoke_without_command=True)
def take(
    context: typer.Context,
    to: FOLDER = None,
    key: KEYS = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on, and keep the backup up to date, until stopped.")
    ] = False,
    every: Annotated[float, typer.Option(min=0.1, max=30, help="Seconds between two looks while following.")] = 1.0,
    fresh: Annotated[
        float, typer.Option(min=0.001, help="Hours after which a follower takes a full copy anew.")
    ] = 24.0,
    days: DAYS = MOST_DAYS,
) -> None:
    """Take a backup of this home and its database. It is encrypted, and read back before it counts."""
    if context.invoked_subcommand:
        return
    from keywork.web.backup import generations, keys

    try:
        folder, secret = _folder(to), keys.read(_keys(key))
        _start_django()
        with generations.alone(folder):
            _take(folder, secret, every if follow else None, days, timedelta(hours=fresh))
    except BackupFault as fault:
        raise _stop(f"No backup was taken. {fault}") from fault


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keywork.web.project.settings")
    import django

    django.setup()


def _take(folder: Path, secret: Key, every: float | None, days: int, fresh: timedelta) -> None:
    from django.conf import settings
    from django.db import DatabaseError

    from keywork.web.backup.writing import Writing

    source = _source(settings.CONFIG, follow=every is not None)
    try:
        writing = Writing(settings.CONFIG, source, folder, secret, typer.echo, days, every or 1.0, fresh)
        if every is not None:
            writing.follow(_until_told())
        else:
            generation, writer = writing.full_copy()
            writer.close()
            writing.prune()
            size = sum(path.stat().st_size for path in generation.folder.iterdir())
            typer.echo(
                f"Took {generation.name} ({size >> 10} KB), complete up to {generation.complete_to.isoformat()}."
            )
    except DatabaseError as error:
        raise BackupFault(f"The database cannot be read ({type(error).__name__}).") from error
    except OSError as error:
        raise BackupFault(f"{error.filename or folder} cannot be written or read: {error.strerror}.") from error
    finally:
        source.close()


def _source(config: Config, *, follow: bool) -> Source:
    if config.database_url.startswith("sqlite"):
        from django.conf import settings

        from keywork.web.backup.sqlite_source import SqliteSource

        return SqliteSource(Path(settings.DATABASES["default"]["NAME"]))
    from keywork.web.backup.postgres_source import PostgresSource

    return PostgresSource(config, follow=follow)


def _until_told() -> Callable[[float], bool]:
    told = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: told.set())
    return told.wait


@backup.command("key")
def make_key(
    file: Annotated[Path, typer.Argument(help="The file the new key is written to; it must not be there.")],
) -> None:
    """Make a key of backups. Without it no backup can be read: keep copies of it, and none with the backups."""
    from keywork.web.backup import keys

    try:
        made = keys.make(file)
    except BackupFault as fault:
        raise _stop(fault) from fault
    typer.echo(
        f"Made the backup key {made.id.hex()} in {file}. Give it to two people, or share it: keywork backup share"
    )


@backup.command("share")
def share_key(
    file: Annotated[Path, typer.Argument(help="The file of the key.")],
    shares: Annotated[list[Path], typer.Argument(help="Three files, one for each of three people.")],
) -> None:
    """Share a key among three people, any two of whom can restore together and none alone."""
    from keywork.web.backup import keys

    try:
        keys.share(keys.read([file]), shares)
    except BackupFault as fault:
        raise _stop(fault) from fault
    typer.echo("Wrote three shares. Any two restore: keywork restore … --key ONE --key TWO")


@backup.command("check")
def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder of backups; KEYWORK_BACKUP if left out.")] = None,
    key: KEYS = None,
    max_age: Annotated[float, typer.Option(help="Minutes after which the newest moment is too old.")] = 26 * 60.0,
) -> None:
    """Check every backup of a folder, for monitoring: exit 1, with the reason, if anything is wrong or too old."""
    from keywork.web.backup import checking, keys

    try:
        secret = keys.read(_keys(key)) if _keys(key) else None
        faults = checking.check(_folder(folder), secret, max_age, typer.echo)
    except BackupFault as fault:
        faults = [str(fault)]
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)


@backup.command("prune")
def prune(
    folder: Annotated[Path | None, typer.Argument(help="The folder of backups; KEYWORK_BACKUP if left out.")] = None,
    days: DAYS = MOST_DAYS,
) -> None:
    """Remove the full copies, with what followed them, that are older than may be kept; never the newest."""
    from keywork.web.backup import generations
    from keywork.web.kernel import clock

    try:
        place = _folder(folder)
        with generations.alone(place):
            gone = generations.prune(place, clock.now(), days)
    except BackupFault as fault:
        raise _stop(fault) from fault
    typer.echo("\n".join(f"Removed {one.name}" for one in gone) or "Nothing is old enough to go.")


def restore(
    folder: Annotated[Path, typer.Argument(help="The folder of backups, or one backup in it.")],
    home: Annotated[Path, typer.Option(help="The empty folder that becomes the home.")],
    key: KEYS = None,
    to_time: Annotated[
        str | None,
        typer.Option(help="The moment to restore to, as 2026-11-29T16:30 (in England, unless it names a zone)."),
    ] = None,
    cluster: Annotated[
        Path | None,
        typer.Option(help="Of an installation on PostgreSQL: the empty folder that becomes its data directory."),
    ] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Rename what lies in the way. Nothing is ever deleted.")
    ] = False,
) -> None:
    """Put a backup back into an empty home, prove it, and say which moment it is of."""
    from keywork.web.backup import keys
    from keywork.web.backup.restore import Restoring

    try:
        Restoring(
            folder=folder.expanduser().resolve(),
            key=keys.read(_keys(key)),
            home=home.expanduser().resolve(),
            moment=_moment(to_time),
            cluster=cluster.expanduser().resolve() if cluster else None,
            set_aside=set_aside,
            say=typer.echo,
        ).run()
    except BackupFault as fault:
        raise _stop(f"Nothing was restored. {fault}") from fault


def _moment(text: str | None) -> datetime | None:
    from keywork.web.kernel.clock import LONDON

    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BackupFault(f"'{text}' is not a moment. Write it as 2026-11-29T16:30, or with a zone.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)

"""``keywork init``, ``keywork serve`` and ``keywork docs``."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from keywork.web.kernel.settings import Config
from keywork.web.project.homes import HomeFault, prepare, why_not_ready
from keywork.web.project.start import start_django

HOME = Annotated[Path | None, typer.Option(help="The folder of the installation; KEYWORK_HOME if left out.")]


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)


def init(home: HOME = None) -> None:
    """Prepare a home: its folder, its key and its database. What is there stays, and is brought along by an upgrade."""
    if home is not None:
        os.environ["KEYWORK_HOME"] = str(home)
    try:
        prepared = prepare(Config.read())
    except HomeFault as fault:
        raise _stop(str(fault)) from fault
    start_django()
    from django.core.management import call_command
    from django.db.utils import Error

    from keywork.web.kernel.scoping import for_all_authorities

    typer.echo("Preparing the database")
    try:
        with for_all_authorities():
            call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise _stop(f"The database cannot be reached: {error}. Check KEYWORK_DATABASE_URL.") from error
    from keywork.web.deadlines.freshness import bring_up_to_date
    from keywork.web.kernel.planner import learn_sizes

    _prepare_vaults()
    bring_up_to_date(typer.echo)
    learn_sizes()
    typer.echo(f"Ready: {prepared.home}" + (" (a new key was made)" if prepared.new_key else ""))


def _prepare_vaults() -> None:
    from keywork.web.kernel.sealed import prepare_keys
    from keywork.web.kernel.vault import KeyMissing

    try:
        made = prepare_keys()
    except (KeyMissing, OSError) as fault:
        raise _stop(str(fault)) from fault
    if made:
        folder = Config.read().vault_keys
        typer.echo(f"Made the keys of what is sealed, in {folder}. Keep a copy apart from the backups of the database.")


def serve(
    home: HOME = None,
    host: Annotated[str, typer.Option(help="The address to answer on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to answer on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes.")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="How many threads in each.")] = 2,
    worker: Annotated[bool, typer.Option(help="Run a worker beside it, which sends e-mails.")] = True,
) -> None:
    """Serve the site from a prepared home."""
    if home is not None:
        os.environ["KEYWORK_HOME"] = str(home)
    start_django()
    if reason := why_not_ready(Config.read()):
        raise _stop(reason)
    from keywork.web.kernel.sealed import missing_keys

    if reason := missing_keys():
        raise _stop(f"{reason} A new home gets its keys from: keywork init")
    from keywork.web.deadlines.freshness import are_current
    from keywork.web.kernel.planner import learn_sizes
    from keywork.web.project import serving

    if not are_current():
        raise _stop("The clocks were worked out by another version of Keywork. Run keywork init first.")
    learn_sizes()
    typer.echo(f"Keywork answers on http://{host}:{port}/ – stop with Ctrl-C")
    from keywork.web.project.cli_worker import worker_beside

    with worker_beside() if worker else nullcontext():
        serving.run(serving.gunicorn_options(host, port, workers=workers, threads=threads))


def docs(folder: Annotated[Path, typer.Argument(help="Where the pages are written.")]) -> None:
    """Write every generated page: the register, the events, the roles, the settings."""
    start_django()
    from keywork.web.project.pages_made import pages

    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        typer.echo(folder / name)
    if (table := folder / "brief.csv").exists():
        from keywork.web.project import brief

        (folder / "brief.md").write_text(brief.render(brief.read(table)), encoding="utf-8")
        typer.echo(folder / "brief.md")
    if (table := folder / "asvs.csv").exists():
        from keywork.web.project import asvs

        found = asvs.read(table)
        (folder / "asvs.md").write_text(asvs.render(found), encoding="utf-8")
        for level in (1, 2):
            said = ", ".join(f"{count} {state}" for state, count in asvs.counts(found, level).items())
            typer.echo(f"{folder / 'asvs.md'}: of level {level} {said}")

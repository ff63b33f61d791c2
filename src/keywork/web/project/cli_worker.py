"""``keywork worker``, and the worker that ``keywork serve`` runs beside the site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from keywork.web.kernel.settings import Config
from keywork.web.project.homes import why_not_ready
from keywork.web.project.start import start_django

PROGRAM = "from keywork.web.project.cli import main; main()"
LAST_TASK = 60.0  # seconds that the worker has to finish what it is at


def worker(
    home: Annotated[Path | None, typer.Option(help="The folder of the installation; KEYWORK_HOME if left out.")] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is there, and end.")] = False,
    beside: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """Do the work in the background: send e-mails. As many as one likes may run; `keywork serve` runs one."""
    if home is not None:
        os.environ["KEYWORK_HOME"] = str(home)
    start_django()
    if reason := why_not_ready(Config.read()):
        typer.echo(reason, err=True)
        raise typer.Exit(2)
    from keywork.web.messages.working import Worker

    working = Worker(beside=beside, once=once)
    working.configure_signals()
    working.run()


@contextmanager
def worker_beside() -> Iterator[None]:
    """Run a worker as long as this process runs; it ends with it, however that ends."""
    command = [sys.executable, "-c", PROGRAM, "worker", "--beside", str(os.getpid())]
    running = subprocess.Popen(command)  # noqa: S603 - this very program
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(LAST_TASK)
        except subprocess.TimeoutExpired:
            running.kill()

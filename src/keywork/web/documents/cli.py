"""``keywork documents``: whether every file is still what was kept."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork.web.kernel.scoping import for_all_authorities

documents = typer.Typer(no_args_is_help=True, help="The files of documents: check that each is what was kept.")


@documents.callback()
def group() -> None:
    """The files of documents: check that each is what was kept."""


@documents.command("check")
def check(
    sweep: Annotated[
        bool, typer.Option("--sweep", help="Delete files that no document has, from changes undone.")
    ] = False,
) -> None:
    """Read every file and compare it with what was kept; exit 1 if one is damaged or gone. Let it run each night."""
    from keywork.web.documents import checking

    with for_all_authorities():
        found = checking.check()
    typer.echo(
        f"{found.files} files, {len(found.damaged)} damaged or gone, {len(found.without_row)} that no document has."
    )
    for pk in found.damaged:
        typer.echo(f"  Damaged or gone, and shown to nobody: file {pk}. Put it back from a backup.", err=True)
    if sweep:
        typer.echo(f"{checking.sweep(found)} deleted that no document has.")
    raise typer.Exit(1 if found.damaged else 0)

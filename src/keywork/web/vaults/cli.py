"""``keywork vault``: the keys of what is sealed, and changing them."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork.web.kernel.vault import TITLES, KeyMissing, NotOpened, Vault, key_file, keys_of

vault = typer.Typer(no_args_is_help=True, help="What is sealed under keys of its own: look after the keys.")
Which = Annotated[Vault | None, typer.Option("--vault", help="One vault; all if left out.")]


@vault.callback()
def group() -> None:
    """What is sealed under keys of its own: look after the keys."""


@vault.command("keys")
def keys(which: Which = None) -> None:
    """List the keys of each vault and how many rows each seals; exit 1 if one that is needed is missing."""
    from keywork.web.kernel.sealed import count_by_key

    missing = False
    for one in _chosen(which):
        counts = count_by_key(one)
        try:
            known = list(keys_of(one))
        except KeyMissing as fault:
            known, missing = [], True
            typer.echo(str(fault), err=True)
        typer.echo(f"{TITLES[one].capitalize()} ({key_file(one)}):")
        for key_id in dict.fromkeys([*known, *counts]):
            state = "MISSING" if key_id not in known else "in use" if key_id == known[-1] else "older"
            missing = missing or key_id not in known
            typer.echo(f"  {key_id}  {state}, seals {counts.get(key_id, 0)} rows")
    raise typer.Exit(1 if missing else 0)


@vault.command("rotate")
def rotate(which: Which = None) -> None:
    """Make a new key for each vault and seal everything in it again; older keys stay, for older backups."""
    from keywork.web.kernel.sealed import rotate as turn

    for one in _chosen(which):
        try:
            key_id, rows = turn(one)
        except (KeyMissing, NotOpened) as fault:
            typer.echo(str(fault), err=True)
            raise typer.Exit(2) from fault
        typer.echo(f"{TITLES[one].capitalize()}: sealed {rows} rows again with the new key {key_id}.")
    typer.echo("Copy the folder of keys to where its copy is kept, apart from the backups of the database.")


def _chosen(which: Vault | None) -> list[Vault]:
    return [which] if which else list(Vault)

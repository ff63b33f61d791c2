"""``keywork deadlines``: work the projection out again."""

from __future__ import annotations

from typing import Annotated

import typer

deadlines = typer.Typer(no_args_is_help=True, help="The projection of the clocks.")


@deadlines.callback()
def group() -> None:
    """The projection of the clocks."""


@deadlines.command("rebuild")
def rebuild(
    authority: Annotated[str | None, typer.Option(help="An authority's code; all if left out.")] = None,
) -> None:
    """Work every clock out again from the ledger; the rows come out exactly as they were."""
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import Authority
    from keywork.web.deadlines.services import rebuild as work_out

    chosen = Authority.objects.filter(code=authority) if authority else Authority.objects.all()
    if authority and not chosen.exists():
        typer.echo(f"There is no authority {authority}.", err=True)
        raise typer.Exit(2)
    for one in chosen:
        with scope(authority=one):
            typer.echo(f"{one.name}: {work_out(actor=system('rebuild', one))} cases worked out again")

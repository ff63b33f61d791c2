"""``keywork names``: whether people are found by the names and numbers they have now, and putting it right."""

from __future__ import annotations

from typing import Annotated, Any

import typer

names = typer.Typer(no_args_is_help=True, help="The words by which a search finds people.")
Which = Annotated[str | None, typer.Option(help="An authority's code; all if left out.")]


@names.callback()
def group() -> None:
    """The words by which a search finds people."""


@names.command("check")
def check(authority: Which = None) -> None:
    """Compare the words with names and numbers, changing nothing; exit 1 if somebody is found by others."""
    from django_scopes import scope

    from keywork.web.people.named import out_of_step

    differing = 0
    for one in _chosen(authority):
        with scope(authority=one):
            found = sum(1 for _ in out_of_step())
        typer.echo(f"{one.name}: {found} people are found by other words than those of their names and numbers")
        differing += found
    raise typer.Exit(1 if differing else 0)


@names.command("rebuild")
def rebuild(authority: Which = None) -> None:
    """Work the words out again; those that are right stay untouched."""
    from django_scopes import scope

    from keywork.web.people.named import bring_in_step

    for one in _chosen(authority):
        with scope(authority=one):
            typer.echo(f"{one.name}: the words of {bring_in_step()} people were put right")


def _chosen(code: str | None) -> list[Any]:
    from keywork.web.accounts.models import Authority

    found = list(Authority.objects.filter(code=code) if code else Authority.objects.order_by("name"))
    if code and not found:
        typer.echo(f"There is no authority {code}.", err=True)
        raise typer.Exit(2)
    return found

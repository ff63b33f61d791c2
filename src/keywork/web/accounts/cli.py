"""``keywork authority``, ``keywork user`` and ``keywork access``: who comes in, and the page that says who may what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from keywork.web.accounts.actors import Actor
    from keywork.web.accounts.models import User

authority = typer.Typer(no_args_is_help=True, help="The authorities this service keeps records for.")
user = typer.Typer(no_args_is_help=True, help="The people who sign in.")
access = typer.Typer(no_args_is_help=True, help="Who may do what.")

NOBODY = " Nobody signs in with it."
Code = Annotated[str, typer.Option("--authority", help="The authority's code, for example 895.")]
Email = Annotated[str, typer.Option("--email", help="The address the person signs in with.")]


@authority.callback()
def authorities() -> None:
    """The authorities this service keeps records for."""


@authority.command("add")
def add_authority(
    code: Annotated[str, typer.Argument(help="Its three digits at the Department for Education.")],
    name: Annotated[str, typer.Argument(help="Its name, as pages show it.")],
) -> None:
    """Add an authority."""
    from keywork.web.accounts import services

    try:
        made = services.add_authority(code=code, name=name)
    except services.AccountFault as fault:
        raise _stop(str(fault)) from fault
    typer.echo(f"Added {made.name} ({made.code}).")


@user.command("add")
def add_user(
    email: Email,
    name: Annotated[str, typer.Option(help="The person's name, as colleagues know it.")],
    role: Annotated[str, typer.Option(help="keyworker, manager, analyst, auditor or administrator.")],
    code: Code,
    team: Annotated[str | None, typer.Option(help="The team's name; it is made if there is none.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Make an account. Without a password, print the link by which the person sets one."""
    from django.db import transaction
    from django_scopes import scope

    from keywork.web.accounts import services

    actor = _system(code)
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    try:
        with scope(authority=actor.authority), transaction.atomic():
            place = services.team_named(actor=actor, name=team) if team else None
            made = services.add_user(actor=actor, email=email, name=name, role=role, team=place, password=password)
            alone = password_stdin or made.is_machines
            link = None if alone else services.password_link(actor=actor, user=made)
    except services.AccountFault as fault:
        raise _stop(str(fault)) from fault
    typer.echo(f"Made an account for {made.email} ({role}).{NOBODY if made.is_machines else ''}")
    if link:
        typer.echo(f"They set their password at this address of your site; it works once, for seven days:\n{link}")


@user.command("password-link")
def password_link(email: Email, code: Code) -> None:
    """Print a new link by which a person sets their password."""
    from django_scopes import scope

    from keywork.web.accounts import services

    actor = _system(code)
    try:
        with scope(authority=actor.authority):
            link = services.password_link(actor=actor, user=_person(actor, email))
    except services.AccountFault as fault:
        raise _stop(str(fault)) from fault
    typer.echo(link)


@user.command("close")
def close(email: Email, code: Code) -> None:
    """Close an account; its sessions end with their next page."""
    from django_scopes import scope

    from keywork.web.accounts import services

    actor = _system(code)
    with scope(authority=actor.authority):
        person = _person(actor, email)
        place = person.membership
        services.change_user(
            actor=actor,
            user=person,
            name=person.display_name,
            role=place.role,
            team=place.team,
            organisation=place.organisation,
            is_active=False,
        )
    typer.echo(f"Closed the account of {person.email}.")


@access.callback()
def accesses() -> None:
    """Who may do what."""


@access.command("render")
def render(folder: Annotated[Path, typer.Argument(help="Where roles.md is written.")]) -> None:
    """Write the matrix of roles as a page to read."""
    from keywork.web.accounts.rendering import render_roles

    folder.joinpath("roles.md").write_text(render_roles(), encoding="utf-8")


def _system(code: str) -> Actor:
    from keywork.web.accounts.actors import system
    from keywork.web.accounts.queries import authority_of

    found = authority_of(code)
    if found is None:
        raise _stop(f"There is no authority {code}. Add it with: keywork authority add {code} NAME")
    return system("command-line", found)


def _person(actor: Actor, email: str) -> User:
    from keywork.web.accounts.models import User

    found = User.objects.filter(email__iexact=email, membership__authority=actor.authority).first()
    if found is None:
        raise _stop("There is no account with that address.")
    return found


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)

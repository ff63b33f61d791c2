"""``keywork deadlines``: work the projection out again; ``keywork ledger redact``: erase what an entry says."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

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


def redact(
    event: Annotated[UUID, typer.Argument(help="The id of the entry.")],
    authority: Annotated[str, typer.Option(help="The authority's code.")],
    ground: Annotated[str, typer.Option(help="erasure-request, wrong-child, court-order or retention-ended.")],
    asked_by: Annotated[str, typer.Option(help="The address of the account of whoever asks for it.")],
    agreed_by: Annotated[str, typer.Option(help="The address of the account of the second person, who agrees.")],
    reference: Annotated[str, typer.Option(help="The number under which it was decided; no names.")] = "",
) -> None:
    """Erase for good what an entry says. That it happened, its day and its kind stay, and so does the reason."""
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import Authority, User
    from keywork.web.deadlines import redacting
    from keywork.web.ledger.errors import Refused

    owner = Authority.objects.filter(code=authority).first()
    if owner is None:
        raise _stop(f"There is no authority {authority}.")
    people = []
    for address in (asked_by, agreed_by):
        person = User.objects.filter(email__iexact=address, membership__authority=owner).first()
        if person is None:
            raise _stop("Both people have an open account with this authority.")
        people.append(person)
    try:
        with scope(authority=owner):
            case, _ = redacting.redact(
                actor=system("command-line", owner), event_id=str(event), ground=ground, reference=reference,
                asked_by=people[0], agreed_by=people[1],
            )  # fmt: skip
    except Refused as refused:
        raise _stop(str(refused)) from refused
    redacting.forget_pages()
    typer.echo(f"What the entry said is erased ({case.reference}). Backups keep it until they are thrown away.")


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)

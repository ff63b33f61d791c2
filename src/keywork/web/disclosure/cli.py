"""``keywork disclosure``: what is held about a child, when somebody asks under data protection law."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

disclosure = typer.Typer(no_args_is_help=True, help="What is held about a child, when somebody may know.")


@disclosure.callback()
def group() -> None:
    """What is held about a child, when somebody may know."""


@disclosure.command("gather")
def gather(
    reference: Annotated[str, typer.Argument(help="The reference of a case of the child.")],
    authority: Annotated[str, typer.Option(help="The authority's code.")],
    asked_by: Annotated[str, typer.Option(help="The address of the account of whoever answers for disclosure.")],
    agreed_by: Annotated[str, typer.Option(help="The address of the account of the second person, who agrees.")],
    to: Annotated[Path, typer.Option(help="A new folder for the files; only its owner may read it.")],
    for_parents: Annotated[bool, typer.Option("--for-parents", help="A parent asks, not the young person.")] = False,
) -> None:
    """Gather all that is held about a child: what may be given out, as a page and as data, and what is left out."""
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import Authority, User
    from keywork.web.disclosure.services import disclose
    from keywork.web.ledger.errors import Refused

    owner = Authority.objects.filter(code=authority).first()
    if owner is None:
        raise _stop(f"There is no authority {authority}.")
    with scope(authority=owner):
        people = User.objects.filter(membership__authority=owner).select_related("membership")
        asks, agrees = (people.filter(email__iexact=address).first() for address in (asked_by, agreed_by))
        if asks is None or agrees is None:
            raise _stop("Both people have an open account with this authority.")
        try:
            held = disclose(
                actor=system("command-line", owner), reference=reference, asked_by=asks, agreed_by=agrees, folder=to,
                for_parents=for_parents,
            )  # fmt: skip
        except Refused as refused:
            raise _stop(str(refused)) from refused
    rows = sum(len(part.rows) for part in held.parts)
    typer.echo(f"{rows} rows of {len(held.parts)} kinds are in {to}/held.html and held.json.")
    left = sum(one.rows for one in held.kept_out)
    typer.echo(f"{left} rows are left out until somebody decides; kept-out.json says why. It is not to be given out.")


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)

"""``keywork messages``: what came back, and whether e-mails go."""

from __future__ import annotations

import sys

import typer

messages = typer.Typer(no_args_is_help=True, help="E-mails: what came back, and whether they go.")
LONGEST = 250_000  # our e-mails are short; a notice has one of them in it at most


@messages.callback()
def group() -> None:
    """E-mails: what came back, and whether they go."""


@messages.command("bounced")
def bounced() -> None:
    """Read an e-mail that came back, as the mail server hands it over on standard input, and mark its address."""
    from keywork.web.messages.services.bouncing import came_back

    content = sys.stdin.buffer.read(LONGEST + 1)
    if len(content) > LONGEST:
        typer.echo("This is longer than a notice that an e-mail came back. Nothing was done.", err=True)
        raise typer.Exit(1)
    said = came_back(content)
    typer.echo(said.words, err=not said.taken)
    raise typer.Exit(0 if said.taken else 1)


@messages.command("check")
def check() -> None:
    """Say whether e-mails go, for whoever watches over the installation; ends with 1 where they do not."""
    from keywork.web.messages.services.watching import standing_of_all

    found = standing_of_all()
    typer.echo(found.words)
    raise typer.Exit(1 if found.is_stuck else 0)

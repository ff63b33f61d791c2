"""``keywork ledger``: verify what was recorded, and write its heads outside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from keywork.web.accounts.models import Authority
    from keywork.web.ledger.verifying import Verified

ledger = typer.Typer(no_args_is_help=True, help="The sealed record: verify it, write its heads outside, redact.")
Code = Annotated[str | None, typer.Option("--authority", help="An authority's code; all if left out.")]


@ledger.callback()
def group() -> None:
    """The sealed record: verify it, write its heads outside, redact."""


@ledger.command("verify")
def verify(
    authority: Code = None,
    head: Annotated[
        Path | None, typer.Option(help="A file of heads that were written outside; the setting's if left out.")
    ] = None,
) -> None:
    """Read the whole ledger and name every row that is not as it was sealed; exit 1 if there is one."""
    from keywork.web.kernel.scoping import for_all_authorities
    from keywork.web.kernel.spending import most_memory
    from keywork.web.ledger.verifying import verify as walk
    from keywork.web.ledger.verifying import verify_strays

    wrong = 0
    for one in _chosen(authority):
        outside, begun = _outside(head, one), perf_counter()
        with for_all_authorities():  # a row that was moved to another authority is to be found as well
            done = walk(one, lambda finding: typer.echo(finding.words), outside or {})
        wrong += done.findings
        typer.echo(
            f"{one.name} ({one.code}): {done.entries} entries verified in {perf_counter() - begun:.1f} s, "
            f"{done.findings} not as sealed"
        )
        typer.echo(_of_heads(done, outside))
    with for_all_authorities():
        wrong += verify_strays(lambda finding: typer.echo(finding.words))
    typer.echo(f"At most {most_memory()} MB of memory were used.")
    raise typer.Exit(1 if wrong else 0)


def _of_heads(done: Verified, outside: object) -> str:
    """Say what the heads from outside prove, and what nobody can prove without them."""
    alone = "whoever can write to the database could have cut off or remade it"
    if not outside:
        return f"No head from outside was compared: the chain holds together, but {alone} as a whole."
    if not done.outside_last:
        return f"No head from outside agrees with the chain: {alone}."
    after = done.last - done.outside_last
    rest = "the last entry" if after == 0 else f"place {done.outside_last}; of the {after} after it, {alone}"
    return f"{done.outside} heads from outside were compared. They prove the chain up to {rest}."


def _outside(path: Path | None, authority: Authority) -> dict[int, object] | None:
    from keywork.web.ledger import heads

    if path is None:
        place = heads.place_for(authority)
        if not place or "://" in place or not Path(place).exists():
            return None
        path = Path(place)
    try:
        with path.open(encoding="utf-8") as lines:
            return dict(heads.read(lines, authority.code))
    except (OSError, UnicodeDecodeError) as error:
        raise _stop(f"The heads cannot be read from {path}: {error}") from error
    except heads.HeadFault as fault:
        raise _stop(f"{path}: {fault}") from fault


@ledger.command("head")
def head(authority: Code = None) -> None:
    """Print the head of each chain, and write it outside where a place was chosen; exit 1 if that fails."""
    from django_scopes import scope

    from keywork.web.ledger import chain, heads

    failed = False
    for one in _chosen(authority):
        try:
            with scope(authority=one):
                typer.echo(heads.line(one, chain.read(one.pk) or chain.EMPTY), nl=False)
                heads.write(one)
        except heads.HeadFault as fault:
            typer.echo(str(fault), err=True)
            failed = True
    raise typer.Exit(1 if failed else 0)


def _chosen(code: str | None) -> Iterable[Authority]:
    from keywork.web.accounts.models import Authority

    found = list(Authority.objects.filter(code=code) if code else Authority.objects.order_by("code"))
    if code and not found:
        raise _stop(f"There is no authority {code}.")
    return found


def _stop(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(2)

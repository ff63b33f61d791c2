"""``keywork demo``: an invented authority to try things with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keywork.web.nonprod import COUNCIL

if TYPE_CHECKING:
    from keywork.web.nonprod.services import Created

demo = typer.Typer(no_args_is_help=True, help="An invented authority to try things with.")


@demo.callback()
def group() -> None:
    """An invented authority to try things with."""


@demo.command("create")
def create(
    seed: Annotated[int, typer.Option(help="Another number makes another area; the same one the same area.")] = 1,
    small: Annotated[bool, typer.Option("--small", help="Some three hundred cases instead of seven thousand.")] = False,
    name: Annotated[str, typer.Option("--authority-name", help="What the area is called.")] = COUNCIL,
    code: Annotated[str, typer.Option(help="Its three digits.")] = "999",
    add: Annotated[bool, typer.Option("--add", help="Make it beside the authorities that are there.")] = False,
) -> None:
    """Make the demo authority, with its people, cases, staff and stories. It never deletes anything."""
    from django.conf import settings
    from django_scopes import scope
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from keywork.web.accounts.services import AccountFault
    from keywork.web.nonprod import publishing, services, staff
    from keywork.web.nonprod.area import Area

    password = staff.password(seed) if settings.CONFIG.demo else None
    columns = (TextColumn("Making cases"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        services.check_here(beside_others=add)
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("cases", total=None)
            created = services.create(
                code=code,
                name=name,
                seed=seed,
                area=Area.small() if small else Area(),
                shared_password=password,
                beside_others=add,
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
    except (services.NotHere, AccountFault) as fault:
        typer.echo(f"{fault} Nothing was made.", err=True)
        raise typer.Exit(2) from fault
    with scope(authority=created.authority):
        publishing.publish(created.staff)
    _tell(created, password)


@demo.command("create-country")
def create_country(
    to: Annotated[Path, typer.Option(help="A new folder, or an empty one.")],
    events: Annotated[int, typer.Option(help="How many entries all records have together.")] = 20_000_000,
    authorities: Annotated[int, typer.Option(help="How many authorities; England has 153.")] = 153,
    seed: Annotated[int, typer.Option(help="The same number makes the same country, byte for byte.")] = 1,
) -> None:
    """Make invented authorities as copies of their ledgers, in columns, to measure with. No database is needed."""
    from rich.console import Console
    from rich.progress import Progress

    from keywork.web.kernel.spending import spent_so_far
    from keywork.web.nonprod.country.making import CannotMake, Country, make

    country = Country(events, authorities, seed)
    try:
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("Making authorities", total=authorities)
            made = make(country, to, lambda code: bar.advance(task))
    except CannotMake as fault:
        typer.echo(f"{fault} Nothing was made.", err=True)
        raise typer.Exit(2) from fault
    typer.echo(
        f"Made {made.authorities} authorities in {to}: {made.cases} cases over {made.months} months, "
        f"{made.events} entries and {made.corrections} corrections. It took {spent_so_far()}."
    )


def _tell(created: Created, password: str | None) -> None:
    authority = created.authority
    typer.echo(f"Made {authority.name} ({authority.code}): {created.cases} cases, {created.events} events.\n")
    typer.echo("Stories: " + ", ".join(created.stories) + "\n\nSign in as:")
    for user in created.staff.people:
        place = user.membership
        team = f", {place.team.name}" if place.team else ""
        typer.echo(f"  {user.email:<34} {place.get_role_display()}{team}")
    if password:
        typer.echo(f"\nEverybody's password: {password}. Or choose a person on the first page.")
    else:
        typer.echo("\nNobody has a password, as KEYWORK_DEMO is not set. Make links with: keywork user password-link")

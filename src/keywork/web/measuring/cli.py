"""``keywork measure``: work a set of measures out and print it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

import typer

DAY = ["%Y-%m-%d"]
measuring = typer.Typer(no_args_is_help=True, help="Measures worked out from the ledger.")


@measuring.callback()
def group() -> None:
    """Measures worked out from the ledger."""


@measuring.command("national-timeliness")
def national_timeliness(
    year: Annotated[int, typer.Option(help="The calendar year told of.")],
    authority: Annotated[str, typer.Option(help="The authority's code, for example 895.")],
    as_of: Annotated[datetime | None, typer.Option(formats=DAY, help="The day; census day if left out.")] = None,
    known_at: Annotated[datetime | None, typer.Option(formats=DAY, help="As known on; now if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    cases: Annotated[str | None, typer.Option(help="List the cases behind a column, by pseudonym.")] = None,
    with_cases: Annotated[
        bool, typer.Option("--with-cases", help="With --json: the cases behind every figure.")
    ] = False,
) -> None:
    """Print the national figures of a year, with the law's own share and the open cases beside them."""
    from django_scopes import scope

    from keywork.core.measures import load_measures
    from keywork.web.accounts.models import Authority
    from keywork.web.kernel.asat import AsAt
    from keywork.web.measuring.presenters import as_data, as_lines
    from keywork.web.measuring.queries import NATIONAL, cases_of, day_of, national, pseudonyms

    owner = Authority.objects.filter(code=authority).first()
    if owner is None:
        _stop(f"There is no authority {authority} here.")
    day = as_of.date() if as_of else day_of(load_measures(NATIONAL), year)
    if day is None:
        _stop(f"No census day is known for {year}. Name the day with --as-of.")
    at = AsAt.on(day, known_at.date() if known_at else None)
    with scope(authority=owner):
        results = national(owner, year, at)
        if cases is not None:
            column = results.column(cases)
            if column is None:
                _stop(f"There is no column {cases}.")
            typer.echo("\n".join(pseudonyms(results.figures[column.id].cases)))
        elif as_json:
            more = {"cases": cases_of(results)} if with_cases else {}
            typer.echo(json.dumps(as_data(results, owner.code, at) | more, indent=1))
        else:
            typer.echo("\n".join(as_lines(results, owner.name, at)))


@measuring.command("request-source")
def request_source(
    year: Annotated[int, typer.Option(help="The calendar year told of.")],
    authority: Annotated[str, typer.Option(help="The authority's code, for example 895.")],
    month: Annotated[int | None, typer.Option(min=1, max=12, help="A month of it; the year if left out.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=DAY, help="The day; today if left out.")] = None,
    known_at: Annotated[datetime | None, typer.Option(formats=DAY, help="As known on; now if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print who asked for assessments, and what was decided of what each asked for."""
    from django_scopes import scope

    from keywork.web.accounts.queries import authority_of
    from keywork.web.kernel.asat import AsAt
    from keywork.web.measuring.kept import sources
    from keywork.web.measuring.presenters import as_data, as_lines

    owner = authority_of(authority)
    if owner is None:
        _stop(f"There is no authority {authority} here.")
    at = AsAt.on(as_of.date(), known_at.date() if known_at else None) if as_of else AsAt.now()
    with scope(authority=owner):
        results = sources(owner, year, at)[month]
    if as_json:
        typer.echo(json.dumps(as_data(results, owner.code, at), indent=1))
    else:
        typer.echo("\n".join(as_lines(results, owner.name, at)))


@measuring.command("restated")
def restated(
    figure: Annotated[str, typer.Argument(help="A share or a column, for example national-20-weeks.")],
    authority: Annotated[str, typer.Option(help="The authority's code, for example 895.")],
    known_at: Annotated[datetime, typer.Option(formats=DAY, help="As known on this day, the earlier one.")],
    year: Annotated[int | None, typer.Option(help="The calendar year told of; the one before if left out.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=DAY, help="About this day; the earlier one.")] = None,
    against: Annotated[datetime | None, typer.Option(formats=DAY, help="The later day; now if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print what a figure was as known then and is as known now, and the entries that made the difference."""
    from django_scopes import scope

    from keywork.web.accounts.queries import authority_of
    from keywork.web.measuring import restated as words
    from keywork.web.measuring.forms import RestateForm
    from keywork.web.measuring.queries import pseudonym_of_each
    from keywork.web.measuring.restating import figure_of, restate, roles_of

    owner = authority_of(authority)
    if owner is None:
        _stop(f"There is no authority {authority} here.")
    asked = {"known_at": known_at, "as_of": as_of, "against": against}
    form = RestateForm(
        {name: f"{day:%Y-%m-%d}" for name, day in asked.items() if day} | ({"year": str(year)} if year else {})
    )
    between = form.between()
    if between is None:
        _stop(" ".join(str(error) + "." for errors in form.errors.values() for error in errors))
    reckoned = figure_of(figure, between.year)
    if reckoned is None:
        _stop(f"There is no figure {figure}.")
    with scope(authority=owner):
        found = restate(owner, reckoned, between)
        told = words.Telling(found, roles_of(words.labels_of(found)))
        cases, names = [told.case(case) for case in found.cases], pseudonym_of_each()
    if as_json:
        typer.echo(json.dumps(words.as_data(found, cases, names), indent=1))
    else:
        typer.echo("\n".join(words.as_lines(found, cases, names)))


@measuring.command("copy")
def copy(
    authority: Annotated[str | None, typer.Option(help="An authority's code; all if left out.")] = None,
) -> None:
    """Copy the record into columns, for figures in sets; what is there already and current stays."""
    from time import perf_counter

    from django_scopes import scope

    from keywork.web.accounts.models import Authority
    from keywork.web.deadlines.queries import authority_settings
    from keywork.web.kernel import clock
    from keywork.web.kernel.spending import spent_so_far
    from keywork.web.ledger import copies

    chosen = Authority.objects.filter(code=authority) if authority else Authority.objects.order_by("code")
    if authority and not chosen.exists():
        _stop(f"There is no authority {authority} here.")
    for one in chosen:
        begun = perf_counter()
        with scope(authority=one), copies.current(one, authority_settings(one, clock.now())) as copied:
            done = f"copied in {perf_counter() - begun:.1f} s" if copied.made else "current already"
            typer.echo(
                f"{one.name} ({one.code}): {copied.entries} entries of {copied.cases} cases, "
                f"{copied.size / 1e6:.1f} MB, {done}: {copied.copy.folder}"
            )
    typer.echo(f"It took {spent_so_far()}.")


def _stop(message: str) -> Any:
    typer.echo(message, err=True)
    raise typer.Exit(2)

"""``keywork import``: load a return, or take a load back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

importing = typer.Typer(no_args_is_help=True, help="Load a return, or reverse a load.")
LABELS = {
    "people_new": "people new",
    "people_matched": "people matched",
    "people_changed": "people with changed details",
    "matches_doubtful": "doubtful matches, for review",
    "cases_new": "cases new",
    "cases_changed": "cases changed",
    "cases_absent": "open cases not in this return, for review",
    "events": "events",
    "corrections": "corrections",
    "quarantined": "rows in quarantine",
    "findings_error": "findings: errors",
    "findings_query": "findings: queries",
    "findings_format": "findings: format",
    "findings_security": "findings: security",
}


@importing.command("sen2")
def sen2(
    path: Annotated[Path, typer.Argument(help="A folder or zip of the nine CSV files, or an XML file.")],
    authority: Annotated[str, typer.Option(help="The authority's code, for example 895.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write every finding to this file, as JSON.")] = None,
) -> None:
    """Load a SEN2 return, whole or not at all."""
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import Authority
    from keywork.web.returns.report import as_report
    from keywork.web.returns.services import import_return, plan_import
    from keywork.web.returns.staging import RefusedReturn

    owner = Authority.objects.filter(code=authority).first()
    if owner is None:
        typer.echo(
            f"There is no authority {authority} here. Add it with: keywork authority add {authority} NAME", err=True
        )
        raise typer.Exit(2)
    try:
        with scope(authority=owner):
            actor = system("import", owner)
            plan = plan_import(path=path, actor=actor, progress=typer.echo)
            if report is not None:
                _write_report(report, json.dumps(as_report(plan.staged), ensure_ascii=False, indent=1))
            if not dry_run:
                imported = import_return(plan=plan, actor=actor, progress=typer.echo)
    except RefusedReturn as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from refused
    if plan.staged.files_left_alone:
        typer.echo(f"Left alone: {', '.join(plan.staged.files_left_alone)}")
    for key, count in plan.summary().items():
        typer.echo(f"{count:>8}  {LABELS[key]}")
    typer.echo("Nothing was written (dry run)." if dry_run else f"Imported as {imported.pk}.")


@importing.command("reverse")
def reverse(
    import_id: Annotated[UUID, typer.Argument(help="The id that the import printed.")],
    authority: Annotated[str, typer.Option(help="The authority's code.")],
) -> None:
    """Take a load back, by corrections."""
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import Authority
    from keywork.web.returns.models import ReturnImport
    from keywork.web.returns.services import reverse_import
    from keywork.web.returns.staging import RefusedReturn

    owner = Authority.objects.filter(code=authority).first()
    if owner is None:
        typer.echo(f"There is no authority {authority} here.", err=True)
        raise typer.Exit(2)
    with scope(authority=owner):
        imported = ReturnImport.objects.filter(pk=import_id).first()
        if imported is None:
            typer.echo("There is no such import.", err=True)
            raise typer.Exit(2)
        try:
            count = reverse_import(imported=imported, actor=system("import", owner))
        except RefusedReturn as refused:
            typer.echo(str(refused), err=True)
            raise typer.Exit(2) from refused
    typer.echo(f"{count} entries struck out. The clocks stand as they did before the import.")


def _write_report(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        typer.echo(f"The report cannot be written to {path}: {error.strerror}. Nothing was imported.", err=True)
        raise typer.Exit(2) from error

"""``keywork law``: check the law's data, run worked cases, explain a duty."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from keywork.core.guidance import GUIDANCE, read_guidance
from keywork.core.loading import LAW, load_register, load_register_from
from keywork.core.register import Duty, Register
from keywork.core.rendering import render_duty, render_events, render_law
from keywork.core.scenarios import Outcome, Wrong, read_scenarios, run
from keywork.core.yamlfile import YamlFault, read_yaml

law = typer.Typer(no_args_is_help=True, help="The law as data: check it, run worked cases, explain a duty.")


@law.command("check")
def check(folder: Annotated[Path, typer.Argument(help="A folder of law data.")] = LAW) -> None:
    """Read the law's data and refuse faults, naming file and line."""
    register = _load(folder)
    guided = _guidance(folder)
    proposals = sum(v.proposed for duty in register.duties.values() for v in duty.versions)
    typer.echo(
        f"{len(register.duties)} duties, {len(register.exceptions)} exceptions, {len(register.kinds)} kinds of event, "
        f"{len(register.settings)} settings, "
        f"guidance for families at {guided} steps, {proposals} proposal(s) that are never computed: no fault found"
    )


def _guidance(folder: Path) -> int:
    """Return how many steps have guidance; a folder of duties alone has none."""
    file = folder / GUIDANCE.name
    try:
        return len(read_guidance(read_yaml(file))[1]) if file.exists() else 0
    except YamlFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault


def _load(folder: Path) -> Register:
    try:
        return load_register() if folder == LAW else load_register_from(folder)
    except YamlFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault


@law.command("test")
def test(paths: Annotated[list[Path], typer.Argument(help="Scenario files, or folders of them.")]) -> None:
    """Run worked cases and compare every fact; exit 1 if one is wrong, 2 if a file cannot be read."""
    register = load_register()
    scenarios = []
    try:
        for file in _files(paths):
            scenarios += read_scenarios(file, register)
        outcome = run(scenarios, register)
    except (YamlFault, ValueError) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(2) from fault
    for wrong in outcome.wrong:
        typer.echo(_wrong_words(wrong, register))
    typer.echo(_last_line(outcome))
    raise typer.Exit(1 if outcome.wrong else 0)


def _files(paths: list[Path]) -> list[Path]:
    found = []
    for path in paths:
        files = sorted(path.glob("**/*.yaml")) if path.is_dir() else [path]
        if not files:
            raise ValueError(f"{path}: this folder holds no file of scenarios (*.yaml)")
        found += files
    return found


def _last_line(outcome: Outcome) -> str:
    return f"{outcome.scenarios} scenarios, {outcome.facts} facts, {len(outcome.wrong)} wrong"


def _wrong_words(wrong: Wrong, register: Register) -> str:
    thread = f" [{wrong.thread}]" if wrong.thread else ""
    lines = [
        f"{wrong.scenario.id}: {wrong.duty}{thread}: {wrong.fact} should be {wrong.expected}, is {wrong.got}",
        *(f"    {step}" for step in wrong.reasoning(register)),
    ]
    return "\n".join(lines)


@law.command("explain")
def explain(
    duty: Annotated[str, typer.Argument(help="The duty's id, for example ehcp-final.")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about.")] = None,
) -> None:
    """Say what a duty asks, who owes it, how its date is counted, and which version is in force on a day."""
    register = load_register()
    found = register.duties.get(duty)
    if found is None:
        near = ", ".join(name for name in register.duties if duty in name or name in duty) or "none"
        typer.echo(f"There is no duty '{duty}'. Near it: {near}.", err=True)
        raise typer.Exit(2)
    typer.echo(render_duty(found, register))
    if on is not None:
        typer.echo(_on_that_day(found, on.date()))


def _on_that_day(duty: Duty, day: date) -> str:
    version = duty.version_on(day)
    if version is None:
        return f"On {day}: no version of this duty is in force."
    ends = f" to {version.ends}" if version.ends else ""
    return f"On {day}: the version in force from {version.starts}{ends} applies: {version.citation}."


@law.command("render")
def render(folder: Annotated[Path, typer.Argument(help="Where law.md and events.md are written.")]) -> None:
    """Write the register of duties and the catalogue of events as pages to read."""
    register = load_register()
    folder.joinpath("law.md").write_text(render_law(register), encoding="utf-8")
    folder.joinpath("events.md").write_text(render_events(register), encoding="utf-8")

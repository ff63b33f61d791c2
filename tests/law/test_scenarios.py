"""The worked cases come out, and the command says so in the form that others rely on."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from keywork.core.loading import LAW, load_register
from keywork.core.scenarios import read_scenarios, run
from keywork.web.project.cli import app
from shared import SHARED

FILES = sorted((LAW / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_worked_cases_come_out(path: Path) -> None:
    register = load_register()
    outcome = run(read_scenarios(path, register), register)
    assert outcome.facts > 0
    assert [(w.scenario.id, w.duty, w.fact, w.expected, w.got) for w in outcome.wrong] == []


def test_the_published_cases_pass_by_command() -> None:
    published = SHARED / "law" / "scenarios.yaml"
    if not published.exists():
        pytest.skip("the published scenarios do not stand beside the project")
    result = CliRunner().invoke(app, ["law", "test", str(published)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "21 scenarios, 181 facts, 0 wrong")


def test_a_wrong_fact_is_named_with_its_reasoning(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "scenarios:\n"
        "  - id: W1\n    name: n\n    teaches: t\n    settings: {}\n    facts: []\n"
        "    events: [{date: 2025-01-08, event: assessment-request-received}]\n"
        "    as_of: 2025-01-20\n"
        "    expect: [{duty: ehcna-decision, legal_deadline: 2025-02-18, state: running}]\n"
    )
    result = CliRunner().invoke(app, ["law", "test", str(path)])
    assert result.exit_code == 1
    assert "W1: ehcna-decision: legal_deadline should be 2025-02-18, is 2025-02-19" in result.output
    assert "42 days" in result.output
    assert result.output.splitlines()[-1] == "1 scenarios, 2 facts, 1 wrong"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("events: [{date: 2025-02-30, event: assessment-request-received}]", "2025-02-30 is not a date"),
        ("events: [{date: 2025-01-08, event: request-came}]", "not one of"),
        ("events: [{date: 2025-01-08, date: 2025-01-09, event: decided-to-assess}]", "stands twice"),
        ("settings: {receipt_day: sometimes}", "sometimes"),
        ("events: [{date: 2025-01-08, event: date-corrected, corrects: it, to: 2025-01-07}]", "the id 'it'"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "faulty.yaml"
    parts = {"settings": "settings: {}", "events": "events: []"}
    parts[line.split(":", maxsplit=1)[0]] = line
    body = "\n".join(f"    {text}" for text in ("facts: []", *parts.values(), "as_of: 2025-01-20", "expect: []"))
    path.write_text(f"scenarios:\n  - id: F1\n{body}\n")
    result = CliRunner().invoke(app, ["law", "test", str(path)])
    assert result.exit_code == 2
    assert complaint in result.output
    assert f"{path}:" in result.output


def test_a_folder_without_scenarios_proves_nothing(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["law", "test", str(tmp_path)])
    assert result.exit_code == 2
    assert "holds no file of scenarios" in result.output


def test_every_duty_that_is_worked_has_a_worked_case() -> None:
    register = load_register()
    told = {
        wanted["duty"] for path in FILES for scenario in read_scenarios(path, register) for wanted in scenario.expect
    }
    worked = {duty.id for duty in register.duties.values() if any(not version.proposed for version in duty.versions)}
    assert sorted(worked - told) == []

"""Puts every fault into what decides who sees what, part by part, and prints what was not noticed.

python -m torture.mutated [PART ...] [--one-in N]
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTED = ROOT / "tests" / "torture" / "equivalent_mutants.json"
FIGURES = ROOT / "var" / "figures" / "mutants.json"
ONE_AT_A_TIME = Path(tempfile.gettempdir()) / f"keywork-mutated-{os.getuid()}.lock"


@dataclass(frozen=True, slots=True)
class Part:
    """Functions that decide who sees what, and the tests that must notice a fault in them."""

    faults: tuple[str, ...]
    tests: tuple[str, ...]


PARTS = {
    "cases": Part(
        (
            "keywork.web.people.relations",
            "keywork.web.people.policy",
            "keywork.web.people.models:Involvement,CaseCard.involved,CaseCard.setting",
            "keywork.web.accounts.policy:decide,check_can,can,Everything,Nothing,Either,Reach,Predicate,joined,_listed",
        ),
        (
            "web/people/test_access_world.py",
            "web/people/test_entitled.py",
            "web/representations/test_whose.py",
            "web/vaults/test_overlays.py",
        ),
    ),
    "rights": Part(("keywork.core.rights",), ("core/test_rights.py",)),
    "family": Part(("keywork.web.people.entitled",), ("web/people/test_entitled.py",)),
    "flags": Part(
        (
            "keywork.web.people.overlays",
            "keywork.web.people.family:standing,barriers_of,kept_from,lift",
            "keywork.web.people.models:CaseCard.barriers_now",
            "keywork.web.vaults.kept_back",
            "keywork.web.vaults.restricting",
            "keywork.web.vaults.middleware",
        ),
        ("web/vaults/test_overlays.py", "web/vaults/test_flags_reach.py"),
    ),
    "vaults": Part(
        (
            "keywork.web.vaults.reveals",
            "keywork.web.vaults.glass",
            "keywork.web.vaults.alerts",
            "keywork.web.vaults.contacts",
            "keywork.web.vaults.health:of_case",
            "keywork.web.vaults.identity:hand_on,is_kept,former_of,_row_of",
            "keywork.web.vaults.waiting",
        ),
        (
            "web/vaults/test_reveals.py",
            "web/vaults/test_glass.py",
            "web/vaults/test_contacts.py",
            "web/vaults/test_vaults_reach.py",
        ),
    ),
    "requests": Part(
        (
            "keywork.web.assessments.policy",
            "keywork.web.people.requested",
            "keywork.web.advice.queries:is_asked,is_theirs,opened",
        ),
        (
            "web/assessments/test_whose.py",
            "web/advice/test_whose.py",
            "web/assessments/test_sending.py",
            "web/assessments/test_triage.py",
            "web/assessments/test_pages.py",
            "web/advice/test_asking.py",
            "web/advice/test_answering.py",
            "web/advice/test_giving.py",
            "web/advice/test_several_bodies.py",
        ),
    ),
    "panels": Part(
        (
            "keywork.web.people.seated",
            "keywork.web.panels.queries:panels,meeting,items,opened,last_items",
        ),
        ("web/panels/test_whose.py", "web/panels/test_agenda.py"),
    ),
    "documents": Part(("keywork.web.documents.reading",), ("web/documents/test_who_reads.py",)),
    "threads": Part(("keywork.web.messages.whose",), ("web/messages/test_whose.py", "web/messages/test_threads.py")),
    "consultations": Part(
        (
            "keywork.web.placements.queries:case_card,is_theirs,check_is_theirs,opened,tray,overseen,of_setting,shareable",
        ),
        ("web/placements/test_whose.py", "web/placements/test_consulting.py", "web/placements/test_oversight.py"),
    ),
    "plans": Part(
        ("keywork.web.plans.reading",),
        (
            "web/plans/test_whose.py",
            "web/plans/test_checking.py",
            "web/plans/test_writing.py",
            "web/plans/test_listing.py",
        ),
    ),
    "answers": Part(
        ("keywork.web.representations.queries:speaker_of,speakers,own_draft,own_sent,of_case,opened,point",),
        (
            "web/representations/test_whose.py",
            "web/representations/test_answering.py",
            "web/representations/test_replying.py",
        ),
    ),
    "scopes": Part(
        ("keywork.web.kernel.scoping", "keywork.web.kernel.row_security:rows_of,policy_of,_belongs"),
        ("web/kernel/test_row_security.py", "web/kernel/test_scoping.py"),
    ),
    "gate": Part(
        (
            "keywork.web.accounts.middleware:SignInMiddleware,PolicyMiddleware,_in_scope",
            "keywork.web.accounts.checks",
            "keywork.web.accounts.policy:declared_by,Declared,actor_of",
        ),
        ("web/accounts/test_gate.py", "web/accounts/test_policy.py", "web/accounts/test_declarations.py"),
    ),
}


def listed() -> dict[str, str]:
    """Return the faults that cannot be noticed, with the reason."""
    found: dict[str, str] = json.loads(LISTED.read_text(encoding="utf-8"))
    return found


def tried(part: Part, one_in: int = 1) -> list[tuple[str, str]]:
    """Put the faults of a part in place, and return what became of each, with its name.

    Raises:
        RuntimeError: the tests do not run, or fail without any fault.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
        asked += ["-p", "torture.mutation", f"--one-in={one_in}", f"--answer={answer}"]
        asked += [f"--mutants={one}" for one in part.faults] + [f"--listed={name}" for name in listed()]
        asked += [f"tests/{test}" for test in part.tests]
        with ONE_AT_A_TIME.open("w") as turn:  # on PostgreSQL every run makes the same database
            fcntl.flock(turn, fcntl.LOCK_EX)
            done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode or not answer.exists():
            raise RuntimeError(done.stdout[-3000:] + done.stderr[-3000:])
        lines = answer.read_text(encoding="utf-8").splitlines()
    return [(became, name) for became, name in (line.split("\t") for line in lines)]


def main() -> int:
    """Try the parts asked for, print and keep the figures, and answer how many faults nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--one-in", type=int, default=1)
    said = parser.parse_args()
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    left = 0
    for name in said.parts or PARTS:
        outcome = tried(PARTS[name], said.one_in)
        counted = Counter(became for became, _ in outcome)
        left += counted["survived"]
        figures[name] = {"mutants": len(outcome), **{key: counted[key] for key in ("equivalent", "survived", "killed")}}
        print(name, figures[name], *(one for became, one in outcome if became == "survived"), sep="\n  ", flush=True)
    if said.one_in == 1:
        FIGURES.parent.mkdir(parents=True, exist_ok=True)
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n")
    return min(left, 1)


if __name__ == "__main__":
    raise SystemExit(main())

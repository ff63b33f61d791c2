"""The table of security requirements names every one of its levels, and proofs that exist."""

import ast
import json
import subprocess
from collections import Counter
from functools import cache

import pytest

from keywork.web.project import asvs
from shared import ROOT

FOUND = asvs.read(ROOT / "docs" / "asvs.csv")
# How many of levels 1 and 2 each chapter of version 5.0.0 has.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13,
            16: 16, 17: 7}  # fmt: skip


def test_every_requirement_of_both_levels_is_there_once() -> None:
    assert Counter(one.level for one in FOUND) == {1: 70, 2: 183}
    assert len({one.id for one in FOUND}) == 253
    numbers = [tuple(map(int, one.id.split("."))) for one in FOUND]
    assert numbers == sorted(numbers)
    assert Counter(number[0] for number in numbers) == CHAPTERS


@cache
def in_file(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_proof_exists() -> None:
    missing = []
    for one in FOUND:
        for proof in one.proof:
            path, _, name = proof.partition("::")
            if not (ROOT / path).is_file() or (name and name not in in_file(path)):
                missing.append(f"{one.id}: {proof}")
    assert missing == []


@pytest.mark.parametrize("one", FOUND, ids=lambda one: one.id)
def test_each_says_how_it_stands_and_why(one: asvs.Requirement) -> None:
    assert one.status in asvs.STATES
    if one.status == "met":
        assert one.proof, "what is met has a proof"
    else:
        assert one.why or one.proof, "what is not met says why"
    if one.status == "not applicable":
        assert one.why
        assert not one.proof


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8") == asvs.render(FOUND), "run make docs"


def test_the_bill_of_materials_names_what_the_lock_names() -> None:
    """ASVS 15.1.2: every package of production, with the version that the lock pins."""
    uv = ROOT / ".tools" / "bin" / "uv"
    if not uv.exists():
        pytest.skip("uv is not installed here")
    export = [str(uv), "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project"]
    made = subprocess.run(
        [*export, "--format", "cyclonedx1.5", "--preview-features", "sbom-export"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    named = {(one["name"], one["version"]) for one in json.loads(made.stdout)["components"]}
    plain = subprocess.run(
        [*export, "--format", "requirements-txt", "--no-hashes", "--no-annotate", "--no-header"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    locked = {tuple(line.split(" ")[0].split("==")) for line in plain.stdout.splitlines() if "==" in line}
    assert locked
    assert {(name.split("[")[0], version) for name, version in locked} <= named

"""The mixed day, a little of it, played against a small authority by gunicorn: is every answer right, is every save kept?

How fast it is, ``make load`` says. What is checked here is that the pages are right under several people at once, and
that whoever measures would notice if they were not.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from load import checking
from shared import ROOT


def test_every_answer_is_right_and_every_save_is_kept(tmp_path: Path) -> None:
    home = {"KEYWORK_HOME": str(tmp_path / "home"), "KEYWORK_DATABASE_URL": "", "PYTHONPATH": str(ROOT / "tests")}
    home["KEYWORK_LONGEST_WAIT"] = "0"  # however busy the machine is with other tests
    played = subprocess.run(
        [sys.executable, "-m", "load.run", str(tmp_path), "--check", "8", "--cases", "300", "--bare"],
        check=False, cwd=ROOT, env={**os.environ, **home}, capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    log = tmp_path / "servers.log"
    assert played.returncode == 0, played.stdout + played.stderr + (log.read_text() if log.exists() else "")
    found = json.loads(played.stdout)
    assert found["wrong"] == {}
    answered = found["answered"]
    assert (answered["list"], answered["case"], answered["save"], answered["search"]) == (8, 16, 8, 8)
    assert (answered["advice tray"], answered["where is it"], answered["pupils"], answered["panels"]) == (8, 8, 8, 8)
    assert answered["message"] == 16
    assert found["saves"] == {"acknowledged": 8, "lost": 0}


CASE = checking.Case("c1", "EHC-1", "Ashe", "Robin", "2015-03-04", "2026-04-24", 3, True, "k1", "t1")
OTHER = checking.Case("c2", "EHC-2", "Birch", "Jo", "2016-03-04", "", 3, True, "k2", "t2")
KEYWORKER = checking.Person("k1", "Sam Load", "keyworker", "sid", ["c1"], ["c1"], ours=frozenset({"c1"}))
PAGE = """<p class="app-identity__name">Robin Ashe</p><dl><div><dt>Reference</dt> <dd>EHC-1</dd></div>
<div><dt>Born</dt> <dd>4 Mar 2015 (11)</dd></div></dl><p class="app-next__day">Friday 24 April 2026 – 3 days late</p>
Signed in as Sam Load (Keyworker)"""


def test_the_right_page_of_a_case_passes() -> None:
    checking.case_page(PAGE, KEYWORKER, CASE, unchanged=True)


@pytest.mark.parametrize(
    ("shown", "instead"),
    [
        ("Robin Ashe", "Jo Birch"),
        ("EHC-1", "EHC-2"),
        ("4 Mar 2015", "5 Mar 2015"),
        ("24 April", "25 April"),
        ("Sam", "Pat"),
    ],
)
def test_a_page_that_is_wrong_in_one_thing_does_not(shown: str, instead: str) -> None:
    with pytest.raises(checking.Wrong):
        checking.case_page(re.sub(shown, instead, PAGE), KEYWORKER, CASE, unchanged=True)


def row(case: checking.Case, due: str) -> str:
    identity = f"{case.id:0>36}".replace("c", "a")
    return (
        f'<th scope="row" role="rowheader" class="x"><a class="govuk-link" href="/cases/{identity}/">{case.listed_name}</a>'
        f'<br><span class="x">{case.reference}</span></th><td data-label="Due">{due}</td>'
    )


def listed(*rows: str) -> str:
    return f"<p>{len(rows)} running clocks (mine), 1 to 2 shown.</p>{''.join(rows)} Signed in as Sam Load (Keyworker)"


def test_a_list_with_a_case_of_another_team_does_not_pass() -> None:
    cases = {f"{case.id:0>36}".replace("c", "a"): case for case in (CASE, OTHER)}
    mine = checking.Person("k1", "Sam Load", "keyworker", "sid", [next(iter(cases))], [next(iter(cases))])
    right = listed(row(CASE, "3 Apr 2026"), row(CASE, "4 Apr 2026"))
    cases[next(iter(cases))].id = next(iter(cases))
    assert checking.work_list(right, mine, cases, whose="mine") == 2
    for wrong in (
        listed(row(CASE, "3 Apr 2026"), row(OTHER, "4 Apr 2026")),
        listed(row(CASE, "4 Apr 2026"), row(CASE, "3 Apr 2026")),
        right.replace("Ashe, Robin", "Birch, Robin"),
    ):
        with pytest.raises(checking.Wrong):
            checking.work_list(wrong, mine, cases, whose="mine")

"""Verify a ledger of 600,000 entries from the command line: how long it takes, and how little memory.

python -m torture.verify --entries 600000
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from shared import ROOT
from torture.figures import tell
from torture.running import home, on_both, parser

MOST_MEMORY_MB = 256
CASES_AT_ONCE = 1000
DONE = re.compile(r"(\d+) entries verified in ([\d.]+) s, (\d+) not as sealed")
MEMORY = re.compile(r"At most (\d+) MB")


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--entries", type=int, default=600_000)
    asked = made.parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    raise SystemExit(
        1 if on_both("torture-verify", "torture.verify", [f"--entries={asked.entries}"], asked.json) else 0
    )


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database, LEDGER_HEADS="{folder}/heads", LOG_LEVEL="CRITICAL"):
        spoilt_id = _fill(asked.entries)
        subprocess.run([_keywork(), "ledger", "head"], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        code, text = _verify()
        entries, seconds, wrong = DONE.search(text).groups()
        memory = int(MEMORY.search(text).group(1))
        _spoil(spoilt_id)
        code_after, text_after = _verify()
        figures = {
            "database": asked.database, "entries": int(entries), "not_as_sealed": int(wrong),
            "seconds": {asked.database: float(seconds)}, "memory_mb": {asked.database: memory},
            "changed_afterwards": 1, "found_then": int(code_after == 1 and str(spoilt_id) in text_after),
        }  # fmt: skip
        tell(f"torture-verify-{asked.database}", figures, asked.json)
        fine = code == 0 and int(entries) == asked.entries and memory <= MOST_MEMORY_MB and figures["found_then"]
        return 0 if fine else 1


def _keywork() -> Path:
    return Path(sys.executable).with_name("keywork")


def _verify() -> tuple[int, str]:
    done = subprocess.run([_keywork(), "ledger", "verify"], check=False, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    print(done.stdout, end="")
    return done.returncode, done.stdout


def _fill(entries: int) -> object:
    """Append so many entries, a dozen to a case, and return the identity of one in the middle."""
    from django.db import transaction
    from django_scopes import scope

    from keywork.web.accounts.actors import system
    from keywork.web.kernel.ids import new_id
    from keywork.web.ledger.services import Stamp, append_many, prepare
    from keywork.web.people.services import Details, add_cases, add_people
    from torture.crew import new_authority
    from torture.workers import told

    authority = new_authority("100")
    actor = system("import", authority)
    stamp, left, middle, number = Stamp.now(actor), entries, None, 0
    with scope(authority=authority):
        while left:
            ids, rows = [new_id() for _ in range(CASES_AT_ONCE)], []
            people = [(new_id(), Details(surname=f"Testing{number}")) for _ in ids]
            for case_id in ids:
                made = prepare(told(date(2023, 1, 2) + timedelta(days=number % 700))[:left], [], stamp)
                rows += [(case_id, event) for event in made]
                left -= len(made)
                number += 1
            with transaction.atomic():
                add_people(actor=actor, people=people)
                names = [f"T-{number - CASES_AT_ONCE + place:07}" for place in range(len(ids))]
                add_cases(actor=actor, cases=[(c, p, n) for c, (p, _), n in zip(ids, people, names, strict=True)])
                append_many(authority_id=authority.pk, events=rows)
            if middle is None and left <= entries // 2:
                middle = rows[0][1].id
    return middle


def _spoil(event_id: object) -> None:
    """Change one entry as somebody would who can write to the database."""
    from uuid import UUID

    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_ledgerevent_no_update")
            key: object = UUID(str(event_id)).hex
        else:
            cursor.execute("ALTER TABLE ledger_ledgerevent DISABLE TRIGGER USER")
            key = str(event_id)
        cursor.execute("UPDATE ledger_ledgerevent SET recorded_by = 'user:nobody' WHERE id = %s", [key])


if __name__ == "__main__":
    main()

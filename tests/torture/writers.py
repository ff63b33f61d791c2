"""Let eight processes record on one authority at once for ten minutes: one chain, and nobody told that it is locked.

python -m torture.writers --seconds 600
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from torture.figures import tell
from torture.running import home, on_both, parser

WRITERS = 8


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--seconds", type=float, default=600, help="on each database")
    made.add_argument("--seed", type=int, default=20261129)
    asked = made.parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    options = [f"--seconds={asked.seconds}", f"--seed={asked.seed}"]
    raise SystemExit(1 if on_both("torture-writers", "torture.writers", options, asked.json) else 0)


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database, LEDGER_HEADS="{folder}/heads-{authority}", LEDGER_HEADS_SECONDS="1") as place:
        from torture.afterwards import FAULTS, look, rebuilt, spoilt
        from torture.crew import Crew, new_authority

        authority, crew = new_authority("100"), Crew(place, careless=False)
        crew.start_all([("writer", f"{asked.seed}/{number}") for number in range(WRITERS)], authority.code)
        time.sleep(asked.seconds)
        crew.stop()
        crew.hear()
        said = crew.said[authority.code]
        found = look(authority, said, place.folder / f"heads-{authority.code}")
        found.not_as_rebuilt += rebuilt(authority)
        found.spoilt += spoilt(thorough=True)
        locked = sum("locked" in how or "deadlock" in how for how in crew.broke)
        figures = {
            "database": asked.database, "writers": {asked.database: WRITERS}, "seconds": round(asked.seconds),
            "writes": {asked.database: len(said)}, "entries": {asked.database: found.verified},
            "conflicts_asked_again": crew.again, "forks": forks(authority.pk),
            "surfaced_locks": locked, "processes_that_broke": len(crew.broke),
            **{name: len(getattr(found, name)) for name in FAULTS},
        }  # fmt: skip
        tell(f"torture-writers-{asked.database}", figures, asked.json)
        wrong = [one for name in FAULTS for one in getattr(found, name)] + crew.broke
        for one in wrong[:40]:
            print(f"  {one}")
        return 1 if wrong or figures["forks"] else 0


def forks(authority_id: object) -> int:
    """Count the entries that follow an entry which another one follows already, and the places left out."""
    from django.db import connection

    from keywork.web.kernel.rows import columns
    from keywork.web.ledger.models import LedgerEvent

    key = columns(LedgerEvent, ("authority_id",)).ready([(authority_id,)])[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT position FROM ledger_ledgerevent WHERE authority_id = %s", key)
        places = Counter(place for (place,) in cursor.fetchall())
    return sum(count - 1 for count in places.values()) + len(set(range(1, len(places) + 1)) - set(places))


if __name__ == "__main__":
    main()

"""Let eight processes record on one authority at once for ten minutes: one chain, and nobody told that it is locked.

python -m torture.writers --seconds 600

With --jumps the clock of all of them goes forward by an hour, back by two and forward to where it belongs, meanwhile.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from multiprocessing import Value
from typing import Any

from torture.figures import tell
from torture.running import home, on_both, parser

WRITERS = 8
HOUR = 3600.0


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--seconds", type=float, default=600, help="on each database")
    made.add_argument("--seed", type=int, default=20261129)
    made.add_argument("--jumps", action="store_true", help="set the clock forward and back by an hour meanwhile")
    asked = made.parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    options = [f"--seconds={asked.seconds}", f"--seed={asked.seed}", *["--jumps"] * asked.jumps]
    raise SystemExit(1 if on_both("torture-writers", "torture.writers", options, asked.json) else 0)


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database, LEDGER_HEADS="{folder}/heads-{authority}", LEDGER_HEADS_SECONDS="1") as place:
        from torture.afterwards import FAULTS, look, rebuilt, spoilt
        from torture.crew import Crew, new_authority

        authority, crew = new_authority("100"), Crew(place, careless=False)
        jumps = (0, HOUR, -HOUR, 0) if asked.jumps else (0,)
        with jumping_clock() as ahead:
            crew.start_all([("writer", f"{asked.seed}/{number}") for number in range(WRITERS)], authority.code)
            for seconds in jumps:
                ahead.value = seconds
                time.sleep(asked.seconds / len(jumps))
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
            "conflicts_asked_again": crew.again, "forks": forks(authority.pk), "jumps_of_the_clock": len(jumps) - 1,
            "out_of_order": out_of_order(authority.pk),
            "surfaced_locks": locked, "processes_that_broke": len(crew.broke),
            **{name: len(getattr(found, name)) for name in FAULTS},
        }  # fmt: skip
        tell(f"torture-writers-{asked.database}", figures, asked.json)
        wrong = [one for name in FAULTS for one in getattr(found, name)] + crew.broke
        for one in wrong[:40]:
            print(f"  {one}")
        return 1 if wrong or figures["forks"] or figures["out_of_order"] else 0


@contextmanager
def jumping_clock() -> Iterator[Any]:
    """Let the clock of the program be ahead of the real one by a number that every process forked from now on shares."""
    from keywork.web.kernel import clock

    real, ahead = clock.datetime, Value("d", 0.0)

    class Jumping(real):  # type: ignore[misc, valid-type]
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return real.now(tz) + timedelta(seconds=ahead.value)

    clock.datetime = Jumping  # type: ignore[misc]
    yield ahead
    clock.datetime = real  # type: ignore[misc]


def entries(authority_id: object) -> list[tuple[Any, ...]]:
    """Return place, moment, case and sequence of each entry of an authority, in the order of their places."""
    from django.db import connection

    from keywork.web.kernel.rows import columns
    from keywork.web.ledger.models import LedgerEvent

    key = columns(LedgerEvent, ("authority_id",)).ready([(authority_id,)])[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, recorded_at, case_id, sequence FROM ledger_ledgerevent WHERE authority_id = %s"
            " ORDER BY position, id",
            key,
        )
        return list(cursor.fetchall())


def out_of_order(authority_id: object) -> int:
    """Count the entries that are stamped before, or stand in their case before, one whose place is before theirs."""
    found, latest, last = 0, None, dict[Any, int]()
    for _, moment, case, sequence in entries(authority_id):
        found += (latest is not None and moment < latest) or sequence != last.get(case, 0) + 1
        latest, last[case] = moment, sequence
    return found


def forks(authority_id: object) -> int:
    """Count the entries that follow an entry which another one follows already, and the places left out."""
    places = Counter(place for place, *_ in entries(authority_id))
    return sum(count - 1 for count in places.values()) + len(set(range(1, len(places) + 1)) - set(places))


if __name__ == "__main__":
    main()

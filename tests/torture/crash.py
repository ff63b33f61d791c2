"""Kill the program and its database at random moments while people write, and count what was lost: nothing.

    python -m torture.crash --seed 1 --kills 560 --writes 50000

Each database is a run of its own, in a process of its own; the figures are those of both.
"""

from __future__ import annotations

import argparse
import time

from torture.figures import tell
from torture.running import DATABASES, home, on_both, parser

# Of 560 kills: 100 of the program on SQLite, 100 on PostgreSQL, and 360 of PostgreSQL itself, so that half of all are
# still its own when SQLite needed some more to have acknowledged enough.
SHARES = {"sqlite": (100 / 560, 0.0), "postgresql": (100 / 560, 360 / 560)}
SETTINGS = {
    "LEDGER_HEADS": "{folder}/heads-{authority}",
    "LEDGER_HEADS_SECONDS": "0.1",
    "LOG_LEVEL": "CRITICAL",  # that the server went away is no news here
}


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--seed", type=int, default=20261129)
    made.add_argument("--kills", type=int, default=560, help="of both databases together")
    made.add_argument("--writes", type=int, default=50_000, help="to be acknowledged at least, together")
    made.add_argument("--careless", action="store_true", help="acknowledge before the commit: must be found out")
    asked = made.parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    options = [f"--{name}={getattr(asked, name)}" for name in ("seed", "kills", "writes")]
    options += ["--careless"] * asked.careless
    raise SystemExit(1 if on_both("torture-crash", "torture.crash", options, asked.json) else 0)


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database, **SETTINGS) as place:
        from torture.crash_run import Run

        program, server = (round(share * asked.kills) for share in SHARES[asked.database])
        run, begun = Run(place, seed=asked.seed, careless=asked.careless), time.monotonic()
        run.go(program=program, server=server, writes=round(asked.writes / len(DATABASES)))
        tell(f"torture-crash-{asked.database}", run.figures(time.monotonic() - begun), asked.json)
        for fault in run.faults()[:40]:
            print(f"  {fault}")
        return 1 if run.faults() else 0


if __name__ == "__main__":
    main()

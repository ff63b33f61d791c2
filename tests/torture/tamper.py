"""Tamper with a ledger 1,000 times at random, triggers dropped first, and verify it each time: all must be named.

python -m torture.tamper --times 1000
"""

from __future__ import annotations

import argparse
import time

from torture.figures import tell
from torture.running import home, on_both, parser


def main() -> None:
    made = parser(__doc__)
    made.add_argument("--seed", type=int, default=20261129)
    made.add_argument("--times", type=int, default=1000, help="on each database")
    asked = made.parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    options = [f"--seed={asked.seed}", f"--times={asked.times}"]
    raise SystemExit(1 if on_both("torture-tamper", "torture.tamper", options, asked.json) else 0)


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database):
        from torture.tampered import make_world
        from torture.tampering import tamper

        begun = time.monotonic()
        outcome = tamper(make_world(), times=asked.times, seed=asked.seed)
        tried, missed = sum(outcome.done.values()), {what.split(":")[0] for what in outcome.missed}
        figures = {
            "database": asked.database, "seed": str(asked.seed), "tamperings": tried, "found": tried - len(missed),
            "missed": len(missed), "named_wrongly": len(outcome.wrongly_named),
            "kinds_on": {asked.database: len(outcome.done)}, "seconds": round(time.monotonic() - begun),
        }  # fmt: skip
        tell(f"torture-tamper-{asked.database}", figures, asked.json)
        print("  kinds: " + ", ".join(f"{kind} {count}" for kind, count in outcome.done.items()))
        for kind, reason in outcome.refused.items():
            print(f"  the database itself refused some of: {kind} ({reason.splitlines()[0]})")
        for what in [*outcome.missed, *outcome.wrongly_named][:40]:
            print(f"  {what}")
        return 1 if missed or outcome.wrongly_named or tried < asked.times else 0


if __name__ == "__main__":
    main()

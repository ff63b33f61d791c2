"""``make load-sizes``: whether a large authority waits longer than a small one.

Both are served side by side, each from a database of its own, and asked in turn by as many people. What is compared is
the time within which nineteen of twenty pages came.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from load import figures
from load.day import CASE, LIST, SEARCH
from load.run import CLIENT, SERVER
from load.servers import Generator, Site, make_world, product
from shared import ROOT

SMALL, LARGE, AT_MOST, TURNS, VISITORS = 6_000, 180_000, 1.5, 5, 4
PAGES = {"list": LIST, "case": CASE, "search": SEARCH}


Side = tuple[Site, Generator]


def side(stack: ExitStack, folder: Path, cases: int) -> Side:
    """Make an authority of so many cases, serve it until the stack ends, and return whom to ask."""
    home, people, log = folder / f"{cases}", folder / f"{cases}.json", folder / "servers.log"
    make_world(people, cases, home=str(home))
    site = stack.enter_context(product(cores=SERVER, log=log, home=str(home)))
    return site, stack.enter_context(Generator(people, cores=CLIENT, log=log))


def compared(sides: list[Side], does: str, name: str, seconds: float, wrong: dict[str, int]) -> dict[str, Any]:
    """Ask both for one kind of page in turn, and return their waits beside each other."""
    waits: list[list[float]] = [[] for _ in sides]
    for _ in range(TURNS):
        for (site, generator), kept in zip(sides, waits, strict=True):
            told = {"visitors": VISITORS, "seconds": seconds, "warm": 1}
            came = generator("closed", host=site.host, does=does, counts=[name], **told)
            kept.append(came["p95"] or float("inf"))
            wrong.update(came["wrong"])
    small, large = waits
    ratio = round(median(b / a for a, b in zip(small, large, strict=True)), 2)
    verdict = "holds" if ratio <= AT_MOST else "MISSED"
    print(f"  {name:8} p95 {median(small)} and {median(large)} ms: {ratio} × (≤ {AT_MOST}: {verdict})", flush=True)
    return {"p95 small": small, "p95 large": large, "ratio": ratio, "wanted": AT_MOST, "holds": ratio <= AT_MOST}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="where the databases are made")
    asked.add_argument(
        "--sizes", type=int, nargs=2, default=(SMALL, LARGE), help="cases of the small and the large one"
    )
    asked.add_argument("--seconds", type=float, default=6.0, help="of each turn")
    given = asked.parse_args()
    wrong: dict[str, int] = {}
    with ExitStack() as stack:
        # The large one first: making it takes longer than a session lasts that nobody uses.
        sides = [side(stack, given.folder, size) for size in sorted(given.sizes, reverse=True)][::-1]
        pages = {name: compared(sides, does, name, given.seconds, wrong) for does, name in PAGES.items()}
    on = figures.machine({"small": given.sizes[0], "large": given.sizes[1]})
    figures.keep(ROOT / "var" / "figures" / "load.json", "sizes", {"on": on, "wrong": wrong, **pages})
    if wrong:
        sys.exit(f"The run is void: {wrong}")


if __name__ == "__main__":
    main()

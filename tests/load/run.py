"""``make load``: the mixed day against a plain list view, what each page can do, too much load, and a restart.

One run is of one database, the one of KEYWORK_DATABASE_URL. Only ratios of one run are compared: the product and the
plain site are asked in turn, minute by minute, by the same generator, from the same database.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from load import figures
from load.day import CASE, LIST, PING, PLAIN, PLAIN_SAVE, SAVE, SEARCH
from load.servers import ENVIRONMENT, Generator, Site, make_world, pin, pin_database, plain, product
from shared import ROOT

SERVER, CLIENT = "0", "1"
VISITORS = 8
# A save, a draft and a message bring further pages with them, so 88 arrivals ask for 101 pages.
ARRIVALS = 0.87
Phase = dict[str, Any]


class Kind(NamedTuple):
    """A kind of page: what visitors do, what of it counts, which plain page it is compared with, and what is wanted."""

    does: str
    counts: str
    beside: str
    wanted: float


LISTS, SAVES = "plain list, later", "plain save"
PLAIN_ONES = {LISTS: ("plain", PLAIN), SAVES: ("plain_save", PLAIN_SAVE)}
KINDS = {
    "list": Kind("list", LIST, LISTS, 0.5),
    "case page": Kind("case", CASE, LISTS, 0.35),
    "search": Kind("search", SEARCH, LISTS, 0.3),
    "save": Kind("save_only", SAVE, SAVES, 0.5),
}


class Run:
    """One run: its world, its generator, and how long a phase lasts."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.folder, self.given = folder, given
        self.log, self.people = folder / "servers.log", folder / "people.json"
        self.pinned = given.pinned and (os.cpu_count() or 1) > 1
        self.wrong: dict[str, int] = {}

    def cores(self, which: str) -> str:
        return which if self.pinned else ""

    def make_world(self) -> dict[str, Any]:
        _tell(f"Making {self.given.cases:,} cases")
        make_world(self.people, self.given.cases)
        made: dict[str, Any] = json.loads(self.people.read_text(encoding="utf-8"))
        return made

    def asked(self, generator: Generator, site: Site, does: str, counts: list[str] | None, **more: Any) -> Phase:
        """Let visitors do one thing as fast as they are answered."""
        told = {"visitors": VISITORS, "seconds": self.given.seconds, "warm": self.given.warm} | more
        return self.noted(generator("closed", host=site.host, does=does, counts=counts, **told))

    def noted(self, came: Phase) -> Phase:
        for what, count in {**came["wrong"], **came.get("wrong_while_warming", {})}.items():
            self.wrong[what] = self.wrong.get(what, 0) + count
        return came

    def in_turn(self, pairs: int, *phases: Callable[[], Phase]) -> list[list[Phase]]:
        found: list[list[Phase]] = [[] for _ in phases]
        for _ in range(pairs):
            for phase, kept in zip(phases, found, strict=True):
                kept.append(phase())
        return found

    def lost(self, acknowledged: list[list[Any]]) -> list[list[Any]]:
        """Return the acknowledged saves that the ledger does not have."""
        file = self.folder / "acknowledged.json"
        file.write_text(json.dumps(acknowledged), encoding="utf-8")
        command = [sys.executable, "-m", "load.world", "lost", str(file)]
        told = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True)
        found: list[list[Any]] = json.loads(told.stdout)
        return found


def measured(run: Run) -> dict[str, Any]:
    """Play the whole run and return its figures."""
    made = run.make_world()
    found: dict[str, Any] = {"on": figures.machine(made["sizes"]), "given": vars(run.given)}
    if run.pinned:
        pin_database(SERVER)
    with (
        product(cores=run.cores(SERVER), log=run.log, whole=run.given.whole) as ours,
        plain(cores=run.cores(SERVER), log=run.log) as reference,
        Generator(run.people, cores=run.cores(CLIENT), log=run.log) as generator,
    ):
        found["cold start, seconds"] = round(ours.started_in, 2)
        if run.given.only:
            found |= _alone(run, generator, ours, reference, run.given.only)
        else:
            found |= _day(run, generator, ours, reference)
        acknowledged = generator("saves")["acknowledged"]
    missing = run.lost(acknowledged)
    found["saves"] = {"acknowledged": len(acknowledged), "lost": len(missing), "which": missing[:20]}
    found["wrong"] = run.wrong
    return found


def _day(run: Run, generator: Generator, ours: Site, reference: Site) -> dict[str, Any]:
    """Play everything that a busy day brings."""
    found = _capacity(run, generator, ours, reference)
    found |= _too_much(run, generator, ours, found["mixed day"]["rate"])
    found["restart"] = _restarted(run, generator, ours)
    if run.pinned:
        found["both cores"] = _shared(run, generator, ours, reference)
    if run.given.writers:
        found["writers"] = run.asked(generator, ours, "save", [SAVE, CASE], seconds=run.given.writers, warm=0)
    return found


def checked(run: Run) -> dict[str, Any]:
    """Play a little of the day, and measure nothing: is every answer right, and every save kept?"""
    run.make_world()
    with (
        product(cores="", log=run.log, whole=run.given.whole) as ours,
        Generator(run.people, cores="", log=run.log) as generator,
    ):
        day = run.noted(generator("counted", host=ours.host, each=run.given.check, visitors=2))
        acknowledged = generator("saves")["acknowledged"]
    saves = {"acknowledged": len(acknowledged), "lost": len(run.lost(acknowledged))}
    return {
        "answered": {name: one["count"] for name, one in day["by_name"].items()},
        "saves": saves,
        "wrong": run.wrong,
    }


def _capacity(run: Run, generator: Generator, ours: Site, reference: Site) -> dict[str, Any]:
    """Ask the product and the plain site in turn: the mixed day, then each kind of page alone."""
    ping = run.asked(generator, reference, "ping", [PING], warm=0, seconds=min(3, run.given.seconds))
    _tell("The mixed day beside the plain list")

    def plain_list() -> Phase:
        return run.asked(generator, reference, "plain", [PLAIN], seconds=run.given.seconds * 2 / 3)

    lists, day = run.in_turn(run.given.pairs, plain_list, lambda: run.asked(generator, ours, "step", None))
    return {
        "ping": ping["rate"],
        "plain list": figures.reference(lists),
        "mixed day": figures.beside(day, lists, at_least=0.45),
        **_alone(run, generator, ours, reference, list(KINDS)),
    }


def _alone(run: Run, generator: Generator, ours: Site, reference: Site, kinds: list[str]) -> dict[str, Any]:
    """Ask for some kinds of page alone, each in turn with the plain page that it is compared with."""
    _tell("Each kind of page beside the plain ones")
    short, pairs = run.given.seconds / 2, max(1, run.given.pairs - 2)

    def only(site: Site, does: str, counts: str) -> Callable[[], Phase]:
        return lambda: run.asked(generator, site, does, [counts], seconds=short, warm=min(1, run.given.warm))

    asked: dict[str, Callable[[], Phase]] = {}
    for kind in kinds:
        name = KINDS[kind].beside
        asked.setdefault(name, only(reference, *PLAIN_ONES[name]))
        asked[kind] = only(ours, KINDS[kind].does, KINDS[kind].counts)
    found = dict(zip(asked, run.in_turn(pairs, *asked.values()), strict=True))
    return {name: figures.reference(found[name]) for name in PLAIN_ONES if name in found} | {
        kind: figures.beside(found[kind], found[KINDS[kind].beside], at_least=KINDS[kind].wanted) for kind in kinds
    }


def _too_much(run: Run, generator: Generator, ours: Site, peak: float) -> dict[str, Any]:
    """Send three times what can be answered, then what can, and see that all is as before."""
    _tell("Three times as much as can be answered, then half of it")
    seconds = run.given.overload
    arrivals = peak * ARRIVALS
    before = run.noted(generator("open", host=ours.host, rate=arrivals / 2, seconds=seconds / 2))
    flooded = run.noted(generator("open", host=ours.host, rate=arrivals * 3, seconds=seconds))
    after = run.noted(generator("open", host=ours.host, rate=arrivals / 2, seconds=seconds / 2))
    return {"overload": figures.overload(before, flooded, after, peak), "half of it": figures.half(before)}


def _restarted(run: Run, generator: Generator, ours: Site) -> Phase:
    """Let the server take in new workers while it is asked, twice."""
    _tell("A restart under load")
    seconds = max(4, run.given.seconds)
    generator.begin("closed", host=ours.host, does="step", counts=None, visitors=VISITORS, seconds=seconds, warm=0)
    for _ in range(2):
        time.sleep(seconds / 3)
        ours.restart()
    return run.noted(generator.hear())


def _shared(run: Run, generator: Generator, ours: Site, reference: Site) -> Phase:
    """Let the servers and the generator share both cores, as a small installation has them."""
    _tell("The same, both cores shared by server and generator")
    both = f"{SERVER},{CLIENT}"
    for process in (ours, reference, generator):
        pin(process.pid, both)
    pin_database(both)
    lists, day = run.in_turn(
        2,
        lambda: run.asked(generator, reference, "plain", [PLAIN], seconds=run.given.seconds / 2),
        lambda: run.asked(generator, ours, "step", None),
    )
    return figures.beside(day, lists, at_least=0.45)


def _tell(words: str) -> None:
    print(f"-- {words}", file=sys.stderr, flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="a prepared folder for the world and the logs; KEYWORK_HOME is in it")
    asked.add_argument("--cases", type=int, default=24_000)
    asked.add_argument("--pairs", type=int, default=5, help="how often the product and the plain site take turns")
    asked.add_argument("--seconds", type=float, default=7.0, help="of each turn of the mixed day")
    asked.add_argument("--warm", type=float, default=2.0, help="seconds of each turn that are not counted")
    asked.add_argument("--overload", type=float, default=20.0, help="seconds of three times what can be answered")
    asked.add_argument("--writers", type=float, default=0.0, help="seconds in which eight people do nothing but save")
    asked.add_argument("--figures", type=Path, default=ROOT / "var" / "figures" / "load.json")
    asked.add_argument("--not-pinned", dest="pinned", action="store_false", help="give nobody a core of their own")
    asked.add_argument("--bare", dest="whole", action="store_false", help="serve without the built styles of the pages")
    asked.add_argument("--only", nargs="+", choices=KINDS, help="measure these kinds of page, and keep no figures")
    asked.add_argument("--check", type=int, default=0, help="do each thing so many times, check it and measure nothing")
    run = Run((given := asked.parse_args()).folder, given)
    run.given.folder, figures_file = str(given.folder), given.figures
    run.given.figures = str(figures_file)
    if given.check:
        print(json.dumps(found := checked(run)))
    elif given.only:
        figures.show_kinds(figures.database(), found := measured(run))
    else:
        found = measured(run)
        figures.keep(figures_file, figures.database(), found)
        figures.show(figures.database(), found)
    if found["wrong"] or found["saves"]["lost"]:
        sys.exit("The run is void: an answer was wrong, or a save that was acknowledged is not in the ledger.")


if __name__ == "__main__":
    main()

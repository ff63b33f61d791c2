"""The generator of load: one process that is told phases on its standard input and tells what came of each.

A closed loop has so many visitors, each of whom asks as soon as it was answered: it finds what a site can do at most.
An open loop lets visitors arrive at random moments, however long the others wait: it shows what happens beyond that.
"""

from __future__ import annotations

import gevent.monkey

gevent.monkey.patch_all()

import json  # noqa: E402 - everything that opens sockets comes after the patch
import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from gevent.pool import Pool  # noqa: E402
from locust import constant, task  # noqa: E402
from locust.env import Environment  # noqa: E402
from locust.log import setup_logging  # noqa: E402

from load.day import DAY, PAGES, TURNED_AWAY, Visitor, World  # noqa: E402

MOST_AT_ONCE = 900
KEPT_OPEN = 1.0
Answer = dict[str, Any]


class Kept:
    """Every answer of a phase: when it came, for what, after how many milliseconds, and what was wrong."""

    def __init__(self) -> None:
        self.answers: list[tuple[float, str, float, str]] = []

    def __call__(self, name: str, response_time: float, exception: Any = None, **_: Any) -> None:
        self.answers.append((time.perf_counter(), name, response_time, str(exception) if exception else ""))


def closed(world: World, told: dict[str, Any]) -> Answer:
    """Let visitors ask one after another for some seconds; the first of them are not counted."""

    class Asking(Visitor):
        host, wait_time = told["host"], constant(0)
        pages = told.get("pages") or Visitor.pages

        @task
        def one(self) -> None:
            getattr(self, told["does"])()

    Asking.world = world
    environment, kept = _environment(Asking)
    runner = environment.create_local_runner()
    runner.start(told["visitors"], spawn_rate=told["visitors"] * 10)
    gevent.sleep(told["warm"])
    begun, first = time.perf_counter(), len(kept.answers)
    gevent.sleep(told["seconds"])
    lasted, answers = time.perf_counter() - begun, kept.answers[first:]
    runner.stop()
    runner.quit()
    return _told(answers, lasted, told) | {"wrong_while_warming": _wrong(kept.answers[:first])}


def opened(world: World, told: dict[str, Any]) -> Answer:
    """Let visitors arrive at random, so many a second, for some seconds."""

    class Arriving(Visitor):
        host = told["host"]

    Arriving.world = world
    environment, kept = _environment(Arriving)
    idle: list[tuple[float, Visitor]] = []
    pool = Pool(MOST_AT_ONCE)

    def one() -> None:
        last, visitor = idle.pop() if idle else (time.perf_counter(), Arriving(environment))
        if time.perf_counter() - last > KEPT_OPEN:  # as a browser does, before the server closes it
            visitor = Arriving(environment)
        try:
            visitor.step()
        finally:
            idle.append((time.perf_counter(), visitor))

    begun = time.perf_counter()
    due, missed = begun, 0
    while (now := time.perf_counter()) - begun < told["seconds"]:
        if due > now:
            gevent.sleep(due - now)
        due += world.rng.expovariate(told["rate"])
        if pool.full():
            missed += 1
        else:
            pool.spawn(one)
    pool.join(timeout=30)
    lasted = time.perf_counter() - begun
    seconds = [(round(at - begun, 2), name, round(ms, 1), wrong) for at, name, ms, wrong in kept.answers]
    more = {"missed": missed, "answers": seconds, "offered": told["rate"], "given_seconds": told["seconds"]}
    return _told(kept.answers, lasted, told) | more


def counted(world: World, told: dict[str, Any]) -> Answer:
    """Let a few visitors do each thing of the day so many times, however long it takes."""

    class Coming(Visitor):
        host = told["host"]

    Coming.world = world
    environment, kept = _environment(Coming)
    begun, does = (
        time.perf_counter(),
        [name for name in DAY for _ in range(told["each"])],
    )
    Pool(told["visitors"]).map(lambda name: Coming(environment).does(name), does)
    return _told(kept.answers, time.perf_counter() - begun, told)


def _environment(visitor: type[Visitor]) -> tuple[Environment, Kept]:
    # Whoever is being answered when a phase ends is waited for: the site would go on with their page all the same.
    environment, kept = Environment(user_classes=[visitor], stop_timeout=30), Kept()
    environment.events.request.add_listener(kept)
    return environment, kept


def _wrong(answers: list[tuple[float, str, float, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, name, _, wrong in answers:
        if wrong and wrong != TURNED_AWAY:
            found[f"{name}: {wrong}"] = found.get(f"{name}: {wrong}", 0) + 1
    return found


def _told(answers: list[tuple[float, str, float, str]], lasted: float, told: dict[str, Any]) -> Answer:
    counted = told.get("counts") or PAGES
    times = sorted(ms for _, name, ms, wrong in answers if name in counted and not wrong)
    by_name: dict[str, list[float]] = {}
    for _, name, ms, wrong in answers:
        if not wrong:
            by_name.setdefault(name, []).append(ms)
    return {
        "pages": len(times),
        "seconds": round(lasted, 2),
        "rate": round(len(times) / lasted, 2),
        **{f"p{share}": _share(times, share) for share in (50, 95, 99)},
        "turned_away": sum(wrong == TURNED_AWAY for *_, wrong in answers),
        "wrong": _wrong(answers),
        "by_name": {n: {"count": len(t), "p95": _share(sorted(t), 95)} for n, t in sorted(by_name.items())},
    }


def _share(times: list[float], percent: int) -> float | None:
    return round(times[min(len(times) - 1, len(times) * percent // 100)], 1) if times else None


def main() -> None:
    setup_logging("WARNING")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, max(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))
    world = World(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    phases: dict[str, Callable[[World, dict[str, Any]], Answer]] = {
        "closed": closed,
        "open": opened,
        "counted": counted,
    }
    print(json.dumps({"ready": len(world.cases)}), flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        answer = (
            {"acknowledged": world.acknowledged} if told["phase"] == "saves" else phases[told["phase"]](world, told)
        )
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

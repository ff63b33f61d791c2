"""One run of the crash harness on one database: rounds of work, kills, recovery and a look at everything."""

from __future__ import annotations

import json
import multiprocessing
import os
import select
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from django.db import connections

from factories import make_user
from keywork.core.loading import load_register
from keywork.web.accounts.models import Authority
from torture.afterwards import FAULTS, Looked, look, rebuilt, spoilt
from torture.crash_plan import Kill, Round, Victim, rounds
from torture.running import Home
from torture.workers import Task, work

WRITERS = 3
ROUNDS_OF_AN_AUTHORITY = 12  # so that everything of it can be looked at after each recovery
THOROUGH_EVERY = 20
FORK = multiprocessing.get_context("fork")
READY_SECONDS = 60.0


class Run:
    """One run, and what came of it."""

    def __init__(self, place: Home, *, seed: int, careless: bool) -> None:
        self.database, self.folder, self.cluster = place.database, place.folder, place.cluster
        self.seed, self.careless = seed, careless
        self.kills: Counter[str] = Counter()
        self.acknowledged: Counter[str] = Counter()
        self.entries = self.spawned = self.verifications = 0
        self.said: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.looked, self.broke, self.longest = Looked(), [], 0.0
        self.running: dict[int, Any] = {}
        self.files: list[Path] = []
        self.read_end, self.write_end = os.pipe()
        load_register()  # once, before the processes are forked

    def go(self, *, program: int, server: int, writes: int) -> None:
        """Kill as often as asked, and go on until as much as asked was acknowledged."""
        for one in rounds(self.seed, program=program, server=server):
            done = sum(self.kills.values()) >= program + server
            if (done and (sum(self.acknowledged.values()) >= writes or self.careless)) or self.broke:
                break
            self.round(one)
        self.look_at_everything()

    def round(self, one: Round) -> None:
        code = str(100 + one.number // ROUNDS_OF_AN_AUTHORITY)
        authority = Authority.objects.filter(code=code).first() or _new_authority(code)
        connections.close_all()  # a connection must not be forked
        self.files = []
        for place in range(WRITERS + 1):
            self.start(one, place, code)
        self.wait_until_ready(WRITERS + 1)
        for kill in one.kills:
            time.sleep(kill.after)
            self.kill(kill, one, code)
        self.stop()
        self.hear(code)
        found = look(authority, self.said[code], self.folder / f"heads-{code}")
        found.spoilt += spoilt(thorough=one.number % THOROUGH_EVERY == 0)
        self.verifications += 1
        self.looked.take_in(found)

    def start(self, one: Round, place: int, code: str) -> None:
        self.spawned += 1
        said = self.folder / f"said-{self.spawned}"
        self.files.append(said)
        task = Task(
            role="importer" if place == WRITERS else "writer", seed=f"{self.seed}/{one.number}/{place}/{self.spawned}",
            authority=code, said=said, ready=self.write_end, server_may_go=self.cluster is not None,
            careless=self.careless,
        )  # fmt: skip
        self.running[place] = FORK.Process(target=work, args=(task,), daemon=True)
        self.running[place].start()

    def wait_until_ready(self, many: int) -> None:
        while many and select.select([self.read_end], [], [], READY_SECONDS)[0]:
            many -= len(os.read(self.read_end, many))
        assert many == 0, "a process of the program did not start"

    def kill(self, kill: Kill, one: Round, code: str) -> None:
        self.kills[kill.victim] += 1
        begun = time.monotonic()
        if kill.is_of_the_server:
            assert self.cluster is not None
            self.cluster.kill(kill.victim, kill.which)
            self.longest = max(self.longest, time.monotonic() - begun)
            time.sleep(0.05)  # some of what follows is written after the recovery
            return
        places = {Victim.WRITER: [kill.which % WRITERS], Victim.IMPORTER: [WRITERS]}
        for place in places.get(kill.victim, [*range(WRITERS + 1)]):
            self.running[place].kill()
        for place in places.get(kill.victim, [*range(WRITERS + 1)]):
            self.running[place].join()
            self.start(one, place, code)
        self.wait_until_ready(len(places.get(kill.victim, range(WRITERS + 1))))

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.join(60)
            assert process.exitcode is not None, "a process of the program hangs"

    def hear(self, code: str) -> None:
        """Read what the processes said they had committed."""
        for path in self.files:
            for line in path.read_text().splitlines() if path.exists() else ():
                one = json.loads(line)
                if one["what"] == "broke":
                    self.broke.append(one["how"])
                    continue
                self.said[code].append(one)
                self.acknowledged[one["what"]] += 1
                self.entries += len(one.get("events", ()))
            path.unlink(missing_ok=True)

    def look_at_everything(self) -> None:
        self.looked.verified = 0  # only what the last look verified is counted
        for authority in Authority.objects.order_by("code"):
            found = look(authority, self.said[authority.code], self.folder / f"heads-{authority.code}")
            found.not_as_rebuilt += rebuilt(authority)
            self.looked.take_in(found)
        self.looked.spoilt += spoilt(thorough=True)
        self.verifications += 1

    def faults(self) -> list[str]:
        found = [f"{name}: {one}" for name in FAULTS for one in dict.fromkeys(getattr(self.looked, name))]
        return [*found, *(f"broke: {how}" for how in self.broke)]

    def figures(self, seconds: float) -> dict[str, Any]:
        """What the run prints; of what was found wrong, each thing once however often it was seen."""
        wrong = {name: len(dict.fromkeys(getattr(self.looked, name))) for name in FAULTS}
        return {
            "database": self.database, "seed": str(self.seed), "kills": sum(self.kills.values()),
            "kills_by_kind": {f"{self.database}: {kind}": count for kind, count in sorted(self.kills.items())},
            "acknowledged": sum(self.acknowledged.values()), "acknowledged_by_kind": dict(self.acknowledged),
            **wrong, "processes_that_broke": len(self.broke), "entries_verified_at_the_end": self.looked.verified,
            "looks_at_the_whole": self.verifications, "longest_recovery_s": {self.database: round(self.longest, 2)},
            "seconds": round(seconds),
        }  # fmt: skip


def _new_authority(code: str) -> Authority:
    made = Authority.objects.create(code=code, name=f"Council {code}")
    for number in range(2):
        make_user(made, email=f"person{code}-{number}@example.org")
    return made

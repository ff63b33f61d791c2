"""The processes of a run: started, killed, replaced, stopped, and heard."""

from __future__ import annotations

import json
import multiprocessing
import os
import select
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connections

from factories import make_user
from keywork.core.loading import load_register
from keywork.web.accounts.models import Authority
from torture.running import Home
from torture.workers import Task, work

FORK = multiprocessing.get_context("fork")
READY_SECONDS, STOP_SECONDS = 60.0, 90.0
Wanted = tuple[str, str]  # a role, and the seed of what it writes


class Crew:
    """Some processes that write in one authority at once, and what they say that they have committed."""

    def __init__(self, place: Home, *, careless: bool = False) -> None:
        self.folder, self.server_may_go, self.careless = place.folder, place.cluster is not None, careless
        self.said: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.acknowledged: Counter[str] = Counter()
        self.broke: list[str] = []
        self.again = self.spawned = 0
        self.code = ""
        self.running: dict[int, Any] = {}
        self.files: list[Path] = []
        self.read_end, self.write_end = os.pipe()
        load_register()  # once, before the processes are forked

    def start_all(self, wanted: Sequence[Wanted], code: str) -> None:
        """Start a process for each task, in the authority of a code, and wait until all are at work."""
        connections.close_all()  # a connection must not be forked
        self.code, self.files, self.running = code, [], {}
        self._start(dict(enumerate(wanted)))

    def _start(self, wanted: Mapping[int, Wanted]) -> None:
        for place, (role, seed) in wanted.items():
            self.spawned += 1
            said = self.folder / f"said-{self.spawned}"
            self.files.append(said)
            task = Task(role, seed, self.code, said, self.write_end, self.server_may_go, self.careless)
            self.running[place] = FORK.Process(target=work, args=(task,), daemon=True)
            self.running[place].start()
        many = len(wanted)
        while many and select.select([self.read_end], [], [], READY_SECONDS)[0]:
            many -= len(os.read(self.read_end, many))
        assert many == 0, "a process of the program did not start"

    def replace(self, wanted: Mapping[int, Wanted]) -> None:
        """Kill some processes at once, and start others in their places."""
        for place in wanted:
            self.running[place].kill()
        for place in wanted:
            self.running[place].join()
        self._start(wanted)

    def stop(self) -> None:
        """Let every process finish what it is at."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.join(STOP_SECONDS)
            assert process.exitcode is not None, "a process of the program hangs"

    def hear(self) -> None:
        """Read what the processes said they had committed."""
        for path in self.files:
            for line in path.read_text().splitlines() if path.exists() else ():
                one = json.loads(line)
                if one["what"] == "broke":
                    self.broke.append(one["how"])
                elif one["what"] == "ended":
                    self.again += one["again"]
                else:
                    self.said[self.code].append(one)
                    self.acknowledged[one["what"]] += 1
            path.unlink(missing_ok=True)


def new_authority(code: str) -> Authority:
    """Make an authority with two people, who are asked about redactions."""
    made = Authority.objects.create(code=code, name=f"Council {code}")
    for number in range(2):
        make_user(made, email=f"person{code}-{number}@example.org")
    return made

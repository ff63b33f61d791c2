"""One run of the crash harness on one database: rounds of work, kills, recovery and a look at everything."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from keywork.web.accounts.models import Authority
from torture.afterwards import FAULTS, Looked, look, rebuilt, spoilt
from torture.crash_plan import Kill, Round, Victim, rounds
from torture.crew import Crew, new_authority
from torture.running import Home

WRITERS = 3
IMPORTER = WRITERS
EVERYBODY = [*range(WRITERS + 1)]
ROUNDS_OF_AN_AUTHORITY = 12  # so that everything of it can be looked at after each recovery
THOROUGH_EVERY = 20


class Run:
    """One run, and what came of it."""

    def __init__(self, place: Home, *, seed: int, careless: bool) -> None:
        self.place, self.seed, self.careless = place, seed, careless
        self.crew = Crew(place, careless=careless)
        self.kills: Counter[str] = Counter()
        self.verifications, self.looked, self.longest = 0, Looked(), 0.0

    def go(self, *, program: int, server: int, writes: int) -> None:
        """Kill as often as asked, and go on until as much as asked was acknowledged."""
        for one in rounds(self.seed, program=program, server=server):
            enough = self.careless or sum(self.crew.acknowledged.values()) >= writes
            if self.crew.broke or (enough and sum(self.kills.values()) >= program + server):
                break
            self.round(one)
        self.look_at_everything()

    def round(self, one: Round) -> None:
        code = str(100 + one.number // ROUNDS_OF_AN_AUTHORITY)
        authority = Authority.objects.filter(code=code).first() or new_authority(code)
        self.crew.start_all([self.task(one, place) for place in EVERYBODY], code)
        for kill in one.kills:
            time.sleep(kill.after)
            self.kill(kill, one)
        self.crew.stop()
        self.crew.hear()
        found = look(authority, self.crew.said[code], self.place.folder / f"heads-{code}")
        found.spoilt += spoilt(thorough=one.number % THOROUGH_EVERY == 0)
        self.verifications += 1
        self.looked.take_in(found)

    def task(self, one: Round, place: int) -> tuple[str, str]:
        role = "importer" if place == IMPORTER else "writer"
        return role, f"{self.seed}/{one.number}/{place}/{self.crew.spawned}"

    def kill(self, kill: Kill, one: Round) -> None:
        self.kills[kill.victim] += 1
        begun = time.monotonic()
        if kill.is_of_the_server:
            assert self.place.cluster is not None
            self.place.cluster.kill(kill.victim, kill.which)
            self.longest = max(self.longest, time.monotonic() - begun)
            time.sleep(0.05)  # some of what follows is written after the recovery
            return
        some = {Victim.WRITER: [kill.which % WRITERS], Victim.IMPORTER: [IMPORTER]}
        self.crew.replace({place: self.task(one, place) for place in some.get(kill.victim, EVERYBODY)})

    def look_at_everything(self) -> None:
        self.looked.verified = 0  # only what the last look verified is counted
        for authority in Authority.objects.order_by("code"):
            heads = self.place.folder / f"heads-{authority.code}"
            found = look(authority, self.crew.said[authority.code], heads)
            found.not_as_rebuilt += rebuilt(authority)
            self.looked.take_in(found)
        self.looked.spoilt += spoilt(thorough=True)
        self.verifications += 1

    def faults(self) -> list[str]:
        found = [f"{name}: {one}" for name in FAULTS for one in dict.fromkeys(getattr(self.looked, name))]
        return [*found, *(f"broke: {how}" for how in self.crew.broke)]

    def figures(self, seconds: float) -> dict[str, Any]:
        """What the run prints; of what was found wrong, each thing once however often it was seen."""
        wrong = {name: len(dict.fromkeys(getattr(self.looked, name))) for name in FAULTS}
        database, said = self.place.database, self.crew.acknowledged
        return {
            "database": database, "seed": str(self.seed), "kills": sum(self.kills.values()),
            "kills_by_kind": {f"{database}: {kind}": count for kind, count in sorted(self.kills.items())},
            "acknowledged": sum(said.values()), "acknowledged_by_kind": dict(said),
            **wrong, "processes_that_broke": len(self.crew.broke),
            "entries_verified_at_the_end": self.looked.verified, "looks_at_the_whole": self.verifications,
            "longest_recovery_s": {database: round(self.longest, 2)}, "seconds": round(seconds),
        }  # fmt: skip

"""What is killed, and when: worked out from a seed alone, so that the same seed kills at the same moments again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from random import Random

PROGRAM_KILLS_A_ROUND = 4
SLOWER = 12


class Victim(StrEnum):
    """What dies by ``kill -9``."""

    WRITER = "of a writer"
    IMPORTER = "of the importer"
    PROGRAM = "of every process of the program"
    POSTMASTER = "of the postmaster"
    BACKEND = "of one process of PostgreSQL"
    SERVER = "of all of PostgreSQL at once"


PROGRAM = (Victim.WRITER, Victim.IMPORTER, Victim.PROGRAM)
SERVER = (Victim.POSTMASTER, Victim.BACKEND, Victim.SERVER)


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill.

    Args:
        victim: what dies.
        after: how many seconds of work come before it.
        which: chooses among several alike.
    """

    victim: Victim
    after: float
    which: int

    @property
    def is_of_the_server(self) -> bool:
        return self.victim in SERVER


@dataclass(frozen=True, slots=True)
class Round:
    """Some kills, after which everything is looked at."""

    number: int
    kills: tuple[Kill, ...]


def rounds(seed: int, *, program: int, server: int) -> Iterator[Round]:
    """Yield rounds without end: first as many as hold the kills that are asked for, then more of the same sorts.

    Args:
        seed: of the run.
        program: how many kills of the program's own processes.
        server: how many of PostgreSQL's; each has a round of its own, as each is recovered from.
    """
    rng = Random(seed)
    full, rest = divmod(program, PROGRAM_KILLS_A_ROUND)
    asked = [(SERVER, 1)] * server + [(PROGRAM, PROGRAM_KILLS_A_ROUND)] * full + [(PROGRAM, rest)] * bool(rest)
    rng.shuffle(asked)
    for number in count():
        if number < len(asked):
            (sort, many), slower = asked[number], 1
        else:
            # All the kills asked for are done, and what is wanted still is writes: work longer before the one kill.
            sort, many, slower = SERVER if server else PROGRAM, 1, SLOWER
        yield Round(number, tuple(_kill(rng, sort, slower) for _ in range(many)))


def _kill(rng: Random, sort: tuple[Victim, ...], slower: int) -> Kill:
    longest = slower * (0.9 if sort is SERVER else 0.5)
    return Kill(rng.choice(sort), round(rng.uniform(0.02, longest), 4), rng.randrange(1000))

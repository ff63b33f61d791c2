"""The process that looks through one file: it reads it from its input, and answers with a verdict and the copy.

It may use little memory, time and room, opens no connection, and is ended when it takes too long. Whatever a hostile
file does to a library, it does here and to nothing else.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY, SECONDS, BYTES = 1_000_000_000, 25, 200_000_000


def confine() -> None:
    """Take from this process what it does not need."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(ending: str) -> None:
    """Look through what comes in, and write the answer: a line of JSON, then the copy."""
    from keywork.web.documents.intake.looking import look
    from keywork.web.documents.intake.verdicts import Refusal

    confine()
    told: dict[str, object]
    content = b""
    try:
        copy = look(sys.stdin.buffer.read(BYTES), ending)
    except Refusal as refusal:
        told = {"refused": refusal.code}
    except (MemoryError, RecursionError):
        told = {"refused": "time"}
    else:
        told = {"media_type": copy.media_type, "ending": copy.ending, "taken_out": copy.taken_out}
        content = copy.content
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main(sys.argv[1])

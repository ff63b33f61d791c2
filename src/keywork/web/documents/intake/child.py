"""The process that opens files: it reads one from its input, does one thing with it, and writes the answer.

It may use little memory, time and room, opens no connection, and is ended when it takes too long. Whatever a hostile
file does to a library, it does here and to nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

MEMORY, SECONDS, BYTES = 1_500_000_000, 100, 200_000_000
Told = dict[str, Any]


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


def _look(asked: Told, content: bytes) -> tuple[Told, bytes]:
    from keywork.web.documents.intake.looking import look

    copy = look(content, asked["ending"])
    return {"media_type": copy.media_type, "ending": copy.ending, "taken_out": copy.taken_out}, copy.content


def _page(asked: Told, content: bytes) -> tuple[Told, bytes]:
    from keywork.web.documents.redaction.marking import marked, shown
    from keywork.web.documents.redaction.pages import one_page

    count, number, page = one_page(content, asked["media_type"], asked["number"])
    what = marked(page, asked["terms"], asked["boxes"].get(str(number), []))
    into = BytesIO()
    if asked["picture"]:
        shown(page, what).save(into, "PNG")
    return {"pages": count, "number": number, "text": page.text, "found": what.found}, into.getvalue()


def _redact(asked: Told, content: bytes) -> tuple[Told, bytes]:
    from keywork.web.documents.redaction.making import make

    boxes = {int(number): some for number, some in asked["boxes"].items()}
    made = make(content, asked["media_type"], asked["terms"], boxes)
    return {"pages": made.pages, "found": made.found, "left": made.left}, made.content


DOES: dict[str, Callable[[Told, bytes], tuple[Told, bytes]]] = {"look": _look, "page": _page, "redact": _redact}


def main() -> None:
    """Do what is asked, and write the answer: a line of JSON, then bytes."""
    from keywork.web.documents.intake.verdicts import Refusal

    confine()
    told: Told
    content = b""
    head, _, sent = sys.stdin.buffer.read(BYTES).partition(b"\n")
    try:
        asked = json.loads(head)
        told, content = DOES[asked["do"]](asked, sent)
    except Refusal as refusal:
        told = {"refused": refusal.code}
    except (MemoryError, RecursionError):
        told = {"refused": "time"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


if __name__ == "__main__":
    main()

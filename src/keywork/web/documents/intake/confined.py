"""Asking the process that looks through files, from the product."""

from __future__ import annotations

import json
import subprocess
import sys

from keywork.web.documents.intake.verdicts import WORDS, Copy, Refusal

CHILD = "keywork.web.documents.intake.child"
LONGEST = 30.0


def look_through(content: bytes, ending: str, *, longest: float = LONGEST) -> Copy:
    """Let a file be looked through in a process of its own.

    Args:
        content: the file.
        ending: of its name, in small letters and without the dot.
        longest: how many seconds it may take.

    Raises:
        Refusal: it is not taken in, or did away with the process that looked at it.
    """
    safe = ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else "none"
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and an ending of letters
            [sys.executable, "-I", "-m", CHILD, safe],
            input=content, capture_output=True, timeout=longest, env={"PATH": "/usr/bin:/bin"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal("time") from error
    head, _, copy = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise Refusal("time")
    told = json.loads(head)
    if "refused" in told:
        raise Refusal(told["refused"] if told["refused"] in WORDS else "damaged")
    return Copy(told["media_type"], told["ending"], copy, tuple(told["taken_out"]))

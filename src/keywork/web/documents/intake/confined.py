"""Asking the process that opens files, from the product."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from keywork.web.documents.intake.verdicts import WORDS, Copy, Refusal

CHILD = "keywork.web.documents.intake.child"
LONGEST, LONGEST_REDACTION = 30.0, 120.0
Boxes = Mapping[int, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a document as it is shown to whoever takes words out.

    Args:
        pages: how many pages the document has.
        number: of the page: the nearest one where there is none of the number asked for.
        text: the words of the page.
        found: how often each term stands on it.
        picture: a PNG of it, or nothing where none was asked for.
    """

    pages: int
    number: int
    text: str
    found: dict[str, int]
    picture: bytes


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted copy; without content where ``left`` names what could still be read."""

    content: bytes
    pages: int
    found: dict[str, int]
    left: list[str]


def look_through(content: bytes, ending: str, *, longest: float = LONGEST) -> Copy:
    """Let a file be looked through in a process of its own.

    Args:
        content: the file.
        ending: of its name, in small letters and without the dot.
        longest: how many seconds it may take.

    Raises:
        Refusal: it is not taken in, or did away with the process that looked at it.
    """
    told, copy = _asked({"do": "look", "ending": ending}, content, longest)
    return Copy(told["media_type"], told["ending"], copy, tuple(told["taken_out"]))


def page_of(
    content: bytes, media_type: str, number: int, terms: Sequence[str], boxes: Boxes, *, picture: bool
) -> Shown:
    """Let one page of a document be shown, with what would go from it.

    Raises:
        Refusal: it cannot be shown.
    """
    asked = {"do": "page", "media_type": media_type, "number": number, "terms": list(terms), "picture": picture}
    told, drawn = _asked(asked | {"boxes": _keyed(boxes)}, content, LONGEST)
    return Shown(told["pages"], told["number"], told["text"], told["found"], drawn)


def redact(content: bytes, media_type: str, terms: Sequence[str], boxes: Boxes) -> Redacted:
    """Let the redacted copy of a document be made.

    Raises:
        Refusal: it cannot be.
    """
    asked = {"do": "redact", "media_type": media_type, "terms": list(terms), "boxes": _keyed(boxes)}
    told, made = _asked(asked, content, LONGEST_REDACTION)
    return Redacted(made, told["pages"], told["found"], told["left"])


def _keyed(boxes: Boxes) -> dict[str, Any]:
    return {str(number): [list(one) for one in some] for number, some in boxes.items()}


def _asked(asked: Mapping[str, Any], content: bytes, longest: float) -> tuple[dict[str, Any], bytes]:
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-I", "-m", CHILD],
            input=json.dumps(asked).encode() + b"\n" + content, capture_output=True, timeout=longest,
            env={"PATH": "/usr/bin:/bin"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal("time") from error
    head, _, answer = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise Refusal("time")
    told: dict[str, Any] = json.loads(head)
    if "refused" in told:
        raise Refusal(told["refused"] if told["refused"] in WORDS else "damaged")
    return told, answer

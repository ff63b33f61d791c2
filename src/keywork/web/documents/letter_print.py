"""What is printed: letters for an envelope with a window, and threads of messages, as PDF that a screen reader reads
(PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keywork.web.documents.letter_markup import Block, blocks

HERE = Path(__file__).parent / "letter_print"
MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on one copy of a letter.

    Args:
        title: of the document, without anybody's name.
        sender: the authority.
        office: its address and how to reach it.
        window: what shows in the envelope's window, line by line.
        greeting: for example ``Dear Robin Sample``.
        date: the day of the letter, in words.
        reference: of the case.
        because: why its reader has a copy, where the letter speaks to somebody else.
        text: in the letter's markup.
        signed: who signs, line by line.
        enclosed: what goes with it.
        sample: it is a preview and says so.
    """

    title: str
    sender: str
    office: str
    window: Sequence[str]
    greeting: str
    date: str
    reference: str
    text: str
    signed: Sequence[str]
    enclosed: Sequence[str] = field(default_factory=tuple)
    because: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The sheet that lies on a printed letter until it is in its envelope, to compare the two."""

    reference: str
    token: str
    kind: str
    pages: int
    enclosed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as it stands on paper."""

    who: str
    when: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class ThreadPaper:
    """A thread of messages as evidence.

    Args:
        title: with whom, in words.
        whose: whose case it is.
        sender: the authority.
        reference: of the case.
        saved: who saved it, and when.
        messages: all that the thread holds, in the order in which they were written down.
    """

    title: str
    whose: str
    sender: str
    reference: str
    saved: str
    messages: Sequence[Kept]


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    made.filters["direction"] = direction
    return made


def direction(text: str) -> str:
    """Return in which direction a line is read, by its first letter: the printer does not know ``dir="auto"``."""
    first = next((one for one in map(bidirectional, text) if one in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def as_html(paper: Paper) -> str:
    """Return a letter as the page it is printed from."""
    pieces: list[Block] = blocks(paper.text)
    return _environment().get_template("letter.html").render(paper=paper, blocks=pieces, office=blocks(paper.office))


def as_pdf(paper: Paper) -> bytes:
    """Return a letter as a PDF."""
    return printed(as_html(paper))


def cover_pdf(cover: Cover) -> bytes:
    """Return the sheet that lies on a printed letter."""
    return printed(_environment().get_template("cover.html").render(cover=cover))


def thread_pdf(paper: ThreadPaper) -> bytes:
    """Return a thread of messages as a PDF."""
    return printed(_environment().get_template("thread.html").render(paper=paper))


def printed(html: str, *more: str) -> bytes:
    """Return a page as a PDF that a screen reader can read, with the look of letters and further rules of style."""
    # The printer takes longer to load than all pages: who serves them need not wait for it.
    from keywork.web.documents.typesetting import typeset

    return typeset(html, (HERE / "letter.css").read_text(encoding="utf-8"), *more)

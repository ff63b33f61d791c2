"""Which of several alike an event belongs to: the review, the adviser, the appeal. One thread, one clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from keywork.core.clocks import ONE_OF_EACH
from keywork.core.events import CORRECTION_KINDS, Event
from keywork.core.loading import load_register
from keywork.core.register import EventKind
from keywork.web.advice import bodies
from keywork.web.deadlines import decisions

ADVICE = "advice-body"
BODY_FIELDS = ("body", "body_kind")
REVIEW = "review"
# Who can be asked for advice: the end of the thread's name, words, and the kind of body that exceptions go by.
BODIES = tuple((body.code, body.title, body.kind) for body in bodies.BODIES)
PREFIXES = {ADVICE: "advice"}
NOUNS = {ADVICE: "adviser", "icb-change": "change of board", "care-complaint": "complaint about care"}


def are_several(kind: EventKind) -> bool:
    """Say whether a case can hold several of what a kind of event belongs to."""
    return bool(kind.thread) and kind.thread not in ONE_OF_EACH


def noun(kind: EventKind) -> str:
    """Return what a kind of event belongs to, in words."""
    thread = kind.thread or ""
    return NOUNS.get(thread, thread.replace("-", " "))


def known(record: Iterable[Event], kind: EventKind) -> list[str]:
    """Return the threads that a case has of what a kind of event belongs to, the latest first."""
    kinds = load_register().kinds
    events = [event for event in record if event.kind not in CORRECTION_KINDS and event.kind in kinds]
    events = [event for event in events if not decisions.is_given_here(event.thread)]
    found = [event.thread for event in events if event.thread and kinds[event.kind].thread == kind.thread]
    return list(dict.fromkeys(reversed(found)))


def words(thread: str) -> str:
    """Return a thread as people say it, for example ``Educational psychology`` or ``review 2026``."""
    if decisions.is_given_here(thread):
        return decisions.words_of(thread)
    prefix, _, name = thread.partition("/")
    if prefix == PREFIXES[ADVICE] and name:
        return bodies.title_of(thread)
    return thread.replace("/", " ").replace("-", " ")


def veiled(thread: str) -> str:
    """Return a thread in words for those who must not read what somebody typed: only what is a code or a number."""
    prefix, _, name = thread.partition("/")
    if decisions.is_given_here(thread):
        return decisions.words_of(thread)
    if name.isascii() and (name.replace("-", "").isdigit() or bodies.code_of(thread) in bodies.BY_CODE):
        return words(thread)
    return f"{prefix.replace('-', ' ')} (name not shown)" if name else "name not shown"


def token(thread: str) -> str:
    """Return what stands for a thread in an address, where words that somebody typed must not."""
    return sha256(thread.encode()).hexdigest()[:12]


def of_token(record: Iterable[Event], text: str) -> str | None:
    """Return the thread of a case that a token stands for, or None."""
    return next((event.thread for event in record if event.thread and token(event.thread) == text), None)


def new_ones(kind: EventKind, there: Sequence[str]) -> list[tuple[str, str]]:
    """Return threads that a case may well begin, with their words."""
    if kind.thread != ADVICE:
        return []
    return [
        (f"advice/{body}", f"{title} (not asked yet)") for body, title, _ in BODIES if f"advice/{body}" not in there
    ]


def named(kind: EventKind, text: str, there: Sequence[str], on: date) -> str:
    """Return the thread that somebody named in words; an empty name gets the year of a review, or the next number."""
    prefix = PREFIXES.get(kind.thread or "", kind.thread or "")
    plain = re.sub(r"[^a-z0-9]+", "-", text.casefold().removeprefix(prefix).strip()).strip("-")
    for thread in there:
        if text.strip().casefold() in (thread, words(thread).casefold()) or thread == f"{prefix}/{plain}":
            return thread
    if plain:
        return f"{prefix}/{plain}"[:80]
    first = str(on.year) if kind.thread == REVIEW else "1"
    taken = {thread.casefold() for thread in there}
    names = (
        f"{prefix}/{first}",
        *(f"{prefix}/{first}-{n}" if kind.thread == REVIEW else f"{prefix}/{n}" for n in range(2, 999)),
    )
    return next(name for name in names if name not in taken)


def body_of(thread: str | None, kind: EventKind) -> dict[str, object]:
    """Return the details of an adviser, as its thread tells them."""
    name = (thread or "").rpartition("/")[2]
    code = bodies.code_of(thread)
    body_kind = bodies.BY_CODE[code].kind if code in bodies.BY_CODE else "other"
    told = {"body": name, "body_kind": body_kind}
    return {field: told[field] for field in BODY_FIELDS if field in kind.fields and name}

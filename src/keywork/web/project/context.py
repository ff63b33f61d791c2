"""What every page knows: whose site it is, who is signed in, and where they may go."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest

from keywork.web.accounts import second_step
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import can, decide
from keywork.web.kernel import clock
from keywork.web.messages.queries import unread
from keywork.web.returns.queries import census_day
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural
from keywork.web.vaults.waiting import all_waiting, reveals_waiting

DEMO_PAGES = (
    ("Life stories", "nonprod:stories"),
    ("Take another day for today", "nonprod:today"),
    ("Components", "nonprod:components"),
)
WIDE = frozenset({Scope.AREA, Scope.TEAM, Scope.SETTING})
# How many letters of the menu stand in one line of a wide screen, and what lies between two of its items.
LINE, GAP = 96, 3
RECENT = 60  # days after census day in which a return tells of now


@dataclass(frozen=True, slots=True)
class Link:
    """One item of the navigation."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """The navigation, as one line on a wide screen.

    Args:
        shown: what stands in the line.
        more: what is behind "More".
        counted: what waits, at the end of the line, so that nobody has to open anything to be told.
        waiting: how much waits in all, for screens on which the whole menu is closed.
    """

    shown: list[Link] = field(default_factory=list)
    more: list[Link] = field(default_factory=list)
    counted: list[Link] = field(default_factory=list)
    waiting: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown or self.counted)

    @property
    def is_in_more(self) -> bool:
        """Say whether the page stands behind "More"."""
        return any(one.current for one in self.more)


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The day that stands for today in a demonstration, and how far it is away."""

    day: date
    away: str

    @classmethod
    def taken(cls) -> OtherDay | None:
        days = (clock.today() - clock.real_today()).days
        if days == 0:
            return None
        return cls(clock.today(), f"{plural(abs(days), 'day')} {'ahead' if days > 0 else 'back'}")


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of a page shows."""

    authority: str = ""
    user: str = ""
    role: str = ""
    navigation: Menu = field(default_factory=Menu)
    messages: list[Any] = field(default_factory=list)
    demo: bool = False
    demo_people: str = ""
    demo_pages: list[tuple[str, str]] = field(default_factory=list)
    other_day: OtherDay | None = None
    data_ends: Callable[[], date | None] = lambda: None


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the frame of a page what it shows."""
    actor = getattr(request, "actor", None)
    notes = list(get_messages(request)) if hasattr(request, "_messages") else []
    demo = bool(settings.CONFIG.demo)
    people = address("nonprod:people") if demo else ""
    if not isinstance(actor, Actor) or actor.is_system:
        return {"page": Page(messages=notes, demo=demo, demo_people=people)}
    role = Role(actor.role).label if actor.role else ""
    navigation = Menu() if second_step.is_missing(request) else _navigation(request, actor)
    pages = [(text, address(name)) for text, name in DEMO_PAGES] if demo else []
    shown = Page(
        actor.authority.name,
        str(request.user),
        role,
        navigation,
        notes,
        demo,
        people,
        pages,
        OtherDay.taken(),
        _data_ends,
    )
    return {"page": shown}


def _data_ends() -> date | None:
    """Return the census day of the return that the record rests on, once that day is some time ago."""
    ended = census_day()
    return None if ended is None or (clock.today() - ended).days <= RECENT else ended


def places(actor: Actor) -> list[tuple[str, str]]:
    """Return the pages of the navigation that somebody has, by their words and names.

    Whoever has the list of clocks needs no list of cases beside it; and to search is for those who know of many cases.
    """
    found = []
    for text, name, action in settings.NAVIGATION:
        is_theirs = can(actor, action)
        if action == "case.list":
            is_theirs = is_theirs and not can(actor, "work.list")
        if action == "panel.list":  # they stand among the requests, for whoever looks through those
            is_theirs = is_theirs and not can(actor, "request.queue")
        if action == "reveal.answer":  # it stands among the alerts, for whoever has those
            is_theirs = is_theirs and not can(actor, "alert.read")
        if action == "case.find":
            is_theirs = bool(decide(actor, action).scopes & WIDE)
        if is_theirs:
            found.append((text, name))
    return found


def _navigation(request: HttpRequest, actor: Actor) -> Menu:
    theirs = places(actor)
    counts = {name: WAITING[name](actor) for _, name in theirs if name in WAITING}
    shown = [(f"{text} ({counts[name]})" if counts.get(name) else text, address(name)) for text, name in theirs]
    room = settings.LISTS_OF_ROOMS.get(request.resolver_match.app_name) if request.resolver_match else None
    if room in [name for _, name in theirs]:
        here = address(room)
    else:
        here = max((href for _, href in shown if request.path.startswith(href)), key=len, default=None)
    links = [Link(text, href, href == here) for text, href in shown]
    counted = [link for link, (_, name) in zip(links, theirs, strict=True) if name in WAITING]
    return _in_a_line([link for link in links if link not in counted], counted, sum(counts.values()))


def _in_a_line(links: list[Link], counted: list[Link], waiting: int) -> Menu:
    """Return a menu whose first line is not longer than a wide screen."""
    room = LINE - sum(_length(one) for one in counted)
    if sum(_length(one) for one in links) <= room:
        return Menu(links, [], counted, waiting)
    room -= len("More  ") + GAP  # with the arrow behind it
    ends = itertools.accumulate(_length(one) for one in links)
    fit = sum(end <= room for end in ends)
    return Menu(links[:fit], links[fit:], counted, waiting)


def _length(one: Link) -> int:
    return len(one.text) + GAP


# What waits for somebody is counted in the navigation itself, so that they are told on whatever page they are.
WAITING: dict[str, Callable[[Actor], int]] = {
    "casework:notices": all_waiting,
    "casework:reveals": reveals_waiting,
    "messages:news": unread,
}

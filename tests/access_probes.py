"""Asking the site as everybody, for what is not theirs: each ask is undone, so that the next finds the same world."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django_scopes import scopes_disabled

from factories import STANDS, make_case
from keywork.web.accounts.cells import ANYONE, IMPLIED, Scope
from keywork.web.accounts.models import Role, User
from keywork.web.accounts.routes import Route
from keywork.web.ledger.models import Case
from second_steps import force_login_with_both_steps
from site_routes import ROUTES, address
from world_made import World

EVERYBODY = (*Role.values, ANYONE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
NOWHERE = UUID("01234567-89ab-7cde-8f01-23456789abcd")
NAMED = {"own": Scope.OWN, "panel": Scope.GRANT}
# What grows whenever somebody asks, and says nothing of what they changed.
READS = re.compile(r"\s*\(*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|PRAGMA)\b", re.IGNORECASE)
WRITES = re.compile(r"\s*(\d+ times: )?(INSERT( OR \w+)? INTO|UPDATE|DELETE FROM)\s+\"?(?P<table>\w+)", re.IGNORECASE)
# What every look leaves, whatever was sent with it.
LOOKED = {"accounts.AccessSubject"}
GROWS = {"accounts.AccessEntry", "accounts.OpenSession", "sessions.Session", "accounts.FailedAttempts"}


class Visitors:
    """A browser of each role, whose session has begun; each ask is made in a copy of it and undone."""

    def __init__(self, world: World) -> None:
        self.kept: dict[str, SimpleCookie] = {}
        self.site = Client(raise_request_exception=False).handler
        for role in Role.values:
            client = Client()
            force_login_with_both_steps(client, world.staff.user(role))
            client.get("/accessibility/")
            self.kept[role] = client.cookies

    def client(self, role: str) -> Client:
        """Return a browser of a role."""
        client = Client(raise_request_exception=False)
        client.handler = self.site
        if role != ANYONE:
            client.cookies = SimpleCookie(self.kept[role].output(header="", sep=";"))
            for name, morsel in self.kept[role].items():
                client.cookies[name] = morsel.value
        return client

    @contextmanager
    def asking(self, role: str, method: str, where: str, **how: Any) -> Iterator[Answer]:
        """Ask, give the answer with the world as it left it, and undo it."""
        with transaction.atomic():
            response = self.client(role).generic(method, where, **how)
            yield Answer(response, _body(response))
            transaction.set_rollback(True)


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    response: HttpResponseBase
    body: bytes

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def led_to_sign_in(self) -> bool:
        return self.status == 302 and self.response.headers["Location"].startswith("/account/login/")


def _body(response: HttpResponseBase) -> bytes:
    streaming: Iterable[bytes] = getattr(response, "streaming_content", ())
    whole = b"".join(streaming) if response.streaming else response.content  # type: ignore[attr-defined]
    return TOKEN.sub(b"", whole)


def form(fields: dict[str, object]) -> dict[str, Any]:
    """Return a form as a browser sends it."""
    from urllib.parse import urlencode

    return {"data": urlencode(fields, doseq=True), "content_type": "application/x-www-form-urlencoded"}


@dataclass
class Relations:
    """The same case in every relation: theirs, their team's, the area's, and another authority's."""

    world: World
    cases: dict[str, Case] = field(init=False)
    event_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        staff = self.world.staff
        self.cases = {
            "theirs": self.world.mine,
            "their team's": make_case(staff, team=staff.team),
            "the area's": self.world.unallocated,
            "elsewhere": self.world.elsewhere,
        }
        with scopes_disabled():
            self.event_of = {which: str(case.events.first().pk) for which, case in self.cases.items()}

    def stands(self, role: str, which: str) -> frozenset[Scope]:
        """Return how far somebody's standing to one of the cases reaches, said without asking the product."""
        if which == "elsewhere" or role == ANYONE:
            return frozenset()
        found = {Scope.AREA, Scope.MASKED}
        if role == Role.MANAGER or (which != "the area's" and role in {Role.KEYWORKER, Role.BUSINESS_SUPPORT}):
            found.add(Scope.TEAM)
        if which == "theirs" and role == Role.KEYWORKER:
            found.add(Scope.OWN)
        if which == "theirs" and role in STANDS:
            found |= IMPLIED[NAMED.get(STANDS[role]) or Scope(STANDS[role])] - {Scope.TEAM}
        return frozenset(found)


def of_a_case(route: Route) -> bool:
    """Say whether an address names a case."""
    return any(name == "case_id" for name, _ in route.parameters)


@dataclass
class Counted:
    """What a sweep asked and what was wrong."""

    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, fault: str | None) -> None:
        self.asked += 1
        if fault:
            self.wrong.append(fault)


def foreign_ids(world: World) -> dict[str, list[str]]:
    """Return identities that are not a keyworker's, a parent's or anybody's here, by the kind of record they name."""
    other, here = world.elsewhere, world.unallocated
    with scopes_disabled():
        people = User.objects.filter(membership__authority=other.authority).values_list("pk", flat=True)
        events = [str(case.events.first().pk) for case in (other, here)]
        return {
            "case": [str(other.pk), str(here.pk)],
            "person": [str(other.card.person_id), str(here.card.person_id)],
            "user": [str(pk) for pk in people[:4]],
            "event": events,
            "authority": [str(other.authority_id)],
        }


def swapped(route: Route, world: World, foreign: str) -> Iterator[str]:
    """Yield the addresses of a route with one of its identities swapped for a foreign one."""
    for name, converter in route.parameters:
        if converter in {"UUIDConverter"}:
            own = world.values(name, converter)
            yield address(route, world).replace(own, foreign, 1)


def probes(world: World, *, rounds: int = 1) -> Iterator[tuple[str, str, str, dict[str, Any], str]]:
    """Yield role, method, address, form and the foreign identity of every probe.

    Args:
        world: whose site it is.
        rounds: how many identities beside those of real records are tried, all unknown.
    """
    real = [one for some in foreign_ids(world).values() for one in some]
    unknown = [str(uuid5(NOWHERE, str(number))) for number in range(rounds)]
    fields = ("case", "case_id", "keyworker", "team", "user", "user_id", "person", "consent", "organisation", "event")
    for route, role in product(ROUTES, EVERYBODY):
        for foreign in (*real, *unknown):
            for where in swapped(route, world, foreign):
                yield role, "GET", where, {}, foreign
                yield role, "POST", where, form({}), foreign
        if not any(converter == "UUIDConverter" for _, converter in route.parameters):
            for foreign in real[: 2 + rounds]:
                query = "&".join(f"{name}={foreign}" for name in fields)
                yield role, "GET", f"{address(route, world)}?{query}", {}, foreign
                yield role, "POST", address(route, world), form(dict.fromkeys(fields, foreign)), foreign


def snapshot() -> dict[str, set[tuple[Any, ...]]]:
    """Return every row of the product's tables that do not merely grow."""
    with scopes_disabled():
        return {
            model._meta.label: {tuple(map(repr, row)) for row in model._base_manager.values_list()}
            for model in apps.get_models()
            if model.__module__.startswith("keywork") and model._meta.label not in GROWS
        }


def wrote(statements: Iterable[Mapping[str, str]]) -> bool:
    """Say whether something was written besides rows that merely grow; where that cannot be told, that it was."""
    grows = {model._meta.db_table for model in apps.get_models() if model._meta.label in (*GROWS, *LOOKED)}
    for one in statements:
        if READS.match(one["sql"]):
            continue
        told = WRITES.match(one["sql"])
        if told is None or told["table"] not in grows:
            return True
    return False


def tell(name: str, counted: Counted, **more: object) -> None:
    """Print what a sweep found, and keep it where somebody gathers the figures."""
    figures = {"asked": counted.asked, "wrong": len(counted.wrong), **more}
    print(f"{name}: " + ", ".join(f"{value:,} {key}" if isinstance(value, int) else f"{key} {value}"
                                  for key, value in figures.items()))  # fmt: skip
    folder = os.environ.get("KEYWORK_FIGURES")
    if folder:
        Path(folder, f"{name}.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")

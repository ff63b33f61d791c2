"""What somebody may not know of answers like what does not exist: byte for byte, and with as many questions asked.

``make torture-access`` asks every page as all 25; here some are asked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote
from uuid import uuid5

import pytest
from django.db import connection
from django_scopes import scope

from access_probes import EVERYBODY, NOWHERE, Answer, Counted, Visitors, form, tell
from factories import Staff, involve_everybody, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.accounts.routes import Route
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.people import family
from keywork.web.people.models import Barrier, CaseCard, FamilyMember
from keywork.web.people.policy import CASES
from keywork.web.vaults import contacts, reveals
from keywork.web.vaults.models import CHILD
from records_made import make_agreement, make_request
from site_routes import ROUTES, address
from world_made import World, make_world

pytestmark = pytest.mark.django_db
WHOLE = bool(os.environ.get("KEYWORK_FIGURES"))
ONE_IN = 1 if WHOLE else 14
NONCE = re.compile(rb"nonce-[A-Za-z0-9_-]+|nonce=\"[^\"]+\"")
INVENTED = str(uuid5(NOWHERE, "no trace"))
# An alert is written of whoever asks for a case from which they are kept: they know of the child already.
TOLD = "kept from"


@dataclass(frozen=True)
class Probe:
    """An address with a real identity that is not theirs, and the same with one of nothing."""

    route: Route
    role: str
    method: str
    which: str
    real: str
    invented: str


def seen(answer: Answer, where: str) -> dict[str, object]:
    """Return everything that a browser gets, but for what differs between any two answers and for its own address."""
    own = tuple({where.encode(), quote(where).encode(), quote(where, safe="").encode()})

    def told(text: bytes) -> bytes:
        for one in own:
            text = text.replace(one, b"WHERE")
        return NONCE.sub(b"", text)

    headers = {
        name: told(value.encode()) for name, value in answer.response.headers.items() if name != "Content-Length"
    }
    cookies = {
        name: {key: value for key, value in morsel.items() if key != "expires"}
        for name, morsel in answer.response.cookies.items()
    }
    return {"status": answer.status, "body": told(answer.body), "headers": headers, "cookies": cookies}


def asking(visitors: Visitors, role: str, method: str, where: str) -> tuple[dict[str, object], list[str]]:
    """Ask, and return what a browser gets and the statements that the database was asked."""
    sent = form({}) if method == "POST" else {}
    told: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        told.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note), visitors.asking(role, method, where, **sent) as answer:
        found = seen(answer, where)
    return found, told


def hidden_cases(world: World) -> dict[str, Case]:
    """Return cases that nobody, or hardly anybody, may know of, though everybody has to do with them."""
    staff = world.staff
    cases = {"elsewhere": world.elsewhere, "nobody's": world.unallocated}
    with scope(authority=staff.authority):
        for which in ("restricted", TOLD):
            made = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
            involve_everybody(staff, made)
            cases[which] = made
        CaseCard.objects.filter(case=cases["restricted"]).update(restricted=True)
        for user in staff.people.values():
            Barrier.objects.create(
                authority=staff.authority, person=cases[TOLD].card.person, kind="conflict", reason="R" * 20, user=user,
                set_at=clock.now(), set_by="system:test",
            )  # fmt: skip
    return cases


def knowing(staff: Staff, case: Case) -> set[str]:
    """Return the roles that find a case by its index card, whatever else of it is closed to them."""
    with scope(authority=staff.authority):
        return {role for role in staff.people if CASES.can(staff.actor(role), "case.find", case.card)}


def foreign(staff: Staff, case: Case) -> dict[str, str]:
    """Return what belongs to a case that is not theirs, by the name of the parameter."""
    with scope(authority=case.authority):
        person = case.card.person
        agreement = make_agreement(person)
        member = FamilyMember.objects.filter(person=person).first()
        keyworker = staff.actor(Role.KEYWORKER)
        point = contacts.write_point(
            actor=keyworker, card=case.card, kind="phone", value="1", member=None, reached=[CHILD], hidden=False
        )
        reveal = reveals.ask(actor=staff.actor(Role.DSCO), card=case.card, kind="address", reason="R" * 20)
        user = staff.user(Role.ANALYST)
        barrier = family.declare_conflict(actor=keyworker, card=case.card, user=user, reason="R" * 20)
        event = case.events.get()
    asked = make_request(staff, case)
    assert member is not None
    return {
        "event_id": str(event.pk), "agreement_id": str(agreement), "member_id": str(member.pk),
        "point_id": str(point.pk), "reveal_id": str(reveal.pk), "barrier_id": str(barrier.pk), "user_id": str(user.pk),
        "asked_id": str(asked.request_id), "asking_id": str(asked.pk),
    }  # fmt: skip


def probes(world: World, cases: dict[str, Case], inside: dict[str, str]) -> Iterator[Probe]:
    """Yield each page with an identity in its address, as everybody, both ways, for what is not theirs."""
    methods = ("GET", "POST")
    for route, role, method in product(ROUTES, EVERYBODY, methods):
        names = {name for name, converter in route.parameters if converter == "UUIDConverter"}
        where = address(route, world)
        if "case_id" in names:
            for which, case in cases.items():
                mine = str(world.mine.pk)
                yield Probe(
                    route, role, method, which, where.replace(mine, str(case.pk)), where.replace(mine, INVENTED)
                )
        for name in names - {"case_id"}:
            real = inside.get(name)
            if real:
                own = world.values(name, "UUIDConverter")
                start, _, end = where.rpartition(own)
                yield Probe(route, role, method, f"another's {name}", f"{start}{real}{end}", f"{start}{INVENTED}{end}")


def test_what_is_not_theirs_and_what_does_not_exist_answer_alike() -> None:
    """AZ-05, AZ-06: status, body, headers, cookies and the questions put to the database."""
    world, counted, alike = make_world(), Counted(), 0
    cases = hidden_cases(world)
    elsewhere = make_staff("997", "Third Council")
    inside = foreign(elsewhere, make_case(elsewhere))
    visitors, known = Visitors(world), knowing(world.staff, world.unallocated)
    for probe in list(probes(world, cases, inside))[::ONE_IN]:
        real, asked = asking(visitors, probe.role, probe.method, probe.real)
        invented, asked_of_nothing = asking(visitors, probe.role, probe.method, probe.invented)
        if int(str(real["status"])) < 400 and int(str(invented["status"])) in {404, 405} and probe.which == "nobody's":
            continue  # it is theirs: whoever reaches the whole area
        if probe.which == "restricted" and probe.role == Role.DSCO:
            continue  # the one who answers for every restricted case
        place = f"{probe.method} {probe.route.name} as {probe.role}, {probe.which}"
        differing = [key for key in real if real[key] != invented[key]]
        counted.note(f"{place}: {differing} differ, {real['status']} {invented['status']}" if differing else None)
        alike += not differing
        if probe.which == TOLD:
            asked = [one for one in asked if 'INTO "vaults_alert"' not in one]
        if probe.which == "nobody's" and probe.role in known:
            continue  # no secret to them that there is such a case
        if len(asked) != len(asked_of_nothing):
            more = {one.split(" WHERE ")[-1][:160] for one in set(asked) ^ set(asked_of_nothing)}
            counted.note(f"{place}: {len(asked)} and {len(asked_of_nothing)} questions, {more}")
    tell("no-trace", counted, alike=alike)
    print(*counted.wrong, sep="\n")
    assert counted.wrong == []
    assert alike > (5_000 if WHOLE else 300)

"""The site asked over HTTP as all 25, for what is theirs and for what is not. ``make torture-access`` asks more of it."""

from __future__ import annotations

import os
from itertools import product

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access_probes import (
    EVERYBODY,
    Answer,
    Counted,
    Relations,
    Visitors,
    foreign_ids,
    form,
    of_a_case,
    probes,
    snapshot,
    tell,
    wrote,
)
from factories import CANARY
from keywork.web.accounts.cells import ANYONE
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import Membership, Role, User
from keywork.web.accounts.routes import Route
from keywork.web.people.models import CaseCard, Involvement
from site_routes import ROUTES, address, in_every_run
from world_made import make_world

pytestmark = pytest.mark.django_db
WHOLE = bool(os.environ.get("KEYWORK_FIGURES"))
# Pages that ask more than their action: the clock must be one that the role reads, the class must be open in their
# relation (who only reads of their own doings reads those where a case is their own), or the case one they may open.
ADVISERS = {"educational-psychologist", "social-worker", "therapist", "dsco", "dco"}
OWN_DOINGS = {"keyworker", "panel-member", "business-support", "commissioner", "sendiass", "mediator"}
SETTINGS = {"senco", "college", "early-years"}
FAMILIES = {"parent", "young-person"}
ASKS_MORE = {
    "casework:why": ADVISERS,
    "casework:looked": ADVISERS | OWN_DOINGS | SETTINGS,
    "casework:reveal": {"social-worker", "information-governance"},
    "casework:reveal-open": {"social-worker", "information-governance"},
    "messages:start": ADVISERS | SETTINGS | FAMILIES | {"sendiass", "mediator"},  # they write in a thread of their own
    "messages:write": {"keyworker", "manager"},  # they choose whom to write to first
    # The exception is of one case, and under the address of another it is not there.
    **{f"exceptions:{page}": {"manager"} for page in ("reliance", "answer", "take-back", "review")},
}


def _fault(route: Route, role: str, method: str, answer: Answer, *, allowed: bool) -> str | None:
    if answer.status >= 500:
        return f"it broke ({answer.status})"
    if not allowed:
        refused = answer.led_to_sign_in if role == ANYONE else answer.status in {403, 404, 405}
        return None if refused else f"answered {answer.status}, though nothing of it is theirs"
    if answer.status in {403, 404} and role not in ASKS_MORE.get(route.name, ()):
        return None if method == "POST" and answer.status == 404 else f"refused ({answer.status}), though it is theirs"
    return None


def test_every_page_of_a_case_answers_every_role_in_every_relation_as_the_matrix_says() -> None:
    """AZ-03: pages of a case × 25 × 4 relations × 2 verbs; the other routes are asked in ``test_matrix``."""
    world, counted = make_world(), Counted()
    relations, visitors = Relations(world), Visitors(world)
    pages = in_every_run([route for route in ROUTES if of_a_case(route)])
    for route, role, (which, case), method in product(pages, EVERYBODY, relations.cases.items(), ("GET", "POST")):
        assert route.declared is not None
        reach = matrix()[route.declared.action(method)].scopes(role)
        allowed = bool(reach & relations.stands(role, which))
        where = address(route, world).replace(str(world.mine.pk), str(case.pk))
        where = where.replace(str(world.event_id), relations.event_of[which])
        with visitors.asking(role, method, where) as answer:
            fault = _fault(route, role, method, answer, allowed=allowed)
            counted.note(fault and f"{method} {route.name} as {role}, {which}: {fault}")
    tell("http-matrix", counted, pages=len(pages))
    assert counted.wrong == []
    assert counted.asked == len(pages) * len(EVERYBODY) * 4 * 2


def test_what_is_swapped_for_somebody_elses_is_not_there() -> None:
    """AZ-06: identities of another authority, another family and nobody, in the path, the query and the form."""
    world, counted = make_world(), Counted()
    visitors, before = Visitors(world), snapshot()
    people = {str(user.pk) for user in User.objects.filter(membership__authority=world.elsewhere.authority)}
    bodies: dict[tuple[str, str], set[bytes]] = {}
    asked = list(probes(world, rounds=3 if WHOLE else 1))
    for role, method, where, sent, foreign in asked[:: max(1, len(asked) // (12_000 if WHOLE else 1_200))]:
        with visitors.asking(role, method, where, **sent) as answer:
            counted.note(_leak(world, role, method, where, answer, foreign in people))
            if method == "GET" and answer.status == 404 and role != ANYONE:
                bodies.setdefault((role, where.split(foreign)[0]), set()).add(answer.body)
    differing = [place for place, found in bodies.items() if len(found) > 1]
    assert snapshot() == before
    tell("probes", counted, leaks=len(counted.wrong), different_404=len(differing))
    assert counted.wrong == []
    assert differing == [], "a record that is not theirs and one that does not exist look different"
    assert counted.asked >= (10_000 if WHOLE else 1_000)


def _leak(world: object, role: str, method: str, where: str, answer: Answer, person: bool) -> str | None:
    place = f"{method} {where} as {role}"
    if answer.status >= 500:
        return f"{place}: it broke ({answer.status})"
    if "/cases/" in where and "?" not in where and CANARY.encode() in answer.body and role != Role.MANAGER:
        rule = role in {Role.DSCO, Role.DCO, Role.KEYWORKER}
        return None if rule else f"{place}: it names a child"
    if person and answer.status < 300 and "?" not in where and method == "GET":
        return f"{place}: it shows an account of another authority"
    return None


def test_no_form_takes_a_column_that_it_does_not_show() -> None:
    """AZ-08: every column of every table, sent to every page that takes a form, as those who may send it."""
    world, counted = make_world(), Counted()
    visitors, before = Visitors(world), snapshot()
    stranger = foreign_ids(world)["authority"][0]
    columns = {field.attname for model in apps.get_models() for field in model._meta.concrete_fields}
    shown = {"text", "name", "reason", "email", "password", "kind", "urn", "role", "relation", "classes", "answer"}
    hostile: dict[str, object] = dict.fromkeys(columns - shown, "zz-mass")
    hostile |= {"authority": stranger, "authority_id": stranger, "is_staff": "1", "is_superuser": "1"}
    known, looked = {repr(row) for rows in before.values() for row in rows}, 0
    for route, role in product(
        in_every_run(ROUTES), [Role.KEYWORKER, Role.MANAGER, Role.ADMINISTRATOR, Role.PARENT, Role.ANALYST]
    ):
        connection.queries_log.clear()  # it holds so many, and none of the later ones beyond
        told = CaptureQueriesContext(connection)
        with told, visitors.asking(role, "POST", address(route, world), **form(hostile)) as answer:
            # Every row is looked at only where one was written: that takes longer than all the rest.
            rows = snapshot().values() if wrote(told.captured_queries) else ()
            after = {repr(row) for some in rows for row in some}
            looked += bool(rows)
            taken = [row for row in after - known if "zz-mass" in row or stranger in row]
            broke = f"it broke ({answer.status})" if answer.status >= 500 else None
            counted.note(broke or (f"POST {route.name} as {role} took {taken[:1]}" if taken else None))
    tell("mass-assignment", counted, columns=len(columns), looked=looked)
    assert counted.wrong == []
    assert looked >= len(in_every_run(ROUTES)) / 20


def test_no_other_verb_does_anything() -> None:
    """AZ-09: every page by every other verb, and by a verb hidden in a form or a header: nothing changes."""
    world, counted = make_world(), Counted()
    visitors, before = Visitors(world), snapshot()
    hidden = {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"} | form({"_method": "DELETE"})
    for route, role in product(in_every_run(ROUTES), [Role.MANAGER, Role.ADMINISTRATOR, Role.PARENT]):
        for verb in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"):
            with visitors.asking(role, verb, address(route, world), **hidden) as answer:
                safe = verb in {"HEAD", "OPTIONS"}
                fault = answer.status >= 500 or (answer.status < 300 and not safe)
                counted.note(f"{verb} {route.name} as {role}: {answer.status}" if fault else None)
    assert snapshot() == before
    tell("verbs", counted)
    assert counted.wrong == []


def test_nobody_raises_themselves() -> None:
    """AZ-13: roles given to oneself, agreed to by oneself, accounts made without the right, cases taken alone."""
    world, counted = make_world(), Counted()
    visitors, staff = Visitors(world), world.staff
    before = set(Membership._base_manager.values_list("user_id", "role"))
    for role, user in staff.people.items():
        own = f"/users/{user.pk}/"
        asks = [
            (own, {"name": "Me", "role": wanted, "team": "", "organisation": "", "is_active": "on"})
            for wanted in ("administrator", "manager", "information-governance", "auditor")
        ]
        asks += [(f"{own}{page}/", {}) for page in ("password-link", "second-step", "end-sessions")]
        asks += [
            (f"/cases/{case.pk}/people/", {"email": user.email, "relation": relation, "reason": "I should like to see"})
            for case in (world.mine, world.unallocated)
            for relation in Involvement.Relation.values
        ]
        if role != Role.MANAGER:
            asks.append(("/allocate/", {"keyworker": str(user.pk), "which": "found"}))
            asks.append((f"/cases/{world.unallocated.pk}/record/decided-to-assess/", {"confirmed": "yes"}))
        if role != Role.ADMINISTRATOR:
            asks.append(("/users/add/", {"name": "Friend", "email": "friend@example.org", "role": "manager"}))
        for where, sent in asks:
            with visitors.asking(role, "POST", where, **form(sent)) as answer:
                rose = set(Membership._base_manager.values_list("user_id", "role")) != before
                took = CaseCard._base_manager.filter(case=world.unallocated, keyworker=user).exists()
                theirs = Involvement._base_manager.filter(user=user)
                gave = theirs.exclude(case=world.mine).exists() or theirs.count() > 1
                wrong = rose or took or gave or answer.status >= 500
                counted.note(f"{where} as {role}: {answer.status} {rose} {took} {gave}" if wrong else None)
    tell("escalation", counted)
    assert counted.wrong == []
    assert counted.asked >= 200

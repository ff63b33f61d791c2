"""My work in an area of twenty thousand cases, beside a plain list view and beside working the clocks out each time.

Each is asked for through the whole of Django, by a person who has signed in. Ours shows fifty running clocks with its
filter and tiles, in scope and by policy, and writes the row of the access log that names everybody shown, durably.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django_scopes import scope, scopes_disabled

from bench import plain_site
from bench.measuring import OF_THE_PROCESSOR, fact, interleaved, verdict
from factories import Staff, make_team, make_user
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import AccessEntry, Authority, User
from keywork.web.accounts.policy import Reach
from keywork.web.casework import worklist
from keywork.web.kernel import clock, written
from keywork.web.kernel.asat import AsAt
from keywork.web.nonprod.area import Area as Size
from keywork.web.nonprod.services import create
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.bench

AUTHORITY = ("996", "Working Council")
DEMO = ("995", "Greater Wexcombe Council")
PAGES, ROUNDS = 20, 7


@dataclass(frozen=True)
class Area:
    """An area of twenty thousand cases, by tens: ten teams of two thousand, ten keyworkers of two hundred each."""

    authority: Authority
    manager: User
    keyworker: User
    cases: int


@pytest.fixture(scope="module")
def area(staff: Staff) -> Area:
    size = replace(Size(), plans_in_force=14_000, requests=2_560, ended=825, left=128, arrived=114)
    made = create(code=DEMO[0], name=DEMO[1], seed=1, area=size, beside_others=True)
    with scope(authority=made.authority):
        teams = [make_team(made.authority, f"Team {number}") for number in range(10)]
        people = [make_user(made.authority, team=teams[number % 10]) for number in range(100)]
        cards = list(CaseCard.objects.order_by("case_id").values_list("pk", flat=True))
        for number, person in enumerate(people):
            some = CaseCard.objects.filter(pk__in=cards[number * 200 : (number + 1) * 200])
            some.update(keyworker=person, team=teams[number % 10])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    manager = next(user for user in made.staff.people if user.membership.role == "manager")
    return Area(made.authority, manager, people[0], len(cards))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def plain(person: User) -> Client:
    """The same person at the plain site; which middleware stands before it is settled with the first request."""
    with override_settings(MIDDLEWARE=plain_site.MIDDLEWARE), scopes_disabled():
        client = signed_in(person)
        client.get("/")
    return client


def asking(client: Client, address: str, mark_of_a_row: str) -> Callable[[], None]:
    def ask() -> None:
        with scopes_disabled():  # the plain view knows no scope; ours opens its own
            for _ in range(PAGES):
                response = client.get(address)
        assert response.content.decode().count(mark_of_a_row) == 50

    return ask


def test_the_work_list(area: Area) -> None:
    bare = asking(plain(area.manager), "/", 'href="/case/')
    whole = asking(signed_in(area.manager), "/work/", 'role="rowheader"')
    team = asking(signed_in(area.keyworker), "/work/?whose=team", 'role="rowheader"')
    own = asking(signed_in(area.keyworker), "/work/?whose=mine", 'role="rowheader"')
    with scopes_disabled():
        rows = AccessEntry.objects.count()
        timed = interleaved(bare, whole, team, own, rounds=ROUNDS)
        assert AccessEntry.objects.count() == rows + 3 * (ROUNDS + 1) * PAGES
    names = ("a plain list view", "My work of the whole area", "My work of a team", "My work of one keyworker")
    for words, timings in zip(names, timed, strict=True):
        fact(f"50 clocks of {area.cases:,} cases, {words}: {timings.middle / PAGES * 1000:.1f} ms a page")
    for words, timings in list(zip(names, timed, strict=True))[1:]:
        verdict(f"{words}, beside a plain list view", timed[0], timings, at_least=0.5)


def unpoliced(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware in the place of the policy's: it opens the authority's scope, names the actor and asks nothing."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.actor = actor_for(request.user)
        with scope(authority=request.actor.authority):
            return get_response(request)

    return answer


def without_policy(person: User, address: str) -> Callable[[], None]:
    """The same page without the policy's middleware and without its filter; what is asked for stays."""
    policed, plain_one = "keywork.web.accounts.middleware.PolicyMiddleware", f"{__name__}.unpoliced"
    standing = [plain_one if one == policed else one for one in settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=standing), scopes_disabled():
        client = signed_in(person)
        client.get(address)
    ask = asking(client, address, 'role="rowheader"')

    def asked() -> None:
        written.forget()
        with patch.object(Reach, "q", lambda *_: Q()):
            ask()
        written.forget()

    return asked


def test_the_work_list_without_its_policy(area: Area) -> None:
    for words, person, address in (
        ("the whole area", area.manager, "/work/"),
        ("a team", area.keyworker, "/work/?whose=team"),
        ("one keyworker", area.keyworker, "/work/?whose=mine"),
    ):
        rivals = without_policy(person, address), asking(signed_in(person), address, 'role="rowheader"')
        with scopes_disabled():
            off, on = interleaved(*rivals, rounds=ROUNDS, clock=OF_THE_PROCESSOR)
        verdict(f"My work of {words}, beside the same with its policy off", off, on, at_least=0.8)


def test_the_work_list_worked_out_each_time(area: Area) -> None:
    today = clock.today()

    def stored(actor: Actor, question: worklist.Question) -> None:
        assert worklist.counts(actor, question, today)["all"] > 50
        assert len(worklist.items(worklist.open_clocks(actor, question, today)[:50], "due")) == 50

    def worked_out(actor: Actor, question: worklist.Question) -> None:
        assert worklist.counts_of(worklist.items_at(actor, question, AsAt.now()), today)["all"] > 50

    for words, person, whose in (("the whole area", area.manager, "area"), ("a team", area.keyworker, "team")):
        asked = (actor_for(person), worklist.Question(whose=whose))
        with scope(authority=area.authority):
            fresh, kept = interleaved(lambda a=asked: worked_out(*a), lambda a=asked: stored(*a), rounds=3)
        verdict(f"My work of {words}, beside working every clock out for it", fresh, kept, at_least=20)

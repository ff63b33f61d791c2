"""An authority to load: its cases, its people with a live session each, and what each of them may see.

What a person may see is worked out here from who holds which case, by plain comparison: the pages are checked against
this and not against the product's own policy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from keywork.web.project.start import start_django

start_django()

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: E402 - Django is loaded first
from allauth.account.internal.userkit import user_id_to_str  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import connection  # noqa: E402
from django_scopes import scope  # noqa: E402

from keywork.web.accounts.models import Authority, Membership, Role, Team, User  # noqa: E402
from keywork.web.accounts.session_store import SessionStore  # noqa: E402
from keywork.web.advice.services.reminding import remind  # noqa: E402 - Django is loaded first
from keywork.web.kernel import clock  # noqa: E402
from keywork.web.kernel.planner import learn_sizes  # noqa: E402
from keywork.web.kernel.scoping import for_all_authorities  # noqa: E402
from keywork.web.ledger.models import LedgerEvent  # noqa: E402
from keywork.web.nonprod.area import Area  # noqa: E402
from keywork.web.nonprod.services import create  # noqa: E402
from keywork.web.people.models import CaseCard, Involvement  # noqa: E402
from keywork.web.vaults.restricting import LONGEST, OPENED  # noqa: E402
from load.others_world import COUNTS, Given, give  # noqa: E402
from second_steps import WHOSE, give_second_step  # noqa: E402

CODE, NAME, SEED = "995", "Greater Wexcombe Council", 1
# Of every twenty thousand cases: those in force, requests a year, ended, moved out and moved in.
OF_20_000 = (14_000, 2_560, 825, 128, 114)
CASES_OF_A_KEYWORKER, KEYWORKERS_OF_A_TEAM = 200, 10
MANAGERS = 6
# Who is not of the team: how many there are, and how they stand to some cases each.
OTHERS = {
    Role.EDUCATIONAL_PSYCHOLOGIST: (4, Involvement.Relation.REQUEST),
    Role.AUDITOR: (3, Involvement.Relation.SAMPLED),
}
CASES_OF_OTHERS, DAYS_OF_OTHERS = 30, 30
# One case in so many is restricted.
RESTRICTED_OF = 100


def sized(cases: int) -> Area:
    """Return an area of about so many cases."""
    counts = [max(2, round(count * cases / 20_000)) for count in OF_20_000]
    names = ("plans_in_force", "requests", "ended", "left", "arrived")
    return replace(Area(), **dict(zip(names, counts, strict=True)))


def make(cases: int) -> dict[str, Any]:
    """Fill a home that ``keywork init`` has prepared, and return its people and cases as the generator needs them."""
    made = create(code=CODE, name=NAME, seed=SEED, area=sized(cases), beside_others=True)
    with scope(authority=made.authority):
        people = _people(made.authority)
        _hand_out(made.authority, people[Role.KEYWORKER])
        named = _restrict(made.authority)
        given = give(made.authority, people, _involve(made.authority, people))
        # This morning's reminders, which the worker would send meanwhile: they write on cases that people save on.
        remind(made.authority)
        _learn_sizes()
        known = {case["id"]: case for case in _cases(named)}
        return {
            "authority": NAME,
            "today": clock.today().isoformat(),
            "sizes": {"cases": len(known), "events": LedgerEvent.objects.count(), "restricted": len(named)},
            "people": [_person(user, known, given) for some in people.values() for user in some],
            "cases": list(known.values()),
        }


def _people(authority: Authority) -> dict[str, list[User]]:
    """Make the people of each role; nobody signs in with a password here, so nobody has one."""
    keyworkers = max(2, CaseCard.objects.count() // CASES_OF_A_KEYWORKER)
    teams = max(2, keyworkers // KEYWORKERS_OF_A_TEAM)
    placed = [Team.objects.create(authority=authority, name=f"Load team {number}") for number in range(teams)]
    posts = [(Role.KEYWORKER, placed[number % teams]) for number in range(keyworkers)]
    posts += [(Role.MANAGER, None)] * MANAGERS
    posts += [(role, None) for role, (count, _) in OTHERS.items() for _ in range(count)]
    posts += [(role, None) for role, count in COUNTS.items() for _ in range(count)]
    found: dict[str, list[User]] = {}
    for number, (role, team) in enumerate(posts):
        user = User.objects.create(email=f"load{number}@load.example", display_name=f"Robin Load {number}")
        Membership.objects.create(user=user, authority=authority, role=role, team=team)
        give_second_step(user)
        found.setdefault(role, []).append(User.objects.select_related("membership").get(pk=user.pk))
    return found


def _hand_out(authority: Authority, keyworkers: list[User]) -> None:
    """Give every case to a keyworker and their team, in turn; some are left to nobody."""
    cards = list(CaseCard.objects.order_by("case__reference").values_list("pk", flat=True))
    CaseCard.objects.update(keyworker=None, team=None, restricted=False)
    Involvement.objects.filter(relation=Involvement.Relation.GRANT).delete()
    share = -(-len(cards) // len(keyworkers))
    for number, user in enumerate(keyworkers):
        mine = cards[number * share : (number + 1) * share]
        for first in range(0, len(mine) - 4, 500):
            some = CaseCard.objects.filter(pk__in=mine[first : min(first + 500, len(mine) - 4)])
            some.update(keyworker=user, team=user.membership.team_id)


def _restrict(authority: Authority) -> dict[str, list[str]]:
    """Restrict one case in a hundred; return who is named on each: of every second its keyworker, of the others nobody."""
    cards = list(CaseCard.objects.order_by("case__reference")[RESTRICTED_OF // 2 :: RESTRICTED_OF])
    CaseCard.objects.filter(pk__in=[card.pk for card in cards]).update(restricted=True)
    named = {str(card.pk): [str(card.keyworker_id)] * (number % 2) for number, card in enumerate(cards)}
    until = clock.now() + LONGEST
    Involvement.objects.bulk_create(
        Involvement(
            authority=authority, case_id=card.pk, user_id=user, relation=Involvement.Relation.GRANT, classes=OPENED,
            reason="For the load run", given_by="system:load", ends_at=until,
        )
        for card in cards
        if card.keyworker_id
        for user in named[str(card.pk)]
    )  # fmt: skip
    return named


def _involve(authority: Authority, people: dict[str, list[User]]) -> dict[str, list[str]]:
    """Let those who are not of the team have to do with some cases; return which, by person."""
    cases = list(CaseCard.objects.order_by("case__reference").values_list("pk", flat=True)[:1000])
    rng, until = Random(SEED), clock.now() + timedelta(days=DAYS_OF_OTHERS)
    given: dict[str, list[str]] = {}
    for role, (_, relation) in OTHERS.items():
        for user in people[role]:
            some = rng.sample(cases, min(CASES_OF_OTHERS, len(cases)))
            given[str(user.pk)] = [str(case) for case in some]
            Involvement.objects.bulk_create(
                Involvement(
                    authority=authority, case_id=case, user=user, relation=relation, reason="For the load run",
                    given_by="system:load", ends_at=until,
                )
                for case in some
            )  # fmt: skip
    return given


def _learn_sizes() -> None:
    """Let the database know how large everything is, and which pages all may read, as PostgreSQL does within minutes.

    Until its autovacuum was there, an index alone answers nothing, ours or the plain site's.
    """
    learn_sizes()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _cases(named: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    cards = CaseCard.objects.select_related("case__summary", "person")
    for card in cards.iterator(5000):
        person, summary = card.person, card.case.summary
        yield {
            "id": str(card.pk),
            "reference": card.case.reference,
            "surname": person.surname,
            "forename": person.forename,
            "born": person.born_on.isoformat() if person.born_on else "",
            "next": summary.next_deadline.isoformat() if summary.next_deadline else "",
            "events": summary.events,
            "is_open": summary.is_open,
            "keyworker": str(card.keyworker_id or ""),
            "team": str(card.team_id or ""),
            "named": named.get(str(card.pk)),
        }


def _person(user: User, known: dict[str, dict[str, Any]], given: Given) -> dict[str, Any]:
    member, who = user.membership, str(user.pk)
    team = str(member.team_id or "")
    open_to_them = {pk: case for pk, case in known.items() if case["named"] is None or who in case["named"]}
    of_mine = [pk for pk in given.cases.get(who, ()) if pk in open_to_them]
    of_mine = of_mine or [pk for pk, case in open_to_them.items() if case["keyworker"] == who]
    of_ours = [pk for pk, case in open_to_them.items() if team and case["team"] == team]
    return {
        "id": who,
        "name": user.display_name,
        "role": str(member.role),
        "sid": _session(user),
        "mine": of_mine,
        "team": sorted({*of_mine, *of_ours}),
        "asked": given.asked.get(who, []),
    }


def _session(user: User) -> str:
    """Open a session that has passed both steps, as signing in leaves one."""
    now = clock.now().timestamp()
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[WHOSE] = user_id_to_str(user)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now, "email": user.email},
        {"method": "mfa", "at": now, "type": "totp"},
    ]
    session["keywork_began"] = session["keywork_seen"] = now
    session.create()
    return str(session.session_key)


def lost(acknowledged: list[list[Any]]) -> list[list[Any]]:
    """Return the saves that the site acknowledged and the ledger does not have.

    Args:
        acknowledged: each the case, the place in its record, the kind, the day and the person.
    """
    wanted = {tuple(save) for save in acknowledged}
    with for_all_authorities():
        rows = LedgerEvent.objects.filter(recorded_by__startswith="user:")
        values = rows.values_list("case_id", "sequence", "kind", "occurred_on", "recorded_by")
        found = {(str(case), place, kind, str(on), by.removeprefix("user:")) for case, place, kind, on, by in values}
    return [list(save) for save in sorted(wanted - found)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", choices=("make", "lost"))
    asked.add_argument("file", type=Path, help="where the people are written, or the acknowledged saves are read")
    asked.add_argument("--cases", type=int, default=24_000)
    given = asked.parse_args()
    if given.what == "make":
        given.file.write_text(json.dumps(make(given.cases)), encoding="utf-8")
    else:
        print(json.dumps(lost(json.loads(given.file.read_text(encoding="utf-8")))))


if __name__ == "__main__":
    main()

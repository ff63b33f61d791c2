"""Unique words planted in what is kept from most, and a crawl of the whole site for them as everybody."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core import mail
from django.core.serializers import serialize
from django.db import connection
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories import Staff, involve_everybody, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.cells import ANYONE
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.accounts.routes import Route
from keywork.web.casework.services import write_note
from keywork.web.deadlines.services import record
from keywork.web.ledger.models import Case
from keywork.web.people import family
from keywork.web.people.models import FamilyMember
from keywork.web.returns.models import ReturnImport, ReviewItem
from keywork.web.vaults import contacts, glass, health, identity, restricting, reveals
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, BrokenGlass, Reveal
from rows_made import make_import
from site_routes import ROUTES
from torture.figures import tell

EVERYBODY = (*Role.values, ANYONE)
ADDRESS, FORMER, HEALTH = "hidden address", "former identity", "health of others"
RESTRICTED, NOTE = "restricted case", "note of a restricted case"
WORDS: dict[str, tuple[str, ...]] = {
    ADDRESS: ("9 Zyxaddress Lane", "07700zyxphone"),
    FORMER: ("Zyxformerforename", "Zyxformersurname", "H895279315557", "9434765919"),
    HEALTH: ("zyxillness",),
    RESTRICTED: ("Zyxrestricted",),
    NOTE: ("zyxnoteofrestricted",),
}
FAMILY_PAGE, HEALTH_PAGE = "casework:family", "casework:health-of-others"
# Who reads what, and where: the cells of the matrix in which these words may stand, and must.
MAY_READ: dict[str, set[tuple[str, str]]] = {
    ADDRESS: {(Role.PARENT, FAMILY_PAGE), (Role.YOUNG_PERSON, FAMILY_PAGE)},
    FORMER: set(),
    HEALTH: {(role, HEALTH_PAGE) for role in (Role.THERAPIST, Role.DCO, Role.INFORMATION_GOVERNANCE)},
    RESTRICTED: {(Role.DSCO, "")},
    NOTE: set(),
}


@dataclass(frozen=True)
class Planted:
    """An authority in which everybody has to do with two children; everything hidden bears a word of its own."""

    staff: Staff
    open_case: Case
    restricted: Case
    mother: FamilyMember
    imported: ReturnImport
    review: ReviewItem
    reveal: Reveal
    broken: BrokenGlass

    def values(self, case: Case) -> dict[str, str]:
        """What stands for each parameter of an address, for one of the two cases."""
        with scope(authority=self.staff.authority):
            point = contacts.points_of(self.open_case.card.person_id).filter(hidden=True).first()
            event = case.events.order_by("sequence").first()
        assert point is not None
        assert event is not None
        return {
            "case_id": str(case.pk), "person_id": str(case.card.person_id), "event_id": str(event.pk),
            "user_id": str(self.staff.user("analyst").pk), "team_id": str(self.staff.team.pk),
            "member_id": str(self.mother.pk), "point_id": str(point.pk), "reveal_id": str(self.reveal.pk),
            "kind": "decided-to-assess", "key": "receipt_day", "column_id": "assess_issued",
            "figure_id": "national-20-weeks", "import_id": str(self.imported.pk), "item_id": str(self.review.pk),
            "duty": "ehcp-final", "duty_id": "ehcp-final",
        }  # fmt: skip


def plant() -> Planted:
    """Plant a word in everything that is kept from most."""
    staff = make_staff()
    with scope(authority=staff.authority):
        shown = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team, surname="Sample")
        hidden = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team, surname="Zyxrestricted")
        for case in (shown, hidden):
            involve_everybody(staff, case)
        mother = _family(staff, shown)
        _vaults(staff, shown)
        imported = make_import(staff.authority)
        item = {"imported": imported, "kind": ReviewItem.Kind.ABSENT, "reason": "Not in it."}
        ReviewItem.objects.create(authority=staff.authority, case=hidden, person=hidden.card.person, **item)
        review = ReviewItem.objects.create(authority=staff.authority, case=shown, person=shown.card.person, **item)
        write_note(card=hidden.card, text=f"A {WORDS[NOTE][0]}.", actor=staff.actor(Role.KEYWORKER), author="Robin")
        named = [staff_member(staff, Role.KEYWORKER)]
        restricting.restrict(actor=staff.actor(Role.DSCO), card=hidden.card, named=named, reason="R" * 20)
        reveal, broken = _asked(staff, shown, hidden)
        record(
            case=hidden,
            entries=[NewEvent("decided-to-assess", date(2026, 10, 1))],
            actor=system("test", staff.authority),
        )
    return Planted(staff, shown, hidden, mother, imported, review, reveal, broken)


def staff_member(staff: Staff, role: str) -> User:
    """Somebody else of a role, who is nobody's standing person."""
    return make_user(staff.authority, role, name="Robin Named")


def _family(staff: Staff, case: Case) -> FamilyMember:
    by, card = staff.actor(Role.KEYWORKER), case.card
    said = {"relationship": "mother", "responsible": True, "user": staff.user(Role.PARENT)}
    mother = family.add_member(actor=by, card=card, name="Robin Parent", **said)
    family.add_member(actor=by, card=card, name="Sam Otherparent", relationship="father", responsible=True)
    there = {"member": mother, "reached": [str(mother.pk), CHILD]}
    shown = contacts.write_point(
        actor=by, card=card, kind="address", value=f"{WORDS[ADDRESS][0]}, Wexcombe", hidden=False, **there
    )
    address, phone = WORDS[ADDRESS]
    contacts.write_point(
        actor=by, card=card, kind="address", value=f"{address}, Wexcombe", hidden=True, replaces=shown, **there
    )
    contacts.write_point(actor=by, card=card, kind="phone", value=phone, hidden=True, **there)
    return mother


def _vaults(staff: Staff, case: Case) -> None:
    forename, surname, upn, nhs_number = WORDS[FORMER]
    former = Former(forename=forename, surname=surname, upn=upn, nhs_number=nhs_number, born_as=surname)
    identity.keep_identity(actor=staff.actor(Role.DSCO), card=case.card, former=former)
    text = f"The mother has {WORDS[HEALTH][0]}."
    health.write_paragraph(actor=staff.actor(Role.THERAPIST), card=case.card, about="mother", text=text)


def _asked(staff: Staff, shown: Case, hidden: Case) -> tuple[Reveal, BrokenGlass]:
    asked = {"kind": Reveal.Kind.ADDRESS, "reason": "They are to be visited on Monday."}
    reveal = reveals.ask(actor=staff.actor(Role.MANAGER), card=shown.card, **asked)
    reveals.answer(actor=staff.actor(Role.DSCO), reveal_id=reveal.pk, agrees=True)
    other = staff_member(staff, Role.KEYWORKER)
    by = actor_for(other)
    assert by is not None
    glass.break_glass(actor=by, reference=hidden.reference, why="urgent-call", reason="The police ask for it at once.")
    return reveal, BrokenGlass.objects.get()


@dataclass
class Crawled:
    """What a crawl saw."""

    requests: int = 0
    answered: int = 0
    outside: list[str] = field(default_factory=list)
    inside: set[tuple[str, str, str]] = field(default_factory=set)


def addresses(planted: Planted, route: Route, *, is_asked: bool) -> Iterator[str]:
    """Yield the addresses of a route: for each of the two cases, where it names one and the role gets so far."""
    names = {name for name, _ in route.parameters}
    both = bool(names & {"case_id", "event_id", "person_id"}) and is_asked
    cases = (planted.open_case, planted.restricted) if both else (planted.open_case,)
    for case in cases:
        found, values = f"/{route.pattern}", planted.values(case)
        for name, converter in route.parameters:
            kind = converter.removesuffix("Converter").lower().replace("string", "str")
            value = values.get(name, str(case.pk) if kind == "uuid" else "1" if kind == "int" else "x")
            for written in (f"<{kind}:{name}>", f"<{name}>"):
                found = found.replace(written, value)
        yield found


BY_NAME = {route.name: route for route in ROUTES}
SEARCHED = (("/find/", "casework:find", "case.find"), ("/work/", "casework:my-work", "work.list"))
# Without the last letter: a page may repeat what was typed, and only what was found has the whole word.
SEARCHES = ("Zyx", "zyxrestricte", "zyxaddres", "zyxformersurnam", "H89527931555", "943476591", "EHC-2025")


def crawl(
    planted: Planted, roles: tuple[str, ...] = EVERYBODY, wanted: Callable[[Route], bool] = lambda route: True
) -> Crawled:
    """Ask every page as everybody, with the searches that would find what is planted, and look at all that comes out."""
    seen = Crawled()
    with heard() as log:
        for role in roles:
            client = Client(raise_request_exception=False)
            if role != ANYONE:
                client.force_login(planted.staff.user(role))
            for route in filter(wanted, ROUTES):
                is_asked = role in matrix()[route.declared.reads].ways if route.declared else True
                for address in addresses(planted, route, is_asked=is_asked):
                    _ask(seen, client, role, route.name, address)
            for place, name, action in SEARCHED:
                searches = SEARCHES if role in matrix()[action].ways and wanted(BY_NAME[name]) else ()
                for text in searches:
                    led = client.post(place, {"text": text, "whose": "area"})
                    _ask(seen, client, role, name, led.headers["Location"])
    _look(seen, "", "the log", "\n".join(log))
    _look(seen, "", "messages sent", "\n".join(f"{m.subject} {m.body}" for m in mail.outbox))
    with scopes_disabled():
        _look(seen, "", "the access log’s rows", serialize("json", AccessEntry.objects.all()))
    return seen


def _ask(seen: Crawled, client: Client, role: str, name: str, address: str) -> None:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{key}: {value}" for key, value in response.headers.items())
    seen.requests += 1
    seen.answered += response.status_code == 200
    if response.status_code >= 500:
        seen.outside.append(f"{address} as {role} broke")
    _look(seen, role, name, f"{head}\n{body.decode('utf-8', 'replace')}", address)


def _look(seen: Crawled, role: str, name: str, text: str, address: str = "") -> None:
    lower = text.lower()
    for what, words in WORDS.items():
        for word in words:
            if word.lower() in lower:
                if {(role, name), (role, "")} & MAY_READ[what]:
                    seen.inside.add((what, role, name))
                else:
                    seen.outside.append(f"{what} ({word}) in {name} {address} as {role or 'anybody'}")


@contextmanager
def heard() -> Iterator[list[str]]:
    """Hear everything that the program writes to its log, as it would be written."""
    lines: list[str] = []

    class Hears(logging.Handler):
        def emit(self, entry: logging.LogRecord) -> None:
            lines.append(f"{entry.getMessage()} {entry.exc_info or ''}")

    handler, loggers = Hears(level=logging.DEBUG), [logging.getLogger(name) for name in ("", "django", "keywork")]
    for one in loggers:
        one.addHandler(handler)
    try:
        yield lines
    finally:
        for one in loggers:
            one.removeHandler(handler)


def keep_figures(seen: Crawled) -> None:
    """Print the figures of a crawl, and write them down where a folder for them is named."""
    folder = os.environ.get("KEYWORK_FIGURES")
    figures = {
        "database": connection.vendor, "routes": len(ROUTES), "roles": len(EVERYBODY), "requests": seen.requests,
        "answered": seen.answered, "words_planted": sum(map(len, WORDS.values())), "found_outside": len(seen.outside),
        "cells_that_show_them": len(seen.inside),
    }  # fmt: skip
    name = "canaries" if connection.vendor == "sqlite" else f"canaries-{connection.vendor}"
    tell(name, figures, Path(folder) / f"{name}.json" if folder else None)

"""What the tests of answers to drafts share: a case whose draft was served, and its family."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.representations.models import Representation

WORDS = "More speech therapy, because one session in a half term was not enough."


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def told(card: CaseCard, kind: str, on: date, **fields: object) -> None:
    """Let something have happened in a case."""
    record(case=card.case, entries=[NewEvent(kind, on, fields=fields)], actor=system("test", card.authority))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def relative(card: CaseCard, user: User, relationship: str) -> FamilyMember:
    """Let somebody with an account be of the family of a case."""
    involve(card.case, user, "family")
    made: FamilyMember = FamilyMember.objects.create(
        authority=card.authority, person=card.person, name=user.display_name, relationship=relationship,
        responsible=True, user=user, written_at=clock.now(), written_by="system:test",
    )  # fmt: skip
    return made


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    made.people["mother"] = make_user(made.authority, Role.PARENT, name="Robin Mother")
    made.people["father"] = make_user(made.authority, Role.PARENT, name="Robin Father")
    with scope(authority=made.authority):
        yield made


def served(staff: Staff, days: int, **fields: object) -> CaseCard:
    """A case of the keyworker whose draft was served some days ago on two parents who live apart."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person", "authority").get(pk=case.pk)
    told(found, "decided-to-assess", ago(60))
    told(found, "draft-plan-served", ago(days), **fields)
    for name in ("mother", "father"):
        relative(found, staff.user(name), name)
    return found


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return served(staff, 3)


def begun(client: Client, card: CaseCard) -> Representation:
    """An answer that somebody has begun."""
    assert client.post(f"/cases/{card.case_id}/draft-answer/begin/").status_code == 302
    made: Representation = Representation.objects.get(case=card.case_id, state="draft")
    return made


def answered(client: Client, card: CaseCard, **pages: dict[str, object]) -> Representation:
    """An answer that somebody filled in and sent: they agree and ask for nothing, but for what is said."""
    one = begun(client, card)
    chosen = [slug for slug in pages if slug.startswith("section")]
    parts = [slug.removeprefix("section_") for slug in chosen]
    said: dict[str, dict[str, object]] = {"agree": {"agrees": "no" if parts else "yes", "parts": parts}}
    said |= {f"section-{slug.removeprefix('section_')}": pages[slug] for slug in chosen}
    said |= {slug: pages.get(slug, {"asks": "no"}) for slug in ("setting", "budget", "meeting")}
    for slug, typed in said.items():
        assert client.post(f"/draft-answers/{one.pk}/{slug}/", typed).status_code == 302, slug
    assert client.post(f"/draft-answers/{one.pk}/check/").status_code == 302
    one.refresh_from_db()
    return one

"""What the tests of panels share: a case that waits for the decision, and a panel with a meeting today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.panels.limbs import Finding
from keywork.web.panels.models import AgendaItem, AssessmentDecision, Panel, PanelMeeting, PanelMember
from keywork.web.panels.questions import ASSESS, TO_ASSESS, Question
from keywork.web.panels.services import advising, agenda, deciding, setting_up
from keywork.web.panels.services.deciding import Concluded
from keywork.web.people.models import CaseCard
from records_made import make_request

PAPER = {"request:x": "The request"}
WHY = "Because of what stands in the request."


def answers_of(
    *answers: str, evidence: dict[str, str] | None = None, question: Question = ASSESS
) -> dict[str, Finding]:
    """Answers to the questions of a test, each with reasons and a paper."""
    said = PAPER if evidence is None else evidence
    return {limb.code: Finding(answer, WHY, said) for limb, answer in zip(question.limbs, answers, strict=True)}


def said(
    conclusion: str = TO_ASSESS, *, on: date | None = None, told_on: date | None = None, need: str = "ASD"
) -> Concluded:
    answers = ("yes", "yes") if conclusion == TO_ASSESS else ("yes", "no")
    return Concluded(conclusion, answers_of(*answers), WHY, on or clock.today(), told_on, need, "primary")


def told(card: CaseCard, *kinds: str, on: date | None = None) -> None:
    """Let something have happened in a case."""
    entries = [NewEvent(kind, on or clock.today()) for kind in kinds]
    record(case=card.case, entries=entries, actor=system("test", card.authority))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def waiting_card(staff: Staff) -> CaseCard:
    """A case of the team that waits for the decision, asked for by its school."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    made: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return made


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    made.people["second member"] = make_user(made.authority, Role.PANEL_MEMBER, name="Second Member")
    made.people["third member"] = make_user(made.authority, Role.PANEL_MEMBER, name="Third Member")
    made.people["second manager"] = make_user(made.authority, Role.MANAGER, name="Second Manager")
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    found = waiting_card(staff)
    make_request(staff, found.case)
    return found


@pytest.fixture
def manager(staff: Staff) -> Actor:
    return staff.actor(Role.MANAGER)


@pytest.fixture
def panel(staff: Staff, manager: Actor) -> Panel:
    """A panel of three members whose quorum is two."""
    made = setting_up.set_up(actor=manager, name="Assessment panel", terms="Advises officers.", quorum=2)
    for who in (Role.PANEL_MEMBER, "second member", "third member"):
        setting_up.add_member(actor=manager, panel=made, user=staff.user(who), part=PanelMember.Part.MEMBER)
    return made


@pytest.fixture
def meeting(panel: Panel, manager: Actor) -> PanelMeeting:
    return setting_up.add_meeting(actor=manager, panel=panel, on=clock.today())


@pytest.fixture
def item(meeting: PanelMeeting, manager: Actor, card: CaseCard) -> AgendaItem:
    return agenda.put(actor=manager, meeting=meeting, cards=[card])[0]


def recommended(staff: Staff, card: CaseCard, item: AgendaItem, conclusion: str = TO_ASSESS) -> None:
    """Let the panel recommend, with two members."""
    member = staff.user(Role.PANEL_MEMBER)
    answers = ("yes", "yes") if conclusion == TO_ASSESS else ("yes", "no")
    advising.recommend(
        actor=staff.actor(Role.PANEL_MEMBER), name="Robin", card=card, item=item, recommendation=conclusion,
        test=answers_of(*answers), reasons=WHY, took_part=[member.pk, staff.user("second member").pk], has_papers=True,
    )  # fmt: skip


def decided(
    staff: Staff, card: CaseCard, what: Concluded | None = None, seen: int | None = None, question: Question = ASSESS
) -> AssessmentDecision:
    """Let the manager decide."""
    actor = actor_for(staff.user(Role.MANAGER))
    assert actor is not None
    return deciding.decide(
        actor=actor, name="Robin", card=card, question=question, said=what or said(), seen=seen, has_papers=True
    )


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


@pytest.fixture
def days() -> Callable[[str], date]:
    """Reads a day as it is written in a table of a test."""
    return date.fromisoformat

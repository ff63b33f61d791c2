"""What stands in the demo authority: its clocks add up, its figures come out, and every room has something to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django_scopes import scope
from pypdf import PdfReader

from keywork.core.states import State
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import Membership, Role
from keywork.web.advice.models import AdviceDraft
from keywork.web.advice.queries import shares, tray
from keywork.web.casework.diary import monday_of, week
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.queries import clocks_at
from keywork.web.deadlines.services import rebuild
from keywork.web.documents import store
from keywork.web.documents.models import Document
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.measuring.queries import national
from keywork.web.meetings.models import ArrangedMeeting
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.documenting import AUNT
from keywork.web.nonprod.services import Created, create
from keywork.web.panels import learning, queries
from keywork.web.panels.models import Panel
from keywork.web.people.models import CaseCard, Person
from keywork.web.placements import queries as consultations
from keywork.web.plans import listing
from keywork.web.plans.models import PlanCheck
from standing import standing

TINY = Area(plans_in_force=60, requests=14, ended=3, left=1, arrived=1)


TINY = Area(plans_in_force=60, requests=14, ended=3, left=1, arrived=1)
BUSY = Area(plans_in_force=60, requests=120, ended=3, left=1, arrived=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Created]:
    """On one day, for the whole file: so few cases do not have something late for every role on each."""
    with standing(django_db_blocker), time_machine.travel("2026-11-30T12:00:00Z"):
        yield create(code="999", name="Wexcombe Council", seed=1, area=TINY)


@pytest.fixture(scope="module")
def busy(made: Created, django_db_blocker: Any) -> Iterator[Created]:
    """Beside the other, so that the work of every role is found."""
    with standing(django_db_blocker):
        yield create(code="997", name="Busycombe Council", seed=1, area=BUSY, beside_others=True)


def test_every_case_has_its_person_card_record_and_projection(made: Created) -> None:
    with scope(authority=made.authority):
        counts = {model.objects.count() for model in (Case, CaseCard, Person, CaseSummary)}
        assert counts == {made.cases}
        assert LedgerEvent.objects.count() == made.events
        told = LedgerEvent.objects.exclude(case__requests__isnull=False).exclude(thread__startswith="document/")
        assert set(told.values_list("source", "recorded_by")) == {("keywork", "system:demo")}
        asked = LedgerEvent.objects.filter(case__requests__isnull=False).values_list("recorded_by", flat=True)
        assert {label.partition(":")[0] for label in asked} == {"user"}
        assert CaseSummary.objects.filter(stage="plan", is_open=True).count() == TINY.plans_in_force


def test_whoever_gives_advice_finds_what_is_late_what_is_to_come_and_what_was_given(busy: Created) -> None:
    with scope(authority=busy.authority):
        for role in (Role.EDUCATIONAL_PSYCHOLOGIST, Role.THERAPIST, Role.SOCIAL_WORKER):
            actor = actor_for(next(user for user in busy.staff.people if user.membership.role == role))
            assert actor is not None
            dues = [one.due for one in tray(actor, done=False)]
            assert min(dues) < clock.today() <= max(dues), role
            assert dues == sorted(dues)
            assert tray(actor, done=True).exists(), role
            assert AdviceDraft.objects.filter(writer=actor.user_id).exists(), role
        for role, body in ((Role.DCO, "health"), (Role.DSCO, "social-care")):
            actor = actor_for(next(user for user in busy.staff.people if user.membership.role == role))
            assert actor is not None
            assert len([one for one in shares(actor, body) if one.in_time]) >= 2, role


def test_a_rebuild_finds_the_same_clocks(made: Created) -> None:
    columns = [f.attname for f in ClockRow._meta.concrete_fields if f.attname != "id"]
    with scope(authority=made.authority):
        before = set(ClockRow.objects.values_list(*columns))
        rebuild(actor=system("test", made.authority))
        assert set(ClockRow.objects.values_list(*columns)) == before
    assert len(before) > 500


def test_the_clocks_add_up(made: Created) -> None:
    with scope(authority=made.authority):
        rows = list(ClockRow.objects.all())
        for row in rows:
            assert row.started_on is None or row.started_on <= clock.today()
            assert not (row.met_on and row.ended_on)
            if row.is_open:
                assert row.met_on is None
                assert row.ended_on is None
        late = [row for row in rows if row.is_open and row.legal_deadline and row.legal_deadline < clock.today()]
        assert {"ehcp-final", "review-decision"} <= {row.duty for row in late}


def test_the_national_figures_come_out(made: Created) -> None:
    with scope(authority=made.authority):
        results = national(made.authority, clock.today().year - 1, AsAt.on(clock.today(), None))
        value = {name: len(figure.cases) for name, figure in results.figures.items()}
        plans = set(CaseSummary.objects.filter(stage="plan").values_list("case_id", flat=True))
    assert plans <= set(results.figures["total_ehc_plans"].cases)
    assert value["requests_received_in_year"] == sum(
        value[f"requests_{part}"]
        for part in ("decided_to_assess", "decided_not_to_assess", "decision_not_made", "withdrawn")
    )
    parts = ("within_20_weeks", "gt20weeks_ltYear", "gt_1_year")
    assert value["plans_issued_den"] == sum(value[f"plans_issued_{part}"] for part in parts) > 0


def test_the_corrected_story_counts_from_the_true_day(made: Created) -> None:
    with scope(authority=made.authority):
        case = Case.objects.get(reference="STORY-DATE-CORRECTED")
        now = AsAt.on(clock.today(), None)
        decision = next(c for c in clocks_at(case.pk, made.authority, now) if c.duty.id == "ehcna-decision")
        record = ledger.stream(case.pk)
    entered = next(event for event in record if event.kind == "assessment-request-received")
    correction = next(event for event in record if event.kind == "date-corrected")
    assert correction.corrects == entered.id
    assert entered.occurred_on is not None
    assert (entered.occurred_on - correction.fields["to"]).days == 11
    assert decision.started_on == correction.fields["to"]
    assert decision.state == State.MET_LATE


def test_cards_say_what_the_last_allocation_says(made: Created) -> None:
    with scope(authority=made.authority):
        cards = {card.case_id: card for card in CaseCard.objects.all()}
        for case_id, events in ledger.streams():
            last = next((e.fields for e in reversed(events) if e.kind == "case-allocated"), {})
            card = cards[case_id]
            assert str(card.team_id or "") == last.get("team", "")
            assert str(card.keyworker_id or "") == last.get("keyworker", "")
        assert any(card.team_id is None for card in cards.values())
        stories = CaseCard.objects.filter(case__reference__startswith="STORY-")
        assert set(stories.values_list("keyworker__email", flat=True)) == {"keyworker@wexcombe.example"}


def test_each_record_stands_in_the_order_of_its_days(made: Created) -> None:
    with scope(authority=made.authority):
        for stream, events in ledger.streams():
            told = [(e.occurred_on, e.kind) for e in events if e.kind not in ("case-allocated", "date-corrected")]
            assert not [(stream, a, b) for a, b in pairwise(told) if a[0] and b[0] and a[0] > b[0]]


def test_there_is_somebody_in_every_role_and_three_teams(made: Created) -> None:
    with scope(authority=made.authority):
        roles = Membership.objects.values_list("role", flat=True)
        assert set(roles) == set(Role.values)
        assert set(made.authority.teams.values_list("name", flat=True)) == {
            "North",
            "South",
            "Early years and transitions",
        }
    assert not any(user.has_usable_password() for user in made.staff.people)


def test_the_demo_has_a_past_to_be_known_on(made: Created) -> None:
    past = clock.today() - timedelta(days=200)
    with scope(authority=made.authority):
        before = national(made.authority, past.year, AsAt.on(past, past))
        after = national(made.authority, past.year, AsAt.on(past, None))
        assert before.figures["total_ehc_plans"].cases == after.figures["total_ehc_plans"].cases != []
        case = Case.objects.get(reference="STORY-DATE-CORRECTED")
        entered = next(e for e in ledger.stream(case.pk) if e.kind == "assessment-request-received")
        known = AsAt.on(entered.occurred_on, entered.occurred_on)
        late = next(c for c in clocks_at(case.pk, made.authority, known) if c.duty.id == "ehcna-decision")
    assert late.started_on == entered.occurred_on


def test_the_panel_has_something_before_it_and_something_to_learn_from(busy: Created) -> None:
    with scope(authority=busy.authority):
        people = {user.membership.role: user for user in busy.staff.people}
        manager, member = actor_for(people[Role.MANAGER]), actor_for(people[Role.PANEL_MEMBER])
        assert manager is not None
        assert member is not None
        panel = Panel.objects.get()
        lessons = learning.lessons(manager, panel)
        assert lessons.refusals > len(lessons.overturned) > 0
        assert any(group.is_unlike for group in learning.alike(manager))
        today, later = queries.open_meetings(member)
        assert [len(queries.agenda(member, one)) for one in (today, later)] == [today.cases, later.cases]
        assert min(today.cases, later.cases) > 0
        assert sum(hasattr(item, "recommendation") for item in queries.agenda(member, today)) == 1


def test_first_meetings_are_arranged_and_stand_in_the_diary(busy: Created) -> None:
    with scope(authority=busy.authority):
        keyworker = ArrangedMeeting.objects.earliest("on").case.card.keyworker
        actor = actor_for(keyworker)
        assert actor is not None
        today = clock.today()
        days = [day for start in (today, today + timedelta(days=7)) for day in week(actor, monday_of(start), today)]
        found = [one for day in days for one in day.entries]
        assert any(one.at and one.what == "First Working Together meeting" for one in found)


def test_documents_are_there_and_what_concerns_others_is_taken_out(made: Created) -> None:
    with scope(authority=made.authority):
        copies = list(Document.objects.filter(redacted_from__isnull=False).select_related("redacted_from"))
        assert copies
        for copy in copies:
            assert copy.redacted_from.state == Document.State.CLOSED
            text = PdfReader(BytesIO(store.read(copy.versions.get().viewing))).pages[0].extract_text()
            assert AUNT not in text
            assert "The flat is on the second floor" in text
        assert {one.label for one in Document.objects.all()} == {"health", "setting", "views", "other"}


def test_settings_have_consultations_of_each_kind_and_plans_stand_at_each_step(busy: Created) -> None:
    with scope(authority=busy.authority):
        people = {user.membership.role: actor_for(user) for user in busy.staff.people}
        for role in (Role.SENCO, Role.COLLEGE):
            assert consultations.tray(people[role], done=True).exists(), role
            assert consultations.tray(people[role], done=False).exists(), role
        assert consultations.waiting(people[Role.MANAGER]).exists()
        assert any(one.refused for one in consultations.by_setting(people[Role.MANAGER]))
        checks = set(PlanCheck.objects.values_list("kind", "state"))
        assert checks >= {("draft", "waiting"), ("draft", "back"), ("draft", "agreed"), ("final", "agreed")}
        assert {one.is_final_next for one in listing.rows(list(listing.cards(people[Role.PLAN_WRITER])))} == {
            True,
            False,
        }

"""What follows a request to re-assess, or an order of the tribunal, has letters of its own, which stop its own clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.documents.letter_markup import gaps
from keywork.web.documents.services import letters
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import day

from .conftest import approved, fresh, make_letter, release, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inbox")]
AGAIN, ORDER = "reassessment-request-received", "order-to-assess-made"
RIGHTS = (
    "mediation adviser", "certificate", "two months from the date of this letter", "First-tier Tribunal", "SENDIASS",
)  # fmt: skip


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def came(card: CaseCard, kind: str, days: int, thread: str | None = None) -> None:
    record(case=card.case, entries=[NewEvent(kind, ago(days), thread=thread)], actor=system("test", card.authority))


def goes(staff: Staff, card: CaseCard, kind: str) -> None:
    release(staff, fresh(card.pk), approved(staff, fresh(card.pk), kind))
    work()


def threads(card: CaseCard, kind: str) -> list[str | None]:
    return [event.thread for event in stream(card.case_id) if event.kind == kind]


def met_on(card: CaseCard, duty: str, thread: str = "") -> date | None:
    return ClockRow.objects.get(case=card.case_id, duty=duty, thread=thread).met_on


@pytest.fixture
def planned(card: CaseCard) -> CaseCard:
    """A case with a plan."""
    came(card, "transfer-in-recorded", 200)
    return card


@pytest.mark.parametrize("kind", ["reassessment-agreed", "reassessment-refused"])
def test_the_answer_to_a_request_to_reassess_stops_the_clock_of_that_request(
    staff: Staff, planned: CaseCard, kind: str
) -> None:
    came(planned, AGAIN, 40, "reassessment/1")
    came(planned, "reassessment-refused", 30, "reassessment/1")
    came(planned, AGAIN, 6, "reassessment/2")
    goes(staff, planned, kind)
    assert threads(planned, kind)[-1] == "reassessment/2"
    assert met_on(planned, "reassess-decision", "reassessment/2") == clock.today()


def test_the_notice_that_there_will_be_a_reassessment_starts_its_fourteen_weeks(
    staff: Staff, planned: CaseCard
) -> None:
    came(planned, AGAIN, 6, "reassessment/1")
    goes(staff, planned, "reassessment-agreed")
    row = ClockRow.objects.get(case=planned.case_id, duty="reassess-final", thread="reassessment/1")
    assert row.legal_deadline == clock.today() + timedelta(weeks=14)


@pytest.mark.parametrize("kind", ["reassessment-refused", "reassessed-plan-unchanged"])
def test_what_can_be_appealed_says_so_with_mediation_and_its_certificate(
    staff: Staff, planned: CaseCard, kind: str
) -> None:
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=fresh(planned.pk), kind=kind)
    for words in RIGHTS:
        assert words in letter.text
    assert gaps(letter.text)
    goes(staff, planned, kind)
    assert ClockRow.objects.filter(case=planned.case_id, duty="appeal-window", started_on=clock.today()).exists()


def test_what_a_reassessment_ends_in_ends_its_own_clock(staff: Staff, planned: CaseCard) -> None:
    came(planned, "draft-plan-served", 240)
    came(planned, "reassessment-agreed", 20, "reassessment/1")
    goes(staff, planned, "draft-plan")
    assert len(threads(planned, "draft-plan-served")) == 2
    goes(staff, planned, "reassessed-plan-unchanged")
    row = ClockRow.objects.get(case=planned.case_id, duty="reassess-final", thread="reassessment/1")
    assert row.ended_on == clock.today()


@pytest.mark.parametrize("order", [ORDER, "mediation-agreed-to-assess", "appeal-on-assessment-not-opposed"])
def test_after_an_order_the_family_is_told_that_we_assess_and_by_when(staff: Staff, card: CaseCard, order: str) -> None:
    came(card, "decided-not-to-assess", 90)
    came(card, order, 5, "order/1")
    letter = make_letter(staff, fresh(card.pk), "ordered-assessment")
    assert f"must reach you by {day(ago(5) + timedelta(weeks=14))} (SEND Regulations 2014 regulation 4" in letter.text
    assert not gaps(letter.text)
    goes(staff, card, "ordered-assessment")
    assert threads(card, "ordered-assessment-notified") == ["order/1"]
    duty = "unopposed-assess-notify" if order.startswith("appeal") else "order-assess-notify"
    assert met_on(card, duty, "order/1") == clock.today()


def test_a_draft_after_an_order_counts_for_the_order_and_starts_the_fifteen_days(staff: Staff, card: CaseCard) -> None:
    came(card, "decided-not-to-issue-plan", 90)
    came(card, "order-to-make-plan-made", 20, "order/1")
    goes(staff, card, "draft-plan")
    assert ClockRow.objects.get(case=card.case_id, duty="draft-representations").started_on == clock.today()
    assert met_on(card, "order-make-plan-draft", "order/1") == clock.today()


def test_no_plan_after_an_ordered_assessment_stops_the_clock_of_the_order(staff: Staff, card: CaseCard) -> None:
    came(card, "decided-not-to-assess", 90)
    came(card, ORDER, 30, "order/1")
    came(card, "ordered-assessment-notified", 25, "order/1")
    goes(staff, card, "decided-not-to-issue-plan")
    assert threads(card, "decided-not-to-issue-plan") == []
    assert met_on(card, "order-assess-no-plan", "order/1") == clock.today()


def test_the_letter_about_a_personal_budget_stops_its_clock(staff: Staff, card: CaseCard) -> None:
    came(card, "personal-budget-requested", 9)
    goes(staff, card, "budget-prepared")
    assert met_on(card, "pb-prepare") == clock.today()


def test_what_was_recorded_by_hand_is_not_recorded_twice(staff: Staff, planned: CaseCard) -> None:
    came(planned, AGAIN, 6, "reassessment/1")
    came(planned, "reassessment-agreed", 2, "reassessment/1")
    goes(staff, planned, "reassessment-agreed")
    assert threads(planned, "reassessment-agreed") == ["reassessment/1"]


def test_each_is_offered_on_the_case_while_its_clock_runs(staff: Staff, planned: CaseCard) -> None:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))

    def page() -> str:
        return client.get(f"/cases/{planned.case_id}/contacts/").content.decode()

    assert "?kind=reassessment-agreed" not in page()
    came(planned, AGAIN, 6, "reassessment/1")
    assert "?kind=reassessment-agreed" in page()
    assert "?kind=reassessment-refused" in page()
    goes(staff, planned, "reassessment-agreed")
    assert "?kind=reassessment-refused" not in page()
    assert "?kind=reassessed-plan-unchanged" in page()


def windows(card: CaseCard) -> dict[str, date | None]:
    rows = ClockRow.objects.filter(case=card.case_id, duty="mediation-contact")
    return dict(rows.values_list("thread", "started_on"))


def test_a_second_refusal_has_a_notice_and_a_window_of_its_own(staff: Staff, card: CaseCard) -> None:
    came(card, "decided-not-to-assess", 40)
    came(card, "refusal-reversed", 20)
    goes(staff, card, "decided-not-to-assess")
    first = "decision/decided-not-to-assess"
    assert threads(card, "decided-not-to-assess") == [first, f"{first}/2"]
    assert windows(card) == {first: ago(40), f"{first}/2": clock.today()}


def test_another_decision_by_letter_opens_its_own_window(staff: Staff, card: CaseCard) -> None:
    came(card, "decided-not-to-assess", 40)
    came(card, "refusal-reversed", 20)
    came(card, "decided-to-assess", 19)
    goes(staff, card, "decided-not-to-issue-plan")
    assert windows(card) == {
        "decision/decided-not-to-assess": ago(40),
        "decision/decided-not-to-issue-plan": clock.today(),
    }


def test_a_letter_whose_notice_is_on_record_moves_no_window(staff: Staff, card: CaseCard) -> None:
    came(card, "decided-not-to-assess", 5)
    goes(staff, card, "decided-not-to-assess")
    assert windows(card) == {"decision/decided-not-to-assess": ago(5)}

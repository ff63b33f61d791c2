"""What turns the course of a case: found in plain words, its consequences said first, and nobody left asked for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.services.asking import Asked, ask
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.panels.errors import NotDone
from keywork.web.panels.services import advising
from keywork.web.people.models import CaseCard
from records_made import make_agenda_item, make_consultation, make_panel
from web.panels.conftest import answers_of

pytestmark = pytest.mark.django_db
AGO = timedelta(days=20)


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


@pytest.fixture
def keyworker(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    return client


def told(card: CaseCard, *kinds: str, thread: str | None = None) -> None:
    entries = [NewEvent(kind, clock.today() - AGO, thread=thread) for kind in kinds]
    record(case=card.case, entries=entries, actor=system("test", card.authority))


def sent(card: CaseCard, *, confirmed: bool = False, **more: str) -> dict[str, str]:
    today = clock.today()
    given = {"on-day": str(today.day), "on-month": str(today.month), "on-year": str(today.year), **more}
    if confirmed:
        given |= {"confirmed": "yes", "sequence": str(stream(card.case_id)[-1].sequence)}
    return given


def running(card: CaseCard) -> set[str]:
    return set(ClockRow.objects.filter(case=card.case_id, is_running=True).values_list("duty", flat=True))


def test_only_what_can_happen_at_the_step_is_offered_and_what_follows_is_said(
    card: CaseCard, keyworker: Client
) -> None:
    where = f"/cases/{card.case_id}/record/"
    deciding = keyworker.get(where).content.decode()
    assert "The request was withdrawn" in deciding
    assert "The clocks of the request end on that day." in deciding
    assert "We took back a refusal" not in deciding
    told(card, "decided-not-to-assess")
    refused = keyworker.get(where).content.decode()
    assert "We took back a refusal" in refused
    assert "The request was withdrawn" not in refused


def test_a_withdrawal_points_out_what_is_open_tells_whom_it_can_and_lists_the_rest(
    staff: Staff, card: CaseCard, keyworker: Client
) -> None:
    told(card, "decided-to-assess")
    asked = [
        Asked("health", organisation=staff.body(Role.THERAPIST)),
        Asked("ep", user=staff.user("educational-psychologist")),
    ]
    day = clock.today() - AGO
    ask(actor=staff.actor(Role.KEYWORKER), card=card, asked=asked, on=day, received=True)
    late = ask(
        actor=staff.actor(Role.KEYWORKER), card=card, on=day, received=False,
        asked=[Asked("social-care", user=staff.user(Role.SOCIAL_WORKER))],
    )  # fmt: skip
    make_consultation(card.case)
    where = f"/cases/{card.case_id}/record/assessment-request-withdrawn/"
    check = keyworker.post(where, sent(card)).content.decode()
    assert "The clocks of the request end on that day." in check
    assert "What is still open elsewhere" in check
    assert check.count("Advice is asked for") == 3
    assert "Far School is consulted" in check
    assert keyworker.post(where, sent(card, confirmed=True)).status_code == 302
    assert "advice-provide" not in running(card)
    assert Notice.objects.filter(user=staff.user(Role.THERAPIST), kind="advice-withdrawn").exists()
    page = keyworker.get(f"/cases/{card.case_id}/").content.decode()
    assert "Still open, though this case is over" in page
    assert page.count("Advice is asked for") == 1  # who has not confirmed that it came, so that no clock has ended
    url = f"/advice/{late[0].pk}/withdraw/"
    assert (
        keyworker.post(url, {"code": "other", "text": "Withdrawn.", "seen": str(late[0].revision)}).status_code == 302
    )
    assert AdviceRequest.objects.get(pk=late[0].pk).ended == "withdrawn"
    assert "Advice is asked for" not in keyworker.get(f"/cases/{card.case_id}/").content.decode()


def test_a_withdrawal_while_a_panel_meets_stops_the_recommendation_with_a_sentence(
    staff: Staff, card: CaseCard, keyworker: Client
) -> None:
    panel = make_panel(staff, Role.DCO).panel
    item = make_agenda_item(panel, card.case)
    assert (
        keyworker.post(
            f"/cases/{card.case_id}/record/assessment-request-withdrawn/", sent(card, confirmed=True)
        ).status_code
        == 302
    )
    page = keyworker.get(f"/cases/{card.case_id}/").content.decode()
    assert "Take it off the agenda." in page
    with pytest.raises(NotDone, match="waits for no decision any more"):
        advising.recommend(
            actor=staff.actor(Role.MANAGER), name="M", card=card, item=item, recommendation="assess",
            test=answers_of("yes", "yes"), reasons="Because.", took_part=[], has_papers=True,
        )  # fmt: skip
    assert keyworker.post(f"/panels/cases/{item.pk}/take-off/").status_code == 302
    assert "Take it off the agenda." not in keyworker.get(f"/cases/{card.case_id}/").content.decode()


def test_a_move_ends_what_we_owe_and_a_reassessment_and_a_reversal_begin_what_they_should(
    card: CaseCard, keyworker: Client
) -> None:
    told(card, "decided-not-to-assess")
    assert "ehcp-final" not in running(card)
    first = ClockRow.objects.get(case=card.case_id, duty="ehcp-final").legal_deadline
    where = f"/cases/{card.case_id}/record/"
    assert keyworker.post(f"{where}refusal-reversed/", sent(card, confirmed=True)).status_code == 302
    row = ClockRow.objects.get(case=card.case_id, duty="ehcp-final")
    assert (row.is_running, row.legal_deadline) == (True, first)
    told(card, "final-plan-sent")
    asked = sent(card, confirmed=True, thread_name="first")
    assert keyworker.post(f"{where}reassessment-request-received/", asked).status_code == 302
    assert {"reassess-decision", "review-12-month"} <= running(card)
    gone = sent(card, confirmed=True, field_to_authority="998")
    assert keyworker.post(f"{where}child-moved-out/", gone).status_code == 302
    assert CaseSummary.objects.get(pk=card.case_id).stage == "moved"
    assert not {"reassess-decision", "review-12-month"} & running(card)


def test_a_receipt_that_is_corrected_after_the_decision_is_shown_before_it_is_saved(
    card: CaseCard, keyworker: Client
) -> None:
    told(card, "decided-to-assess")
    receipt = next(event for event in stream(card.case_id) if event.kind == "assessment-request-received")
    where, today = f"/cases/{card.case_id}/correct/{receipt.id}/", clock.today()
    after = {"what": "date", "to-day": str(today.day), "to-month": str(today.month), "to-year": str(today.year)}
    assert "This is after the decision that answers it" in keyworker.post(where, after).content.decode()
    earlier = {"what": "date", "to-day": "1", "to-month": "8", "to-year": "2026"}
    check = keyworker.post(where, earlier).content.decode()
    assert "days late" in check
    assert "This is after the decision" not in check

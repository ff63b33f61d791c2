"""Asking for advice: each body on a thread and a clock of its own, and the case opened to them alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scopes_disabled

from factories import CANARY, Staff, make_case, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import Membership, Organisation, Role, User
from keywork.web.accounts.policy import NotKnown
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.services import asking
from keywork.web.advice.services.asking import Asked
from keywork.web.advice.standing import REMINDERS, State, standing
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.vaults.models import Alert
from web.advice.conftest import asked_of, day, decided, signed_in, told
from world_made import make_world

pytestmark = pytest.mark.django_db
WEEKS = timedelta(weeks=6)


def clock_of(request: AdviceRequest) -> ClockRow:
    return ClockRow.objects.get(case=request.case_id, thread=request.thread, duty="advice-provide")


def test_several_are_asked_at_once_each_with_a_clock_of_its_own(staff: Staff, card: CaseCard) -> None:
    health, school, child = asked_of(
        staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)),
        Asked("school", organisation=staff.body(Role.SENCO)), Asked("child"),
    )  # fmt: skip
    assert [one.thread for one in (health, school, child)] == ["advice/health", "advice/school", "advice/child"]
    for one in (health, school, child):
        assert clock_of(one).legal_deadline == clock.today() - timedelta(days=10) + WEEKS
    assert child.involvement is None  # the family sees its own case already


def test_the_six_weeks_begin_with_receipt_and_not_with_the_asking(staff: Staff, card: CaseCard) -> None:
    asked = Asked("health", organisation=staff.body(Role.THERAPIST))
    one = asked_of(staff, card, asked, received=False)[0]
    assert not ClockRow.objects.filter(thread=one.thread, duty="advice-provide").exists()
    found = standing("", None, clock.today())
    assert (found.state, found.due) == (State.ASKED, None)


def test_the_check_page_shows_each_date_as_the_law_has_it_and_records_nothing(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/advice/ask/"
    assert "Ask for advice" in client.get(where).content.decode()
    body = staff.body(Role.THERAPIST)
    sent = {"bodies": ["health", "family"], "whom_health": f"o:{body.pk}", "received": "yes", "question": "Why?"}
    sent |= day("on", clock.today())
    page = client.post(where, sent).content.decode()
    due = clock.today() + WEEKS
    assert page.count(f"{due.day} {due:%B %Y}") == 2
    assert not AdviceRequest.objects.exists()
    sequence = stream(card.case_id)[-1].sequence
    answer = client.post(where, sent | {"confirmed": "yes", "sequence": str(sequence)})
    assert answer.status_code == 302
    assert set(AdviceRequest.objects.values_list("body", flat=True)) == {"health", "family"}
    page = client.get(f"/cases/{card.case_id}/").content.decode()
    assert "Body of the Health therapist" in page
    assert "Next reminder" in page


def test_only_bodies_that_give_such_advice_are_offered_and_the_childs_own_school_stands_first(
    staff: Staff, card: CaseCard
) -> None:
    CaseSummary.objects.filter(case=card.case).update(setting=staff.body(Role.SENCO).urn)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/advice/ask/").content.decode()

    def offered(body: str) -> str:
        return page.split(f'name="whom_{body}"')[1].split("</select>")[0]

    assert "Body of the Health therapist" in offered("health")
    assert "Body of the Mediator" not in offered("ep")
    assert "Body of the FE college" not in offered("school")
    assert f'value="o:{staff.body(Role.SENCO).pk}" selected' in offered("school")


def test_a_record_that_changed_since_the_check_is_told_with_409_and_all_that_was_typed(
    staff: Staff, card: CaseCard
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    sent = {"bodies": ["child"], "received": "yes", "question": "Kept as typed", "confirmed": "yes", "sequence": "1"}
    answer = client.post(f"/cases/{card.case_id}/advice/ask/", sent | day("on", clock.today()))
    assert answer.status_code == 409
    assert "Kept as typed" in answer.content.decode()
    assert not AdviceRequest.objects.exists()


@pytest.mark.parametrize(("days", "words"), [(1, "today or in the past"), (-61, "before the decision to assess")])
def test_a_day_to_come_or_before_the_decision_is_refused(staff: Staff, card: CaseCard, days: int, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        asked_of(staff, card, Asked("child"), ago=timedelta(days=-days))
    assert not AdviceRequest.objects.exists()


def test_nothing_is_asked_before_the_decision_to_assess_nor_once_the_plan_is_final(
    staff: Staff, card: CaseCard
) -> None:
    early = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    told(card, "final-plan-sent")
    client = signed_in(staff.user(Role.KEYWORKER))
    for one in (early, card):
        with pytest.raises(NotDone, match="once the authority has decided"):
            asked_of(staff, one, Asked("child"))
        assert "once the authority has decided" in client.get(f"/cases/{one.case_id}/advice/ask/").content.decode()


def test_a_body_that_has_not_answered_is_not_asked_twice_and_afterwards_on_a_thread_of_its_own(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    again = Asked("health", organisation=staff.body(Role.THERAPIST))
    with pytest.raises(NotDone, match="was asked already"):
        asked_of(staff, card, again)
    asking.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=card, request=health, name="K", code="not-needed", text="", seen=1
    )
    second = asked_of(staff, card, again)[0]
    assert second.thread == "advice/health-2"
    assert clock_of(second).ended_on is None
    assert clock_of(health).ended_on == clock.today()


def test_threads_of_the_record_that_this_page_did_not_make_are_not_used_again(staff: Staff, card: CaseCard) -> None:
    entry = NewEvent("advice-requested", clock.today(), thread="advice/ep", fields={"body": "ep"})
    record(case=card.case, entries=[entry], actor=system("test", staff.authority))
    one = asked_of(staff, card, Asked("ep", user=staff.user(Role.EDUCATIONAL_PSYCHOLOGIST)))[0]
    assert one.thread == "advice/ep-2"


def test_whoever_is_asked_opens_the_case_and_nobody_else_does(staff: Staff, card: CaseCard) -> None:
    therapist = staff.user(Role.THERAPIST)
    stranger = make_user(staff.authority, Role.THERAPIST, organisation=Organisation.objects.create(
        authority=staff.authority, name="Another provider", kind="health"))  # fmt: skip
    page = f"/cases/{card.case_id}/"
    assert signed_in(therapist).get(page).status_code == 404
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)))[0]
    assert signed_in(therapist).get(page).status_code == 200
    for where in (page, f"/advice/{one.pk}/", f"/advice/{one.pk}/write/"):
        assert signed_in(stranger).get(where).status_code == 404
    assert CANARY in signed_in(therapist).get("/advice/").content.decode()
    assert CANARY not in signed_in(stranger).get("/advice/").content.decode()


def test_a_setting_is_let_in_by_the_relation_that_settings_have(staff: Staff, card: CaseCard) -> None:
    asked_of(staff, card, Asked("school", organisation=staff.body(Role.SENCO)))
    senco = staff.actor(Role.SENCO)
    assert list(cards_for(senco).values_list("pk", flat=True)) == [card.pk]


def test_only_whoever_runs_the_assessment_asks_chases_and_takes_back(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    for role in (Role.THERAPIST, Role.PLAN_WRITER, Role.DCO, Role.PARENT):
        actor = actor_for(staff.user(role))
        assert actor is not None
        with pytest.raises(NotKnown):
            asking.ask(actor=actor, card=card, asked=[Asked("child")], on=clock.today(), received=True)
        with pytest.raises(NotKnown):
            asking.chase(actor=actor, card=card, request=health, name="X", text="Called", seen=None)


def test_a_reminder_is_kept_with_its_words_and_its_day_and_the_next_one_is_told(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/advice/{health.pk}/chase/"
    answer = client.post(where, {"text": "Rang them: they start on Monday", "seen": "1"})
    assert answer.status_code == 302
    step = AdviceStep.objects.get()
    assert (step.kind, step.text) == ("chased", "Rang them: they start on Monday")
    assert stream(card.case_id)[-1].kind == "advice-chased"
    page = client.get(f"/cases/{card.case_id}/").content.decode()
    assert "Never" not in page
    assert "they start on Monday" in client.get(f"/advice/{health.pk}/").content.decode()


def test_reminders_go_by_the_due_date_and_never_lie_in_the_past() -> None:
    today = clock.today()
    row = ClockRow(legal_deadline=today + timedelta(days=20), undated=False, disapplied=False)
    assert standing("", row, today).next_reminder(today, today) == row.legal_deadline + timedelta(days=REMINDERS[0])
    for past in range(-40, 120):
        row = ClockRow(legal_deadline=today - timedelta(days=past), undated=False, disapplied=False)
        found = standing("", row, today).next_reminder(today, today - timedelta(days=60))
        assert found is not None
        assert today <= found <= today + timedelta(days=30)
    waiting = standing("", None, today)
    assert waiting.next_reminder(today, today) == today + timedelta(days=5)
    assert waiting.next_reminder(today, today - timedelta(days=5)) == today
    assert waiting.next_reminder(today, today - timedelta(days=6)) == today + timedelta(days=6)


def test_taking_back_ends_the_clock_and_closes_the_case_at_once(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client, inside = signed_in(staff.user(Role.KEYWORKER)), signed_in(staff.user(Role.THERAPIST))
    assert inside.get(f"/advice/{health.pk}/write/").status_code == 200
    sent = {"code": "not-needed", "text": "The report of May is enough", "seen": "1"}
    assert client.post(f"/advice/{health.pk}/withdraw/", sent).status_code == 302
    assert clock_of(health).ended_on == clock.today()
    for where in (f"/cases/{card.case_id}/", f"/advice/{health.pk}/", f"/advice/{health.pk}/write/"):
        assert inside.get(where).status_code == 404
    assert "No advice is asked of you now" in inside.get("/advice/").content.decode()
    again = client.post(f"/advice/{health.pk}/withdraw/", sent | {"seen": "2"})
    assert "not open any more" in again.content.decode()


def test_a_reason_is_asked_for_and_two_at_once_are_told_with_both_kept(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/advice/{health.pk}/withdraw/"
    assert "Choose why it is taken back" in client.post(where, {"text": "x", "seen": "1"}).content.decode()
    actor = staff.actor(Role.KEYWORKER)
    asking.chase(actor=actor, card=card, request=health, name="K", text="Rang", seen=1)
    answer = client.post(where, {"code": "not-needed", "text": "What I typed", "seen": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "What I typed" in page
    assert "Somebody else did something" in page
    assert 'name="seen" value="2"' in page
    with pytest.raises(Overtaken):
        asking.chase(actor=actor, card=card, request=health, name="K", text="Rang", seen=1)


@pytest.mark.parametrize("kind", ["child-moved-out", "assessment-request-withdrawn"])
def test_what_ends_the_assessment_takes_the_access_with_it(
    staff: Staff, card: CaseCard, health: AdviceRequest, kind: str
) -> None:
    client, inside = signed_in(staff.user(Role.KEYWORKER)), signed_in(staff.user(Role.THERAPIST))
    sequence = stream(card.case_id)[-1].sequence
    sent = day("on", clock.today()) | {"confirmed": "yes", "sequence": str(sequence)}
    if kind == "child-moved-out":
        sent["field-to_authority"] = "898"
    answer = client.post(f"/cases/{card.case_id}/record/{kind}/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert inside.get(f"/cases/{card.case_id}/").status_code == 404
    assert inside.get(f"/advice/{health.pk}/write/").status_code == 404
    assert "No longer asked" in client.get(f"/advice/{health.pk}/").content.decode()


def test_advice_that_came_by_letter_closes_the_case_and_its_words_can_still_be_given_here(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client, inside = signed_in(staff.user(Role.KEYWORKER)), signed_in(staff.user(Role.THERAPIST))
    sequence = stream(card.case_id)[-1].sequence
    sent = day("on", clock.today()) | {"confirmed": "yes", "sequence": str(sequence), "thread": "advice/health"}
    answer = client.post(f"/cases/{card.case_id}/record/advice-received/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert inside.get(f"/cases/{card.case_id}/").status_code == 404
    written = {"summary": "As in the letter", "count": "1", "draft_seen": "0", "do": "check"}
    assert inside.post(f"/advice/{health.pk}/write/", written).status_code == 302
    given = {"draft_seen": "1", "versions_seen": "0"}
    assert inside.post(f"/advice/{health.pk}/check/", given).status_code == 302
    assert "As in the letter" in client.get(f"/advice/{health.pk}/").content.decode()
    assert [event.kind for event in stream(card.case_id)].count("advice-received") == 1


def test_a_restricted_case_is_not_opened_by_asking(staff: Staff, card: CaseCard) -> None:
    """Whoever is asked must be named by somebody else; until then there is no such request."""
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)))[0]
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    inside = signed_in(staff.user(Role.THERAPIST))
    assert inside.get(f"/advice/{one.pk}/").status_code == 404
    assert CANARY not in inside.get("/advice/").content.decode()


def test_whoever_looks_at_advice_of_a_restricted_case_is_told_of(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("social-care", user=staff.user(Role.SOCIAL_WORKER)))[0]
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    assert signed_in(staff.user(Role.DSCO)).get(f"/advice/{one.pk}/").status_code == 200
    assert Alert.objects.filter(case=card.case).count() == 1


def test_names_of_three_hundred_letters_and_from_right_to_left_stand_in_the_tray(staff: Staff, card: CaseCard) -> None:
    asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)))
    person, inside = card.person, signed_in(staff.user(Role.THERAPIST))
    for name in ("ا" * 300, "محمد", "X"):
        person.surname = name
        person.save()
        assert name in inside.get("/advice/").content.decode()


def test_a_request_of_another_authority_does_not_exist() -> None:
    world = make_world()  # with the other authority made outside the scope of the first
    with scopes_disabled():
        user: User = Membership.objects.get(authority=world.elsewhere.authority, role=Role.KEYWORKER).user
    for what in ("", "chase/", "write/", "decline/"):
        assert signed_in(user).get(f"/advice/{world.request_id}/{what}").status_code == 404


def test_the_page_of_a_case_shows_advice_that_was_asked_for_elsewhere(staff: Staff, card: CaseCard) -> None:
    entries = [
        NewEvent(kind, decided(), thread="advice/ep", fields={"body": "ep", "body_kind": "educational-psychology"})
        for kind in ("advice-requested", "advice-request-received")
    ]
    record(case=card.case, entries=entries, actor=system("test", staff.authority))
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/").content.decode()
    assert "Asked outside this page" in page
    assert "days late" in page

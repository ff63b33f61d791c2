"""Those who are asked: receipt, declining, passing on, colleagues, lateness and appointments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope

from factories import CANARY, Staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.advice import queries
from keywork.web.advice.errors import NotDone
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.services import answering
from keywork.web.advice.services.asking import Asked
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of, day, signed_in

pytestmark = pytest.mark.django_db
Psychologists = tuple[Organisation, User, User]
WORDS = "Somebody has to wait for a clinic in January"


def test_confirming_receipt_starts_the_six_weeks_on_that_day(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), received=False)[0]
    client = signed_in(staff.user(Role.THERAPIST))
    assert "Confirm that you received it" in client.get(f"/advice/{one.pk}/").content.decode()
    on = clock.today() - timedelta(days=8)
    answer = client.post(f"/advice/{one.pk}/confirm/", {"seen": "1"} | day("on", on))
    assert answer.status_code == 302
    assert ClockRow.objects.get(thread=one.thread, duty="advice-provide").legal_deadline == on + timedelta(weeks=6)
    again = client.post(f"/advice/{one.pk}/confirm/", {"seen": "2"} | day("on", on))
    assert "on record already" in again.content.decode()


@pytest.mark.parametrize(("days", "words"), [(1, "must be today or in the past"), (-11, "cannot be before")])
def test_a_receipt_to_come_or_before_the_asking_is_refused(staff: Staff, card: CaseCard, days: int, words: str) -> None:
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), received=False)[0]
    client = signed_in(staff.user(Role.THERAPIST))
    sent = {"seen": "1"} | day("on", clock.today() + timedelta(days=days))
    answer = client.post(f"/advice/{one.pk}/confirm/", sent)
    assert words in answer.content.decode()
    assert not ClockRow.objects.filter(thread=one.thread, duty="advice-provide").exists()


def test_the_keyworker_records_a_receipt_that_came_by_letter(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), received=False)[0]
    client = signed_in(staff.user(Role.KEYWORKER))
    assert client.post(f"/advice/{one.pk}/received/", {"seen": "1"} | day("on", clock.today())).status_code == 302
    assert ClockRow.objects.filter(thread=one.thread, duty="advice-provide", is_running=True).exists()


def test_declining_tells_the_keyworker_why_closes_the_case_and_stops_no_clock(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    inside = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/decline/"
    assert "Choose why it is declined" in inside.post(where, {"seen": "1"}).content.decode()
    assert "Say why it is declined" in inside.post(where, {"seen": "1", "code": "other"}).content.decode()
    assert inside.post(where, {"seen": "1", "code": "out-of-area", "text": "Moved in May"}).status_code == 302
    assert inside.get(f"/cases/{card.case_id}/").status_code == 404
    assert inside.get(f"/advice/{health.pk}/").status_code == 404
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{health.pk}/").content.decode()
    assert "Another area’s service is responsible" in page
    assert "Moved in May" in page
    row = ClockRow.objects.get(thread=health.thread, duty="advice-provide")
    assert row.is_running  # the law gives a body no way out; the keyworker takes the request back or asks another


def test_passing_on_takes_the_access_away_and_gives_it_to_whoever_answers_now(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    other = Organisation.objects.create(authority=staff.authority, name="Eastern therapies", kind="health")
    there = signed_in(make_user(staff.authority, Role.THERAPIST, organisation=other))
    inside = signed_in(staff.user(Role.THERAPIST))
    where = f"/advice/{health.pk}/redirect/"
    sent = {"to": f"health|o:{other.pk}", "text": "They treat the child", "seen": "1"}
    assert "Enter why it is passed on" in inside.post(where, sent | {"text": ""}).content.decode()
    answer = inside.post(where, sent)
    assert answer.status_code == 302
    for page in (f"/cases/{card.case_id}/", f"/advice/{health.pk}/", f"/advice/{health.pk}/write/"):
        assert inside.get(page).status_code == 404
    made = AdviceRequest.objects.get(organisation=other)
    assert made.thread == "advice/health-2"
    assert there.get(f"/cases/{card.case_id}/").status_code == 200
    assert there.get(f"/advice/{made.pk}/").status_code == 200
    assert there.get(f"/advice/{health.pk}/").status_code == 404
    old = ClockRow.objects.get(thread=health.thread, duty="advice-provide")
    assert old.ended_on == clock.today()
    assert "What helps with reading?" in there.get(f"/advice/{made.pk}/").content.decode()
    assert "Receipt not confirmed" in there.get("/advice/").content.decode()


def test_nobody_passes_on_to_themselves_nor_to_somebody_who_is_not_there(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    inside = signed_in(staff.user(Role.THERAPIST))
    own = {"to": f"health|o:{staff.body(Role.THERAPIST).pk}", "text": "x", "seen": "1"}
    assert "It is with them already" in inside.post(f"/advice/{health.pk}/redirect/", own).content.decode()
    odd = own | {"to": "health|o:01234567-89ab-7cde-8f01-23456789abcd"}
    assert inside.post(f"/advice/{health.pk}/redirect/", odd).status_code == 200
    assert AdviceRequest.objects.count() == 1


def test_a_request_outlives_whoever_works_on_it(staff: Staff, card: CaseCard, psychologists: Psychologists) -> None:
    """A leaver's request stays in the organisation's tray, says so, and a colleague takes it over."""
    service, leaver, stays = psychologists
    one = asked_of(staff, card, Asked("ep", organisation=service, assignee=leaver))[0]
    leaver.is_active = False
    leaver.save()
    client = signed_in(stays)
    page = client.get("/advice/").content.decode()
    assert "Nobody: Psychologist A has left" in page
    assert "Take it over yourself" in client.get(f"/advice/{one.pk}/").content.decode()
    assert client.post(f"/advice/{one.pk}/take-over/", {}).status_code == 302
    one.refresh_from_db()
    assert one.assignee == stays
    assert "Take it over yourself" not in client.get(f"/advice/{one.pk}/").content.decode()
    assert signed_in(leaver).get(f"/advice/{one.pk}/").status_code in {302, 403, 404}


def test_a_colleague_is_of_the_same_organisation(staff: Staff, card: CaseCard, psychologists: Psychologists) -> None:
    service, first, second = psychologists
    one = asked_of(staff, card, Asked("ep", organisation=service, assignee=first))[0]
    client = signed_in(first)
    sent = {"seen": "1", "to": str(second.pk), "text": "You know the school"}
    assert client.post(f"/advice/{one.pk}/delegate/", sent).status_code == 302
    assert "You know the school" in signed_in(second).get(f"/advice/{one.pk}/").content.decode()
    stranger = staff.user(Role.EDUCATIONAL_PSYCHOLOGIST)
    answer = client.post(f"/advice/{one.pk}/delegate/", sent | {"seen": "2", "to": str(stranger.pk)})
    assert answer.status_code == 200
    one.refresh_from_db()
    assert one.assignee == second


def test_a_missed_appointment_is_on_record_and_opens_the_exception_of_that_body_alone(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    where, on = f"/advice/{health.pk}/missed/", clock.today() - timedelta(days=2)
    assert "Enter with whom" in client.post(where, {"seen": "1"} | day("on", on)).content.decode()
    sent = {"seen": "1", "text": "With the paediatrician; rang twice"} | day("on", on)
    assert client.post(where, sent).status_code == 302
    last = stream(card.case_id)[-1]
    assert (last.kind, last.thread, last.occurred_on) == ("appointment-missed", "advice/health", on)


def test_lateness_is_a_code_with_words(staff: Staff, card: CaseCard) -> None:
    one = asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), ago=timedelta(days=50))[0]
    client = signed_in(staff.user(Role.THERAPIST))
    assert "8 days late" in client.get("/advice/").content.decode()
    sent = {"code": "waiting-list", "text": WORDS, "seen": "1"}
    assert "Say why in words" in client.post(f"/advice/{one.pk}/late/", sent | {"text": " "}).content.decode()
    assert client.post(f"/advice/{one.pk}/late/", sent).status_code == 302
    event = stream(card.case_id)[-1]
    assert (event.kind, event.fields["reason"]) == ("advice-late-reason-recorded", "waiting-list")
    assert WORDS not in str(event.fields)  # words stand in the room, codes in the ledger
    assert WORDS in signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{one.pk}/").content.decode()


def test_the_tray_is_in_order_of_due_dates_with_what_nobody_confirmed_last(staff: Staff, card: CaseCard) -> None:
    from factories import make_case
    from web.advice.conftest import decided, told

    body, found = staff.body(Role.THERAPIST), []
    for days, received in ((5, True), (50, True), (20, True), (3, False)):
        case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
        one = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
        told(one, "decided-to-assess", on=decided())
        asked_of(staff, one, Asked("health", organisation=body), ago=timedelta(days=days), received=received)
        found.append(case.reference)
    page = signed_in(staff.user(Role.THERAPIST)).get("/advice/").content.decode()
    places = [page.index(found[number]) for number in (1, 2, 0, 3)]
    assert places == sorted(places)


def test_the_tray_shows_exactly_what_its_pages_open(staff: Staff, card: CaseCard, psychologists: Psychologists) -> None:
    """For everybody who answers, and for requests that are open, given, taken back, passed on and another's."""
    service, first, _ = psychologists
    for asked in (
        Asked("ep", organisation=service), Asked("health", organisation=staff.body(Role.THERAPIST)),
        Asked("social-care", user=staff.user(Role.SOCIAL_WORKER)), Asked("school", organisation=staff.body(Role.SENCO)),
        Asked("child"),
    ):  # fmt: skip
        asked_of(staff, card, asked)
    people = [first, *(staff.user(role) for role in (
        Role.EDUCATIONAL_PSYCHOLOGIST, Role.THERAPIST, Role.SOCIAL_WORKER, Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS))]  # fmt: skip
    seen = []
    for ended in ("", "declined"):
        AdviceRequest.objects.filter(body="ep").update(ended=ended)
        for user in people:
            actor = actor_for(user)
            assert actor is not None
            listed = {one.pk for done in (False, True) for one in queries.tray(actor, done=done)}
            client = signed_in(user)
            every = AdviceRequest.objects.values_list("pk", flat=True)
            assert listed == {pk for pk in every if client.get(f"/advice/{pk}/write/").status_code == 200}
            seen.append(len(listed))
    assert seen == [1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0]


def test_social_care_has_its_named_worker_on_record(staff: Staff, card: CaseCard) -> None:
    asked_of(staff, card, Asked("social-care", user=staff.user(Role.SOCIAL_WORKER)))
    assert stream(card.case_id)[-1].kind == "advice-routed-to-worker"


def test_nobody_is_asked_twice_by_passing_on(staff: Staff, card: CaseCard, psychologists: Psychologists) -> None:
    service, first, _ = psychologists
    health, ep = asked_of(
        staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)), Asked("ep", organisation=service)
    )
    sent = {"to": f"health|o:{staff.body(Role.THERAPIST).pk}", "text": "It is theirs", "seen": "1"}
    answer = signed_in(first).post(f"/advice/{ep.pk}/redirect/", sent)
    assert "asked for this advice in this case already" in answer.content.decode()
    health.refresh_from_db()
    ep.refresh_from_db()
    assert (health.ended, ep.ended) == ("", "")


@pytest.mark.parametrize("role", [Role.KEYWORKER, Role.MANAGER, Role.PARENT, Role.DCO, Role.ANALYST])
def test_who_answers_nothing_has_no_tray(staff: Staff, role: Role) -> None:
    assert signed_in(staff.user(role)).get("/advice/").status_code == 403


def test_advice_of_another_kind_is_not_theirs_to_answer(
    staff: Staff, card: CaseCard, psychologists: Psychologists
) -> None:
    """A psychologist of the same service cannot answer for health, though the case is open to them."""
    service, first, _ = psychologists
    asked_of(staff, card, Asked("ep", organisation=service))
    one = AdviceRequest.objects.create(
        authority=staff.authority, case=card.case, thread="advice/health", body="health", organisation=service,
        asked_by="system:test",
    )  # fmt: skip
    client = signed_in(first)
    for what in ("write/", "decline/", "confirm/"):
        assert client.get(f"/advice/{one.pk}/{what}").status_code == 404


def test_answering_what_was_given_already_is_told(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    from keywork.web.advice.lines import Content
    from keywork.web.advice.services.giving import give

    actor = staff.actor(Role.THERAPIST)
    give(actor=actor, card=card, request=health, name="T", content=Content(summary="All"), seen=0)
    card = CaseCard.objects.select_related("case", "person").get(pk=card.pk)
    with pytest.raises(NotDone, match="given already"):
        answering.decline(actor=actor, card=card, request=health, name="T", code="other", text="x", seen=None)
    page = signed_in(staff.user(Role.THERAPIST)).get(f"/advice/{health.pk}/decline/")
    assert page.status_code == 200


def test_very_long_words_are_refused_with_how_long_they_may_be(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    client = signed_in(staff.user(Role.THERAPIST))
    sent = {"code": "no-staff", "text": "x" * 4001, "seen": "1"}
    assert "4,000 characters or fewer" in client.post(f"/advice/{health.pk}/late/", sent).content.decode()
    assert not AdviceStep.objects.exists()


def test_sent_twice_is_done_once(staff: Staff, card: CaseCard, health: AdviceRequest) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    client.handler.enforce_csrf_checks = False
    where = f"/advice/{health.pk}/chase/"
    page = client.get(where).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"text": "Rang them", "seen": "1", "csrfmiddlewaretoken": token}
    first, second = client.post(where, sent), client.post(where, sent)
    assert first.status_code == second.status_code == 302
    with scope(authority=staff.authority):
        assert AdviceStep.objects.count() == 1


def test_no_name_of_a_child_stands_in_an_address_or_a_title(
    staff: Staff, card: CaseCard, health: AdviceRequest
) -> None:
    page = signed_in(staff.user(Role.THERAPIST)).get(f"/advice/{health.pk}/").content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    assert CANARY not in title
    assert CANARY in page

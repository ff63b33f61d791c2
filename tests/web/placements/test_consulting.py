"""Consulting settings: each on a thread and fifteen days of its own, with what was chosen and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import CANARY, Staff, make_case, make_user
from keywork.web.accounts.models import Organisation, Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.assessments.queries import children
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.documents.models.files import DocumentShare
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, ConsultationStep
from keywork.web.placements.services import consulting
from keywork.web.placements.services.consulting import Asked, Shown
from keywork.web.representations.journeys import Said
from keywork.web.representations.services.answering import Answer, write_down
from keywork.web.representations.standing import Speaker
from records_made import make_document
from web.placements.conftest import AGO, SHOWN, consulted, day, signed_in, told

pytestmark = pytest.mark.django_db
ELSEWHERE = Asked(name="Far School", urn="900999")


def clock_of(one: Consultation) -> ClockRow:
    return ClockRow.objects.get(
        case=one.case_id, thread=one.thread, duty__in=("setting-consult-response", "other-la-consult")
    )


def test_several_are_consulted_at_once_each_with_fifteen_days_of_its_own(staff: Staff, card: CaseCard) -> None:
    school, college, far, authority = consulted(
        staff, card, Asked(organisation=staff.body(Role.SENCO)), Asked(organisation=staff.body(Role.COLLEGE)),
        ELSEWHERE, Asked(name="Elsewhere Council", whom="authority"),
    )  # fmt: skip
    numbers = [staff.body(Role.SENCO).urn, staff.body(Role.COLLEGE).urn, "900999", "1"]  # as letters have them too
    assert [one.thread for one in (school, college, far, authority)] == [f"setting/{number}" for number in numbers]
    for one in (school, college, far, authority):
        assert clock_of(one).legal_deadline == clock.today() - AGO + timedelta(days=15)
    assert clock_of(authority).duty == "other-la-consult"
    assert far.involvement is None
    fields = [e.fields for e in stream(card.case_id) if e.thread == far.thread]
    assert fields == [{"setting": "900999"}]  # a number, and no name, stands in the record


def test_a_keyworker_consults_from_the_page_of_the_case_and_sees_it_there(staff: Staff, card: CaseCard) -> None:
    client, school = signed_in(staff.user(Role.KEYWORKER)), staff.body(Role.SENCO)
    where = f"/cases/{card.case_id}/consultations/consult/"
    sent = {
        "settings": [str(school.pk)], "ground": "consent", "consent": "Both parents agreed.", "asked_for": "on",
        "sequence": str(stream(card.case_id)[-1].sequence), "other_whom": "setting",
    } | day("on", clock.today())  # fmt: skip
    assert client.post(where, sent).status_code == 302
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert school.name in page
    assert "the family asked for it" in page
    # And sent again it is one consultation still: the page is older than the record
    again = client.post(where, sent | {"question": "Typed again"})
    assert again.status_code == 409
    assert "Typed again" in again.content.decode()
    assert Consultation.objects.count() == 1


def test_without_anybody_chosen_or_a_ground_the_page_says_what_is_missing(staff: Staff, card: CaseCard) -> None:
    where = f"/cases/{card.case_id}/consultations/consult/"
    page = signed_in(staff.user(Role.KEYWORKER)).post(where, day("on", clock.today())).content.decode()
    assert "Choose at least one setting" in page
    assert "Choose on what ground it is shared" in page
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(("days", "words"), [(1, "today or in the past"), (-61, "before the decision to assess")])
def test_a_day_to_come_or_before_the_decision_is_refused(staff: Staff, card: CaseCard, days: int, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        consulted(staff, card, ELSEWHERE, ago=timedelta(days=-days))
    assert not Consultation.objects.exists()


def test_nobody_is_consulted_before_the_decision_to_assess(staff: Staff) -> None:
    early = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    with pytest.raises(NotDone, match="once the authority has decided"):
        consulted(staff, early, ELSEWHERE)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{early.case_id}/consultations/consult/")
    assert "once the authority has decided" in page.content.decode()


def test_a_setting_that_has_not_replied_is_not_consulted_twice_nor_chosen_twice(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    with pytest.raises(NotDone, match="was consulted already"):
        consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))
    with pytest.raises(NotDone, match="was consulted already"):  # by its number, though under another name
        consulted(staff, card, Asked(name="The same school", urn=staff.body(Role.SENCO).urn))
    with pytest.raises(NotDone, match="chosen twice"):
        consulted(staff, card, ELSEWHERE, Asked(name="far school"))


def test_a_setting_that_was_taken_back_is_consulted_again_on_a_thread_and_a_clock_of_its_own(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    consulting.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=school, name="K", code="other", text="", seen=1
    )
    again = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))[0]
    assert again.thread == f"{school.thread}-2"
    assert clock_of(again).ended_on is None
    assert clock_of(school).ended_on == clock.today()


def test_two_at_once_are_told(staff: Staff, card: CaseCard, school: Consultation) -> None:
    actor = staff.actor(Role.KEYWORKER)
    with pytest.raises(Overtaken):
        consulting.consult(actor=actor, card=card, asked=[ELSEWHERE], shown=SHOWN, on=clock.today(), seen=1)
    consulting.chase(actor=actor, card=card, consultation=school, name="K", text="Rang", seen=1)
    answer = signed_in(staff.user(Role.KEYWORKER)).post(
        f"/consultations/{school.pk}/withdraw/", {"code": "other", "text": "What I typed", "seen": "1"}
    )
    assert answer.status_code == 409
    assert "What I typed" in answer.content.decode()
    assert 'name="seen" value="2"' in answer.content.decode()


def test_only_whoever_runs_the_assessment_consults(staff: Staff, card: CaseCard) -> None:
    for role in (Role.SENCO, Role.PLAN_WRITER, Role.PARENT, Role.THERAPIST):
        with pytest.raises(NotKnown):
            consulting.consult(
                actor=staff.actor(role), card=card, asked=[ELSEWHERE], shown=SHOWN, on=clock.today()
            )  # fmt: skip


def test_the_setting_reads_what_was_chosen_and_nothing_else_of_the_case(staff: Staff, card: CaseCard) -> None:
    chosen, other = make_document(card.case, label="psychology"), make_document(card.case, label="psychology")
    shown = Shown("act", "The Act asks it.", documents=[chosen], looked_through=True)
    inside = signed_in(staff.user(Role.SENCO))
    assert inside.get(f"/documents/{chosen.pk}/").status_code == 404
    one = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)), shown=shown)[0]
    page = inside.get(f"/consultations/{one.pk}/").content.decode()
    assert CANARY in page
    assert chosen.title in page
    assert inside.get(f"/documents/{chosen.pk}/").status_code == 200
    assert inside.get(f"/documents/{other.pk}/").status_code == 404
    for where in ("clocks", "history", "request", "family"):
        assert inside.get(f"/cases/{card.case_id}/{where}/").status_code == 404


def test_documents_are_read_before_they_are_shown_and_papers_of_a_panel_are_not(staff: Staff, card: CaseCard) -> None:
    report, paper = make_document(card.case, label="psychology"), make_document(card.case, label="panel")
    whom = Asked(organisation=staff.body(Role.SENCO))
    with pytest.raises(NotDone, match="Read the documents first"):
        consulted(staff, card, whom, shown=Shown("consent", "Agreed.", documents=[report]))
    with pytest.raises(NotDone, match="cannot be shown"):
        consulted(staff, card, whom, shown=Shown("consent", "Agreed.", documents=[paper], looked_through=True))
    assert not DocumentShare.objects.filter(document__in=[report, paper]).exists()


def test_taking_back_closes_the_case_at_once_and_ends_the_clock_and_what_was_shared(
    staff: Staff, card: CaseCard
) -> None:
    chosen = make_document(card.case, label="psychology")
    shown = Shown("act", "The Act asks it.", documents=[chosen], looked_through=True)
    one = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)), shown=shown)[0]
    inside, client = signed_in(staff.user(Role.SENCO)), signed_in(staff.user(Role.KEYWORKER))
    assert inside.get(f"/consultations/{one.pk}/reply/").status_code == 200
    where = f"/consultations/{one.pk}/withdraw/"
    assert "Choose why it is taken back" in client.post(where, {"text": "x", "seen": "1"}).content.decode()
    assert client.post(where, {"code": "family-changed", "text": "They prefer another", "seen": "1"}).status_code == 302
    assert clock_of(one).ended_on == clock.today()
    for page in (f"/consultations/{one.pk}/", f"/consultations/{one.pk}/reply/", f"/documents/{chosen.pk}/"):
        assert inside.get(page).status_code == 404
    assert not DocumentShare.objects.filter(organisation=one.organisation, ended_at=None).exists()
    assert "not consulted now" in inside.get("/consultations/").content.decode()
    assert "was taken back" in client.post(where, {"code": "other", "seen": "2"}).content.decode()


def test_a_reminder_is_kept_with_its_words_and_stands_on_the_case(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    answer = client.post(f"/consultations/{school.pk}/chase/", {"text": "Rang the office", "seen": "1"})
    assert answer.status_code == 302
    assert ConsultationStep.objects.get().text == "Rang the office"
    assert stream(card.case_id)[-1].kind == "consultation-chased"
    assert "Never" not in client.get(f"/cases/{card.case_id}/contacts/").content.decode().split('id="consultations"')[1]


def test_another_setting_reads_neither_the_consultation_nor_the_case(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    other = Organisation.objects.create(authority=staff.authority, name="Other School", kind="setting", urn="900777")
    stranger = signed_in(make_user(staff.authority, Role.SENCO, organisation=other))
    for where in (
        f"/consultations/{school.pk}/",
        f"/consultations/{school.pk}/reply/",
        f"/cases/{card.case_id}/contacts/",
    ):
        assert stranger.get(where).status_code == 404
    assert CANARY not in stranger.get("/consultations/").content.decode()
    assert CANARY in signed_in(staff.user(Role.SENCO)).get("/consultations/").content.decode()


def test_a_final_plan_ends_what_was_not_answered_and_closes_the_case(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    told(card, "final-plan-sent", clock.today())
    assert consulting.settle(actor=staff.actor(Role.KEYWORKER), card=card) == 1
    assert signed_in(staff.user(Role.SENCO)).get(f"/consultations/{school.pk}/").status_code == 404


def test_a_child_whom_a_setting_is_only_asked_to_take_is_not_offered_as_one_of_its_own(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    senco = staff.actor(Role.SENCO)
    assert children(senco) == []
    CaseSummary.objects.filter(case=card.case_id).update(setting=senco.urn)
    assert [child for child, _ in children(senco)] == [str(card.person_id)]


def test_a_setting_that_the_family_asked_for_is_consulted_on_the_thread_of_their_asking(
    staff: Staff, card: CaseCard
) -> None:
    told(card, "draft-plan-served", clock.today() - timedelta(days=20))
    school = staff.body(Role.SENCO)
    write_down(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, speaker=Speaker(is_young=False), way="phone",
        on=clock.today(), answer=Answer(False, [Said("setting", "Near.", name=school.name.upper(), sort="maintained")]),
    )  # fmt: skip
    duty = ClockRow.objects.filter(case=card.case_id, duty="setting-consult")
    assert duty.get().met_on is None
    page = signed_in(staff.user(Role.MANAGER)).get(f"/cases/{card.case_id}/naming/").content.decode()
    assert "What the family asked for" in page
    made = consulted(staff, card, Asked(organisation=school), ago=timedelta(0))[0]
    assert made.asked_for
    assert duty.get().met_on == clock.today()

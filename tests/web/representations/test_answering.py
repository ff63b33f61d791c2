"""What a family answers to the draft: a fact with its day, each person's own, within the 15 days or after them."""

from __future__ import annotations

from datetime import date

import pytest

from factories import Staff, involve
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.representations.errors import NotDone
from keywork.web.representations.journeys import Said
from keywork.web.representations.models import Representation, RepresentationPoint
from keywork.web.representations.queries import speakers
from keywork.web.representations.services import answering
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.standing import Speaker, draft_of
from web.representations.conftest import WORDS, ago, answered, begun, day, served, signed_in, told

pytestmark = pytest.mark.django_db
SETTING = {"asks": "yes", "name": "Hill School", "sort": "maintained", "why": "Her cousin thrives there."}


def kinds(card: CaseCard) -> list[str]:
    return [event.kind for event in stream(card.case_id)][3:]


def row(card: CaseCard, duty: str) -> ClockRow:
    return ClockRow.objects.get(case=card.case_id, duty=duty)


def test_each_thing_that_is_said_and_asked_is_a_fact_of_its_own_and_the_keyworker_is_told(
    staff: Staff, card: CaseCard
) -> None:
    made = answered(
        signed_in(staff.user("mother")), card, section_F={"words": WORDS}, setting=SETTING,
        budget={"asks": "yes", "what": "A therapist of our own."}, meeting={"asks": "yes", "when": "After 4 pm."},
    )  # fmt: skip
    assert kinds(card) == [
        "draft-representations-received", "setting-requested", "personal-budget-requested", "draft-meeting-requested",
    ]  # fmt: skip
    assert (made.state, made.agrees, made.late, made.said_on, made.who) == (
        "sent", False, False, clock.today(), "Robin Mother",
    )  # fmt: skip
    assert [(one.kind, one.section) for one in made.points.all()] == [
        ("section", "F"), ("setting", ""), ("budget", ""), ("meeting", ""),
    ]  # fmt: skip
    assert row(card, "draft-representations").met_on == clock.today()
    assert row(card, "draft-meeting").met_on is None
    assert "Hill School" not in str([event.fields for event in stream(card.case_id)])
    assert Notice.objects.get(user=staff.user(Role.KEYWORKER)).kind == "draft-answered"
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/draft-answers/").content.decode()
    for words in (WORDS, "Hill School", "A therapist of our own.", "section 39(4)"):
        assert words in page


def test_whoever_agrees_and_asks_for_nothing_has_answered(staff: Staff, card: CaseCard) -> None:
    assert answered(signed_in(staff.user("mother")), card).agrees
    assert kinds(card) == ["draft-representations-received"]


def test_what_is_typed_is_kept_and_nobody_else_reads_it_before_it_is_sent(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user("mother"))
    one = begun(client, card)
    client.post(f"/draft-answers/{one.pk}/agree/", {"agrees": "no", "parts": ["F"]})
    assert client.post(f"/draft-answers/{one.pk}/section-F/keep/", {"words": WORDS}).status_code == 204
    again = signed_in(staff.user("mother"))
    assert WORDS in again.get(f"/draft-answers/{one.pk}/section-F/").content.decode()
    assert "Go on with your answer" in again.get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    assert signed_in(staff.user("father")).get(f"/draft-answers/{one.pk}/section-F/").status_code == 404
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/draft-answers/").content.decode()
    assert WORDS not in page
    client.post(f"/draft-answers/{one.pk}/take-back/")
    assert not Representation.objects.exists()


def test_an_answer_that_lacks_something_is_not_sent_and_nothing_is_lost(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user("mother"))
    one = begun(client, card)
    answer = client.post(f"/draft-answers/{one.pk}/setting/", SETTING | {"sort": ""})
    assert "Choose what sort of setting it is" in answer.content.decode()
    assert "Her cousin thrives there." in client.get(f"/draft-answers/{one.pk}/setting/").content.decode()
    assert "Answer every question" in client.post(f"/draft-answers/{one.pk}/check/").content.decode()
    for slug in ("setting", "budget", "meeting"):
        client.post(f"/draft-answers/{one.pk}/{slug}/", {"asks": "no"})
    client.post(f"/draft-answers/{one.pk}/agree/", {"agrees": "no"})
    assert "Nothing is said" in client.post(f"/draft-answers/{one.pk}/check/").content.decode()
    assert kinds(card) == []


def test_an_answer_is_sent_once(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user("mother"))
    one = answered(client, card)
    assert client.post(f"/draft-answers/{one.pk}/check/").status_code == 302
    assert len(kinds(card)) == 1


def test_after_the_15_days_it_is_recorded_that_they_asked_late(staff: Staff) -> None:
    in_time, late = served(staff, 14), served(staff, 15)
    for card in (in_time, late):
        answered(signed_in(staff.user("mother")), card)
    assert kinds(in_time) == ["draft-representations-received"]
    assert kinds(late) == ["late-representations-requested", "draft-representations-received"]
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{late.case_id}/draft-answers/").content.decode()
    assert "After the 15 days" in page


def test_the_15_days_of_a_draft_that_was_posted_run_from_when_it_counts_as_delivered(staff: Staff) -> None:
    card = served(staff, 14, by="first-class-post")
    found = draft_of(card)
    assert found is not None
    assert found.until == row(card, "draft-representations").legal_deadline
    assert found.until > clock.today()


def test_parents_who_live_apart_have_each_their_own_and_the_team_sees_who_was_not_heard(
    staff: Staff, card: CaseCard
) -> None:
    answered(signed_in(staff.user("mother")), card, section_B={"words": WORDS})
    father = signed_in(staff.user("father"))
    assert WORDS not in father.get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    where = f"/cases/{card.case_id}/draft-answers/"
    assert father.get(where).status_code in (403, 404)
    page = signed_in(staff.user(Role.KEYWORKER)).get(where).content.decode()
    assert "Not heard yet:</strong> <bdi>Robin Father</bdi>" in page
    answered(father, card)
    assert "Not heard yet" not in signed_in(staff.user(Role.KEYWORKER)).get(where).content.decode()


def test_from_the_end_of_compulsory_school_age_the_young_person_answers(staff: Staff, card: CaseCard) -> None:
    young = staff.user(Role.YOUNG_PERSON)
    involve(card.case, young, "family")
    page = signed_in(young).get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    assert "The right to answer the draft is somebody else’s." in page
    Person.objects.filter(pk=card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    card.person.refresh_from_db()
    one = answered(signed_in(young), card, budget={"asks": "yes", "what": "Travel training."})
    assert one.member is None
    with pytest.raises(NotDone, match="somebody else’s"):
        answering.write_down(
            actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, way="phone", on=clock.today(),
            speaker=Speaker(is_young=False, member=FamilyMember.objects.first()), answer=Answer(True, []),
        )  # fmt: skip


def test_what_came_by_telephone_is_written_down_with_its_day(staff: Staff, card: CaseCard) -> None:
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.case_id}/draft-answers/write-down/"
    mother = next(code for code, one in speakers(card).items() if one.member and one.member.name == "Robin Mother")
    typed = {"who": mother, "way": "phone", "section_F": WORDS, "name": "Hill School", "sort": "maintained"}
    early = client.post(where, typed | day("on", ago(9)))
    assert "when the draft was served" in early.content.decode()
    assert WORDS in early.content.decode()
    assert client.post(where, typed | day("on", ago(1))).status_code == 302
    assert row(card, "draft-representations").met_on == ago(1)
    assert RepresentationPoint.objects.count() == 2
    page = signed_in(staff.user("mother")).get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    assert WORDS in page
    assert "by telephone" in page


def test_without_a_draft_there_is_nothing_to_answer(staff: Staff, card: CaseCard) -> None:
    told(card, "final-plan-sent", clock.today())
    client = signed_in(staff.user("mother"))
    assert "There is no draft plan to answer now" in client.get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    client.post(f"/cases/{card.case_id}/draft-answer/begin/")
    assert not Representation.objects.exists()


@pytest.mark.parametrize("role", [Role.SENCO, Role.THERAPIST, Role.PANEL_MEMBER])
def test_nobody_else_reads_or_writes_them(staff: Staff, card: CaseCard, role: str) -> None:
    one = answered(signed_in(staff.user("mother")), card, section_B={"words": WORDS})
    client = signed_in(staff.user(role))
    for where in ("draft-answer/", "draft-answers/", "draft-answers/write-down/"):
        assert client.get(f"/cases/{card.case_id}/{where}").status_code in (403, 404)
    assert client.get(f"/draft-points/{one.points.first().pk}/reply/").status_code in (403, 404)


def test_what_is_asked_again_of_one_setting_stands_on_one_thread(staff: Staff, card: CaseCard) -> None:
    said = Said("setting", "Near to home.", name="hill school ", sort="maintained")
    answered(signed_in(staff.user("mother")), card, setting=SETTING)
    answering.write_down(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, way="paper", on=clock.today(),
        speaker=Speaker(is_young=False, member=FamilyMember.objects.get(name="Robin Father")), answer=Answer(False, [said]),
    )  # fmt: skip
    assert len({event.thread for event in stream(card.case_id) if event.kind == "setting-requested"}) == 1


def test_what_was_said_is_offered_once_the_plan_is_there_to_whoever_said_something(
    staff: Staff, card: CaseCard
) -> None:
    mother, father = signed_in(staff.user("mother")), signed_in(staff.user("father"))
    answered(mother, card)
    begun(father, card)  # and never sent
    told(card, "final-plan-sent", clock.today())
    where = f"/cases/{card.case_id}/where/"
    assert "Read what you said of the draft, and our answers" in mother.get(where).content.decode()
    assert "what you said of the draft" not in father.get(where).content.decode()

"""The officer's decision, with a panel or without, and the notice that meets the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, involve
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.panels.errors import NotDone, Overtaken
from keywork.web.panels.models import AgendaItem, AssessmentDecision
from keywork.web.panels.questions import ASSESS, NOT_TO_ASSESS, TO_ASSESS
from keywork.web.panels.services import advising, agenda, deciding
from keywork.web.panels.standing import stands
from keywork.web.people.models import CaseCard
from web.panels.conftest import WHY, ago, answers_of, decided, recommended, said, signed_in, told

pytestmark = pytest.mark.django_db


def boxes(name: str, day: object) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def sent(card: CaseCard, **more: object) -> dict[str, object]:
    """A decision as its form sends it."""
    paper = f"request:{card.case.requests.get().pk}"
    found: dict[str, object] = {"conclusion": "to-assess", "reasons": WHY, "need": "ASD", "setting_type": "primary"}
    for code in ("may-have-needs", "may-need-plan"):
        found |= {f"{code}_answer": "yes", f"{code}_reasons": WHY, f"{code}_evidence": [paper]}
    return found | boxes("on", clock.today()) | {"seen": "0"} | more


def clock_of(card: CaseCard) -> ClockRow:
    return ClockRow.objects.get(case=card.case_id, duty="ehcna-decision")


def test_a_decision_meets_no_clock_before_the_notice_is_sent(staff: Staff, card: CaseCard) -> None:
    decided(staff, card, said(on=ago(2)))
    assert clock_of(card).met_on is None
    deciding.tell(actor=staff.actor(Role.KEYWORKER), card=card, question=ASSESS, on=clock.today(), seen=1)
    assert clock_of(card).met_on == clock.today()
    assert CaseSummary.objects.get(case=card.case_id).stage == "advice"
    kinds = [event.kind for event in stream(card.case_id)]
    assert kinds == ["assessment-request-received", "officer-concluded", "decided-to-assess"]
    with pytest.raises(NotDone, match="on record already"):
        deciding.tell(actor=staff.actor(Role.KEYWORKER), card=card, question=ASSESS, on=clock.today(), seen=None)


def test_the_entry_says_what_decisions_are_compared_by_and_no_word_of_the_reasons(staff: Staff, card: CaseCard) -> None:
    decided(staff, card)
    assert dict(stream(card.case_id)[-1].fields) == {
        "conclusion": "to-assess", "way": "alone", "need": "ASD", "years": "years-7-9", "setting_type": "primary",
    }  # fmt: skip


@pytest.mark.parametrize(("conclusion", "followed"), [(TO_ASSESS, True), (NOT_TO_ASSESS, False)])
def test_an_officer_follows_a_panel_or_does_not(
    staff: Staff, item: AgendaItem, card: CaseCard, conclusion: str, *, followed: bool
) -> None:
    recommended(staff, card, item)
    made = decided(staff, card, said(conclusion))
    assert (made.item_id, made.followed) == (item.pk, followed)
    page = signed_in(staff.user(Role.PANEL_MEMBER)).get(f"/panels/cases/{item.pk}/").content.decode()
    assert ("As the panel recommended." in page) is followed
    assert ("The panel had recommended otherwise." in page) is not followed
    assert "The panel recommends: assess" in page


def test_an_officer_decides_without_a_panel_with_reasons(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    where = f"/cases/{card.case_id}/decision/"
    assert "You decide without one." in client.get(where).content.decode()
    answer = client.post(where, sent(card) | boxes("told_on", clock.today()))
    assert answer.status_code == 302
    made = AssessmentDecision.objects.get()
    assert (made.item, made.followed, made.conclusion) == (None, None, TO_ASSESS)
    assert clock_of(card).met_on == clock.today()
    page = client.get(f"/cases/{card.case_id}/").content.decode()
    assert "Decided without a panel’s recommendation." in page


def test_a_refusal_shows_the_rights_and_until_when_they_may_appeal(staff: Staff, card: CaseCard) -> None:
    decided(staff, card, said(NOT_TO_ASSESS, told_on=clock.today()))
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/").content.decode()
    assert "appeal to the SEND Tribunal" in page
    due = ClockRow.objects.get(case=card.case_id, duty="appeal-window").legal_deadline
    assert due is not None
    assert f"<strong>{due.day} {due:%b %Y}</strong>" in page


def test_whoever_wrote_down_the_recommendation_does_not_decide(
    staff: Staff, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    took_part = [staff.user(Role.PANEL_MEMBER).pk, staff.user("second member").pk]
    advising.recommend(
        actor=manager, name="Robin", card=card, item=item, recommendation=TO_ASSESS, test=answers_of("yes", "yes"),
        reasons=WHY, took_part=took_part, has_papers=True,
    )  # fmt: skip
    with pytest.raises(NotDone, match="somebody else decides"):
        decided(staff, card)
    deciding.decide(
        actor=staff.actor("second manager"),
        name="Robin",
        card=card,
        question=ASSESS,
        said=said(),
        seen=None,
        has_papers=True,
    )


@pytest.mark.parametrize("role", [Role.KEYWORKER, Role.PANEL_MEMBER, Role.PLAN_WRITER])
def test_nobody_decides_but_who_approves(staff: Staff, item: AgendaItem, card: CaseCard, role: str) -> None:
    with pytest.raises(NotKnown):
        deciding.decide(
            actor=staff.actor(role), name="R", card=card, question=ASSESS, said=said(), seen=None, has_papers=True
        )
    assert signed_in(staff.user(role)).get(f"/cases/{card.case_id}/decision/").status_code in (403, 404)


def test_two_who_decide_at_once_the_second_reads_both_texts_and_nothing_is_lost(staff: Staff, card: CaseCard) -> None:
    decided(staff, card, said(NOT_TO_ASSESS))
    client = signed_in(staff.user("second manager"))
    answer = client.post(f"/cases/{card.case_id}/decision/", sent(card, reasons="What the second of us typed."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What the second of us typed." in page
    assert "On record already: there will be no assessment" in page
    assert WHY in page
    assert AssessmentDecision.objects.count() == 1
    # Sent again on purpose it stands beside the first, and is what is decided.
    again = client.post(
        f"/cases/{card.case_id}/decision/", sent(card, reasons="What the second of us typed.", seen="1")
    )
    assert again.status_code == 302
    where = stands(card.case_id, card.authority_id, ASSESS)
    assert where.decision is not None
    assert (where.number, where.decision.conclusion) == (2, TO_ASSESS)


def test_a_decision_about_what_was_decided_anew_tells_nobody(staff: Staff, card: CaseCard) -> None:
    decided(staff, card)
    decided(staff, card, said(NOT_TO_ASSESS))
    with pytest.raises(Overtaken, match="anew"):
        deciding.tell(actor=staff.actor(Role.KEYWORKER), card=card, question=ASSESS, on=clock.today(), seen=1)
    answer = signed_in(staff.user(Role.KEYWORKER)).post(
        f"/cases/{card.case_id}/decision/told/", boxes("on", clock.today()) | {"seen": "1"}
    )
    assert answer.status_code == 409


def test_sent_twice_it_is_decided_once(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    for _ in range(2):
        client.post(f"/cases/{card.case_id}/decision/", sent(card))
    assert AssessmentDecision.objects.count() == 1


def test_what_was_decided_and_told_is_not_decided_again(staff: Staff, card: CaseCard) -> None:
    decided(staff, card, said(told_on=clock.today()))
    with pytest.raises(NotDone, match="It stands at: gathering advice"):
        decided(staff, card)
    page = signed_in(staff.user(Role.MANAGER)).get(f"/cases/{card.case_id}/decision/").content.decode()
    assert "waits for no decision whether to assess" in page


def test_a_panel_that_has_closed_keeps_no_officer_from_deciding(
    staff: Staff, item: AgendaItem, card: CaseCard, manager: Actor
) -> None:
    recommended(staff, card, item)
    agenda.close(actor=manager, meeting=item.meeting)
    assert decided(staff, card).followed is True


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"on": clock.today() + timedelta(days=1)}, "today or in the past"),
        ({"on": ago(400)}, "when the request came"),
        ({"told_on": clock.today() + timedelta(days=1)}, "notice must be today"),
        ({"on": clock.today(), "told_on": ago(1)}, "cannot have been sent before"),
        ({"need": "XYZ"}, "Choose the main type of need"),
    ],
)
def test_days_and_codes_that_cannot_be_are_refused(
    staff: Staff, card: CaseCard, what: dict[str, object], words: str
) -> None:
    with pytest.raises(NotDone, match=words):
        decided(staff, card, said(**what))  # type: ignore[arg-type]
    assert not AssessmentDecision.objects.exists()


def test_a_receipt_that_is_corrected_past_the_decision_is_pointed_out_and_changes_no_decision(
    staff: Staff, card: CaseCard
) -> None:
    made = decided(staff, card, said(on=ago(20), told_on=ago(20)))
    first = stream(card.case_id)[0]
    fix = NewEvent("date-corrected", clock.today(), corrects=first.id, fields={"to": ago(10)})
    record(case=card.case, entries=[fix], actor=system("test", card.authority))
    where = stands(card.case_id, card.authority_id, ASSESS)
    assert where.is_doubtful
    assert where.decision == made
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/").content.decode()
    assert "The request is recorded as received after this decision." in page


def test_a_receipt_corrected_to_an_earlier_day_moves_the_clock_of_what_is_before_a_panel(
    staff: Staff, item: AgendaItem, card: CaseCard
) -> None:
    client, first = signed_in(staff.user(Role.PANEL_MEMBER)), stream(card.case_id)[0]
    fix = NewEvent("date-corrected", clock.today(), corrects=first.id, fields={"to": ago(50)})
    record(case=card.case, entries=[fix], actor=system("test", card.authority))
    due = ago(50) + timedelta(weeks=6)
    assert f"Due {due.day} {due:%b %Y}" in client.get(f"/panels/meetings/{item.meeting_id}/").content.decode()


def test_a_decision_that_was_struck_out_counts_no_longer(staff: Staff, card: CaseCard) -> None:
    decided(staff, card)
    struck = NewEvent("entry-struck-out", clock.today(), corrects=stream(card.case_id)[-1].id)
    record(case=card.case, entries=[struck], actor=system("test", card.authority))
    assert stands(card.case_id, card.authority_id, ASSESS).decision is None
    with pytest.raises(NotDone, match="Nothing has been decided yet"):
        deciding.tell(actor=staff.actor(Role.KEYWORKER), card=card, question=ASSESS, on=clock.today(), seen=None)


def test_a_setting_that_merges_changes_no_decision(staff: Staff, card: CaseCard) -> None:
    made = decided(staff, card)
    body = staff.body(Role.SENCO)
    body.urn, body.name = "900777", "Merged Academy"
    body.save()
    made.refresh_from_db()
    assert made.setting_type == "primary"
    page = signed_in(staff.user(Role.MANAGER)).get(f"/cases/{card.case_id}/decision/").content.decode()
    assert "On record already" in page


def test_the_family_reads_the_decision_once_they_were_told_and_not_before(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    involve(card.case, staff.user(Role.SENCO), "setting", days=None)
    parent, senco = signed_in(staff.user(Role.PARENT)), signed_in(staff.user(Role.SENCO))
    where = f"/cases/{card.case_id}/"
    decided(staff, card, said(NOT_TO_ASSESS))
    for page in (parent.get(where), parent.get(f"{where}history/"), senco.get(where), senco.get(f"{where}history/")):
        assert page.status_code == 200
        assert "concluded" not in page.content.decode()
        assert WHY not in page.content.decode()
    deciding.tell(actor=staff.actor(Role.KEYWORKER), card=card, question=ASSESS, on=clock.today(), seen=1)
    assert WHY in parent.get(where).content.decode()
    assert "appeal to the SEND Tribunal" in parent.get(where).content.decode()
    assert WHY not in senco.get(where).content.decode()
    told(card, "refusal-reversed")
    assert parent.get(where).status_code == 200


def test_the_letter_that_tells_the_family_is_a_step_away_and_its_notice_meets_the_decision(
    staff: Staff, card: CaseCard
) -> None:
    keyworker = signed_in(staff.user(Role.KEYWORKER))
    letters = f"/cases/{card.case_id}/letters/start/"
    assert letters not in keyworker.get(f"/cases/{card.case_id}/").content.decode()
    decided(staff, card)
    page = keyworker.get(f"/cases/{card.case_id}/").content.decode()
    assert letters in page
    assert keyworker.get(letters).status_code == 200
    told(card, "decided-to-assess")  # as the sending of a letter records it
    where = stands(card.case_id, card.authority_id, ASSESS)
    assert (where.told_on, where.other_notice) == (clock.today(), False)
    assert letters not in keyworker.get(f"/cases/{card.case_id}/").content.decode()


def test_a_notice_that_says_something_else_than_was_decided_is_pointed_out(staff: Staff, card: CaseCard) -> None:
    decided(staff, card, said(NOT_TO_ASSESS))
    told(card, "decided-to-assess")
    where = stands(card.case_id, card.authority_id, ASSESS)
    assert (where.told_on, where.other_notice) == (None, True)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/").content.decode()
    assert "says something else than was decided" in page


def test_a_notice_of_before_is_not_that_of_a_later_decision(staff: Staff, card: CaseCard) -> None:
    told(card, "decided-to-assess", on=ago(5))
    last = stream(card.case_id)[-1]
    struck = NewEvent("entry-struck-out", clock.today(), corrects=last.id)
    record(case=card.case, entries=[struck], actor=system("test", card.authority))
    decided(staff, card)
    assert stands(card.case_id, card.authority_id, ASSESS).told_on is None

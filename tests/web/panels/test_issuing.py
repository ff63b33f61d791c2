"""After the assessment: whether to issue a plan, with a panel or without, and what the family is told by week 16."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import record
from keywork.web.documents.letter_entries import already_recorded
from keywork.web.documents.models import Letter
from keywork.web.documents.services import letters
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.panels import queries
from keywork.web.panels.errors import NotDone
from keywork.web.panels.limbs import check
from keywork.web.panels.models import AgendaItem, AssessmentDecision, PanelMeeting
from keywork.web.panels.questions import ASSESS, ISSUE, NOT_TO_ISSUE, TO_ISSUE
from keywork.web.panels.services import agenda, deciding
from keywork.web.panels.services.deciding import Concluded
from keywork.web.panels.standing import stands
from keywork.web.people.models import CaseCard
from web.panels.conftest import WHY, ago, answers_of, decided, signed_in, told

pytestmark = pytest.mark.django_db
HELPS = "The school goes on with the language programme, and everybody meets again in spring."


@pytest.fixture
def assessed(card: CaseCard) -> CaseCard:
    """A case whose family was told yesterday that there would be an assessment."""
    told(card, "decided-to-assess", on=ago(1))
    return card


def concluded(conclusion: str = TO_ISSUE, *, on: date | None = None, told_on: date | None = None) -> Concluded:
    answers = ("yes", "no", "yes") if conclusion == TO_ISSUE else ("yes", "yes", "no")
    feedback = HELPS if conclusion == NOT_TO_ISSUE else ""
    test = answers_of(*answers, question=ISSUE)
    return Concluded(conclusion, test, WHY, on or clock.today(), told_on, "SLCN", "primary", feedback)


def row(card: CaseCard) -> ClockRow:
    return ClockRow.objects.get(case=card.case_id, duty="ehcp-not-issue-notice")


def kinds(card: CaseCard) -> list[str]:
    return [event.kind for event in stream(card.case_id)][2:]


def sent(card: CaseCard, **more: object) -> dict[str, object]:
    """A decision about a plan as its form sends it."""
    paper = f"request:{card.case.requests.get().pk}"
    found: dict[str, object] = {"conclusion": TO_ISSUE, "reasons": WHY, "need": "SLCN", "setting_type": "primary"}
    for limb, answer in zip(ISSUE.limbs, ("yes", "no", "yes"), strict=True):
        found |= {f"{limb.code}_answer": answer, f"{limb.code}_reasons": WHY, f"{limb.code}_evidence": [paper]}
    today = clock.today()
    day = {f"on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    return found | day | {"seen": "0"} | more


def test_a_plan_is_decided_at_once_and_drafting_begins_before_the_family_is_told(
    staff: Staff, assessed: CaseCard
) -> None:
    decided(staff, assessed, concluded(), question=ISSUE)
    assert row(assessed).ended_on == clock.today()
    assert CaseSummary.objects.get(case=assessed.case_id).stage == "drafting"
    where = stands(assessed.case_id, assessed.authority_id, ISSUE)
    assert (where.is_untold, where.waits) == (True, False)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{assessed.case_id}/").content.decode()
    assert "has not been told yet that there will be a plan" in page
    deciding.tell(actor=staff.actor(Role.KEYWORKER), card=assessed, question=ISSUE, on=clock.today(), seen=1)
    assert kinds(assessed) == ["officer-concluded", "decided-to-issue-plan", "assessment-outcome-notified"]
    with pytest.raises(NotDone, match="on record already"):
        deciding.tell(actor=staff.actor(Role.KEYWORKER), card=assessed, question=ISSUE, on=clock.today(), seen=1)


def test_the_letter_that_there_will_be_a_plan_is_offered_says_what_comes_next_and_tells_once(
    staff: Staff, assessed: CaseCard
) -> None:
    decided(staff, assessed, concluded(), question=ISSUE)
    client, start = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{assessed.case_id}/letters/start/"
    way = f"{start}?kind=decided-to-issue-plan"
    for page in (f"/cases/{assessed.case_id}/", f"/cases/{assessed.case_id}/decision/plan/told/"):
        assert f'href="{way}"' in client.get(page).content.decode()
    form = client.get(way).content.decode()
    assert re.search(r'value="decided-to-issue-plan"[^>]*checked', form)
    assert "checked" not in client.get(f"{start}?kind=nothing").content.decode()
    made = letters.start(actor=staff.actor(Role.KEYWORKER), card=assessed, kind="decided-to-issue-plan")
    for words in (
        "there will be an EHC plan",
        "section 37(1)",
        "at least 15 days",
        "a draft of the plan",
        "[[Give the",
    ):
        assert words in made.text
    assert made.about.approval
    gone = Letter.objects.select_related("case").get(pk=made.pk)
    assert already_recorded(gone) is None
    told(assessed, "assessment-outcome-notified")
    assert already_recorded(gone) == clock.today()
    assert stands(assessed.case_id, assessed.authority_id, ISSUE).told_on == clock.today()


def test_a_draft_that_was_served_tells_the_family_as_well(staff: Staff, assessed: CaseCard) -> None:
    decided(staff, assessed, concluded(), question=ISSUE)
    told(assessed, "draft-plan-served")
    assert stands(assessed.case_id, assessed.authority_id, ISSUE).told_on == clock.today()


def test_a_refusal_meets_the_16_weeks_by_its_notice_and_says_what_helps_and_what_the_family_may_do(
    staff: Staff, assessed: CaseCard
) -> None:
    decided(staff, assessed, concluded(NOT_TO_ISSUE), question=ISSUE)
    assert row(assessed).met_on is None
    family = signed_in(staff.user(Role.PARENT))
    assert HELPS not in family.get(f"/cases/{assessed.case_id}/").content.decode()
    deciding.tell(actor=staff.actor(Role.KEYWORKER), card=assessed, question=ISSUE, on=clock.today(), seen=1)
    assert row(assessed).met_on == clock.today()
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{assessed.case_id}/").content.decode()
    for words in (HELPS, WHY, "appeal to the SEND Tribunal", "integrated care board", "they may appeal until"):
        assert words in page


def test_after_an_order_to_assess_a_refusal_is_the_notice_that_the_order_asks_for(staff: Staff, card: CaseCard) -> None:
    told(card, "decided-not-to-assess", on=ago(3))
    entries = [
        NewEvent("order-to-assess-made", ago(2), thread="order/1"),
        NewEvent("ordered-assessment-notified", ago(1), thread="order/1"),
    ]
    record(case=card.case, entries=entries, actor=system("test", card.authority))
    decided(staff, card, concluded(NOT_TO_ISSUE, told_on=clock.today()), question=ISSUE)
    notice = stream(card.case_id)[-1]
    assert (notice.kind, notice.thread) == ("no-plan-notified-after-order", "order/1")
    assert ClockRow.objects.get(case=card.case_id, duty="order-assess-no-plan").met_on == clock.today()
    assert CaseSummary.objects.get(case=card.case_id).stage == "no-plan"


@pytest.mark.parametrize(
    ("answers", "conclusion", "words"),
    [
        (("yes", "no", "yes"), NOT_TO_ISSUE, "The Act then requires a plan"),
        (("yes", "no", "no"), TO_ISSUE, "where there are needs and a plan is necessary"),
        (("no", "no", "yes"), TO_ISSUE, "where there are needs and a plan is necessary"),
    ],
)
def test_what_follows_follows_from_needs_and_necessity(answers: tuple[str, ...], conclusion: str, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        check(ISSUE, answers_of(*answers, question=ISSUE), conclusion, has_papers=True)


def test_that_ordinary_provision_could_do_is_weighed_and_binds_nobody() -> None:
    check(ISSUE, answers_of("yes", "yes", "yes", question=ISSUE), TO_ISSUE, has_papers=True)


def test_it_is_not_decided_before_the_assessment_began_nor_before_there_is_one(staff: Staff, card: CaseCard) -> None:
    with pytest.raises(NotDone, match="waits for no decision whether to issue a plan"):
        decided(staff, card, concluded(), question=ISSUE)
    told(card, "decided-to-assess", on=ago(1))
    with pytest.raises(NotDone, match="when the assessment began"):
        decided(staff, card, concluded(on=ago(2)), question=ISSUE)
    with pytest.raises(NotDone, match="waits for no decision whether to assess"):
        decided(staff, card, question=ASSESS)


def test_two_officers_at_once_are_told_of_each_other_and_nothing_typed_is_lost(
    staff: Staff, assessed: CaseCard
) -> None:
    client, where = signed_in(staff.user(Role.MANAGER)), f"/cases/{assessed.case_id}/decision/plan/"
    assert "Not all advice has come." in client.get(where).content.decode()
    mine = sent(assessed, reasons="What I typed, which is not to be lost.")
    decided(staff, assessed, concluded(NOT_TO_ISSUE), question=ISSUE)
    answer = client.post(where, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert HELPS in page
    assert "What I typed, which is not to be lost." in page
    assert client.post(where, mine | {"seen": "1"}).status_code == 302
    assert AssessmentDecision.objects.filter(question="issue").count() == 2
    again = client.post(where, mine | {"seen": "2"})
    assert "waits for no decision whether to issue a plan" in again.content.decode()


def test_a_refusal_asks_what_helps_without_a_plan(staff: Staff, assessed: CaseCard) -> None:
    no = {"conclusion": NOT_TO_ISSUE, "plan-necessary_answer": "no"}
    page = signed_in(staff.user(Role.MANAGER)).post(f"/cases/{assessed.case_id}/decision/plan/", sent(assessed) | no)
    assert "Say what helps without a plan" in page.content.decode()
    assert not AssessmentDecision.objects.exists()


def test_a_panel_is_asked_what_each_case_waits_for(staff: Staff, assessed: CaseCard, meeting: PanelMeeting) -> None:
    manager = staff.actor(Role.MANAGER)
    assert [one.case_id for one in queries.waiting(manager, ISSUE)] == [assessed.case_id]
    assert not queries.waiting(manager, ASSESS).exists()
    client = signed_in(staff.user(Role.MANAGER))
    assert assessed.person.name in client.get(f"/panels/meetings/{meeting.pk}/add/?question=issue").content.decode()
    item = agenda.put(actor=manager, meeting=meeting, cards=[assessed])[0]
    assert AgendaItem.objects.get(pk=item.pk).question == "issue"
    page = client.get(f"/panels/meetings/{meeting.pk}/").content.decode()
    due = row(assessed).legal_deadline
    assert "Whether to issue a plan" in page
    assert due is not None
    assert f"{due.day} {due:%b %Y}" in page
    assert "Issue a plan" in signed_in(staff.user(Role.PANEL_MEMBER)).get(
        f"/panels/cases/{item.pk}/recommend/").content.decode()  # fmt: skip
    assert due - timedelta(weeks=16) == CaseSummary.objects.get(case=assessed.case_id).requested_on

"""The plan of a re-assessment is written, checked by a second person, answered and sent like any other; until it is
sent the plan in force stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from factories import Staff, involve
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.documents.errors import NotDone as LetterNotDone
from keywork.web.documents.models import Enclosure
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.placements.services import naming
from keywork.web.plans.errors import NotDone
from keywork.web.plans.models import PlanCheck
from web.plans.conftest import signed_in
from web.plans.test_checking import agreed, answer, ask, heard, mother, reads, ready, sent, wrote

__all__ = ["mother"]
pytestmark = pytest.mark.django_db
THREAD = "reassessment/1"


def named(staff: Staff, card: CaseCard) -> None:
    naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=None, type_name="A special school",
        family_asked="", reason="It can.", by_name="K", seen=None,
    )  # fmt: skip


def happened(card: CaseCard, *kinds: str) -> None:
    entries = [NewEvent(kind, clock.today(), thread=THREAD) for kind in kinds]
    record(case=card.case, entries=entries, actor=system("test", card.authority))


@pytest.fixture
def again(staff: Staff, card: CaseCard, mother: FamilyMember) -> Iterator[CaseCard]:
    """A case with a plan that was written here and sent 200 days ago, and that is assessed again since today."""
    wrote(staff, card)
    sent(staff, card, ready(staff, card, "draft-plan"), agreed(staff, card))
    named(staff, card)
    heard(staff, card)
    sent(staff, card, ready(staff, card, "final-plan"), agreed(staff, card, "final"))
    with pytest.raises(NotDone, match="The final plan was sent"):
        wrote(staff, card, "More")
    with time_machine.travel(clock.now() + timedelta(days=200)):
        happened(card, "reassessment-request-received", "reassessment-agreed")
        involve(card.case, staff.user(Role.PLAN_WRITER), "own")
        yield CaseCard.objects.select_related("case", "person", "authority").get(pk=card.pk)


def page_of(staff: Staff, card: CaseCard, role: str = Role.PLAN_WRITER) -> str:
    return str(signed_in(staff.user(role)).get(f"/cases/{card.case_id}/plan/").content.decode())


def test_the_new_plan_is_written_with_the_dates_of_the_re_assessment(staff: Staff, again: CaseCard) -> None:
    page = page_of(staff, again)
    assert "The final plan was sent" not in page
    row = ClockRow.objects.get(case=again.case_id, duty="reassess-final")
    assert f'Final plan due by</dt><dd class="govuk-summary-list__value">{row.legal_deadline.day}' in page
    wrote(staff, again, "“I like maths and music.”")
    listed = signed_in(staff.user(Role.PLAN_WRITER)).get("/plans/").content.decode()
    assert again.person.surname in listed
    assert "Final plan by" in listed


def test_the_new_final_plan_goes_through_its_check_and_meets_the_clock_of_the_re_assessment(
    staff: Staff, again: CaseCard
) -> None:
    before = PlanCheck.objects.get(kind="final")
    wrote(staff, again, "“I like maths and music.”")
    # No final plan before a draft of its own was sent, though one was sent before the plan in force
    with pytest.raises(NotDone, match="follows a draft"):
        ask(staff, again, "final")
    draft = agreed(staff, again)
    sent(staff, again, ready(staff, again, "draft-plan"), draft)
    # The family has the days to answer it, and the final plan waits for them
    answers = signed_in(staff.user(Role.PARENT)).get(f"/cases/{again.case_id}/draft-answer/").content.decode()
    assert "There is no draft plan to answer now" not in answers
    check = ask(staff, again, "final")
    with pytest.raises(NotDone, match="15 days"):
        answer(staff, again, check, Role.MANAGER)
    heard(staff, again)
    # A second person agrees: not the keyworker, and not whoever sent it
    with pytest.raises(NotKnown):
        answer(staff, again, check)
    with pytest.raises(LetterNotDone, match="does not go in its place"):
        sent(staff, again, ready(staff, again, "final-plan"), before)  # the plan in force does not go as the new one
    check = answer(staff, again, check, Role.MANAGER)
    # Until it goes, the plan in force stays as it was, in a document of its own
    assert before.paper is not None
    assert check.paper is not None
    assert check.paper.document_id != before.paper.document_id
    assert before.paper.document.versions.count() == 1
    assert reads(staff, again, Role.PARENT)[0] == "final"
    assert "maths and music" not in page_of(staff, again, Role.PARENT)
    sent(staff, again, ready(staff, again, "final-plan"), check)
    kinds = [event.kind for event in stream(again.case_id)]
    assert (kinds.count("final-plan-sent"), kinds.count("reassessed-plan-sent")) == (1, 1)
    assert ClockRow.objects.get(case=again.case_id, duty="reassess-final").met_on == clock.today()
    assert Enclosure.objects.filter(version=before.paper).exists()
    assert "maths and music" in page_of(staff, again, Role.PARENT)
    with pytest.raises(NotDone, match="The final plan was sent"):
        wrote(staff, again, "More")


@pytest.mark.parametrize("ends", ["reassessed-plan-unchanged", "reassessment-request-withdrawn"])
def test_a_re_assessment_that_ended_without_a_new_plan_closes_the_writing(
    staff: Staff, again: CaseCard, ends: str
) -> None:
    happened(again, ends)
    with pytest.raises(NotDone, match="The final plan was sent"):
        wrote(staff, again, "More")

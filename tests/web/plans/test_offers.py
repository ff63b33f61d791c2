"""What the pages of a plan offer: only what can be done now, and where it cannot, why."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from factories import Staff, involve
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard
from keywork.web.placements.services import naming
from keywork.web.plans.content import Written
from keywork.web.plans.models import PlanVersion
from keywork.web.plans.services import writing
from web.plans.conftest import LINE, gave, signed_in, told

pytestmark = pytest.mark.django_db
FINAL = "Send the final plan for a check"
FORM = '<form method="post"'


@pytest.fixture
def written(staff: Staff, card: CaseCard) -> CaseCard:
    """The case, with a plan that says something."""
    writing.save(
        actor=staff.actor(Role.PLAN_WRITER), card=card, part="views", said=Written({"child": "“I like maths.”"}),
        seen=0, by_name="Robin Writer",
    )  # fmt: skip
    return card


def page(staff: Staff, card: CaseCard, rest: str = "", role: str = Role.PLAN_WRITER) -> str:
    return signed_in(staff.user(role)).get(f"/cases/{card.case_id}/plan/{rest}").content.decode()


def name(staff: Staff, card: CaseCard) -> None:
    """Decide on a type of setting for section I."""
    naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=None, type_name="A special school",
        family_asked="A special school", reason="It can meet the needs.", by_name="Robin Keyworker", seen=None,
    )  # fmt: skip


def test_a_final_plan_is_offered_for_a_check_once_the_draft_went(staff: Staff, written: CaseCard) -> None:
    # Given a plan of which no draft was sent, and a mother who would answer it
    add_member(
        actor=staff.actor(Role.KEYWORKER), card=written, name="Robin Mother", relationship="mother", responsible=True
    )
    shown = page(staff, written)
    assert "Send the draft for a check" in shown
    assert FINAL not in shown
    assert "A final plan follows a draft that was sent to the family, and the record has none yet." in shown
    # Then its address shows why not, and no form that would be refused
    asked = page(staff, written, "ask/final/")
    assert "A final plan follows a draft" in asked
    assert FORM not in asked
    # When it was served, it is offered, with whose days still run
    told(written, "draft-plan-served", clock.today() - timedelta(days=3))
    shown = page(staff, written)
    assert FINAL in shown
    assert "record has none yet" not in shown
    assert "The 15 days to answer the draft still run" in shown
    name(staff, written)
    assert FORM in page(staff, written, "ask/final/")


def test_a_final_plan_is_not_sent_for_a_check_before_section_i_is_decided(staff: Staff, written: CaseCard) -> None:
    told(written, "draft-plan-served", clock.today() - timedelta(days=20))
    asked = page(staff, written, "ask/final/")
    assert "Decide what section I names" in asked
    assert FORM not in asked


@pytest.mark.parametrize("rest", ["write/views/", "write/education/", "take/education/"])
def test_a_part_that_can_no_longer_be_saved_shows_why_and_no_form(staff: Staff, written: CaseCard, rest: str) -> None:
    gave(written, "ep", {"lines": [LINE]})
    assert FORM in page(staff, written, rest)
    told(written, "final-plan-sent", clock.today())
    shown = page(staff, written, rest)
    assert "The final plan was sent" in shown
    assert FORM not in shown
    assert "Save</button>" not in shown


def test_what_was_typed_while_the_plan_was_closed_can_be_read_and_copied(staff: Staff, written: CaseCard) -> None:
    told(written, "final-plan-sent", clock.today())
    client = signed_in(staff.user(Role.PLAN_WRITER))
    sent = {"text_child": "Half an hour’s work", "text_family": "", "count": "0", "seen": "1"}
    shown = client.post(f"/cases/{written.case_id}/plan/write/views/", sent).content.decode()
    assert "The final plan was sent" in shown
    assert "What the child or young person says" in shown
    assert "Half an hour’s work" in shown
    assert "Save</button>" not in shown
    assert PlanVersion.objects.count() == 1


HERE = re.compile(r'aria-current="true"><strong class="[^"]*">([^<]*)</strong>')


def test_the_menu_says_that_one_is_among_the_plans_to_whoever_has_them_there(staff: Staff, written: CaseCard) -> None:
    involve(written.case, staff.user(Role.PARENT), "family", days=None)
    for role, where in ((Role.PLAN_WRITER, "Plans"), (Role.KEYWORKER, "Plans"), (Role.PARENT, "My cases")):
        assert HERE.findall(page(staff, written, role=role)) == [where], role
    for rest in ("write/views/", "ask/draft/", "versions/"):
        assert HERE.findall(page(staff, written, rest)) == ["Plans"], rest
    case = signed_in(staff.user(Role.PLAN_WRITER)).get(f"/cases/{written.case_id}/").content.decode()
    assert HERE.findall(case) == ["My cases"]

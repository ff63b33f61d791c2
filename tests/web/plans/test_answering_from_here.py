"""Whoever answers the draft reads first the draft as it was sent to them: their own copy, and nobody else's."""

from __future__ import annotations

import re
from datetime import date

import pytest

from factories import Staff, involve, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.rights import record_agreement, record_capacity
from web.plans.conftest import signed_in
from web.plans.test_checking import agreed, mother, reads, ready, sent, wrote

pytestmark = pytest.mark.django_db
__all__ = ["mother"]


def page(user: User, card: CaseCard) -> str:
    found: str = signed_in(user).get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    return found


def links(text: str) -> list[str]:
    """The links of a page's own part, in their order."""
    return re.findall(r'href="([^"]+)"', text.split("<h1", 1)[1].split("</main>", 1)[0])


def served(staff: Staff, card: CaseCard) -> None:
    wrote(staff, card)
    check = agreed(staff, card)
    sent(staff, card, ready(staff, card, "draft-plan"), check)


def test_the_draft_as_it_was_sent_stands_first_on_the_page_for_answering_it(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    served(staff, card)
    wrote(staff, card, "Not sent to anybody")
    parent = signed_in(staff.user(Role.PARENT))
    plan, paper = links(page(staff.user(Role.PARENT), card))[:2]
    said = parent.get(plan).content.decode()
    assert "“I like maths.”" in said
    assert "Not sent to anybody" not in said
    assert f"/cases/{card.case_id}/draft-answer/" in said, "and from the draft to answering it"
    assert parent.get(paper).headers["Content-Type"] == "application/pdf"


def test_a_parent_to_whom_it_was_not_sent_is_led_to_no_draft(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    served(staff, card)
    father = make_user(staff.authority, Role.PARENT, name="Robin Father")
    involve(card.case, father, "family", days=None)
    add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name="Robin Father", relationship="father", responsible=True,
        user=father,
    )  # fmt: skip
    text = page(father, card)
    assert "Read the draft" not in text
    assert "/plan/" not in text


def test_the_representative_reads_the_draft_that_was_sent_to_them_and_not_the_plan_that_follows(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    Person.objects.filter(pk=card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    card.person.refresh_from_db()
    by = staff.actor(Role.KEYWORKER)
    record_capacity(
        actor=by, card=card, decision=Decision.DRAFT.value, lacks=True, decided_on=clock.today(),
        decided_by="Dr Sample", reason="They could not weigh up what a plan says, with pictures and time.",
        representative_member=mother,
    )  # fmt: skip
    served(staff, card)
    parent = signed_in(staff.user(Role.PARENT))
    plan = links(page(staff.user(Role.PARENT), card))[0]
    assert "“I like maths.”" in parent.get(plan).content.decode()
    assert parent.get(f"/cases/{card.case_id}/").status_code == 404
    # Another parent, who sees the record because the young person agreed, had no copy and reads none
    father = make_user(staff.authority, Role.PARENT, name="Robin Father")
    involve(card.case, father, "family", days=None)
    member = add_member(
        actor=by, card=card, name="Robin Father", relationship="father", responsible=True, user=father
    )  # fmt: skip
    record_agreement(actor=by, card=card, member=member, given_on=clock.today(), how="In a meeting")
    assert "Read the draft" not in page(father, card)
    assert reads(staff, card, Role.PARENT) == ["draft"]

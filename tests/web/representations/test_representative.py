"""Whoever decides the draft for a young person without capacity answers it, and nobody else of the family does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import Staff, involve, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.messages.models import Message
from keywork.web.messages.queries import unread
from keywork.web.messages.services.checking import why_not
from keywork.web.messages.services.noticing import notify
from keywork.web.people.family import restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.policy import CASES, cards_for
from keywork.web.people.rights import record_agreement, record_capacity
from keywork.web.representations.errors import NotDone
from keywork.web.representations.models import Representation
from keywork.web.representations.queries import speakers
from keywork.web.representations.services import answering, replying
from keywork.web.representations.services.answering import Answer
from web.representations.conftest import answered, day, served, signed_in

pytestmark = pytest.mark.django_db
WHY = "A doctor and a teacher met them twice, with pictures, and wrote down what was said."
LIST = "/cases/"


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """The case of somebody of 17 whose draft was served, and of whom two parents have accounts."""
    found = served(staff, 3)
    Person.objects.filter(pk=found.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    found.person.refresh_from_db()
    return found


def member(name: str) -> FamilyMember:
    found: FamilyMember = FamilyMember.objects.get(name=f"Robin {name.title()}")
    return found


def cannot(staff: Staff, card: CaseCard, decision: Decision = Decision.DRAFT, **more: object) -> None:
    told: dict[str, object] = {"lacks": True, "decided_on": clock.today() - timedelta(days=2)} | more
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=card, decision=decision.value, decided_by="Dr Sample", reason=WHY,
        **told,
    )  # fmt: skip


def own(card: CaseCard) -> str:
    return f"/cases/{card.case_id}/draft-answer/"


def may(staff: Staff, card: CaseCard, name: str) -> bool:
    """Whether somebody may come to the page, by the list and by the answer for one case, which agree."""
    fresh, actor = CaseCard.objects.get(pk=card.pk), staff.actor(name)
    listed = cards_for(actor, "representation.make").filter(pk=card.pk).exists()
    assert CASES.can(actor, "representation.make", fresh) is listed
    return listed


def test_the_representative_is_led_to_the_draft_and_answers_it_and_sees_nothing_else(
    staff: Staff, card: CaseCard
) -> None:
    mother = signed_in(staff.user("mother"))
    assert mother.get(own(card)).status_code == 404
    for decision in (Decision.DRAFT, Decision.BUDGET):
        cannot(staff, card, decision, representative_member=member("mother"))
    page = mother.get(LIST).content.decode()
    assert f'href="{own(card)}"' in page
    assert "The rest of their record is not open to you." in page
    shown = mother.get(own(card)).content.decode()
    assert f"You decide this for {card.person.forename}." in shown
    one = answered(mother, card, section_B={"words": "More speech therapy."})
    assert (one.party, one.member) == ("representative", member("mother"))
    assert "As the representative of the young person" in mother.get(own(card)).content.decode()
    for closed in ("", "where/", "clocks/", "history/", "documents/"):
        assert mother.get(f"/cases/{card.case_id}/{closed}").status_code == 404, closed
    team = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/draft-answers/").content.decode()
    assert "As the representative of the young person" in team
    assert "Not heard yet" not in team


def test_who_does_not_decide_the_draft_does_not_answer_it(staff: Staff, card: CaseCard) -> None:
    cannot(staff, card, representative_member=member("mother"))
    father = signed_in(staff.user("father"))
    assert father.get(own(card)).status_code == 404
    assert father.post(f"{own(card)}begin/").status_code == 404
    assert own(card) not in father.get(LIST).content.decode()
    # Nor by seeing the record, which is another decision
    by = staff.actor(Role.KEYWORKER)
    record_agreement(actor=by, card=card, member=member("father"), given_on=clock.today(), how="In a meeting")
    assert "somebody else’s" in father.get(own(card)).content.decode()
    father.post(f"{own(card)}begin/")
    young = make_user(staff.authority, Role.YOUNG_PERSON)
    involve(card.case, young, "family")
    signed_in(young).post(f"{own(card)}begin/")
    assert not Representation.objects.exists()


@pytest.mark.parametrize(
    ("told", "mothers", "fathers"),
    [
        ([], False, False),
        ([{}], True, True),
        ([{"representative_member": "mother"}], True, False),
        ([{"representative_member": "father"}], False, True),
        ([{"representative": "Deputy Sample"}], False, False),
        ([{"representative_member": "mother", "decision": Decision.BUDGET}], False, False),
        ([{"representative_member": "mother", "until": clock.today() - timedelta(days=1)}], False, False),
        ([{"representative_member": "mother"}, {"lacks": False, "decided_on": clock.today()}], False, False),
        (
            [{"representative_member": "mother"}, {"representative_member": "father", "decided_on": clock.today()}],
            False, True,
        ),
    ],
)  # fmt: skip
def test_each_state_of_capacity_opens_the_answer_to_whoever_decides_and_to_nobody_else(
    staff: Staff, card: CaseCard, told: list[dict[str, object]], mothers: bool, fathers: bool
) -> None:
    for one in told:
        named = one.get("representative_member")
        cannot(staff, card, **(one | ({"representative_member": member(str(named))} if named else {})))
    assert (may(staff, card, "mother"), may(staff, card, "father")) == (mothers, fathers)


def test_a_contact_restriction_closes_it_to_a_representative_too(staff: Staff, card: CaseCard) -> None:
    cannot(staff, card, representative_member=member("mother"))
    assert may(staff, card, "mother")
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=card, member=member("mother"), document="Order of 1 November",
        reason="An order of a court keeps them away.", until=clock.today() + timedelta(days=90),
    )  # fmt: skip
    assert not may(staff, card, "mother")
    assert signed_in(staff.user("mother")).get(own(card)).status_code == 404


def test_what_a_deputy_says_who_is_not_of_the_family_is_written_down_as_theirs(staff: Staff, card: CaseCard) -> None:
    cannot(staff, card, representative="Deputy Sample")
    by = signed_in(staff.user(Role.KEYWORKER))
    page = f"/cases/{card.case_id}/draft-answers/write-down/"
    assert "Deputy Sample (represents them in this)" in by.get(page).content.decode()
    typed = {"who": "represents", "way": "paper", "agrees": "on", **day("on", clock.today())}
    assert by.post(page, typed).status_code == 302
    one = Representation.objects.get()
    assert (one.who, one.party, one.member) == ("Deputy Sample", "representative", None)
    young = make_user(staff.authority, Role.YOUNG_PERSON)
    involve(card.case, young, "family")
    assert "Agrees with the draft" not in signed_in(young).get(own(card)).content.decode()
    with pytest.raises(NotDone, match="somebody else’s"):
        answering.write_down(
            actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, way="phone", on=clock.today(),
            speaker=speakers(card)[str(member("mother").pk)], answer=Answer(True, []),
        )  # fmt: skip


def stands_in(staff: Staff, card: CaseCard) -> None:
    """Let the mother decide about the draft and a budget."""
    for decision in (Decision.DRAFT, Decision.BUDGET):
        cannot(staff, card, decision, representative_member=member("mother"))


def replied(staff: Staff, card: CaseCard, one: Representation) -> None:
    replying.reply(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, point=one.points.get(), outcome="taken",
        why="The therapist advised it too.", seen=None,
    )  # fmt: skip


def test_the_representative_is_told_of_a_reply_to_their_answer_and_led_to_it(staff: Staff, card: CaseCard) -> None:
    stands_in(staff, card)
    mother = signed_in(staff.user("mother"))
    one = answered(mother, card, section_B={"words": "More speech therapy."})
    replied(staff, card, one)
    # What is new says it, without the child's name, and leads to the answer
    news = mother.get("/news/").content.decode()
    assert "What you said of the draft was replied to" in news
    assert f'href="{own(card)}"' in news
    assert card.person.surname not in news
    assert unread(staff.actor("mother")) == 1
    assert "The therapist advised it too." in mother.get(own(card)).content.decode()
    # The e-mail goes, and the father is told nothing
    (mail,) = Message.objects.filter(kind="draft-replied")
    assert (mail.user, why_not(mail)) == (staff.user("mother"), "")
    assert unread(staff.actor("father")) == 0


def test_of_nothing_else_in_the_case_is_a_representative_told(staff: Staff, card: CaseCard) -> None:
    stands_in(staff, card)
    mother = signed_in(staff.user("mother"))
    one = answered(mother, card, section_B={"words": "More speech therapy."})
    notify(
        authority=staff.authority, kind="document-added", to=[staff.user("mother")], case=card.case,
        by=system("test", staff.authority), link=f"/cases/{card.case_id}/documents/",
    )  # fmt: skip
    assert "A document was added" not in mother.get("/news/").content.decode()
    assert [why_not(mail) for mail in Message.objects.filter(kind="document-added")] == ["no-access"]
    replied(staff, card, one)
    news = mother.get("/news/").content.decode()
    assert "was replied to" in news
    assert "A document was added" not in news
    assert unread(staff.actor("mother")) == 1
    # Nor of the reply, once somebody else decides
    cannot(staff, card, representative_member=member("father"), decided_on=clock.today())
    assert "was replied to" not in mother.get("/news/").content.decode()
    assert unread(staff.actor("mother")) == 0
    assert [why_not(mail) for mail in Message.objects.filter(kind="draft-replied")] == ["no-access"]

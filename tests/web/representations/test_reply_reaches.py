"""A reply to what the team wrote down for somebody reaches them: by their account, as they chose, or by letter."""

from __future__ import annotations

import pytest

from factories import Staff, involve, make_user
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.messages.models import Message, Notice
from keywork.web.messages.services.noticing import choose
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.representations.journeys import Said
from keywork.web.representations.models import Representation
from keywork.web.representations.services import answering, replying
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.standing import Speaker
from web.representations.conftest import WORDS, answered, signed_in

pytestmark = pytest.mark.django_db
REPLY = "As the therapist advised."


def written_down(staff: Staff, card: CaseCard, speaker: Speaker, way: str = "paper") -> Representation:
    """What came on paper or by telephone."""
    return answering.write_down(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, speaker=speaker, way=way, on=clock.today(),
        answer=Answer(False, [Said("section", WORDS, section="F")]),
    )  # fmt: skip


def replied(staff: Staff, card: CaseCard, one: Representation) -> None:
    replying.reply(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, point=one.points.get(), outcome="taken", why=REPLY,
        seen=None,
    )  # fmt: skip


def mother() -> FamilyMember:
    found: FamilyMember = FamilyMember.objects.select_related("user").get(name="Robin Mother")
    return found


def told(kind: str) -> set[User]:
    return {one.user for one in Notice.objects.filter(kind=kind).select_related("user")}


def on_page(staff: Staff, card: CaseCard) -> str:
    client = signed_in(staff.user(Role.KEYWORKER))
    return str(client.get(f"/cases/{card.case_id}/draft-answers/").content.decode())


@pytest.mark.parametrize(("how", "mails"), [("at-once", 1), ("daily", 0), ("never", 0)])
@pytest.mark.parametrize("way", ["paper", "phone"])
def test_somebody_with_an_account_is_told_as_they_chose_and_without_the_childs_name(
    staff: Staff, card: CaseCard, way: str, how: str, mails: int
) -> None:
    choose(actor=staff.actor("mother"), how={"decisions": how})
    replied(staff, card, written_down(staff, card, Speaker(is_young=False, member=mother()), way))
    assert told("draft-replied") == {staff.user("mother")}
    sent = Message.objects.filter(kind="draft-replied")
    assert [one.user for one in sent] == [staff.user("mother")] * mails
    assert not [one for one in sent if card.person.surname in str(one.__dict__)]
    assert not told("draft-reply-to-post")
    assert "has no account" not in on_page(staff, card)


def test_an_account_that_came_after_the_words_were_written_down_counts(staff: Staff, card: CaseCard) -> None:
    FamilyMember.objects.filter(pk=mother().pk).update(user=None)
    one = written_down(staff, card, Speaker(is_young=False, member=mother()))
    FamilyMember.objects.filter(pk=mother().pk).update(user=staff.user("mother"))
    replied(staff, card, one)
    assert told("draft-replied") == {staff.user("mother")}


def test_a_young_person_whose_words_were_written_down_is_told(staff: Staff, card: CaseCard) -> None:
    Person.objects.filter(pk=card.person_id).update(born_on="2009-03-04", rights_pass_on="2025-06-27")
    card.person.refresh_from_db()
    young = make_user(staff.authority, Role.YOUNG_PERSON)
    involve(card.case, young, "family")
    replied(staff, card, written_down(staff, card, Speaker(is_young=True)))
    assert told("draft-replied") == {young}


@pytest.mark.parametrize("closed", [False, True])
def test_to_somebody_without_an_account_the_reply_goes_by_letter_and_the_team_is_asked_to_write_it(
    staff: Staff, card: CaseCard, closed: bool
) -> None:
    if closed:
        User.objects.filter(pk=staff.user("mother").pk).update(is_active=False)
    else:
        FamilyMember.objects.filter(pk=mother().pk).update(user=None)
    one = written_down(staff, card, Speaker(is_young=False, member=mother()))
    assert "has no account" not in on_page(staff, card)  # there is no reply yet
    client = signed_in(staff.user(Role.KEYWORKER))
    typed = {"outcome": "taken", "why": REPLY, "seen": "0"}
    page = client.post(f"/draft-points/{one.points.get().pk}/reply/", typed, follow=True).content.decode()
    assert "write it to them in a letter" in page
    assert told("draft-replied") == set()
    assert told("draft-reply-to-post") == {staff.user(Role.KEYWORKER)}
    assert "has no account, so the replies go by letter" in page
    assert f'href="/cases/{card.case_id}/letters/start/?kind=other"' in page
    # What somebody else said here themselves is not concerned
    replied(staff, card, answered(signed_in(staff.user("father")), card, section_B={"words": WORDS}))
    assert on_page(staff, card).count("has no account") == 1


def test_neither_notice_is_shown_to_the_other(staff: Staff, card: CaseCard) -> None:
    FamilyMember.objects.filter(pk=mother().pk).update(user=None)
    replied(staff, card, written_down(staff, card, Speaker(is_young=False, member=mother())))
    news = signed_in(staff.user(Role.KEYWORKER)).get("/news/").content.decode()
    assert "A reply to an answer has to go by letter" in news
    assert "has to go by letter" not in signed_in(staff.user("father")).get("/news/").content.decode()

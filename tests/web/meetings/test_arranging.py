"""Working Together meetings before they are held: arranged, told to the family, moved, called off, and the pack."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import Staff, make_case
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.documents.models import Letter
from keywork.web.documents.services import letters
from keywork.web.kernel import clock
from keywork.web.meetings import queries
from keywork.web.meetings.arranging import Plan, arrange, call_off
from keywork.web.meetings.models import ArrangedMeeting
from keywork.web.meetings.services import NotDone, Said, write_down
from keywork.web.messages.models import Notice
from keywork.web.messages.services.corresponding import keep_needs
from keywork.web.people.models import CaseCard
from web.meetings.conftest import signed_in

pytestmark = pytest.mark.django_db


def ahead(days: int) -> date:
    return clock.today() + timedelta(days=days)


def plan(which: str = "first", on: date | None = None, place: str = "Room 2, the town hall") -> Plan:
    return Plan(which, on or ahead(3), "14:05", place, "The mother\nThe SENCO")


def arranged(staff: Staff, card: CaseCard, what: Plan | None = None) -> ArrangedMeeting:
    return arrange(actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, plan=what or plan())


def typed(on: date, **more: str) -> dict[str, str]:
    days = {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year)}
    return days | {"begins": "9:30", "place": "Online", "invited": "The mother"} | more


def test_a_keyworker_arranges_the_first_meeting_and_the_family_reads_when_and_about_what(
    staff: Staff, card: CaseCard
) -> None:
    keyworker, parent = signed_in(staff.user(Role.KEYWORKER)), signed_in(staff.user(Role.PARENT))
    where = f"/cases/{card.case_id}/meetings/first/arrange/"
    assert (
        "Arrange the first Working Together meeting"
        in keyworker.get(f"/cases/{card.case_id}/contacts/").content.decode()
    )
    assert "The two weeks for it end on" in keyworker.get(where).content.decode()
    refused = keyworker.post(where, typed(ahead(3), begins="half past two")).content.decode()
    assert "for example 14:05" in refused
    assert "Online" in refused
    assert keyworker.post(where, typed(ahead(3))).status_code == 302
    for page in (f"/cases/{card.case_id}/where/", f"/cases/{card.case_id}/meetings/"):
        read = parent.get(page).content.decode()
        assert "09:30" in read
        assert "Online" in read
        assert "Who is asked for advice" in read
        assert "Move it" not in read
    notice = Notice.objects.get(user=staff.user(Role.PARENT))
    assert (notice.kind, notice.link) == ("meeting-arranged", f"/cases/{card.case_id}/meetings/")
    assert "A meeting was arranged" in parent.get("/news/").content.decode()


def test_whoever_arranges_a_meeting_or_writes_a_letter_reads_what_the_family_needs(
    staff: Staff, card: CaseCard
) -> None:
    actor, client = staff.actor(Role.KEYWORKER), signed_in(staff.user(Role.KEYWORKER))
    keep_needs(
        actor=actor, card=card, member_id=None, language="Polish", interpreter=True, formats=["paper"], more=""
    )  # fmt: skip
    letter = letters.start(actor=actor, card=card, kind="information-pack")
    said = "Polish, with an interpreter, on paper, by post"
    for page in (f"/cases/{card.case_id}/meetings/first/arrange/", f"/letters/{letter.pk}/edit/"):
        assert said in client.get(page).content.decode()
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.READY)
    assert said in client.get(f"/letters/{letter.pk}/send/").content.decode()
    setting = letters.start(
        actor=actor, card=card, kind="consultation", setting=staff.body(Role.SENCO)
    )  # fmt: skip
    assert said not in client.get(f"/letters/{setting.pk}/edit/").content.decode()


def test_one_that_is_moved_stands_once_and_one_that_is_called_off_says_why(staff: Staff, card: CaseCard) -> None:
    actor = staff.actor(Role.KEYWORKER)
    arranged(staff, card)
    arranged(staff, card, plan(on=ahead(4), place="At home"))
    assert [one.place for one in queries.coming(actor, card)] == ["At home"]
    client = signed_in(staff.user(Role.KEYWORKER))
    assert "At home" in client.get(f"/cases/{card.case_id}/meetings/first/arrange/").content.decode()
    off = f"/cases/{card.case_id}/meetings/first/call-off/"
    assert "Say why it is called off" in client.post(off, {"why": " "}).content.decode()
    assert client.post(off, {"why": "The family is away."}).status_code == 302
    assert queries.coming(actor, card) == []
    read = signed_in(staff.user(Role.PARENT)).get(f"/cases/{card.case_id}/where/").content.decode()
    assert "called off. The family is away." in read
    with pytest.raises(NotDone, match="not arranged any more"):
        call_off(actor=actor, name="Robin", card=card, which="first", why="Twice.")


def test_one_that_was_held_is_not_to_come_and_cannot_be_arranged(staff: Staff, card: CaseCard) -> None:
    actor = staff.actor(Role.KEYWORKER)
    arranged(staff, card, plan(on=clock.today()))
    said = Said("first", clock.today(), "The mother", {}, "Nothing.", pack_given=True)
    write_down(actor=actor, name="Robin", card=card, said=said)
    assert queries.coming(actor, card) == []
    with pytest.raises(NotDone, match="held already"):
        arranged(staff, card)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (plan(on=ahead(-1)), "today or later"),
        (plan(on=ahead(400)), "within a year"),
        (plan("third"), "Choose which meeting"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(staff: Staff, card: CaseCard, what: Plan, words: str) -> None:
    with pytest.raises(NotDone, match=words):
        arranged(staff, card, what)
    assert not ArrangedMeeting.objects.exists()


def test_before_the_decision_none_is_arranged_and_whoever_does_not_run_the_case_arranges_none(
    staff: Staff, card: CaseCard
) -> None:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    with pytest.raises(NotDone, match="none runs in this case"):
        arranged(staff, CaseCard.objects.select_related("case", "person").get(pk=case.pk))
    with pytest.raises(NotKnown):
        arrange(actor=staff.actor(Role.PARENT), name="P", card=card, plan=plan())
    for role in (Role.PARENT, Role.THERAPIST, Role.ANALYST):
        client = signed_in(staff.user(role))
        assert client.post(f"/cases/{card.case_id}/meetings/first/arrange/", typed(ahead(2))).status_code in (403, 404)
    assert signed_in(staff.user(Role.YOUNG_PERSON)).get(f"/cases/{card.case_id}/meetings/").status_code == 404
    assert not ArrangedMeeting.objects.exists()


def test_the_information_pack_is_a_letter_that_the_authority_can_edit(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert f"/cases/{card.case_id}/letters/start/?kind=information-pack" in page
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="information-pack")
    for words in ("Our first meeting", "within six weeks", "at least 15 days", "SENDIASS", "[[Day, time and place"):
        assert words in letter.text
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT)
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert "The information pack went to the family on" in page
    assert (
        "/letter-templates/information-pack/"
        in signed_in(staff.user(Role.MANAGER)).get("/letter-templates/").content.decode()
    )

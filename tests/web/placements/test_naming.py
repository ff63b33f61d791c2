"""Which setting is named: an officer's decision with its reason, that changes nothing else."""

from __future__ import annotations

import pytest

from factories import Staff, involve
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, Naming
from keywork.web.placements.services import consulting, naming, replying
from keywork.web.placements.services.replying import Reply
from web.placements.conftest import signed_in, told

pytestmark = pytest.mark.django_db
NO = Reply("no", ["unsuitable"], "We have no therapist.", "A therapist two days a week.")


def named(staff: Staff, card: CaseCard, one: Consultation | None, *, seen: int | None = None, **more: str) -> Naming:
    told_of = {"type_name": "", "family_asked": "This school", "reason": "It can meet the needs."} | more
    return naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=one, by_name="K", seen=seen, **told_of
    )


def test_naming_is_a_fact_of_its_own_and_writes_no_entry_of_the_record(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    before = len(stream(card.case_id))
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/naming/"
    sent = {"which": str(school.pk), "family_asked": "This school", "reason": "It can meet the needs.", "seen": "0"}
    assert "Enter what the family asked for" in client.post(where, {"which": "type"}).content.decode()
    assert client.post(where, sent).status_code == 302
    assert Naming.objects.get().name == school.name
    assert len(stream(card.case_id)) == before
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert "To be named in section I of the plan." in page
    # And whoever decided beside them is told, with what they typed
    answer = client.post(where, sent | {"reason": "Typed at the same time"})
    assert answer.status_code == 409
    assert "Typed at the same time" in answer.content.decode()


def test_a_change_of_mind_is_a_further_decision_and_two_at_once_are_told(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    named(staff, card, school, seen=0)
    with pytest.raises(Overtaken):
        named(staff, card, school, seen=0)
    second = named(staff, card, None, seen=1, type_name="A mainstream primary school")
    assert (second.number, second.is_type) == (2, True)
    assert [one.number for one in Naming.objects.all()] == [2, 1]


def test_only_a_setting_that_was_consulted_here_is_named_and_with_a_reason(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    with pytest.raises(NotDone, match="Say why"):
        named(staff, card, school, reason=" ")
    with pytest.raises(NotDone, match="enter the type"):
        named(staff, card, None)
    with pytest.raises(NotDone, match="not both"):
        named(staff, card, school, type_name="A special school")
    consulting.withdraw(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=school, name="K", code="other", text="", seen=None
    )
    school.refresh_from_db()
    with pytest.raises(NotDone, match="was taken back"):
        named(staff, card, school)
    for role in (Role.SENCO, Role.PARENT, Role.THERAPIST):
        with pytest.raises(NotKnown):
            naming.name(
                actor=staff.actor(role), card=card, consultation=school, type_name="", family_asked="x", reason="x",
                by_name="x", seen=None,
            )  # fmt: skip


def test_that_the_final_plan_names_it_is_recorded_on_the_day_the_plan_was_sent(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    named(staff, card, school)
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.case_id}/naming/final/"
    page = client.post(where, {"seen": "1"}, follow=True).content.decode()
    assert "No final plan is on record as sent." in page
    told(card, "final-plan-sent", clock.today())
    assert "The final plan was sent on" in client.get(f"/cases/{card.case_id}/naming/").content.decode()
    client.post(where, {"seen": "1"})
    entry = stream(card.case_id)[-1]
    assert (entry.kind, entry.thread, entry.occurred_on) == ("setting-named-in-plan", school.thread, clock.today())
    client.post(where, {"seen": "1", "again": "yes"})
    assert stream(card.case_id)[-1].sequence == entry.sequence


def test_the_family_reads_whom_we_asked_what_was_shared_why_and_the_reply_in_plain_words(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    replying.reply(actor=staff.actor(Role.SENCO), card=card, consultation=school, name="S", said=NO, seen=1)
    named(staff, card, school)
    page = signed_in(staff.user(Role.PARENT)).get(f"/cases/{card.case_id}/contacts/").content.decode()
    for words in (
        school.name, "Draft plan", "Their mother agreed by telephone.", "does not suit the age", "We have no therapist.",
        "SEND Tribunal", "It can meet the needs.",
    ):  # fmt: skip
        assert words in page
    assert "Consult settings" not in page
    assert f"/consultations/{school.pk}/" not in page
    # The setting itself reads nothing of what is named
    inside = signed_in(staff.user(Role.SENCO)).get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert "SEND Tribunal" not in inside

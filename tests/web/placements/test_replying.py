"""Replies: against the grounds of the Act, by the setting itself or written down from its letter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, make_user
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.models import Consultation, ConsultationReply
from keywork.web.placements.services import replying
from keywork.web.placements.services.consulting import Asked
from keywork.web.placements.services.replying import READS_ON, Reply
from web.placements.conftest import consulted, day, signed_in

pytestmark = pytest.mark.django_db
NO = Reply("no", ["unsuitable"], "We have no therapist.", "A therapist two days a week.")


def test_a_setting_replies_on_a_ground_and_the_clock_is_answered_today(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    inside = signed_in(staff.user(Role.SENCO))
    where = f"/consultations/{school.pk}/reply/"
    assert "section 39(4)(a)" in inside.get(where).content.decode()
    sent = {"answer": "no", "grounds": ["unsuitable"], "why": "We have no therapist.", "possible_if": "", "seen": "1"}
    assert inside.post(where, sent).status_code == 302
    row = ClockRow.objects.get(case=card.case_id, thread=school.thread, duty="setting-consult-response")
    assert row.met_on == clock.today()
    reply = ConsultationReply.objects.get()
    assert (reply.answer, reply.grounds, reply.written_down) == ("no", ["unsuitable"], False)
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/consultations/{school.pk}/").content.decode()
    assert "We have no therapist." in page
    # And a second reply is told that there is one
    assert "There is a reply" in inside.post(where, sent | {"seen": "2", "why": "Again"}).content.decode()


def test_the_access_of_a_setting_ends_a_stated_while_after_its_reply(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    actor, inside = staff.actor(Role.SENCO), signed_in(staff.user(Role.SENCO))
    replying.reply(actor=actor, card=card, consultation=school, name="S", said=Reply("yes"), seen=1)
    assert inside.get(f"/consultations/{school.pk}/").status_code == 200
    found = Involvement.objects.get(pk=school.involvement_id)
    assert found.ends_at is not None
    assert timedelta(days=READS_ON - 1) < found.ends_at - clock.now() <= timedelta(days=READS_ON)
    Involvement.objects.filter(pk=found.pk).update(ends_at=clock.now() - timedelta(seconds=1))
    assert inside.get(f"/consultations/{school.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Reply("perhaps"), "Choose what the setting replies"),
        (Reply("no", [], "Full."), "at least one ground"),
        (Reply("no", ["full"], "Full."), "among the grounds of the Act"),
        (Reply("no", ["resources"], " "), "Say why"),
        (Reply("with-support"), "what would have to be in place"),
    ],
)
def test_a_reply_says_what_a_reply_must_say(
    staff: Staff, card: CaseCard, school: Consultation, said: Reply, words: str
) -> None:
    with pytest.raises(NotDone, match=words):
        replying.reply(actor=staff.actor(Role.SENCO), card=card, consultation=school, name="S", said=said, seen=1)
    assert not ConsultationReply.objects.exists()


def test_a_reply_by_letter_counts_on_the_day_it_came(staff: Staff, card: CaseCard) -> None:
    one = consulted(staff, card, Asked(name="Far School", urn="900999"))[0]
    client, came = signed_in(staff.user(Role.KEYWORKER)), clock.today() - timedelta(days=2)
    where = f"/consultations/{one.pk}/write-down/"
    sent = {"answer": "yes", "why": "A letter of the head teacher.", "seen": "1"}
    early = client.post(where, sent | day("on", clock.today() - timedelta(days=11)))
    assert "cannot be before" in early.content.decode()
    assert client.post(where, sent | day("on", came)).status_code == 302
    assert ClockRow.objects.get(thread=one.thread, duty="setting-consult-response").met_on == came
    assert ConsultationReply.objects.get().written_down


def test_two_who_reply_at_once_keep_one_reply_and_both_their_words(
    staff: Staff, card: CaseCard, school: Consultation
) -> None:
    replying.reply(actor=staff.actor(Role.SENCO), card=card, consultation=school, name="S", said=NO, seen=1)
    with pytest.raises(Overtaken):
        replying.reply(actor=staff.actor(Role.SENCO), card=card, consultation=school, name="T", said=NO, seen=1)
    colleague = signed_in(make_user(staff.authority, Role.SENCO, organisation=staff.body(Role.SENCO)))
    sent = {"answer": "yes", "why": "What I typed", "seen": "1"}
    answer = colleague.post(f"/consultations/{school.pk}/reply/", sent)
    assert answer.status_code == 409
    assert "What I typed" in answer.content.decode()


def test_nobody_replies_for_another_setting(staff: Staff, card: CaseCard, school: Consultation) -> None:
    for role in (Role.COLLEGE, Role.PARENT, Role.KEYWORKER):
        with pytest.raises(NotKnown):
            replying.reply(actor=staff.actor(role), card=card, consultation=school, name="X", said=NO, seen=1)

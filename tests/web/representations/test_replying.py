"""What the authority replies to each point, and that the family was met."""

from __future__ import annotations

import pytest

from factories import Staff
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard
from keywork.web.representations.models import PointReply
from keywork.web.representations.services import replying
from web.representations.conftest import WORDS, ago, answered, day, signed_in

pytestmark = pytest.mark.django_db


def test_the_family_reads_what_becomes_of_each_point_and_why(staff: Staff, card: CaseCard) -> None:
    one = answered(signed_in(staff.user("mother")), card, section_F={"words": WORDS})
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/draft-points/{one.points.get().pk}/reply/"
    assert "Say why, in words for the family" in client.post(where, {"outcome": "taken"}).content.decode()
    client.post(where, {"outcome": "partly", "why": "Each fortnight, as the therapist advised.", "seen": "0"})
    page = signed_in(staff.user("mother")).get(f"/cases/{card.case_id}/draft-answer/").content.decode()
    assert "Taken over in part" in page
    assert "Each fortnight, as the therapist advised." in page
    assert Notice.objects.get(user=staff.user("mother")).kind == "draft-replied"


def test_two_replies_at_once_are_shown_to_each_other(staff: Staff, card: CaseCard) -> None:
    one = answered(signed_in(staff.user("mother")), card, section_F={"words": WORDS})
    client, where = signed_in(staff.user(Role.MANAGER)), f"/draft-points/{one.points.get().pk}/reply/"
    replying.reply(
        actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, point=one.points.get(), outcome="taken",
        why="Their words.", seen=0,
    )  # fmt: skip
    mine = {"outcome": "not", "why": "What I typed.", "seen": "0"}
    answer = client.post(where, mine)
    assert answer.status_code == 409
    for words in ("Their words.", "What I typed."):
        assert words in answer.content.decode()
    assert client.post(where, mine | {"seen": "1"}).status_code == 302
    assert [(reply.number, reply.outcome) for reply in PointReply.objects.all()] == [(2, "not"), (1, "taken")]


def test_a_meeting_that_was_asked_for_waits_until_it_was_held(staff: Staff, card: CaseCard) -> None:
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.case_id}/draft-answers/met/"
    assert "No meeting about the draft is waiting" in client.post(where, day("on", clock.today())).content.decode()
    answered(signed_in(staff.user("mother")), card, meeting={"asks": "yes", "when": ""})
    assert "A meeting about the draft was asked for." in client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert client.post(where, day("on", ago(9))).status_code == 200
    assert client.post(where, day("on", clock.today())).status_code == 302
    assert ClockRow.objects.get(case=card.case_id, duty="draft-meeting").met_on == clock.today()

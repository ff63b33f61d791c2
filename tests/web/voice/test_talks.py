"""The talk about a request is logged as any call is, and by that on record: the duty to talk is met on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.voice import queries
from keywork.web.voice.models import Concern
from keywork.web.voice.services import Told, log_concern

from .test_concerns import signed_in, typed

pytestmark = pytest.mark.django_db
TALKED = "family-consulted-on-assessment"
TALK = "We talked about the request, before deciding"


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


def where(card: CaseCard) -> str:
    return f"/cases/{card.case_id}/concerns/log/"


def talked(card: CaseCard) -> list[object]:
    return [one.occurred_on for one in stream(card.case_id) if one.kind == TALKED]


def duty(card: CaseCard) -> ClockRow:
    return ClockRow.objects.get(case=card.case_id, duty="ehcna-consult-parent")


def test_logging_the_talk_meets_the_duty_on_its_day_and_nothing_more_is_asked(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    way = f"{where(card)}?about=talk"
    assert f'href="{way}"' in client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert TALK in client.get(way).content.decode()
    answered = client.post(where(card), typed(about="talk", answered="", words="She wants to read with friends."))
    assert answered.headers["Location"] == f"/cases/{card.case_id}/contacts/"
    assert talked(card) == [clock.today()]
    assert duty(card).met_on == clock.today()
    made = Concern.objects.get()
    assert (made.about, made.answered_at) == ("talk", made.logged_at)
    # It is read beside the calls, counted among none, and asked for no more
    page = client.get(f"/cases/{card.case_id}/contacts/").content.decode()
    assert "She wants to read with friends." in page
    assert "On record in the case" in page
    assert "?about=talk" not in page
    assert TALK not in client.get(where(card)).content.decode()
    assert not queries.concerns(staff.actor(Role.KEYWORKER)).exists()
    assert queries.counted(staff.actor(Role.KEYWORKER)).whole == 0


def test_a_second_one_sent_at_once_is_told_and_records_nothing(staff: Staff, card: CaseCard) -> None:
    said = Told(about="talk", who="parent", way="call", raised_on=clock.today(), answered=True)
    log_concern(actor=staff.actor(Role.KEYWORKER), card=card, told=said)
    with pytest.raises(Refused, match="on record already"):
        log_concern(actor=staff.actor(Role.KEYWORKER), card=card, told=said)
    assert (len(talked(card)), Concern.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"who": "setting"}, "is with a parent or carer, or with the young person"),
        ({"way": "e-mail"}, "A talk is a call or in person"),
        ({"raised_on-year": "2001"}, "when the request came"),
    ],
)
def test_what_is_no_talk_with_the_family_is_said_and_records_nothing(
    staff: Staff, card: CaseCard, wrong: dict[str, str], words: str
) -> None:
    page = signed_in(staff.user(Role.KEYWORKER)).post(where(card), typed(about="talk") | wrong).content.decode()
    assert words in page
    assert not talked(card)
    assert not Concern.objects.exists()


def test_after_the_family_was_told_the_decision_no_talk_came_before_it(staff: Staff, card: CaseCard) -> None:
    yesterday = clock.today() - timedelta(days=1)
    record(case=card.case, entries=[NewEvent("decided-to-assess", yesterday)], actor=system("t", staff.authority))
    client = signed_in(staff.user(Role.KEYWORKER))
    assert "comes before that" in client.post(where(card), typed(about="talk")).content.decode()
    assert not talked(card)


def test_who_does_not_record_what_happens_in_a_case_logs_calls_and_not_the_talk(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    assert TALK not in client.get(where(card)).content.decode()
    assert "Select a valid choice" in client.post(where(card), typed(about="talk")).content.decode()
    # Nor does anybody by a reference, without the case before them
    keyworker = signed_in(staff.user(Role.KEYWORKER))
    keyworker.post("/concerns/log/", typed(about="talk", reference=card.case.reference))
    assert not talked(card)
    # An ordinary call asks whether it was answered, as before
    assert "Choose whether you could answer it" in keyworker.post(where(card), typed(answered="")).content.decode()

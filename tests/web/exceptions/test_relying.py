"""An exception to one limit: proposed on what happened, worked on the record, agreed by somebody else, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.exceptions.errors import NotDone, Overtaken
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.services import answering, relying
from keywork.web.exceptions.services.relying import Happened, Said
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db
SAID = Said("The child was in hospital.", "Nobody could meet them.", evidence="The ward rang on 3 November.")
ILL = Happened(first=date(2026, 10, 1), last=date(2026, 10, 20))


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case of the keyworker, asked for on 1 September: the decision is due on 13 October, and late."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


def proposed(staff: Staff, card: CaseCard, **more: object) -> Reliance:
    told: dict[str, object] = {
        "actor": staff.actor(Role.KEYWORKER), "name": "K", "card": card, "duty": "ehcna-decision", "thread": "",
        "code": "EX-PERSONAL", "happened": ILL, "said": SAID, "seen": None,
    }  # fmt: skip
    return relying.propose(**told | more)  # type: ignore[arg-type] - a test names what it changes


def answered(staff: Staff, card: CaseCard, one: Reliance, *, agrees: bool = True, seen: int | None = None) -> None:
    actor = staff.actor(Role.MANAGER)
    answering.answer(actor=actor, name="M", card=card, one=one, agrees=agrees, text="It applies.", seen=seen)


def disapplied(card: CaseCard, duty: str = "ehcna-decision") -> bool:
    return bool(ClockRow.objects.get(case=card.case_id, duty=duty).disapplied)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(card: CaseCard, kind: str, on: date, thread: str | None = None, **fields: object) -> None:
    actor = system("test", card.authority)
    record(case=card.case, entries=[NewEvent(kind, on, thread=thread, fields=fields)], actor=actor)


def test_what_is_proposed_counts_for_nothing_until_somebody_else_agrees(staff: Staff, card: CaseCard) -> None:
    due = ClockRow.objects.get(case=card.case_id, duty="ehcna-decision").legal_deadline
    one = proposed(staff, card)
    entry = stream(card.case_id)[-1]
    assert (entry.kind, entry.fields) == ("personal-circumstances-recorded", {"from": ILL.first, "to": ILL.last})
    assert not disapplied(card)
    assert Notice.objects.filter(user=staff.user(Role.MANAGER), kind="exception-proposed").exists()
    with pytest.raises(NotKnown):
        answering.answer(
            actor=staff.actor(Role.KEYWORKER), name="K", card=card, one=one, agrees=True, text="", seen=None
        )
    answered(staff, card, one, seen=1)
    assert disapplied(card)
    row = ClockRow.objects.get(case=card.case_id, duty="ehcna-decision")
    assert row.legal_deadline == due
    assert stream(card.case_id)[-1].fields["why_impractical"] == SAID.why
    assert not disapplied(card, "ehcp-final")


def test_a_manager_does_not_agree_to_what_they_proposed_and_a_no_needs_its_reason(staff: Staff, card: CaseCard) -> None:
    one = proposed(staff, card, actor=staff.actor(Role.MANAGER))
    with pytest.raises(NotDone, match="somebody else"):
        answered(staff, card, one)
    other = proposed(staff, card, duty="ehcp-final", happened=Happened(event_id=str(one.circumstance_id)))
    client = signed_in(staff.user(Role.MANAGER))
    where = f"/cases/{card.case_id}/exceptions/{other.pk}/answer/"
    assert "Say why you do not agree" in client.post(where, {"agrees": "no", "seen": "1"}).content.decode()
    assert client.post(where, {"agrees": "no", "text": "They were home again.", "seen": "1"}).status_code == 302
    assert "They were home again." in client.get(f"/cases/{card.case_id}/exceptions/{other.pk}/").content.decode()
    assert not disapplied(card, "ehcp-final")


def test_what_the_record_does_not_bear_out_cannot_be_relied_on_and_leaves_no_trace(
    staff: Staff, card: CaseCard
) -> None:
    before = len(stream(card.case_id))
    late = Happened(first=date(2026, 10, 20), last=date(2026, 10, 25))
    with pytest.raises(NotDone, match="do not overlap"):
        proposed(staff, card, happened=late)
    short = Happened(first=date(2026, 9, 10), last=date(2026, 9, 20))
    with pytest.raises(NotDone, match="11 days of the absence"):
        proposed(staff, card, code="EX-ABSENT-4", happened=short)
    with pytest.raises(NotDone, match="no such exception"):
        proposed(staff, card, code="EX-APPT")
    assert len(stream(card.case_id)) == before
    assert not Reliance.objects.exists()


def test_a_closed_school_excuses_only_where_its_advice_was_asked_for_and_came_late(
    staff: Staff, card: CaseCard
) -> None:
    told(card, "decided-to-assess", date(2026, 9, 10))
    told(card, "advice-requested", date(2026, 9, 11), "advice/school", body="school", body_kind="school")
    shut = Happened(first=date(2026, 9, 14), last=date(2026, 10, 19), thread="advice/school")
    one = proposed(staff, card, duty="ehcp-final", code="EX-SCHOOL", happened=shut)
    assert one.circumstance.thread == "advice/school"
    told(card, "advice-received", date(2026, 9, 30), "advice/school", body="school")
    with pytest.raises(NotDone, match="so the closure did not hold the limit up"):
        answered(staff, card, one)


def test_two_at_once_are_told_and_nothing_typed_is_lost(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/exceptions/for/ehcna-decision/EX-PERSONAL/"
    first = {f"first-{part}": str(getattr(ILL.first, part)) for part in ("day", "month", "year")}
    sent = {**first, "happened": "A stay in hospital.", "why": "Nobody could be met.", "evidence": "x", "seen": "0"}
    assert "Say what happened" in client.post(where, {**first, "seen": "0"}).content.decode()
    assert client.post(where, sent).status_code == 302
    again = client.post(where, sent | {"which": "new", "happened": "Typed at the same time"})
    assert again.status_code == 409
    assert "Typed at the same time" in again.content.decode()
    one = Reliance.objects.get()
    answered(staff, card, one)
    with pytest.raises(Overtaken):
        answered(staff, card, one, seen=1)


def test_taking_it_back_lets_the_limit_apply_again_and_keeps_the_history(staff: Staff, card: CaseCard) -> None:
    one = proposed(staff, card)
    answered(staff, card, one)
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/exceptions/{one.pk}/"
    assert (
        client.post(f"{where}take-back/", {"text": "The dates were another child's.", "seen": "2"}).status_code == 302
    )
    assert not disapplied(card)
    assert stream(card.case_id)[-1].kind == "entry-struck-out"
    page = client.get(where).content.decode()
    assert "another child" in page
    assert "the limit applies" in page


def test_on_its_day_it_comes_back_and_is_looked_at_again(staff: Staff, card: CaseCard) -> None:
    day = clock.today() + timedelta(days=10)
    one = proposed(staff, card, said=Said("Ill.", "Nobody.", evidence="x", review_on=day))
    answered(staff, card, one)
    client = signed_in(staff.user(Role.KEYWORKER))
    assert "None now or in the next 7 days." in client.get("/exceptions/").content.decode()
    Reliance.objects.update(review_on=clock.today())
    assert str(one.pk) in client.get("/exceptions/").content.decode()
    client.post(f"/cases/{card.case_id}/exceptions/{one.pk}/review/", {"text": "Still in hospital.", "seen": "2"})
    assert "None now or in the next 7 days." in client.get("/exceptions/").content.decode()
    assert "Still in hospital." in client.get(f"/cases/{card.case_id}/exceptions/{one.pk}/").content.decode()


def test_the_family_reads_the_reason_and_that_there_is_no_new_date(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    parent, where = signed_in(staff.user(Role.PARENT)), f"/cases/{card.case_id}/where/"
    assert "No reason that the law accepts is on record." in parent.get(where).content.decode()
    answered(staff, card, proposed(staff, card))
    page = parent.get(where).content.decode()
    assert "exceptional personal circumstances affected" in page
    assert SAID.why in page
    assert "There is no new date for it" in page
    assert SAID.happened not in page
    assert SAID.evidence not in page


def test_the_clocks_page_tells_it_and_the_old_way_of_recording_leads_there(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    assert client.get(f"/cases/{card.case_id}/record/exception-recorded/").headers["Location"].endswith("/exceptions/")
    one = proposed(staff, card)
    page = client.get(f"/cases/{card.case_id}/why/ehcna-decision/").content.decode()
    assert "Propose to rely on an exception" in page
    assert str(one.pk) in page
    assert str(one.pk) not in client.get(f"/cases/{card.case_id}/why/ehcp-final/").content.decode()

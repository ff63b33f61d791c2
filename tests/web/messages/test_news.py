"""What is new: told once, shown only while the case is theirs (AZ-21), and by e-mail as each chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from factories import Staff, involve, make_case
from keywork.web.accounts.models import Role
from keywork.web.advice.services.asking import Asked, ask, chase, withdraw
from keywork.web.kernel import clock
from keywork.web.messages import preferences
from keywork.web.messages.kinds import GROUPS
from keywork.web.messages.models import Message, Notice, State
from keywork.web.messages.queries import news_for, unread
from keywork.web.messages.services import notify
from keywork.web.messages.services.noticing import choose, send_digests
from keywork.web.people.models import CaseCard
from keywork.web.people.requested import let_out
from keywork.web.vaults.models import KeptBack
from web.messages.conftest import now_is, sent, work

pytestmark = pytest.mark.django_db
Fails = Callable[[str, Exception | None], None]


def told(staff: Staff, card: CaseCard, role: str, kind: str = "advice-given", **more: object) -> int:
    return notify(
        authority=staff.authority, kind=kind, to=[staff.user(role)], link="/somewhere/", case=card.case, **more
    )  # fmt: skip


def page(staff: Staff, role: str) -> str:
    client = Client()
    client.force_login(staff.user(role))
    answer = client.get("/news/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_works_on_the_case_reads_what_is_new_and_the_count_is_in_the_menu(staff: Staff, card: CaseCard) -> None:
    told(staff, card, Role.KEYWORKER)
    shown = page(staff, Role.KEYWORKER)
    assert "What is new (1)" in shown
    assert "Advice was given" in shown
    assert escape(card.person.name) in shown


def test_read_is_read(staff: Staff, card: CaseCard) -> None:
    told(staff, card, Role.KEYWORKER)
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    assert client.get("/news/read/").status_code == 405  # nothing changes by looking
    assert client.post("/news/read/").status_code == 302
    assert "What is new (" not in page(staff, Role.KEYWORKER)
    assert "Advice was given" in page(staff, Role.KEYWORKER)


def test_what_a_notice_leads_to_makes_it_read(staff: Staff, card: CaseCard) -> None:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    for link in ("/news/not-arrived/", "/somewhere/"):
        notify(authority=staff.authority, kind="undelivered", to=[staff.user(Role.KEYWORKER)], link=link)
    assert unread(staff.actor(Role.KEYWORKER)) == 2
    client.get("/news/not-arrived/")
    assert unread(staff.actor(Role.KEYWORKER)) == 1


def test_nobody_is_told_twice_of_what_they_have_not_read_nor_of_their_own_doing(staff: Staff, card: CaseCard) -> None:
    assert told(staff, card, Role.KEYWORKER) == 1
    assert told(staff, card, Role.KEYWORKER) == 0
    assert told(staff, card, Role.KEYWORKER, "advice-declined", by=staff.actor(Role.KEYWORKER)) == 0
    assert Notice.objects.count() == 1


def test_a_case_that_is_not_theirs_any_more_leaves_no_trace(staff: Staff, card: CaseCard, server: Fails) -> None:
    therapist = staff.user(Role.THERAPIST)
    involvement = involve(card.case, therapist, "request")
    told(staff, card, Role.THERAPIST, "advice-chased")
    assert unread(staff.actor(Role.THERAPIST)) == 1
    let_out(actor=staff.actor(Role.KEYWORKER), involvement=involvement)
    assert unread(staff.actor(Role.THERAPIST)) == 0
    assert news_for(staff.actor(Role.THERAPIST)) == []
    shown = page(staff, Role.THERAPIST)
    for said in (escape(card.person.surname), card.case.reference, "You are reminded", "(1)"):
        assert said not in shown
    work()
    assert [one.reason for one in Message.objects.filter(user=therapist)] == ["no-access"]
    assert not sent("@example.org")


def test_what_a_young_person_keeps_back_leaves_no_trace_for_a_parent(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family")
    entry = card.case.events.first()
    told(staff, card, Role.PARENT, "decision", event_id=entry.pk)
    assert "A decision was recorded" in page(staff, Role.PARENT)
    KeptBack.objects.create(
        authority=staff.authority, case=card.case, event_id=entry.pk, by=staff.user(Role.YOUNG_PERSON), at=clock.now()
    )
    assert "A decision was recorded" not in page(staff, Role.PARENT)
    assert unread(staff.actor(Role.PARENT)) == 0


@pytest.mark.parametrize("how", preferences.HOW)
def test_each_is_told_by_email_as_they_chose(staff: Staff, card: CaseCard, server: Fails, how: str) -> None:
    choose(actor=staff.actor(Role.KEYWORKER), how=dict.fromkeys(GROUPS, how))
    told(staff, card, Role.KEYWORKER)
    told(staff, card, Role.KEYWORKER, "advice-declined")
    work()
    assert len(sent("@example.org")) == (2 if how == preferences.AT_ONCE else 0)
    assert Notice.objects.filter(daily=True).count() == (2 if how == preferences.DAILY else 0)


def test_the_email_of_the_day_comes_once_in_the_morning_and_not_for_what_was_read(
    staff: Staff, card: CaseCard, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(actor=staff.actor(Role.KEYWORKER), how=dict.fromkeys(GROUPS, preferences.DAILY))
    choose(actor=staff.actor(Role.MANAGER), how=dict.fromkeys(GROUPS, preferences.DAILY))
    for kind in ("advice-given", "advice-declined"):
        told(staff, card, Role.KEYWORKER, kind)
    told(staff, card, Role.MANAGER)
    Notice.objects.filter(user=staff.user(Role.MANAGER)).update(read_at=clock.now())
    local = clock.now().astimezone(clock.LONDON)
    morning = datetime.combine(local.date() + timedelta(days=1), datetime.min.time(), clock.LONDON)
    for hour, mails in ((6, 0), (7, 1), (8, 1)):
        with monkeypatch.context() as later:
            now_is(later, morning + timedelta(hours=hour, minutes=1) - clock.now())
            send_digests(staff.authority)
            work()
        assert len(sent("@example.org")) == mails, hour
    assert sent("@example.org")[0].subject == "What is new for you"


def test_the_form_keeps_what_was_chosen_and_refuses_what_is_no_choice(staff: Staff) -> None:
    client = Client()
    client.force_login(staff.user(Role.PARENT))
    said = dict.fromkeys(GROUPS, preferences.NEVER)
    assert client.post("/news/e-mails/", said | {"messages": "by owl"}).status_code == 200
    assert client.post("/news/e-mails/", said).status_code == 302
    assert preferences.chosen(staff.user(Role.PARENT).pk, Role.PARENT) == said
    assert preferences.chosen(staff.user(Role.SENCO).pk, Role.SENCO) == preferences.usual(Role.SENCO)


def test_advice_tells_whoever_is_asked_and_whoever_waits(staff: Staff) -> None:
    from keywork.core.events import NewEvent
    from keywork.web.accounts.actors import system
    from keywork.web.deadlines.services import record

    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    on = clock.today() - timedelta(days=20)
    record(case=case, entries=[NewEvent("decided-to-assess", on)], actor=system("test", staff.authority))
    card = CaseCard.objects.select_related("case", "person", "keyworker", "cover").get(pk=case.pk)
    keyworker = staff.actor(Role.KEYWORKER)
    [request] = ask(
        actor=keyworker, card=card, asked=[Asked("health", organisation=staff.body(Role.THERAPIST))],
        on=clock.today(), received=False,
    )  # fmt: skip
    chase(actor=keyworker, card=card, request=request, name="K", text="Please", seen=None)
    kinds = [one.notice.kind for one in news_for(staff.actor(Role.THERAPIST))]
    assert kinds == ["advice-chased", "advice-requested"]
    withdraw(actor=keyworker, card=card, request=request, name="K", code="not-needed", text="", seen=None)
    assert [one.notice.kind for one in news_for(staff.actor(Role.THERAPIST))] == ["advice-withdrawn"]


def test_the_keyworker_sees_who_was_not_told_and_sends_it_again(staff: Staff, card: CaseCard, server: Fails) -> None:
    from keywork.web.messages.services import send_email
    from web.messages.conftest import refused

    involve(card.case, staff.user(Role.PARENT), "family")
    server("send", refused(550))
    send_email(authority=staff.authority, to=staff.user(Role.PARENT), kind="message-came", link="/x/", case=card.case)
    work()
    server("send", None)
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    shown = client.get("/news/not-arrived/").content.decode()
    assert "The receiving mail system refused it" in shown
    assert staff.user(Role.PARENT).email not in shown
    [message] = Message.objects.filter(kind="message-came")
    where = f"/news/not-arrived/{message.pk}/"
    other = Client()
    other.force_login(staff.user(Role.PLAN_WRITER))
    assert other.post(where).status_code == 404
    client.post(where, {"again": "yes"})
    client.post(where, {"again": "yes"})
    assert Message.objects.filter(kind="message-came").count() == 2
    work()
    assert Message.objects.filter(kind="message-came", state=State.SENT).count() == 1
    assert "Every e-mail about your cases has gone" in client.get("/news/not-arrived/").content.decode()


def test_whoever_runs_the_system_sees_numbers_and_nothing_else(staff: Staff, card: CaseCard, server: Fails) -> None:
    told(staff, card, Role.MANAGER, "undelivered")
    client = Client()
    client.force_login(staff.user(Role.ADMINISTRATOR))
    shown = client.get("/outbox/").content.decode()
    assert "1 waiting" in shown
    for said in (card.person.surname, card.case.reference, staff.user(Role.MANAGER).email):
        assert said not in shown

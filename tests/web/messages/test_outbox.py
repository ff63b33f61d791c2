"""E-mails go once, to whom may have them, or say why they did not (CO-07, CO-08, DU-24, DU-25, PR-03, AZ-21)."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from factories import Staff
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.messages.kinds import EMAILS
from keywork.web.messages.models import Message, Notice, State
from keywork.web.messages.models.outbox import MOVES
from keywork.web.messages.services import notify, send_email
from keywork.web.messages.services.delivering import WAITS, claim, deliver_now, hand_over, settle
from keywork.web.messages.services.states import NotAMove, set_state
from keywork.web.messages.services.sweeping import CLAIM_LASTS, sweep
from keywork.web.messages.services.watching import standing_of_all
from keywork.web.people.family import restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.services import allocate
from keywork.web.vaults.contacts import end_point, write_point
from keywork.web.vaults.models import ContactPoint
from web.messages.conftest import OWN, fresh, now_is, refused, sent, tasks, work

pytestmark = pytest.mark.django_db
Fails = Callable[[str, Exception | None], None]
MINUTE = timedelta(minutes=1)


def to_mother(staff: Staff, card: CaseCard, point: ContactPoint) -> Message:
    return send_email(authority=staff.authority, to=point, kind="message", link="/somewhere/", case=card.case)


def test_an_email_goes_once_to_the_address_in_use(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails
) -> None:
    message = to_mother(staff, card, point)
    assert not sent()  # nothing goes in the request
    work()
    work()
    deliver_now(message.pk)
    [email] = sent()
    assert email.to == [OWN]
    assert fresh(message).state == State.SENT
    assert [line["state"] for line in fresh(message).history] == ["claimed", "sent"]


def test_an_email_of_a_change_that_was_undone_never_goes(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails
) -> None:
    def undone() -> None:
        with transaction.atomic():
            to_mother(staff, card, point)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    work()
    assert not sent()
    assert not tasks()
    assert not Message.objects.exists()


def test_it_says_the_stage_and_the_link_and_nothing_of_the_child(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails
) -> None:
    message = to_mother(staff, card, point)
    held = json.dumps([task.args_kwargs for task in tasks()])
    work()
    [email] = sent()
    whole = email.message().as_string()
    assert "http://127.0.0.1:8000/somewhere/" in whole
    for said in (whole, held, json.dumps(fresh(message).history)):
        for told in (
            card.person.surname,
            card.person.forename,
            card.case.reference,
            "Zyxcanary",
            card.person.pseudonym,
        ):
            assert told not in said
    assert OWN not in held


@pytest.mark.parametrize("kind", EMAILS, ids=lambda kind: kind.code)
def test_what_an_email_says_is_fixed_but_for_its_words(kind: object) -> None:
    words = dict.fromkeys(kind.words, "12")  # type: ignore[attr-defined]
    said = kind.text(words, "https://keywork.example/x")  # type: ignore[attr-defined]
    assert "$" not in said
    assert "https://keywork.example/x" in said
    with pytest.raises(ValueError, match="takes the words"):
        kind.check({**words, "child": "A name"})  # type: ignore[attr-defined]


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x"])
def test_it_never_leads_off_the_site(staff: Staff, card: CaseCard, point: ContactPoint, link: str) -> None:
    with pytest.raises(ValueError, match="page of this site"):
        send_email(authority=staff.authority, to=point, kind="message", link=link)


def changed(staff: Staff, card: CaseCard, point: ContactPoint, mother: FamilyMember, how: str) -> None:
    """Change how the mother is reached, in one of the ways there are."""
    actor = system("test", staff.authority)
    reached = [str(mother.pk)]
    if how == "ended":
        end_point(actor=actor, card=card, point=point)
    elif how == "restricted":
        restrict_contact(
            actor=actor, card=card, member=mother, document="Court order of 1 May", until=clock.today(),
            reason="The court forbids any contact for now.",
        )  # fmt: skip
    else:
        write_point(
            actor=actor, card=card, kind="email", value="new@families.example", member=mother, reached=reached,
            hidden=how == "hidden", replaces=point,
        )  # fmt: skip


REASON = {
    "replaced": "address-changed",
    "ended": "address-changed",
    "hidden": "address-changed",
    "restricted": "contact-restricted",
}


@pytest.mark.parametrize("how", REASON)
@pytest.mark.parametrize("step", ["waiting", "claimed", "put off"])
def test_nothing_goes_to_an_address_that_changed_at_any_step(
    staff: Staff, card: CaseCard, point: ContactPoint, mother: FamilyMember, server: Fails,
    monkeypatch: pytest.MonkeyPatch, how: str, step: str,
) -> None:  # fmt: skip
    message = to_mother(staff, card, point)
    if step == "waiting":
        changed(staff, card, point, mother, how)
        work()
    elif step == "claimed":
        claimed = claim(message.pk)
        assert claimed is not None
        changed(staff, card, point, mother, how)
        settle(claimed, hand_over(claimed))
    else:
        server("send", refused(450))
        work()
        changed(staff, card, point, mother, how)
        server("send", None)
        now_is(monkeypatch, 2 * MINUTE)
        work()
    assert not sent()
    assert (fresh(message).state, fresh(message).reason) == (State.STOPPED, REASON[how])


def test_an_account_is_told_only_while_it_may_know_of_the_case(staff: Staff, card: CaseCard, server: Fails) -> None:
    keyworker = staff.user(Role.PLAN_WRITER)
    send_email(authority=staff.authority, to=keyworker, kind="message", link="/x/", case=card.case)
    work()
    [message] = Message.objects.all()
    assert (message.state, message.reason) == (State.STOPPED, "no-access")
    assert not sent()


def test_a_closed_account_is_told_nothing(staff: Staff, card: CaseCard, server: Fails) -> None:
    keyworker = staff.user(Role.KEYWORKER)
    message = send_email(authority=staff.authority, to=keyworker, kind="message", link="/x/", case=card.case)
    keyworker.is_active = False
    keyworker.save()
    work()
    assert (fresh(message).reason, sent()) == ("account-closed", [])


def test_a_keyworker_whose_case_went_to_somebody_else_is_told_as_the_area_may(
    staff: Staff, card: CaseCard, server: Fails
) -> None:
    """A keyworker reads every index card of the area, so the e-mail, which says no more than that, still goes."""
    message = send_email(
        authority=staff.authority, to=staff.user(Role.KEYWORKER), kind="message", link="/x/", case=card.case
    )
    allocate(cases=[card.pk], team=staff.other_team, keyworker=None, actor=system("test", staff.authority))
    work()
    assert fresh(message).state == State.SENT


SURELY_NOT = [
    ("open", ConnectionRefusedError()),
    ("open", TimeoutError()),
    ("open", smtplib.SMTPAuthenticationError(535, b"no")),
    ("open", smtplib.SMTPServerDisconnected("gone")),
    ("send", refused(451)),
    ("send", smtplib.SMTPDataError(452, b"later")),
    ("send", smtplib.SMTPSenderRefused(421, b"later", "us")),
]


@pytest.mark.parametrize(("at", "fault"), SURELY_NOT, ids=lambda value: getattr(value, "__name__", None) or repr(value))
def test_what_surely_did_not_go_is_tried_again_with_growing_waits_and_then_parked(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch,
    at: str, fault: Exception,
) -> None:  # fmt: skip
    message = to_mother(staff, card, point)
    server(at, fault)
    passed = timedelta()
    for wait in WAITS:
        with monkeypatch.context() as later:
            now_is(later, passed)
            work()
            found = fresh(message)
            assert found.state == State.WAITING
            assert wait - MINUTE < found.due_at - clock.now() <= wait
            deliver_now(message.pk)  # before its time nobody tries
            assert fresh(message).attempts == found.attempts
        passed += wait + timedelta(seconds=1)
    now_is(monkeypatch, passed)
    work()
    assert (fresh(message).state, fresh(message).reason) == (State.PARKED, "tried-for-a-day")
    assert not sent()


def test_it_goes_when_the_server_is_back(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = to_mother(staff, card, point)
    server("open", ConnectionRefusedError())
    work()
    server("open", None)
    now_is(monkeypatch, 2 * MINUTE)
    work()
    assert (fresh(message).state, len(sent())) == (State.SENT, 1)


@pytest.mark.parametrize("fault", [refused(550), smtplib.SMTPDataError(554, b"no")], ids=repr)
def test_what_is_refused_for_good_is_parked_at_once(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, fault: Exception
) -> None:
    message = to_mother(staff, card, point)
    server("send", fault)
    work()
    assert (fresh(message).state, fresh(message).reason) == (State.PARKED, "refused")


@pytest.mark.parametrize("fault", [TimeoutError(), smtplib.SMTPServerDisconnected("gone"), ValueError()], ids=repr)
def test_what_may_have_gone_is_never_sent_again_by_itself(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:  # fmt: skip
    message = to_mother(staff, card, point)
    server("send", fault)
    work()
    server("send", None)
    now_is(monkeypatch, timedelta(days=3))
    work()
    assert (fresh(message).state, fresh(message).reason) == (State.UNKNOWN, "broken-off")
    assert not sent()


def test_a_claim_whose_worker_died_is_not_known_and_not_sent_again(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = to_mother(staff, card, point)
    claimed = claim(message.pk)
    assert claim(message.pk) is None  # nobody else takes it
    work()
    assert fresh(message).state == State.CLAIMED
    with monkeypatch.context() as later:
        now_is(later, CLAIM_LASTS + MINUTE)
        work()
        assert (fresh(message).state, fresh(message).reason) == (State.UNKNOWN, "worker-ended")
    assert not sent()
    assert claimed is not None
    settle(claimed, hand_over(claimed))  # it was only slow, and says so
    assert (fresh(message).state, len(sent())) == (State.SENT, 1)


def test_an_email_whose_task_was_lost_goes_all_the_same(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = to_mother(staff, card, point)
    for task in tasks():
        task.claim("a worker that died")
    work()
    assert not sent()
    now_is(monkeypatch, 3 * MINUTE)
    sweep(staff.authority)
    assert (fresh(message).state, len(sent())) == (State.SENT, 1)


def broken(_: object) -> None:
    raise ArithmeticError


def test_a_fault_in_what_another_room_sees_to_keeps_no_email_waiting(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch,
    settings: Any, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    settings.SWEPT_WITH = (f"{__name__}.broken",)
    message = to_mother(staff, card, point)
    now_is(monkeypatch, 3 * MINUTE)
    sweep(staff.authority)
    assert fresh(message).state == State.SENT
    assert f"{__name__}.broken ended in a fault" in caplog.text


def test_whoever_watches_is_told_when_emails_do_not_go(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_mother(staff, card, point)
    assert not standing_of_all().is_stuck
    now_is(monkeypatch, 11 * MINUTE)
    assert standing_of_all().is_stuck
    assert "1 e-mail should have gone" in standing_of_all().words
    work()
    assert not standing_of_all().is_stuck


def test_no_move_but_those_of_the_table(staff: Staff, card: CaseCard, point: ContactPoint) -> None:
    message = to_mother(staff, card, point)
    tried = 0
    for before in State:
        for after in set(State) - set(MOVES[before]):
            message.state = before
            with pytest.raises(NotAMove):
                set_state(message, after)
            tried += 1
    assert tried == len(State) ** 2 - sum(len(after) for after in MOVES.values())


def test_one_that_ends_in_a_fault_of_ours_keeps_no_other_waiting(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt, sound = to_mother(staff, card, point), to_mother(staff, card, point)

    class Port:
        def may_go(self, message: Message) -> str:
            if message.pk == spoilt.pk:
                raise ValueError("Zyxcanary words of a record")
            return ""

        def became(self, message: Message) -> None:
            """Nothing follows."""

    monkeypatch.setattr("keywork.web.messages.services.checking.ports", lambda: [Port()])
    work()
    assert fresh(sound).state == State.SENT
    assert [task.status for task in tasks() if task.traceback] == ["FAILED"]
    assert all("Zyxcanary" not in task.traceback for task in tasks())
    with monkeypatch.context() as later:
        now_is(later, 3 * MINUTE)
        work()  # the sweep comes upon it, and goes on
        assert fresh(spoilt).state == State.WAITING
        assert fresh(spoilt).due_at > clock.now()
    monkeypatch.undo()
    assert len(sent()) == 1


def test_a_room_above_stops_what_must_not_go_and_learns_what_became_of_it(
    staff: Staff, card: CaseCard, point: ContactPoint, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[str] = []

    class Port:
        def may_go(self, message: Message) -> str:
            return "taken-back"

        def became(self, message: Message) -> None:
            if message.kind == "message":  # and not what tells the keyworker of it
                learned.append(message.state)

    for where in ("checking", "states"):
        monkeypatch.setattr(f"keywork.web.messages.services.{where}.ports", lambda: [Port()])
    message = to_mother(staff, card, point)
    work()
    assert (fresh(message).state, fresh(message).reason, learned) == (State.STOPPED, "taken-back", ["stopped"])


def test_what_was_new_a_year_ago_is_thrown_away(
    staff: Staff, card: CaseCard, server: Fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(authority=staff.authority, kind="advice-given", to=[staff.user(Role.KEYWORKER)], link="/x/", case=card.case)
    with monkeypatch.context() as later:
        now_is(later, timedelta(days=364))
        work()
        assert Notice.objects.count() == 1
    now_is(monkeypatch, timedelta(days=366))
    work()
    assert not Notice.objects.exists()

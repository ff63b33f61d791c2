"""CO-07: an address that changes at any step between the draft and the letter box stops the letter. Nothing goes there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest

from factories import Staff
from keywork.web.accounts.models import Role
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_print import Paper, as_pdf
from keywork.web.documents.models import Dispatch, Letter, LetterLink
from keywork.web.documents.services import linking
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.messages.models import Message
from keywork.web.messages.models import State as MailState
from keywork.web.messages.services.delivering import claim, hand_over, settle
from keywork.web.people.family import change_member, restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.contacts import end_point, write_point
from keywork.web.vaults.models import ContactPoint
from web.documents.letters.conftest import (
    EMAIL,
    OWN,
    again,
    agree,
    approved,
    code_in,
    copies,
    finished,
    fresh,
    keys_of,
    link_in,
    make_letter,
    make_point,
    posted,
    printed,
    release,
    sent,
    work,
)
from web.documents.letters.test_links import secret_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on the paper is not what is asked here."""
    monkeypatch.setattr("keywork.web.documents.services.dispatching.as_pdf", lambda paper: blank())


@cache
def blank() -> bytes:
    return as_pdf(Paper("Letter", "Council", "", [""], "Dear", "", "", "", [""]))


Change = Callable[[Staff, CaseCard, ContactPoint], object]
State = Dispatch.State


def _other(point: ContactPoint) -> str:
    return "new@families.example" if point.kind == EMAIL else "1 New Road\nWexcombe\nWX2 2BB"


def _written(staff: Staff, card: CaseCard, point: ContactPoint, **more: object) -> ContactPoint:
    told = {"value": _other(point), "hidden": False, "replaces": point} | more
    return write_point(
        actor=staff.actor(Role.KEYWORKER), card=card, kind=point.kind, member=point.member, reached=point.reached,
        **told,  # type: ignore[arg-type]
    )  # fmt: skip


def _another(staff: Staff, card: CaseCard, point: ContactPoint) -> ContactPoint:
    return make_point(staff, card, point.member, point.kind, _other(point))


def _hidden(staff: Staff, card: CaseCard, point: ContactPoint) -> ContactPoint:
    return _written(staff, card, point, value=point.value, hidden=True)


def _hidden_elsewhere(staff: Staff, card: CaseCard, point: ContactPoint) -> ContactPoint:
    """Another row hides the same words: the old one is hidden in place."""
    return _written(staff, card, point, replaces=None, value=point.value, hidden=True)


def _ended(staff: Staff, card: CaseCard, point: ContactPoint) -> None:
    end_point(actor=staff.actor(Role.KEYWORKER), card=card, point=point)


def _left(staff: Staff, card: CaseCard, point: ContactPoint) -> None:
    member = point.member
    assert member is not None
    change_member(
        actor=staff.actor(Role.KEYWORKER), card=card, member=member, name=member.name,
        relationship=member.relationship, responsible=False, ended=True,
    )  # fmt: skip


def _restricted(staff: Staff, card: CaseCard, point: ContactPoint) -> None:
    assert point.member is not None
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=card, member=point.member, document="Order of the court",
        reason="The court said so in its order.", until=clock.today(),
    )  # fmt: skip


CHANGES: dict[str, Change] = {
    "changed": _written,
    "another was added": _another,
    "hidden": _hidden,
    "hidden elsewhere": _hidden_elsewhere,
    "ended": _ended,
    "left the family": _left,
    "restricted": _restricted,
}
each_change = pytest.mark.parametrize("change", CHANGES)


def stopped(letter: Letter, card: CaseCard) -> None:
    """The letter is back with its keyworker, with a reason to act on, and the law's clock knows of no sending."""
    from keywork.web.documents.letter_presenters import why_of

    assert again(letter).state == Letter.State.RETURNED
    assert why_of(again(letter))
    assert {one.state for one in copies(letter)} == {State.STOPPED}
    assert {one.sent_on for one in copies(letter)} == {None}
    assert letter.about.event not in [event.kind for event in stream(card.case_id)]


@each_change
@pytest.mark.parametrize("step", ["draft", "approval", "ready"])
def test_before_the_recipients_are_chosen(
    staff: Staff, card: CaseCard, home: ContactPoint, step: str, change: str
) -> None:
    """What the sender saw is named by its version, so an older one is not taken."""
    made = {"draft": make_letter, "approval": finished, "ready": approved}[step](staff, card, "decided-to-assess")
    keys = keys_of(card, made)
    CHANGES[change](staff, card, home)
    card = fresh(card.pk)
    letter = approved(staff, card) if step != "ready" else made
    offered = keys_of(card, letter)
    if change == "another was added":
        assert len(offered) == 2  # the sender sees both and chooses
        return
    assert not set(keys) & set(offered) or change == "hidden elsewhere"
    if not set(keys) & set(offered):
        with pytest.raises(NotDone, match="can no longer be reached"):
            release(staff, card, letter, keys)
    assert not copies(letter)


@each_change
def test_while_a_second_person_is_asked(staff: Staff, card: CaseCard, home: ContactPoint, change: str) -> None:
    letter = approved(staff, card, "final-plan")
    made = release(staff, card, letter)
    CHANGES[change](staff, card, home)
    assert agree(staff, fresh(card.pk), letter, made) != ""
    stopped(letter, card)
    assert copies(letter)[0].document is None


@each_change
def test_while_it_waits_to_be_printed(staff: Staff, card: CaseCard, home: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    CHANGES[change](staff, card, home)
    assert printed(staff, fresh(card.pk), copies(letter)[0]) != ""
    stopped(letter, card)


@each_change
def test_when_it_is_printed_and_not_posted(staff: Staff, card: CaseCard, home: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    assert printed(staff, card, copies(letter)[0]) == ""
    CHANGES[change](staff, card, home)
    assert posted(staff, fresh(card.pk), copies(letter)[0]) != ""
    stopped(letter, card)


def email_of(letter: Letter) -> Message:
    found: Message = Message.objects.get(pk=copies(letter)[0].message)
    return found


@each_change
def test_before_the_worker_claims_the_email(staff: Staff, card: CaseCard, inbox: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    CHANGES[change](staff, card, inbox)
    work()
    assert email_of(letter).state == MailState.STOPPED
    assert not sent()
    stopped(letter, card)
    assert LetterLink.objects.get().killed_at is not None


@each_change
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied")
def test_between_the_claim_and_the_server(staff: Staff, card: CaseCard, inbox: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    claimed = claim(email_of(letter).pk)
    assert claimed is not None
    CHANGES[change](staff, card, inbox)
    settle(claimed, hand_over(claimed))
    assert email_of(letter).state == MailState.STOPPED
    assert not sent()
    stopped(letter, card)


@each_change
def test_when_the_code_is_asked_for(staff: Staff, card: CaseCard, inbox: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    secret = secret_of(sent()[0][1])
    CHANGES[change](staff, card, inbox)
    assert linking.ask_code(secret=secret, email=OWN, browser="") is False
    work()
    assert len(sent()) == 1  # no code went
    assert copies(letter)[0].state == State.STOPPED
    assert again(letter).state == Letter.State.RETURNED


@each_change
def test_when_the_code_waits_to_go(staff: Staff, card: CaseCard, inbox: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    assert linking.ask_code(secret=secret_of(sent()[0][1]), email=OWN, browser="")
    CHANGES[change](staff, card, inbox)
    work()
    assert len(sent()) == 1
    assert not [text for _, text in sent() if "Your code" in text]


@each_change
def test_when_the_code_is_entered(staff: Staff, card: CaseCard, inbox: ContactPoint, change: str) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    secret = secret_of(sent()[0][1])
    linking.ask_code(secret=secret, email=OWN, browser="")
    work()
    code = code_in(sent()[1][1])
    CHANGES[change](staff, card, inbox)
    assert linking.try_code(secret=secret, code=code, browser="") is None
    assert copies(letter)[0].state == State.STOPPED


def test_what_stopped_can_go_to_the_new_address_without_new_approval(
    staff: Staff, card: CaseCard, home: ContactPoint
) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    new = _written(staff, card, home)
    printed(staff, fresh(card.pk), copies(letter)[0])
    release(staff, fresh(card.pk), again(letter))
    assert [(one.point, one.state) for one in copies(letter)] == [(home, State.STOPPED), (new, State.QUEUED)]


def test_a_change_of_somebody_else_stops_nothing(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint
) -> None:
    from web.documents.letters.conftest import make_parent

    letter = approved(staff, card)
    release(staff, card, letter)
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, father, value="1 Father Road")
    make_point(staff, card, mother, ContactPoint.Kind.PHONE, "01632 960000")
    assert printed(staff, fresh(card.pk), copies(letter)[0]) == ""
    assert posted(staff, fresh(card.pk), copies(letter)[0]) == ""


def test_an_account_that_closes_stops_what_goes_to_it(staff: Staff, card: CaseCard) -> None:
    from factories import involve

    involve(card.case, staff.user(Role.SENCO), "setting")
    own = card.case.involvements.get()
    own.user, own.organisation = None, staff.body(Role.SENCO)
    own.save()
    letter = approved(staff, fresh(card.pk), "consultation", setting=staff.body(Role.SENCO))
    release(staff, fresh(card.pk), letter)
    user = staff.user(Role.SENCO)
    user.is_active = False
    user.save()
    work()
    assert not sent()
    stopped(letter, card)


def test_a_day_later_it_is_asked_again(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """Nothing is decided once: each step asks for itself."""
    letter = approved(staff, card)
    release(staff, card, letter)
    assert printed(staff, card, copies(letter)[0]) == ""
    card.person.born_on = clock.today() - timedelta(days=18 * 366)
    card.person.save()
    assert "rights have passed" in posted(staff, fresh(card.pk), copies(letter)[0])


__all__ = ["link_in"]

"""Seeing what is hidden: two people, a fresh second step, ten minutes, the reader's name on the page, told and logged."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from factories import Staff, involve_everybody, make_case, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.matrix import matrix, whole_matrix
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.kernel import clock
from keywork.web.kernel.vault import Vault, key_file
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.vaults import contacts, identity, reveals
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, Alert, ContactPoint, Reveal
from second_steps import give_second_step, passed

REASON = "They are to be visited on Monday."
ADDRESS, FORMER = "9 Zyxsafehouse Lane", "Zyxformername"
SEES_ADDRESS = {Role.MANAGER, Role.SOCIAL_WORKER, Role.DSCO, Role.INFORMATION_GOVERNANCE}
SEES_IDENTITY = {Role.DSCO, Role.INFORMATION_GOVERNANCE}


@pytest.fixture
def hidden(staff: Staff, card: CaseCard) -> ContactPoint:
    involve_everybody(staff, card.case)
    by = staff.actor(Role.KEYWORKER)
    identity.keep_identity(actor=by, card=card, former=Former(surname=FORMER))
    said = {"kind": "address", "value": ADDRESS, "member": None, "reached": [CHILD], "hidden": True}
    return contacts.write_point(actor=by, card=card, **said)


def agreed(staff: Staff, card: CaseCard, asker: str, approver: str, kind: str = "address") -> Reveal:
    made = reveals.ask(actor=staff.actor(asker), card=card, kind=kind, reason=REASON)
    return reveals.answer(actor=staff.actor(approver), reveal_id=made.pk, agrees=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(client: Client, made: Reveal) -> str:
    place = f"/cases/{made.case_id}/reveal/{made.pk}/"
    client.post(place)
    return client.get(place, follow=True).content.decode()


@pytest.mark.parametrize(("kind", "roles"), [("address", SEES_ADDRESS), ("identity", SEES_IDENTITY)])
def test_only_the_roles_of_the_matrix_ask_and_agree(
    staff: Staff, card: CaseCard, hidden: ContactPoint, kind: str, roles: set[str]
) -> None:
    assert {role for role in Role.values if reveals.has_role_for(role, kind)} == roles
    for role in set(Role.values) - roles:
        with pytest.raises(Refused):
            reveals.ask(actor=staff.actor(role), card=card, kind=kind, reason=REASON)
    made = reveals.ask(actor=staff.actor(Role.DSCO), card=card, kind=kind, reason=REASON)
    for role in set(Role.values) - roles:
        with pytest.raises(Refused):
            reveals.answer(actor=staff.actor(role), reveal_id=made.pk, agrees=True)
    assert reveals.answer(actor=staff.actor(Role.INFORMATION_GOVERNANCE), reveal_id=made.pk, agrees=True).agreed


def test_the_pages_are_open_to_the_same_roles_and_want_a_fresh_second_step() -> None:
    cells = whole_matrix()
    for action in ("reveal.ask", "reveal.answer", "reveal.open"):
        assert set(matrix()[action].ways) == {
            role
            for role in Role.values
            if any(g.verb == "R" for c in ("c2", "c3") for g in cells.roles[role].cells.get(c, ()))
        } - {Role.PARENT, Role.YOUNG_PERSON}
    fresh = {
        "reveal.ask",
        "reveal.answer",
        "reveal.open",
        "glass.break",
        "family.change",
        "case.restrict",
        "barrier.set",
        "work.export",
    }
    assert all(matrix()[action].step_up for action in fresh)


def test_who_asks_does_not_agree(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made = reveals.ask(actor=staff.actor(Role.MANAGER), card=card, kind="address", reason=REASON)
    with pytest.raises(Refused, match="Somebody else must agree"):
        reveals.answer(actor=staff.actor(Role.MANAGER), reveal_id=made.pk, agrees=True)
    other = actor_for(make_user(staff.authority, Role.MANAGER))
    reveals.answer(actor=other, reveal_id=made.pk, agrees=True)
    with pytest.raises(Refused, match="no longer waits"):
        reveals.answer(actor=staff.actor(Role.DSCO), reveal_id=made.pk, agrees=False)


def test_nothing_is_shown_before_somebody_agreed_or_after_they_refused(
    staff: Staff, card: CaseCard, hidden: ContactPoint
) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    made = reveals.ask(actor=staff.actor(Role.MANAGER), card=card, kind="address", reason=REASON)
    assert ADDRESS not in look(client, made)
    reveals.answer(actor=staff.actor(Role.DSCO), reveal_id=made.pk, agrees=False)
    assert ADDRESS not in look(client, made)


def test_ten_minutes_with_the_readers_name_and_the_time(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    made = agreed(staff, card, Role.MANAGER, Role.DSCO)
    place = f"/cases/{card.pk}/reveal/{made.pk}/"
    now = clock.now()
    assert ADDRESS not in client.get(place, follow=True).content.decode()  # it is not shown by following a link
    with time_machine.travel(now, tick=False):
        page = look(client, made)
        assert ADDRESS in page
        assert page.count("Shown to Robin Manager on ") == 2
    with time_machine.travel(now + timedelta(minutes=4, seconds=59), tick=False):
        assert ADDRESS in client.get(place).content.decode()
    with time_machine.travel(now + timedelta(minutes=10), tick=False):
        passed(client, staff.user(Role.MANAGER))
        assert ADDRESS not in look(client, made)
    assert Alert.objects.filter(kind=Alert.Kind.REVEALED).count() == 1


def test_what_was_agreed_to_lapses_after_a_day(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made = agreed(staff, card, Role.MANAGER, Role.DSCO)
    with time_machine.travel(clock.now() + timedelta(hours=24), tick=False), pytest.raises(Refused):
        reveals.open_now(actor=staff.actor(Role.MANAGER), card=card, reveal_id=made.pk)


def test_nobody_looks_by_anothers_reveal_or_on_another_case(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made = agreed(staff, card, Role.MANAGER, Role.DSCO)
    for role in SEES_ADDRESS - {Role.MANAGER}:
        assert ADDRESS not in look(signed_in(staff.user(role)), made)
    other = make_case(staff, team=staff.team).card
    answer = signed_in(staff.user(Role.MANAGER)).post(f"/cases/{other.pk}/reveal/{made.pk}/", follow=True)
    assert ADDRESS not in answer.content.decode()


def test_whoever_lost_the_role_meanwhile_sees_nothing(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made = agreed(staff, card, Role.SOCIAL_WORKER, Role.DSCO)
    client = signed_in(staff.user(Role.SOCIAL_WORKER))
    assert ADDRESS in look(client, made)
    staff.user(Role.SOCIAL_WORKER).membership.__class__.objects.filter(user=staff.user(Role.SOCIAL_WORKER)).update(
        role=Role.EDUCATIONAL_PSYCHOLOGIST
    )
    assert client.get(f"/cases/{card.pk}/reveal/{made.pk}/").status_code == 404


def test_a_former_identity_is_shown_to_its_two_and_the_log_draws_no_line(
    staff: Staff, card: CaseCard, hidden: ContactPoint
) -> None:
    made = agreed(staff, card, Role.INFORMATION_GOVERNANCE, Role.DSCO, "identity")
    page = look(signed_in(staff.user(Role.INFORMATION_GOVERNANCE)), made)
    assert FORMER in page
    assert ADDRESS not in page
    looks = AccessEntry.objects.filter(action="reveal.open", detail__reveal=str(made.pk))
    assert looks.count() >= 2
    assert all(row.subjects == [] for row in looks)


def test_nobody_else_is_told_that_a_former_identity_is_kept(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    for role in (Role.MANAGER, Role.DSCO):
        page = signed_in(staff.user(role)).get(f"/cases/{card.pk}/flags/").content.decode()
        assert ("ormer identity" in page) == (role == Role.DSCO)


def test_it_wants_a_fresh_second_step(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made, user = agreed(staff, card, Role.MANAGER, Role.DSCO), staff.user(Role.MANAGER)
    give_second_step(user)
    client = signed_in(user)
    passed(client, user, ago=301)
    answer = client.post(f"/cases/{card.pk}/reveal/{made.pk}/")
    assert "reauthenticate" in answer.headers["Location"]
    made.refresh_from_db()
    assert made.opened_at is None


def test_a_missing_key_is_said_and_nothing_breaks(staff: Staff, card: CaseCard, hidden: ContactPoint) -> None:
    made = agreed(staff, card, Role.MANAGER, Role.DSCO)
    file = key_file(Vault.CONTACT)
    kept = file.read_text()
    file.unlink()
    try:
        page = look(signed_in(staff.user(Role.MANAGER)), made)
    finally:
        file.write_text(kept)
        file.chmod(0o600)
    assert "its key is missing" in page
    assert str(file) not in page


def test_an_address_is_opened_again_by_a_manager_and_a_second_person(
    staff: Staff, card: CaseCard, hidden: ContactPoint
) -> None:
    client = signed_in(staff.user(Role.MANAGER))
    client.post(f"/cases/{card.pk}/reveal/", {"kind": f"unhide:{hidden.pk}", "reason": REASON})
    assert contacts.words_of(contacts.points_of(card.person_id)) == ["Protected"]
    made = Reveal.objects.get(kind="unhide")
    agreeing = signed_in(staff.user(Role.DSCO))
    told = agreeing.post("/reveals/", {"reveal": made.pk, "answer": "agree"}, follow=True).content.decode()
    assert "The address is hidden no longer" in told
    assert "for ten minutes." not in told
    assert contacts.words_of(contacts.points_of(card.person_id)) == [ADDRESS]
    social = signed_in(staff.user(Role.SOCIAL_WORKER))
    assert "Stop hiding" not in social.get(f"/cases/{card.pk}/reveal/").content.decode()

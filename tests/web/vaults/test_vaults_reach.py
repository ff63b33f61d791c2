"""What waits, what is shown and what is told concerns one case, one kind and one person, for as long as it says."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine

from factories import Staff, make_case, make_user
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.models import CaseCard
from keywork.web.vaults import alerts, contacts, glass, health, identity, restricting, reveals, waiting
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, Alert, BrokenGlass, ContactPoint, HiddenWords, Reveal

REASON = "R" * 20
SECOND = timedelta(seconds=1)
HERE, THERE = "9 Zyxsafehouse Lane", "4 Zyxother Road"


def another(staff: Staff, role: str) -> Actor:
    actor = actor_for(make_user(staff.authority, role))
    assert actor is not None
    return actor


def keep_from(staff: Staff, card: CaseCard, role: str) -> None:
    family.declare_conflict(actor=staff.actor(Role.DSCO), card=card, user=staff.user(role), reason=REASON)


@pytest.fixture
def other(staff: Staff, card: CaseCard) -> CaseCard:
    return make_case(staff, team=staff.team).card


def hide(staff: Staff, card: CaseCard, value: str) -> ContactPoint:
    said = {"kind": "address", "value": value, "member": None, "reached": [CHILD], "hidden": True}
    return contacts.write_point(actor=staff.actor(Role.KEYWORKER), card=card, **said)


def asked(staff: Staff, card: CaseCard, role: str = Role.MANAGER, kind: str = "address", **more: object) -> Reveal:
    return reveals.ask(actor=staff.actor(role), card=card, kind=kind, reason=REASON, **more)


def answered(staff: Staff, made: Reveal, *, agrees: bool = True) -> Reveal:
    return reveals.answer(actor=another(staff, Role.DSCO), reveal_id=made.pk, agrees=agrees)


# Reveals: asking and answering


def test_nobody_asks_twice_for_one_thing_and_may_ask_for_each_thing(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    asked(staff, card, Role.DSCO)
    with pytest.raises(Refused, match="asked for this already"):
        asked(staff, card, Role.DSCO)
    asked(staff, card, Role.DSCO, kind="identity")
    asked(staff, other, Role.DSCO)
    asked(staff, card, Role.MANAGER)
    assert reveals.waiting().count() == 4
    with time_machine.travel(clock.now() + reveals.WAITS, tick=False):
        assert reveals.waiting().count() == 0
        asked(staff, card, Role.DSCO)


def test_the_system_does_not_ask_and_a_role_that_is_none_sees_nothing(staff: Staff, card: CaseCard) -> None:
    without = Actor("user:x", staff.authority, None, Role.MANAGER)
    for by in (system("test", staff.authority), without):
        with pytest.raises(Refused, match="Your role does not see this"):
            reveals.ask(actor=by, card=card, kind="address", reason=REASON)
    assert not reveals.has_role_for(None, "address")


def test_who_may_answer_is_not_who_asked_nor_whoever_is_kept_from_the_child(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    first, second = asked(staff, card), asked(staff, other)
    by, manager = staff.actor(Role.INFORMATION_GOVERNANCE), staff.actor(Role.MANAGER)
    assert set(reveals.to_answer(by)) == {first, second}
    assert set(reveals.waiting_for(manager)) == {first, second}
    assert not reveals.to_answer(manager).exists()
    keep_from(staff, card, Role.INFORMATION_GOVERNANCE)
    assert set(reveals.to_answer(by)) == {second}
    assert reveals.waiting_for(Actor("x", staff.authority, None, Role.MANAGER)).count() == 2
    with pytest.raises(Refused, match="no longer waits"):
        reveals.answer(actor=by, reveal_id=first.pk, agrees=True)
    with pytest.raises(Refused, match="no longer waits"):
        reveals.answer(actor=by, reveal_id=uuid4(), agrees=True)
    assert reveals.answer(actor=by, reveal_id=second.pk, agrees=True).pk == second.pk
    first.refresh_from_db()
    assert first.agreed is None


def test_who_asked_may_take_it_back_and_what_is_refused_opens_nothing(staff: Staff, card: CaseCard) -> None:
    point = hide(staff, card, HERE)
    back = reveals.answer(actor=staff.actor(Role.MANAGER), reveal_id=asked(staff, card).pk, agrees=False)
    assert back.agreed is False
    made = asked(staff, card, kind="unhide", point=point)
    answered(staff, made, agrees=False)
    assert contacts.words_of(contacts.points_of(card.person_id)) == [contacts.PROTECTED]


def test_an_address_is_opened_for_all_only_as_it_was_when_somebody_asked(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    point, elsewhere = hide(staff, card, HERE), hide(staff, other, THERE)
    asks = {
        "nothing": asked(staff, card, Role.DSCO, kind="unhide"),
        "another child's": asked(staff, card, Role.INFORMATION_GOVERNANCE, kind="unhide", point=elsewhere),
        "changed since": asked(staff, card, kind="unhide", point=point),
    }
    said = {"kind": "address", "value": THERE, "member": None, "reached": [CHILD], "hidden": True, "replaces": point}
    contacts.write_point(actor=staff.actor(Role.KEYWORKER), card=card, **said)
    for made in asks.values():
        with pytest.raises(Refused, match="has been changed since"):
            answered(staff, made)
    open_one = contacts.write_point(
        actor=staff.actor(Role.KEYWORKER), card=card, **(said | {"hidden": False, "replaces": None, "value": "1 Open Road"})
    )  # fmt: skip
    with pytest.raises(Refused, match="has been changed since"):
        answered(staff, asked(staff, card, Role.SOCIAL_WORKER, kind="unhide", point=open_one))


# Reveals: looking


def test_what_was_agreed_to_is_looked_at_by_its_own_identity(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    by = staff.actor(Role.DSCO)
    refused = answered(staff, asked(staff, card, Role.DSCO, "identity"), agrees=False)
    made = answered(staff, asked(staff, card, Role.DSCO))
    elsewhere = answered(staff, asked(staff, other, Role.DSCO))
    point = hide(staff, card, HERE)
    opened_for_all = answered(staff, asked(staff, card, Role.DSCO, "unhide", point=point))
    assert list(reveals.open_for(by, card.case_id)) == [made]
    assert list(reveals.open_for(by, other.case_id)) == [elsewhere]
    assert not reveals.open_for(staff.actor(Role.MANAGER), card.case_id).exists()
    for wrong in (refused, elsewhere, opened_for_all):
        with pytest.raises(Refused, match="cannot be looked at"):
            reveals.open_now(actor=by, card=card, reveal_id=wrong.pk)
    assert reveals.open_now(actor=by, card=card, reveal_id=made.pk).pk == made.pk


def test_what_is_shown_is_shown_for_ten_minutes_from_when_it_was_opened(staff: Staff) -> None:
    now = clock.now()
    opened = Reveal(agreed=True, opened_at=now)
    assert reveals.is_open(opened, now)
    assert reveals.is_open(opened, now + reveals.LASTS - SECOND)
    assert not reveals.is_open(opened, now + reveals.LASTS)
    assert not reveals.is_open(opened, now - SECOND)
    assert not reveals.is_open(Reveal(agreed=True, opened_at=None), now)
    assert not reveals.is_open(Reveal(agreed=False, opened_at=now), now)
    assert not reveals.is_open(Reveal(agreed=None, opened_at=now), now)


def test_what_is_revealed_is_what_is_hidden_of_this_child_now(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    postcode = card.person.postcode
    first = hide(staff, card, HERE)
    said = {"kind": "address", "value": THERE, "member": None, "reached": [CHILD], "hidden": True, "replaces": first}
    second = contacts.write_point(actor=staff.actor(Role.KEYWORKER), card=card, **said)
    hide(staff, other, "7 Zyxthird Lane")
    assert HiddenWords.objects.filter(person=card.person).count() == 3
    shown = [(point.pk if point else None, words) for point, words in reveals.hidden_words(card)]
    assert sorted(shown, key=str) == sorted([(None, postcode), (second.pk, THERE)], key=str)


# Broken glass


def broken(staff: Staff, card: CaseCard, role: str = Role.KEYWORKER) -> BrokenGlass:
    if not CaseCard.objects.get(pk=card.pk).restricted:
        named = [make_user(staff.authority, Role.KEYWORKER)]
        restricting.restrict(actor=staff.actor(Role.DSCO), card=card, named=named, reason=REASON)
    said = {"reference": card.case.reference, "why": "court", "reason": REASON}
    glass.break_glass(actor=staff.actor(role), **said)
    found: BrokenGlass = BrokenGlass.objects.get(case=card.case, user=staff.user(role))
    return found


def test_the_glass_of_the_case_that_was_named_is_broken(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    named = [make_user(staff.authority, Role.KEYWORKER)]
    for one in (other, card):
        restricting.restrict(actor=staff.actor(Role.DSCO), card=one, named=named, reason=REASON)
    opened = glass.break_glass(
        actor=staff.actor(Role.KEYWORKER), reference=f" {card.case.reference.lower()} ", why="court", reason=REASON
    )
    assert opened == card


def test_a_case_that_is_open_already_is_not_behind_glass(staff: Staff, card: CaseCard) -> None:
    named = [staff.user(Role.KEYWORKER)]
    restricting.restrict(actor=staff.actor(Role.DSCO), card=card, named=named, reason=REASON)
    with pytest.raises(Refused, match="No case of this reference"):
        broken(staff, card)


def test_what_is_to_be_looked_into_is_not_ones_own_nor_about_a_child_one_is_kept_from(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    first, second = broken(staff, card), broken(staff, other, Role.MANAGER)
    governs, manager, nobody = (
        staff.actor(Role.INFORMATION_GOVERNANCE), staff.actor(Role.MANAGER), system("test", staff.authority),
    )  # fmt: skip
    assert set(glass.to_review(manager)) == set(glass.to_review(nobody)) == {first, second}
    assert set(glass.to_answer(manager)) == {first}
    keep_from(staff, card, Role.INFORMATION_GOVERNANCE)
    assert set(glass.to_review(governs)) == {second}
    with pytest.raises(Refused, match="no longer waits"):
        glass.review(actor=governs, glass_id=first.pk, outcome="right", remarks="")
    with pytest.raises(Refused, match="no longer waits"):
        glass.review(actor=governs, glass_id=uuid4(), outcome="right", remarks="")
    assert glass.review(actor=governs, glass_id=second.pk, outcome="right", remarks="").pk == second.pk
    assert set(glass.to_review(nobody)) == {first}
    assert set(glass.reviewed(manager)) == set(glass.reviewed(nobody)) == {second}
    keep_from(staff, other, Role.MANAGER)
    assert not glass.reviewed(manager).exists(), "nor when it has been looked into"


def test_a_look_that_was_answered_for_is_no_longer_overdue() -> None:
    late = BrokenGlass(review_by=date(2026, 11, 1))
    assert glass.is_overdue(late, date(2026, 11, 2))
    late.reviewed_at = clock.now()
    assert not glass.is_overdue(late, date(2026, 11, 2))


# Alerts


def test_alerts_are_of_others_of_children_one_may_know_of_and_wait_until_seen(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    manager, nobody = staff.actor(Role.MANAGER), system("test", staff.authority)
    for by, about in ((Role.KEYWORKER, card), (Role.KEYWORKER, other), (Role.MANAGER, card)):
        alerts.tell(actor=staff.actor(by), kind=Alert.Kind.GLASS, case_id=about.case_id)
    alerts.tell(actor=nobody, kind=Alert.Kind.GLASS, case_id=card.case_id)
    assert Alert.objects.count() == 3, "what the system does is not told"
    of = {one.case_id: one for one in Alert.objects.filter(user=staff.user(Role.KEYWORKER))}
    own = Alert.objects.get(user=staff.user(Role.MANAGER))
    assert set(alerts.not_seen(manager)) == set(of.values())
    assert set(alerts.not_seen(nobody)) == {*of.values(), own}
    keep_from(staff, card, Role.MANAGER)
    assert set(alerts.not_seen(manager)) == {of[other.case_id]}
    for hidden in (own.pk, of[card.case_id].pk, uuid4()):
        assert not alerts.note_seen(actor=manager, alert_id=hidden)
    assert alerts.note_seen(actor=manager, alert_id=of[other.case_id].pk)
    assert not alerts.note_seen(actor=manager, alert_id=of[other.case_id].pk)
    assert set(alerts.not_seen(staff.actor(Role.DSCO))) == {own, of[card.case_id]}


def test_whoever_goes_from_page_to_page_is_told_of_once_an_hour_and_case_and_kind(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    keyworker, manager = staff.actor(Role.KEYWORKER), staff.actor(Role.MANAGER)
    said = {"kind": Alert.Kind.RESTRICTED, "case_id": card.case_id}
    for actor, more in (
        (keyworker, {}), (keyworker, {}), (manager, {}), (keyworker, {"case_id": other.case_id}),
        (keyworker, {"kind": Alert.Kind.REVEALED}), (keyworker, {}),
    ):  # fmt: skip
        alerts.tell_once(actor=actor, **(said | more))
    assert Alert.objects.count() == 4
    with time_machine.travel(clock.now() + alerts.ONE_LOOK + SECOND, tick=False):
        alerts.tell_once(actor=keyworker, **said)
    assert Alert.objects.count() == 5


def test_what_waits_is_counted_for_whoever_may_answer_it(staff: Staff, card: CaseCard) -> None:
    asked(staff, card)
    broken(staff, card)
    governs, keyworker = staff.actor(Role.INFORMATION_GOVERNANCE), staff.actor(Role.KEYWORKER)
    assert (waiting.reveals_waiting(governs), waiting.reviews_waiting(governs)) == (1, 1)
    assert waiting.all_waiting(governs) == 3
    assert (waiting.reveals_waiting(keyworker), waiting.reviews_waiting(keyworker)) == (0, 0)


# Contacts, health of others and former identities


def written(staff: Staff, card: CaseCard, value: str, **more: object) -> ContactPoint:
    said = {"kind": "address", "value": value, "member": None, "reached": [], "hidden": False}
    return contacts.write_point(actor=staff.actor(Role.KEYWORKER), card=card, **(said | more))


def child(card: CaseCard) -> tuple[bool, bool]:
    """Whether the child's address is hidden, and whether the postcode stands on the index card."""
    person = CaseCard.objects.select_related("person").get(pk=card.pk).person
    return person.address_hidden, bool(person.postcode)


def test_the_childs_postcode_goes_only_with_a_hidden_address_where_the_child_lives(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    written(staff, card, HERE, reached=[CHILD])
    written(staff, card, THERE, hidden=True)
    written(staff, card, "0700 zyxphone", kind="phone", reached=[CHILD], hidden=True)
    assert child(card) == (False, True)
    written(staff, card, "7 Zyxthird Lane", reached=[CHILD], hidden=True)
    assert (child(card), child(other)) == ((True, False), (False, True))


def test_hiding_an_address_takes_it_from_this_child_alone(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    elsewhere, before = written(staff, other, HERE), written(staff, card, HERE)
    different = written(staff, card, THERE)
    written(staff, card, HERE, hidden=True)
    values = {one: ContactPoint.objects.get(pk=one.pk).value for one in (elsewhere, before, different)}
    assert list(values.values()) == [HERE, "", THERE]


def test_what_has_ended_is_not_changed_any_more(staff: Staff, card: CaseCard) -> None:
    point = written(staff, card, HERE)
    contacts.end_point(actor=staff.actor(Role.KEYWORKER), card=card, point=point)
    ended = ContactPoint.objects.get(ended=True)
    with pytest.raises(Refused, match="changed this meanwhile"):
        written(staff, card, THERE, replaces=ended)


def test_a_child_is_at_a_hidden_address_until_the_last_one_is_opened(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    by = staff.actor(Role.MANAGER)
    first, second = hide(staff, card, HERE), hide(staff, card, THERE)
    hide(staff, other, "7 Zyxthird Lane")
    written(staff, card, "0700 zyxphone", kind="phone", reached=[CHILD], hidden=True)
    written(staff, card, "8 Zyxfourth Lane", hidden=True)  # where somebody else of the family lives
    contacts.unhide(actor=by, card=card, point=first)
    assert (child(card)[0], child(other)[0]) == (True, True)
    contacts.unhide(actor=by, card=card, point=second)
    assert (child(card)[0], child(other)[0]) == (False, True)


def test_each_child_has_its_own_contacts_and_paragraphs(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    mine = hide(staff, card, HERE)
    theirs = hide(staff, other, THERE)
    assert [list(contacts.points_of(one.person_id)) for one in (card, other)] == [[mine], [theirs]]
    assert [list(contacts.history_of(one.person_id)) for one in (card, other)] == [[mine], [theirs]]
    for found in (theirs.pk, uuid4()):
        with pytest.raises(Refused, match="changed this meanwhile"):
            contacts.point_named(card, found)
    assert contacts.point_named(card, mine.pk) == mine
    by, someone = staff.actor(Role.THERAPIST), staff.actor(Role.DCO)
    for actor, about in ((by, card), (someone, card), (by, other)):
        health.write_paragraph(actor=actor, card=about, about="mother", text="Zyx")
    assert health.of_case(card.case_id).count() == 2
    assert health.of_case(card.case_id, author_id=by.user_id).count() == 1


def test_a_former_identity_goes_along_only_to_where_none_is_kept(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    third = make_case(staff).card
    by = staff.actor(Role.DSCO)
    for one, name in ((card, "One"), (other, "Two")):
        identity.keep_identity(actor=by, card=one, former=Former(surname=name))
    identity.hand_on(card.person_id, other.person_id)
    kept = {one: identity.former_of(one.person_id) for one in (card, other, third)}
    assert [former.surname if former else None for former in kept.values()] == ["One", "Two", None]
    identity.hand_on(third.person_id, card.person_id)
    identity.hand_on(third.person_id, make_case(staff).card.person_id)
    identity.hand_on(card.person_id, third.person_id)
    assert identity.former_of(third.person_id) == Former(surname="One")
    assert not identity.is_kept(card.person_id)
    assert identity.is_kept(other.person_id)

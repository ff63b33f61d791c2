"""A flag holds for whom and for what it is of, as long as it says, and for nothing beside it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.accounts.policy import Decision, NotKnown, Predicate
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.models import Barrier, CaseCard, Involvement
from keywork.web.people.overlays import BARRED, RESTRICTED
from keywork.web.vaults import kept_back, restricting
from keywork.web.vaults.middleware import KeptOutMiddleware
from keywork.web.vaults.models import Alert, KeptBack

REASON = "A reason of twenty letters and more."
DAY = timedelta(days=1)
EXACTLY = "R" * 20


def taken(predicate: Predicate[CaseCard], actor: Actor, card: CaseCard) -> bool:
    """Whether a flag takes a case from somebody, by what it lists, by what it leaves and by the answer, which agree."""
    listed = CaseCard.objects.filter(predicate.q(actor), pk=card.pk).exists()
    assert CaseCard.objects.filter(predicate.keeps(actor), pk=card.pk).exists() is not listed
    assert predicate.holds(actor, CaseCard.objects.get(pk=card.pk)) is listed
    return listed


# Barriers


@pytest.fixture
def conflict(staff: Staff, card: CaseCard) -> Barrier:
    by = staff.actor(Role.DSCO)
    return family.declare_conflict(actor=by, card=card, user=staff.user(Role.KEYWORKER), reason=REASON)


def test_a_barrier_keeps_out_whom_it_names_from_whom_it_is_about(
    staff: Staff, card: CaseCard, conflict: Barrier
) -> None:
    assert taken(BARRED, staff.actor(Role.KEYWORKER), card)
    assert not taken(BARRED, staff.actor(Role.MANAGER), card)
    assert not taken(BARRED, system("test", staff.authority), card)
    assert not taken(BARRED, staff.actor(Role.KEYWORKER), make_case(staff).card)


@pytest.mark.parametrize(
    ("said", "stands"),
    [({"until": DAY}, True), ({"until": 0 * DAY}, True), ({"until": -DAY}, False), ({"lifted_at": -DAY}, False)],
)
def test_a_barrier_stands_until_its_day_is_over_or_somebody_lifts_it(
    staff: Staff, card: CaseCard, conflict: Barrier, said: dict[str, timedelta], stands: bool
) -> None:
    when = {"until": clock.today(), "lifted_at": clock.now()}
    Barrier.objects.update(**{name: when[name] + step for name, step in said.items()})
    assert taken(BARRED, staff.actor(Role.KEYWORKER), card) is stands
    assert family.barriers_of(card.person_id).exists() is stands


def test_what_is_lifted_is_the_one_barrier_of_the_one_child(staff: Staff, card: CaseCard, conflict: Barrier) -> None:
    by, other = staff.actor(Role.DSCO), make_case(staff).card
    second = family.declare_conflict(actor=by, card=card, user=staff.user(Role.MANAGER), reason=REASON)
    assert not family.barriers_of(other.person_id).exists()
    with pytest.raises(Refused, match="no longer stands"):
        family.lift(actor=by, card=other, barrier_id=conflict.pk)
    with pytest.raises(Refused, match="no longer stands"):
        family.lift(actor=by, card=card, barrier_id=uuid4())
    family.lift(actor=by, card=card, barrier_id=second.pk)
    assert list(family.barriers_of(card.person_id)) == [conflict]


# Restricted cases


@pytest.mark.parametrize(
    ("role", "relation", "classes", "in_"),
    [
        (Role.KEYWORKER, "grant", restricting.OPENED, True),
        (Role.KEYWORKER, "request", restricting.OPENED, False),
        (Role.KEYWORKER, "grant", ",a1,a2,", False),
        (Role.SOCIAL_WORKER, "request", restricting.OPENED, True),
        (Role.SOCIAL_WORKER, "own", restricting.OPENED, False),
        (Role.PARENT, "family", restricting.OPENED, False),
    ],
)
def test_only_a_naming_of_the_kind_that_the_role_has_lets_somebody_in(
    staff: Staff, card: CaseCard, role: str, relation: str, classes: str, in_: bool
) -> None:
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    involve(card.case, staff.user(role), relation, classes=classes)
    assert taken(RESTRICTED, staff.actor(role), card) is not in_


def test_the_flag_is_on_the_case_and_a_reach_gives_it_back_to_the_system_alone(staff: Staff, card: CaseCard) -> None:
    open_case = make_case(staff).card
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    nobody = system("test", staff.authority)
    for actor in (staff.actor(Role.KEYWORKER), nobody):
        assert taken(RESTRICTED, actor, card)
        assert not taken(RESTRICTED, actor, open_case)
    assert not taken(RESTRICTED, staff.actor(Role.DSCO), card), "who answers for every one sees every one"


@pytest.fixture
def two(staff: Staff, card: CaseCard) -> tuple[CaseCard, CaseCard]:
    """Two restricted cases, on each of which a keyworker and a manager are named."""
    other = make_case(staff).card
    for one in (card, other):
        people = [staff.user(role) for role in (Role.KEYWORKER, Role.MANAGER)]
        restricting.restrict(actor=staff.actor(Role.DSCO), card=one, named=people, reason=EXACTLY)
    return card, other


def named(card: CaseCard) -> set[str]:
    return {one.user.membership.role for one in restricting.named_on(card.case_id)}


def test_taking_somebody_off_takes_them_off_the_one_case(staff: Staff, two: tuple[CaseCard, CaseCard]) -> None:
    by, (card, other) = staff.actor(Role.DSCO), two
    restricting.unname(actor=by, card=card, user_id=staff.user(Role.MANAGER).pk)
    assert (named(card), named(other)) == ({"keyworker"}, {"keyworker", "manager"})
    for gone in (staff.user(Role.MANAGER).pk, uuid4()):
        with pytest.raises(Refused, match="no longer named"):
            restricting.unname(actor=by, card=card, user_id=gone)
    assert named(card) == {"keyworker"}


def test_lifting_lifts_the_one_restriction_and_ends_its_namings_alone(
    staff: Staff, two: tuple[CaseCard, CaseCard]
) -> None:
    card, other = two
    asked = involve(card.case, staff.user(Role.SOCIAL_WORKER), "request", classes=restricting.OPENED)
    given = involve(card.case, staff.user(Role.SENDIASS), "grant", classes=",a1,a2,")
    assert named(card) == {"keyworker", "manager"}, "a request and a grant from before name nobody"
    restricting.lift(actor=staff.actor(Role.DSCO), card=card)
    assert not CaseCard.objects.get(pk=card.pk).restricted
    assert CaseCard.objects.get(pk=other.pk).restricted
    assert (named(card), named(other)) == (set(), {"keyworker", "manager"})
    assert all(Involvement.objects.get(pk=one.pk).closed_at is None for one in (asked, given))


def test_only_people_of_the_authority_are_named(staff: Staff, card: CaseCard) -> None:
    stranger = make_staff("998", "Elsewhere Council").user(Role.KEYWORKER)
    with pytest.raises(Refused, match="does not work for this authority"):
        restricting.restrict(actor=staff.actor(Role.DSCO), card=card, named=[stranger], reason=REASON)
    assert not CaseCard.objects.get(pk=card.pk).restricted


# What a young person keeps back


def test_one_entry_is_kept_back_and_given_back_and_no_other(staff: Staff, card: CaseCard) -> None:
    kinds, cards = ("mediation-agreed-on-section-i", "note-of-a-call"), (card, make_case(staff).card)
    kind = next(one for one in kinds if one in kept_back.kinds_no_clock_reads())
    entries = {}
    for one in cards:
        involve(one.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
        said = [NewEvent(kind, date(2026, 10, day)) for day in (5, 6)]
        entries[one] = [
            event.id for event in record(case=one.case, entries=said, actor=system("t", staff.authority)).events
        ]
    by = staff.actor(Role.YOUNG_PERSON)
    for one in cards:
        for event_id in entries[one]:
            kept_back.keep_back(actor=by, card=one, event_id=event_id, back=True)
    first, second = entries[card]
    assert kept_back.kept_back(card.case_id) == {str(first), str(second)}
    kept_back.keep_back(actor=by, card=card, event_id=first, back=False)
    assert kept_back.kept_back(card.case_id) == {str(second)}
    assert kept_back.kept_back(cards[1].case_id) == {str(one) for one in entries[cards[1]]}
    assert KeptBack.objects.count() == 3
    for role, hidden in ((Role.PARENT, 1), (Role.SENDIASS, 1), (Role.YOUNG_PERSON, 0), (Role.KEYWORKER, 0)):
        assert len(kept_back.hidden_from(staff.actor(role), card.case_id)) == hidden
    last = AccessEntry.objects.filter(action=kept_back.KEEP_BACK).latest("at")
    assert last.detail["did"] == "given-back"


# Word of who was kept out


@pytest.mark.parametrize("what", ["kept out", "another fault", "no actor", "the system", "no record", "not barred"])
def test_word_is_sent_where_a_barrier_refused_a_person_a_case(
    staff: Staff, card: CaseCard, conflict: Barrier, what: str
) -> None:
    request = RequestFactory().get("/")
    role = Role.MANAGER if what == "not barred" else Role.KEYWORKER
    request.actor = {"no actor": None, "the system": system("test", staff.authority)}.get(what, staff.actor(role))
    subject = {"no record": "EHC-2025-00001"}.get(what, card.pk)
    refusal = NotKnown(Decision("case.open", (), "No."), subject)
    fault = ValueError() if what == "another fault" else refusal
    KeptOutMiddleware(lambda request: None).process_exception(request, fault)
    assert Alert.objects.filter(kind=Alert.Kind.KEPT_OUT).count() == (1 if what == "kept out" else 0)


def test_no_word_is_sent_of_what_does_not_exist(staff: Staff, conflict: Barrier) -> None:
    request = RequestFactory().get("/")
    request.actor = staff.actor(Role.KEYWORKER)
    KeptOutMiddleware(lambda request: None).process_exception(request, NotKnown(Decision("a", (), "No."), uuid4()))
    assert not Alert.objects.exists()

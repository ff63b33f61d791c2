"""A parent's way to a case: lists and one case agree on every state of age, capacity and agreement."""

from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.kernel import clock
from keywork.web.people import rights
from keywork.web.people.entitled import Decides, Family
from keywork.web.people.family import add_member, restrict_contact
from keywork.web.people.models import CapacityDecision, CaseCard, Involvement, SharingAgreement
from keywork.web.people.policy import CASES, cards_decided, cards_for, decides, known_card, open_card

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Assessed with a speech therapist on a good day; could not weigh it up."
FAMILY = Family(Involvement.Relation.FAMILY)
ANSWERS = Decides(Decision.DRAFT, Involvement.Relation.FAMILY)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def of_age(card: CaseCard, years: int) -> None:
    today = clock.today()
    card.person.born_on = date(today.year - years, 5, 1)
    card.person.save()


def seen(actor: Actor, card: CaseCard, by: Family | Decides = FAMILY) -> bool:
    """Whether they see it, or decide it, by the filter and by the answer, which agree."""
    listed = CaseCard.objects.filter(by.q(actor), pk=card.pk).exists()
    fresh = CaseCard.objects.get(pk=card.pk)
    assert by.holds(actor, fresh) is listed
    return listed


def test_every_state_of_age_capacity_and_agreement(staff: Staff) -> None:
    """AZ-14 over the predicate: 4 ages, 6 states of capacity, 4 of agreement, and who asks."""
    by, today = system("test", staff.authority), clock.today()
    with scope(authority=staff.authority):
        parent, other = (make_user(staff.authority, Role.PARENT) for _ in range(2))
        card = make_case(staff).card
        members = [add_member(actor=by, card=card, name="A", relationship="parent", responsible=True) for _ in range(2)]
        for member, user in zip(members, (parent, other), strict=True):
            member.user = user
            member.save()
            involve(card.case, user, "family", days=None)
        asks, asked = actor_for(parent), 0
        assert asks is not None
        for years, capacity, agreement in product((10, 18, 24, None), range(6), range(4)):
            CapacityDecision.objects.all().delete()
            SharingAgreement.objects.all().delete()
            card.person.born_on = date(today.year - years, 5, 1) if years else None
            card.person.save()
            given = {
                "authority": staff.authority, "person": card.person, "decision": Decision.SEE_RECORD.value,
                "decided_by": "x", "reason": WHY, "recorded_by": "x", "decided_on": today - 9 * DAY, "lacks": True,
            }  # fmt: skip
            for change in (
                [], [{}], [{"representative": "A solicitor"}], [{"until": today - DAY}],
                [{}, {"lacks": False, "decided_on": today}],
                [{"representative": "A", "representative_member": members[0]}],
            )[capacity]:  # fmt: skip
                CapacityDecision.objects.create(**(given | change))
            agreed = {"authority": staff.authority, "person": card.person, "how": "x", "recorded_by": "x"}
            for change in (
                [], [{"member": members[0], "given_on": today}], [{"member": members[1], "given_on": today}],
                [{"member": members[0], "given_on": today - DAY, "withdrawn_on": today}],
            )[agreement]:  # fmt: skip
                SharingAgreement.objects.create(**(agreed | change))
            if years is None:
                expected = False
            elif years == 10 or capacity in (1, 5):
                expected = True
            elif capacity == 2:
                expected = False
            else:
                expected = agreement == 1
            assert seen(asks, card) is expected, (years, capacity, agreement)
            asked += 1
        assert asked == 96


LACKS: dict[str, object] = {"lacks": True}
HAS: dict[str, object] = {"lacks": False}
MINE, THEIRS = (
    {"representative": "A", "representative_member": "me"},
    {"representative": "B", "representative_member": "other"},
)
EARLIER, LATER = clock.now() - DAY, clock.now()
AGREED: dict[str, object] = {"member": "me"}
# What was decided and agreed about somebody of 18, and whether the parent who asks sees the record then.
STATES: list[tuple[str, list[dict[str, object]], list[dict[str, object]], bool]] = [
    ("agreed", [], [AGREED], True),
    ("agrees from tomorrow", [], [AGREED | {"given_on": DAY}], False),
    ("agreed until tomorrow", [], [AGREED | {"withdrawn_on": DAY}], True),
    ("agreed until today", [], [AGREED | {"withdrawn_on": 0 * DAY}], False),
    ("agreed about the other", [], [{"member": "other"}], False),
    ("a sibling agreed", [], [AGREED | {"person": "sibling"}], False),
    ("lacks capacity from tomorrow", [LACKS | {"decided_on": DAY}], [], False),
    ("lacks capacity until yesterday", [LACKS | {"until": -DAY}], [], False),
    ("lacks capacity until today", [LACKS | {"until": 0 * DAY}], [], True),
    ("a sibling lacks capacity", [LACKS | {"person": "sibling"}], [], False),
    ("a sibling lacks it and the parent decides", [LACKS | MINE | {"person": "sibling"}], [], False),
    ("lacks capacity for another decision", [LACKS | {"decision": Decision.REQUEST.value}], [], False),
    ("decides for them about something else", [LACKS | MINE | {"decision": Decision.REQUEST.value}], [], False),
    ("decides for them", [LACKS | MINE], [], True),
    ("decided for them until yesterday", [LACKS | MINE | {"until": -DAY}], [], False),
    ("the other decides for them", [LACKS | THEIRS], [], False),
    ("the other decides, though they agreed", [LACKS | THEIRS], [AGREED], False),
    ("has capacity, and a representative in name", [HAS | MINE], [], False),
    ("has capacity and agreed", [HAS], [AGREED], True),
    ("has it again since", [LACKS | {"recorded_at": EARLIER}, HAS | {"recorded_at": LATER}], [], False),
    ("lost it since", [HAS | {"recorded_at": EARLIER}, LACKS | {"recorded_at": LATER}], [], True),
    ("has it again, recorded first", [HAS | {"recorded_at": EARLIER}, LACKS | {"decided_on": -2 * DAY}], [], False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("capacity", "agreements", "expected"), [one[1:] for one in STATES], ids=[one[0] for one in STATES]
)
def test_what_was_decided_and_agreed_opens_the_record_or_does_not(
    staff: Staff, capacity: list[dict[str, object]], agreements: list[dict[str, object]], expected: bool
) -> None:
    """AZ-14: who asks, whom it was decided about, for what and since when.

    What holds of seeing the record holds of a decision too, but that no agreement gives it.
    """
    by, today = system("test", staff.authority), clock.today()
    with scope(authority=staff.authority):
        card, sibling = make_case(staff).card, make_case(staff).card
        of_age(card, 18)
        words: dict[object, object] = {"sibling": sibling.person}
        for name in ("me", "other"):
            user = make_user(staff.authority, Role.PARENT, name=name)
            words[name] = add_member(actor=by, card=card, name=name, relationship="parent", responsible=True, user=user)
            involve(card.case, user, "family", days=None)
            if name == "me":
                asks = actor_for(user)
        common: dict[str, object] = {"authority": staff.authority, "person": card.person, "recorded_by": "x"}

        def told(said: dict[str, object]) -> dict[str, object]:
            found = {key: words.get(value, value) if isinstance(value, str) else value for key, value in said.items()}
            return {key: today + value if isinstance(value, timedelta) else value for key, value in found.items()}

        decided = {"decided_by": "x", "reason": WHY, "decided_on": today - DAY}
        for said, decision in product(capacity, (Decision.SEE_RECORD.value, Decision.DRAFT.value)):
            CapacityDecision.objects.create(**(common | decided | {"decision": decision} | told(said)))
        for said in agreements:
            SharingAgreement.objects.create(**(common | {"how": "x", "given_on": today - DAY} | told(said)))
        assert asks is not None
        assert seen(asks, card) is expected
        assert seen(asks, card, ANSWERS) is (expected and not agreements)


def test_who_the_record_is_about_needs_nobodys_agreement(staff: Staff) -> None:
    with scope(authority=staff.authority):
        card = make_case(staff).card
        of_age(card, 18)
        involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
        young, parent = (staff.actor(role) for role in (Role.YOUNG_PERSON, Role.PARENT))
        assert seen(young, card)
        assert not seen(young, card, ANSWERS), "the filter is for parents; a young person sees the record anyway"
        of_age(card, 10)
        assert not seen(parent, card), "a parent of somebody else"
        assert not seen(parent, card, ANSWERS)


def test_on_the_day_itself_and_the_day_after(staff: Staff) -> None:
    with scope(authority=staff.authority):
        card = make_case(staff).card
        parent = staff.user(Role.PARENT)
        involve(card.case, parent, "family", days=None)
        actor = actor_for(parent)
        assert actor is not None
        of_age(card, 15)
        passes = card.person.rights_pass_on
        for day, expected in ((passes - DAY, True), (passes, True), (passes + DAY, False)):
            with time_machine.travel(datetime.combine(day, time(12), clock.LONDON), tick=False):
                assert seen(actor, card) is expected
                assert seen(actor, card, ANSWERS) is expected


def test_a_parents_page_closes_when_rights_have_passed_and_opens_by_agreement(staff: Staff) -> None:
    by = system("test", staff.authority)
    with scope(authority=staff.authority):
        card = make_case(staff).card
        involve(card.case, staff.user(Role.PARENT), "family", days=None)
        involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
        of_age(card, 17)
        member = add_member(actor=by, card=card, name="A", relationship="parent", responsible=True)
        member.user = staff.user(Role.PARENT)
        member.save()
    parent, young = Client(), Client()
    parent.force_login(staff.user(Role.PARENT))
    young.force_login(staff.user(Role.YOUNG_PERSON))
    page = f"/cases/{card.case_id}/"
    assert young.get(page).status_code == 200
    assert parent.get(page).status_code == 404
    with scope(authority=staff.authority):
        made = rights.record_agreement(actor=by, card=card, member=member, given_on=clock.today(), how="In a meeting")
    assert parent.get(page).status_code == 200
    with scope(authority=staff.authority):
        rights.withdraw_agreement(actor=by, card=card, agreement_id=made.pk)
    assert parent.get(page).status_code == 404


def makes(actor: Actor, card: CaseCard) -> bool:
    """Whether they decide about the draft, by every way in which that is asked; all of them agree."""
    fresh = CaseCard.objects.get(pk=card.pk)
    does = decides(actor, Decision.DRAFT, fresh)
    assert cards_decided(actor, Decision.DRAFT).filter(pk=card.pk).exists() is does
    assert CASES.can(actor, "representation.make", fresh) is does
    assert cards_for(actor, "representation.make").filter(pk=card.pk).exists() is does
    assert (open_card(actor, "representation.make", card.pk) is not None) is does
    if does:
        assert known_card(actor, "representation.make", card.pk) == card
    else:
        with pytest.raises(NotKnown):
            known_card(actor, "representation.make", card.pk)
    return does


@pytest.mark.parametrize("years", [10, 18, None])
@pytest.mark.parametrize(
    ("decided", "expected"),
    [({}, False), (LACKS, True), (LACKS | MINE, True), (LACKS | THEIRS, False), (HAS | MINE, False)],
    ids=["nothing", "lacks it", "decides", "another decides", "has it"],
)
def test_who_decides_one_thing_by_age_and_by_what_was_decided_of_it(
    staff: Staff, years: int | None, decided: dict[str, object], expected: bool
) -> None:
    by, today = system("test", staff.authority), clock.today()
    with scope(authority=staff.authority):
        card, members = make_case(staff).card, {}
        for name, role in (("me", Role.PARENT), ("other", Role.SENDIASS)):
            members[name] = add_member(
                actor=by, card=card, name=name, relationship="parent", responsible=True, user=staff.user(role)
            )
        for role in (Role.PARENT, Role.YOUNG_PERSON):
            involve(card.case, staff.user(role), "family", days=None)
        card.person.born_on = date(today.year - years, 5, 1) if years else None
        card.person.save()
        if decided:
            given = decided | {"representative_member": members.get(str(decided.get("representative_member")))}
            CapacityDecision.objects.create(
                authority=staff.authority, person=card.person, decision=Decision.DRAFT.value, decided_on=today,
                decided_by="x", reason=WHY, recorded_by="x", **given,
            )  # fmt: skip
        # A child's parent decides whatever was said of capacity; of somebody of unknown age nobody can be named
        decides_it = {10: True, 18: expected, None: False}[years]
        assert seen(staff.actor(Role.PARENT), card, ANSWERS) is decides_it
        # And who the record is about does not decide as a parent does: theirs is a way of its own
        assert not seen(staff.actor(Role.YOUNG_PERSON), card, ANSWERS)


def test_who_decides_one_thing_for_a_young_person_does_that_and_sees_nothing_else(staff: Staff) -> None:
    by, today = system("test", staff.authority), clock.today()
    with scope(authority=staff.authority):
        card = make_case(staff).card
        involve(card.case, staff.user(Role.PARENT), "family", days=None)
        of_age(card, 18)
        member = add_member(actor=by, card=card, name="A", relationship="parent", responsible=True)
        member.user = staff.user(Role.PARENT)
        member.save()
        parent, stranger = staff.actor(Role.PARENT), actor_for(make_user(staff.authority, Role.PARENT))
        assert stranger is not None
        assert not makes(parent, card)
        CapacityDecision.objects.create(
            authority=staff.authority, person=card.person, decision=Decision.DRAFT.value, lacks=True, decided_on=today,
            representative="A", representative_member=member, decided_by="x", reason=WHY, recorded_by="x",
        )  # fmt: skip
        assert makes(parent, card)
        assert not makes(stranger, card)
        assert not makes(staff.actor(Role.SENCO), card)
        assert open_card(parent, "case.open", card.pk) is None
        CaseCard.objects.filter(pk=card.pk).update(restricted=True)
        assert not makes(parent, card), "a restricted case answers to nobody who is not named on it"
        CaseCard.objects.filter(pk=card.pk).update(restricted=False)
        restrict_contact(actor=by, card=card, member=member, document="Order", reason=WHY, until=today)
        assert not makes(parent, card), "nor does a child to whom somebody is barred"

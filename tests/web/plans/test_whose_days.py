"""No final plan is agreed or sent while the fifteen days of somebody on whom the draft was served run unanswered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import Staff, involve, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.documents.errors import NotDone as LetterNotDone
from keywork.web.documents.models import Dispatch
from keywork.web.kernel import clock
from keywork.web.people.family import add_member, restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.rights import record_capacity
from keywork.web.placements.services import naming
from keywork.web.plans.errors import NotDone
from keywork.web.representations.services import answering
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.standing import Speaker
from keywork.web.representations.windows import days_of, why_not_yet
from keywork.web.ui.jinja import day, short_day
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import ContactPoint
from web.plans.conftest import signed_in, told
from web.plans.test_checking import agreed, answer, ask, mother, ready, sent, wrote

pytestmark = pytest.mark.django_db
__all__ = ["mother"]


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


@pytest.fixture
def father(staff: Staff, card: CaseCard, mother: FamilyMember) -> FamilyMember:
    """The father, with an account, who lives elsewhere and is reached by e-mail."""
    by = staff.actor(Role.KEYWORKER)
    user = staff.people["father"] = make_user(staff.authority, Role.PARENT, name="Robin Father")
    involve(card.case, user, "family", days=None)
    made = add_member(actor=by, card=card, name="Robin Father", relationship="father", responsible=True, user=user)
    write_point(
        actor=by, card=card, kind=ContactPoint.Kind.EMAIL, value="father@example.org", member=made,
        reached=[str(made.pk)], hidden=False,
    )  # fmt: skip
    return made


def served(staff: Staff, card: CaseCard, **days: int) -> None:
    """The draft went with its letter, to each parent so many days ago."""
    wrote(staff, card)
    check = agreed(staff, card)
    sent(staff, card, ready(staff, card, "draft-plan"), check)
    for name, many in days.items():
        went = Dispatch.objects.filter(member__name=f"Robin {name.title()}", release__letter__kind="draft-plan")
        assert went.update(sent_on=ago(many), state="sent", way="link")


def fresh(card: CaseCard) -> CaseCard:
    found: CaseCard = CaseCard.objects.select_related("case", "person", "authority", "keyworker").get(pk=card.pk)
    return found


def named(staff: Staff, card: CaseCard) -> None:
    naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=None, type_name="A special school",
        family_asked="This school", reason="It can.", by_name="K", seen=None,
    )  # fmt: skip


def says(staff: Staff, card: CaseCard, member: FamilyMember | None, said: Answer) -> None:
    answering.write_down(
        actor=staff.actor(Role.KEYWORKER), name="Robin Keyworker", card=fresh(card), way="phone", on=clock.today(),
        speaker=Speaker(is_young=False, member=member), answer=said,
    )  # fmt: skip


NOTHING = Answer(False, [], nothing=True)


def test_the_second_parents_days_keep_the_final_plan_from_being_agreed(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    served(staff, card, mother=30, father=3)
    says(staff, card, mother, Answer(True, []))
    named(staff, card)
    check = ask(staff, card, "final")
    with pytest.raises(NotDone, match=f"still run: Father, until {short_day(ago(-11))}"):
        answer(staff, card, check, Role.MANAGER)
    shown = signed_in(staff.user(Role.MANAGER)).get(f"/cases/{card.case_id}/plan/check/").content.decode()
    assert "Whose 15 days run until when" in shown
    assert f"until {short_day(ago(-11))}" in shown
    plan = signed_in(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/plan/").content.decode()
    assert "15 days: father" in plan
    assert "Robin Father" not in plan.split("<h1", 1)[1]
    # That he has nothing to add ends his days, as an answer does
    says(staff, card, father, NOTHING)
    assert answer(staff, card, check, Role.MANAGER).state == "agreed"


@pytest.mark.parametrize(("days", "runs"), [(13, True), (14, True), (15, False)])
def test_the_fifteen_days_begin_with_the_day_of_service_and_bar_nothing_once_they_are_over(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember, days: int, runs: bool
) -> None:
    served(staff, card, mother=30, father=days)
    found = {one.whose: one for one in days_of(fresh(card))}
    assert found["Father"].run_on(clock.today()) is runs
    assert not found["Mother"].run_on(clock.today())
    assert bool(why_not_yet(fresh(card))) is runs


def test_a_letter_with_the_final_plan_does_not_go_while_somebodys_days_run(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    served(staff, card, mother=30, father=30)
    named(staff, card)
    check = answer(staff, card, ask(staff, card, "final"), Role.MANAGER)
    letter = ready(staff, card, "final-plan")
    # The record is put right meanwhile: he had it later than was thought
    Dispatch.objects.filter(member=father).update(sent_on=ago(3))
    with pytest.raises(LetterNotDone, match="15 days to answer the draft still run: Father"):
        sent(staff, card, letter, check)
    says(staff, card, father, NOTHING)
    sent(staff, card, letter, check)
    assert Dispatch.objects.filter(release__letter=letter, sent_on__isnull=False).exists()


def test_asking_for_a_meeting_alone_ends_nobodys_days(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    served(staff, card, mother=3)
    says(staff, card, mother, Answer(False, [answering.Said("meeting", "After 4 pm")]))
    assert "Mother" in why_not_yet(fresh(card))


def test_the_days_of_a_posted_draft_run_from_when_it_counts_as_delivered(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    served(staff, card)
    (one,) = days_of(fresh(card))
    assert one.served_on == clock.today()
    assert one.until >= clock.today() + timedelta(days=16)


def test_each_parent_reads_their_own_days_and_nothing_of_the_others(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    restrict = {"document": "Order of 1 November", "reason": "A court keeps them away from each other."}
    served(staff, card, mother=30, father=3)
    texts = {}
    for name, user in (("mother", staff.user(Role.PARENT)), ("father", staff.user("father"))):
        client = signed_in(user)
        pages = ("draft-answer/", "plan/", "where/")
        texts[name] = "".join(client.get(f"/cases/{card.case_id}/{page}").content.decode() for page in pages)
    own, others = ago(-11), ago(16)
    assert day(own) in texts["father"]
    for kept in (day(others), short_day(others), short_day(ago(30)), "Robin Mother", "Sample Lane"):
        assert kept not in texts["father"], kept
    for kept in (day(own), short_day(own), short_day(ago(3)), "Robin Father", "father@example.org"):
        assert kept not in texts["mother"], kept
    assert day(others) in texts["mother"]
    # Whom a contact restriction keeps away reads nothing; the days of whoever was served run for them all the same
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=fresh(card), member=father, until=ago(-90), **restrict
    )  # fmt: skip
    assert signed_in(staff.user("father")).get(f"/cases/{card.case_id}/draft-answer/").status_code == 404
    assert "Father" in why_not_yet(fresh(card))


def test_every_page_of_the_case_has_each_parents_own_days(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    served(staff, card, mother=29, father=3)
    # The day after the last of each parent’s days is the first on which the plan can be final
    own = {"mother": (ago(29), ago(14)), "father": (ago(3), ago(-12))}
    recorded = ClockRow.objects.get(case=card.case_id, duty="draft-representations").may_act_from
    assert recorded
    for name, user in (("mother", staff.user(Role.PARENT)), ("father", staff.user("father"))):
        client, other = signed_in(user), "father" if name == "mother" else "mother"
        went, free = own[name]
        for page in ("", "clocks/", "where/", "contacts/", "history/", "why/draft-representations/"):
            text = client.get(f"/cases/{card.case_id}/{page}", follow=True).content.decode()
            for kept in (*own[other], own[other][1] - timedelta(days=1), recorded, recorded - timedelta(days=1)):
                assert day(kept) not in text, (name, page, kept)
                assert short_day(kept) not in text, (name, page, kept)
        listed = client.get(f"/cases/{card.case_id}/clocks/").content.decode()
        assert f"Not before {short_day(free)}" in listed
        why = client.get(f"/cases/{card.case_id}/why/draft-representations/").content.decode()
        assert f"The draft went to you on {day(went)}." in why
        assert short_day(went) in client.get(f"/cases/{card.case_id}/history/").content.decode()
    # Whoever runs the case reads the record as it is
    assert short_day(recorded) in signed_in(staff.user(Role.KEYWORKER)).get(
        f"/cases/{card.case_id}/clocks/"
    ).content.decode()  # fmt: skip


def test_a_parent_on_whom_it_was_not_served_reads_nothing_of_the_others_days(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    served(staff, card, mother=29, father=3)
    Dispatch.objects.filter(member=father, release__letter__kind="draft-plan").update(sent_on=None, state="queued")
    client = signed_in(staff.user("father"))
    for page in ("", "clocks/", "where/", "history/"):
        text = client.get(f"/cases/{card.case_id}/{page}").content.decode()
        for kept in (ago(29), ago(15), ago(14)):
            assert short_day(kept) not in text, (page, kept)
    assert client.get(f"/cases/{card.case_id}/why/draft-representations/").status_code == 404


def test_only_whoever_decides_has_days(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    Person.objects.filter(pk=card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    card.person.refresh_from_db()
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=fresh(card), decision=Decision.DRAFT.value, lacks=True,
        decided_on=clock.today(), decided_by="Dr Sample", reason="They could not weigh up what a plan says, with time.",
        representative_member=mother,
    )  # fmt: skip
    served(staff, card, mother=3)
    assert [one.whose for one in days_of(fresh(card))] == ["Mother"]


def test_without_a_letter_from_here_each_who_may_answer_has_the_day_of_the_record(
    staff: Staff, card: CaseCard, mother: FamilyMember, father: FamilyMember
) -> None:
    told(card, "draft-plan-served", ago(3))
    assert [(one.whose, one.until) for one in days_of(fresh(card))] == [("Father", ago(-11)), ("Mother", ago(-11))]
    says(staff, card, mother, Answer(True, []))
    assert [one.whose for one in days_of(fresh(card)) if one.run_on(clock.today())] == ["Father"]

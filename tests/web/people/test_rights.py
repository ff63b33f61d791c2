"""The day on which rights pass is kept beside the date of birth; who decides is written down, decision by decision."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.rights import Decision, Party
from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import AccessEntry
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.ledger.errors import Refused
from keywork.web.people import rights
from keywork.web.people.family import add_member, change_member
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.services import Details, add_people, restore_people, update_people

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "Assessed with a speech therapist on a good day; could not weigh it up."


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def by(staff: Staff) -> Actor:
    return system("test", staff.authority)


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    card = make_case(staff).card
    card.person.born_on = clock.today().replace(month=5, day=1, year=clock.today().year - 17)
    card.person.save()
    return card


def member_of(card: CaseCard, by: Actor, name: str = "Ash Sample") -> FamilyMember:
    return add_member(actor=by, card=card, name=name, relationship="parent", responsible=True)


def test_the_day_is_kept_however_a_birth_date_comes_in(staff: Staff, by: Actor) -> None:
    with scope(authority=staff.authority):
        pk, moment = new_id(), clock.now()
        add_people(actor=by, people=[(pk, Details(surname="Sample", born_on=date(2009, 9, 1)))])
        person = Person.objects.get(pk=pk)
        assert person.rights_pass_on == date(2026, 6, 26)
        update_people(updates=[(person, Details(born_on=date(2009, 8, 31)))], actor=by, at=moment)
        assert Person.objects.get(pk=pk).rights_pass_on == date(2025, 6, 27)
        restore_people(changed_at=moment, actor=by)
        assert Person.objects.get(pk=pk).rights_pass_on == date(2026, 6, 26)
        person = Person.objects.get(pk=pk)
        person.born_on = None
        person.save(update_fields=["born_on"])
        assert Person.objects.get(pk=pk).rights_pass_on is None


def test_nobody_is_given_a_pseudonym_that_somebody_has(
    staff: Staff, card: CaseCard, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(authority=staff.authority):
        taken = card.person.pseudonym
        drawn = iter([taken, "P-AAAAAAAA", taken, "P-AAAAAAAA", "P-BBBBBBBB"])
        monkeypatch.setattr("keywork.web.people.services.new_pseudonym", lambda: next(drawn))
        people = [(new_id(), Details(surname=name)) for name in ("Sample", "Example")]
        add_people(actor=by, people=people)
        given = {Person.objects.get(pk=pk).pseudonym for pk, _ in people}
        assert given == {"P-AAAAAAAA", "P-BBBBBBBB"}


def test_an_upgrade_works_the_day_out_for_everybody(staff: Staff, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        known = card.person.rights_pass_on
        Person.objects.update(rights_pass_on=None)
        import_module("keywork.web.people.migrations.0005_rights").work_out(apps_unscoped(), None)
        assert Person.objects.get(pk=card.person_id).rights_pass_on == known is not None


class apps_unscoped:  # noqa: N801 - stands for the migration's own models
    """The models as a migration sees them: with no scope."""

    def get_model(self, app: str, name: str) -> object:
        model = apps.get_model(app, name)
        return type("Historic", (), {"objects": model._base_manager})


def test_rights_are_the_young_persons_after_the_day_and_the_parents_before(staff: Staff, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        passes = card.person.rights_pass_on
        assert rights.rights_of(card.person, passes).in_one is Party.PARENT
        after = rights.rights_of(card.person, passes + DAY)
        assert after.in_one is Party.YOUNG_PERSON
        assert after.has_passed
        assert len(after.holders) == len(Decision)


def test_capacity_is_written_down_for_one_decision_with_who_and_why(staff: Staff, by: Actor, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        today = clock.today()
        given = {
            "actor": by,
            "card": card,
            "lacks": True,
            "decided_on": today,
            "decided_by": "A. Doctor",
            "reason": WHY,
        }
        rights.record_capacity(decision="dispute", **given)
        found = dict(rights.rights_of(card.person, today).holders)
        assert found[Decision.DISPUTE].party is Party.PARENT
        assert {h.party for d, h in found.items() if d is not Decision.DISPUTE} == {Party.YOUNG_PERSON}
        member = member_of(card, by)
        rights.record_capacity(decision="dispute", **given, representative_member=member)
        found = dict(rights.rights_of(card.person, today).holders)
        assert found[Decision.DISPUTE].party is Party.REPRESENTATIVE, "of two of one day the later recorded counts"
        entry = AccessEntry.objects.filter(action=rights.RIGHTS).latest("id")
        assert entry.subjects == [str(card.case_id), str(card.person_id)]
        assert entry.detail == {"did": "capacity", "which": "dispute"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"decision": "everything"}, "one decision"),
        ({"decided_on": date(2999, 1, 1)}, "today or in the past"),
        ({"until": date(2000, 1, 1)}, "cannot be before"),
        ({"decided_by": " "}, "who decided"),
        ({"reason": "autism"}, "Say why"),
    ],
)
def test_what_is_missing_is_refused(
    staff: Staff, by: Actor, card: CaseCard, changed: dict[str, object], words: str
) -> None:
    given = {
        "decision": "draft", "lacks": True, "decided_on": clock.today(), "decided_by": "A. Doctor", "reason": WHY,
    }  # fmt: skip
    with scope(authority=staff.authority), pytest.raises(Refused, match=words):
        rights.record_capacity(actor=by, card=card, **(given | changed))


def test_an_agreement_is_given_once_and_withdrawn_once(staff: Staff, by: Actor, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        member, today = member_of(card, by), clock.today()
        made = rights.record_agreement(actor=by, card=card, member=member, given_on=today, how="In a meeting")
        assert made.told.stands_on(today)
        with pytest.raises(Refused, match="already"):
            rights.record_agreement(actor=by, card=card, member=member, given_on=today, how="Again")
        rights.withdraw_agreement(actor=by, card=card, agreement_id=made.pk)
        assert not rights.rights_of(card.person, today).agreements[0].told.stands_on(today)
        with pytest.raises(Refused, match="no such"):
            rights.withdraw_agreement(actor=by, card=card, agreement_id=made.pk)
        change_member(
            actor=by, card=card, member=member, name=member.name, relationship="parent", responsible=True, ended=True
        )
        with pytest.raises(Refused, match="this family"):
            rights.record_agreement(actor=by, card=card, member=member, given_on=today, how="In a meeting")


def test_another_childs_family_is_not_this_childs(staff: Staff, by: Actor, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        stranger = member_of(make_case(staff).card, by)
        with pytest.raises(Refused, match="this family"):
            rights.record_agreement(actor=by, card=card, member=stranger, given_on=clock.today(), how="In a meeting")
        with pytest.raises(Refused, match="this family"):
            rights.record_capacity(
                actor=by, card=card, decision="draft", lacks=True, decided_on=clock.today(), decided_by="A. Doctor",
                reason=WHY, representative_member=stranger,
            )  # fmt: skip


def test_without_a_birth_date_nothing_is_written_down_about_capacity(staff: Staff, by: Actor, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        card.person.born_on = None
        card.person.save()
        assert rights.rights_of(card.person, clock.today()).in_one is Party.NOT_KNOWN
        with pytest.raises(Refused, match="date of birth"):
            rights.record_capacity(
                actor=by, card=card, decision="draft", lacks=True, decided_on=clock.today(), decided_by="A. Doctor",
                reason=WHY,
            )  # fmt: skip

"""How a family is reached: a change is a new row, and what is hidden stands nowhere in the open."""

from datetime import date

import pytest
from django.apps import apps
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction

from factories import Staff
from keywork.web.accounts.models import AccessEntry
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.models import CaseCard, DetailsChange, FamilyMember, Person
from keywork.web.people.services import Details, update_people
from keywork.web.people.wordlist import NameWord
from keywork.web.returns.matching import Match, Matcher
from keywork.web.vaults import contacts, identity
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, ContactPoint, HiddenWords

OLD, NEW = "1 Shared Road, Wexcombe", "9 Zyxsafehouse Lane, Wexcombe"


@pytest.fixture
def mother(staff: Staff, card: CaseCard) -> FamilyMember:
    by = staff.actor("keyworker")
    return family.add_member(actor=by, card=card, name="Robin Parent", relationship="mother", responsible=True)


def write(staff: Staff, card: CaseCard, value: str, member: FamilyMember | None = None, **more: object) -> ContactPoint:
    given = {"kind": "address", "member": member, "reached": [str(member.pk)] if member else [], "hidden": False}
    return contacts.write_point(actor=staff.actor("keyworker"), card=card, value=value, **(given | more))


def everything_stored() -> str:
    """All rows of all our tables as text, sealed bytes apart."""
    models = [model for model in apps.get_models() if model.__module__.startswith("keywork.")]
    return "".join(serialize("json", model._base_manager.all()) for model in models)


def test_a_change_takes_the_place_of_the_row_before_and_both_are_kept(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    first = write(staff, card, OLD, mother)
    second = write(staff, card, "2 Later Road, Wexcombe", mother, replaces=first)
    assert [point.pk for point in contacts.points_of(card.person_id)] == [second.pk]
    assert [point.value for point in contacts.history_of(card.person_id)] == ["2 Later Road, Wexcombe", OLD]


def test_two_people_who_change_one_address_at_once_do_not_overwrite_each_other(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    first = write(staff, card, OLD, mother)
    write(staff, card, "2 Later Road, Wexcombe", mother, replaces=first)
    with pytest.raises(Refused, match="changed this meanwhile"):
        write(staff, card, "3 Other Road, Wexcombe", mother, replaces=first)
    again = ContactPoint(authority=card.authority, person=card.person, replaces=first, written_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database would not take it either
        again.save()


def test_a_hidden_address_stands_nowhere_in_the_open(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    first = write(staff, card, OLD, mother)
    hidden = write(staff, card, NEW, mother, replaces=first, hidden=True)
    assert "Zyxsafehouse" not in everything_stored()
    assert contacts.words_of(contacts.points_of(card.person_id)) == ["Protected"]
    assert hidden.hidden_words.words() == NEW


def test_hiding_an_address_takes_it_out_of_its_history_too(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    open_one = write(staff, card, NEW, mother)
    assert "Zyxsafehouse" in everything_stored()
    write(staff, card, NEW.upper(), mother, replaces=open_one, hidden=True)
    assert "zyxsafehouse" not in everything_stored().lower()
    assert contacts.words_of(contacts.history_of(card.person_id)) == ["Protected", "Protected"]


@pytest.mark.parametrize("words", ["--", "’", "\u0301"])
def test_words_of_no_letter_are_hidden_like_any_others(
    staff: Staff, card: CaseCard, mother: FamilyMember, words: str
) -> None:
    hidden = write(staff, card, NEW, mother, hidden=True)
    gone = write(staff, card, OLD, mother)
    contacts.end_point(actor=staff.actor("keyworker"), card=card, point=gone)
    open_one = write(staff, card, words, mother)
    write(staff, card, words, mother, hidden=True)
    open_one.refresh_from_db()
    assert (open_one.value, open_one.hidden) == ("", True)
    assert HiddenWords.objects.filter(point=hidden).count() == 1
    assert HiddenWords.objects.count() == 3, "what is hidden is not hidden twice, and what has no words not at all"


def test_the_database_refuses_a_hidden_address_in_the_open(staff: Staff, card: CaseCard) -> None:
    point = write(staff, card, OLD)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=point.pk).update(hidden=True)


def test_a_hidden_address_is_not_opened_by_a_change(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    hidden = write(staff, card, NEW, mother, hidden=True)
    with pytest.raises(Refused, match="This is hidden"):
        write(staff, card, "anything", mother, replaces=hidden)


def test_the_childs_postcode_goes_with_a_hidden_address_and_no_return_brings_it_back(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    before = Person.objects.get(pk=card.person_id).postcode
    write(staff, card, NEW, mother, hidden=True, reached=[CHILD, str(mother.pk)])
    person = Person.objects.get(pk=card.person_id)
    assert (before != "", person.postcode, person.address_hidden) == (True, "", True)
    assert sorted(row.words() for row in HiddenWords.objects.all()) == sorted([NEW, before])
    update_people(
        updates=[(person, Details(postcode="ZY9 9XX", sex="F"))], actor=staff.actor("manager"), at=clock.now()
    )
    person.refresh_from_db()
    assert (person.postcode, person.sex) == ("", "F")
    assert "ZY9 9XX" not in str(list(DetailsChange.objects.values_list("before", "after")))


def test_what_an_address_was_is_no_word_to_search_for(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    write(staff, card, NEW, mother, hidden=True)
    keep_former(staff, card)
    kept = " ".join(NameWord.objects.filter(person=card.person_id).values_list("word", flat=True))
    assert "zyxcanary" in kept
    assert not [secret for secret in ("zyxsafehouse", "formercanary", "h895279315557") if secret in kept]


def test_an_address_that_ended_is_gone_and_its_history_stays(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    point = write(staff, card, OLD, mother)
    contacts.end_point(actor=staff.actor("keyworker"), card=card, point=point)
    assert not contacts.points_of(card.person_id).exists()
    assert contacts.history_of(card.person_id).count() == 2
    with pytest.raises(Refused):
        contacts.end_point(actor=staff.actor("keyworker"), card=card, point=point)


def test_what_was_written_of_the_family_before_is_kept(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    said = {"name": "Robin Newname", "relationship": "mother", "responsible": False, "ended": False}
    family.change_member(actor=staff.actor("manager"), card=card, member=mother, **said)
    mother.refresh_from_db()
    assert mother.name == "Robin Newname"
    assert [(was["name"], was["responsible"]) for was in mother.before] == [("Robin Parent", True)]


def test_every_change_stands_in_the_access_log_without_its_words(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    write(staff, card, NEW, mother, hidden=True)
    rows = AccessEntry.objects.filter(action="family.change")
    assert [row.detail["did"] for row in rows] == ["member-added", "contact-hidden"]
    assert all(str(card.person_id) in row.subjects for row in rows)
    assert "Zyxsafehouse" not in serialize("json", AccessEntry.objects.all())


def test_a_change_that_cannot_be_logged_does_not_happen(
    staff: Staff, card: CaseCard, mother: FamilyMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr(contacts, "log", broken)
    with pytest.raises(OSError, match="full"):
        write(staff, card, NEW, mother, hidden=True)
    assert not ContactPoint.objects.exists()
    assert not HiddenWords.objects.exists()


OLD_UPN, NEW_UPN, BORN = "H895279315557", "C895340318079", date(2016, 4, 5)


def keep_former(staff: Staff, card: CaseCard) -> None:
    former = Former(forename="Formercanary", surname="Birthcanary", upn=OLD_UPN, nhs_number="9434765919")
    identity.keep_identity(actor=staff.actor("manager"), card=card, former=former)


@pytest.mark.parametrize(
    "row",
    [
        Details("Birthcanary", "Formercanary", BORN, upn=OLD_UPN),
        Details("Birthcanary", "Formercanary", BORN),
        Details("Other", "Somebody", date(2010, 1, 1), upn=OLD_UPN),
        Details("Birthcanary", "Formercanary", date(2016, 5, 4), postcode="WX1 1AA"),
    ],
)
def test_an_import_never_finds_an_adopted_child_by_who_they_were(staff: Staff, card: CaseCard, row: Details) -> None:
    person = card.person
    person.forename, person.surname, person.born_on, person.upn = "Newname", "Newfamily", BORN, NEW_UPN
    person.save()
    keep_former(staff, card)
    with connection.execute_wrapper(no_vault_is_read):
        assert Matcher(Person.objects.all()).match(row) == Match(None)
        assert Matcher(Person.objects.all()).match(Details("Newfamily", "Newname", BORN, upn=NEW_UPN)).person == person


def no_vault_is_read(execute: object, sql: str, params: object, many: bool, context: object) -> object:
    assert "vaults_" not in sql
    return execute(sql, params, many, context)


def test_former_identity_is_kept_and_read_back(staff: Staff, card: CaseCard) -> None:
    assert not identity.is_kept(card.person_id)
    keep_former(staff, card)
    assert identity.former_of(card.person_id).upn == OLD_UPN
    assert str(card.person_id) not in str(
        list(AccessEntry.objects.filter(action="identity.keep").values_list("subjects", "detail"))
    )

"""A search finds exactly those whose words begin as it says, and the words are those of the names and numbers of now."""

from __future__ import annotations

import unicodedata
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django_scopes import scope
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from factories import Staff, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.casework import finding
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.people import named, services
from keywork.web.people.cli import names as commands
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.names import words_typed
from keywork.web.people.services import Details
from keywork.web.people.wordlist import NameWord

pytestmark = pytest.mark.django_db
MOST = 5
NAMES = (
    "Zoë", "O’Brien", "D'Souza", "Anna-Maria", "Anna", "Ann", "Łukasz", "Søren", "Müller-Lüdenscheidt", "St. John", "Al",
    "נועה", "محمد‌علی", "प्रिया", "李", "ǿre", "Smith", "Smithson", "van der Berg", "A", "", "N'Golo", "ʿAli", "x" * 300,
    "Iİı", "ﬁnn", "Straße", "1st", "-", "A\u200fB",
)  # fmt: skip
LETTERS = st.text(alphabet=st.sampled_from("abAZéøß'’- .\u200f\u0301עא1ﬁ"), max_size=12)
NAME = st.one_of(st.sampled_from(NAMES), LETTERS, st.text(max_size=8).filter(lambda text: "\x00" not in text))
TYPED = st.one_of(NAME, st.lists(NAME, min_size=2, max_size=4).map(" ".join))


def in_plain(text: str) -> list[str]:
    """The words of a text, letter by letter."""
    words, same = [""], {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "ß": "ss"}
    for sign in unicodedata.normalize("NFKD", text.replace("´", "").replace("ß", "ss")):
        kind = unicodedata.category(sign)
        if sign in "'’ʼ`‘ʻʾʿ" or unicodedata.combining(sign) or kind == "Cf":
            continue
        for letter in same.get(sign.lower(), sign).casefold():
            if unicodedata.category(letter)[0] in "LMN":
                words[-1] += letter
            else:
                words.append("")
    return [word[:60] for word in words if word]


def is_wanted(typed: str, forename: str, surname: str, upn: str) -> bool:
    """The definition: each word typed is the beginning of a word; what follows an apostrophe is a word too."""
    words = []
    for text in (forename, surname, upn):
        words += in_plain(text)
        words += in_plain("".join(" " if sign in "'’ʼ`‘ʻʾʿ´" else sign for sign in text))
    asked = set(in_plain(typed))
    asked = sorted(a for a in asked if not any(b != a and b.startswith(a) for b in asked))
    if sum(map(len, asked)) < 2:
        return False
    most = sorted(asked, key=len, reverse=True)[:8]
    return all(any(word.startswith(one) for word in words) for one in most)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def renamed(person: Person, forename: str, surname: str, upn: str = "") -> None:
    person.forename, person.surname, person.upn = forename, surname, upn
    person.save()


@pytest.fixture
def cases(staff: Staff) -> list[Case]:
    return [make_case(staff) for _ in range(MOST)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("Zoë", "O’Brien"), ("Anna-Maria", "Smith")], ["zoe brien", "o'brien", "maria sm", "S", "ann", "ith"])
@example([("x" * 300, "A")], ["X" * 300, "x" * 99, "a xx"])
@given(
    st.lists(st.tuples(NAME, NAME), min_size=1, max_size=MOST),
    st.lists(TYPED, min_size=1, max_size=6),
)
def test_a_search_finds_what_its_plain_definition_does(
    staff: Staff, cases: list[Case], names: list[tuple[str, str]], texts: list[str]
) -> None:
    names += [("", "")] * (MOST - len(names))
    told_of: dict[UUID, tuple[str, str, str]] = {}
    with scope(authority=staff.authority):
        for number, (case, (forename, surname)) in enumerate(zip(cases, names, strict=True)):
            told_of[case.pk] = told = (forename, surname, f"T{number}9")
            renamed(case.card.person, *told)
        assert not list(named.out_of_step())
        for text in [*texts, names[0][0], f"{names[-1][1]} {names[-1][0]}"]:
            wanted = {pk for pk, told in told_of.items() if is_wanted(text, *told)}
            for role in (Role.MANAGER, Role.KEYWORKER):
                hits, more = finding.find(staff.actor(role), text)
                assert ({hit.case_id for hit in hits}, more) == (wanted, False), text
            theirs = set(CaseCard.objects.filter(person__in=named.people_named(text)).values_list("pk", flat=True))
            assert theirs == wanted, text


def found_by(staff: Staff, text: str, role: str = Role.MANAGER) -> list[str]:
    return [hit.reference for hit in finding.find(staff.actor(role), text)[0]]


def test_whatever_changes_a_name_changes_what_finds_it(staff: Staff) -> None:
    known, doubled = make_case(staff, surname="Oldname"), make_case(staff, surname="Doublename")
    actor = staff.actor(Role.MANAGER)
    with scope(authority=staff.authority):
        person, at = Person.objects.get(pk=known.card.person_id), clock.now()
        renamed(person, "Given", "Oldname")
        given_now = Details(surname="Newname", upn="N123456789012")
        services.update_people(updates=[(person, given_now)], actor=actor, at=at)
        assert (found_by(staff, "oldname"), found_by(staff, "newname")) == ([], [known.reference])
        assert found_by(staff, "n1234567") == [known.reference]
        services.restore_people(changed_at=at, actor=actor)
        assert (found_by(staff, "oldname"), found_by(staff, "newname")) == ([known.reference], [])
        before = doubled.card.person
        renamed(before, "Given", "Doublename", "D123")
        services.same_child(card=CaseCard.objects.get(pk=doubled.pk), person=Person.objects.get(pk=person.pk))
        assert found_by(staff, "doublename") == []
        assert not NameWord.objects.filter(person=before).exists()
        assert found_by(staff, "oldname") == sorted([known.reference, doubled.reference])
        someone = new_id()
        services.add_people(actor=actor, people=[(someone, Details(surname="Ó'Added", uln="6973582930"))])
        kept = NameWord.objects.filter(person=someone).values_list("word", flat=True)
        assert sorted(kept) == ["6973582930", "added", "oadded"]
        assert not list(named.out_of_step())


def test_words_that_are_out_of_step_are_told_of_and_put_right(staff: Staff) -> None:
    assert "0 people are found" in told("check", 0)
    case, other = make_case(staff, surname="Changed"), make_case(staff, surname="Unchanged")
    with scope(authority=staff.authority):
        Person.objects.filter(pk=case.card.person_id).update(surname="Behind")
        NameWord.objects.filter(person=other.card.person_id).delete()
        assert {one.pk for one in named.out_of_step()} == {case.card.person_id, other.card.person_id}
    assert "2 people are found" in told("check", 1)
    assert "of 2 people" in told("rebuild", 0)
    assert "0 people are found" in told("check", 0)
    with scope(authority=staff.authority):
        assert not list(named.out_of_step())
        assert (found_by(staff, "behind"), found_by(staff, "unchanged")) == ([case.reference], [other.reference])


def test_an_upgrade_writes_the_words_of_everybody_who_is_there(staff: Staff) -> None:
    cases = [make_case(staff, surname=surname) for surname in ("Ó’Upgraded", "Other-Upgraded")]
    with scope(authority=staff.authority):
        NameWord.objects.all().delete()
    with for_all_authorities():
        step = import_module("keywork.web.people.migrations.0010_words_of_everybody")
        step.write_words(apps, SimpleNamespace(connection=connection))
    with scope(authority=staff.authority):
        assert not list(named.out_of_step())
        assert sorted(found_by(staff, "upgr")) == sorted(case.reference for case in cases)


def told(command: str, code: int) -> str:
    done = CliRunner().invoke(commands, [command, "--authority", "999"])
    assert done.exit_code == code, done.output
    return done.output


def test_more_than_a_page_shows_is_said_and_what_is_exact_is_among_them(staff: Staff) -> None:
    alike = [make_case(staff, surname="Smithers") for _ in range(finding.MOST_FOUND)]
    exact = make_case(staff, surname="Smith")
    with scope(authority=staff.authority):
        for case in alike:
            renamed(case.card.person, "Smithie Smithereen", "Smithers")
        renamed(exact.card.person, "Given", "Smith")
        hits, more = finding.find(staff.actor(Role.MANAGER), "smith")
        assert (len(hits), more) == (finding.MOST_FOUND, True)
        assert exact.reference in {hit.reference for hit in hits}
        assert finding.find(staff.actor(Role.MANAGER), "smithers")[1] is False
        assert sorted(found_by(staff, "smithers")) == sorted(case.reference for case in alike)
        assert found_by(staff, f"smith {exact.reference}") == []


def test_a_reference_is_found_by_its_beginning(staff: Staff) -> None:
    cases = [make_case(staff) for _ in range(3)]
    with scope(authority=staff.authority):
        one = cases[0].reference
        assert found_by(staff, f" {one.lower()} ") == [one]
        assert set(found_by(staff, one[:9])) >= {case.reference for case in cases}
        assert found_by(staff, one[4:]) == []
        told = open_case(actor=staff.actor(Role.MANAGER), reference="EHCY-TOLD")
        card = CaseCard.objects.get(pk=cases[0].pk)
        CaseCard.objects.create(case=told, authority=staff.authority, person=card.person)
        assert found_by(staff, "ehcy-told") == found_by(staff, "ehcy-t") == ["EHCY-TOLD"]


def test_nobody_finds_whom_they_may_not_know_of(staff: Staff) -> None:
    hidden, shown = make_case(staff, surname="Hidden"), make_case(staff, surname="Hiddenaswell")
    elsewhere = make_staff("902", "Council 902")
    make_case(elsewhere, surname="Hidden")
    with scope(authority=staff.authority):
        CaseCard.objects.filter(pk=hidden.pk).update(restricted=True)
        for text in ("hidden", "hidden hiddenf", hidden.reference):
            assert hidden.reference not in found_by(staff, text), text
            assert hidden.reference in found_by(staff, text, Role.DSCO), text
        assert found_by(staff, "hidden") == [shown.reference]
        assert found_by(staff, "hidden", Role.PARENT) == found_by(staff, "hidden", Role.SENCO) == []


def test_of_some_words_the_rarest_is_looked_for_first(staff: Staff) -> None:
    for _ in range(3):
        make_case(staff, surname="Commonlong")
    make_case(staff, surname="Rare")
    with scope(authority=staff.authority):
        typed = words_typed("common rare")
        assert typed == ["common", "rare"]
        assert named.rarest_first(typed, staff.authority.pk) == ["rare", "common"]
        assert named.rarest_first(["common", "nobody"], staff.authority.pk) == []


@pytest.mark.parametrize("text", ["smith", "smith jo", "EHC-2025-000"])
def test_a_search_goes_by_its_index_alone(staff: Staff, text: str) -> None:
    """As PostgreSQL plans it under the row policies, which keep whatever might tell of other rows from an index."""
    rows = [(new_id(), Details(surname=f"Smith{n}", forename=f"Jo{n}")) for n in range(3000)]
    with scope(authority=staff.authority):
        actor = staff.actor(Role.MANAGER)
        services.add_people(actor=actor, people=rows)
        cases = [(new_id(), pk, f"EHC-2025-{n:05}") for n, (pk, _) in enumerate(rows)]
        services.add_cases(actor=actor, cases=cases)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        if text.startswith("EHC"):
            query = finding._references(0, beginning=text, until=f"{text}~")
        else:
            typed = words_typed(text)
            query = named._bearers(len(typed), 0, finding.AT_ONCE, **named.bounds(typed))
        plan = query.explain()
    if connection.vendor == "sqlite":
        index = "(authority_id=? AND reference>? AND reference<?)" if text.startswith("EHC") else "people_by_word"
    else:
        index = "one_case_of_a_reference" if text.startswith("EHC") else "people_by_word"
    assert index in plan, plan
    assert "Seq Scan on people_nameword" not in plan, plan
    assert "SCAN people_nameword" not in plan, plan

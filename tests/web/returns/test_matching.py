"""Who a row is: by UPN, then ULN, then name and birth; where there is doubt, a person decides."""

from datetime import date

import pytest

from keywork.web.accounts.models import Authority
from keywork.web.people.models import Person
from keywork.web.people.names import fold, new_pseudonym
from keywork.web.people.services import Details
from keywork.web.returns.matching import Match, Matcher

UPN, OTHER_UPN, ULN = "C895340318079", "H895279315557", "6973582930"
BORN = date(2015, 5, 1)


@pytest.fixture
def known(authority: Authority) -> Person:
    return Person.objects.create(
        authority=authority, surname="O’Testing-Smith", forename="Zoë", born_on=BORN, upn=UPN, uln=ULN,
        pseudonym=new_pseudonym(),
    )  # fmt: skip


@pytest.mark.parametrize(
    "details",
    [
        Details("O’Testing-Smith", "Zoë", BORN, upn=UPN),
        Details("OTESTING SMITH", "Zoe", BORN, upn=UPN),
        Details("Married", "Zoë", BORN, upn=UPN),
        Details("O'Testing-Smith", "Zoe", date(2015, 1, 5), upn=UPN),
        Details("Married", "Zoë", BORN, uln=ULN),
        Details("O'Testing Smith", "Zoë", BORN),
    ],
)
def test_the_same_person(known: Person, details: Details) -> None:
    assert Matcher([known]).match(details).person == known


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        (Details("Other", "Child", date(2010, 1, 1), upn=UPN), "Same UPN"),
        (Details("O'Testing Smith", "Zoë", BORN, upn=OTHER_UPN), "another UPN"),
        (Details("O'Testing Smith", "Zoë", date(2015, 1, 5)), "slip of the pen"),
        (Details("O'Testing Smith", "Zoë", date(2016, 5, 1)), "slip of the pen"),
    ],
)
def test_doubt_goes_to_a_person_and_nobody_is_merged(known: Person, details: Details, reason: str) -> None:
    match = Matcher([known]).match(details)
    assert (match.person, match.doubt) == (None, known)
    assert reason in match.reason


def test_twins_and_namesakes_stay_two_people(known: Person) -> None:
    matcher = Matcher([known])
    assert matcher.match(Details("O'Testing-Smith", "Zack", BORN)).person is None
    for details in (
        Details("O'Testing-Smith", "Zoë", date(2009, 11, 30)),
        Details("O'Testing-Smith", "Zoë", date(2016, 5, 1), upn=OTHER_UPN),
    ):
        assert matcher.match(details) == Match(None)
    assert matcher.match(Details("O'Testing-Smith", "Zoë", BORN, upn=UPN)).person == known
    assert matcher.match(Details("O'Testing-Smith", "Zoë", BORN)).person is None


def test_names_are_found_however_they_are_written() -> None:
    assert fold("Łukasz O’Néill-Ångström") == "lukasz oneill angstrom"

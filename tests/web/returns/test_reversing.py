"""Taking an import back: the record, the clocks and people's details stand as they did before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django_scopes import scope

from factories import Staff, make_staff
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.ledger.models import Case
from keywork.web.people.models import DetailsChange, Person
from keywork.web.people.services import Details, update_people
from keywork.web.people.wordlist import NameWord
from keywork.web.returns.models import ReturnImport
from keywork.web.returns.services import import_return, plan_import, reverse_import
from returns_made import Changes, files, rows_with, zipped

pytestmark = pytest.mark.django_db
CHANGED: Changes = {
    ("person", 0): {"surname": "Married", "postcode": "CW1 2AB", "ethnicity": "X" * 500},
    ("requests", 0): {"receiveddate": "2024-Jan-03 00:00:00"},
}
CLOCKS = ("duty", "thread", "legal_deadline", "met_on", "is_running")


@pytest.fixture
def staff() -> Staff:
    return make_staff("895", "Wexcombe Council")


def load(actor: Actor, folder: Path, changes: Changes | None = None) -> ReturnImport:
    path = folder / f"{len(list(folder.iterdir()))}.zip"
    path.write_bytes(zipped(files(rows_with(changes or {}))))
    return import_return(plan=plan_import(path=path, actor=actor), actor=actor)


def state() -> tuple[object, ...]:
    return (
        sorted(Person.objects.values_list("surname", "forename", "born_on", "postcode", "ethnicity")),
        sorted(map(str, NameWord.objects.values_list("person_id", "word"))),
        sorted(map(str, ClockRow.objects.values_list(*CLOCKS))),
        sorted(CaseSummary.objects.values_list("stage", "setting")),
    )


def test_a_corrected_return_is_taken_back_whole(staff: Staff, tmp_path: Path) -> None:
    actor = staff.actor("manager")
    with scope(authority=staff.authority):
        load(actor, tmp_path)
        before = state()
        second = load(actor, tmp_path, CHANGED)
        ada = Person.objects.get(forename="Ada")
        assert (ada.surname, ada.postcode, len(ada.ethnicity)) == ("Married", "CW1 2AB", 20)
        assert state() != before
        assert DetailsChange.objects.get().before["surname"] == "Testing"
        reverse_import(imported=second, actor=actor)
        assert state() == before
        assert [change.after["surname"] for change in DetailsChange.objects.order_by("id")] == ["Married", "Testing"]


def test_what_was_changed_since_stays(staff: Staff, tmp_path: Path) -> None:
    actor = staff.actor("manager")
    with scope(authority=staff.authority):
        load(actor, tmp_path)
        second = load(actor, tmp_path, CHANGED)
        ada = Person.objects.get(forename="Ada")
        update_people(updates=[(ada, Details(surname="Later"))], actor=actor, at=second.imported_at)
        reverse_import(imported=second, actor=actor)
        ada.refresh_from_db()
        assert (ada.surname, ada.postcode, ada.born_on) == ("Later", "", date(2015, 1, 1))


def test_the_same_details_again_are_no_change(staff: Staff, tmp_path: Path) -> None:
    actor = staff.actor("manager")
    with scope(authority=staff.authority):
        load(actor, tmp_path)
        load(actor, tmp_path)
        assert not DetailsChange.objects.exists()


def test_the_same_return_after_it_was_taken_back_fills_the_same_cases(staff: Staff, tmp_path: Path) -> None:
    actor = staff.actor("manager")
    with scope(authority=staff.authority):
        first = load(actor, tmp_path)
        before, cases = state(), Case.objects.count()
        reverse_import(imported=first, actor=actor)
        assert not ClockRow.objects.exists()
        load(actor, tmp_path)
        assert state() == before
        assert Case.objects.count() == cases

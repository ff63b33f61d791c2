"""Who asks for assessments: the year, its months, and what is decided, from what the ledger says of each request."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope

from factories import NUMBERS, Staff, make_staff
from keywork.core.events import NewEvent
from keywork.core.linked import crossed
from keywork.core.measures import load_measures
from keywork.core.suppression import suppress
from keywork.web.accounts.actors import system
from keywork.web.deadlines.services import record
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger.services import open_case
from keywork.web.measuring.kept import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def asked(staff: Staff, on: date, source: str | None, *then: str, kind: str = "assessment-request-received") -> None:
    by = system("test", staff.authority)
    case = open_case(actor=by, reference=f"ASKED-{next(NUMBERS)}")
    fields = {"source": source} if source else {"requested_by": "education-setting"}
    entries = [NewEvent(kind, on), NewEvent("request-details-recorded", on, fields=fields)]
    record(case=case, entries=[*entries, *(NewEvent(one, date(2025, 9, 1)) for one in then)], actor=by)


def test_each_month_tells_who_asked_and_what_became_of_it(staff: Staff) -> None:
    with scope(authority=staff.authority):
        asked(staff, date(2025, 3, 3), "parent", "decided-to-assess")
        asked(staff, date(2025, 3, 31), "school", "decided-not-to-assess")
        asked(staff, date(2025, 4, 1), "school")
        asked(staff, date(2025, 4, 2), "early-years", kind="responsibility-began")
        asked(staff, date(2025, 5, 5), None)
        asked(staff, date(2024, 12, 31), "parent")
        found = sources(staff.authority, 2025, AsAt.now())
    told = {
        month: {share.rate.id: (share.numerator, share.denominator) for share in results.shares if share.numerator}
        for month, results in found.items()
    }
    assert told[3] == {
        "source-parent": (1, 2), "source-school": (1, 2), "to-assess-all": (1, 2), "to-assess-parent": (1, 1),
    }  # fmt: skip
    assert told[4] == {"source-school": (1, 2), "source-early-years": (1, 2), "source-brought": (1, 2)}
    assert told[5] == {"source-not-recorded": (1, 1)}
    assert told[None]["source-parent"] == (1, 5)
    assert told[6] == {}


def test_the_page_is_for_those_who_read_figures_in_full(staff: Staff) -> None:
    with scope(authority=staff.authority):
        asked(staff, date(2025, 3, 3), "parent")
    pages = {}
    for role in ("manager", "commissioner"):
        client = Client()
        client.force_login(staff.user(role))
        pages[role] = client.get("/measures/who-asks/?year=2025")
    assert pages["commissioner"].status_code in (403, 404)
    text = pages["manager"].content.decode()
    assert "March: 1" in text
    assert "Parent or carer" in text


def test_its_small_numbers_can_be_hidden_by_what_it_says_of_its_sums() -> None:
    definition = load_measures("request-source")
    of = {"parent": 40, "school": 60, "college": 3, "not_recorded": 20}
    counts = {column.id: {"": 0} for column in definition.columns}
    for group, less in (("asked", 0), ("decided", 10), ("assessed", 15)):
        for source, number in of.items():
            counts[f"{group}_{source}"] = {"": max(0, number - less)}
        counts[f"{group}_all"] = {"": sum(max(0, number - less) for number in of.values())}
    tables = crossed(counts, {}, definition.sums)
    hidden = {key.split("|")[0] for key in suppress(tables).hidden}
    assert "asked_college" in hidden
    assert hidden - {"asked_college"}

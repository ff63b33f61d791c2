"""PR-06: another child's name or number in a plan is found however it is written, and a text without one is let be."""

from __future__ import annotations

from random import Random

import pytest

from factories import Staff
from keywork.web.kernel.ids import new_id
from keywork.web.nonprod.names import name
from keywork.web.people.models import CaseCard
from keywork.web.people.services import Details, add_people
from keywork.web.plans.guard import look_through

pytestmark = pytest.mark.django_db
TEXT = (
    "Seen by {by}, educational psychologist. Will play with Grace and Tom at break. Visits Rose House in May and June. "
    "Ms Hill gives 45 minutes twice a week. The class teacher, Mr West, agrees. "
)
WAYS = (
    "{first} {last} hit him.", "He sat with {last}, {first} for a term.", "{first} {last}’s mother rang.",
    "It was {FIRST} {LAST}.", "with {first}\n{last} in class", "UPN {upn}.", "{first} J {last} joined.",
)  # fmt: skip


def test_nearly_all_are_found_and_hardly_any_text_is_stopped_for_nothing(staff: Staff, card: CaseCard) -> None:
    drawn, others = Random(6), Random(7)
    people = [(*name(drawn), f"A{number:011}B") for number in range(600)]
    known = [(new_id(), Details(forename=first, surname=last, upn=upn)) for first, last, upn in people]
    add_people(actor=staff.actor("manager"), people=known)

    def is_stopped(by: str, more: str = "") -> bool:
        return bool(look_through(card, TEXT.format(by=by) + more).others)

    some = people[:70]
    found = sum(
        is_stopped(
            "Xyvz Qwvz",
            WAYS[number % len(WAYS)].format(
                first=first, last=last, upn=upn, FIRST=first.upper(), LAST=last.upper()
            ),
        )
        for number, (first, last, upn) in enumerate(some)
    )  # fmt: skip
    for_nothing = sum(is_stopped(" ".join(name(others))) for _ in range(60))
    assert found >= 0.98 * len(some)
    assert for_nothing <= 0.05 * 60

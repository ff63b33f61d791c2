"""Each fault that is put into what decides who sees what is noticed; what cannot be noticed is listed with the reason.

``make torture-mutants`` puts every fault into every part. Here some are put into the parts that are quick to ask.
"""

from collections import Counter

import pytest

from torture.mutants import mutants
from torture.mutated import PARTS, Part, listed, tried

QUICK = {"cases": 29, "rights": 9, "family": 17}


@pytest.mark.parametrize("name", QUICK)
def test_a_fault_in_a_rule_of_access_is_noticed(name: str) -> None:
    """AZ-19: relations, how they join, whose the rights are, and what a parent sees after they have passed."""
    outcome = tried(PARTS[name], one_in=QUICK[name])
    assert [fault for became, fault in outcome if became == "survived"] == []
    assert Counter(became for became, _ in outcome)["killed"] >= 4


def test_a_fault_that_nobody_notices_is_told() -> None:
    """Asked of tests that have nothing to do with it, the same faults survive."""
    part = Part(("keywork.core.rights:rights_pass_on",), ("web/accounts/test_docs.py",))
    assert {became for became, _ in tried(part)} == {"survived"}


def test_what_is_listed_as_equivalent_is_still_a_fault_of_some_part_and_says_why() -> None:
    every = set()
    for part in PARTS.values():
        for said in part.faults:
            module, _, names = said.partition(":")
            every |= {mutant.name for mutant in mutants(module, tuple(names.split(",")) if names else ())}
    assert set(listed()) <= every
    assert all(len(why) > 20 for why in listed().values())

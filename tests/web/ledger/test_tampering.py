"""Whatever somebody changes in the database itself, a verification finds and names it."""

import pytest

from torture.tampered import make_world
from torture.tampering import tamper

HERE = 150  # of each database; all 1,000 in `make torture`


@pytest.mark.django_db
def test_every_tampering_is_found_and_named() -> None:
    world = make_world()
    outcome = tamper(world, times=HERE, seed=20261126)
    assert outcome.missed == []
    assert outcome.wrongly_named == []
    assert len(outcome.done) >= 36, outcome.refused

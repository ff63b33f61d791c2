"""What every test may ask for: an authority in scope, an actor, a case."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from keywork.web.accounts.actors import Actor, system
from keywork.web.accounts.models import Authority
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case


@pytest.fixture
def authority(db: None) -> Iterator[Authority]:
    """A synthetic authority, in scope for the test."""
    made = Authority.objects.create(code="999", name="Wexcombe Council")
    with scope(authority=made):
        yield made


@pytest.fixture
def actor(authority: Authority) -> Actor:
    return system("test", authority)


@pytest.fixture
def case(actor: Actor) -> Case:
    return open_case(actor=actor, reference="EHC-2025-00001")

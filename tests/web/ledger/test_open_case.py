"""A reference stands in addresses of letters and in lists: it is one case's, and fits."""

import pytest

from keywork.web.accounts.actors import Actor
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case


def test_a_reference_is_one_cases(actor: Actor) -> None:
    open_case(actor=actor, reference="EHC-2026-00001")
    with pytest.raises(Refused, match="There is already a case EHC-2026-00001"):
        open_case(actor=actor, reference="EHC-2026-00001")
    assert Case.objects.filter(reference="EHC-2026-00001").count() == 1


@pytest.mark.parametrize("reference", ["", "X" * 21])
def test_a_reference_that_does_not_fit_is_refused(actor: Actor, reference: str) -> None:
    with pytest.raises(Refused, match="1 to 20 characters"):
        open_case(actor=actor, reference=reference)

"""An address worked out once is the one that Django gives, whatever stands in it."""

from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from keywork.web.ui.addresses import address


def test_addresses_are_djangos() -> None:
    for case_id in (uuid4(), UUID(int=0), UUID(int=1), uuid4()):
        event_id = UUID(int=0)
        assert address("casework:case", case_id=case_id) == reverse("casework:case", kwargs={"case_id": case_id})
        both = {"case_id": case_id, "event_id": event_id}
        assert address("casework:correct", **both) == reverse("casework:correct", kwargs=both)
        why = {"case_id": case_id, "duty_id": "ehcp-final"}
        assert address("casework:why", **why) == reverse("casework:why", kwargs=why)
    assert address("casework:my-work") == reverse("casework:my-work") == "/work/"
    user = uuid4()
    assert address("accounts:password-link", user) == reverse("accounts:password-link", args=[user])


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        address("casework:case", case_id="not an identity")

"""Papers that go with advice: added from the page of the request, and read there by whoever reads that label."""

from __future__ import annotations

import pytest

from factories import Staff, involve, make_user
from files_made import pdf
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Role
from keywork.web.documents.models import Document
from keywork.web.people.models import CaseCard
from records_made import make_advice_request, make_document
from web.documents.conftest import sent, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("near")]
TITLE = "Assessment of language"


def test_whoever_is_asked_adds_a_report_and_finds_it_on_the_request(staff: Staff, card: CaseCard) -> None:
    service, therapist = staff.body(Role.THERAPIST), staff.user(Role.THERAPIST)
    asked = make_advice_request(card.case, "health", organisation=service)
    client = signed_in(therapist)
    page = client.get(f"/advice/{asked.pk}/").content.decode()
    where = f"/cases/{card.pk}/documents/add/?label=health"
    assert where in page
    assert '<option value="health" selected>' in client.get(where).content.decode()
    client.post(where, {"file": sent(pdf()), "title": TITLE, "label": "health"})
    assert Document.objects.get().organisation == service
    assert TITLE in client.get(f"/advice/{asked.pk}/").content.decode()
    assert TITLE in signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{asked.pk}/").content.decode()


def test_papers_of_others_are_not_among_them(staff: Staff, card: CaseCard) -> None:
    asked = make_advice_request(card.case, "health", organisation=staff.body(Role.THERAPIST))
    stranger = make_user(staff.authority, Role.THERAPIST)
    involve(card.case, stranger, "request")
    make_document(card.case, actor=actor_for(stranger), label="health", title=TITLE)
    make_document(card.case, label="care", title="Of social care")
    assert TITLE not in signed_in(staff.user(Role.THERAPIST)).get(f"/advice/{asked.pk}/").content.decode()
    page = signed_in(staff.user(Role.KEYWORKER)).get(f"/advice/{asked.pk}/").content.decode()
    assert TITLE in page
    assert "Of social care" not in page


@pytest.mark.parametrize("label", ["panel", "x", "\x00", "<b>"])
def test_a_label_that_is_not_theirs_is_not_chosen_before(staff: Staff, card: CaseCard, label: str) -> None:
    client = signed_in(staff.user(Role.PARENT))
    page = client.get(f"/cases/{card.pk}/documents/add/", {"label": label})
    assert page.status_code == 200
    assert '<option value="panel"' not in page.content.decode()

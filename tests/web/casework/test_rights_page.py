"""The page on which a caseworker keeps who decides: what it shows, takes and refuses."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.family import add_member
from keywork.web.people.models import CapacityDecision, CaseCard, SharingAgreement

pytestmark = pytest.mark.django_db
WHY = "Assessed with a speech therapist on a good day; could not weigh it up."


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    card = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    card.person.born_on = date(clock.today().year - 17, 5, 1)
    card.person.save()
    return card


@pytest.fixture
def client(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


def sent(prefix: str, **fields: object) -> dict[str, str]:
    return {f"{prefix}-{name}": str(value) for name, value in fields.items()} | {prefix: "1"}


def test_it_says_whose_the_rights_are_and_takes_a_decision_about_one(client: Client, card: CaseCard) -> None:
    where = f"/cases/{card.case_id}/rights/"
    page = client.get(where).content.decode()
    assert page.count("The young person</strong>") == 7
    said = sent("capacity", decision="dispute", lacks="yes", decided_by="A. Doctor", reason=WHY)
    said |= day("capacity-decided_on", clock.today())
    response = client.post(where, said)
    assert response.status_code == 302, response.content.decode()
    page = client.get(where).content.decode()
    assert page.count("The young person</strong>") == 6
    assert "The parent</strong>" in page
    assert "A. Doctor" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"decision": ""}, "Choose the one decision"),
        ({"reason": "autism"}, "Say why"),
        ({"decided_by": ""}, "Enter who decided it"),
        ({"lacks": ""}, "Say whether"),
    ],
)
def test_what_is_missing_is_said(
    staff: Staff, client: Client, card: CaseCard, changed: dict[str, str], words: str
) -> None:
    said = {"decision": "dispute", "lacks": "yes", "decided_by": "A. Doctor", "reason": WHY} | changed
    body = sent("capacity", **said) | day("capacity-decided_on", clock.today())
    response = client.post(f"/cases/{card.case_id}/rights/", body)
    assert response.status_code == 400  # as every form that is sent with a fault
    assert words in response.content.decode()
    with scope(authority=staff.authority):
        assert not CapacityDecision.objects.exists()


def test_an_agreement_is_written_down_and_withdrawn(staff: Staff, client: Client, card: CaseCard) -> None:
    with scope(authority=staff.authority):
        member = add_member(
            actor=system("test", staff.authority), card=card, name="Ash Sample", relationship="parent", responsible=True
        )
    where = f"/cases/{card.case_id}/rights/"
    said = sent("agreement", member=member.pk, how="In a meeting")
    said |= day("agreement-given_on", clock.today() - timedelta(days=1))
    assert client.post(where, said).status_code == 302
    with scope(authority=staff.authority):
        made = SharingAgreement.objects.get()
    assert "Withdrawn: stop sharing with Ash Sample" in client.get(where).content.decode()
    assert client.post(f"{where}{made.pk}/withdraw/").status_code == 302
    with scope(authority=staff.authority):
        assert SharingAgreement.objects.get().withdrawn_on == clock.real_today()


def test_a_family_neither_reads_nor_writes_it(staff: Staff, card: CaseCard) -> None:
    """What one parent was given stands there; it is for whoever works on the case."""
    for role in (Role.PARENT, Role.YOUNG_PERSON):
        involve(card.case, staff.user(role), "family", days=None)
        theirs = Client()
        theirs.force_login(staff.user(role))
        assert theirs.get(f"/cases/{card.case_id}/rights/").status_code == 404
        assert theirs.post(f"/cases/{card.case_id}/rights/", {}).status_code in {403, 404}

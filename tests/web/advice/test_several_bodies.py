"""Sensory support and whoever else is asked: some of them answer in a tray of their own, of the others it is written down."""

from __future__ import annotations

import pytest

from factories import Staff, make_user
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.services.asking import Asked
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of, day, signed_in

pytestmark = pytest.mark.django_db
Service = tuple[Organisation, User]
WORDS = "Qwvhears less on the left"
OF_SEVERAL = pytest.mark.parametrize("body", ["sensory", "other"])


@pytest.fixture
def hearing(staff: Staff) -> Service:
    """A service for deaf children with one account."""
    service = Organisation.objects.create(authority=staff.authority, name="Hearing support", kind="partner")
    return service, make_user(staff.authority, Role.EDUCATIONAL_PSYCHOLOGIST, organisation=service, name="Teacher")


@pytest.fixture
def vision(staff: Staff) -> Organisation:
    """A service where nobody has an account."""
    made: Organisation = Organisation.objects.create(authority=staff.authority, name="Vision support", kind="health")
    return made


def written(**more: str) -> dict[str, str]:
    return {"need_1": WORDS, "count": "1", "draft_seen": "0", "do": "check"} | more


def given(request: AdviceRequest, user: User) -> None:
    client, where = signed_in(user), f"/advice/{request.pk}/"
    assert client.post(f"{where}write/", written()).status_code == 302
    assert client.post(f"{where}check/", {"draft_seen": "1", "versions_seen": "0"}).status_code == 302


@OF_SEVERAL
def test_one_that_has_accounts_answers_in_its_own_tray(
    staff: Staff, card: CaseCard, hearing: Service, body: str
) -> None:
    (request,) = asked_of(staff, card, Asked(body, organisation=hearing[0]), received=False)
    client, where = signed_in(hearing[1]), f"/advice/{request.pk}/"
    assert Notice.objects.filter(user=hearing[1], kind="advice-requested").exists()
    assert card.case.reference in client.get("/advice/").content.decode()
    assert client.post(f"{where}confirm/", {"seen": request.revision, **day("on", clock.today())}).status_code == 302
    assert signed_in(staff.user(Role.KEYWORKER)).get(f"{where}write/").status_code == 404
    given(request, hearing[1])
    assert ClockRow.objects.get(thread=request.thread, duty="advice-provide").met_on == clock.today()
    assert WORDS in client.get(where).content.decode()
    assert client.get(f"/cases/{card.case_id}/").status_code == 404


@OF_SEVERAL
def test_of_one_without_accounts_the_keyworker_writes_down_what_came(
    staff: Staff, card: CaseCard, vision: Organisation, body: str
) -> None:
    (request,) = asked_of(staff, card, Asked(body, organisation=vision))
    assert request.involvement is None
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/advice/{request.pk}/"
    later = make_user(staff.authority, Role.EDUCATIONAL_PSYCHOLOGIST, organisation=vision)
    assert client.post(f"{where}chase/", {"seen": request.revision, "text": "Rang them"}).status_code == 302
    assert not Notice.objects.filter(user=later).exists(), "the request is not open to whoever came since"
    assert client.post(f"{where}write/", written()).status_code == 302
    came = {"draft_seen": "1", "versions_seen": "0", **day("on", clock.today())}
    assert client.post(f"{where}check/", came).status_code == 302
    assert WORDS in client.get(where).content.decode()


@OF_SEVERAL
def test_several_are_asked_at_a_time(
    staff: Staff, card: CaseCard, hearing: Service, vision: Organisation, body: str
) -> None:
    client, where = signed_in(staff.user(Role.KEYWORKER)), f"/cases/{card.case_id}/advice/ask/"
    for one in (hearing[0], vision):
        page = client.get(where).content.decode()
        assert f'value="o:{one.pk}"' in page
        asked_of(staff, card, Asked(body, organisation=one))
    threads = AdviceRequest.objects.values_list("thread", flat=True)
    assert set(threads) == {f"advice/{body}", f"advice/{body}-2"}


def test_what_one_says_no_other_of_those_asked_reads(staff: Staff, card: CaseCard, hearing: Service) -> None:
    request, _, _ = asked_of(
        staff, card, Asked("sensory", organisation=hearing[0]), Asked("health", organisation=staff.body(Role.THERAPIST)),
        Asked("ep", user=staff.user(Role.EDUCATIONAL_PSYCHOLOGIST)),
    )  # fmt: skip
    given(request, hearing[1])
    reads = {role for role in Role if WORDS in _page(staff.user(role), request)}
    assert Role.KEYWORKER in reads
    assert Role.MANAGER in reads
    assert not reads & {Role.THERAPIST, Role.EDUCATIONAL_PSYCHOLOGIST, Role.SOCIAL_WORKER, Role.DCO, Role.DSCO}


def _page(user: User, request: AdviceRequest) -> str:
    return signed_in(user).get(f"/advice/{request.pk}/").content.decode()

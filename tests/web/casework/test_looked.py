"""Who has looked: complete for the family, in plain words, without names, and without what would give somebody away."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django_scopes import scope

from factories import CANARY, Staff, involve, make_case, make_staff, make_user
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.log import log
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, AccessSubject, Role, User
from keywork.web.accounts.queries import LogQuestion, access_entries
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, card: CaseCard) -> str:
    response = client.get(f"/cases/{card.case_id}/looked/")
    assert response.status_code == 200
    return response.content.decode().split("<h1", 1)[1].split("</main>")[0]


def test_a_parent_sees_everybody_who_looked_by_organisation_and_role(staff: Staff, card: CaseCard) -> None:
    """PR-19: each look of each role is there; no name is."""
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    lookers = [Role.KEYWORKER, Role.MANAGER, Role.THERAPIST, Role.SENCO]
    for role in (Role.THERAPIST, Role.SENCO):
        involve(card.case, staff.user(role), "request" if role == Role.THERAPIST else "setting")
    for role in lookers:
        assert client_of(staff.user(role)).get(f"/cases/{card.case_id}/").status_code == 200
    told = text_of(client_of(staff.user(Role.PARENT)), card)
    for role in lookers:
        assert role.label in told
        assert staff.user(role).display_name not in told
    assert "Body of the Therapist" in told or "Body of the " in told
    assert staff.authority.name in told
    assert "Opened the page of the case" in told
    with scope(authority=staff.authority):
        seen = AccessEntry.objects.filter(action="case.open", allowed=True).values_list("role", flat=True)
        assert set(seen) >= {role.value for role in lookers}


def test_investigations_and_what_is_kept_from_families_do_not_show(staff: Staff, card: CaseCard) -> None:
    """PR-19: whoever looks into what was looked at, and a former identity, leave no trace on the family's page."""
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    investigator, manager = (actor_for(staff.user(r)) for r in (Role.INFORMATION_GOVERNANCE, Role.MANAGER))
    assert investigator is not None
    assert manager is not None
    with scope(authority=staff.authority):
        for action in ("log.read", "case.open", "identity.keep"):
            log(actor=investigator, action=action, subjects=[card.case_id])
        for action in ("identity.show", "glass.break", "barrier.set"):
            log(actor=manager, action=action, subjects=[card.person_id])
    told = text_of(client_of(staff.user(Role.PARENT)), card)
    assert "Information governance" not in told
    assert "Manager" not in told


@pytest.mark.parametrize(
    "action", [*(rule.action for rule in matrix().values()), "later.invented", "deadlines.rebuild"]
)
def test_a_family_is_told_of_what_the_matrix_says_in_its_words_and_of_nothing_else(
    staff: Staff, card: CaseCard, action: str
) -> None:
    """PR-19: an action that is added stands in the matrix with its words or with why it is hidden."""
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    manager = actor_for(staff.user(Role.MANAGER))
    assert manager is not None
    with scope(authority=staff.authority):
        log(actor=manager, action=action, subjects=[card.case_id, card.person_id])
    told = text_of(client_of(staff.user(Role.PARENT)), card)
    rule = matrix().get(action)
    is_told = rule is not None and rule.families
    assert ("Manager" in told) is is_told
    assert rule is None or not rule.record or (rule.done in told) is is_told


def test_what_would_give_somebody_away_is_not_told() -> None:
    """Said once more by hand: a slip in the matrix is not believed."""
    never = {
        "family.change", "contact.unhide", "health-of-others.read", "health-of-others.write", "entry.keep-back",
        "flags.read", "case.restrict", "barrier.set", "identity.keep", "reveal.ask", "reveal.answer", "reveal.open",
        "document.redact", "document.keep-back", "glass.break", "glass.review", "alert.read", "match.review", "rights.record", "sharing.choose", "case.looked", "log.read",
    }  # fmt: skip
    assert {rule.action for rule in matrix().values() if rule.families} & never == set()
    assert {rule.action for rule in matrix().values() if rule.record} - never == {
        rule.action for rule in matrix().values() if rule.families
    }


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.PARENT, "Their names are not shown. Not shown either are what others of the family read"),
        (Role.KEYWORKER, "Your own looks at this record"),
        (Role.DSCO, "people of your own organisation"),
        (Role.MANAGER, "Everybody who opened or worked on this record"),
    ],
)
def test_the_page_says_whose_looks_it_shows(staff: Staff, card: CaseCard, role: str, words: str) -> None:
    reader = make_user(staff.authority, role, team=staff.team) if role == Role.DSCO else staff.user(role)
    if role == Role.PARENT:
        involve(card.case, reader, "family", days=30)
    assert words in text_of(client_of(reader), card)


def test_a_refusal_is_no_look(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    assert client_of(staff.user(Role.THERAPIST)).get(f"/cases/{card.case_id}/").status_code == 404
    assert "Therapist" not in text_of(client_of(staff.user(Role.PARENT)), card)


def test_a_stranger_to_the_case_learns_nothing_of_it(staff: Staff, card: CaseCard) -> None:
    stranger = make_user(staff.authority, Role.PARENT)
    assert client_of(stranger).get(f"/cases/{card.case_id}/looked/").status_code == 404


def test_separated_parents_see_nothing_of_each_other(staff: Staff, card: CaseCard) -> None:
    """AZ-15: B opens every page there is for a parent; nothing of A is on any, not even that A has looked."""
    with scope(authority=staff.authority):
        first, second = (make_user(staff.authority, Role.PARENT, name=name) for name in ("Azimuth Ash", "Birch Oak"))
        for user in (first, second):
            member = add_member(
                actor=system("test", staff.authority), card=card, name=user.display_name, relationship="parent",
                responsible=True,
            )  # fmt: skip
            member.user = user
            member.save()
            involve(card.case, user, "family", days=None)
    mine, theirs = client_of(first), client_of(second)
    for page in ("", "clocks/", "history/", "looked/"):
        assert mine.get(f"/cases/{card.case_id}/{page}").status_code == 200
    crawled, waiting = {}, [f"/cases/{card.case_id}/", "/"]
    while waiting:
        where = waiting.pop()
        if where in crawled or "logout" in where or not where.startswith("/") or len(crawled) > 120:
            continue
        response = theirs.get(where, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        crawled[where] = body.decode(errors="replace")
        waiting += [part.split('"')[0] for part in crawled[where].split('href="')[1:]]
    assert f"/cases/{card.case_id}/looked/" in crawled
    told = "".join(crawled.values())
    assert CANARY in told, "B does read the case"
    for word in ("Azimuth", first.email, str(first.pk)):
        assert word not in told
    looks = text_of(theirs, card)
    assert "<strong>You</strong>" in looks
    assert Role.PARENT.label not in looks, "the only looks of a parent are B's own"


def test_a_manager_sees_names_and_a_keyworker_their_own_looks(staff: Staff, card: CaseCard) -> None:
    client_of(staff.user(Role.KEYWORKER)).get(f"/cases/{card.case_id}/")
    managers = text_of(client_of(staff.user(Role.MANAGER)), card)
    assert staff.user(Role.KEYWORKER).display_name in managers
    own = text_of(client_of(staff.user(Role.KEYWORKER)), card)
    assert "<strong>You</strong>" in own
    assert staff.user(Role.MANAGER).display_name not in own


def test_the_log_finds_the_rows_of_a_record_by_an_index(staff: Staff, card: CaseCard) -> None:
    """Whoever looks into one record reads its rows, not the whole log; the plan of the query says so."""
    actor = system("test", staff.authority)
    with scope(authority=staff.authority):
        for _ in range(300):
            log(actor=actor, action="case.open", subjects=[uuid4(), uuid4()])
        log(actor=actor, action="case.open", subjects=[card.case_id, card.case_id, "no-id"])
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        asked = access_entries(actor, LogQuestion(subject=card.case_id))
        assert "no-id" in asked.first().subjects
        assert AccessSubject.objects.filter(subject=card.case_id, entry=asked.first()).count() == 1
        whole = AccessEntry.objects.filter(subjects__icontains=str(card.case_id)).count()
        assert asked.count() == whole
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")  # a table of 300 rows is read whole otherwise
        plan = asked.explain()
    assert "access_by_subject" in plan, plan
    read_whole = "SCAN accounts_access" if connection.vendor == "sqlite" else "Seq Scan on accounts_accesssubject"
    assert read_whole not in plan, plan

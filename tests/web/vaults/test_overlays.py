"""Flags that always win: a restricted case, a contact restriction, a conflict of interest, an entry kept back."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import Staff, involve, involve_everybody, make_case, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import family
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import CASES, may, open_card
from keywork.web.vaults import kept_back, restricting
from keywork.web.vaults.models import Alert

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
REASON = "A reason of twenty letters and more."
ACTIONS = (
    "case.open",
    "case.list",
    "case.find",
    "work.list",
    "case.note",
    "event.record",
    "case.allocate",
    "reveal.ask",
)


def restrict(staff: Staff, card: CaseCard, *named: str) -> CaseCard:
    people = [staff.user(role) for role in named or [Role.DCO]]
    restricting.restrict(actor=staff.actor(Role.DSCO), card=card, named=people, reason=REASON)
    return CaseCard.objects.get(pk=card.pk)


def openers(staff: Staff, card: CaseCard, action: str = "case.open") -> set[str]:
    now = CaseCard.objects.get(pk=card.pk)  # as the next request would find it
    return {role for role in Role.values if CASES.can(staff.actor(role), action, now)}


def test_a_restricted_case_is_there_for_nobody_but_whoever_is_named_and_the_dsco(staff: Staff, card: CaseCard) -> None:
    involve_everybody(staff, card.case)
    before = openers(staff, card)
    assert {"keyworker", "manager", "therapist", "parent", "senco", "dco", "auditor"} <= before
    card = restrict(staff, card)
    assert openers(staff, card) == {"dsco", "dco"}  # the latter is named
    assert all(openers(staff, card, action) <= {"dsco", "dco"} for action in ACTIONS)
    card = restrict(staff, card, "keyworker", "manager")
    assert openers(staff, card) == {"dsco", "dco", "keyworker", "manager"}


def test_whoever_is_named_on_one_restricted_case_opens_no_other(staff: Staff, card: CaseCard) -> None:
    keyworker = staff.user(Role.KEYWORKER)
    theirs = restrict(staff, make_case(staff, keyworker=keyworker, team=staff.team).card, Role.KEYWORKER)
    CaseCard.objects.filter(pk=card.pk).update(keyworker=keyworker, team=staff.team)
    card, actor = restrict(staff, card), staff.actor(Role.KEYWORKER)
    for asked in (CASES, CASES.row_by_row()):
        found = CaseCard.objects.filter(asked.q(actor, "case.open"), pk__in=[card.pk, theirs.pk])
        assert [one.pk for one in found] == [theirs.pk]
    assert open_card(actor, "case.open", card.pk) is None
    assert open_card(actor, "case.open", theirs.pk) == theirs


def test_a_grant_from_before_names_nobody(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.INFORMATION_GOVERNANCE), "grant")
    card = restrict(staff, card)
    assert not CASES.can(staff.actor(Role.INFORMATION_GOVERNANCE), "case.open", card)


def test_whoever_is_taken_off_or_whose_ninety_days_are_over_is_out_at_once(staff: Staff, card: CaseCard) -> None:
    card = restrict(staff, card, "keyworker", "manager")
    restricting.unname(actor=staff.actor(Role.DSCO), card=card, user_id=staff.user("keyworker").pk)
    assert openers(staff, card) == {"dsco", "manager"}
    restricting.named_on(card.case_id).update(ends_at=clock.now() - timedelta(seconds=1))
    assert openers(staff, card) == {"dsco"}


def test_nobody_names_themselves_and_somebody_must_be_named(staff: Staff, card: CaseCard) -> None:
    by = staff.actor(Role.MANAGER)
    for named, words in (([staff.user("manager")], "names themselves"), ([], "at least one person")):
        with pytest.raises(Refused, match=words):
            restricting.restrict(actor=by, card=card, named=named, reason=REASON)
    with pytest.raises(Refused, match="20 letters"):
        restricting.restrict(actor=by, card=card, named=[staff.user("keyworker")], reason="too short")
    assert not CaseCard.objects.get(pk=card.pk).restricted


def test_lifting_a_restriction_gives_the_case_back_and_ends_what_named_people(staff: Staff, card: CaseCard) -> None:
    before = openers(staff, card)
    card = restrict(staff, card, "manager")
    restricting.lift(actor=staff.actor(Role.DSCO), card=card)
    card = CaseCard.objects.get(pk=card.pk)
    assert openers(staff, card) == before
    assert not restricting.named_on(card.case_id).exists()


PAGES = ("/work/", "/work/?whose=area", "/work/file.csv", "/find/", "/cases/", "/allocate/", "/allocate/?held_by=")


def shown(staff: Staff, role: str) -> list[str]:
    """What somebody's lists show, without what differs between any two answers."""
    client = Client()
    client.force_login(staff.user(role))
    answers = [client.get(page) for page in PAGES]
    answers += [
        client.post(place, {"text": "Zyxrestricted", "whose": "area"}, follow=True) for place in ("/find/", "/work/")
    ]
    return [without_tokens(answer) for answer in answers]


def without_tokens(answer: HttpResponse) -> str:
    text = CSRF.sub("", answer.content.decode())
    token = parse_qs(answer.wsgi_request.META["QUERY_STRING"]).get("words", [""])[0]
    return text.replace(token, "TOKEN") if token else text


@pytest.mark.parametrize("role", [Role.KEYWORKER, Role.MANAGER, Role.BUSINESS_SUPPORT, Role.PLAN_WRITER])
def test_lists_searches_and_counts_are_as_if_a_restricted_case_did_not_exist(
    staff: Staff, card: CaseCard, role: str
) -> None:
    before = shown(staff, role)
    there = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team, surname="Zyxrestricted").card
    involve(there.case, staff.user(Role.PLAN_WRITER), "own")
    assert shown(staff, role) != before
    restrict(staff, there)
    assert shown(staff, role) == before


def test_a_restricted_case_is_in_no_allocation_and_no_cover(staff: Staff, card: CaseCard) -> None:
    nobodys = make_case(staff, surname="Zyxrestricted").card
    restrict(staff, nobodys)
    restrict(staff, card)
    client = Client()
    client.force_login(staff.user(Role.MANAGER))
    client.post("/allocate/", {"which": "found", "keyworker": str(staff.user("keyworker").pk)})
    by = make_user(staff.authority, Role.KEYWORKER)
    client.post(
        "/allocate/cover/",
        {
            "away": str(staff.user("keyworker").pk),
            "by": str(by.pk),
            "until-day": "1",
            "until-month": "1",
            "until-year": "2099",
        },
    )
    for one in (card, nobodys):
        now = CaseCard.objects.get(pk=one.pk)
        assert (now.keyworker_id, now.cover_id) == (one.keyworker_id, None)


def test_every_look_at_a_restricted_case_is_told_and_stands_in_the_log(staff: Staff, card: CaseCard) -> None:
    restrict(staff, card, "keyworker")
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    for page in ("", "clocks/", "history/"):
        assert client.get(f"/cases/{card.pk}/{page}").status_code == 200
    alert = Alert.objects.get()
    assert (alert.kind, alert.user, alert.case_id) == (Alert.Kind.RESTRICTED, staff.user("keyworker"), card.pk)
    client.force_login(staff.user(Role.DSCO))
    assert "Opened a restricted case" in client.get("/alerts/").content.decode()
    assert "Alerts (1)" in client.get("/duties/").content.decode()
    client.post("/alerts/", {"alert": str(alert.pk)})
    assert "Alerts (" not in client.get("/duties/").content.decode()


def test_a_list_costs_no_more_queries_where_cases_are_restricted(
    staff: Staff, card: CaseCard, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(staff.user(Role.MANAGER))

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert client.get("/work/?whose=area").status_code == 200
        return len(taken)

    cost()
    before = cost()
    for number in range(5):
        restrict(staff, make_case(staff, surname=f"Hidden{number}").card)
    assert cost() == before


# Contact restrictions


@pytest.fixture
def parent(staff: Staff, card: CaseCard) -> family.FamilyMember:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    said = {"relationship": "father", "responsible": True, "user": staff.user(Role.PARENT)}
    return family.add_member(actor=staff.actor(Role.MANAGER), card=card, name="Sam Father", **said)


def restrict_contact(staff: Staff, card: CaseCard, member: family.FamilyMember, **more: object) -> family.Barrier:
    said = {"document": "Order of 3 March 2026", "reason": REASON, "until": clock.today() + timedelta(days=100)}
    return family.restrict_contact(actor=staff.actor(Role.MANAGER), card=card, member=member, **(said | more))


def test_a_contact_restriction_beats_parental_responsibility(
    staff: Staff, card: CaseCard, parent: family.FamilyMember
) -> None:
    other = make_case(staff).card
    CaseCard.objects.filter(pk=other.pk).update(person=card.person)
    involve(other.case, staff.user(Role.PARENT), "family", days=None)
    client = Client()
    client.force_login(staff.user(Role.PARENT))
    assert client.get(f"/cases/{card.pk}/").status_code == 200
    barrier = restrict_contact(staff, card, parent)
    for page in (card.pk, other.pk):  # it is about the child, whichever the case
        assert client.get(f"/cases/{page}/").status_code == 404
    assert str(card.case.reference) not in client.get("/cases/").content.decode()
    family.lift(actor=staff.actor(Role.MANAGER), card=card, barrier_id=barrier.pk)
    assert client.get(f"/cases/{card.pk}/").status_code == 200


def test_a_contact_restriction_ends_on_its_day_and_not_before(
    staff: Staff, card: CaseCard, parent: family.FamilyMember
) -> None:
    restrict_contact(staff, card, parent, until=clock.today())
    assert "parent" not in openers(staff, card)
    family.Barrier.objects.update(until=clock.today() - timedelta(days=1))
    assert "parent" in openers(staff, card)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"document": " "}, "document"),
        ({"reason": "short"}, "20 letters"),
        ({"until": date(2020, 1, 1)}, "today or later"),
    ],
)
def test_a_contact_restriction_wants_its_document_reason_and_end(
    staff: Staff, card: CaseCard, parent: family.FamilyMember, more: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        restrict_contact(staff, card, parent, **more)


# Conflicts of interest (AZ-23)


def test_the_case_of_ones_own_relative_is_not_there_and_asking_for_it_is_told(staff: Staff, card: CaseCard) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(staff.user(Role.KEYWORKER))
    listed = client.get("/work/").content.decode()
    assert card.case.reference in listed
    user = staff.user(Role.KEYWORKER)
    family.declare_conflict(
        actor=staff.actor(Role.MANAGER), card=card, user=user, reason="The child is a nephew of theirs."
    )
    assert card.case.reference not in client.get("/work/").content.decode()
    nothing = client.get("/cases/00000000-0000-7000-8000-000000000000/")
    refused = client.get(f"/cases/{card.pk}/")
    assert (refused.status_code, refused.content) == (404, nothing.content)
    assert client.post("/find/", {"text": "Zyxcanary"}, follow=True).content.decode().count(card.case.reference) == 0
    alert = Alert.objects.get()
    assert (alert.kind, alert.user, alert.case_id) == (Alert.Kind.KEPT_OUT, user, card.pk)
    client.force_login(staff.user(Role.MANAGER))
    assert "Tried to open a case they are kept from" in client.get("/alerts/").content.decode()
    assert client.get(f"/cases/{card.pk}/").status_code == 200


def test_nobody_lets_themselves_in(staff: Staff, card: CaseCard) -> None:
    manager = staff.user(Role.MANAGER)
    by = actor_for(make_user(staff.authority, Role.MANAGER))
    barrier = family.declare_conflict(actor=by, card=card, user=manager, reason=REASON)
    with pytest.raises(Refused, match="lets themselves in"):
        family.lift(actor=staff.actor(Role.MANAGER), card=card, barrier_id=barrier.pk)


def test_a_conflicted_manager_neither_answers_nor_reads_alerts_about_the_child(staff: Staff, card: CaseCard) -> None:
    from keywork.web.vaults import alerts, reveals

    by, other = staff.actor(Role.MANAGER), staff.actor(Role.DSCO)
    reveals.ask(actor=other, card=card, kind="address", reason=REASON)
    alerts.tell(actor=other, kind=Alert.Kind.REVEALED, case_id=card.case_id)
    assert (reveals.waiting_for(by).count(), alerts.not_seen(by).count()) == (1, 1)
    family.declare_conflict(actor=other, card=card, user=staff.user(Role.MANAGER), reason=REASON)
    assert (reveals.waiting_for(by).count(), alerts.not_seen(by).count()) == (0, 0)


# A young person keeps an entry from their parents (AZ-24)


def test_what_a_young_person_keeps_back_leaves_no_trace_for_the_parent(
    staff: Staff, card: CaseCard, parent: family.FamilyMember
) -> None:
    involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
    client = Client()

    def history(role: str) -> str:
        client.force_login(staff.user(role))
        return without_tokens(client.get(f"/cases/{card.pk}/history/"))

    before = history(Role.PARENT)
    kind = "mediation-agreed-on-section-i"
    by = system("test", staff.authority)
    made = record(case=card.case, entries=[NewEvent(kind, date(2026, 10, 5))], actor=by).events[0]
    assert history(Role.PARENT) != before
    client.force_login(staff.user(Role.YOUNG_PERSON))
    place = f"/cases/{card.pk}/history/{made.id}/keep-back/"
    assert client.post(place, {"back": "yes"}).status_code == 302
    assert history(Role.PARENT) == before
    assert str(made.id) not in "".join(
        client.get(f"/cases/{card.pk}/{page}").content.decode() for page in ("", "clocks/", "history/")
    )
    assert "Kept from your parents" in history(Role.YOUNG_PERSON)
    assert history(Role.KEYWORKER).count("moj-timeline__item") == before.count("moj-timeline__item") + 1
    client.force_login(staff.user(Role.YOUNG_PERSON))
    client.post(place, {"back": "no"})
    assert history(Role.PARENT) != before


def test_an_entry_that_makes_a_date_for_the_parents_cannot_be_kept_back(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
    event = card.case.events.get()
    with pytest.raises(Refused, match="A date that your parents are told of"):
        kept_back.keep_back(actor=staff.actor(Role.YOUNG_PERSON), card=card, event_id=event.pk, back=True)


def test_nobody_else_keeps_entries_back(staff: Staff, card: CaseCard, parent: family.FamilyMember) -> None:
    client = Client(raise_request_exception=False)
    event = card.case.events.get()
    for role in set(Role.values) - {Role.YOUNG_PERSON}:
        client.force_login(staff.user(role))
        assert client.post(f"/cases/{card.pk}/history/{event.pk}/keep-back/", {"back": "yes"}).status_code == 404


@pytest.mark.parametrize("page", ["flags", "flags/identity"])
def test_who_answers_for_flags_and_has_no_grant_reads_them_without_the_childs_name(
    staff: Staff, card: CaseCard, parent: family.FamilyMember, page: str
) -> None:
    restrict_contact(staff, card, parent)
    client = Client()
    client.force_login(staff.user(Role.INFORMATION_GOVERNANCE))
    told = client.get(f"/cases/{card.pk}/{page}/").content.decode()
    assert card.person.pseudonym in told
    for word in (card.person.surname, card.person.forename, "Sam Father", "Order of 3 March"):
        assert word not in told
    involve(card.case, staff.user(Role.INFORMATION_GOVERNANCE), "grant")
    assert card.person.surname in client.get(f"/cases/{card.pk}/{page}/").content.decode()


# The two forms of each flag agree


FLAGS = st.sets(
    st.sampled_from(["restricted", "named", "old-grant", "conflict", "contact", "lifted", "glass", "request"])
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flags=FLAGS, role=st.sampled_from(Role.values))
def test_a_flag_takes_a_case_from_lists_exactly_where_it_takes_it_from_its_page(
    staff: Staff, flags: set[str], role: str
) -> None:
    card = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card
    user, actor = staff.user(role), staff.actor(role)
    put_flags(staff, card, flags, user)
    card = CaseCard.objects.get(pk=card.pk)
    for each in (DENIED, DENIED.row_by_row()):
        assert CaseCard.objects.filter(each.q(actor), pk=card.pk).exists() == DENIED.holds(actor, card)
        assert CaseCard.objects.filter(each.keeps(actor), pk=card.pk).exists() != DENIED.holds(actor, card)
    for action in ACTIONS:
        found = CaseCard.objects.filter(CASES.q(actor, action), pk=card.pk).exists()
        assert found == CASES.can(actor, action, card), action


def put_flags(staff: Staff, card: CaseCard, flags: set[str], user: object) -> None:
    if "restricted" in flags:
        CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    for name, relation, classes in (
        ("named", "grant", restricting.OPENED), ("old-grant", "grant", ""), ("request", "request", ""), ("glass", "glass", ""),
    ):  # fmt: skip
        if name in flags:
            involve(card.case, user, relation, classes=classes)
    if "conflict" in flags:
        family.declare_conflict(actor=staff.actor(Role.DSCO), card=card, user=user, reason=REASON)
    if "contact" in flags:
        said = {"relationship": "father", "responsible": True, "user": user}
        member = family.add_member(actor=staff.actor(Role.DSCO), card=card, name="Sam", **said)
        restrict_contact(staff, card, member)
    if "lifted" in flags:
        family.Barrier.objects.filter(person=card.person).update(lifted_at=clock.now())


def test_a_named_person_reads_what_their_cell_says(staff: Staff, card: CaseCard) -> None:
    card = restrict(staff, card, "information-governance")
    by: Actor = staff.actor(Role.INFORMATION_GOVERNANCE)
    assert may(by, "a5", "R", card)
    assert not may(by, "a5", "U", card)
    assert Involvement.objects.filter(user=by.user_id).get().ends_at <= clock.now() + timedelta(days=90)

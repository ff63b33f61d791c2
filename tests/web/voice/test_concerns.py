"""A call is logged in a minute, read by those who work with the family, and counted by month and step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Role, User
from keywork.web.accounts.policy import NotKnown
from keywork.web.deadlines.services import record
from keywork.web.documents.models import LetterTemplate
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.vaults import restricting
from keywork.web.voice import presenters, queries
from keywork.web.voice.models import Concern
from keywork.web.voice.services import Told, answer, log_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(**more: str) -> dict[str, str]:
    today = clock.today()
    on = {"raised_on-day": str(today.day), "raised_on-month": str(today.month), "raised_on-year": str(today.year)}
    return {"about": "late", "who": "parent", "way": "call", "answered": "no", "words": "", "step": ""} | on | more


def rang(about: str = "late", step: str = "", days: int = 0, **more: str) -> Told:
    on = clock.today() - timedelta(days=days)
    return Told(about=about, who="parent", way="call", raised_on=on, step=step, **more)


def actor_of(user: User) -> Actor:
    found = actor_for(user)
    assert found is not None
    return found


def test_a_call_about_a_case_takes_the_step_at_which_the_case_stands(staff: Staff, card: CaseCard) -> None:
    record(
        case=card.case, entries=[NewEvent("decided-to-assess", clock.today())], actor=system("test", staff.authority)
    )
    client = signed_in(staff.user(Role.KEYWORKER))
    where = f"/cases/{card.case_id}/concerns/log/"
    assert client.get(where).status_code == 200
    answered = client.post(where, typed(words="When does the psychologist come?"))
    assert answered.headers["Location"] == f"/cases/{card.case_id}/contacts/"
    made = Concern.objects.get()
    assert (made.case_id, made.step, made.about, made.answered_at) == (card.case_id, "advice", "late", None)
    assert "When does the psychologist come?" in client.get(f"/cases/{card.case_id}/contacts/").content.decode()


def test_a_call_about_no_case_and_one_by_its_reference(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    assert client.post("/concerns/log/", typed(answered="yes")).headers["Location"] == "/concerns/log/"
    about_none = Concern.objects.get()
    assert (about_none.case_id, about_none.step) == (None, "general")
    assert about_none.answered_at == about_none.logged_at
    client.post("/concerns/log/", typed(reference=card.case.reference.lower()))
    assert Concern.objects.filter(case=card.case).count() == 1


def test_a_reference_that_is_not_theirs_and_one_that_does_not_exist_are_answered_alike(staff: Staff) -> None:
    elsewhere = make_case(staff, team=staff.other_team)
    client = signed_in(staff.user(Role.KEYWORKER))
    pages = [
        client.post("/concerns/log/", typed(reference=one)).content.decode().replace(one, "")
        for one in (elsewhere.reference, "NO-SUCH")
    ]
    assert all("You reach no case with this reference" in page for page in pages)
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"about": ""}, "Choose what it is about"),
        ({"about": "weather"}, "Select a valid choice"),
        ({"answered": ""}, "Choose whether you could answer it"),
        ({"raised_on-year": "2999"}, "must have a year of four figures"),
        ({"words": "x" * 4001}, "must be 4,000 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(
    staff: Staff, card: CaseCard, wrong: dict[str, str], words: str
) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    answered = client.post(f"/cases/{card.case_id}/concerns/log/", typed(words="ئەم دایکە مۆبایلی نییە") | wrong)
    page = answered.content.decode()
    assert words in page
    assert ("ئەم دایکە" in page) is ("words" not in wrong)
    assert not Concern.objects.exists()


def test_a_day_to_come_is_refused(staff: Staff, card: CaseCard) -> None:
    day = clock.today() + timedelta(days=1)
    parts = {f"raised_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    page = signed_in(staff.user(Role.KEYWORKER)).post("/concerns/log/", typed(**parts))
    assert "The day it came must be today or in the past" in page.content.decode()


def test_concerns_are_read_by_the_team_and_not_by_another_and_never_of_a_restricted_case(
    staff: Staff, card: CaseCard
) -> None:
    other = make_case(staff, team=staff.other_team)
    by = staff.actor(Role.KEYWORKER)
    ours, general = log_concern(actor=by, card=card, told=rang()), log_concern(actor=by, card=None, told=rang())
    theirs = log_concern(actor=staff.actor(Role.MANAGER), card=other.card, told=rang())
    south = actor_of(make_user(staff.authority, Role.MANAGER, team=staff.other_team))
    assert set(queries.concerns(by)) == {ours, general}
    assert set(queries.concerns(south)) == {theirs, general}
    assert set(queries.concerns(staff.actor(Role.MANAGER))) == {ours, theirs, general}
    with pytest.raises(NotKnown):
        queries.concern(south, ours.pk)
    restricting.restrict(
        actor=staff.actor(Role.DSCO), card=card, named=[make_user(staff.authority, Role.KEYWORKER)],
        reason="Told by the social worker on the telephone.",
    )  # fmt: skip
    assert set(queries.concerns(by)) == {general}
    assert queries.counted(by).whole == 1


def test_each_is_counted_in_its_month_and_step_for_twelve_months(staff: Staff, card: CaseCard) -> None:
    by = staff.actor(Role.KEYWORKER)
    for days, step in ((0, "advice"), (0, "advice"), (40, "drafting"), (400, "advice")):
        log_concern(actor=by, card=card, told=rang("silent" if days else "late", step, days))
    counted = queries.counted(by)
    this = clock.today().replace(day=1)
    assert (counted.whole, counted.by_month[this, "advice"], len(counted.months)) == (3, 2, 12)
    assert counted.by_about == {"late": 2, "silent": 1}
    assert presenters.causes(counted)[0] == ("late", "Something is late", 2)
    assert queries.counted(by, about="silent").whole == 1
    assert queries.counted(by, step="drafting").by_about == {"silent": 1}
    assert "3 concerns in twelve months" in presenters.by_month(counted).finding
    assert "“Gathering advice”: 2 in twelve months, 2 of them" in presenters.by_step(counted).finding


def test_a_chart_of_nothing_says_so(staff: Staff) -> None:
    nothing = queries.counted(staff.actor(Role.KEYWORKER))
    assert presenters.by_month(nothing).finding == "No concern was logged in twelve months."
    assert "No concern of this kind" in signed_in(staff.user(Role.KEYWORKER)).get("/concerns/").content.decode()


def test_it_is_answered_once_and_the_second_is_told(staff: Staff, card: CaseCard) -> None:
    made = log_concern(actor=staff.actor(Role.KEYWORKER), card=card, told=rang())
    client = signed_in(staff.user(Role.MANAGER))
    assert f"/concerns/{made.pk}/answered/" in client.get("/concerns/?which=open").content.decode()
    answered = client.post(f"/concerns/{made.pk}/answered/", {"from": "case"})
    assert answered.headers["Location"] == f"/cases/{card.case_id}/contacts/"
    made.refresh_from_db()
    assert made.answered_by_id == staff.user(Role.MANAGER).pk
    with pytest.raises(Refused, match="answered this already"):
        answer(actor=staff.actor(Role.KEYWORKER), concern=made)
    assert "Nothing fits this" in client.get("/concerns/?which=open").content.decode()


@pytest.mark.parametrize("said", ["", "about=%00", "about=x&step=y&which=z", "page=-1", "page=" + "9" * 40])
def test_an_address_that_nobody_made_shows_the_whole_list(staff: Staff, card: CaseCard, said: str) -> None:
    log_concern(actor=staff.actor(Role.KEYWORKER), card=card, told=rang())
    answered = signed_in(staff.user(Role.KEYWORKER)).get(f"/concerns/?{said}")
    assert answered.status_code in (200, 400)
    assert answered.status_code == 400 or "1 concern" in answered.content.decode()


def test_whoever_answers_in_the_list_comes_back_to_it(staff: Staff, card: CaseCard) -> None:
    made = log_concern(actor=staff.actor(Role.KEYWORKER), card=card, told=rang())
    client = signed_in(staff.user(Role.MANAGER))
    assert client.post(f"/concerns/{made.pk}/answered/").headers["Location"] == "/concerns/"
    assert "Answered on" in client.get("/concerns/").content.decode()


def test_whoever_came_from_todays_work_is_led_back_there(staff: Staff) -> None:
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    assert "/concerns/log/?from=today" in client.get("/today/").content.decode()
    page = client.get("/concerns/log/?from=today").content.decode()
    assert 'href="/today/">Today’s work</a>' in page
    assert '<input type="hidden" name="from" value="today">' in page
    wrong = client.post("/concerns/log/", typed(about="", **{"from": "today"})).content.decode()
    assert 'name="from" value="today"' in wrong
    assert client.post("/concerns/log/", typed(**{"from": "today"})).headers["Location"] == "/today/"


@pytest.mark.parametrize("said", ["//elsewhere.example", "https://elsewhere.example/", "/settings/", "TODAY", ""])
def test_nothing_but_a_page_that_is_known_leads_back(staff: Staff, said: str) -> None:
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    page = client.get("/concerns/log/", {"from": said}).content.decode()
    assert "elsewhere" not in page
    assert 'name="from"' not in page
    assert client.post("/concerns/log/", typed(**{"from": said})).headers["Location"] == "/concerns/log/"


def test_a_page_that_is_not_theirs_leads_nobody_back(staff: Staff, card: CaseCard) -> None:
    page = signed_in(staff.user(Role.KEYWORKER)).get("/concerns/log/?from=today").content.decode()
    assert 'href="/today/"' not in page


def test_it_says_where_a_complaint_goes_in_the_authoritys_own_words(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    assert "A complaint to Wexcombe Council goes to" in client.get("/concerns/log/").content.decode()
    LetterTemplate.objects.create(
        authority=staff.authority,
        code="complaints",
        number=1,
        agreed=True,
        proposed_by=staff.user(Role.ADMINISTRATOR),
        text="Ring {{ authority.name }} on 01632 960001.",
    )
    page = client.get(f"/cases/{card.case_id}/concerns/log/").content.decode()
    assert "Ring Wexcombe Council on 01632 960001." in page
    assert f'href="/cases/{card.case_id}/record/complaint-received/"' in page
    support = signed_in(staff.user(Role.BUSINESS_SUPPORT)).get("/concerns/log/").content.decode()
    assert "/record/complaint-received/" not in support

"""What every request passes: sign-in, scope, policy, session limits and headers. The pages here are planted."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import include, path
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from factories import Staff, make_staff, make_user
from keywork.web.accounts import services
from keywork.web.accounts.actors import system
from keywork.web.accounts.log import log
from keywork.web.accounts.models import AccessEntry, Membership, Team
from keywork.web.accounts.policy import NotKnown, actor_of, check_can, decide, policy
from keywork.web.kernel import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@policy("case.open")
def record(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A record that nobody but the auditor may know of; it logs before it refuses."""
    actor = actor_of(request)
    log(actor=actor, action="case.open", subjects=[case_id])
    if actor.role != "auditor":
        raise NotKnown(decide(actor, "case.open"), case_id)
    return HttpResponse("masked" if request.decision.masked else "named")


@policy("work.list", writes="case.allocate")
def work(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(Team.objects.order_by("name").values_list("name", flat=True)))


@policy("home.open")
def inner_refusal(request: HttpRequest) -> HttpResponse:
    check_can(actor_of(request), "users.manage")
    return HttpResponse("let in")


@policy("work.list")
def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(f"{team.name}\n" for team in Team.objects.order_by("name"))


@policy("site.read")
def for_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@policy("site.read")
def streamed_for_all(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(["open"])


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [
    path("record/<uuid:case_id>/", record, name="record"),
    path("work/", work, name="work"),
    path("inner/", inner_refusal, name="inner"),
    path("streamed/", streamed, name="streamed"),
    path("open/", for_all, name="open"),
    path("open-streamed/", streamed_for_all, name="open-streamed"),
    path("undeclared/", undeclared, name="undeclared"),
    path("", include("keywork.web.project.urls")),
]


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def entries() -> Iterator[type[AccessEntry]]:
    with scopes_disabled():
        yield AccessEntry


def signed_in(staff: Staff, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(staff.user(role))
    return client


@pytest.mark.parametrize("address", ["/work/", f"/record/{UUID(int=1)}/", "/undeclared/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_signed_in_is_sent_to_do_so(address: str, method: str) -> None:
    response = getattr(Client(), method)(address)
    assert (response.status_code, response.headers["Location"]) == (302, f"/account/login/?next={address}")


def test_a_fragment_is_not_filled_with_the_sign_in_page() -> None:
    response = Client().get("/work/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/account/login/")


def test_what_is_open_to_anyone_is_open() -> None:
    assert Client().get("/open/").content == b"open"
    assert b"".join(Client().get("/open-streamed/").streaming_content) == b"open"


def test_a_page_that_declares_nothing_is_refused_to_everybody(staff: Staff) -> None:
    assert {signed_in(staff, role).get("/undeclared/").status_code for role in staff.people} == {403}


def test_a_page_everybody_knows_of_answers_403_and_a_record_404(staff: Staff, entries: type[AccessEntry]) -> None:
    client, case = signed_in(staff, "administrator"), uuid4()
    assert client.get("/work/").status_code == 403
    assert client.get(f"/record/{case}/").status_code == 404
    rows = list(entries.objects.order_by("id").values_list("action", "allowed", "subjects", "role"))
    assert rows == [("work.list", False, [], "administrator"), ("case.open", False, [str(case)], "administrator")]


def test_a_refusal_says_what_was_refused_to_whom_and_whether_they_wrote(
    staff: Staff, entries: type[AccessEntry], caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(staff, "administrator")
    client.get("/work/")
    client.post("/work/")
    told = list(entries.objects.order_by("id").values_list("action", "detail"))
    assert told == [
        ("work.list", {"page": "work", "wrote": False}),
        ("case.allocate", {"page": "work", "wrote": True}),
    ]
    assert "Administrator cannot do this" in str(caplog.records[-1].exc_info)
    with scopes_disabled():
        Membership.objects.filter(user=staff.user("administrator")).delete()
    client.get("/work/")
    assert "no role with an authority" in str(caplog.records[-1].exc_info)


def test_reading_and_sending_may_need_different_actions(staff: Staff) -> None:
    keyworker, manager = signed_in(staff, "keyworker"), signed_in(staff, "manager")
    assert [keyworker.get("/work/").status_code, keyworker.post("/work/").status_code] == [200, 403]
    assert [manager.get("/work/").status_code, manager.post("/work/").status_code] == [200, 200]


def test_what_a_view_refuses_is_undone_but_the_refusal_stays(staff: Staff, entries: type[AccessEntry]) -> None:
    case = uuid4()
    assert signed_in(staff, "keyworker").get(f"/record/{case}/").status_code == 404
    assert [(row.allowed, row.subjects) for row in entries.objects.all()] == [(False, [str(case)])]
    assert signed_in(staff, "keyworker").get("/inner/").status_code == 403
    assert entries.objects.order_by("-id")[0].action == "users.manage"


def test_a_record_one_may_not_know_of_looks_like_one_that_is_not_there(staff: Staff) -> None:
    refused = signed_in(staff, "keyworker").get(f"/record/{uuid4()}/")
    absent = signed_in(staff, "keyworker").get("/nowhere/")
    assert (refused.status_code, refused.content) == (absent.status_code, absent.content)


def test_the_decision_reaches_the_view(staff: Staff) -> None:
    assert signed_in(staff, "auditor").get(f"/record/{uuid4()}/").content == b"masked"


def test_a_request_sees_its_own_authority_only(staff: Staff) -> None:
    make_staff("998", "Elsewhere Council")
    assert signed_in(staff, "manager").get("/work/").content == b"North team, South team"
    with pytest.raises(ScopeError):
        list(Team.objects.all())


def test_a_streamed_answer_stays_inside_the_scope(staff: Staff) -> None:
    make_staff("998", "Elsewhere Council")
    response = signed_in(staff, "manager").get("/streamed/")
    assert b"".join(response.streaming_content) == b"North team\nSouth team\n"
    with pytest.raises(ScopeError):
        list(Team.objects.all())


def test_a_closed_account_loses_access_at_its_next_request(staff: Staff) -> None:
    client = signed_in(staff, "keyworker")
    assert client.get("/work/").status_code == 200
    user = staff.user("keyworker")
    services.change_user(
        actor=staff.actor("administrator"), user=user, name="Robin", role="keyworker", team=None, is_active=False
    )
    assert client.get("/work/").status_code == 302
    services.change_user(
        actor=staff.actor("administrator"), user=user, name="Robin", role="keyworker", team=None, is_active=True
    )
    assert client.get("/work/").status_code == 302  # the old session does not come back to life


def test_a_changed_role_ends_the_session(staff: Staff) -> None:
    client = signed_in(staff, "manager")
    assert client.get("/work/").status_code == 200
    services.change_user(
        actor=system("command-line", staff.authority),
        user=staff.user("manager"),
        name="Robin",
        role="analyst",
        team=None,
        is_active=True,
    )
    assert client.get("/work/").status_code == 302


def test_an_account_without_a_role_may_not_do_anything(staff: Staff, entries: type[AccessEntry]) -> None:
    user = make_user(staff.authority, "manager")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    Membership.objects.with_scopes_disabled().filter(user=user).delete()
    assert client.get("/work/").status_code == 403
    assert client.get("/open/").status_code == 200
    row = entries.objects.get()
    assert (row.authority, row.actor, row.allowed) == (None, f"user:{user.pk}", False)


def test_a_session_ends_after_15_idle_minutes(staff: Staff) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as time:
        client = signed_in(staff, "manager")
        for _ in range(4):
            time.shift(timedelta(minutes=13))
            assert client.get("/work/").status_code == 200
        time.shift(timedelta(minutes=15))
        assert client.get("/work/").status_code == 302


def test_a_session_ends_after_10_hours_however_busy(staff: Staff) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False) as time:
        client = signed_in(staff, "manager")
        assert client.get("/work/").status_code == 200
        while clock.now() < start + timedelta(hours=9, minutes=50):
            time.shift(timedelta(minutes=10))
            assert client.get("/work/").status_code == 200
        time.shift(timedelta(minutes=10))
        assert client.get("/work/").status_code == 302


def test_every_answer_tells_browsers_to_keep_nothing(staff: Staff) -> None:
    client = signed_in(staff, "manager")
    for address in ("/work/", "/open/", "/nowhere/", "/undeclared/", f"/record/{uuid4()}/"):
        headers = client.get(address).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert (
            headers["Referrer-Policy"]
            == headers["Cross-Origin-Opener-Policy"]
            == headers["Cross-Origin-Resource-Policy"]
            == "same-origin"
        )
        assert "camera=()" in headers["Permissions-Policy"]

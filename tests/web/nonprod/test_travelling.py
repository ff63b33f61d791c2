"""Another day for today: in the demo alone, for one visitor, to look and not to record; nowhere else is there a way to it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.nonprod import travelling
from keywork.web.ui.jinja import day as long_day

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("", include("keywork.web.project.urls")), path("", include("keywork.web.nonprod.urls"))]
handler404 = "keywork.web.project.views.not_found"
SRC = Path(__file__).resolve().parents[3] / "src"
TODAY = clock.real_today()


@pytest.fixture
def demo(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KEYWORK_DEMO", "yes")
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "keywork.web.nonprod.travelling.OtherDayMiddleware"]
    return


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def case(staff: Staff) -> Case:
    """A case whose request came ten days ago."""
    made = make_case(staff, keyworker=staff.user("keyworker"), team=staff.team)
    with scope(authority=staff.authority):
        first = ledger.stream(made.pk)[0]
        to = {"to": TODAY - timedelta(days=10)}
        fix = NewEvent("date-corrected", TODAY, corrects=first.id, fields=to)
        record(case=made, entries=[fix], actor=system("test", staff.authority))
    return made


def visitor(staff: Staff, role: str = "keyworker") -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


def go(client: Client, day: date) -> Any:
    return client.post("/demo/today/", {"day-day": day.day, "day-month": day.month, "day-year": day.year})


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text: str = answer.content.decode()
    return text


def test_what_will_be_late_is_late_on_the_day_to_come(demo: None, staff: Staff, case: Case) -> None:
    client, ahead = visitor(staff), TODAY + timedelta(days=140)
    assert "days late" not in text_of(client, f"/cases/{case.pk}/")
    assert go(client, ahead).status_code == 302
    # The decision was due 42 days after the request, which came ten days ago.
    assert "108 days late" in text_of(client, f"/cases/{case.pk}/")
    assert "108 days late" in text_of(client, "/work/?when=late")
    overview = text_of(client, f"/overview/?year={TODAY.year}")
    assert f"On {long_day(ahead)} (stock)" in overview
    assert "Open assessments past 20 weeks" in overview
    assert "1 of 1" in overview


def test_a_day_that_has_gone_shows_what_was_known_then(demo: None, staff: Staff, case: Case) -> None:
    client = visitor(staff)
    assert case.reference in text_of(client, "/work/")
    go(client, TODAY - timedelta(days=3))
    # Everything about the case was recorded today.
    assert case.reference not in text_of(client, "/work/")
    assert "Nothing had been recorded by then." in text_of(client, f"/cases/{case.pk}/history/")


@pytest.mark.parametrize("days", [40, -40])
def test_every_page_says_so_and_has_a_way_back(demo: None, staff: Staff, case: Case, days: int) -> None:
    client, day = visitor(staff), TODAY + timedelta(days=days)
    go(client, day)
    words = f"Today is taken to be {long_day(day)}, 40 days {'ahead' if days > 0 else 'back'}."
    for address in ("/work/", "/overview/", f"/cases/{case.pk}/", "/find/", "/duties/", "/account/", "/demo/stories/"):
        text = text_of(client, address)
        assert words in text, address
        assert "You are looking at" not in text
    assert words in client.get("/no-such-page/").content.decode()
    client.post("/demo/today/", {"back": "yes"})
    assert "Today is taken to be" not in text_of(client, "/overview/")


def test_the_day_holds_for_one_visitor_alone(demo: None, staff: Staff, case: Case) -> None:
    here, there = visitor(staff), visitor(staff, "manager")
    go(there, TODAY + timedelta(days=140))
    assert "days late" in text_of(there, f"/cases/{case.pk}/")
    assert "days late" not in text_of(here, f"/cases/{case.pk}/")
    assert clock.today() == TODAY


@pytest.mark.parametrize("days", [30, -30])
def test_nothing_is_recorded_on_another_day(demo: None, staff: Staff, case: Case, days: int) -> None:
    client = visitor(staff)
    go(client, TODAY + timedelta(days=days))
    page = text_of(client, f"/cases/{case.pk}/")
    assert "Record an event" not in page
    assert "Add note" not in page
    with scope(authority=staff.authority):
        before = LedgerEvent.objects.count()
    for address in (f"/cases/{case.pk}/record/decided-to-assess/", f"/cases/{case.pk}/notes/"):
        sent = {"on-day": "1", "on-month": "1", "on-year": "2026", "text": "words", "confirm": "yes"}
        answer = client.post(address, sent)
        assert answer.status_code == 409
        assert "Nothing can be recorded on another day" in answer.content.decode()
    assert visitor_of_manager_cannot_allocate(staff, days) == 409
    with scope(authority=staff.authority):
        assert LedgerEvent.objects.count() == before


def visitor_of_manager_cannot_allocate(staff: Staff, days: int) -> int:
    manager = visitor(staff, "manager")
    go(manager, TODAY + timedelta(days=days))
    status: int = manager.post("/allocate/", {}).status_code
    return status


def test_a_search_still_works_on_another_day(demo: None, staff: Staff, case: Case) -> None:
    client = visitor(staff)
    go(client, TODAY + timedelta(days=30))
    assert client.post("/find/", {"text": case.reference}).status_code == 302


def test_what_is_recorded_bears_the_real_moment_whatever_stands_for_today(demo: None, staff: Staff, case: Case) -> None:
    with scope(authority=staff.authority), clock.taken_as(TODAY + timedelta(days=30)):
        assert clock.today() == TODAY + timedelta(days=30)
        done = record(case=case, entries=[NewEvent("request-triaged", TODAY)], actor=system("test", staff.authority))
        assert abs(done.events[0].recorded_at - clock.now()) < timedelta(minutes=1)
        ahead = NewEvent("request-triaged", TODAY + timedelta(days=20))
        with pytest.raises(Refused, match="still to come"):
            record(case=case, entries=[ahead], actor=system("test", staff.authority))


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("31", "2", "2027", "The day must be a day that exists"),
        ("", "", "", "Enter the day"),
        ("1", "1", "2099", "The day must be between"),
        ("1", "1", "1999", "The day must be between"),
    ],
)
def test_a_day_that_cannot_be_taken_is_said_so(
    demo: None, staff: Staff, day: str, month: str, year: str, said: str
) -> None:
    answer = visitor(staff).post("/demo/today/", {"day-day": day, "day-month": month, "day-year": year})
    assert answer.status_code == 200
    assert said in answer.content.decode()


@pytest.mark.parametrize("kept", ["nonsense", "2999-01-01", "1066-10-14", TODAY.isoformat()])
def test_a_session_that_keeps_no_such_day_stands_on_the_real_one(demo: None, staff: Staff, kept: str) -> None:
    client = visitor(staff)
    session = client.session
    session[travelling.KEY] = kept
    session.save()
    assert "Today is taken to be" not in text_of(client, "/overview/")


def test_becoming_somebody_else_stays_on_the_day(demo: None, staff: Staff) -> None:
    invented = make_user(staff.authority, "manager", email="manager@wexcombe.example")
    client = visitor(staff)
    go(client, TODAY + timedelta(days=7))
    client.post("/demo/people/", {"person": str(invented.pk)})
    assert "7 days ahead" in text_of(client, "/overview/")


def test_the_question_of_a_page_knows_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYWORK_DEMO", "yes")
    now = AsAt.now()
    assert (now.is_now, now.is_projected, now.query) == (True, True, "")
    with clock.taken_as(TODAY + timedelta(days=9)):
        ahead = AsAt.now()
        assert (ahead.is_now, ahead.is_projected, ahead.query) == (False, True, "")
        assert ahead.as_of == TODAY + timedelta(days=9)
    with clock.taken_as(TODAY - timedelta(days=9)):
        back = AsAt.now()
        assert (back.is_now, back.is_projected, back.query) == (False, False, "")
        assert back.known_at == clock.end_of_day(TODAY - timedelta(days=9))
        chosen = AsAt.on(TODAY - timedelta(days=20), TODAY - timedelta(days=15))
        assert chosen.known_at == clock.end_of_day(TODAY - timedelta(days=15))
        assert "known_at" in chosen.query


# Outside the demo


def test_outside_the_demo_the_pages_are_not_there(staff: Staff) -> None:
    client = visitor(staff)
    for address in ("/demo/today/", "/demo/stories/", "/demo/components/"):
        assert client.get(address).status_code == 404
    assert go(client, TODAY + timedelta(days=7)).status_code == 404
    assert travelling.KEY not in client.session


def test_outside_the_demo_the_middleware_takes_itself_out(settings: Any, staff: Staff) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "keywork.web.nonprod.travelling.OtherDayMiddleware"]
    client = visitor(staff)
    session = client.session
    session[travelling.KEY] = (TODAY + timedelta(days=7)).isoformat()
    session.save()
    assert "Today is taken to be" not in text_of(client, "/overview/")


def test_outside_the_demo_the_clock_itself_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEYWORK_DEMO", raising=False)
    with pytest.raises(RuntimeError, match="Only a demonstration"), clock.taken_as(TODAY + timedelta(days=1)):
        pass
    assert clock.today() == clock.real_today()


INSTALLED = """
import django; django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
def there(address):
    try:
        resolve(address)
    except Resolver404:
        return False
    return True
pages = [there(f"/demo/{name}/") for name in ("people", "stories", "today", "components")]
print(any(pages), all(pages), any("nonprod" in name for name in settings.MIDDLEWARE + settings.INSTALLED_APPS))
import sys
print("keywork.web.nonprod.travelling" in sys.modules)
"""


@pytest.mark.parametrize("demo_is", ["", "no", "yes"])
def test_a_production_site_has_none_of_it(demo_is: str, tmp_path: Path) -> None:
    """As the settings are, in a process of its own: no page, no middleware, the module not even loaded."""
    environment = {
        **os.environ,
        "KEYWORK_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "keywork.web.project.settings",
    }
    environment.pop("KEYWORK_DEMO", None)
    if demo_is:
        environment["KEYWORK_DEMO"] = demo_is
    done = subprocess.run(
        [sys.executable, "-c", INSTALLED], env=environment, capture_output=True, text=True, check=True
    )
    wanted = ["True", "True", "True", "True"] if demo_is == "yes" else ["False"] * 4
    assert done.stdout.split() == wanted


def test_nothing_but_the_demo_takes_another_day() -> None:
    users = set()
    for file in (SRC / "keywork").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = getattr(node, "attr", getattr(node, "id", getattr(node, "name", "")))
            if named == "taken_as":
                users.add(file.relative_to(SRC / "keywork" / "web").as_posix())
    assert users == {"kernel/clock.py", "nonprod/travelling.py"}

"""Too much at once: who has waited too long is turned away at once, with a page that says what to do."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django_scopes import scopes_disabled

from factories import make_staff
from keywork.web.accounts.models import AccessEntry
from keywork.web.project import busy
from keywork.web.project.serving import Pool
from keywork.web.project.views import Trouble, cannot_keep

PAGE = "/privacy/"
CANNOT = ("Nothing can be saved just now", "Try again in a minute.")


@contextmanager
def having_waited(seconds: float) -> Iterator[None]:
    told = busy.waited.set(seconds)
    try:
        yield
    finally:
        busy.waited.reset(told)


def test_who_waited_too_long_is_turned_away_without_a_look_at_the_database() -> None:
    with having_waited(2.1):
        response = Client().get(PAGE)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store, private"
    assert "Too many people are using this just now" in response.content.decode()
    assert busy.LOOKED in response.content.decode()


def test_both_pages_that_say_it_does_not_work_now_have_the_look_of_the_site() -> None:
    """What is overloaded and what cannot be kept differ in their words alone."""
    with having_waited(2.1):
        turned_away = Client().get(PAGE)
    kept_nothing = cannot_keep(Trouble(*CANNOT))
    assert (turned_away.status_code, kept_nothing.status_code) == (503, 503)
    pages = []
    for response, words in ((turned_away, (busy.TITLE, busy.LOOKED)), (kept_nothing, tuple(CANNOT))):
        page = response.content.decode()
        assert all(one in page for one in words)
        for one in words:
            page = page.replace(one, "WORDS")
        pages.append(page)
    assert pages[0] == pages[1]
    assert "ui/app.css" in pages[0]
    assert "default-src 'self'" in turned_away["Content-Security-Policy"], "or the style would not be loaded"


def test_the_server_starts_before_django_is_ready() -> None:
    """It reads its pool, and with it the page, in a process of its own in which nothing is set up."""
    read = [sys.executable, "-c", "import keywork.web.project.serving"]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(read, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.django_db
def test_who_waited_a_little_is_served() -> None:
    with having_waited(1.9):
        assert Client().get(PAGE).status_code == 200


@pytest.mark.django_db
def test_what_somebody_sends_is_worth_waiting_for() -> None:
    with having_waited(5.9):
        assert Client().post("/find/", {"text": "Sample"}).status_code == 302
    with having_waited(6.1):
        response = Client().post("/find/", {"text": "Sample"})
    assert response.status_code == 503
    assert "Nothing was saved." in response.content.decode()


@pytest.mark.django_db
def test_who_is_turned_away_has_seen_nothing_and_leaves_no_row() -> None:
    client, staff = Client(), make_staff()
    client.force_login(staff.user("keyworker"))
    with scopes_disabled():
        rows = AccessEntry.objects.count()
        with having_waited(2.1):
            assert client.get("/work/").status_code == 503
        assert AccessEntry.objects.count() == rows


def test_styles_and_scripts_are_always_given() -> None:
    with having_waited(60):
        assert Client().get(f"{settings.STATIC_URL}ui/none.css").status_code != 503


@pytest.mark.django_db
def test_a_site_may_turn_nobody_away() -> None:
    with override_settings(CONFIG=replace(settings.CONFIG, longest_wait=0.0)), having_waited(60):
        assert Client().get(PAGE).status_code == 200


def test_the_pool_tells_a_request_how_long_no_thread_was_free_for_it() -> None:
    release, begun = threading.Event(), threading.Event()

    def first() -> float:
        begun.set()
        release.wait(10)
        return busy.waited.get()

    with Pool(max_workers=1) as pool:
        served = pool.submit(first)
        begun.wait(10)
        behind = pool.submit(busy.waited.get)
        assert not release.wait(0.5)
        release.set()
        assert served.result(10) < 0.5
        assert behind.result(10) >= 0.5
        assert pool.submit(busy.waited.get).result(10) < 0.5, "the next one on the thread begins anew"


def test_the_log_says_once_in_a_while_how_many(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy, "TOLD", busy.Told())
    with caplog.at_level(logging.WARNING), having_waited(3):
        for _ in range(5):
            Client().get(PAGE)
    said = [record for record in caplog.records if record.name == busy.__name__]
    assert len(said) == 1
    assert not [record for record in caplog.records if record.name == "django.request"]

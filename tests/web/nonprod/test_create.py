"""The demo authority is made whole or not at all, and nothing of others is touched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import OperationalError, connection
from django_scopes import scope
from typer.testing import CliRunner

from keywork.web.accounts.models import Authority, User
from keywork.web.deadlines.models import CaseSummary
from keywork.web.ledger.models import Case
from keywork.web.nonprod import services
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.services import Created, NotHere, create
from keywork.web.nonprod.staff import domain, password
from keywork.web.people.models import CaseCard
from keywork.web.project.cli import app

TINY = Area(plans_in_force=60, requests=14, ended=3, left=1, arrived=1)


def make(code: str = "999", name: str = "Wexcombe Council", **more: object) -> Created:
    return create(code=code, name=name, seed=1, area=TINY, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(("plans", "seed"), [(40, 1), (40, 2), (20, 0), (1, 1), (0, 0)])
def test_an_area_may_be_so_small_that_not_every_flag_finds_a_case(plans: int, seed: int) -> None:
    area = Area(plans_in_force=plans, requests=plans // 5, ended=plans // 20, left=0, arrived=0)
    small = create(code="998", name="Wexcombe Council", seed=seed, area=area)
    with scope(authority=small.authority):
        assert CaseSummary.objects.count() == small.cases >= plans
        assert CaseCard.objects.filter(restricted=True).count() <= 1


def test_another_authority_is_left_alone(db: None) -> None:
    Authority.objects.create(code="998", name="Elsewhere Council")
    with pytest.raises(NotHere):
        make()
    assert not Authority.objects.filter(code="999").exists()
    assert make(beside_others=True).cases > 60
    with scope(authority=Authority.objects.get(code="998")):
        assert not Case.objects.exists()


def test_a_second_demo_needs_another_place(db: None) -> None:
    made = make()
    again = make(code="996", name="Otherbourne Council", beside_others=True)
    assert again.cases == made.cases
    assert again.events == made.events
    assert User.objects.filter(email="keyworker@otherbourne.example").exists()


def test_it_is_made_whole_or_not_at_all(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise RuntimeError("the power went")

    monkeypatch.setattr(services, "write_batch", fail)
    with pytest.raises(RuntimeError):
        make()
    assert not Authority.objects.exists()
    assert not User.objects.exists()


def test_addresses_can_never_exist() -> None:
    assert domain("Wexcombe Council") == "wexcombe.example"
    assert domain("St. Ovel's & the Isles") == "st-ovel-s-the-isles.example"
    assert domain("…") == "demo.example"


@pytest.fixture
def runner(db: None, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(Area, "small", classmethod(lambda _: TINY))
    return CliRunner()


@pytest.mark.parametrize("on", [True, False])
def test_the_command_prints_who_signs_in_and_the_password_in_the_demo_only(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch, on: bool
) -> None:
    monkeypatch.setattr(settings, "CONFIG", replace(settings.CONFIG, demo=on))
    result = runner.invoke(app, ["demo", "create", "--small", "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert "manager@wexcombe.example" in result.output
    assert "STORY-LATE-ADVICE" in result.output
    assert (password(3) in result.output) is on
    let_in = authenticate(username="manager@wexcombe.example", password=password(3))
    assert (let_in is not None) is on


def test_the_command_refuses_where_there_is_an_authority(runner: CliRunner) -> None:
    Authority.objects.create(code="998", name="Elsewhere Council")
    result = runner.invoke(app, ["demo", "create", "--small"])
    assert result.exit_code == 2
    assert "Nothing was made" in result.output
    assert runner.invoke(app, ["demo", "create", "--small", "--add"]).exit_code == 0
    assert runner.invoke(app, ["demo", "create", "--small", "--add"]).exit_code == 2


@pytest.mark.parametrize("fault", [None, OperationalError("unable to open database file")])
def test_the_command_says_when_the_home_is_not_ready(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    def tables(*_: object, **__: object) -> list[str]:
        if fault:
            raise fault
        return []

    monkeypatch.setattr(connection.introspection, "table_names", tables)
    result = runner.invoke(app, ["demo", "create", "--small"])
    assert result.exit_code == 2
    assert "keywork init" in result.output

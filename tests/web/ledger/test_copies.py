"""The copy in columns: it holds what the ledger holds, and one that is old, broken, foreign or erased is not used."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django_scopes import scope
from typer.testing import CliRunner

from factories import make_authority, make_user
from keywork.core.events import Event, NewEvent, in_force
from keywork.engine.columns import Copy
from keywork.web.accounts.actors import Actor, system
from keywork.web.deadlines.redacting import redact
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger import copies, queries
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import Stamp, append, open_case, prepare
from keywork.web.project.cli import app

DAY = date(2025, 3, 10)
EPOCH = date(1970, 1, 1)
FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
CANARY = "zyxcanary-body"
TOLD = (
    NewEvent("assessment-request-received", DAY, fields={"by": "e-mail", "at": "19:40", "posted_on": DAY}),
    NewEvent("decided-to-assess", not_after=DAY + timedelta(days=30), source="sen2"),
    NewEvent("advice-request-received", DAY, thread="advice/ep", fields={"body": "ep", "body_kind": CANARY}),
    NewEvent("advice-received", DAY + timedelta(days=40), thread="advice/ep"),
    NewEvent("dispute-flags-recorded", DAY, fields={"about": "request", "mediation": True, "tribunal": False}),
)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home of the test's own, for the copies."""
    settings.CONFIG = replace(settings.CONFIG, home=tmp_path)
    return tmp_path


@pytest.fixture
def told(case: Case, actor: Actor) -> list[Event]:
    """A record with a date that was corrected and corrected again, and an entry struck out and restored."""
    (received, decided, asked, came, _) = record(case=case, entries=TOLD, actor=actor).events
    moved = _correct(case, actor, "date-corrected", received, to=DAY - timedelta(days=3))
    _correct(case, actor, "date-corrected", received, to=DAY - timedelta(days=5))
    _correct(case, actor, "date-corrected", decided, to=DAY + timedelta(days=20))
    struck = _correct(case, actor, "entry-struck-out", came)
    _correct(case, actor, "entry-struck-out", struck)
    _correct(case, actor, "entry-struck-out", moved)
    _correct(case, actor, "entry-struck-out", asked)
    return queries.stream(case.pk)


def _correct(case: Case, actor: Actor, kind: str, event: Event, **fields: Any) -> Event:
    (made,) = record(case=case, entries=[NewEvent(kind, DAY, corrects=event.id, fields=fields)], actor=actor).events
    return made


def folders(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if (path / "copy.json").exists()]


def rows(copy: Copy, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(copy.file(name)).to_pylist()
    return found


def as_known(copy: Copy, known_at: datetime) -> dict[str, set[tuple[Any, ...]]]:
    """What the copy says was known at a moment, by case."""
    at = (known_at - FIRST_MOMENT) // timedelta(microseconds=1)
    ids = {row["case"]: row["id"] for row in rows(copy, "cases")}
    threads = {row["thread"]: row["name"] for row in rows(copy, "threads")}
    found: dict[str, set[tuple[Any, ...]]] = {case_id: set() for case_id in ids.values()}
    for row in rows(copy, "events"):
        if row["recorded_at"] <= at and (row["superseded_at"] is None or row["superseded_at"] > at):
            day = EPOCH + timedelta(days=row["day"])
            kind, source = copy.codes.kinds[row["kind"]], copy.codes.sources[row["source"]]
            found[ids[row["case"]]].add((row["sequence"], kind, day, row["dated"], threads.get(row["thread"]), source))
    return found


def in_the_ledger(events: Sequence[Event], known_at: datetime) -> set[tuple[Any, ...]]:
    standing = in_force(events, as_of=date.max, known_at=known_at)
    return {
        (e.event.sequence, e.event.kind, e.order[0], e.on is not None, e.event.thread, e.event.source) for e in standing
    }


def made(actor: Actor, answers: dict[str, str] | None = None) -> copies.Copied:
    with copies.current(actor.authority, answers) as copied:
        return copied


def test_as_known_at_every_moment_the_copy_says_what_the_ledger_says(
    case: Case, actor: Actor, told: list[Event]
) -> None:
    other = open_case(actor=actor, reference="EHC-2025-00002")
    record(case=other, entries=TOLD[:1], actor=actor)
    copied = made(actor)
    assert (copied.cases, copied.entries) == (2, len(told) + 1)
    for event in told:
        for moment in (event.recorded_at, event.recorded_at - timedelta(microseconds=1)):
            assert as_known(copied.copy, moment)[str(case.pk)] == in_the_ledger(told, moment)
    assert len({frozenset(in_the_ledger(told, event.recorded_at)) for event in told}) > 5


def test_it_holds_the_fields_that_the_law_reads_and_no_others(actor: Actor, told: list[Event]) -> None:
    copy = made(actor).copy
    said = {
        (row["sequence"], copy.codes.fields[row["field"]]): row["word"] or EPOCH + timedelta(days=row["day"])
        for row in rows(copy, "details")
    }
    assert said == {
        (1, "by"): "e-mail",
        (1, "after_hours"): "yes",
        (1, "posted_on"): DAY,
        (3, "body_kind"): CANARY,
        (5, "about"): "request",
        (5, "mediation"): "yes",
        (5, "tribunal"): "no",
    }


def test_it_is_its_owners_alone_and_says_the_head(home: Path, actor: Actor, told: list[Event]) -> None:
    copy = made(actor).copy
    assert copy.head == queries.head()
    position = copy.folder.name.split("-")[0]
    assert position == str(len(told))
    for path in (home / "copies").rglob("*"):
        assert not stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)


def test_a_copy_is_made_once_and_again_when_something_is_recorded(
    home: Path, case: Case, actor: Actor, told: list[Event]
) -> None:
    first, again = made(actor), made(actor)
    assert (first.made, again.made) == (True, False)
    assert (again.cases, again.entries, again.copy) == (first.cases, first.entries, first.copy)
    record(case=case, entries=[NewEvent("final-plan-sent", DAY + timedelta(days=100))], actor=actor)
    renewed = made(actor)
    assert renewed.made
    assert renewed.entries == first.entries + 1
    assert folders(home) == [renewed.copy.folder]


def test_an_older_copy_stays_as_long_as_somebody_reads_it(
    home: Path, case: Case, actor: Actor, told: list[Event]
) -> None:
    with copies.current(actor.authority) as old:
        record(case=case, entries=[NewEvent("final-plan-sent", DAY + timedelta(days=100))], actor=actor)
        new = made(actor)
        assert rows(old.copy, "events")
        assert {old.copy.folder, new.copy.folder} == set(folders(home))
    made(actor)
    assert folders(home) == [new.copy.folder]


def test_what_was_redacted_stands_in_no_copy(
    home: Path, case: Case, actor: Actor, told: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    old = made(actor).copy
    assert CANARY in str(rows(old, "details"))
    asked_by, agreed_by = make_user(actor.authority), make_user(actor.authority)
    with django_capture_on_commit_callbacks(execute=True):
        redact(
            actor=actor,
            event_id=told[2].id,
            ground="wrong-child",
            reference="1",
            asked_by=asked_by,
            agreed_by=agreed_by,
        )
    assert folders(home) == []
    new = made(actor).copy
    assert CANARY not in str(rows(new, "details"))
    assert not [row for row in rows(new, "details") if row["sequence"] == told[2].sequence]
    assert as_known(new, clock.now())[str(case.pk)] == in_the_ledger(told, clock.now())


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def _turn_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["events", "details", "cases", "threads", "spans", "settled"])
@pytest.mark.parametrize("harm", [_cut_off, _turn_a_bit, Path.unlink])
def test_a_copy_that_is_not_whole_is_made_again(
    actor: Actor, told: list[Event], name: str, harm: Callable[[Path], None]
) -> None:
    first = made(actor, {}).copy
    whole = rows(first, name)
    harm(first.file(name))
    renewed = made(actor, {})
    assert renewed.made
    assert rows(renewed.copy, name) == whole


def test_spans_stand_beside_a_copy_where_they_are_wanted_and_by_the_answers_of_its_authority(
    actor: Actor, told: list[Event]
) -> None:
    plain = made(actor).copy
    assert not plain.file("spans").exists()
    wanted = made(actor, {})
    days = [row["due"] for row in rows(wanted.copy, "spans")]
    assert wanted.made
    assert len(days) > 5
    assert (made(actor).made, made(actor, {}).made) == (False, False)
    other = made(actor, {"receipt_day": "included"})
    assert other.made
    assert [row["due"] for row in rows(other.copy, "spans")] != days


def test_a_copy_of_another_head_in_its_place_is_not_used(case: Case, actor: Actor, told: list[Event]) -> None:
    old = made(actor).copy
    kept = old.folder.parent.parent / "kept"
    shutil.copytree(old.folder, kept)
    record(case=case, entries=[NewEvent("final-plan-sent", DAY + timedelta(days=100))], actor=actor)
    new = made(actor).copy
    shutil.rmtree(new.folder)
    kept.rename(new.folder)
    assert made(actor).made


def test_a_copy_made_with_another_key_is_not_used(settings: Any, actor: Actor, told: list[Event]) -> None:
    made(actor)
    settings.SECRET_KEY = "another installation's"
    assert made(actor).made
    assert not made(actor).made


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seal": 1}', '{"seal": "x", "head": "1-ab"}'])
def test_a_copy_that_says_nothing_sound_of_itself_is_not_used(actor: Actor, told: list[Event], text: str) -> None:
    (made(actor).copy.folder / "copy.json").write_text(text)
    assert made(actor).made


def test_what_a_maker_that_was_cut_off_left_is_cleared_away(home: Path, actor: Actor, told: list[Event]) -> None:
    left = made(actor).copy.folder.with_name("making-0123")
    left.mkdir()
    (left / "events.part").write_bytes(b"half")
    made(actor)
    assert not left.exists()


def test_a_copy_that_cannot_be_finished_leaves_nothing(
    home: Path, actor: Actor, told: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Iterator[object]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(queries, "streams", full)
    with pytest.raises(OSError, match="No space"):
        made(actor)
    assert [path.name for path in (home / "copies" / "999").iterdir()] == ["lock"]


def test_an_authority_of_which_nothing_is_recorded_has_an_empty_copy(actor: Actor) -> None:
    copied = made(actor)
    assert (copied.cases, copied.entries) == (0, 0)
    assert rows(copied.copy, "events") == []


def test_each_authority_has_its_own(actor: Actor, told: list[Event]) -> None:
    mine = made(actor)
    neighbour = make_authority("998", "Nearby Council")
    with scope(authority=neighbour):
        theirs = system("test", neighbour)
        other = open_case(actor=theirs, reference="EHC-2025-00001")
        append(case=other, events=prepare(TOLD[:2], [], _stamp()))
        copied = made(theirs)
    assert (copied.cases, copied.entries) == (1, 2)
    assert not made(actor).made
    assert mine.copy.folder.parent.name == "999"
    assert copied.copy.folder.parent.name == "998"


def _stamp() -> Stamp:
    return Stamp(clock.now(), "system:test", clock.today())


def test_the_command_says_what_it_did(actor: Actor, told: list[Event]) -> None:
    done = CliRunner().invoke(app, ["measure", "copy", "--authority", "999"])
    assert done.exit_code == 0, done.output
    assert f"Wexcombe Council (999): {len(told)} entries of 1 cases" in done.stdout
    assert "copied in" in done.stdout
    again = CliRunner().invoke(app, ["measure", "copy"])
    assert "current already" in again.stdout
    assert CliRunner().invoke(app, ["measure", "copy", "--authority", "111"]).exit_code == 2


def test_a_home_that_cannot_be_written_is_an_error_that_says_so(home: Path, actor: Actor, told: list[Event]) -> None:
    (home / "copies").write_text("a file in the way")
    with pytest.raises(OSError, match=os.strerror(17)):
        made(actor)

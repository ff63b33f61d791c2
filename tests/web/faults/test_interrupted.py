"""A change is broken off at each of its statements in turn: nothing of it stays, and the next try succeeds.

Every kind of change, and real deaths in place of errors, are `torture.statements`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django_scopes import scope

from factories import make_case, make_staff
from keywork.web.ledger.verifying import verify
from web.faults.changes import Changes, held

MOST = 200
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


class Counting:
    """Lets statements through up to a number, and breaks off at it: before it is carried out, or after."""

    def __init__(self, at: int, *, after: bool = False, error: type[BaseException] = OperationalError) -> None:
        self.at, self.after, self.error, self.seen = at, after, error, 0

    def __call__(self, execute: Any, statement: Any, values: Any, many: bool, context: Any) -> Any:
        if statement.startswith("BEGIN"):  # nothing is begun yet, and broken off after it, it would stay open here
            return execute(statement, values, many, context)
        self.seen += 1
        if self.seen == self.at and not self.after:
            raise self.error("broken off")
        done = execute(statement, values, many, context)
        if self.seen == self.at:
            raise self.error("broken off")
        return done


@contextmanager
def counting(*args: Any, **kwargs: Any) -> Iterator[Counting]:
    counter = Counting(*args, **kwargs)
    with connection.execute_wrapper(counter):
        yield counter


@contextmanager
def commits() -> Iterator[list[bool]]:
    """Note each commit of this process."""
    noted: list[bool] = []
    commit = connection.commit

    def committing() -> None:
        commit()
        noted.append(True)

    connection.commit = committing  # type: ignore[method-assign]
    yield noted
    connection.commit = commit  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("error", "after", "names"),
    [
        pytest.param(
            OperationalError,
            False,
            ("record", "redact", "import", "allocate", "choose a reading of the law"),
            marks=pytest.mark.fault("the database fails at any one statement"),
        ),
        pytest.param(
            OperationalError,
            True,
            ("record", "redact"),
            marks=pytest.mark.fault("the connection is lost after any one statement"),
        ),
        pytest.param(
            SystemExit,
            False,
            ("record", "redact"),
            marks=pytest.mark.fault("the worker is told to end at any one statement"),
        ),
    ],
)
def test_a_change_broken_off_at_any_statement_leaves_nothing(
    error: type[BaseException], after: bool, names: tuple[str, ...], tmp_path: Path
) -> None:
    for number, name in enumerate(names):
        staff = make_staff(str(700 + number), f"Council {number}")
        case = make_case(staff, team=staff.team)
        with scope(authority=staff.authority):
            changes = Changes(staff, case, tmp_path)
            before = held()
            broken_off = at_each_statement(changes, name, error, after=after)
            assert broken_off >= 3
            assert held() != before
            assert verify(staff.authority, print).findings == 0


def at_each_statement(changes: Changes, name: str, error: type[BaseException], *, after: bool) -> int:
    """Break a change off at each of its statements until it is done, and return how often it was.

    Once it is committed, a statement that only helps the database may fail, and nobody is told so.
    """
    before, at = held(), 0
    while True:
        at += 1
        assert at < MOST, f"{name} never comes to its end"
        change = changes.ready(name)
        with commits() as noted:
            try:
                with counting(at, after=after, error=error):
                    change()
            except error:
                assert not noted or error is SystemExit, f"{name} was done, and said not to be (statement {at})"
                assert noted or held() == before, f"{name}, broken off at statement {at}, left something"
            else:
                assert noted
        if noted:
            return at - 1

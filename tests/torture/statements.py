"""Kill a process at each statement of a change in turn, and right before and after its commit: all of it, or nothing.

python -m torture.statements
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Callable
from typing import Any

from torture.figures import tell
from torture.running import home, on_both, parser

BEFORE_COMMIT, AFTER_COMMIT = -1, -2


def main() -> None:
    asked = parser(__doc__).parse_args()
    if asked.database:
        raise SystemExit(_run(asked))
    raise SystemExit(1 if on_both("torture-statements", "torture.statements", [], asked.json) else 0)


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database, LOG_LEVEL="CRITICAL"):
        from web.faults.changes import NAMES

        begun, killed, wrong = time.monotonic(), {}, []
        for number, name in enumerate(NAMES):
            killed[name], faults = _kill_at_each(name, str(700 + number))
            wrong += faults
        figures = {
            "database": asked.database, "kinds_of_change": {asked.database: len(killed)},
            "kills": sum(killed.values()), "half_states": len(wrong), "seconds": round(time.monotonic() - begun),
        }  # fmt: skip
        tell(f"torture-statements-{asked.database}", figures, asked.json)
        print("  statements: " + ", ".join(f"{name} {count}" for name, count in killed.items()))
        for one in wrong[:40]:
            print(f"  {one}")
        return 1 if wrong else 0


def _kill_at_each(name: str, code: str) -> tuple[int, list[str]]:
    """Do one kind of change in an authority of its own, killed at each statement, and at last let through."""
    from django_scopes import scope

    from factories import make_case, make_staff
    from web.faults.changes import Changes, held

    staff = make_staff(code, f"Council {code}")
    case = make_case(staff, team=staff.team)
    wrong: list[str] = []
    with scope(authority=staff.authority):
        changes = Changes(staff, case)
        before, at = held(), 0
        while _dies(lambda: changes.ready(name), at + 1):
            at += 1
            if held() != before:
                wrong.append(f"{name}: killed at statement {at}, and something of it stayed")
                before = held()
        after = held()  # one statement more than there are: it was let through
        if after == before:
            wrong.append(f"{name}: nothing was done")
        if len(after["accounts_accessentry"]) <= len(before["accounts_accessentry"]):
            wrong.append(f"{name}: done and not logged")
    return at, wrong + _around_the_commit(name, str(int(code) + 100))


def _around_the_commit(name: str, code: str) -> list[str]:
    from django_scopes import scope

    from factories import make_case, make_staff
    from web.faults.changes import Changes, held

    staff = make_staff(code, f"Council {code}")
    case = make_case(staff, team=staff.team)
    with scope(authority=staff.authority):
        changes = Changes(staff, case)
        before = held()
        assert _dies(lambda: changes.ready(name), BEFORE_COMMIT)
        kept = held() != before
        assert _dies(lambda: changes.ready(name), AFTER_COMMIT)
        gone = held() == before
    return [f"{name}: killed before its commit, and it stayed"] * kept + [
        f"{name}: killed after its commit, and gone"
    ] * gone


def _dies(ready: Callable[[], Callable[[], object]], at: int) -> bool:
    """Do a change in a process of its own that kills itself at a statement; say whether it came so far."""
    from django.db import connection, connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            change = ready()
            if at > 0:
                killing, commit = _Killing(at), connection.commit
                connection.commit = lambda: killing.committed(commit)  # type: ignore[method-assign]
                with connection.execute_wrapper(killing):
                    change()
            else:
                commit = connection.commit
                connection.commit = lambda: _commit(commit, at)  # type: ignore[method-assign]
                change()
            os._exit(0)
        except BaseException as error:
            print(f"  {type(error).__name__}: {error}", flush=True)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the change itself failed"
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


class _Killing:
    """Kills its own process at a statement: on odd ones before it is carried out, on even ones after.

    Once the change is committed it lets everything through: from then on it is done.
    """

    def __init__(self, at: int) -> None:
        self.at, self.seen, self.done = at, 0, False

    def committed(self, commit: Callable[[], None]) -> None:
        commit()
        self.done = True

    def __call__(self, execute: Any, statement: Any, values: Any, many: bool, context: Any) -> Any:
        self.seen += not self.done
        if self.seen == self.at and self.at % 2 and not self.done:
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(statement, values, many, context)
        if self.seen == self.at and not self.done:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def _commit(commit: Callable[[], None], at: int) -> None:
    if at == BEFORE_COMMIT:
        os.kill(os.getpid(), signal.SIGKILL)
    commit()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()

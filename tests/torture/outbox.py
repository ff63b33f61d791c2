"""The worker is killed at every line while it sends: an e-mail goes once or not at all, and nothing is sent again.

    python -m torture.outbox                       a kill at each line of the room of messages, on both databases
    python -m torture.outbox --kills 40 --seed 7   that many lines, spread from where the seed says

Each kill: somebody writes an e-mail; a worker takes it up and is ended with SIGKILL as it comes to one line; another
worker, six minutes later, sees to what was left. Then what the outbox says is held against what the mail server has.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from torture.running import DATABASES, Home, home, on_both, parser, tell

LATER = timedelta(minutes=6)
ROOM = "/keywork/web/messages/"
STEPS = ("first", "put off", "stopped")


def in_child(act: Callable[[], Any]) -> Any:
    """Do something in a process of its own; return what it returned, or None where it was killed."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        try:
            said = json.dumps(act())
            with os.fdopen(write, "w") as pipe:
                pipe.write(said)
        except BaseException as fault:
            print(f"{type(fault).__name__}: {fault}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("A process broke that nobody killed.")
    return json.loads(text) if text else None


class Lines:
    """Counts the lines of the room that a process comes to, and kills it at one of them."""

    def __init__(self, last: int | None) -> None:
        self.last = last
        self.count = 0

    def __enter__(self) -> Lines:
        sys.settrace(self.trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if ROOM not in frame.f_code.co_filename:
            return None
        if event == "line":
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.trace


def know_the_program() -> None:
    """Read what a worker needs before it forks: each of a thousand children would read it anew."""
    from django.urls import get_resolver

    from keywork.web.messages import working  # noqa: F401 - read for what it loads

    assert get_resolver().reverse_dict


def prepared() -> str:
    """Make an authority with somebody to write to; return its identity."""
    from django_scopes import scope

    from keywork.web.accounts.models import Authority, Membership, User

    authority = Authority.objects.create(code="999", name="Wexcombe")
    user = User.objects.create(email="keyworker@council.example", display_name="Robin")
    with scope(authority=authority):
        Membership.objects.create(user=user, authority=authority, role="keyworker")
    return str(authority.pk)


def written(authority_id: str) -> str:
    """Write an e-mail into the outbox; return its identity."""
    from django_scopes import scope

    from keywork.web.accounts.models import Authority, User
    from keywork.web.messages.services import send_email

    authority = Authority.objects.get(pk=authority_id)
    with scope(authority=authority):
        return str(send_email(authority=authority, to=User.objects.get(), kind="message", link="/").pk)


def working(last: int | None, later: timedelta = timedelta(), *, careless: bool = False) -> int:
    """Let a worker do what is there, up to a line; return how many lines it came to."""
    from keywork.web.kernel import clock
    from keywork.web.kernel.scoping import NOBODY, outside_scopes
    from keywork.web.messages.services import delivering, sweeping
    from keywork.web.messages.working import Worker

    outside_scopes.set(NOBODY)  # as in production
    real = clock.now
    clock.now = lambda: real() + later
    if careless:  # as a program would that sends anew what it does not know to have gone
        sweeping.give_up = _again
    with Lines(last) as lines:
        Worker(once=True, interval=0).run()
    assert delivering.WAITS
    return lines.count


def _again(message: Any) -> None:
    type(message).objects.filter(pk=message.pk).update(state="waiting")


def standing(message_id: str) -> str:
    """Return what the outbox says of an e-mail."""
    from keywork.web.kernel.scoping import for_all_authorities
    from keywork.web.messages.models import Message

    with for_all_authorities():
        return str(Message.objects.get(pk=message_id).state)


def went(folder: Path, message_id: str) -> int:
    """Count how often the mail server was given an e-mail."""
    return sum(message_id in path.read_text() for path in (folder / "home" / "mail").glob("*.eml"))


def run(made: Home, kills: int, seed: int, *, careless: bool) -> dict[str, Any]:
    """Kill the worker and look afterwards, so many times; return the figures."""
    from django.db import connections

    know_the_program()
    connections.close_all()
    authority = in_child(prepared)
    in_child(lambda: written(authority))
    lines = in_child(lambda: working(None))
    places = list(range(1, lines + 1))
    if 0 < kills < len(places):
        every = -(-len(places) // kills)  # spread, so that no stretch of that many lines is left out
        places = places[random.Random(seed).randrange(every) :: every]
    told: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for place in places:
        message = in_child(lambda: written(authority))
        told["killed"] += in_child(lambda place=place: working(place)) is None
        for _ in range(3):
            in_child(lambda: working(None, LATER, careless=careless))
        state, times = in_child(lambda message=message: standing(message)), went(made.folder, message)
        states[state] += 1
        told["sent_twice"] += times > 1
        told["left_lying"] += state in ("waiting", "claimed")
        told["said_sent_and_was_not"] += state == "sent" and times == 0
        told["lost"] += state not in ("sent", "unknown")
        if careless and told["sent_twice"]:
            break  # found out
    wrong = ("sent_twice", "left_lying", "said_sent_and_was_not", "lost")
    return {"lines": lines, "killed": told["killed"], "states": dict(states)} | {name: told[name] for name in wrong}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it on one database, or on both, and return 1 where anything was wrong."""
    read = parser(__doc__)
    read.add_argument("--kills", type=int, default=0, help="how many lines; every one if left out")
    read.add_argument("--seed", type=int, default=20261130)
    read.add_argument(
        "--careless", action="store_true", help="send anew what is not known, to see that it is found out"
    )
    options = read.parse_args(arguments)
    if options.database is None:
        given = [f"--kills={options.kills}", f"--seed={options.seed}"] + ["--careless"] * options.careless
        return on_both("torture-outbox", "torture.outbox", given, options.json)
    assert options.database in DATABASES
    with home(options.database) as made:
        figures = run(made, options.kills, options.seed, careless=options.careless)
    tell("torture-outbox", {"database": options.database, **figures}, options.json)
    return int(any(figures[name] for name in ("sent_twice", "left_lying", "said_sent_and_was_not", "lost")))


if __name__ == "__main__":
    sys.exit(main())

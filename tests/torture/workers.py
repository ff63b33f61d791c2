"""The processes that are killed: writers, who record on cases, and an importer, who loads and reverses small returns.

Each says what was committed in a file of its own, outside the database, after the commit returned and not before.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connection, transaction
from django_scopes import scope

from keywork.core.events import Event, NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Authority, User
from keywork.web.deadlines.redacting import redact
from keywork.web.deadlines.services import record
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.returns.models import ReturnImport
from keywork.web.returns.services import import_return, plan_import, reverse_import
from keywork.web.returns.staging import RefusedReturn
from returns_made import files, rows_with

# A server that dies takes the connection along, and says for a while that it is starting up. Where a cursor on the
# server is closed, Django lets the driver's own error through.
SERVER_GONE = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
RECENT = 12
OWN_CASES, LONGEST = 4, 14
STEPS: tuple[tuple[str, str | None, dict[str, str]], ...] = (
    ("assessment-request-received", None, {"by": "e-mail"}),
    ("decided-to-assess", None, {}),
    ("advice-request-received", "advice/ep", {"body": "ep"}),
    ("advice-received", "advice/ep", {"body": "ep"}),
    ("need-recorded", "need/1", {"need": "ASD", "rank": "1"}),
    ("draft-plan-served", None, {}),
    ("final-plan-sent", None, {}),
    ("review-meeting-held", "review/1", {}),
)


def told(start: date) -> list[NewEvent]:
    """A case from its request to its first review."""
    return [
        NewEvent(kind, start + timedelta(days=12 * place), thread=thread, fields=fields)
        for place, (kind, thread, fields) in enumerate(STEPS)
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """What one process is to do.

    Args:
        role: ``writer`` or ``importer``.
        seed: of what it writes.
        authority: the code of whose ledger it writes in.
        said: the file in which it says what was committed.
        ready: where it writes a byte once it is connected.
        server_may_go: whether the database is a server that is killed meanwhile.
        careless: it says so before the commit; a run of such workers must be found out.
    """

    role: str
    seed: str
    authority: str
    said: Path
    ready: int
    server_may_go: bool
    careless: bool = False


class Worker:
    """What every such process does: work until it is told to stop or dies."""

    def __init__(self, task: Task) -> None:
        self.task, self.rng, self.stopping, self.again = task, Random(task.seed), False, 0
        self.out = os.open(task.said, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        signal.signal(signal.SIGTERM, self.stop)
        self.authority = Authority.objects.get(code=task.authority)
        self.actor = system(task.role, self.authority)
        self.people = list(User.objects.filter(membership__authority=self.authority).order_by("pk")[:2])

    def stop(self, *_: object) -> None:
        self.stopping = True

    def say(self, what: str, **more: Any) -> None:
        os.write(self.out, (json.dumps({"what": what, **more}) + "\n").encode())

    def committed(self, what: Callable[[], dict[str, Any]], name: str) -> None:
        """Do something, and say so once it is committed."""
        if self.task.careless:
            with transaction.atomic():
                self.say(name, **what())
                time.sleep(0.02)  # long enough for a kill to fall into it
            return
        done = what()
        self.say(name, **done)

    def run(self) -> None:
        os.write(self.task.ready, b"r")
        with scope(authority=self.authority):
            while not self.stopping:
                try:
                    self.one()
                except (CaseChanged, RefusedReturn):
                    self.again += 1
                    self.forget()
                except SERVER_GONE:
                    if not self.task.server_may_go:
                        raise
                    connection.close()
                    time.sleep(0.02)
        self.say("ended", again=self.again)

    def one(self) -> None:
        raise NotImplementedError

    def forget(self) -> None:
        """Forget what was read: somebody else was first."""


class Writer(Worker):
    """Records on cases of its own, and now and then on anybody's."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.cases: dict[Case, list[Event]] = {}

    def forget(self) -> None:
        self.cases.clear()

    def one(self) -> None:
        chance = self.rng.random()
        if len(self.cases) < OWN_CASES:
            self.committed(self.open, "case")
            return
        case = self.rng.choice(list(self.cases))
        if chance < 0.06:
            found = self.rng.choice(Case.objects.order_by("-pk")[:RECENT])
            self.cases[found] = ledger.stream(found.pk)
        elif chance < 0.08:
            self.redact(case)
        else:
            self.committed(lambda: self.record(case), "record")
        if len(self.cases.get(case, ())) >= LONGEST:
            del self.cases[case]

    def open(self) -> dict[str, Any]:
        case = open_case(actor=self.actor, reference=f"T-{self.rng.randrange(10**9):09}-{os.getpid() % 10**6}")
        self.cases[case] = []
        return {"case": str(case.pk)}

    def record(self, case: Case) -> dict[str, Any]:
        known = self.cases[case]
        seen = known[-1].sequence if known else 0
        entries = [self.entry(known) for _ in range(self.rng.choice((1, 1, 1, 3)))]
        made = record(case=case, entries=entries, actor=self.actor, expected_sequence=seen)
        known.extend(made.events)
        return {"case": str(case.pk), "events": [event.id for event in made.events]}

    def entry(self, known: list[Event]) -> NewEvent:
        dated = [event for event in known if event.corrects is None]
        if dated and self.rng.random() < 0.1:
            wrong = self.rng.choice(dated)
            fields = {"to": (wrong.occurred_on or date(2025, 3, 3)) - timedelta(days=1)}
            return NewEvent("date-corrected", date(2026, 3, 2), corrects=wrong.id, fields=fields)
        kind, thread, fields = STEPS[min(len(known), len(STEPS) - 1)]
        return NewEvent(kind, date(2025, 3, 3) + timedelta(days=12 * len(known)), thread=thread, fields=fields)

    def redact(self, case: Case) -> None:
        """Erase what an entry says, where no clock would move by it."""
        some = [event for event in self.cases[case] if event.fields and event.corrects is None]
        if not some:
            return
        entry = self.rng.choice(some)
        people = dict(zip(("asked_by", "agreed_by"), self.people, strict=True))
        try:
            self.committed(lambda: self._redacted(entry, people), "redact")
        except CaseChanged:
            raise
        except Refused:  # redacted before, or the law reads it
            return
        self.cases[case] = ledger.stream(case.pk)

    def _redacted(self, entry: Event, people: dict[str, User]) -> dict[str, Any]:
        _, made = redact(actor=self.actor, event_id=entry.id, ground="wrong-child", reference="7", **people)
        return {"events": [made.id], "redacted": entry.id}


class Importer(Worker):
    """Loads small returns, loads some again with a day put right, and reverses some."""

    def one(self) -> None:
        if self.rng.random() < 0.15 and (last := ReturnImport.objects.filter(reversed_at=None).first()):
            self.committed(
                lambda: {"import": str(last.pk), "struck": reverse_import(imported=last, actor=self.actor)}, "reverse"
            )
            return
        with tempfile.TemporaryDirectory(dir=self.task.said.parent) as folder:  # nobody else clears up after a kill
            for name, text in small_return(self.task.authority, self.rng).items():
                (Path(folder) / name).write_text(str(text))
            plan = plan_import(path=Path(folder), actor=self.actor)
        self.committed(lambda: {"import": str(import_return(plan=plan, actor=self.actor).pk)}, "import")


def small_return(code: str, rng: Random, families: int = 400) -> dict[str, str | bytes]:
    """A return of two children: new ones, or ones that an earlier return told of with another day."""
    family, day = rng.randrange(families), rng.randint(10, 28)
    letters = "".join(chr(ord("a") + int(figure)) for figure in str(family))
    return files(
        rows_with(
            {
                ("sen2", 0): {"lea": code},
                ("person", 0): {"surname": f"Testing{letters}", "upn": None, "upnunknown": "UN8"},
                ("person", 1): {"surname": f"Tester{letters}"},
                ("requests", 0): {"receiveddate": f"2024-Jan-{day} 00:00:00"},
            }
        )
    )


def work(task: Task) -> None:
    """Be one of the processes; what breaks one is said in its file, and fails the run."""
    worker: Worker | None = None
    try:
        worker = (Writer if task.role == "writer" else Importer)(task)
        worker.run()
    except BaseException:
        out = os.open(task.said, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(out, (json.dumps({"what": "broke", "how": traceback.format_exc()[-1500:]}) + "\n").encode())
    finally:
        os._exit(0)

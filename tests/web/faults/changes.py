"""Every way in which a record is changed, each ready to be done; and all that the database holds, to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from factories import Staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.redacting import redact
from keywork.web.deadlines.services import choose_setting, rebuild, record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.people.services import allocate, cover
from keywork.web.returns.models import ReturnImport
from keywork.web.returns.services import import_return, plan_import, reverse_import
from returns_made import files, rows_with

Change = Callable[[], object]
BOOKKEEPING = ("django_migrations", "sqlite_stat1", "sqlite_stat4")
NAMES = (
    "record", "correct a day", "strike an entry out", "redact", "import", "import again", "reverse an import",
    "allocate", "cover", "choose a reading of the law", "rebuild the clocks",
)  # fmt: skip


def held() -> dict[str, list[Any]]:
    """Everything that stands in the database, table by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in BOOKKEEPING:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


class Changes:
    """A case with a record, and what can be done to it and around it."""

    def __init__(self, staff: Staff, case: Case, folder: Path | None = None) -> None:
        self.staff, self.case = staff, case
        self.actor = system("test", staff.authority)
        self.folder = folder or Path(tempfile.mkdtemp())
        entries = [
            NewEvent("advice-received", date(2026, 9, 20), thread="advice/ep", fields={"body": "ep"}),
            NewEvent("need-recorded", date(2026, 9, 21), thread="need/1", fields={"need": "ASD", "rank": "1"}),
        ]
        self.known = record(case=case, entries=entries, actor=self.actor).events
        self.loaded = self._load(10)()

    def ready(self, name: str) -> Change:
        """Return one of ``NAMES``, ready to be done."""
        day, staff = clock.today(), self.staff
        decided = NewEvent("decided-to-assess", date(2026, 9, 30))
        fix = NewEvent("date-corrected", day, corrects=self.known[0].id, fields={"to": date(2026, 9, 19)})
        strike = NewEvent("entry-struck-out", day, corrects=self.known[0].id)
        people = {"asked_by": staff.user(Role.MANAGER), "agreed_by": staff.user(Role.ADMINISTRATOR)}
        keyworker = staff.user(Role.KEYWORKER)
        ready: dict[str, Callable[[], Change]] = {
            "record": lambda: self._record(decided),
            "correct a day": lambda: self._record(fix),
            "strike an entry out": lambda: self._record(strike),
            "redact": lambda: lambda: redact(
                actor=self.actor, event_id=self.known[1].id, ground="wrong-child", reference="7", **people
            ),
            "import": lambda: self._load(12, surname="Otherwise"),
            "import again": lambda: self._load(14),
            "reverse an import": lambda: lambda: reverse_import(
                imported=ReturnImport.objects.get(pk=self.loaded.pk), actor=self.actor
            ),
            "allocate": lambda: lambda: allocate(
                cases=[self.case.pk], team=staff.other_team, keyworker=keyworker, actor=self.actor
            ),
            "cover": lambda: lambda: cover(
                cases=[self.case.pk], by=keyworker, until=day + timedelta(days=3), actor=self.actor
            ),
            "choose a reading of the law": lambda: lambda: choose_setting(
                actor=self.actor, key="receipt_day", value="included"
            ),
            "rebuild the clocks": lambda: lambda: rebuild(actor=self.actor),
        }  # fmt: skip
        return ready[name]()

    def _record(self, entry: NewEvent) -> Change:
        return lambda: record(case=self.case, entries=[entry], actor=self.actor)

    def _load(self, day: int, surname: str = "Testing") -> Callable[[], ReturnImport]:
        """Read a small return; its writing is what is ready."""
        folder = self.folder / f"{surname}-{day}"
        folder.mkdir(exist_ok=True)
        person = {"surname": surname} | ({"upn": None, "upnunknown": "UN8"} if surname != "Testing" else {})
        changed = rows_with(
            {
                ("sen2", 0): {"lea": self.staff.authority.code},
                ("person", 0): person,
                ("person", 1): {"surname": surname},
                ("requests", 0): {"receiveddate": f"2024-Jan-{day} 00:00:00"},
            }
        )
        for name, text in files(changed).items():
            (folder / name).write_text(str(text))
        plan = plan_import(path=folder, actor=self.actor)
        return lambda: import_return(plan=plan, actor=self.actor)

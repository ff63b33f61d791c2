"""Run every migration over a large database, one at a time, with its time and how long it kept a reader waiting.

The schema is made as the first release had it, filled by the database itself, and brought along. On PostgreSQL a
reader asks each large table for a row again and again meanwhile; how long it waited longest is how long nobody could
read. The heaviest migration is killed half-way first: nothing of it may stay, and it must run again.

``python -m torture.migrations`` runs it on SQLite and PostgreSQL and writes var/figures/migrations.json.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from shared import ROOT
from torture.clusters import Cluster
from torture.figures import FIGURES, tell

FIRST = tuple((app, "0001_initial") for app in ("accounts", "ledger", "deadlines", "people"))
HEAVIEST = ("ledger", "0005_seal_what_is_there")
OF_A_CASE = 8
AUTHORITY = 10**9
# By table: how many rows of a million, and each column as an expression of n, where that is not its plain default.
LARGE: dict[str, tuple[float, dict[str, str]]] = {
    "ledger_case": (1 / OF_A_CASE, {"id": "ID(n)", "pathway": "'ehc'", "reference": "'C-' || n", "opened_at": "AT"}),
    "ledger_ledgerevent": (1, {
        "id": "ID(n)", "case_id": f"ID(n / {OF_A_CASE})", "sequence": f"n % {OF_A_CASE} + 1", "kind": "'advice-received'",
        "occurred_on": "'2025-01-06'", "recorded_at": "AT", "recorded_by": "'system'", "source": "'casework'",
    }),
    "ledger_eventpayload": (1, {"event_id": "ID(n)", "body": """'{"body": "ep", "note": "as it was said"}'"""}),
    "deadlines_casesummary": (1 / OF_A_CASE, {"case_id": "ID(n)", "stage": "'advice'", "events": str(OF_A_CASE)}),
    "deadlines_clockrow": (1 / 2, {
        "duty": "'duty-' || (n % 4)", "case_id": "ID(n / 4)", "trigger_id": f"ID(n / 4 * {OF_A_CASE})",
        "started_on": "'2025-01-06'", "legal_deadline": "'2025-05-26'", "is_open": "(1 = 1)", "id": "n + 1",
    }),
    "people_person": (1 / OF_A_CASE, {
        "id": "ID(n)", "surname": "'Sample'", "forename": "'Robin ' || n", "pseudonym": "'P-' || n", "search_key": "'robin ' || n",
    }),
    "people_casecard": (1 / OF_A_CASE, {"case_id": "ID(n)", "person_id": "ID(n)"}),
    "accounts_accessentry": (1, {"at": "AT", "actor": "'somebody'", "action": "'case.read'", "id": "n + 1"}),
}  # fmt: skip
PLAIN = {
    "bool": "(1 = 0)", "boolean": "(1 = 0)", "integer": "0", "bigint": "0", "integer unsigned": "0",
    "bigint unsigned": "0", "jsonb": "'[]'",
}  # fmt: skip
MOMENT = "'2026-01-05 09:00:00'"


def load_django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "keywork.web.project.settings"
    import django

    django.setup()


def executor() -> Any:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    return MigrationExecutor(connection)


def begin_as_the_first_release() -> None:
    """Make the tables as the first migrations make them."""
    runner = executor()
    libraries = [
        key for key in runner.loader.graph.leaf_nodes()
        if not runner.loader.get_migration(*key).__module__.startswith("keywork")
    ]  # fmt: skip
    runner.migrate([*libraries, *FIRST])


def fill(rows: int) -> None:
    """Fill the large tables by the database itself."""
    from django.db import connection

    identity = "printf('%032x', {})" if connection.vendor == "sqlite" else "lpad(to_hex({}), 32, '0')::uuid"
    with connection.cursor() as cursor:
        name = identity.format(AUTHORITY)
        cursor.execute(f"INSERT INTO accounts_authority VALUES ({name}, '901', 'Wexcombe Council', '')")
        for table, (share, told) in LARGE.items():
            cursor.execute(_insert(table, _columns(table), told, max(1, int(rows * share)), identity))


def _columns(table: str) -> list[tuple[str, str, bool]]:
    """Return name, type and whether it may be null of each column."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA table_info({table})")
            return [(name, kind, not required) for _, name, kind, required, *_ in cursor.fetchall()]
        cursor.execute(
            "SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
        return list(cursor.fetchall())


def _insert(table: str, columns: list[tuple[str, str, bool]], told: dict[str, str], count: int, identity: str) -> str:
    values = {}
    for name, kind, may_be_null in columns:
        if name in told:
            values[name] = told[name]
        elif name == "authority_id":
            values[name] = identity.format(AUTHORITY)
        elif not may_be_null:
            values[name] = "'[]'" if name in {"subjects", "detail"} else PLAIN.get(kind.split("(")[0], "''")
    expressions = ", ".join(
        value.replace("AT", MOMENT) if value == "AT" else _identified(value, identity) for value in values.values()
    )
    numbers = (
        f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})"
        if identity.startswith("printf")
        else f"WITH numbers AS (SELECT generate_series(0, {count} - 1) AS n)"
    )
    return f"INSERT INTO {table} ({', '.join(values)}) {numbers} SELECT {expressions} FROM numbers"


def _identified(value: str, identity: str) -> str:
    return identity.format(value[3:-1]) if value.startswith("ID(") else value


class Reader(threading.Thread):
    """Asks each large table of PostgreSQL for a row, again and again, and remembers how long it waited longest."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.longest, self.ended = url, 0.0, threading.Event()

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.ended.is_set():
                for table in LARGE:
                    begun = time.monotonic()
                    connection.execute(f"SELECT 1 FROM {table} LIMIT 1")
                    self.longest = max(self.longest, time.monotonic() - begun)
                self.ended.wait(0.01)

    def stop(self) -> float:
        self.ended.set()
        self.join()
        return self.longest


@contextmanager
def reading(url: str) -> Iterator[list[float]]:
    waited: list[float] = []
    reader = Reader(url) if url else None
    if reader:
        reader.start()
    yield waited
    if reader:
        waited.append(reader.stop())


def files_of_tables() -> dict[str, int]:
    """Return the file of each large table of PostgreSQL; another one means that the table was written anew."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, relfilenode FROM pg_class WHERE relname = ANY(%s)", [list(LARGE)])
        return dict(cursor.fetchall())


def kill_half_way(after: float) -> str:
    """Kill the heaviest migration, and say what is left of it."""
    from django.db import connection

    connection.close()
    running = subprocess.Popen(
        [sys.executable, "-m", "torture.migrations", "--heaviest"],
        env=dict(os.environ),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"begun\n"
    time.sleep(after)
    if running.poll() is not None:
        return "was quicker"
    running.send_signal(signal.SIGKILL)
    running.wait()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_ledgerevent WHERE position > 0")
        sealed = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM ledger_chainhead")
        heads = cursor.fetchone()[0]
    assert (sealed, heads) == (0, 0), f"{sealed} entries and {heads} heads are left of a migration that was killed"
    assert HEAVIEST not in executor().loader.applied_migrations
    return "rolled back"


def migrate_all(rows: int, url: str, kill_after: float) -> dict[str, Any]:
    """Make, fill and bring along, and return the figures."""
    begin_as_the_first_release()
    begun = time.monotonic()
    fill(rows)
    filled, each, killed = time.monotonic() - begun, [], ""
    while plan := executor().migration_plan(executor().loader.graph.leaf_nodes()):
        key = (plan[0][0].app_label, plan[0][0].name)
        if key == HEAVIEST and kill_after:
            killed = kill_half_way(kill_after)
        before, begun = files_of_tables(), time.monotonic()
        with reading(url) as waited:
            executor().migrate([key])
        anew = [name for name, file in files_of_tables().items() if before.get(name) != file]
        told = {"migration": ".".join(key), "seconds": round(time.monotonic() - begun, 2), "tables_written_anew": anew}
        each.append({**told, "reader_waited_longest": round(waited[0], 2) if waited else None})
    return {
        "rows": rows, "filled_in_seconds": round(filled), "migrations": each, "killed_half_way": killed,
        "longest_seconds": max(one["seconds"] for one in each),
        "reader_waited_longest": max(one["reader_waited_longest"] or 0 for one in each),
        **_verified(),
    }  # fmt: skip


def _verified() -> dict[str, Any]:
    from keywork.web.accounts.models import Authority
    from keywork.web.kernel.scoping import for_all_authorities
    from keywork.web.ledger.verifying import verify

    words: list[str] = []
    begun = time.monotonic()
    with for_all_authorities():
        done = [verify(one, lambda found: words.append(found.words)) for one in Authority.objects.all()]
    entries = sum(one.entries for one in done)
    return {
        "entries_verified": entries,
        "not_as_sealed": len(words),
        "verified_in_seconds": round(time.monotonic() - begun),
    }


def on(database: str, rows: int, kill_after: float) -> dict[str, Any]:
    """Run it on a database of its own, in a process of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keywork-migrations-")))
        folder.chmod(0o755)
        (folder / "home").mkdir()
        cluster = Cluster(folder / "pg") if database == "postgresql" else None
        if cluster:
            stack.callback(cluster.stop_if_running)
        url = cluster.url if cluster else ""
        settings = {
            "KEYWORK_HOME": str(folder / "home"),
            "KEYWORK_DATABASE_URL": url,
            "PYTHONPATH": str(ROOT / "tests"),
        }
        command = [sys.executable, "-m", "torture.migrations", "--here", str(rows), str(kill_after)]
        done = subprocess.run(
            command, env={**os.environ, **settings}, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return {"database": database, **told}


def main() -> int:
    if "--heaviest" in sys.argv:
        load_django()
        runner = executor()
        print("begun", flush=True)
        runner.migrate([HEAVIEST])
        return 0
    if "--here" in sys.argv:
        load_django()
        rows, kill_after = int(sys.argv[2]), float(sys.argv[3])
        print(json.dumps(migrate_all(rows, os.environ["KEYWORK_DATABASE_URL"], kill_after)))
        return 0
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    told = {database: on(database, rows, kill_after=8.0) for database in ("sqlite", "postgresql")}
    for database, one in told.items():
        tell(f"migrations-{database}", {name: value for name, value in one.items() if name != "migrations"}, None)
        for step in one["migrations"]:
            waited = f", a reader waited {step['reader_waited_longest']} s" if database == "postgresql" else ""
            print(f"  {step['migration']:<45} {step['seconds']:>7} s{waited} {' '.join(step['tables_written_anew'])}")
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "migrations.json").write_text(
        json.dumps({"name": "migrations", **told}, indent=1) + "\n", encoding="utf-8"
    )
    return 1 if any(one["not_as_sealed"] for one in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

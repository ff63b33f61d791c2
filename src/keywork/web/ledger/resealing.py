"""Sealing what was recorded before there were seals; used by a migration, once.

It reads and writes by statements of its own, so that a later change of the models leaves it as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from keywork.web.ledger import sealing

AT_ONCE = 5000
READ = """
SELECT e.authority_id, e.id, e.case_id, e.sequence, e.kind, e.thread, {e_occurred_on}, {e_not_after}, {e_recorded_at},
    e.recorded_by, e.source, {e_source_at}, e.corrects_id, p.body, c.pathway, c.reference, {c_opened_at}
FROM (SELECT * FROM ledger_ledgerevent {after} ORDER BY id LIMIT {at_once}) e
    JOIN ledger_case c ON c.id = e.case_id LEFT JOIN ledger_eventpayload p ON p.event_id = e.id
ORDER BY e.id
"""
DATED = ("e_occurred_on", "e_not_after", "e_recorded_at", "e_source_at", "c_opened_at")
UPDATES = {
    "sqlite": (
        "UPDATE ledger_ledgerevent SET position = %s, digest = %s, seal = %s WHERE id = %s",
        "UPDATE ledger_eventpayload SET salt = %s WHERE event_id = %s",
    ),
    "postgresql": (
        "UPDATE ledger_ledgerevent e SET position = n.position, digest = n.digest, seal = n.seal FROM"
        " unnest(%s::bigint[], %s::bytea[], %s::bytea[], %s::uuid[]) AS n(position, digest, seal, id)"
        " WHERE e.id = n.id",
        "UPDATE ledger_eventpayload p SET salt = n.salt FROM unnest(%s::bytea[], %s::uuid[]) AS n(salt, id)"
        " WHERE p.event_id = n.id",
    ),
}
Rows = list[tuple[Any, ...]]


def seal_everything() -> None:
    """Give every entry of every authority its place in a chain, its payload's salt and digest, and its seal.

    All entries are read once, in the order of their identities, and each authority's chain grows beside the others.
    """
    ends: dict[Any, tuple[int, bytes]] = {}
    for rows in _pages():
        envelopes, payloads = [], []
        for authority, *row in rows:
            position, last = ends.get(authority, (0, sealing.FIRST))
            salt, digest = _salted(row[12])
            values = [authority, position + 1, *row[:12], digest]
            last = sealing.seal(last, [*values, authority, *row[13:]] if row[2] == 1 else values)
            ends[authority] = (position + 1, last)
            envelopes.append((position + 1, digest, last, row[0]))
            if digest is not None:
                payloads.append((salt, row[0]))
        _update(envelopes, payloads)
    with connection.cursor() as cursor:
        for authority, end in ends.items():
            cursor.execute("INSERT INTO ledger_chainhead VALUES (%s, %s, %s)", (authority, *end))


def _salted(body: str | None) -> tuple[bytes | None, bytes | None]:
    if body is None:
        return None, None
    salt = sealing.salts(1)[0]
    return salt, sealing.payload_digest(salt, json.loads(body))


def _pages() -> Iterator[Rows]:
    """Yield the entries as the database holds them, in the order in which they were made, some thousands at a time."""
    # The plus keeps SQLite's driver from turning texts into dates: texts are what is sealed.
    sign = "+" if connection.vendor == "sqlite" else ""
    dated = {name: sign + name.replace("_", ".", 1) for name in DATED}
    after: tuple[object, ...] = ()
    while True:
        # The page is cut first: whatever the database knows of its tables, it reads no more than these rows.
        statement = READ.format(**dated, after="WHERE id > %s" if after else "", at_once=AT_ONCE)
        with connection.cursor() as cursor:
            cursor.execute(statement, after)
            rows = cursor.fetchall()
        if not rows:
            return
        yield [_as_kept(row) for row in rows]
        after = (rows[-1][1],)


def _as_kept(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(v.astimezone(UTC) if isinstance(v, datetime) else v for v in row)


def _update(envelopes: Rows, payloads: Rows) -> None:
    with connection.cursor() as cursor:
        for statement, rows in zip(UPDATES[connection.vendor], (envelopes, payloads), strict=True):
            if connection.vendor == "sqlite":
                cursor.executemany(statement, rows)
            elif rows:
                cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])

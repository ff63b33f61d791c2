"""Sealing what was recorded before there were seals; used by a migration, once.

It reads and writes by statements of its own, so that a later change of the models leaves it as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from secrets import token_bytes
from typing import Any

from django.db import connection

from keywork.web.ledger import sealing

AT_ONCE = 5000
COLUMNS = """
SELECT {e.authority_id}, {e.id}, {e.case_id}, e.sequence, e.kind, e.thread, {e.occurred_on}, {e.not_after},
    {e.recorded_at}, e.recorded_by, e.source, {e.source_at}, {e.corrects_id}, p.body,
    c.pathway, c.reference, {c.opened_at}
"""
FROM = """
FROM (SELECT * FROM ledger_ledgerevent {after} ORDER BY id LIMIT {at_once}) e
    JOIN ledger_case c ON c.id = e.case_id LEFT JOIN ledger_eventpayload p ON p.event_id = e.id
ORDER BY e.id
"""
# Each value as the text that is sealed. SQLite keeps it so; the plus keeps its driver from making something else of it.
IDENTITY, DAY, MOMENT = (
    {"sqlite": "+{0}", "postgresql": "replace({0}::text, '-', '')"},
    {"sqlite": "+{0}", "postgresql": "to_char({0}, 'YYYY-MM-DD')"},
    {
        "sqlite": "+{0}",
        "postgresql": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') ||"
        " CASE WHEN {0} = date_trunc('second', {0}) THEN '' ELSE to_char({0}, '.US') END",
    },
)
AS_TEXT = {
    "e.authority_id": IDENTITY, "e.id": IDENTITY, "e.case_id": IDENTITY, "e.corrects_id": IDENTITY,
    "e.occurred_on": DAY, "e.not_after": DAY, "e.recorded_at": MOMENT, "e.source_at": MOMENT, "c.opened_at": MOMENT,
}  # fmt: skip
SQLITE = (
    "UPDATE ledger_ledgerevent SET position = %s, digest = %s, seal = %s WHERE id = %s",
    "UPDATE ledger_eventpayload SET salt = %s WHERE event_id = %s",
)
# PostgreSQL takes all of it beside the tables first, and changes each table once.
POSTGRES_BEFORE = """
CREATE TEMPORARY TABLE sealed_now (id uuid, position bigint, digest bytea, seal bytea, salt bytea) ON COMMIT DROP
"""
POSTGRES_COPY = "COPY sealed_now FROM STDIN"
POSTGRES_AFTER = (
    "ANALYZE sealed_now",
    "UPDATE ledger_ledgerevent e SET position = n.position, digest = n.digest, seal = n.seal FROM sealed_now n"
    " WHERE e.id = n.id",
    "UPDATE ledger_eventpayload p SET salt = n.salt FROM sealed_now n WHERE p.event_id = n.id",
)
Sealed = tuple[str, int, bytes | None, bytes, bytes | None]


def seal_everything() -> None:
    """Give every entry of every authority its place in a chain, its payload's salt and digest, and its seal.

    All entries are read once, in the order of their identities, and each authority's chain grows beside the others.
    """
    ends: dict[str, tuple[int, bytes]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_BEFORE)
        for rows in _pages():
            _keep(cursor, [_sealed(row, ends) for row in rows])
        for statement in POSTGRES_AFTER if connection.vendor == "postgresql" else ():
            cursor.execute(statement)
        for authority, end in ends.items():
            cursor.execute("INSERT INTO ledger_chainhead VALUES (%s, %s, %s)", (authority, *end))


def _sealed(row: tuple[Any, ...], ends: dict[str, tuple[int, bytes]]) -> Sealed:
    """Return identity, place, digest, seal and salt of an entry, which is then the end of its authority's chain."""
    authority, body = row[0], row[13]
    position, last = ends.get(authority, (0, sealing.FIRST))
    position += 1
    salt = digest = None
    if body is not None:
        salt = token_bytes(sealing.SALT_BYTES)
        digest = sealing.payload_digest(salt, json.loads(body))
    values = [authority, position, *row[1:13], digest]
    last = sealing.seal(last, [*values, authority, *row[14:]] if row[3] == 1 else values)
    ends[authority] = (position, last)
    return row[1], position, digest, last, salt


def _pages() -> Iterator[list[tuple[Any, ...]]]:
    """Yield the entries as text, in the order in which they were made, some thousands at a time."""
    columns = COLUMNS
    for name, written in AS_TEXT.items():
        columns = columns.replace(f"{{{name}}}", written[connection.vendor].format(name))
    after: tuple[object, ...] = ()
    while True:
        # The page is cut first: whatever the database knows of its tables, it reads no more than these rows.
        statement = columns + FROM.format(after="WHERE id > %s" if after else "", at_once=AT_ONCE)
        with connection.cursor() as cursor:
            cursor.execute(statement, after)
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        after = (rows[-1][1],)


def _keep(cursor: Any, entries: list[Sealed]) -> None:
    if connection.vendor == "sqlite":
        envelope, payload = SQLITE
        cursor.executemany(envelope, [(position, digest, seal, id) for id, position, digest, seal, _ in entries])
        cursor.executemany(payload, [(salt, id) for id, *_, salt in entries if salt is not None])
        return
    with cursor.copy(POSTGRES_COPY) as copy:
        copy.write("".join(map(_line, entries)))


def _line(entry: Sealed) -> str:
    """Return an entry as PostgreSQL copies it in."""
    id, position, digest, seal, salt = entry
    return f"{id}\t{position}\t{_bytes(digest)}\t{_bytes(seal)}\t{_bytes(salt)}\n"


def _bytes(value: bytes | None) -> str:
    return "\\N" if value is None else f"\\\\x{value.hex()}"

"""The rows of the ledger as they stand in the database, read without trusting any of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from keywork.core.events import PAYLOAD_REDACTED
from keywork.web.kernel.rows import columns
from keywork.web.ledger import sealing
from keywork.web.ledger.findings import Fault, Finding
from keywork.web.ledger.models import Case, EventPayload, LedgerEvent

AT_ONCE = 4000
OF_ROW, OF_CASE, OF_PAYLOAD = (*sealing.SEALED, "seal"), sealing.SEALED_OF_A_CASE, ("event_id", "body", "salt")
WIDTH, CASE_WIDTH = len(OF_ROW), len(OF_CASE)
NUMBERS = frozenset({"position", "sequence"})
PLACE_OF = {name: place for place, name in enumerate(OF_ROW)}


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the chain with its case and its payload, as the database gave them."""

    row: Sequence[Any]
    of_case: Sequence[Any]
    of_payload: Sequence[Any]
    typed: bool

    def value(self, name: str) -> Any:
        """Return a value of the envelope."""
        return self.row[PLACE_OF[name]]

    @property
    def sealed(self) -> Sequence[Any]:
        """The values that were sealed, if these are still they."""
        values = self.row[: WIDTH - 1]
        return [*values, *self.of_case] if self.value("sequence") == 1 else values

    @property
    def seal(self) -> bytes:
        seal = self.value("seal")
        return seal if type(seal) is bytes else b""

    @property
    def has_payload(self) -> bool:
        return self.of_payload[0] is not None

    @property
    def body(self) -> Any:
        return self.of_payload[1]

    @property
    def salt(self) -> Any:
        return self.of_payload[2]

    @property
    def redacts(self) -> bool:
        return bool(self.value("kind") == PAYLOAD_REDACTED)

    def payload_digest(self) -> bytes | None:
        """Return the digest of what the entry says now; None where it cannot be read."""
        try:
            return sealing.payload_digest(self.salt, json.loads(self.body))
        except (TypeError, ValueError, RecursionError):
            return None

    def finding(self, fault: Fault, more: str = "") -> Finding:
        position, case = self.value("position"), self.of_case[2]
        return Finding(
            fault,
            first=position if type(position) is int else None,
            case=str(case if case is not None else f"case {self.value('case_id')}"),
            sequence=self.value("sequence"),
            event_id=_readable(self.value("id")),
            more=more,
        )


def _readable(pk: object) -> str:
    try:
        return str(UUID(str(pk)))
    except ValueError:
        return repr(pk)


@contextmanager
def raw_text() -> Iterator[None]:
    """Let SQLite give back whatever bytes stand in a text, as a row that was tampered with may hold any."""
    if connection.vendor != "sqlite":
        yield
        return
    before = connection.connection.text_factory
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = before


def rows(authority_id: UUID) -> Iterator[Place]:
    """Yield an authority's rows in the order of its chain, in bounded memory."""
    own, case, payload = columns(LedgerEvent, OF_ROW), columns(Case, OF_CASE), columns(EventPayload, OF_PAYLOAD)
    key = columns(LedgerEvent, ("authority_id",))
    head = (
        f"SELECT {own.selected}, {case.selected}, {payload.selected} FROM {own.table} "  # noqa: S608 - models' names
        f"LEFT JOIN {case.table} ON {case.table}.id = {own.table}.case_id "
        f"LEFT JOIN {payload.table} ON {payload.table}.event_id = {own.table}.id "
        f"WHERE {own.table}.authority_id = %s"
    )
    order = f" ORDER BY {own.table}.position, {own.table}.id LIMIT {AT_ONCE}"
    after, given = "", key.ready([(authority_id,)])[0]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(head + after + order, given)
            found = cursor.fetchall()
        for row in found:
            yield _place(row)
        if len(found) < AT_ONCE:
            return
        last = found[-1]
        after = f" AND ({own.table}.position, {own.table}.id) > (%s, %s)"
        given = (given[0], last[PLACE_OF["position"]], last[PLACE_OF["id"]])


def _place(row: Sequence[Any]) -> Place:
    of_row = [bytes(v) if type(v) is memoryview else v for v in row[:WIDTH]]
    of_payload = [bytes(v) if type(v) is memoryview else v for v in row[WIDTH + CASE_WIDTH :]]
    return Place(of_row, row[WIDTH : WIDTH + CASE_WIDTH], of_payload, _typed(of_row))


def _typed(row: Sequence[Any]) -> bool:
    """Say whether SQLite, which keeps whatever it is given, holds each value as the ledger writes it."""
    if connection.vendor != "sqlite":
        return True
    return all(value is None or type(value) is kind for value, kind in zip(row, KINDS, strict=True))


KINDS = tuple(int if name in NUMBERS else bytes if name in {"digest", "seal"} else str for name in OF_ROW)


def payload_stands(event_id: object) -> bool:
    """Say whether what an entry says can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body IS NOT NULL FROM ledger_eventpayload WHERE event_id = %s", [event_id])
        found = cursor.fetchone()
    return bool(found and found[0])


def is_redacted(event_id: object, case_id: object) -> bool:
    """Say whether a redaction of an entry stands in its case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM ledger_ledgerevent WHERE case_id = %s AND corrects_id = %s AND kind = %s",
            [case_id, event_id, PAYLOAD_REDACTED],
        )
        return cursor.fetchone() is not None


HOLES = """
SELECT c.reference, e.case_id, count(*), min(e.sequence), max(e.sequence)
FROM ledger_ledgerevent e LEFT JOIN ledger_case c ON c.id = e.case_id
WHERE e.authority_id = %s GROUP BY e.case_id, c.reference
HAVING min(e.sequence) <> 1 OR count(*) <> max(e.sequence)
"""


def holes(authority_id: UUID) -> Iterator[Finding]:
    """Yield the numbers that are missing among the entries of a case."""
    with connection.cursor() as cursor:
        cursor.execute(HOLES, columns(LedgerEvent, ("authority_id",)).ready([(authority_id,)])[0])
        found = cursor.fetchall()
        for reference, case_id, *_ in found:
            cursor.execute("SELECT sequence FROM ledger_ledgerevent WHERE case_id = %s ORDER BY sequence", [case_id])
            there = {row[0] for row in cursor.fetchall()}
            numbers = [number for number in there if type(number) is int]
            for sequence in sorted(set(range(1, min(max(numbers, default=0), 100_000))) - there):
                yield Finding(Fault.HOLE, case=str(reference or f"case {case_id}"), sequence=sequence)


STRAYS = {
    "an entry of no authority": (
        "SELECT e.id FROM ledger_ledgerevent e LEFT JOIN accounts_authority a ON a.id = e.authority_id"
        " WHERE a.id IS NULL"
    ),
    "what no entry says": (
        "SELECT p.event_id FROM ledger_eventpayload p LEFT JOIN ledger_ledgerevent e ON e.id = p.event_id"
        " WHERE e.id IS NULL"
    ),
}


def strays() -> Iterator[Finding]:
    """Yield entries of no authority, and payloads of no entry."""
    for more, statement in STRAYS.items():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            while some := cursor.fetchmany(AT_ONCE):
                for (pk,) in some:
                    yield Finding(Fault.STRAY, event_id=_readable(pk), more=more)

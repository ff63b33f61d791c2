"""The chain of an authority: who holds its head writes, and nobody else until that is committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from keywork.web.kernel.rows import change_row, columns
from keywork.web.ledger import sealing
from keywork.web.ledger.models import Case, ChainHead

AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Head:
    """The last place of a chain and its seal."""

    position: int
    seal: bytes


EMPTY = Head(0, sealing.FIRST)


def take(authority_id: UUID) -> Head:
    """Return the head of an authority's chain and keep everybody else from it until the transaction ends.

    It is the last thing a transaction may wait for: whoever holds it waits for nobody.
    """
    found = _read(authority_id, locked=True)
    if found is None:
        key = columns(ChainHead, ("authority_id", "position", "seal"))
        with connection.cursor() as cursor:
            row = key.ready([(authority_id, EMPTY.position, EMPTY.seal)])[0]
            cursor.execute(f"{key.insert} ON CONFLICT DO NOTHING", row)
        found = _read(authority_id, locked=True)
    assert found is not None
    return found


def read(authority_id: UUID) -> Head | None:
    """Return the head of an authority's chain as it is known now; None where none was ever kept."""
    return _read(authority_id, locked=False)


def _read(authority_id: UUID, *, locked: bool) -> Head | None:
    own, key = columns(ChainHead, ("position", "seal")), columns(ChainHead, ("authority_id",))
    lock = " FOR UPDATE" if locked and connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {own.listed} FROM {own.table} WHERE {key.all_equal}{lock}",  # noqa: S608 - the model's names
            key.ready([(authority_id,)])[0],
        )
        row = cursor.fetchone()
    return Head(row[0], bytes(row[1])) if row else None


def move(authority_id: UUID, head: Head) -> None:
    """Set the head of a chain that is held."""
    change_row(ChainHead, ("position", "seal", "authority_id"), (head.position, head.seal, authority_id))


def link(head: Head, envelopes: Sequence[Sequence[Any]], digests: Sequence[bytes | None]) -> list[tuple[Any, ...]]:
    """Return envelopes with their place in the chain, their digest and their seal.

    Args:
        head: of the chain, held.
        envelopes: as ``sealing.SEALED`` lists them, without place and digest.
        digests: of their payloads; None where there is none.
    """
    opened = _cases_opened(envelopes)
    position, last, linked = head.position, head.seal, []
    for (authority_id, *rest), digest in zip(envelopes, digests, strict=True):
        position += 1
        values = [authority_id, position, *rest, digest]
        last = sealing.seal(last, values + opened[rest[1]] if rest[2] == 1 else values)
        linked.append((*values, last))
    return linked


def _cases_opened(envelopes: Iterable[Sequence[Any]]) -> dict[UUID, list[Any]]:
    """Return what is sealed of the cases whose first entry is among these."""
    ids = [row[2] for row in envelopes if row[3] == 1]
    found: dict[UUID, list[Any]] = {}
    own = columns(Case, ("id", *sealing.SEALED_OF_A_CASE))
    for first in range(0, len(ids), AT_ONCE):
        some = columns(Case, ("id",)).ready([(pk,) for pk in ids[first : first + AT_ONCE]])
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {own.selected} FROM {own.table} WHERE id IN ({marks})",  # noqa: S608 - the model's names
                [value for (value,) in some],
            )
            rows = cursor.fetchall()
        found |= {row[0]: list(row[1:]) for row in own.read(rows)}
    return found

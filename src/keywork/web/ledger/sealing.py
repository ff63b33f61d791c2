"""How an entry is sealed: salted digests of payloads, and a chain of seals over the envelopes of an authority.

Everything is digested in one written form, the same on every database: each value as text with its length before it,
so that no two records ever read alike. Identities are 32 hexadecimal figures, days are ISO dates, moments are UTC.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from secrets import token_bytes
from typing import Any
from uuid import UUID

SALT_BYTES = 16
SEAL_BYTES = 32
# What the first entry of every chain follows; another way of sealing would begin with other words.
FIRST = sha256(b"keywork ledger, sealed the first way").digest()
# The values of an envelope in the order in which they are sealed.
SEALED = (
    "authority_id", "position", "id", "case_id", "sequence", "kind", "thread", "occurred_on", "not_after",
    "recorded_at", "recorded_by", "source", "source_at", "corrects_id", "digest",
)  # fmt: skip
# The values of a case, sealed with its first entry.
SEALED_OF_A_CASE = ("authority_id", "pathway", "reference", "opened_at")


def salts(count: int) -> list[bytes]:
    """Return new salts, one for each payload."""
    drawn = token_bytes(SALT_BYTES * count)
    return [drawn[place : place + SALT_BYTES] for place in range(0, len(drawn), SALT_BYTES)]


def payload_digest(salt: bytes, body: Mapping[str, Any]) -> bytes:
    """Return the digest under which a payload stands in its envelope.

    Without the salt nobody can find out by trying whether an erased payload said a certain thing.
    """
    written = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(salt + written.encode("utf-8", "surrogatepass")).digest()


def seal(previous: bytes, values: Sequence[object]) -> bytes:
    """Return the seal of an entry.

    Args:
        previous: the seal of the entry before it in the authority's chain.
        values: of the envelope, as ``SEALED`` lists them; of a case's first entry also those of the case.
    """
    return sha256(previous + written(values).encode("utf-8", "surrogatepass")).digest()


def written(values: Iterable[object]) -> str:
    """Return values in the one written form that is sealed."""
    texts = [value if type(value) is str else _text(value) for value in values]
    return "".join(["-" if text is None else f"{len(text)}:{text}" for text in texts])


def _text(value: Any) -> str | None:
    if value is None:
        return None
    kind = type(value)
    if kind is UUID or kind is bytes:
        return str(value.hex if kind is UUID else value.hex())
    if kind is int:
        return str(value)
    if kind is datetime:
        return _moment(value)
    if kind is date:
        return str(value.isoformat())
    if kind is memoryview:
        return bytes(value).hex()
    return f"{kind.__name__} {value!r}"  # of no kind that the ledger writes, so it never matches a seal


@lru_cache(maxsize=64)
def _moment(value: datetime) -> str:
    """Return a moment as SQLite keeps it, which is the form that is sealed everywhere."""
    return str(value.astimezone(UTC).replace(tzinfo=None))

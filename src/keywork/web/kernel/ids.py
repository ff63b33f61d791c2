"""Identities: time-ordered, so that an index on them grows at its end."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Make a new identity (UUID version 7)."""
    return uuid7()

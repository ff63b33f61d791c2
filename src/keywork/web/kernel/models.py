"""What every table of the product has in common."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from keywork.web.kernel.ids import new_id


class Identified(models.Model):
    """A row with a time-ordered identity."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class BytewiseField(models.CharField):
    """A text that is compared by the codes of its letters, on every database and in every language of one.

    So texts that begin alike stand beside each other in an index: from the beginning itself to :func:`end_of` it.
    PostgreSQL's row policies keep a ``LIKE`` from an index, and no plain comparison.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        """Return what describes the column: SQLite compares so of itself."""
        described = super().db_parameters(connection)
        return {**described, "collation": "C"} if connection.vendor == "postgresql" else described


def end_of(beginning: str) -> str:
    """Return a text that stands behind all that begin so, where texts are compared by the codes of their letters."""
    return beginning + "\U0010ffff"

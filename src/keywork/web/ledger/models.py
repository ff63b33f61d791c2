"""The ledger: what happened to a case, when, and when we knew. Its rows are never changed.

Only :mod:`keywork.web.ledger.services` writes here, and above this floor nobody but the
deadlines room calls it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.kernel.models import BytewiseField, Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.row_security import Rows


class Case(Identified):
    """One chain of events of one child with one authority: request, assessment, plan, reviews, end."""

    privacy = Privacy(
        Holds.CODES,
        export=True,
        retain="the life of the case and its retention period",
        erase="at the end of the retention period",
        about="card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    pathway = models.CharField(max_length=20, default="ehc")
    reference = BytewiseField(max_length=20)
    opened_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "reference"], name="one_case_of_a_reference")
        ]

    def __str__(self) -> str:
        return self.reference


class LedgerEvent(Identified):
    """The envelope of an event, sealed into its authority's chain: its place in it, its payload's digest, its seal."""

    privacy = Privacy(
        Holds.CODES,
        export=True,
        retain="the life of the case and its retention period",
        erase="the envelope stays, without its payload",
        about="case__card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    thread = models.CharField(max_length=80, null=True)  # noqa: DJ001 - no thread differs from a thread without name
    occurred_on = models.DateField(null=True)
    not_after = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    source = models.CharField(max_length=20)
    source_at = models.DateTimeField(null=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    position = models.PositiveBigIntegerField()
    digest = models.BinaryField(max_length=32, null=True)
    seal = models.BinaryField(max_length=32)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_event_of_a_sequence"),
            models.UniqueConstraint(fields=["authority", "position"], name="one_event_of_a_position"),
            models.CheckConstraint(
                condition=models.Q(occurred_on__isnull=False) | models.Q(not_after__isnull=False),
                name="undated_event_has_not_after",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "case", "sequence"], name="events_of_an_authority")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"


class EventPayload(models.Model):
    """What an event says besides its envelope. It stands apart so that it can be lawfully erased."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="the life of the case and its retention period",
        erase="the payload goes, by a redaction event",
        about="event__case__card__person",
    )
    belongs = Rows("event__authority")

    event = models.OneToOneField(LedgerEvent, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    body = models.JSONField(null=True)  # null once it is redacted, and its salt with it
    salt = models.BinaryField(max_length=16, null=True)

    objects = ScopedManager(authority="event__authority")

    def __str__(self) -> str:
        return str(self.pk)


class ChainHead(models.Model):
    """The last place of an authority's chain. Whoever writes holds this row until the transaction ends."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="as long as the ledger", erase="nothing to erase")

    authority = models.OneToOneField(Authority, on_delete=models.PROTECT, primary_key=True, related_name="+")
    position = models.PositiveBigIntegerField()
    seal = models.BinaryField(max_length=32)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.position)

"""Returns that were imported, what was found in them, and what waits for a person to decide."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import Person


class ReturnImport(Identified):
    """One return, imported whole."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="for good", erase="nothing to erase")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=clock.now)
    imported_by = models.CharField(max_length=60)
    collection_year = models.PositiveIntegerField()
    reference_date = models.DateField()
    source = models.CharField(max_length=4)
    files = models.JSONField(default=list)
    left_alone = models.JSONField(default=list)
    rows = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-imported_at"]

    def __str__(self) -> str:
        return f"SEN2 {self.collection_year}"


class FindingRow(models.Model):
    """One finding of an import."""

    privacy = Privacy(
        Holds.CODES, export=False, retain="two years", erase="with the import", kept_out="its rows name nobody"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    imported = models.ForeignKey(ReturnImport, on_delete=models.PROTECT, related_name="findings", db_index=False)
    rule = models.CharField(max_length=4)
    severity = models.CharField(max_length=10)
    module = models.CharField(max_length=20)
    row_id = models.CharField(max_length=120)
    field = models.CharField(max_length=60, blank=True)
    message = models.TextField()
    value = models.TextField(blank=True)
    path = models.CharField(max_length=160, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["imported", "rule"], name="findings_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.row_id}"


class QuarantinedRow(models.Model):
    """A row that waits because it cannot be placed."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="until decided, at most two years", erase="the row is deleted", about="raw"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    imported = models.ForeignKey(ReturnImport, on_delete=models.PROTECT, related_name="quarantined")
    module = models.CharField(max_length=20)
    row_id = models.CharField(max_length=120)
    rule = models.CharField(max_length=4)
    raw = models.JSONField()

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.module} {self.row_id}"


class ReviewItem(models.Model):
    """Something an import could not decide: a doubtful match, or a case that a later return leaves out."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="until decided, then two years",
        erase="with the person",
        about="person",
        kept_out="it may be about another child",
    )

    class Kind(models.TextChoices):
        MATCH = "match", "Doubtful match"
        ABSENT = "absent", "Not in the later return"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    imported = models.ForeignKey(ReturnImport, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    candidate = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=20, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.reason

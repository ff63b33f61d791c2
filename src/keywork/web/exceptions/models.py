"""Exceptions that somebody proposes to rely on for one limit, and what was done with each. That one is relied on is an
entry of the ledger, made when a second person agrees."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.documents.models.files import Document
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case, LedgerEvent

ABOUT = "case__card__person"
OF_OTHERS = "it may tell of one parent what the other must not read; whoever answers for it decides"


class Reliance(Identified):
    """An exception to one turn of one clock: what happened, what shows it, and why the limit could not be kept.

    ``circumstance`` is the entry of the record that tells of it; ``entry`` is the one that says it is relied on, which
    is there once it is agreed. ``revision`` grows with every change.
    """

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked", about=ABOUT,
        kept_out=OF_OTHERS,
    )  # fmt: skip

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Not agreed"
        TAKEN_BACK = "taken-back", "Taken back"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reliances")
    duty = models.CharField("the duty whose limit is not kept", max_length=60)
    thread = models.CharField(max_length=80, blank=True)
    cycle = models.PositiveIntegerField("turn of the clock")
    code = models.CharField("exception", max_length=20)
    circumstance = models.ForeignKey(LedgerEvent, on_delete=models.PROTECT, related_name="+")
    happened = models.TextField("what happened")
    why = models.TextField("why the limit could not be kept because of it")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    evidence = models.TextField("what shows it", blank=True)
    review_on = models.DateField("day to look at it again", null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.CharField(max_length=60)
    proposed_by_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField(default=clock.now)
    entry = models.ForeignKey(LedgerEvent, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-proposed_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "state", "review_on"], name="exceptions_that_wait"),
        ]

    def __str__(self) -> str:
        return self.code


class RelianceStep(Identified):
    """What was done with an exception after it was proposed: who, when, and in their words."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked",
        about=f"reliance__{ABOUT}", kept_out=OF_OTHERS,
    )  # fmt: skip

    class Kind(models.TextChoices):
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Not agreed"
        TAKEN_BACK = "taken-back", "Taken back"
        REVIEWED = "reviewed", "Looked at again"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    reliance = models.ForeignKey(Reliance, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[Any]] = ["at", "id"]

    def __str__(self) -> str:
        return self.kind

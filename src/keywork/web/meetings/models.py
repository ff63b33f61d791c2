"""Working Together meetings: arranged, written down, and what people say is wrong. The day held is in the ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.meetings.agendas import TITLES


class ArrangedMeeting(Identified):
    """That a meeting was arranged, or called off. Never changed: whoever moves it adds another, and the last counts."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about="case__card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="arranged_meetings")
    which = models.CharField(max_length=10, choices=list(TITLES.items()))
    on = models.DateField()
    begins = models.CharField(max_length=5)
    place = models.TextField()
    invited = models.TextField()
    called_off = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "case"], name="meetings_arranged_of_a_case"),
            models.Index(fields=["authority", "on"], name="meetings_arranged_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.which} {self.on}"


class MeetingNotes(Identified):
    """What was said and agreed at a meeting, point by point of its agenda. They are never changed."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about="case__card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meeting_notes")
    event = models.OneToOneField(LedgerEvent, on_delete=models.PROTECT, related_name="+")
    which = models.CharField(max_length=10, choices=list(TITLES.items()))
    attended = models.TextField()
    points = models.JSONField(default=dict)
    agreed = models.TextField()
    pack_given = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.which


class NotesCorrection(Identified):
    """What somebody says is wrong or missing in the notes of a meeting. It stands beside them."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about="notes__case__card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    notes = models.ForeignKey(MeetingNotes, on_delete=models.PROTECT, related_name="corrections")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~models.Q(text=""), name="a_correction_says_something")
        ]

    def __str__(self) -> str:
        return str(self.pk)

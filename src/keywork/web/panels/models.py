"""Panels, what they have before them, and what was said of it. What a clock or a figure reads stands in the ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case, LedgerEvent
from keywork.web.panels.questions import ASSESS, CONCLUSIONS, QUESTIONS, RECOMMENDATIONS, VIEWS, Question
from keywork.web.people.models import Involvement

ABOUT = "case__card__person"
ASKED = [(one.code, one.title) for one in QUESTIONS.values()]
OF_AN_ITEM = f"item__{ABOUT}"


class Panel(Identified):
    """A panel: what it is for, and how many it takes to recommend."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="for good", erase="nothing to erase")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    terms = models.TextField()
    quorum = models.PositiveSmallIntegerField()
    closed = models.BooleanField(default=False)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.name


class PanelMember(Identified):
    """That somebody sits on a panel, as what, since when and until when."""

    privacy = Privacy(Holds.STAFF, export=False, retain="as long as the panel", erase="with the account")

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        MEMBER = "member", "Member"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part, default=Part.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["panel", "user"], condition=models.Q(until=None), name="on_a_panel_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PanelMeeting(Identified):
    """A meeting of a panel: the day it is planned for, and when it closed."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="as long as its cases", erase="nothing to erase")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["panel", "on"], name="one_meeting_of_a_panel_on_a_day")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AgendaItem(Identified):
    """That a case was put before a meeting with a question, until it was taken off."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the case", erase="with the person", about=ABOUT)

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    question = models.CharField(max_length=10, choices=ASKED, default=ASSESS.code)
    put_at = models.DateTimeField(default=clock.now)
    put_by = models.CharField(max_length=60)
    taken_off_at = models.DateTimeField(null=True)
    taken_off_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "case"], condition=models.Q(taken_off_at=None), name="on_an_agenda_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def asks(self) -> Question:
        return QUESTIONS[self.question]


class Seat(Identified):
    """How one member stands to one case before a panel: what opens it to them, or why they have withdrawn."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="the reason is blanked",
        about=OF_AN_ITEM,
        kept_out="it may tell of a conflict of interest of somebody who works here",
    )

    class Recused(models.TextChoices):
        WORK = "work", "They work with the child, or gave advice"
        CLOSE = "close", "They, or somebody close to them, know the child or family"
        KEPT = "kept", "They are kept from the child’s records"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, null=True, related_name="+")
    recused = models.CharField(max_length=10, choices=Recused, blank=True)
    reason = models.TextField(blank=True)
    recused_at = models.DateTimeField(null=True)
    recused_by = models.CharField(max_length=60, blank=True)
    took_part = models.BooleanField(default=False)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["item", "user"], name="one_seat_of_a_member")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MemberView(Identified):
    """What one member thinks of a case, before the panel recommends, or against what it recommended. Never changed."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=OF_AN_ITEM
    )

    class Kind(models.TextChoices):
        VIEW = "view", "View"
        DISSENT = "dissent", "Dissent"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="views")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    view = models.CharField(max_length=20, choices=list(VIEWS.items()))
    reasons = models.TextField()
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]

    def __str__(self) -> str:
        return self.kind


class Recommendation(Identified):
    """What a panel recommended of a case, with the test of the Act as it answered it. It is made once."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=OF_AN_ITEM
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="recommendation")
    recommendation = models.CharField(max_length=20, choices=list(RECOMMENDATIONS.items()))
    test = models.JSONField()
    reasons = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.recommendation


class AssessmentDecision(Identified):
    """What an officer decided about an assessment: whether to make one, or whether a plan comes of it, and why.

    The test stands as the officer answered it. A later decision stands beside it.

    The day and the codes stand in the entry of the ledger too; the codes are here for lists.
    """

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=ABOUT
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessment_decisions")
    question = models.CharField(max_length=10, choices=ASKED, default=ASSESS.code)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="decisions")
    event = models.OneToOneField(LedgerEvent, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    conclusion = models.CharField(max_length=20, choices=list(CONCLUSIONS.items()))
    test = models.JSONField()
    reasons = models.TextField()
    feedback = models.TextField(blank=True)
    followed = models.BooleanField(null=True)
    need = models.CharField(max_length=10)
    years = models.CharField(max_length=20, blank=True)
    setting_type = models.CharField(max_length=20)
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "question", "number"], name="one_assessment_decision_of_a_number")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "at"], name="assessment_decisions_by_time")
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return self.conclusion

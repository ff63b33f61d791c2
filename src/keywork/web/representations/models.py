"""What families answer to a draft plan, and what is replied. Dates that a clock reads stand in the ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.core.rights import Party
from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import FamilyMember
from keywork.web.representations.choices import OUTCOMES, SECTIONS, SETTINGS, WAYS

ABOUT = "case__card__person"


class Representation(Identified):
    """What one person answers to a draft: kept as it is typed, and a fact with its day once it is sent.

    It is of whoever signed in, or of somebody of the family whose words the team wrote down.
    """

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case; one that was never sent, until its writer takes it back",
        erase="the words are blanked",
        about=ABOUT,
    )

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        SENT = "sent", "Sent"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="representations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField("whose words they are", max_length=200)
    party = models.CharField(
        "as whom they hold the right", max_length=20, choices=[(one.value, one.value) for one in Party], blank=True,
        default="", db_default="",
    )  # fmt: skip
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField("what was typed, by page and field", default=dict)
    way = models.CharField(max_length=10, choices=list(WAYS.items()), default="here")
    agrees = models.BooleanField("they agree with the draft", default=False)
    nothing = models.BooleanField("they have nothing to add", default=False, db_default=False)
    late = models.BooleanField("after the fifteen days", default=False)
    said_on = models.DateField(null=True)
    began_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    written_by = models.CharField(max_length=60)
    written_name = models.CharField(max_length=120, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(state="draft"), name="one_answer_in_hand_of_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", said_on=None) | models.Q(state="sent", said_on__isnull=False),
                name="a_sent_answer_has_its_day",
            ),
        ]
        ordering: ClassVar[list[str]] = ["-said_on", "-sent_at", "-id"]

    def __str__(self) -> str:
        return str(self.pk)


class RepresentationPoint(Identified):
    """One thing that is said or asked in an answer to a draft, so that it can be replied to by itself."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about=f"representation__{ABOUT}",
    )

    class Kind(models.TextChoices):
        SECTION = "section", "A part of the plan"
        SETTING = "setting", "A setting to be named"
        BUDGET = "budget", "A personal budget"
        MEETING = "meeting", "A meeting"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    representation = models.ForeignKey(Representation, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    section = models.CharField(max_length=2, choices=list(SECTIONS.items()), blank=True)
    name = models.CharField("name of the setting", max_length=120, blank=True)
    sort = models.CharField("sort of setting", max_length=20, choices=list(SETTINGS.items()), blank=True)
    thread = models.CharField(max_length=80, blank=True)
    text = models.TextField()

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["representation", "number"], name="one_point_of_a_number")
        ]
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return self.kind

    @property
    def title(self) -> str:
        """Return what it is about, in words."""
        if self.kind == self.Kind.SECTION:
            return f"Section {self.section}: {SECTIONS[self.section]}"
        return f"{self.Kind(self.kind).label}: {self.name}" if self.name else str(self.Kind(self.kind).label)


class PointReply(Identified):
    """What the authority replies to a point, and why. A change of mind is a further row; the latest counts."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about=f"point__representation__{ABOUT}",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(RepresentationPoint, on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()))
    why = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["point", "number"], name="one_reply_of_a_number")
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return self.outcome

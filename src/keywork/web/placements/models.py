"""Consultations of settings, what they replied, and which setting is to be named. Dates that a clock reads stand in the
ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import Involvement
from keywork.web.placements import reasons

ABOUT = "case__card__person"
OF_ONE = f"consultation__{ABOUT}"


class Consultation(Identified):
    """That a setting, or the authority that maintains it, was consulted about being named in a plan.

    ``revision`` grows with every change. Whom an organisation has here is its name at the time.
    """

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=ABOUT
    )

    class Whom(models.TextChoices):
        SETTING = "setting", "A school, college or early-years setting"
        AUTHORITY = "authority", "The authority that maintains a school"

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", "Taken back"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")
    thread = models.CharField(max_length=80)
    whom = models.CharField(max_length=10, choices=Whom, default=Whom.SETTING)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    urn = models.CharField(max_length=20, blank=True)
    asked_for = models.BooleanField("the family asked for it", default=False)
    draft_shared = models.BooleanField("the draft plan was shared", default=False)
    labels = models.JSONField("kinds of document that were shared", default=list)
    ground = models.CharField("on what ground it was shared", max_length=20, choices=reasons.GROUNDS_TO_SHARE)
    consent = models.TextField("the consent or ground in words")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.CharField(max_length=60)
    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "thread"], name="one_consultation_of_a_thread"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "organisation", "ended"], name="consultations_of_a_setting"),
        ]

    def __str__(self) -> str:
        return self.thread


class ConsultationReply(Identified):
    """What a setting replied, once and for all; a further consultation has a further reply."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=OF_ONE
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="reply")
    answer = models.CharField(max_length=20, choices=reasons.ANSWERS)
    grounds = models.JSONField(default=list)
    why = models.TextField(blank=True)
    possible_if = models.TextField("what would make it possible", blank=True)
    written_down = models.BooleanField("written down from a letter", default=False)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.answer


class ConsultationStep(Identified):
    """What was done with a consultation beside the entry in the ledger: who, why as a code, and the words."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=OF_ONE
    )

    class Kind(models.TextChoices):
        CHASED = "chased", "Chased"
        WITHDRAWN = "withdrawn", "Taken back"
        REPLIED = "replied", "Replied"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return self.kind


class Naming(Identified):
    """Which setting, or which type of setting, an officer decided to name in section I, and why. A change of mind is a
    further row; the latest counts. That a final plan names it is an entry of the ledger, made by itself."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=ABOUT
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="namings")
    number = models.PositiveIntegerField()
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("setting or type of setting", max_length=200)
    is_type = models.BooleanField("a type of setting is named", default=False)
    family_asked = models.TextField("what the family asked for", blank=True)
    reason = models.TextField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="one_naming_of_a_number"),
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return self.name

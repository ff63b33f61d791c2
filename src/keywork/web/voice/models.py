"""What families and others tell us when they ring or write, by cause and step, so that what repeats shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.core.stages import TITLES, Stage
from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case

ASSESSING = (Stage.DECIDING, Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)
REVIEW, APPEAL, GENERAL = "review", "appeal", "general"
STEPS: tuple[tuple[str, str], ...] = (
    *((stage.value, TITLES[stage]) for stage in (*ASSESSING, Stage.PLAN)),
    (REVIEW, "Annual review"),
    (APPEAL, "Disagreement, mediation or appeal"),
    (GENERAL, "No step in particular"),
)


class Concern(Identified):
    """A call, an e-mail or a letter that somebody was worried enough to send. It is no complaint, and starts no clock.

    The talk about a request is logged beside them, and counted among none. It may be about no case. ``answered_at`` is
    empty until somebody has answered.
    """

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about="case__card__person",
    )

    class About(models.TextChoices):
        TALK = "talk", "We talked about the request, before deciding"
        WHERE = "where", "Where is the assessment or the plan?"
        LATE = "late", "Something is late"
        SILENT = "silent", "Nobody answers or rings back"
        ADVICE = "advice", "Advice or a report is missing"
        WRONG = "wrong", "Something in a letter or plan is wrong"
        DECISION = "decision", "They disagree with a decision"
        PLACE = "place", "The school or college place"
        PROVISION = "provision", "What the plan says does not happen"
        TRAVEL = "travel", "Travel to school or college"
        MANNER = "manner", "How somebody was spoken to"
        OTHER = "other", "Something else"

    class From(models.TextChoices):
        PARENT = "parent", "A parent or carer"
        YOUNG_PERSON = "young-person", "The child or young person"
        SETTING = "setting", "A school, college or early-years setting"
        PROFESSIONAL = "professional", "A professional"
        OTHER = "other", "Somebody else"

    class Way(models.TextChoices):
        CALL = "call", "A call"
        EMAIL = "e-mail", "An e-mail"
        LETTER = "letter", "A letter"
        PERSON = "person", "In person"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="concerns")
    about = models.CharField(max_length=12, choices=About)
    step = models.CharField(max_length=12, choices=STEPS)
    who = models.CharField(max_length=14, choices=From)
    way = models.CharField(max_length=8, choices=Way)
    words = models.TextField(blank=True)
    raised_on = models.DateField()
    logged_at = models.DateTimeField(default=clock.now)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_on", "-logged_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "raised_on"], name="concerns_by_day"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by=None)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="a_concern_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

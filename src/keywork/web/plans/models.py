"""Plans: every version that was saved, and what was checked and agreed by a second person."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import Involvement
from keywork.web.placements.models import Naming

ABOUT = "case__card__person"
OF_A_PLAN = f"plan__{ABOUT}"
READ_FIRST = "a plan that is being written may repeat what others said; somebody reads it first"


class Plan(Identified):
    """That a plan is written in a case."""

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the case", erase="with the person", about=ABOUT)

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="plan")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class PlanVersion(Identified):
    """A plan as somebody saved it. It is never changed: whoever saves again makes a further version."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked", about=OF_A_PLAN,
        kept_out=READ_FIRST,
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    part = models.CharField("the part that was changed", max_length=20)
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version_of_a_number")
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class PlanCheck(Identified):
    """That a version was sent for a check, as a draft or as the final plan, and what a second person said of it.

    ``attached`` has what was decided or made elsewhere, as it was when it was sent: the setting and the list of advice.
    One that was agreed has its paper, and stands as it is for good.
    """

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked", about=OF_A_PLAN,
        kept_out=READ_FIRST,
    )  # fmt: skip

    class Kind(models.TextChoices):
        DRAFT = "draft", "Draft plan"
        FINAL = "final", "Final plan"

    class State(models.TextChoices):
        WAITING = "waiting", "Waits for a check"
        AGREED = "agreed", "Agreed"
        BACK = "back", "Sent back"
        TAKEN_BACK = "taken-back", "Taken back"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="checks")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attached = models.JSONField(default=dict)
    naming = models.ForeignKey(Naming, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField("what the checker should look at", blank=True)
    names_why = models.TextField("why names that were found may stand", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField("what should change", blank=True)
    paper = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+")
    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(state="waiting"), name="one_check_of_a_plan_waits"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="nobody_agrees_to_their_own_plan",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="agreed") | models.Q(answered_by__isnull=False, paper__isnull=False),
                name="an_agreed_plan_has_its_paper",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "state"], name="plan_checks_by_state"),
        ]
        ordering: ClassVar[list[str]] = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

"""Requests for advice, and the words that were given. Every date that a clock reads stands in the ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation, User
from keywork.web.advice.bodies import BODIES, BY_CODE, Body
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import Involvement

ABOUT = "case__card__person"


class AdviceRequest(Identified):
    """That a body was asked for its advice: whom, what, and who works on it. ``revision`` grows with every change."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the words are blanked", about=ABOUT
    )

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", "Taken back"
        DECLINED = "declined", "Declined"
        REDIRECTED = "redirected", "Passed on"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice_requests")
    thread = models.CharField(max_length=80)
    body = models.CharField(max_length=20, choices=[(body.code, body.title) for body in BODIES])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.CharField(max_length=60)
    involvement = models.ForeignKey(Involvement, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "thread"], name="one_advice_request_of_a_thread"),
            models.CheckConstraint(
                condition=models.Q(user=None) | models.Q(organisation=None), name="advice_asked_of_a_person_or_a_body"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "organisation", "ended"], name="advice_of_an_organisation"),
            models.Index(fields=["authority", "user", "ended"], name="advice_of_a_person"),
            models.Index(fields=["authority", "body", "ended"], name="advice_of_a_body"),
        ]

    def __str__(self) -> str:
        return self.thread

    @property
    def about(self) -> Body:
        return BY_CODE[self.body]

    @property
    def has_tray(self) -> bool:
        """Say whether whoever is asked answers here; otherwise the keyworker writes down what came."""
        return bool(self.about.roles) and (self.involvement_id is not None or not self.about.several)

    @property
    def whom(self) -> str:
        """Return whom it was addressed to, in words."""
        if self.organisation is not None:
            return self.organisation.name
        if self.user is not None:
            return self.user.display_name
        return "The family" if self.about.is_views else "Not recorded"


class AdviceStep(Identified):
    """What was done with a request beside the entry in the ledger: who, why as a code, and the words."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about=f"request__{ABOUT}",
    )

    class Kind(models.TextChoices):
        CHASED = "chased", "Reminded"
        DECLINED = "declined", "Declined"
        REDIRECTED = "redirected", "Passed on"
        DELEGATED = "delegated", "Given to somebody"
        LATE = "late", "Said why it is late"
        MISSED = "missed", "An appointment was missed"
        WITHDRAWN = "withdrawn", "Taken back"
        CONFIRMED = "confirmed", "Receipt confirmed"
        SUBMITTED = "submitted", "Advice given"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="steps")
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


class AdviceDraft(Identified):
    """What somebody is still writing. Nobody else reads it, and each writer has their own."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="with the person",
        about=f"request__{ABOUT}",
        kept_out="whoever writes it has not given it yet",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="drafts")
    writer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["request", "writer"], name="one_advice_draft_of_a_writer")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AdviceVersion(Identified):
    """Advice as it was given. An amended one is a further version; the first stays as it is."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="the words are blanked",
        about=f"request__{ABOUT}",
        kept_out="somebody checks first that reading it does no harm and names nobody else",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AdviceRequest, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    given_by = models.CharField(max_length=60)
    given_by_name = models.CharField(max_length=120)
    given_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["request", "number"], name="one_advice_version_of_a_number")
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"

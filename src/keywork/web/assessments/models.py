"""Requests for an EHC needs assessment, in the words of whoever asks. What is dated stands in the ledger."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation, User
from keywork.web.documents.models.files import Document
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case


class Source(models.TextChoices):
    """Who asks. The codes stand in the ledger, so that measures can read them."""

    PARENT = "parent", "Parent or carer"
    YOUNG_PERSON = "young-person", "Young person"
    SCHOOL = "school", "School"
    COLLEGE = "college", "College"
    EARLY_YEARS = "early-years", "Early-years setting"
    HEALTH = "health", "Health professional"
    SOCIAL_CARE = "social-care", "Social care professional"
    PROFESSIONAL = "other", "Another professional"


class AssessmentRequest(Identified):
    """What somebody asks, kept from the first page they fill in. It has a case from the moment it is sent.

    ``told_received_on`` and ``told_due_by`` are the days that whoever asked was shown when it was sent. They go on
    being shown where the request joined another, of which they may not learn.
    """

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case; one that was never sent, until its writer takes it back",
        erase="the words are blanked",
        about="case__card__person",
    )

    class State(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        WAITING = "waiting", "To be looked at"
        ASKED = "asked", "More was asked for"
        COMPLETE = "complete", "Complete"
        JOINED = "joined", "Joined another request"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    urn = models.CharField("Number of the setting", max_length=20, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="requests")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    told_received_on = models.DateField(null=True)
    told_due_by = models.DateField(null=True)
    urgent = models.TextField("Urgent because", blank=True)
    written_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "state"], name="requests_by_state"),
            models.Index(fields=["user"], name="requests_of_a_person"),
        ]
        constraints: ClassVar[list[Any]] = [
            # A request that was sent has a case, and so a clock: none waits for somebody to look at it.
            models.CheckConstraint(
                condition=models.Q(state="draft", case=None)
                | (~models.Q(state="draft") & models.Q(case__isnull=False)),
                name="a_sent_request_has_a_case",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Asking(Identified):
    """What was asked of whoever made a request, and what they answered."""

    privacy = Privacy(
        Holds.CHILD,
        export=True,
        retain="as long as the case",
        erase="the words are blanked",
        about="request__case__card__person",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AssessmentRequest, on_delete=models.PROTECT, related_name="askings")
    items = models.JSONField(default=list)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.CharField(max_length=60)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class RequestPaper(Identified):
    """That a document came with a request. It is a document of whichever case the request belongs to."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="with the document",
        about="request__case__card__person",
        kept_out="somebody reads each document first: it may name others, or do harm",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AssessmentRequest, on_delete=models.PROTECT, related_name="papers")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="came_with")

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)

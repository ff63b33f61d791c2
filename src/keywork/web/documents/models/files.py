"""Documents of a case: what they are, their versions, with whom they are shared. The bytes lie in the store."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation, User
from keywork.web.documents.labels import BY_CODE, CHOICES, Label
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import FamilyMember

ABOUT = "case__card__person"
OF_A_DOCUMENT = f"document__{ABOUT}"
READ_FIRST = "somebody reads each document first: it may name others, or do harm"


class StoredFile(Identified):
    """Bytes in the store: under a name that says nothing, with what tells whether they are still the same."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="the bytes are destroyed; size and digest stay",
        about=ABOUT,
        kept_out=READ_FIRST,
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=32, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField(default=clock.now)
    destroyed_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.place


class Document(Identified):
    """A document of a case. ``revision`` grows with every change of what is said about it."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="title and file names are blanked",
        about=ABOUT,
        kept_out=READ_FIRST,
    )

    class State(models.TextChoices):
        KEPT = "kept", "Kept"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Taken back"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=12, choices=CHOICES)
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    # Whose it is: whoever gave it and, where they work for one, their organisation. A label, and never a name.
    given_by = models.CharField(max_length=60)
    given_by_name = models.CharField(max_length=120)
    given_by_role = models.CharField(max_length=30, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    kept_from_parents = models.BooleanField(default=False, db_default=False)
    redacted_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="redacted_copies")
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "case", "made_at"], name="documents_of_a_case")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def about(self) -> Label:
        return BY_CODE[self.label]


class DocumentVersion(Identified):
    """One version of a document: the file as it came, closed to readers, and the copy that they read."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="with the document",
        about=OF_A_DOCUMENT,
        kept_out=READ_FIRST,
    )

    class Check(models.TextChoices):
        CLEAN = "clean", "Checked for viruses"
        UNCHECKED = "unchecked", "Not checked for viruses"
        OURS = "ours", "Made by Keywork"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=120)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    viewing = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    checked = models.CharField(max_length=10, choices=Check)
    given_by = models.CharField(max_length=60)
    given_by_name = models.CharField(max_length=120)
    given_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["document", "number"], name="one_document_version_of_a_number")
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class DocumentShare(Identified):
    """That a document is shown to somebody whose own it is not. It ends, and is never deleted."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="with the document",
        about=OF_A_DOCUMENT,
        kept_out=READ_FIRST,
    )

    class With(models.TextChoices):
        FAMILY = "family", "The whole family"
        MEMBER = "member", "One person of the family"
        SETTING = "setting", "A school or other setting"
        PANEL = "panel", "The panel’s pack"
        MEDIATION = "mediation", "The bundle for mediation"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="shares")
    shared_with = models.CharField(max_length=10, choices=With)
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    thread = models.CharField(max_length=80)
    shared_at = models.DateTimeField(default=clock.now)
    shared_by = models.CharField(max_length=60)
    shared_by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["document", "thread"], condition=models.Q(ended_at=None), name="one_open_share_of_a_document"
            )
        ]

    def __str__(self) -> str:
        return self.shared_with


class RedactionDraft(Identified):
    """What somebody is about to take out of a document. It goes as soon as the copy is made: it says what is secret."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="until the redacted copy is made",
        erase="with the person",
        about=f"version__{OF_A_DOCUMENT}",
        kept_out="it repeats what somebody is about to take out",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="redactions")
    writer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    boxes = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "writer"], name="one_redaction_draft_of_a_writer")
        ]

    def __str__(self) -> str:
        return str(self.pk)

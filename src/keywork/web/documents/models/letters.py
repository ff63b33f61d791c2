"""Letters: the templates an authority edits, each letter with its text, and to whom each copy of it goes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation, User
from keywork.web.documents.letter_kinds import BY_CODE, KINDS, PARTS, Kind
from keywork.web.documents.models.files import Document
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.row_security import Rows
from keywork.web.ledger.models import Case
from keywork.web.people.models import FamilyMember
from keywork.web.vaults.models import ContactPoint

ABOUT = "letter__case__card__person"
READ_FIRST = "a letter may name others, or be for somebody else of the family; somebody reads it first"
REACHED = "it tells how somebody of the family is reached"


class LetterTemplate(Identified):
    """One version of a template: proposed by one person, in use once another agreed. The latest agreed one counts."""

    privacy = Privacy(
        Holds.STAFF, export=True, retain="as long as the authority uses Keywork", erase="names become account numbers"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, choices=[(one.code, one.title) for one in (*KINDS, *PARTS)])
    number = models.PositiveIntegerField()
    text = models.TextField()
    word = models.BinaryField(null=True)
    why = models.CharField(max_length=400)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "code", "number"], name="one_letter_template_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("proposed_by")),
                name="nobody_agrees_to_their_own_template",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"


class Letter(Identified):
    """A letter of a case. ``revision`` grows with every change; the text is frozen by whoever approves or sends it."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked",
        about="case__card__person", kept_out=READ_FIRST,
    )  # fmt: skip

    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        WAITING = "waiting", "Waiting for approval"
        READY = "ready", "Ready to send"
        CHECKING = "checking", "Waiting for a second person"
        SENDING = "sending", "On its way"
        SENT = "sent", "Sent"
        RETURNED = "returned", "Came back to you"
        DROPPED = "dropped", "Not sent"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=40, choices=[(one.code, one.title) for one in KINDS])
    setting = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    why = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=1)
    # Who decided what the letter is about when its text was written; empty where it goes to a setting.
    written_for = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "case", "made_at"], name="letters_of_a_case"),
            models.Index(fields=["authority", "state"], name="letters_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def about(self) -> Kind:
        return BY_CODE[self.kind]


class LetterVersion(Identified):
    """The text of a letter as somebody asked for it to be sent, and who approved it. It is never changed."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="the words are blanked", about=ABOUT,
        kept_out=READ_FIRST,
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    writer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["letter", "number"], name="one_letter_version_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("writer")),
                name="nobody_approves_their_own_letter",
            ),
        ]
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class Release(Identified):
    """That somebody asked for a version to go to some people, and whether a second person agreed where one must."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the letter", about=ABOUT,
        kept_out=READ_FIRST,
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="releases")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="releases")
    reasons = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="nobody_releases_alone_what_takes_two",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Enclosure(Identified):
    """A document that goes with a letter, in the version that the sender saw."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the letter",
        about=f"release__{ABOUT}", kept_out=READ_FIRST,
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="enclosures")
    version = models.ForeignKey("documents.DocumentVersion", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["release", "version"], name="one_enclosure_of_a_version")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Dispatch(Identified):
    """One copy of a letter for one recipient: to which version of an address, by which way, and what became of it.

    It goes to a contact point of the child or the family, or to the account of somebody who works for a setting.
    ``token`` stands for a hidden address where nobody may read it.
    """

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the letter",
        about=f"release__{ABOUT}", kept_out=REACHED,
    )  # fmt: skip

    class Way(models.TextChoices):
        LINK = "link", "By secure link"
        POST = "post", "By post"
        BLIND = "blind", "By post, to a hidden address"

    class State(models.TextChoices):
        CHECKING = "checking", "Waits for a second person"
        QUEUED = "queued", "Waits to go"
        PRINTED = "printed", "Printed, not posted"
        SENT = "sent", "Sent"
        STOPPED = "stopped", "Stopped"
        RECALLED = "recalled", "Recalled"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="dispatches")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=250)
    relation = models.CharField(max_length=120)
    way = models.CharField(max_length=5, choices=Way)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    why = models.CharField(max_length=40, blank=True)
    token = models.CharField(max_length=9)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    word = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)
    printed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    message = models.UUIDField(null=True, db_index=True)
    sent_on = models.DateField(null=True)
    sent_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "token"], name="one_copy_of_a_token"),
            models.CheckConstraint(
                condition=models.Q(point=None, user__isnull=False) | models.Q(point__isnull=False, user=None),
                name="a_copy_goes_to_a_contact_point_or_an_account",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "state", "way"], name="copies_by_state"),
        ]

    def __str__(self) -> str:
        return self.token


class LetterLink(Identified):
    """The link by which somebody without an account reads their copy. Its code is kept as a digest, for minutes."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the letter",
        about=f"dispatch__release__{ABOUT}", kept_out=REACHED,
    )  # fmt: skip

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="link")
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    killed_at = models.DateTimeField(null=True)
    killed_why = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=128, blank=True)
    code_until = models.DateTimeField(null=True)
    code_asked = models.JSONField(default=list)
    code_message = models.UUIDField(null=True, db_index=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class LinkKey(models.Model):
    """By which a link is found while nobody has signed in: a keyed digest of its secret, and whose it is. No more."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the link", erase="with the letter")
    belongs = Rows(before_sign_in="everything", why="who holds a link has not signed in")

    digest = models.CharField(max_length=64, primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    link = models.OneToOneField(LetterLink, on_delete=models.PROTECT, related_name="key")

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return self.digest[:8]


class LinkUse(Identified):
    """What somebody who held a link did with it: asked for a code, got it wrong, opened the letter."""

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the letter",
        about=f"link__dispatch__release__{ABOUT}", kept_out=REACHED,
    )  # fmt: skip

    class What(models.TextChoices):
        ASKED = "asked", "Asked for a code"
        WRONG_ADDRESS = "wrong-address", "Entered another e-mail address"
        WRONG_CODE = "wrong-code", "Entered a wrong code"
        OPENED = "opened", "Entered the code and opened it"
        FILE = "file", "Took a file"
        REFUSED = "refused", "Tried it after it had ended"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(LetterLink, on_delete=models.PROTECT, related_name="uses")
    what = models.CharField(max_length=20, choices=What)
    browser = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    def __str__(self) -> str:
        return self.what

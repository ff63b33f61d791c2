"""What is written to and fro about a case: a thread for each person or body, and nobody reads another's."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, Organisation, Role, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.people.models import FamilyMember, Person

ABOUT = "case__card__person"
OF_OTHERS = "it was written with one person, who may be another parent; whoever answers for it decides"


class Thread(Identified):
    """The correspondence of a case with one person or body. Each parent has a thread of their own.

    Who it is with: somebody of the family, with or without an account; an account, such as the young person's; or an
    organisation and the role in it. ``plan`` marks one that is about the plan, which a plan writer reads too.
    """

    privacy = Privacy(
        Holds.CHILD, export=False, retain="as long as the case", erase="with the case", about=ABOUT, kept_out=OF_OTHERS
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="threads")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=30, choices=Role, blank=True)
    plan = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    latest_at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "member"], name="one_thread_of_a_member"),
            models.UniqueConstraint(fields=["case", "user"], name="one_thread_of_an_account"),
            models.UniqueConstraint(fields=["case", "organisation", "role"], name="one_thread_of_an_organisation"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Written(Identified):
    """One message of a thread, or what somebody said another way and was written down. It is never changed."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="the words are blanked",
        about=f"thread__{ABOUT}",
        kept_out=OF_OTHERS,
    )

    class How(models.TextChoices):
        HERE = "here", "Written here"
        PHONE = "phone", "By telephone"
        POST = "post", "By post"
        EMAIL = "email", "By e-mail"
        IN_PERSON = "in-person", "In person"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="written")
    from_them = models.BooleanField()
    how = models.CharField(max_length=10, choices=How, default=How.HERE)
    on = models.DateField()
    text = models.TextField()
    by = models.CharField(max_length=60)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thread", "at"], name="written_of_a_thread")]

    def __str__(self) -> str:
        return str(self.pk)


class ThreadRead(Identified):
    """How far somebody has read a thread."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the thread", erase="with the thread")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="read_by")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["thread", "user"], name="read_once_by_a_person")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Needs(Identified):
    """How somebody of the family, or the child, wants to be written and spoken to. A change is a further row."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the person",
        erase="with the person",
        about="person",
        kept_out="it may tell of another parent; whoever answers for it decides",
    )

    class Format(models.TextChoices):
        LARGE_PRINT = "large-print", "Large print"
        EASY_READ = "easy-read", "Easy read"
        BRAILLE = "braille", "Braille"
        AUDIO = "audio", "Audio"
        PAPER = "paper", "On paper, by post"
        BY_PHONE = "by-phone", "By telephone"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=80, blank=True)
    interpreter = models.BooleanField(default=False)
    formats = models.JSONField(default=list)
    more = models.TextField(blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.CharField(max_length=60)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "member", "written_at"], name="needs_of_a_person")
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""How a child and the family are reached, and what is kept under keys of its own."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.sealed import Sealed
from keywork.web.kernel.vault import Vault, marks
from keywork.web.ledger.models import Case
from keywork.web.people.models import FamilyMember, Person

CHILD = "child"


class ContactPoint(Identified):
    """An address, a number or an e-mail address of a child or of somebody of the family.

    A change is a new row that takes the place of the old. The words of a hidden one are in :class:`HiddenWords`.
    ``reached`` names who lives or reads there: identities of members of the family, or the child.
    """

    privacy = Privacy(Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="person")

    class Kind(models.TextChoices):
        ADDRESS = "address", "Address"
        PHONE = "phone", "Telephone number"
        EMAIL = "email", "E-mail address"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    member = models.ForeignKey(FamilyMember, on_delete=models.PROTECT, null=True, related_name="contact_points")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.TextField(blank=True)
    reached = models.JSONField(default=list)
    hidden = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=60)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(hidden=False) | models.Q(value=""), name="hidden_words_are_in_the_vault"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HiddenWords(Sealed):
    """The words of a hidden contact point, or a postcode that would give it away."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the person",
        erase="the row is deleted",
        about="person",
        kept_out="an address is hidden; whoever lives there may read it",
    )
    vault = Vault.CONTACT

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    point = models.OneToOneField(ContactPoint, on_delete=models.PROTECT, null=True, related_name="hidden_words")

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class FormerIdentity(Sealed):
    """Who an adopted child was before. Without the keys of this vault nobody can tell even whose row it is."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as the adoption agency says",
        erase="the row is deleted",
        about="mark",
        kept_out="it tells who the child was before an adoption; the adoption agency decides",
    )
    vault = Vault.IDENTITY

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, db_index=True)

    objects = ScopedManager(authority="authority")

    def seal_again(self) -> list[str]:
        """Seal it with the key in use, and mark it anew: the mark too is made with the key."""
        self.mark = marks(self.vault, str(json.loads(self.words())["person"]))[-1]
        return [*super().seal_again(), "mark"]

    def __str__(self) -> str:
        return str(self.pk)


class HealthOfOthers(Sealed):
    """A paragraph about the health of somebody else than the child: a parent's illness, a sibling's diagnosis."""

    privacy = Privacy(
        Holds.CHILD,
        export=False,
        retain="as long as the case",
        erase="the row is deleted, on the subject's request too",
        about="case__card__person",
        kept_out="it tells of somebody else's health; the health professional who answers for it decides",
    )
    vault = Vault.HEALTH

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=20, choices=FamilyMember.Relationship)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class Reveal(Identified):
    """A look at what is kept from nearly everybody: one person asks, another agrees, and it lasts ten minutes."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the access log", erase="with the person")

    class Kind(models.TextChoices):
        ADDRESS = "address", "See the hidden address"
        IDENTITY = "identity", "See the former identity"
        UNHIDE = "unhide", "Stop hiding an address"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BrokenGlass(Identified):
    """Somebody opened a protected case that was not theirs, said why, and is asked about it."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the access log", erase="with the case")

    class Why(models.TextChoices):
        CHILD_AT_RISK = "child-at-risk", "A child may come to harm if nobody looks now"
        URGENT_CALL = "urgent-call", "The family, a school or the police need an answer today"
        NOBODY_THERE = "nobody-there", "Those who are named on the case cannot be reached"
        COURT = "court", "A court or tribunal asks today"

    class Outcome(models.TextChoices):
        RIGHT = "right", "It was right to look"
        NOT_NEEDED = "not-needed", "It was not needed; they have been told"
        WRONG = "wrong", "It was wrong; it is followed up as a breach"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why)
    reason = models.TextField()
    at = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_by = models.DateField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    remarks = models.TextField(blank=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)


class Alert(Identified):
    """Word for those who answer for restricted cases: somebody looked, or tried to."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the access log", erase="with the case")

    class Kind(models.TextChoices):
        GLASS = "glass", "Broke the glass"
        RESTRICTED = "restricted", "Opened a restricted case"
        KEPT_OUT = "kept-out", "Tried to open a case they are kept from"
        REVEALED = "revealed", "Was shown what is hidden"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "at"], name="alerts_not_seen", condition=models.Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class KeptBack(Identified):
    """An entry of the record that a young person keeps from their parents."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the person", erase="with the person", about="case__card__person"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kept_back")
    event_id = models.UUIDField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "event_id"], name="kept_back_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""Who works here, for which authority, in which role, and what they looked at."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django_scopes import ScopedManager

from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.row_security import Rows
from keywork.web.ui.jinja import short_day

TO_SIGN_IN = "read to find out who signs in, while no authority is known yet"


class Role(models.TextChoices):
    """The roles of the matrix, in its order and its words."""

    KEYWORKER = "keyworker", "Keyworker"
    PLAN_WRITER = "plan-writer", "Plan writer"
    MANAGER = "manager", "Manager"
    PANEL_MEMBER = "panel-member", "Panel member"
    EDUCATIONAL_PSYCHOLOGIST = "educational-psychologist", "Educational psychologist"
    SOCIAL_WORKER = "social-worker", "Social worker"
    DSCO = "dsco", "Designated social care officer"
    BUSINESS_SUPPORT = "business-support", "Business support"
    INFORMATION_GOVERNANCE = "information-governance", "Information governance"
    THERAPIST = "therapist", "Health therapist"
    DCO = "dco", "Designated clinical officer"
    COMMISSIONER = "commissioner", "Commissioner"
    SENCO = "senco", "SENCO of a school"
    COLLEGE = "college", "FE college"
    EARLY_YEARS = "early-years", "Early-years setting"
    PARENT = "parent", "Parent or carer"
    YOUNG_PERSON = "young-person", "Young person"
    SENDIASS = "sendiass", "SENDIASS adviser"
    MEDIATOR = "mediator", "Mediator"
    ANALYST = "analyst", "Analyst"
    BOARD_MEMBER = "board-member", "Board member"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"
    INTEGRATION = "integration", "Integration"


# Whose accounts are machines': nobody signs in with one.
MACHINES = frozenset({Role.INTEGRATION.value})


class Authority(Identified):
    """A local authority: every record belongs to one, and nobody sees another's."""

    privacy = Privacy(
        Holds.NOTHING_PERSONAL, export=False, retain="as long as the authority uses Keywork", erase="never"
    )
    belongs = Rows(path="", why="the names of authorities, which everybody may know")

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=120)
    brand_colour = models.CharField(max_length=7, default="#1f4e5f")

    def __str__(self) -> str:
        return self.name


class Team(Identified):
    privacy = Privacy(
        Holds.NOTHING_PERSONAL, export=False, retain="as long as the authority uses Keywork", erase="never"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_team_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(Identified):
    """Whom somebody works for who is not the authority's own: a setting, a health provider, a service for families."""

    privacy = Privacy(
        Holds.NOTHING_PERSONAL, export=False, retain="as long as the authority uses Keywork", erase="never"
    )
    belongs = Rows(before_sign_in="everything", why=TO_SIGN_IN)

    class Kind(models.TextChoices):
        SETTING = "setting", "School, college or early-years setting"
        HEALTH = "health", "Health provider"
        CARE = "care", "Social care"
        FAMILY_SERVICE = "family-service", "Service for families"
        PARTNER = "partner", "Another partner"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    urn = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_organisation_of_a_name"),
            models.UniqueConstraint(
                fields=["authority", "urn"], name="one_organisation_of_a_urn", condition=~models.Q(urn="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def why_closed(self) -> str:
        """Say when it closed, what it became part of, and what to do; empty while it is open."""
        if self.closed_on is None:
            return ""
        if self.successor is None:
            return f"{self.name} closed on {short_day(self.closed_on)}. Choose another setting."
        now = self.successor
        while now.successor is not None:  # an organisation becomes part of one that is open, so this ends
            now = now.successor
        return (
            f"{self.name} became part of {self.successor.name} on {short_day(self.closed_on)}. "
            f"Choose {now.name} instead."
        )


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Identified):
    """A person who signs in, by e-mail address.

    There is no superuser and no permission of Django's own: what a person may do is their membership's role.
    ``signed_out_at`` ends every session that began before it.
    """

    privacy = Privacy(
        Holds.STAFF,
        export=True,
        retain="while the person works here, then as long as the access log names them",
        erase="name and address are replaced by the account's number",
    )
    belongs = Rows("membership__authority", before_sign_in="everything", anybody_adds=True, why=TO_SIGN_IN)

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    signed_out_at = models.DateTimeField(null=True, blank=True)
    is_staff = False

    objects = UserManager()
    # What is read with a person, to know as whom they act.
    PLACE: ClassVar[tuple[str, ...]] = ("membership__authority", "membership__organisation")
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_machines(self) -> bool:
        """Say whether a machine has the account, with which nobody signs in."""
        place = getattr(self, "membership", None)
        return place is not None and place.role in MACHINES


class OpenSession(AbstractBaseSession):
    """A session: whose it is, since when, when it was last used and by which browser. Ending it deletes its row."""

    privacy = Privacy(Holds.STAFF, export=True, retain="until it ends, ten hours at most", erase="with the account")
    belongs = Rows(
        "user__membership__authority", before_sign_in="everything", anybody_adds=True, unowned=True, why=TO_SIGN_IN
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="open_sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads these rows."""
        from keywork.web.accounts.session_store import SessionStore

        return SessionStore


class FailedAttempts(models.Model):
    """When signing in failed, in one lane: an account, a place, or both, told apart by a keyed digest alone."""

    privacy = Privacy(Holds.STAFF, export=False, retain="an hour", erase="by itself")
    belongs = Rows(path="", why="digests and times, counted before anybody has signed in")

    lane = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    at = models.JSONField(default=list)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.lane[:8]}"


class Membership(Identified):
    """A person's role with one authority."""

    privacy = Privacy(Holds.STAFF, export=True, retain="as long as the account", erase="with the account")
    belongs = Rows(before_sign_in="everything", why=TO_SIGN_IN)

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Consent(Identified):
    """What one person asked for about an account, and whether a second one agreed. A link is kept as a digest only."""

    privacy = Privacy(
        Holds.STAFF, export=True, retain="as long as the access log names the people", erase="with the account"
    )
    belongs = Rows(before_sign_in="everything", why="who holds a link has not signed in")

    class Kind(models.TextChoices):
        LET_IN = "let-in", "Let them in with a new password"
        ROLE = "role", "Give them another role"
        SECOND_STEP = "second-step", "Take their second step away"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    role = models.CharField(max_length=30, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    link = models.CharField(max_length=64, blank=True, db_index=True)
    code = models.CharField(max_length=128, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AccessEntry(models.Model):
    """One row of the access log: who did what, to whose record, and whether they were let. It only grows.

    A list that was shown is one row that names its subjects. An entry without authority is an attempt
    to sign in with an address that no account has.
    """

    privacy = Privacy(
        Holds.RECORD_OF_USE,
        export=True,
        retain="the life of the records it names and six years more",
        erase="subjects become pseudonyms when the record they name is disposed of",
    )
    belongs = Rows(before_sign_in="add", why="an attempt to sign in is written down before anybody has signed in")

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(default=clock.now)
    actor = models.CharField(max_length=60)
    role = models.CharField(max_length=30, blank=True)
    action = models.CharField(max_length=60)
    allowed = models.BooleanField(default=True)
    subjects = models.JSONField(default=list)
    detail = models.JSONField(default=dict)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "at"], name="access_by_day"),
            models.Index(fields=["authority", "actor", "at"], name="access_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action}"


class AccessSubject(models.Model):
    """A record that a row of the access log names, so that who looked at it is found without reading the whole log."""

    privacy = Privacy(
        Holds.RECORD_OF_USE, export=False, retain="as long as the row", erase="with the subjects of the row"
    )

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.UUIDField()
    # Neither is ever deleted, which the database itself sees to.
    entry = models.ForeignKey(AccessEntry, on_delete=models.DO_NOTHING, related_name="named", db_index=False)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "subject", "entry"], name="access_by_subject")
        ]

    def __str__(self) -> str:
        return str(self.subject)


class SentForm(Identified):
    """That a form was sent and done, under a keyed digest of what was in it, and where that led."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="a week", erase="by itself")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    led_to = models.TextField()
    at = models.DateTimeField()

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return str(self.pk)

"""E-mails that are to go, and what became of each. The row is the truth; a task of the queue only wakes the worker."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case
from keywork.web.vaults.models import ContactPoint


class State(models.TextChoices):
    """Where an e-mail stands. ``MOVES`` says what may follow what."""

    WAITING = "waiting", "Waiting to be sent"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    UNKNOWN = "unknown", "Not known whether it went"
    PARKED = "parked", "Not sent"
    STOPPED = "stopped", "Stopped"
    BOUNCED = "bounced", "Came back"


MOVES: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.CLAIMED, State.STOPPED}),
    State.CLAIMED: frozenset({State.SENT, State.WAITING, State.PARKED, State.STOPPED, State.UNKNOWN, State.BOUNCED}),
    # Whoever was thought dead and was only slow says in the end what became of it.
    State.UNKNOWN: frozenset({State.SENT, State.PARKED, State.STOPPED, State.BOUNCED}),
    State.SENT: frozenset({State.BOUNCED}),
    State.PARKED: frozenset(),
    State.STOPPED: frozenset(),
    State.BOUNCED: frozenset(),
}
# What somebody is asked to look at.
TROUBLED = frozenset({State.UNKNOWN, State.PARKED, State.STOPPED, State.BOUNCED})


class Message(Identified):
    """One e-mail to one person: to an account's address, or to a contact point as it was when it was written.

    The address is read when it is sent and never kept here. ``history`` has a line for every change of state.
    """

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the access log", erase="with the case")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    link = models.CharField(max_length=300, blank=True)
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    claim = models.UUIDField(null=True)
    written_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    history = models.JSONField(default=list)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(user=None, point__isnull=False) | models.Q(user__isnull=False, point=None),
                name="email_to_an_account_or_a_contact_point",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "state", "due_at"], name="emails_by_state"),
            models.Index(fields=["case", "state"], name="emails_of_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class EmailFault(Identified):
    """An address that sent an e-mail back for good. Nothing more is sent there until another one is written."""

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="as long as the access log", erase="with the person")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(ContactPoint, on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=64)  # a keyed digest: another address of the same account is not at fault
    status = models.CharField(max_length=20)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message"], name="one_fault_of_an_email"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "address"], name="email_faults_by_address"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""What is new for somebody: a line on their page, whose case is looked up anew each time it is shown."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority, User
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case


class Notice(Identified):
    """That something is new for one person. It names nobody: what it is about stands behind the case.

    ``event_id`` is the entry of the record it tells of, so that it goes where that entry is kept back. ``daily`` is
    set as long as it waits for the e-mail of the next morning.
    """

    privacy = Privacy(Holds.RECORD_OF_USE, export=False, retain="a year", erase="with the account or the case")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    link = models.CharField(max_length=300)
    event_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    daily = models.BooleanField(default=False)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-at"], name="notices_of_a_person"),
            models.Index(fields=["user"], name="notices_not_read", condition=models.Q(read_at=None)),
            models.Index(fields=["authority", "at"], name="notices_for_the_day", condition=models.Q(daily=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NoticePreference(Identified):
    """How one person wants to be told by e-mail, by group of news."""

    privacy = Privacy(Holds.STAFF, export=True, retain="as long as the account", erase="with the account")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    how = models.JSONField(default=dict)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user"], name="one_notice_preference_of_a_person")
        ]

    def __str__(self) -> str:
        return str(self.pk)

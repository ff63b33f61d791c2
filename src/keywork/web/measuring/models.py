"""Figures as they were published: frozen, with what was hidden in them, which binds whatever is published after."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy


class Publication(Identified):
    """The figures of a year up to the end of a month, prepared by one person and published by another.

    ``content`` is what anybody may read, and ``digest`` its seal. ``bound`` holds every count, the hidden ones too,
    and the sums between them. It never leaves: a later publication is proved against it.
    """

    privacy = Privacy(
        Holds.NOTHING_PERSONAL,
        export=False,
        retain="for good: what was published binds what is published after it",
        erase="never: counts of cases, by no one's name",
    )

    class State(models.TextChoices):
        PREPARED = "prepared", "Waiting for a second person"
        PUBLISHED = "published", "Published"
        DECLINED = "declined", "Not published"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    as_of = models.DateField()
    known_on = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    bound = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    prepared_at = models.DateTimeField(default=clock.now)
    prepared_by = models.CharField(max_length=60)
    prepared_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["authority"], name="one_publication_waits", condition=models.Q(state="prepared")
            ),
            models.UniqueConstraint(
                fields=["authority", "as_of"], name="one_publication_of_a_day", condition=models.Q(state="published")
            ),
        ]
        ordering: ClassVar[list[str]] = ["-as_of"]

    def __str__(self) -> str:
        return f"figures up to {self.as_of}"

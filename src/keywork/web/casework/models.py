"""Notes that people leave on a case. Dates live in the ledger; these are words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.kernel.models import Identified
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.ledger.models import Case


class Note(Identified):
    """A note on a case, by whoever works on it."""

    privacy = Privacy(
        Holds.CHILD, export=True, retain="as long as the case", erase="the text is blanked", about="case__card__person"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.CharField(max_length=60)
    author_name = models.CharField(max_length=120)
    written_at = models.DateTimeField(default=clock.now)
    text = models.TextField()

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering: ClassVar[list[str]] = ["-written_at"]

    def __str__(self) -> str:
        return str(self.pk)

"""The projection of the clocks, so that lists are fast. A rebuild reproduces it exactly."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.kernel.privacy import Holds, Privacy
from keywork.web.kernel.row_security import Rows
from keywork.web.ledger.models import Case, LedgerEvent


class ClockRow(models.Model):
    """The latest cycle of one duty for one thread of a case. "Late" is a comparison, not a column."""

    privacy = Privacy(
        Holds.CODES,
        export=False,
        retain="as long as the events it is made from",
        erase="by a rebuild",
        about="case__card__person",
        kept_out="it is worked out from what is in the bundle",
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks", db_index=False)
    duty = models.CharField(max_length=60)
    thread = models.CharField(max_length=80, blank=True)
    pathway = models.CharField(max_length=40)
    duty_kind = models.CharField(max_length=20)
    owner = models.CharField(max_length=40)
    cycle = models.PositiveIntegerField()
    trigger = models.ForeignKey(LedgerEvent, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_on = models.DateField()
    legal_deadline = models.DateField(null=True)
    act_by = models.DateField(null=True)
    may_act_from = models.DateField(null=True)
    met_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    broken_on = models.DateField(null=True)
    undated = models.BooleanField()
    disapplied = models.BooleanField()
    in_source = models.BooleanField()
    is_open = models.BooleanField()
    is_running = models.BooleanField()

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "duty", "thread"], name="one_clock_of_a_thread")
        ]
        indexes: ClassVar[list[models.Index]] = [
            # They hold all that the lists filter and count by, so that counting never goes to the table.
            models.Index(
                fields=["authority", "legal_deadline", "duty_kind", "owner", "case"],
                name="running_clocks",
                condition=models.Q(is_running=True),
            ),
            models.Index(
                fields=["case", "authority", "legal_deadline", "duty_kind", "owner"],
                name="running_clocks_of_a_case",
                condition=models.Q(is_running=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.thread}".strip()


class CaseSummary(models.Model):
    """Where a case stands and which deadline is next, for lists."""

    privacy = Privacy(
        Holds.CODES,
        export=False,
        retain="as long as the events it is made from",
        erase="by a rebuild",
        about="case__card__person",
        kept_out="it is worked out from what is in the bundle",
    )

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="summary")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=20)
    since = models.DateField(null=True)
    requested_on = models.DateField(null=True)
    setting = models.CharField(max_length=20, blank=True)
    is_open = models.BooleanField()
    next_duty = models.CharField(max_length=60, blank=True)
    next_thread = models.CharField(max_length=80, blank=True)
    next_deadline = models.DateField(null=True)
    events = models.PositiveIntegerField()

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "is_open", "next_deadline"], name="cases_by_deadline"),
            models.Index(fields=["authority", "stage"], name="cases_by_stage"),
            models.Index(fields=["authority", "setting"], name="cases_by_setting"),
        ]

    def __str__(self) -> str:
        return self.stage


class RunningCount(models.Model):
    """How many clocks of an authority run that fall due on one day, of one kind: counted as they are written.

    Counting them anew for each page would take the longer the larger an authority is.
    """

    privacy = Privacy(
        Holds.NOTHING_PERSONAL, export=False, retain="as long as the clocks it counts", erase="by a rebuild"
    )

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    legal_deadline = models.DateField()
    is_target = models.BooleanField()
    is_council = models.BooleanField()
    running = models.IntegerField()

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["authority", "legal_deadline", "is_target", "is_council"], name="one_count_of_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.legal_deadline}: {self.running}"


class KeptTendencies(models.Model):
    """What the clocks of an authority did in the two years up to a day: what early warning is told from that day.

    Telling it from the clocks takes the longer the larger an authority is, and nobody should wait for it.
    """

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="until the next day", erase="nothing to erase")

    authority = models.OneToOneField(Authority, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    figures = models.JSONField()

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.day}"


class WorkedOutBy(models.Model):
    """Which program and law the stored clocks were worked out by, the last row now."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="for good", erase="nothing to erase")
    belongs = Rows(path="", why="which version worked the clocks out")

    id = models.BigAutoField(primary_key=True)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.fingerprint[:12]


class LawSetting(models.Model):
    """An authority's answer to an open question of the law, from a moment on. It only grows."""

    privacy = Privacy(Holds.NOTHING_PERSONAL, export=False, retain="for ever", erase="never")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.CharField(max_length=60)

    objects = ScopedManager(authority="authority")

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"

"""A limit of a case for which an exception is or may be relied on: its clock, and what the law gives for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from keywork.core.clocks import Clock, cycles_of
from keywork.core.excusing import Worked, may_be_relied_on, worked
from keywork.core.explaining import selection
from keywork.core.history import History
from keywork.core.loading import load_register
from keywork.core.register import ExceptionRule
from keywork.web.exceptions.models import Reliance

LAW = "The law gives no such exception for this limit."


@dataclass(frozen=True, slots=True)
class Limit:
    """A duty's latest clock in a case, and the case as it was read from."""

    history: History
    clock: Clock

    @property
    def rules(self) -> list[ExceptionRule]:
        """Return the exceptions that the law gives for it."""
        return may_be_relied_on(self.history, self.clock)

    def rule(self, code: str) -> ExceptionRule | None:
        """Return one of them, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def worked(self, code: str, event_id: str) -> Worked:
        """Work the test of one with one circumstance alone."""
        rule = self.rule(code)
        return Worked(False, (LAW,)) if rule is None else worked(self.history, self.clock, rule, event_id)


def limit(history: History, duty_id: str, thread: str) -> Limit:
    """Return a limit of a case.

    Raises:
        KeyError: there is no such duty.
    """
    duty = load_register().duties[duty_id]
    return Limit(history, cycles_of(history, duty, selection(history, duty, thread or None))[-1])


def limit_of(history: History, one: Reliance) -> Limit:
    """Return the limit that an exception is proposed for."""
    return limit(history, one.duty, one.thread)


def that_can_be_excepted(history: History, clocks: Iterable[Clock]) -> list[Clock]:
    """Return the clocks for which the law gives an exception, the earliest last day first."""
    found = [clock for clock in clocks if may_be_relied_on(history, clock)]
    return sorted(found, key=lambda clock: (not clock.is_open, clock.legal_deadline, clock.duty.id))

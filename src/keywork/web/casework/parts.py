"""The parts of a case's page: which of them a person sees, and how much of each, as the matrix has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from keywork.core.clocks import Clock
from keywork.core.events import CORRECTION_KINDS, Event
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.models import Role
from keywork.web.advice.bodies import code_of
from keywork.web.kernel.ports import asked
from keywork.web.people.policy import Standing
from keywork.web.vaults.kept_back import hidden_from

# The end of the thread of whoever gives a kind of advice.
ADVISERS = {
    Role.EDUCATIONAL_PSYCHOLOGIST: ("ep",),
    Role.SOCIAL_WORKER: ("social-care", "sc"),
    Role.THERAPIST: ("health",),
}
CARE_OWNERS = frozenset({"childrens-social-care", "icb-or-social-care"})
HEALTH_OWNERS = frozenset(
    {"icb", "nhs-provider", "icb-or-social-care", "local-authority-and-icb", "local-authority-or-icb"}
)
# What families, settings and advisers read of the record: what was decided, and what was sent or told.
NOTICES = re.compile(
    r"(decided|decision|refus|agreed|determined|ceas|in-force|transferred)"
    r"|(sent|served|notified|told|issued|made|request-received)$"
)
NOT_THEIRS = re.compile(r"^(care-|claim-|complaint|subject-access|data-protection|foi-|operational-|strategic-)")
DECIDED = re.compile(r"^(decided-|review-decided-|cessation-decided|final-plan-sent|amended-plan-sent|plan-ceased)")
MONEY = re.compile(r"budget|payment|funding")
LOOKED = ("who saw what",)  # the condition is met: a page of a case is about one case
# Whoever stands so to a case is told of its decisions; everybody else reads how it was worked on too.
TOLD = frozenset({Scope.REQUEST, Scope.SETTING, Scope.FAMILY})


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a case is open to whoever asks.

    Args:
        standing: how they stand to it.
        clocks: may they read its dates?
        history: may they read its record?
        notes: may they read notes?
        identity: the limits on who the child is.
        looked: may they read who has looked at it?
    """

    standing: Standing
    clocks: bool
    history: bool
    notes: bool
    identity: frozenset[str]
    looked: bool

    @classmethod
    def of(cls, standing: Standing) -> Parts:
        """Ask the matrix about each part once. Notes are words, which could name a child that stays hidden."""
        may = standing.may
        notes = may("a7") and not standing.is_masked()
        return cls(standing, may("a5"), may("a6"), notes, standing.limits("a2"), may("c9", "R", LOOKED))

    @property
    def plain(self) -> bool:
        """Say whether dates are told in plain words."""
        return "plain words" in self.standing.limits("a5")

    def note_author(self) -> str:
        """Return whose notes alone are shown, or empty for everybody's."""
        return self.standing.actor.label if "own only" in self.standing.limits("a7") else ""

    def shown_clocks(self, clocks: Iterable[Clock]) -> list[Clock]:
        """Return the clocks that the limits leave."""
        limits, role = self.standing.limits("a5"), self.standing.actor.role
        shown = [clock for clock in clocks if is_shown(clock.duty.owner, clock.thread, role, limits)]
        for own in asked("CASE_CLOCKS"):
            shown = own(self.standing.actor, self.standing.card, shown)
        return shown

    def shown_record(self, record: Sequence[Event]) -> list[Event]:
        """Return the entries that the limits leave; a correction stays with the entry it is of.

        What a young person keeps from their parents is left out before anything else, and so is what a
        room keeps from whoever asks: what a panel recommended, from whoever withdrew, and days that are another’s.
        """
        actor, card = self.standing.actor, self.standing.card
        if hidden := hidden_from(actor, card.case_id):
            record = [event for event in record if not {event.id, event.corrects or ""} & hidden]
        for own in asked("CASE_RECORD"):
            record = own(actor, card, record)
        limits = self.standing.limits("a6")
        if "outcome" in limits:
            return _kept(record, lambda kind: bool(DECIDED.search(kind)))
        if "funding" in limits:
            return _kept(record, lambda kind: bool(MONEY.search(kind)))
        if not self.is_told:
            return list(record)
        return _kept(record, _is_notice)

    @property
    def is_told(self) -> bool:
        """Say whether they are told of decisions, and read no word that the council's people typed to each other."""
        marks = self.standing.marks("a6")
        return bool(marks) and all(mark.scope in TOLD for mark in marks)


def is_shown(owner: str, thread: str | None, role: str | None, limits: Collection[str]) -> bool:
    """Say whether the limits of the matrix leave a clock to a role.

    Args:
        owner: who owes its duty.
        thread: what it belongs to, where there are several of its kind.
        role: of whoever asks.
        limits: conditions of the matrix on the class of clocks.
    """
    body = code_of(thread)
    if "own date" in limits:
        return body in ADVISERS.get(Role(role), ())
    if "care clocks" in limits:
        return owner in CARE_OWNERS or body in ADVISERS[Role.SOCIAL_WORKER]
    if "health clocks" in limits:
        return owner in HEALTH_OWNERS or body in ADVISERS[Role.THERAPIST]
    return True


def _is_notice(kind: str) -> bool:
    return bool(NOTICES.search(kind)) and not NOT_THEIRS.search(kind)


def _kept(record: Sequence[Event], wanted: Callable[[str], bool]) -> list[Event]:
    kept = {event.id for event in record if event.kind not in CORRECTION_KINDS and wanted(event.kind)}
    return [event for event in record if event.id in kept or (event.corrects or "") in kept]

"""Verifying an authority's ledger: every row that was changed, removed or put in behind the system's back is named.

The chain is read once from end to end, some thousands of rows at a time. A row is right where its seal follows from
the one before it; what cannot be said of it for lack of that one is said to be unproven.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from keywork.web.accounts.models import Authority
from keywork.web.kernel.reading import one_look
from keywork.web.ledger import chain, sealing
from keywork.web.ledger.findings import Fault, Finding, Report
from keywork.web.ledger.heads import Known
from keywork.web.ledger.standing import Place, holes, is_redacted, payload_stands, raw_text, rows, strays

NO_HEADS: Mapping[int, Known] = {}


@dataclass
class Verified:
    """What was read and found."""

    entries: int = 0
    findings: int = 0
    last: int = 0
    outside: int = 0
    outside_last: int = 0


@dataclass
class Walk:
    """One walk along a chain.

    ``before`` holds the seals that the next entry may follow: the one that stands there, and, where that is doubtful,
    the one that should.
    """

    report: Report
    outside: Mapping[int, Known]
    done: Verified = field(default_factory=Verified)
    before: set[bytes] = field(default_factory=lambda: {sealing.FIRST})
    sound: bool = True
    agreed: int = 0
    disagreed: bool = False

    def found(self, finding: Finding) -> None:
        self.done.findings += 1
        self.report(finding)

    def step(self, position: object, standing: Sequence[Place]) -> None:
        """Look at the entry, or entries, that stand at one place."""
        self.done.entries += len(standing)
        if type(position) is not int or position <= self.done.last:
            for one in standing:
                self.found(one.finding(Fault.INSERTED))
            return
        if position > self.done.last + 1:
            self.found(Finding(Fault.REMOVED, self.done.last + 1, position - 1))
            self.before, self.sound = set(), False
        self.done.last = position
        right = next((one for one in standing if self.follows(one)), None)
        for one in standing:
            if one is not right:
                self.found(one.finding(self.fault(right)))
            self.payload(one)
        self.compare(position, right or standing[0])
        self.go_on(standing, right)

    def follows(self, one: Place) -> bool:
        return one.typed and any(one.seal == sealing.seal(seal, one.sealed) for seal in self.before)

    def fault(self, right: Place | None) -> Fault:
        if right is not None:
            return Fault.INSERTED
        return Fault.CHANGED if self.sound else Fault.UNPROVEN

    def go_on(self, standing: Sequence[Place], right: Place | None) -> None:
        if right is not None:
            self.before, self.sound = {right.seal}, True
            return
        should = {sealing.seal(seal, one.sealed) for seal in self.before for one in standing}
        self.before, self.sound = {one.seal for one in standing} | should, False

    def payload(self, one: Place) -> None:
        """Compare what an entry says with its digest, and its erasure with its redaction."""
        if one.redacts and payload_stands(one.value("corrects_id")):
            self.found(one.finding(Fault.PUT_BACK, more=f"the entry {one.value('corrects_id')}"))
        digest = one.value("digest")
        if digest is None:
            if one.has_payload:
                self.found(one.finding(Fault.PAYLOAD_INSERTED))
        elif not one.has_payload:
            self.found(one.finding(Fault.PAYLOAD_REMOVED))
        elif one.body is None:
            if one.salt is not None or not is_redacted(one.value("id"), one.value("case_id")):
                self.found(one.finding(Fault.ERASED))
        elif one.payload_digest() != digest:
            self.found(one.finding(Fault.PAYLOAD_CHANGED))

    def compare(self, position: int, one: Place) -> None:
        """Compare a seal with the head that was written outside when the chain ended here."""
        known = self.outside.get(position)
        if known is None:
            return
        self.done.outside += 1
        if one.seal == known.seal:
            self.agreed, self.done.outside_last = position, position
        elif not self.disagreed:
            self.disagreed = True
            self.found(Finding(Fault.OUTSIDE, self.agreed + 1, position, more=f"written {known.at}"))

    def end(self, head: chain.Head | None) -> None:
        """Compare the last entry with the head that the database keeps and with the latest written outside."""
        if head is None:
            if self.done.entries:
                self.found(Finding(Fault.HEAD, self.done.last, more="it is gone"))
        elif head.position > self.done.last:
            self.found(Finding(Fault.REMOVED, self.done.last + 1, head.position))
        elif head.position < self.done.last:
            self.found(Finding(Fault.HEAD, head.position + 1, self.done.last))
        elif self.done.last and head.seal not in self.before:
            self.found(Finding(Fault.HEAD, head.position))
        latest = max(self.outside, default=0)
        if latest > self.done.last:
            self.found(Finding(Fault.CUT_OFF, self.agreed + 1, latest, more=f"written {self.outside[latest].at}"))


def verify(authority: Authority, report: Report, outside: Mapping[int, Known] = NO_HEADS) -> Verified:
    """Verify an authority's ledger.

    Args:
        authority: whose.
        report: told each finding as it is made.
        outside: the heads of its chain that were written outside the database, by place.
    """
    walk = Walk(report, outside)
    with one_look(), raw_text():
        for position, standing in groupby(rows(authority.pk), key=lambda one: one.value("position")):
            walk.step(position, list(standing))
        walk.end(chain.read(authority.pk))
        for finding in holes(authority.pk):
            walk.found(finding)
    return walk.done


def verify_strays(report: Report) -> int:
    """Report the rows of the ledger that belong to no authority's chain, and return how many there are."""
    count = 0
    with one_look(), raw_text():
        for finding in strays():
            report(finding)
            count += 1
    return count


__all__ = ["Verified", "verify", "verify_strays"]

"""Who holds the rights of Part 3 of the Act: the parent, then the young person, or who decides for them.

Sources: Education Act 1996 section 8 and the Education (School Leaving Date) Order 1997; Children and Families Act
2014 sections 80 and 83; SEND Regulations 2014 regulations 64 and 65; Mental Capacity Act 2005 sections 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LEAVING_AGE = 16
JUNE, FRIDAY, SEPTEMBER = 6, 4, 9


class Party(StrEnum):
    """Who holds a right."""

    PARENT = "parent"
    YOUNG_PERSON = "young-person"
    REPRESENTATIVE = "representative"
    NOT_KNOWN = "not-known"


class Decision(StrEnum):
    """A decision that the Act leaves to whoever holds the rights; capacity is asked about each by itself."""

    SEE_RECORD = "see-record"
    REQUEST = "request"
    ADVICE = "advice"
    DRAFT = "draft"
    REVIEW = "review"
    BUDGET = "budget"
    DISPUTE = "dispute"


WORDS = {
    Decision.SEE_RECORD: "See the record and say who else may",
    Decision.REQUEST: "Ask for an assessment",
    Decision.ADVICE: "Agree to advice and say what they think",
    Decision.DRAFT: "Answer a draft plan and name a setting",
    Decision.REVIEW: "Take part in a review",
    Decision.BUDGET: "Ask for a personal budget",
    Decision.DISPUTE: "Go to mediation or appeal",
}


@dataclass(frozen=True, slots=True)
class Capacity:
    """What was decided about a young person's capacity to make one decision.

    Args:
        decision: the one decision it is about.
        lacks: do they lack the capacity to make it, even with help?
        decided_on: from this day on.
        until: the last day it stands, when it must be looked at again; None where no day was set.
        representative: is there a deputy or an attorney who decides for them?
    """

    decision: Decision
    lacks: bool
    decided_on: date
    until: date | None = None
    representative: bool = False

    def stands_on(self, day: date) -> bool:
        """Say whether it stands on a day."""
        return self.decided_on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A young person's agreement that a parent goes on seeing the record.

    Args:
        given_on: from this day on.
        withdrawn_on: from this day on no longer; None while it stands.
    """

    given_on: date
    withdrawn_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Say whether it stands on a day."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a right on a day, and why, in a sentence."""

    party: Party
    because: str


def school_leaving_date(year: int) -> date:
    """Return the last Friday in June of a year."""
    end = date(year, JUNE, 30)
    return end - timedelta(days=(end.weekday() - FRIDAY) % 7)


def rights_pass_on(born_on: date) -> date:
    """Return the day at whose end a child's rights pass to them: the end of compulsory school age.

    It is the last Friday in June of the school year, from 1 September to 31 August, in which they turn 16. Who was
    born after that Friday and before September becomes a young person while still 15.

    Args:
        born_on: the date of birth.

    Source: Education Act 1996 section 8(3); Children and Families Act 2014 section 83(2).
    """
    year = born_on.year + LEAVING_AGE
    return school_leaving_date(year + 1 if born_on.month >= SEPTEMBER else year)


def rights_holder(born_on: date | None, on: date, decision: Decision, capacity: Iterable[Capacity] = ()) -> Holder:
    """Say who holds the right to make a decision on a day.

    Args:
        born_on: the date of birth; None where it is not known, which leaves the right with nobody we can name.
        on: the day asked about.
        decision: the decision to be made.
        capacity: what was decided about the young person's capacity, in any order; the latest that stands counts.

    Returns:
        Exactly one holder. Age alone never says that somebody lacks capacity.

    Source: SEND Regulations 2014 regulations 64 and 65; Mental Capacity Act 2005 sections 1 to 3.
    """
    if born_on is None:
        return Holder(Party.NOT_KNOWN, "The date of birth is not known, so nobody can say whose the right is.")
    passes = rights_pass_on(born_on)
    if on <= passes:
        return Holder(Party.PARENT, f"The child is of compulsory school age until the end of {_words(passes)}.")
    found = [one for one in capacity if one.decision is decision and one.stands_on(on)]
    latest = max(found, key=lambda one: one.decided_on, default=None)
    if latest is None or not latest.lacks:
        return Holder(Party.YOUNG_PERSON, f"They have been over compulsory school age since {_words(passes)}.")
    decided = f"It was decided on {_words(latest.decided_on)} that they cannot make this decision themselves"
    if latest.representative:
        return Holder(Party.REPRESENTATIVE, f"{decided}, and they have a representative.")
    return Holder(Party.PARENT, f"{decided}, and they have no representative.")


def parent_may_see(
    born_on: date | None, on: date, capacity: Iterable[Capacity] = (), agreements: Iterable[Agreement] = ()
) -> bool:
    """Say whether a parent sees the record on a day: by their own right, or because the young person agreed.

    Args:
        born_on: the date of birth, or None.
        on: the day asked about.
        capacity: what was decided about the young person's capacity.
        agreements: the young person's agreements about this parent.
    """
    holder = rights_holder(born_on, on, Decision.SEE_RECORD, capacity).party
    if holder is Party.YOUNG_PERSON:
        return any(one.stands_on(on) for one in agreements)
    return holder is Party.PARENT


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""Early warning in words: how a running clock stands, what that is told from, whose tray it is in, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.core.loading import load_register
from keywork.core.outlook import FEWEST, Outlook, Step, Tendency, at_risk_from
from keywork.web.casework import threads
from keywork.web.casework.next_action import Done, next_action
from keywork.web.casework.presenters import Tag, clock_title, why_address
from keywork.web.deadlines.outlooks import ADVICE, FINAL, KINDS, TOLD_BY, Prospect, Row, prospects
from keywork.web.kernel.asat import AsAt
from keywork.web.ui.jinja import plural, short_day

TAGS = {
    Outlook.LATE: Tag("Late", "red"),
    Outlook.AT_RISK: Tag("At risk", "yellow"),
    Outlook.ON_TRACK: Tag("On track"),
}
ORDER = tuple(TAGS)
NOT_SAID = Done(None)
WHERE = {
    None: "open",
    Step.DECIDING: "waiting for the decision whether to assess",
    Step.ADVICE: "waiting for advice",
    Step.DRAFTING: "waiting for the draft",
    Step.DRAFT_SENT: "between draft and final plan",
}


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """How one running clock stands.

    Args:
        title: the clock's name.
        tag: on track, at risk or late.
        due: its deadline.
        why: the address of the page that explains the deadline.
        told_from: what the tag is told from.
        tray: who has it now.
        next_action: what is useful to do next.
    """

    title: str
    tag: Tag
    due: str
    why: str
    told_from: str
    tray: str
    next_action: str

    @property
    def on_track(self) -> bool:
        """Say whether nothing needs doing now."""
        return self.tag is TAGS[Outlook.ON_TRACK]


def warnings(
    clocks: Iterable[Clock], case_id: UUID, authority_id: UUID, at: AsAt, *, done: Done = NOT_SAID, masked: bool = False
) -> list[EarlyWarning]:
    """Return how the running clocks of a case stand today, the late ones first.

    Args:
        clocks: of the case, those that are open to whoever asks.
        case_id: the case.
        authority_id: whose it is.
        at: the day asked about, which must be today.
        done: how far it has come; it need not be known where nobody reads what to do next.
        masked: whether what threads are called must stay hidden.
    """
    listed = list(clocks)
    stand = _prospects(listed, case_id, authority_id, at.as_of)
    shown = [clock for clock in listed if clock.is_open and clock.duty.kind in KINDS and _key(clock, case_id) in stand]
    shown.sort(key=lambda c: (ORDER.index(stand[_key(c, case_id)].outlook), c.legal_deadline, c.duty.id))
    return [_warning(clock, stand[_key(clock, case_id)], listed, case_id, done, at, masked=masked) for clock in shown]


def usual(clocks: Iterable[Clock], case_id: UUID, authority_id: UUID, today: date) -> str:
    """Say in plain words how long the step usually takes that an assessment is in; nothing where that is not known."""
    for (_, duty, _), prospect in _prospects(clocks, case_id, authority_id, today).items():
        if duty == FINAL and prospect.tendency.usual and prospect.tendency.courses >= FEWEST:
            where = WHERE[prospect.kind.step]
            return (
                f"The assessment is {where}. Here, half have passed this step within {_long(prospect.tendency.usual)}."
            )
    return ""


def _prospects(
    clocks: Iterable[Clock], case_id: UUID, authority_id: UUID, today: date
) -> Mapping[tuple[UUID, str, str], Prospect]:
    rows = [
        Row(case_id, clock.duty.id, clock.thread or "", clock.started_on, clock.legal_deadline, clock.met_on)
        for clock in clocks
        if clock.started_on
        and clock.legal_deadline
        and (clock.is_open or (clock.duty.id in TOLD_BY and not clock.ended_on))
    ]
    return prospects(authority_id, rows, today) if rows else {}


def _key(clock: Clock, case_id: UUID) -> tuple[UUID, str, str]:
    return case_id, clock.duty.id, clock.thread or ""


def _warning(
    clock: Clock, prospect: Prospect, listed: list[Clock], case_id: UUID, done: Done, at: AsAt, *, masked: bool
) -> EarlyWarning:
    assert clock.started_on is not None
    assert clock.legal_deadline is not None
    limit = (clock.legal_deadline - clock.started_on).days
    told = [_told(prospect, limit, clock.started_on), _usually(prospect)]
    return EarlyWarning(
        title=clock_title(clock, masked=masked),
        tag=TAGS[prospect.outlook],
        due=short_day(clock.legal_deadline),
        why=why_address(case_id, clock.duty.id, clock.thread, at),
        told_from=" ".join(sentence for sentence in told if sentence),
        tray=_tray(clock, prospect),
        next_action=next_action(clock, prospect.kind.step, listed, done, at.as_of),
    )


def _told(prospect: Prospect, limit: int, started: date) -> str:
    known, where = prospect.tendency, WHERE[prospect.kind.step]
    if prospect.outlook is Outlook.LATE:
        return f"Its deadline passed {plural(prospect.elapsed - limit, 'day')} ago."
    if prospect.outlook is Outlook.AT_RISK:
        if known.tips is None:
            return "Little of its time is left, and too few ran here in the last two years to tell more."
        return (
            f"Of {known.still} that were still {where} here after {plural(known.tips, 'day')}, "
            f"{known.in_time} {'was' if known.in_time == 1 else 'were'} in time. "
            f"This one has taken {plural(prospect.elapsed, 'day')}."
        )
    return _from_when(known, limit, where, started)


def _from_when(known: Tendency, limit: int, where: str, started: date) -> str:
    risk = at_risk_from(limit, known)
    if risk > limit:
        return f"Most of {known.courses} here in the last two years were in time."
    told = "" if known.tips is None else f": most that were {where} here by then were late"
    return f"At risk from {short_day(started + timedelta(days=risk))} if it is still {where}{told}."


def _usually(prospect: Prospect) -> str:
    known = prospect.tendency
    if known.usual is None or known.courses < FEWEST:
        return ""
    return f"Half of {known.courses} passed this step within {_long(known.usual)}."


def _long(days: int) -> str:
    return plural(days, "day") if days < 14 else plural(round(days / 7), "week")


def _tray(clock: Clock, prospect: Prospect) -> str:
    if prospect.waiting:
        return ", ".join(f"{_adviser(body)} (due {short_day(due)})" for body, due in sorted(prospect.waiting))
    if clock.duty.id == ADVICE and prospect.kind.body:
        return _adviser(prospect.kind.body)
    return load_register().owner_of(clock.duty)


def _adviser(body: str) -> str:
    words = {end: words for end, words, _ in threads.BODIES}
    return words.get(body, "another adviser")

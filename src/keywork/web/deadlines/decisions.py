"""The decisions of a case that can be appealed: which a notice is of, and which what the family does answers.

Each decision has its own two months. A notice that names no decision gets one here, and so does what answers it;
``docs/decisions/0041-each-decision-its-own-window.md`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count

from keywork.core.calendars import months_on
from keywork.core.clocks import ONE_OF_EACH, latest
from keywork.core.events import Entry, Event, NewEvent, in_force
from keywork.core.explaining import selection
from keywork.core.history import REFUSAL_REVERSED, History
from keywork.core.loading import load_register
from keywork.core.register import Duty
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused

DECISION, SENT = "decision", "appealable-decision-sent"
# Said of an entry on purpose: it belongs to the decision whose notice carries no name.
UNNAMED = ""
WINDOW_MONTHS = 2
WORDS: Mapping[str, str] = {
    SENT: "decision",
    "decided-not-to-assess": "refusal to assess",
    "decided-not-to-issue-plan": "refusal to issue a plan",
    "final-plan-sent": "final plan",
    "amended-plan-sent": "amended plan",
    "review-decided-no-change": "decision to keep the plan as it is",
    "decided-not-to-amend-after-notice": "decision not to amend the plan",
    "review-decided-cease": "decision after a review that the plan will cease",
    "cessation-notice-sent": "notice that the plan will cease",
    "custody-decided-not-to-assess": "refusal to assess in custody",
    "custody-no-plan-notified": "refusal to issue a plan in custody",
    "custody-final-plan-sent": "final plan in custody",
    "no-plan-notified-after-order": "refusal to issue a plan after an order",
    "final-plan-sent-after-order": "final plan after an order",
    "phase-transfer-plan-sent": "plan for the next phase",
    "reassessment-refused": "refusal to re-assess",
    "reassessed-plan-sent": "re-assessed plan",
    "reassessed-plan-unchanged": "decision to leave the plan after re-assessment",
}


@dataclass(frozen=True, slots=True)
class Appealable:
    """A decision that can be appealed, by the first notice of it that is in force.

    Args:
        thread: its name in the record; empty for the one whose notice carries none.
        kind: of the notice.
        sent_on: the day the notice was sent; None where it is not known.
    """

    thread: str
    kind: str
    sent_on: date | None

    @property
    def words(self) -> str:
        """Say which decision it is, for example ``refusal to assess, sent 3 March 2026``."""
        on = f"{self.sent_on.day} {self.sent_on:%B %Y}" if self.sent_on else "on a day not on record"
        return f"{WORDS[self.kind]}, sent {on}"


def is_notice(kind: str) -> bool:
    """Say whether a kind of entry is, or counts as, the notice of a decision that can be appealed."""
    return SENT in load_register().counts_as.get(kind, ())


def is_answer(kind: str) -> bool:
    """Say whether a kind of entry belongs to a decision that it answers."""
    known = load_register().kinds.get(kind)
    return known is not None and known.thread == DECISION and kind != SENT


def words_of(thread: str | None) -> str:
    """Return a decision's name in words, for example ``refusal to assess (2)``; empty where it is none given here."""
    first, _, rest = (thread or "").partition("/")
    kind, _, number = rest.partition("/")
    if first != DECISION or kind not in WORDS:
        return ""
    return f"{WORDS[kind]} ({number})" if number else WORDS[kind]


def is_given_here(thread: str | None) -> bool:
    """Say whether a thread is a decision's name that was given here."""
    return bool(words_of(thread))


def standing(record: Iterable[Event]) -> list[Entry]:
    """Return the entries of a record that are in force, whatever their day."""
    return in_force(record, as_of=date.max, known_at=clock.FOR_EVER)


def decisions_of(entries: Iterable[Entry]) -> list[Appealable]:
    """Return the decisions of a case that can be appealed, in the order of their notices.

    Args:
        entries: of the case, those in force, in order.
    """
    found: dict[str, Appealable] = {}
    for entry in entries:
        if is_notice(entry.event.kind):
            thread = entry.event.thread or UNNAMED
            found.setdefault(thread, Appealable(thread, entry.event.kind, entry.on))
    return list(found.values())


def first_name(kind: str) -> str:
    """Return the name of a case's first decision of a kind; empty for what stays with a review or order of no name."""
    own = load_register().kinds[kind].thread
    return f"{DECISION}/{kind}" if own == DECISION or own in ONE_OF_EACH else UNNAMED


def new_name(kind: str, entries: Iterable[Entry]) -> str:
    """Return the name of another decision of a kind, one that no notice in force carries."""
    taken = {one.thread for one in decisions_of(entries)}
    first = f"{DECISION}/{kind}"
    return next(name for number in count(1) if (name := first if number == 1 else f"{first}/{number}") not in taken)


def put(entries: Sequence[NewEvent], new: Sequence[Event], record: Sequence[Event]) -> list[Event]:
    """Put notices of decisions, and what answers them, in the thread of the decision.

    Args:
        entries: as somebody means to record them.
        new: the same, ready to be recorded.
        record: what they join.

    Raises:
        Refused: it is not told which of several decisions an entry answers.
    """
    placed = list(new)
    notices = [place for place, one in enumerate(new) if is_notice(one.kind)]
    told = [one for one, entry in zip(new, entries, strict=True) if entry.thread is not None]
    for place in notices:
        if entries[place].thread is None:
            later = {new[left].id for left in notices if left > place}
            before = [one for one in placed if one.id not in later and one.id != new[place].id]
            thread = _of_notice(new[place], standing([*record, *before]), standing([*record, *told]))
            placed[place] = new[place]._replace(thread=thread or None)
    for place, one in enumerate(placed):
        if is_answer(one.kind):
            thread = _of_answer(one, entries[place].thread, [*record, *placed])
            placed[place] = one._replace(thread=thread or None)
    return placed


def _of_notice(notice: Event, before: Sequence[Entry], told: Sequence[Entry]) -> str:
    """Return the thread of the decision that a notice is of: one on record, or another one.

    Args:
        notice: without a thread.
        before: the entries that it joins.
        told: those whose thread is known.
    """
    kind, order = notice.kind, (notice.occurred_on or notice.not_after or date.max, notice.sequence)
    for entry in reversed(before):
        if is_notice(entry.event.kind) and _is_same(notice, order, entry, before):
            return entry.event.thread or UNNAMED
    threads = {one.thread for one in decisions_of(before)}
    if first_name(kind) == UNNAMED and UNNAMED not in threads:
        return UNNAMED
    answers = (one for one in told if is_answer(one.event.kind) and one.order[0] >= order[0])
    # What was written down before the notice that it answers waits for that notice.
    waiting = {one.event.thread or UNNAMED for one in answers} - threads
    return waiting.pop() if len(waiting) == 1 else new_name(kind, before)


def _is_same(notice: Event, order: tuple[date, int], entry: Entry, entries: Sequence[Entry]) -> bool:
    """Say whether two notices are of one decision: a copy, or a letter sent again.

    In doubt they are of two: a window too many is better than telling a family that it is too late when it is not.
    """
    first, last = sorted((order, entry.order))
    if last[0] > months_on(first[0], WINDOW_MONTHS) or not _may_be_one(notice, entry.event, first[0] == last[0]):
        return False
    began, counts_as = _begins_anew(notice.kind), load_register().counts_as
    return not any(began.intersection(counts_as[one.event.kind]) for one in entries if first < one.order < last)


def _may_be_one(one: Event, other: Event, of_one_day: bool) -> bool:
    """Say whether what two notices tell leaves it open that they are of one decision."""
    if one.kind != other.kind:
        return of_one_day and SENT in (one.kind, other.kind)
    if one.kind != SENT:
        return True
    says = one.fields.get("about")
    return says == other.fields.get("about") and (of_one_day or bool(says))


@cache
def _begins_anew(kind: str) -> frozenset[str]:
    """Return what comes before a decision is made again: what it answers, its opposite, reversal, order, another."""
    register = load_register()
    closed = set(register.counts_as[kind]) - {SENT}
    answered = [one for one in register.duties.values() if closed.intersection((*one.met_by, *one.ended_by))]
    begins = {trigger for one in answered for trigger in one.trigger.events}
    begins |= {answer for one in answered if kind in one.met_by for answer in one.met_by}
    orders = {one.name for one in register.kinds.values() if one.thread == "order" and not is_notice(one.name)}
    others = {one for one in register.kinds if is_notice(one) and one not in (kind, SENT)}
    return frozenset({REFUSAL_REVERSED, *begins, *orders, *others} - {kind, *register.counts_as[kind]})


def _of_answer(answer: Event, said: str | None, record: Sequence[Event]) -> str:
    """Return the thread of the decision that an entry answers."""
    entries = standing(record)
    decisions = decisions_of(entries)
    threads = [one.thread for one in decisions]
    if not decisions or (said is not None and said in threads):
        return said or UNNAMED
    if said and threads != [UNNAMED]:
        raise Refused(f"This answers no decision on record. {_which(decisions)}")
    if len(decisions) == 1:
        return threads[0]
    day = answer.occurred_on or answer.not_after or date.max
    before = [one for one in decisions if one.sent_on is None or one.sent_on <= day]
    if len(before) == 1:
        return before[0].thread
    found = _open(answer, before, record, day)
    if len(found) != 1:
        raise Refused(f"Several decisions of this case can be appealed. {_which(decisions)}")
    return found[0]


def _which(decisions: Sequence[Appealable]) -> str:
    return f"Say which of them this answers: {'; '.join(one.words for one in decisions)}."


def _open(answer: Event, decisions: Sequence[Appealable], record: Sequence[Event], day: date) -> list[str]:
    """Return the decisions that wait, on a day, for what an entry tells; where none does, those that wait at all."""
    register = load_register()
    others = [one for one in record if one.id != answer.id]
    history = History(register, others, as_of=day, known_at=clock.FOR_EVER)
    duties = [one for one in register.duties.values() if one.per == DECISION]
    awaited = [one for one in duties if answer.kind in (*one.met_by, *one.ended_by)]

    def runs(duty: Duty, thread: str) -> bool:
        return latest(history, duty, selection(history, duty, thread or None)).is_open

    def waiting(some: Iterable[Duty]) -> list[str]:
        return [one.thread for one in decisions if any(runs(duty, one.thread) for duty in some)]

    return waiting(awaited) or waiting(duties)

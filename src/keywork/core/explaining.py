"""Why a date is what it is, in words: the duty, the version, what started it, the counting, the exceptions.

Source: ``law/README.md``; the sentences of the register itself are used wherever it has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keywork.core.clocks import Clock, State, cycles_of, deadline_of, threads_of
from keywork.core.deadlines import Due
from keywork.core.history import History, Thread, Threads
from keywork.core.register import Duty, DutyKind, Force, Period, Version
from keywork.core.turns import Turn, turns

FORCE_WORDS = {
    Force.ACT: "Act of Parliament: must",
    Force.REGULATION: "Regulations: must",
    Force.RULE: "Tribunal rule: must",
    Force.GUIDANCE: "Statutory guidance: should",
    Force.QUALITY_STANDARD: "Quality standard: should",
    Force.LOCAL: "Local commitment, not law",
}
MARK_WORDS = {
    "primary": "The text of the law or document itself was seen.",
    "secondary": "Seen on a page that quotes or sums up the law.",
    "unconfirmed": "Not seen. Check before relying on it.",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One exception as it was tried on a clock."""

    code: str
    title: str
    standing: str
    reason: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one date.

    Args:
        clock: the clock explained.
        sentence: the duty, as the register words it.
        force: how binding it is, in words.
        citation: where the rule stands.
        in_force: the days between which this version stands, in words.
        steps: the arithmetic, one sentence a step.
        tried: every exception that the register holds, and how it stands here.
        mark: the assurance mark, in words.
        parts: parts of the row that stand on other ground.
        notes: what a reader must know besides.
        settings: answers of the authority that differ from the defaults.
    """

    clock: Clock
    sentence: str
    force: str
    citation: str
    in_force: str
    steps: tuple[str, ...]
    tried: tuple[Tried, ...]
    mark: str
    parts: tuple[str, ...]
    notes: str | None
    settings: tuple[str, ...]


def explain(history: History, duty: Duty, thread: str | None = None, *, every_entry: bool = False) -> Explanation:
    """Explain a duty's latest clock in a case.

    Args:
        history: the case as known on the day asked about.
        duty: the duty.
        thread: the thread of the clock, or None.
        every_entry: without a thread, read every entry, even those that name one.
    """
    chosen = Threads.ALL if every_entry else selection(history, duty, thread)
    clock = cycles_of(history, duty, chosen)[-1]
    version = clock.version
    return Explanation(
        clock=clock,
        sentence=duty.title,
        force=FORCE_WORDS[duty.force],
        citation=version.citation if version else duty.versions[-1].citation,
        in_force=_in_force(version),
        steps=tuple(_steps(history, duty, chosen, clock)),
        tried=tuple(_tried(history, clock)),
        mark=f"{duty.assurance.mark.capitalize()}. {MARK_WORDS[duty.assurance.mark]}",
        parts=tuple(f"{part}: {mark}" for part, mark in duty.assurance.parts.items()),
        notes=duty.notes,
        settings=tuple(_changed_settings(history, duty, chosen, clock)),
    )


def selection(history: History, duty: Duty, thread: str | None) -> Thread:
    """Return which entries a clock reads: those of its thread; without one those that name none, where some do."""
    if thread is not None:
        return thread
    return Threads.UNNAMED if Threads.UNNAMED in threads_of(history, duty) else Threads.ALL


def _in_force(version: Version | None) -> str:
    if version is None or version.starts is None:
        return "No version of this duty covers the day."
    if version.ends is None:
        return f"In force since {words(version.starts)}."
    return f"In force from {words(version.starts)} to {words(version.ends)}."


def words(day: date) -> str:
    """Write a date as people say it, for example ``Friday 24 April 2026``."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _steps(history: History, duty: Duty, thread: Thread, clock: Clock) -> list[str]:
    found = turns(history, duty, thread)
    if not found:
        listed = " or ".join(history.register.kinds[kind].meaning.rstrip(".").lower() for kind in duty.trigger.events)
        return [f"The clock has not started. It starts when {listed}."]
    turn = found[-1]
    steps = [_start_sentence(history, turn)]
    if clock.state is State.NOT_IN_FORCE:
        return [*steps, "No version of the rule was in force on that day, so no date is worked."]
    if clock.state is State.NOT_APPLICABLE:
        condition = history.register.conditions[duty.applies_when or ""]
        return [*steps, f"The duty does not apply to this case. It applies only when: {condition}"]
    if clock.version is None or duty.kind is DutyKind.MEASURE:
        return [*steps, "This is a figure to report. It has no deadline."]
    due = deadline_of(history, duty, thread, turn)
    steps += _arithmetic(clock.version.period, due, clock)
    return [*steps, *_outcome(history, clock)]


def _start_sentence(history: History, turn: Turn) -> str:
    event, start = turn.start.entry.event, turn.start
    what = history.register.kinds[event.kind].meaning.rstrip(".")
    on = words(start.on) if start.on else "a day not on record"
    sentence = f"Started on {on}: {what[0].lower()}{what[1:]}."
    if event.occurred_on != start.on and event.occurred_on:
        sentence += f" The date was corrected from {words(event.occurred_on)}."
    if start.starts_on and start.starts_on != start.on:
        sentence += f" It counts from {words(start.starts_on)}."
    return sentence if turn.number == 1 else f"This is turn {turn.number} of the clock. {sentence}"


def _arithmetic(period: Period, due: Due, clock: Clock) -> list[str]:
    if "worked" in clock.also:
        directed = clock.legal_deadline or clock.also["worked"]
        return [
            f"The tribunal set {words(directed)}. That date replaces {words(clock.also['worked'])}, the rule's own."
        ]
    if due.limbs:
        return [_limb(limb, part) for limb, part in due.limbs] + [_choice(period, due)]
    if due.open_ended:
        return ["There is no last day until the appeal is finally determined."]
    if due.on is None:
        return [_no_date(period)]
    if due.on == due.also.get("code_date"):
        return [
            f"{period_words(period)}, says the regulation. The authority goes by the Code of Practice, "
            f"which has the day itself: the last day is {words(due.on)}."
        ]
    counted = period_words(period)
    if period.op == "W" and due.counted_from and (due.on - due.counted_from).days == 7 * period.n - 1:
        counted = counted.replace("the first day not counted", "the first day counted, as the authority has chosen")
    return [f"{counted}: the last day is {words(due.on)}.", *_readings(clock)]


def _no_date(period: Period) -> str:
    if period.op == "NONE":
        standard = str(period.attributes.get("standard", "")).replace("-", " ")
        return f"The law gives no number of days{': ' + standard if standard else ''}."
    if period.op == "EVERY":
        return f"{period_words(period)}: no date is worked, as that needs the school's own calendar."
    return f"{period_words(period)}: what it is counted from is not on record, so there is no last day yet."


def _limb(limb: Period, due: Due) -> str:
    if due.open_ended:
        return f"{period_words(limb)}: begun, and without a last day until it is lifted."
    return f"{period_words(limb)}: {words(due.on) if due.on else 'left out, it has not happened'}."


def _choice(period: Period, due: Due) -> str:
    which = "earlier" if period.op == "MIN" else "later"
    return f"The {which} of these counts: {words(due.on)}." if due.on else "So there is no last day yet."


def _readings(clock: Clock) -> list[str]:
    names = {
        "code_date": "The Code of Practice gives",
        "clear_days": "Counted in clear days it would be",
        "from_meeting": "Counted from the review meeting it would be",
    }
    return [f"{names[name]} {words(day)}." for name, day in clock.also.items() if name in names]


def _outcome(history: History, clock: Clock) -> list[str]:
    found: list[str] = []
    if clock.act_by and clock.act_by != clock.legal_deadline:
        found.append(f"That is not a working day, so plan for {words(clock.act_by)}, which has no legal force.")
    if clock.may_act_from:
        found.append(f"The thing may be done from {words(clock.may_act_from)}.")
    if clock.by_time:
        found.append(f"It must arrive by {clock.by_time} on that day.")
    if clock.undated:
        found.append("It was answered on a day that the source does not give, so no days are counted.")
    if clock.ended_on and clock.ended_id:
        found.append(f"Ended on {words(clock.ended_on)}: {_meaning(history, clock.ended_id)}.")
    if clock.met_on and clock.met_id:
        found.append(f"Answered on {words(clock.met_on)}: {_meaning(history, clock.met_id)}.")
    if clock.state is State.NOT_IN_SOURCE:
        found.append("The return that this case came from cannot say whether this was done.")
    if clock.days_past:
        found.append(
            f"{clock.days_past:,} calendar days past the last day, counted on {words(history.as_of)}."
            if clock.is_open
            else f"That is {clock.days_past:,} calendar days after the last day."
        )
    return found


def _meaning(history: History, event_id: str) -> str:
    kind = next(entry.event.kind for entry in history.entries if entry.event.id == event_id)
    what = history.register.kinds[kind].meaning.rstrip(".")
    return f"{what[0].lower()}{what[1:]}"


PERIOD_WORDS = {
    "W": "{n} weeks, which is {days} days, the first day not counted",
    "DX": "{n} days, the first day not counted",
    "DI": "{n} days beginning with the first day",
    "WDX": "{n} working days, the first day not counted",
    "WDI": "{n} working days beginning with the first day",
    "M": "{n} months, to the same day of the month",
    "PI": "the period of {n} months beginning with the day",
    "NB": "at least {n} weeks' notice",
}


def period_words(period: Period) -> str:
    """Say a period as the law words it, for example ``6 weeks, which is 42 days, … from the start``."""
    if period.op == "BEFORE":
        day = date.fromisoformat(f"2023-{period.attributes['day']}")
        return f"Before {day.day} {day:%B}"
    if period.op == "EVERY":
        most = period.attributes.get("at_most")
        return f"At least every {period.n} {period.attributes['unit']}s" + (f" and at most {most}" if most else "")
    if period.op == "UNTIL":
        return f"Until {str(period.attributes['until']).replace('-', ' ')}"
    template = PERIOD_WORDS.get(period.op, period.op)
    counted = template.format(n=abs(period.n), days=abs(period.n) * 7)
    back = ", counted back" if period.n < 0 else ""
    return f"{counted[0].upper()}{counted[1:]}{back}, from {_from_words(period.counted_from)}"


def _from_words(name: str) -> str:
    if name == "trigger":
        return "the start"
    if name.startswith("due:"):
        return f"the deadline of {name[4:]}"
    kind, _, field = name.partition(".")
    return (f"{field.replace('_', ' ')} of " if field else "") + kind.replace("-", " ")


def _tried(history: History, clock: Clock) -> list[Tried]:
    found = []
    for code, standing in clock.exceptions.items():
        rule = history.register.exceptions[code]
        listed = clock.version is not None and code in clock.version.exceptions
        found.append(
            Tried(code, rule.title, standing, _reason(standing, listed, rule.words), rule.citation, rule.assurance.mark)
        )
    return sorted(found, key=lambda tried: tried.standing == "not-available")


def _reason(standing: str, listed: bool, test: str) -> str:
    if not listed:
        return "This duty does not have this exception."
    if standing == "not-available":
        return f"Nothing on record meets its test: {test}"
    if standing == "available":
        return f"The record meets its test, and nobody has relied on it: {test}"
    if standing == "relied-on":
        return "Recorded with the circumstance and why it made the limit impractical. The limit does not apply."
    return f"Recorded, but its test is not met or a part is missing: {test}"


def _changed_settings(history: History, duty: Duty, thread: Thread, clock: Clock) -> list[str]:
    """Return the authority's own readings of the law without which this clock would stand otherwise."""
    rules = history.register.settings
    changed = [key for key, rule in rules.items() if history.settings[key] != rule.default]
    return [
        rules[key].labels[history.settings[key]]
        for key in changed
        if _stands(cycles_of(history.read_as({**history.settings, key: rules[key].default}), duty, thread)[-1])
        != _stands(clock)
    ]


def _stands(clock: Clock) -> tuple[object, ...]:
    return (clock.state, clock.started_on, clock.legal_deadline, clock.also, clock.days_past)

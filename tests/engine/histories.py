"""Random histories over the whole register: few days, so that things fall together, and every awkward one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, PAYLOAD_REDACTED, Event
from keywork.core.loading import load_register
from keywork.core.register import Duty, Period
from keywork.engine.columns import DATES, dates_counted_from

REGISTER = load_register()
AWKWARD = [
    date(*day)
    for day in (
        (2014, 8, 31), (2015, 3, 22), (2015, 9, 1), (2016, 2, 29), (2020, 2, 29), (2020, 4, 30), (2020, 6, 30),
        (2020, 7, 31), (2021, 7, 31), (2022, 6, 2), (2023, 2, 28), (2023, 12, 25), (2024, 1, 1), (2024, 2, 29),
        (2024, 3, 28), (2024, 8, 31), (2024, 12, 24), (2024, 12, 31), (2025, 1, 31), (2025, 4, 18), (2025, 10, 31),
        (2025, 11, 30), (2026, 2, 4), (2026, 2, 28), (2026, 3, 31), (2026, 5, 25), (2026, 8, 1),
    )
]  # fmt: skip
STEPS = (0, 0, 0, 1, 1, 2, 3, 7, 14, 15, 28, 30, 42, 60, 84, 112, 140, 365, -1, -3, -20, -60)
THREADS = (None, None, "a", "a", "b", "c")
ALWAYS = (
    "exception-recorded", "tribunal-set-a-date", "case-fact-recorded", "refusal-reversed", "plan-first-made",
    "review-meeting-held", "reassessment-agreed", "reassessed-plan-unchanged", "advice-requested", "advice-received",
    "advice-request-received", "setting-closure-recorded", "absence-recorded", "personal-circumstances-recorded",
    "coronavirus-reason-recorded", "appointment-missed", "late-representations-requested", "decided-not-to-assess",
    "exceptional-circumstances-recorded",
)  # fmt: skip
COUNTED_AS: dict[str, list[str]] = {}
for _kind, _closed in REGISTER.counts_as.items():
    for _as in _closed:
        COUNTED_AS.setdefault(_as, []).append(_kind)
DUTIES = list(REGISTER.duties.values())
KINDS = [kind for kind in REGISTER.kinds if kind not in {DATE_CORRECTED, ENTRY_STRUCK_OUT, PAYLOAD_REDACTED}]
DATES_READ = {*DATES, *dates_counted_from(REGISTER)}
EXCUSABLE = [duty for duty in DUTIES if any(version.exceptions for version in duty.versions)]
FACTS = sorted({d.applies_when.removeprefix("not-") for d in DUTIES if d.applies_when} | {"not-section-i-only"})


def random_settings(random: Random) -> dict[str, str]:
    """Return an authority's answers to some open questions."""
    return {key: random.choice(rule.values) for key, rule in REGISTER.settings.items() if random.random() < 0.4}


def random_case(
    random: Random, duties: Sequence[Duty] | None = None, kinds: Sequence[str] = (), around: date | None = None
) -> list[Event]:
    """Return a case's entries, about a few duties, and of some kinds besides, near a day."""
    about = duties or random.sample(DUTIES, random.choice((1, 1, 2, 3)))
    pool = [kind for duty in about for kind in _kinds_of(duty)]
    if random.random() < 0.3:
        about = [random.choice(EXCUSABLE)]
        pool = [*_kinds_of(about[0]), *_excuses(random, about[0])]
    pool += kinds
    days = _days(random, around)
    moments = _moments(random, days)
    events: list[Event] = []
    for sequence in range(1, random.randint(2, 14)):
        events.append(_event(random, sequence, _pick(random, pool), about, days, random.choice(moments)))
    return events + _corrections(random, events, days, moments)


def _kinds_of(duty: Duty) -> list[str]:
    periods = [limb for version in duty.versions for limb in (version.period, *version.period.of)]
    dating = [name.partition(".")[0] for period in periods for name in _names(period)]
    named = [*duty.trigger.events * 3, *duty.met_by * 2, *duty.ended_by[:3], *duty.barred * 2]
    named += [kind for kind in dating if kind in REGISTER.kinds]
    for period in periods:
        if period.counted_from.startswith("due:"):
            named += _kinds_of(REGISTER.duties[period.counted_from[4:]])
    return [also for kind in named for also in COUNTED_AS[kind]]


def _excuses(random: Random, duty: Duty) -> list[str]:
    """Return the kinds by which one exception of a duty is recorded, often."""
    codes = [code for version in duty.versions for code in version.exceptions]
    events = REGISTER.exceptions[random.choice(codes)].events
    return [*events * 3, "exception-recorded", "exception-recorded", "exception-recorded"] * 2


def _names(period: Period) -> list[str]:
    return [period.counted_from, *(str(period.attributes.get(key, "")) for key in ("year_of", "until", "once"))]


def _pick(random: Random, pool: Sequence[str]) -> str:
    chance = random.random()
    if chance < 0.8:
        return random.choice(pool)
    return random.choice(ALWAYS) if chance < 0.95 else random.choice(KINDS)


def _days(random: Random, around: date | None) -> list[date]:
    start = around + timedelta(days=random.randint(-500, 200)) if around else random.choice(AWKWARD)
    days = [start]
    for _ in range(random.randint(1, 5)):
        days.append(days[-1] + timedelta(days=random.choice(STEPS)))
    return days + [random.choice(AWKWARD)] * (random.random() < 0.3)


def _moments(random: Random, days: Sequence[date]) -> list[datetime]:
    return [
        datetime.combine(day + timedelta(days=random.choice((0, 0, 1, 30))), time(random.randint(0, 23)), UTC)
        for day in days
    ]


def _event(
    random: Random, sequence: int, kind: str, about: Sequence[Duty], days: Sequence[date], at: datetime
) -> Event:
    undated = random.random() < 0.12
    day = random.choice(days)
    return Event(
        id=f"e{sequence}",
        sequence=sequence,
        kind=kind,
        recorded_at=at,
        occurred_on=None if undated else day,
        not_after=day if undated or random.random() < 0.05 else None,
        thread=random.choice(THREADS),
        fields=_fields(random, kind, about, days),
        source="sen2" if random.random() < 0.15 else "keywork",
    )


def _fields(random: Random, kind: str, about: Sequence[Duty], days: Sequence[date]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name in REGISTER.kinds[kind].fields:
        if random.random() < 0.93:
            fields[name] = _field(random, name, about, days)
    if random.random() < 0.1:
        fields["sent_on"] = random.choice(days)
    return {name: value for name, value in fields.items() if value is not None}


def _field(random: Random, name: str, about: Sequence[Duty], days: Sequence[date]) -> object:
    words: dict[str, Sequence[object]] = {
        "by": ("first-class-post", "signed-for", "e-mail", "hand"),
        "at": ("10:15", "17:00", "17:01", "18:30"),
        "body_kind": ("school", "post-16", "early-years", "health"),
        "duty": [duty.id for duty in about],
        "exception": [code for duty in about for v in duty.versions for code in v.exceptions] or ["EX-PERSONAL"],
        "fact": FACTS,
        "holds": (True, True, False),
        "circumstance": ("there was one",) * 8 + (" ",),
        "why_impractical": ("it was",) * 8 + ("",),
        "about": ("request", "assessment", "other"),
        "outcome": ("amend", "cease", "maintain"),
        "source": ("parent", "young-person", "school", "college", "early-years", "health", "other"),
        **dict.fromkeys(("mediation", "tribunal", "applies", "in_youth_accommodation"), (True, False)),
    }
    if name in words:
        return random.choice(words[name])
    if name == "transfer_on" and random.random() < 0.3:
        return date(2015, 9, 1)
    return random.choice(days) + timedelta(days=random.choice((0, 0, 20, 30, 90, 365))) if name in DATES_READ else "x"


def _corrections(
    random: Random, events: Sequence[Event], days: Sequence[date], moments: Sequence[datetime]
) -> list[Event]:
    made: list[Event] = []
    while events and random.random() < 0.5:
        sequence = len(events) + len(made) + 1
        kind = random.choice((DATE_CORRECTED, DATE_CORRECTED, ENTRY_STRUCK_OUT))
        corrects = random.choice([*events, *made]).id
        redacted = random.random() < 0.1
        fields = {"to": random.choice(days)} if kind == DATE_CORRECTED and not redacted else {}
        made.append(
            Event(f"e{sequence}", sequence, kind, random.choice(moments), days[0], None, None, corrects, fields)
        )
    return made

"""From acts told to the rows of a copy: when each was recorded, what was corrected later, in which order all stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, PAYLOAD_REDACTED
from keywork.web.nonprod.country.plans import Span
from keywork.web.nonprod.country.telling import Flags, Lot, Telling, Whole, Words

SECOND = 1_000_000
DAY = 86_400 * SECOND
OPENS, CLOSES = 8 * 3600, 18 * 3600
# How late entries are made: most on their day, some within days, few after weeks.
DELAYS = ((0.70, 0, 0), (0.92, 1, 3), (0.97, 4, 10), (1.0, 11, 70))
# The shares of entries whose date is corrected, that are struck out, that are redacted; and of corrections undone.
REDATED, STRUCK, REDACTED, UNDONE = 0.012, 0.003, 0.0002, 0.06
NONE, FOR_EVER = -1, np.iinfo(np.int64).max
HERE, BROUGHT_OVER = "keywork", "sen2"


class Corrections(NamedTuple):
    """What was corrected: for each, its kind, the entry it names, when it was recorded, the true day if any.

    The number of an entry is its place among the acts told; the corrections are numbered on from there.
    """

    kind: NDArray[np.str_]
    corrects: Whole
    recorded_at: Whole
    to: Whole


@dataclass(frozen=True, slots=True)
class Record:
    """The entries of some cases: first those told, then the corrections; ``sequence`` is the place in the case.

    Args:
        told: the acts.
        case, day, recorded_at, sequence: of every entry, corrections included.
        corrections: those at the end.
        since: what happened before this day was brought over by a return.
    """

    told: Telling
    case: Whole
    day: Whole
    recorded_at: Whole
    sequence: Whole
    corrections: Corrections
    since: int

    @property
    def happened(self) -> int:
        """Return how many entries there are besides corrections."""
        return len(self.case) - len(self.corrections.kind)


def recorded(told: Telling, lot: Lot, span: Span) -> Record:
    """Say when everything told was recorded, and correct some of it."""
    case = np.concatenate([act.who for act in told.acts])
    day = np.concatenate([act.day for act in told.acts])
    at = np.minimum(_recorded_at(day, lot, span), _last_moment(span))
    says = np.repeat([bool(act.fields) for act in told.acts], [len(act.who) for act in told.acts])
    found = _corrections(day, says, at, lot, span)
    first = _first_undoing(found, len(case))
    corrected = case[found.corrects[:first]]
    every_case = np.concatenate([case, corrected, corrected[found.corrects[first:] - len(case)]])
    every_at = np.concatenate([at, found.recorded_at])
    every_day = np.concatenate([day, found.recorded_at // DAY])
    return Record(told, every_case, every_day, every_at, _sequence(every_case, every_at), found, span.since)


def _first_undoing(found: Corrections, told: int) -> int:
    """Return how many corrections name what was told; those after them undo corrections."""
    return int(np.count_nonzero(found.corrects < told))


def _last_moment(span: Span) -> int:
    return (span.until + 1) * DAY - 1


def _recorded_at(day: Whole, lot: Lot, span: Span) -> Whole:
    lots, seconds = lot.even(len(day)), lot.whole(OPENS, CLOSES, len(day))
    ends = np.array([end for end, _, _ in DELAYS])
    least, most = (np.array([row[n] for row in DELAYS]) for n in (1, 2))
    place = np.searchsorted(ends, lots, "right")
    delay = least[place] + (lot.even(len(day)) * (most[place] - least[place] + 1)).astype(np.int64)
    brought_over = day < span.since
    on = np.where(brought_over, span.since, day + delay)
    return on * DAY + np.where(brought_over, OPENS, seconds) * SECOND


def _corrections(day: Whole, says: Flags, at: Whole, lot: Lot, span: Span) -> Corrections:
    last = _last_moment(span)
    chance = lot.even(len(day))
    kinds = np.array([DATE_CORRECTED, ENTRY_STRUCK_OUT, PAYLOAD_REDACTED])
    which = np.searchsorted(np.cumsum((REDATED, STRUCK, REDACTED)), chance, "right")
    named = np.flatnonzero((which < 2) | ((which == 2) & says))  # there must be something to redact
    moment = at[named] + lot.whole(1, 90, len(named)) * DAY
    in_time = moment <= last
    named, moment = named[in_time], moment[in_time]
    kind = kinds[which[named]]
    moved = lot.whole(1, 12, len(named)) * np.where(lot.even(len(named)) < 0.5, -1, 1)
    moved = np.where(day[named] + moved > span.until, -abs(moved), moved)
    to = np.where(kind == DATE_CORRECTED, day[named] + moved, NONE)
    undone = np.flatnonzero((lot.even(len(named)) < UNDONE) & (kind != PAYLOAD_REDACTED))
    undone_at = moment[undone] + lot.whole(1, 60, len(undone)) * DAY
    undone, undone_at = undone[undone_at <= last], undone_at[undone_at <= last]
    return Corrections(
        np.concatenate([kind, np.full(len(undone), ENTRY_STRUCK_OUT)]),
        np.concatenate([named, len(day) + undone]),
        np.concatenate([moment, undone_at]),
        np.concatenate([to, np.full(len(undone), NONE)]),
    )


def _sequence(case: Whole, at: Whole) -> Whole:
    """Number the entries of each case in the order in which they were recorded."""
    earliest = int(at.min())
    order = np.argsort(case * (1 << 50) + (at - earliest), kind="stable")
    in_order = case[order]
    starts = np.flatnonzero(np.concatenate([[True], in_order[1:] != in_order[:-1]]))
    place = np.arange(len(case)) - np.repeat(starts, np.diff(np.append(starts, len(case)))) + 1
    sequence = np.empty(len(case), np.int64)
    sequence[order] = place
    return sequence


class Rows(NamedTuple):
    """Rows of entries: the entry's number, its day, whether that is known, and from when until when it was known so."""

    entry: Whole
    day: Whole
    dated: Flags
    since: Whole
    until: Whole


def known_as(record: Record) -> Rows:
    """Return each entry as it was known, a row for each span of time, in the order of case, sequence and time.

    Every entry is named by one correction at most, and every correction by one that undoes it at most.
    """
    told, found = record.happened, record.corrections
    dated = np.repeat([act.dated for act in record.told.acts], [len(act.who) for act in record.told.acts])
    first = _first_undoing(found, told)
    ends = np.full(first, FOR_EVER)
    ends[found.corrects[first:] - told] = found.recorded_at[first:]
    until = np.full(told, FOR_EVER)
    changes = found.kind[:first] != PAYLOAD_REDACTED
    until[found.corrects[:first][changes]] = found.recorded_at[:first][changes]
    day, at = record.day[:told], record.recorded_at[:told]
    plain = Rows(np.arange(told), day, dated, at, until)
    redated = np.flatnonzero(found.kind[:first] == DATE_CORRECTED)
    names = found.corrects[redated]
    moved = Rows(names, found.to[redated], np.full(len(names), True), found.recorded_at[redated], ends[redated])
    back = np.flatnonzero(ends != FOR_EVER)
    names = found.corrects[back]
    restored = Rows(names, day[names], dated[names], ends[back], np.full(len(back), FOR_EVER))
    return _in_order(record, Rows(*(np.concatenate(parts) for parts in zip(plain, moved, restored, strict=True))))


def _in_order(record: Record, rows: Rows) -> Rows:
    place = record.case[rows.entry] * (1 << 20) + record.sequence[rows.entry]
    # A row that begins later was made later, so a stable sort keeps the rows of an entry in the order of time.
    order = np.argsort(place, kind="stable")
    return Rows(*(column[order] for column in rows))


def fields_of(record: Record) -> Iterator[tuple[str, Whole, Any]]:
    """Yield every field told: its name, the entries' numbers and their values; what was redacted is left out."""
    gone = np.zeros(record.happened, np.bool_)
    redactions = record.corrections.kind == PAYLOAD_REDACTED
    gone[record.corrections.corrects[redactions]] = True
    first = 0
    for act in record.told.acts:
        entries = np.arange(first, first + len(act.who))
        first += len(act.who)
        stands = ~gone[entries]
        for name, value in act.fields.items():
            if isinstance(value, Words):
                yield name, entries[stands], Words(value.known, value.chosen[stands])
            else:
                yield name, entries[stands], value[stands] if isinstance(value, np.ndarray) else value

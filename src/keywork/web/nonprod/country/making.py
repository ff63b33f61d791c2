"""Making the country: how many authorities of which size, how long their records are, and the loop over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from keywork.core.loading import load_register
from keywork.web.nonprod.area import BUSY
from keywork.web.nonprod.country import plans
from keywork.web.nonprod.country.assessments import Settings, joined, requests
from keywork.web.nonprod.country.plans import Span
from keywork.web.nonprod.country.records import Record, recorded
from keywork.web.nonprod.country.telling import Cases, Lot, Telling, Whole, day_number, working
from keywork.web.nonprod.country.writing import AuthorityWriter

TOLD = "country.json"
UNTIL = "2026-01-31"
# The largest authority of 153 has some five times the plans of the mean one.
SPREAD = 0.76
CASES_AT_ONCE = 6000
# England has some 640,000 plans and 150,000 requests a year; told over 28 months they have 26 million entries.
PLANS, REQUESTS_A_MONTH = 640_000, 12_500
MONTHS, MOST_MONTHS, EVENTS_OF_A_SPAN = 28, 144, 26_000_000
MONTH = 30.44
# Requests of so many months before the span are told too, as many are open when it begins.
MONTHS_OPEN = 7
OLDEST_PLAN = 1150
Progress = Callable[[str], None]


class CannotMake(ValueError):
    """A country that cannot be made as asked, with the reason in words."""


@dataclass(frozen=True, slots=True)
class Country:
    """What is asked for.

    Args:
        events: how many entries in all, corrections apart: at least so many, and less than one case more an authority.
        authorities: how many.
        seed: the same seed gives the same content, byte for byte.
        until: the last day of every record.
    """

    events: int
    authorities: int
    seed: int
    until: str = UNTIL

    @property
    def months(self) -> int:
        """Return how many months are told of in full: the more events, the longer."""
        return round(min(max(MONTHS, MONTHS * self.events / EVENTS_OF_A_SPAN), MOST_MONTHS))

    @property
    def span(self) -> Span:
        """Return the days that are told of in full."""
        until = day_number(self.until)
        return Span(until - round(self.months * MONTH), until)

    def sizes(self) -> list[int]:
        """Return how many entries each authority has, the sizes spread as those of England are."""
        quantile = NormalDist().inv_cdf
        weights = [exp(SPREAD * quantile((n + 0.5) / self.authorities)) for n in range(self.authorities)]
        order = np.argsort(Lot(self.seed).even(self.authorities), kind="stable").tolist()
        return [max(1, round(self.events * weights[place] / sum(weights))) for place in order]


class Chunk(NamedTuple):
    """The record of some cases of an authority, numbered from 0, and how many they are."""

    record: Record
    cases: int


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    authorities: int
    cases: int
    events: int
    corrections: int
    months: int


def make(country: Country, folder: Path, progress: Progress = lambda words: None) -> Made:
    """Make a country in a new folder, an authority at a time, in bounded memory.

    Raises:
        CannotMake: the numbers make no country, or something stands in the folder already.
    """
    if country.authorities < 1 or country.authorities > 999 or country.events < country.authorities:
        raise CannotMake("A country has 1 to 999 authorities and at least one event in each.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotMake(f"{folder} is not an empty folder. Choose another, or take away what is there.")
    register, cases, events, corrections = load_register(), 0, 0, 0
    for number, size in enumerate(country.sizes(), start=1):
        code = f"{number:03}"
        with AuthorityWriter(folder / code, register) as writer:
            for chunk in _chunks(country, number, size):
                writer.add(*chunk)
                events += chunk.record.happened
                corrections += len(chunk.record.corrections.kind)
            cases += writer.cases
        progress(code)
    made = Made(country.authorities, cases, events, corrections, country.months)
    told = {"country": asdict(country), "made": asdict(made), "largest": _largest(country)}
    (folder / TOLD).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return made


def _largest(country: Country) -> str:
    sizes = country.sizes()
    return f"{sizes.index(max(sizes)) + 1:03}"


def _chunks(country: Country, number: int, size: int) -> Iterator[Chunk]:
    """Yield the cases of an authority until it has as many entries as it is to have, the last chunk cut to that."""
    settings = Settings(900_000 + 7 * np.arange(max(12, size // 4000)))
    chunk = 0
    while size > 0:
        lot = Lot(country.seed, number, chunk)
        cases = min(max(size // 12, 64), CASES_AT_ONCE)
        told = _told(country, lot, cases, settings)
        cases = _enough(told, cases, size)
        record = recorded(told.of_first(cases), lot, country.span)
        yield Chunk(record, cases)
        size -= record.happened
        chunk += 1


def _told(country: Country, lot: Lot, cases: int, settings: Settings) -> Telling:
    """Tell the lives of some cases: plans from before the span, and requests."""
    span = country.span
    told = Telling(lot, span.until, [])
    months = country.months + MONTHS_OPEN
    is_request = lot.even(cases) < REQUESTS_A_MONTH * months / (PLANS + REQUESTS_A_MONTH * months)
    who = np.arange(cases)
    received = Cases(told, who[is_request], _days_of_requests(lot, span, int(is_request.sum())))
    earlier = span.since - 1 - np.minimum(lot.waiting(OLDEST_PLAN, int((~is_request).sum())), 4000)
    issued = requests(received, settings)
    plans.lived(joined(issued, plans.older(Cases(told, who[~is_request], earlier), span, settings)), span)
    return told


def _days_of_requests(lot: Lot, span: Span, count: int) -> Whole:
    """Return the days on which requests came, some before the span: more in busy months, none at weekends."""
    days = np.arange(span.since - round(MONTHS_OPEN * MONTH), span.until + 1)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    weights = np.array([BUSY[month + 1] for month in range(12)])[months] * (working(days) == days)
    ends = np.cumsum(weights)
    return days[np.searchsorted(ends, lot.even(count) * ends[-1], "right")]


def _enough(told: Telling, cases: int, size: int) -> int:
    """Return how many of the cases, the first ones, have as many entries as are wanted; all, if there are too few."""
    each = np.zeros(cases, np.int64)
    for act in told.acts:
        each += np.bincount(act.who, minlength=cases)
    return min(cases, int(np.searchsorted(np.cumsum(each), size)) + 1)

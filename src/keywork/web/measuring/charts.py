"""The charts of the overview, each with one sentence that is true."""

from __future__ import annotations

from datetime import date, timedelta

from keywork.core.stages import TITLES
from keywork.web.measuring.overview import LIMIT_WEEKS, LONGEST_WEEKS, WEEKS_AHEAD, Counts, stage_rows
from keywork.web.ui.charts import Chart, bars, columns
from keywork.web.ui.jinja import plural, short_day

BAND = 2


def by_stage(counts: Counts) -> Chart:
    """Draw the open cases by stage, with the late part."""
    rows = [(TITLES[stage], whole, late) for stage, whole, late in stage_rows(counts)]
    whole, late = sum(row[1] for row in rows), sum(row[2] for row in rows)
    finding = f"{late:,} of {plural(whole, 'open case')} have a limit in law that has passed."
    return bars(
        title="Open cases by stage",
        finding=finding if whole else "No case is open.",
        rows=rows,
        first="On time",
        second="Past a limit",
        header=("Stage", "Open", "Past a limit"),
    )


def waited(counts: Counts) -> Chart:
    """Draw how long open assessments have waited since the request."""
    whole = sum(counts.waited.values())
    past = sum(n for weeks, n in counts.waited.items() if weeks >= LIMIT_WEEKS)
    rows = []
    for start in range(0, LONGEST_WEEKS + BAND, BAND):
        label = f"{start}+" if start == LONGEST_WEEKS else str(start)
        rows.append((label, sum(counts.waited[start + week] for week in range(BAND))))
    counted = f"{past:,} of {plural(whole, 'open assessment')} have passed 20 weeks"
    finding = f"{counted}, those after an overturned refusal included."
    return columns(
        title="How long open assessments have waited",
        finding=finding if whole else "No assessment is open.",
        rows=rows,
        unit="Weeks since the request",
        limit=LIMIT_WEEKS // BAND,
        limit_label="20 weeks",
        header=("Weeks since the request, from", "Open assessments"),
    )


def falling_due(counts: Counts, today: date) -> Chart:
    """Draw the limits in law that fall due in the coming weeks."""
    rows = [(short_day(today + timedelta(weeks=week))[:-5], counts.due[week]) for week in range(WEEKS_AHEAD)]
    whole, most = sum(n for _, n in rows), max(rows, key=lambda row: row[1])
    ahead = f"in the next {WEEKS_AHEAD} weeks"
    finding = f"{plural(whole, 'limit')} fall due {ahead}, most in the week of {most[0]} ({most[1]:,})."
    return columns(
        title="What falls due in the coming weeks",
        finding=finding if whole else f"No limit falls due {ahead}.",
        rows=rows,
        unit="Week beginning",
        limit=None,
        limit_label="",
        header=("Week beginning", "Limits in law falling due"),
    )

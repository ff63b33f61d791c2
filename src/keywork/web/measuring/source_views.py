"""Who asks for assessments, month by month, and what is decided of what each asks for."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.measures import Results, Share
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import telling
from keywork.web.measuring.asking import FIRST_YEAR, asked_of
from keywork.web.measuring.kept import sources as work_out
from keywork.web.measuring.telling import Told

WHO = "source-"
WHAT = "to-assess-"


@dataclass(frozen=True, slots=True)
class Month:
    """What was asked for in a month: how much in all, and by whom."""

    title: str
    whole: str
    parts: list[Told]


@transaction.non_atomic_requests
@policy("figures.full")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show who asked in a year and in each of its months, and what was decided of what each asked for."""
    actor, asked = actor_of(request), asked_of(request)
    with one_look():
        found = work_out(actor.authority, asked.year, asked.at)
    year = found[None]
    shown = [share for share in year.shares if share.rate.id.startswith(WHO) and share.numerator]
    context = {
        "asked": asked,
        "years": range(asked.at.as_of.year, FIRST_YEAR, -1),
        "who": [_told(share) for share in shown],
        "what": [_told(share) for share in year.shares if share.rate.id.startswith(WHAT) and share.denominator],
        "months": _months(found, [share.rate.id for share in shown]),
        "heads": [_named(share) for share in shown],
        "limits": {share.rate.id: share.rate.limits for share in year.shares},
    }
    return render(request, "measuring/sources.html", context)


def _months(found: Mapping[int | None, Results[UUID]], shown: list[str]) -> list[Month]:
    """Return the months in which anything was asked for, with a share for each source that asked in the year."""
    rows = []
    for month, results in found.items():
        by_id = {share.rate.id: share for share in results.shares}
        whole = results.figures["asked_all"].value
        if month is not None and whole:
            parts = [_told(by_id[one]) for one in shown]
            rows.append(Month(month_name[month], f"{whole:,}", parts))
    return rows


def _told(share: Share) -> Told:
    row = {
        "id": share.rate.id, "title": _named(share), "numerator": share.numerator,
        "denominator": share.denominator, "percent": share.percent,
    }  # fmt: skip
    return telling.share(row)


def _named(share: Share) -> str:
    """Return the source alone: the page says what is asked of it."""
    return TITLES[share.rate.id.removeprefix(WHO).removeprefix(WHAT)]


TITLES = {
    "all": "All",
    "parent": "Parent or carer",
    "young-person": "Young person",
    "school": "School",
    "college": "College",
    "early-years": "Early-years setting",
    "professional": "Another professional",
    "not-recorded": "Not recorded",
    "brought": "Of all: brought to attention",
}

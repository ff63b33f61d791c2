"""Where a child or young person is placed, read from the entries of a case."""

from __future__ import annotations

from datetime import date

from keywork.core.history import Fact, History

PLACED, PLACEMENT_ENDED = "placement-recorded", "placement-ended"
SECOND = "2"
CODES = ("urn", "ukprn", "setting_type")


def main_setting(history: History) -> str:
    """Return the code of the setting a child is placed at in the main, or nothing.

    The code is the school's number (URN), else the provider's (UKPRN), else the kind of setting of a return.

    Args:
        history: the case as known on a day.

    Source: SEN2 guide, placement details.
    """
    last = main_placement(history)
    return next((str(code) for name in CODES if (code := last.field(name))), "") if last else ""


def main_placement(history: History) -> Fact | None:
    """Return the entry of the placement of a child in the main, or None.

    Of several placements that have not ended the one recorded for the latest day counts.

    Args:
        history: the case as known on a day.

    Source: SEN2 guide, placement details.
    """
    ended = {fact.thread for fact in history.by_kind.get(PLACEMENT_ENDED, ())}
    placed = [
        fact
        for fact in history.by_kind.get(PLACED, ())
        if str(fact.field("rank") or "") != SECOND and (fact.thread is None or fact.thread not in ended)
    ]
    return max(placed, key=_by_day, default=None)


def _by_day(fact: Fact) -> tuple[date, int]:
    return (fact.on or date.min, fact.order[1])

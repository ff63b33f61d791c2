"""A date says why it is what it is, also where there is none."""

from datetime import UTC, date, datetime

import pytest

from keywork.core.events import Event
from keywork.core.explaining import explain
from keywork.core.history import History
from keywork.core.loading import load_register

REGISTER = load_register()
TRANSFER = {"transfer_on": date(2026, 9, 1)}


def steps(duty: str, kind: str, fields: dict[str, object], **settings: str) -> str:
    event = Event("1", 1, kind, datetime(2025, 10, 1, 9, tzinfo=UTC), date(2025, 9, 1), thread="t", fields=fields)
    history = History(
        REGISTER, [event], as_of=date(2026, 1, 2), known_at=datetime(2026, 1, 3, tzinfo=UTC), settings=settings
    )
    return " ".join(explain(history, REGISTER.duties[duty], "t").steps)


@pytest.mark.parametrize(
    ("fields", "settings", "words"),
    [
        (TRANSFER, {}, "Before 31 March: the last day is Monday 30 March 2026."),
        (
            TRANSFER,
            {"phase_transfer_reading": "code"},
            "which has the day itself: the last day is Tuesday 31 March 2026.",
        ),
        ({}, {}, "what it is counted from is not on record, so there is no last day yet."),
    ],
)
def test_a_transfer_is_explained(fields: dict[str, object], settings: dict[str, str], words: str) -> None:
    assert words in steps("phase-transfer-post16", "post-16-transfer-identified", fields, **settings)


def test_a_duty_without_a_number_says_how_soon() -> None:
    said = steps("det-consult", "custody-assessment-request-received", {})
    assert "The law gives no number of days: as soon as practicable." in said

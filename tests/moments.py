"""Another moment for the program's clock, which leaves alone what stands for now while a statement is written."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from keywork.web.kernel import clock


def runs_ahead(monkeypatch: pytest.MonkeyPatch, by: timedelta, *others: str) -> None:
    """Let so much time have passed, on the program's clock and on others that are named as ``setattr`` wants them."""
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() if clock._standing_for.get() else real() + by)
    for name in others:
        monkeypatch.setattr(name, lambda: real() + by)


def stands_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let it be one moment."""
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() if clock._standing_for.get() else moment)

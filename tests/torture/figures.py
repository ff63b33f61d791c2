"""The figures of a run: one line for people, and a file of JSON for whatever gathers them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared import ROOT

FIGURES = ROOT / "var" / "figures"


def tell(name: str, figures: Mapping[str, Any], path: Path | None) -> None:
    """Print figures in one line, and write them down."""
    shown = (f"{key.replace('_', ' ')} {_in_words(value)}" for key, value in figures.items())
    print(f"{name}: {'; '.join(shown)}", flush=True)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"name": name, **figures}, indent=1) + "\n", encoding="utf-8")


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{key} {_in_words(inner)}" for key, inner in value.items()) + ")"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of two runs as those of one."""
    both: dict[str, Any] = dict(one)
    for key, value in other.items():
        if isinstance(value, Mapping):
            both[key] = added(both.get(key, {}), value)
        elif isinstance(value, int | float):
            both[key] = both.get(key, type(value)()) + value
        else:
            both.setdefault(key, value)
    return both

"""The figures of a run: ratios beside their targets, kept in a file and printed as a table."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from load.day import PAGES
from shared import ROOT

VARIES_AT_MOST = 0.15
WANTED_RATE = 73
GENERATOR_AT_LEAST = 8
GOODPUT = 0.8
NORMAL_WITHIN = 30
Phase = dict[str, Any]


def database() -> str:
    return "postgresql" if os.environ.get("KEYWORK_DATABASE_URL", "").startswith("postgres") else "sqlite"


def machine(sizes: dict[str, int]) -> dict[str, Any]:
    """Return what the figures were measured on."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, check=False, cwd=ROOT, capture_output=True, text=True).stdout
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),  # noqa: TID251 - the moment of the measurement
        "commit": commit.strip(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **sizes,
    }


def reference(phases: list[Phase]) -> dict[str, Any]:
    """Return what a plain page did, and whether it did so steadily enough to be compared with."""
    rates = [phase["rate"] for phase in phases]
    middle = median(rates)
    off = max(abs(rate - middle) for rate in rates) / middle if middle else 1.0
    return {"rate": middle, "rates": rates, "off": round(off, 3), "is_steady": off <= VARIES_AT_MOST}


def beside(ours: list[Phase], base: list[Phase], *, at_least: float) -> dict[str, Any]:
    """Return the ratios of pairs: ours to the reference of the same turn."""
    ratios = [round(a["rate"] / b["rate"], 3) if b["rate"] else 0.0 for a, b in zip(ours, base, strict=True)]
    return {
        "ratio": round(median(ratios), 3),
        "ratios": ratios,
        "wanted": at_least,
        "holds": median(ratios) >= at_least,
        "rate": round(median(phase["rate"] for phase in ours), 1),
        "p50": median(phase["p50"] or 0 for phase in ours),
        "p95": median(phase["p95"] or 0 for phase in ours),
        "p99": median(phase["p99"] or 0 for phase in ours),
        "pages": sum(phase["pages"] for phase in ours),
        "turned_away": sum(phase["turned_away"] for phase in ours),
    }


def half(before: Phase) -> dict[str, Any]:
    """Return how long people wait at half of what the site can do."""
    return {key: before[key] for key in ("rate", "p50", "p95", "p99", "pages", "turned_away")}


def overload(before: Phase, flooded: Phase, after: Phase, peak: float) -> dict[str, Any]:
    """Return what became of three times too much, and how soon all was as before.

    Goodput is counted while arrivals came, without the first two seconds. Normal again is the first second after which
    no second's slowest twentieth waits longer than before by half and a tenth of a second.
    """
    ends = max((at for at, *_ in flooded["answers"]), default=0.0)
    arrivals_end = flooded["given_seconds"]
    good = [
        at for at, name, _, wrong in flooded["answers"] if not wrong and name in COUNTED and 2 <= at <= arrivals_end
    ]
    goodput = len(good) / (arrivals_end - 2)
    return {
        "offered": flooded["offered"],
        "answered": round(goodput, 1),
        "goodput": round(goodput / peak, 3) if peak else 0.0,
        "wanted": GOODPUT,
        "holds": bool(peak) and goodput / peak >= GOODPUT,
        "turned_away": flooded["turned_away"],
        "missed": flooded["missed"],
        "p95": flooded["p95"],
        "queue empty after, seconds": round(max(0.0, ends - arrivals_end), 1),
        "normal again after, seconds": _normal_again(before, after),
    }


COUNTED = frozenset(PAGES)


def _normal_again(before: Phase, after: Phase) -> int | None:
    normal = (before["p95"] or 0) * 1.5 + 100
    by_second: dict[int, list[float]] = {}
    for at, name, ms, wrong in after["answers"]:
        if name in COUNTED:
            by_second.setdefault(int(at), []).append(ms if not wrong else float("inf"))
    slow = [second for second, times in by_second.items() if sorted(times)[len(times) * 95 // 100] > normal]
    return None if not by_second else (max(slow) + 1 if slow else 0)


def keep(file: Path, of: str, found: dict[str, Any]) -> None:
    """Keep the figures of one database beside those of the other."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    file.write_text(json.dumps(kept | {of: found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def show_kinds(of: str, found: dict[str, Any]) -> None:
    """Print what was measured of each kind of page."""
    on = found["on"]
    print(
        f"\n{of}: {on['cores']} cores, {on['cases']:,} cases, {on['events']:,} events, {on['restricted']:,} restricted, commit {on['commit']}"
    )
    for name in ("plain list", "plain list, later", "plain save"):
        if name in found:
            one = found[name]
            steady = "steady" if one["is_steady"] else f"VOID: varies by {one['off']:.0%}"
            print(f"  {name:18} {one['rate']:7.1f} a second ({steady})")
    for name in ("mixed day", "both cores", "list", "case page", "search", "save"):
        if name in found:
            print(f"  {name:18} {_line(found[name])}")


def show(of: str, found: dict[str, Any]) -> None:
    """Print the figures of one database."""
    show_kinds(of, found)
    fastest = max(found[name]["rate"] for name in ("plain list", "list", "case page", "search", "save"))
    limit = "" if found["ping"] > GENERATOR_AT_LEAST * fastest else ": THE GENERATOR MAY BE THE LIMIT"
    print(
        f"  ping               {found['ping']:7.1f} a second, {found['ping'] / fastest:.1f} × the fastest page{limit}"
    )
    half_of_it, most = found["half of it"], found["overload"]
    print(
        f"  at half            {half_of_it['rate']:7.1f} a second, p95 {half_of_it['p95']} ms, p99 {half_of_it['p99']} ms"
    )
    print(
        f"  three times        {most['offered']:7.1f} offered, {most['answered']} answered: goodput {most['goodput']} of the "
        f"peak (≥ {GOODPUT}: {_word(most['holds'])}), {most['turned_away']} turned away, p95 {most['p95']} ms, "
        f"normal again after {most['normal again after, seconds']} s"
    )
    restart = found["restart"]
    print(
        f"  restart            {restart['pages']} pages, {sum(restart['wrong'].values())} failed, p99 {restart['p99']} ms"
    )
    print(f"  cold start         {found['cold start, seconds']} s")
    if "writers" in found:
        print(
            f"  eight writers      {found['writers']['rate']} pages a second, {sum(found['writers']['wrong'].values())} failed"
        )
    saves = found["saves"]
    print(f"  saves              {saves['acknowledged']} acknowledged, {saves['lost']} lost")
    for what, count in found["wrong"].items():
        print(f"  WRONG              {count} × {what}")


def _line(one: dict[str, Any]) -> str:
    return (
        f"{one['rate']:7.1f} a second = {one['ratio']} × ({min(one['ratios'])} to {max(one['ratios'])}; "
        f"≥ {one['wanted']}: {_word(one['holds'])}), p50 {one['p50']:.0f}, p95 {one['p95']:.0f}, p99 {one['p99']:.0f} ms"
    )


def _word(holds: bool) -> str:
    return "holds" if holds else "MISSED"

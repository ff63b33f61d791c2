"""The drawings: horizontal bars in two parts, and columns with a limit.

Presentation attributes only, so that a strict content security policy holds; late parts are hatched,
so that nothing is said by colour alone; text is never under 14 pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

BLUE, ORANGE, INK, QUIET, LINE = "#12436d", "#f46a25", "#0b0c0c", "#484949", "#b1b4b6"
WIDE, NARROW = 760, 290
TEXT = 16
ROW = 38
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart.

    Args:
        title: what it shows.
        finding: one true sentence.
        wide, narrow: the two drawings.
        header: the table's column headings.
        rows: the table, every number of the drawing.
    """

    title: str
    finding: str
    wide: Markup
    narrow: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bars(
    *, title: str, finding: str, rows: Sequence[tuple[str, int, int]], first: str, second: str, header: tuple[str, ...]
) -> Chart:
    """Draw horizontal bars in two parts, the second hatched.

    Args:
        title: what it shows.
        finding: one true sentence.
        rows: label, whole and the part of it that is late.
        first, second: the names of the parts.
        header: headings of the table: label, whole, late.
    """
    drawings = [_bars(title, finding, rows, first, second, width) for width in (WIDE, NARROW)]
    table = tuple((label, f"{whole:,}", f"{late:,}") for label, whole, late in rows)
    return Chart(title, finding, drawings[0], drawings[1], header, table)


def columns(
    *, title: str, finding: str, rows: Sequence[tuple[str, int]], unit: str, limit: int | None, limit_label: str,
    header: tuple[str, ...],
) -> Chart:  # fmt: skip
    """Draw columns; those at and after a limit are hatched and a line stands before them.

    Args:
        title: what it shows.
        finding: one true sentence.
        rows: label and height of each column.
        unit: what the labels count, under the axis.
        limit: the place of the first column past the limit, or None.
        limit_label: the limit in words.
        header: headings of the table: label, height.
    """
    drawings = [_columns(title, finding, rows, unit, limit, limit_label, width) for width in (WIDE, NARROW)]
    return Chart(title, finding, drawings[0], drawings[1], header, tuple((a, f"{n:,}") for a, n in rows))


def _frame(title: str, finding: str, width: int, height: int, body: list[str], hatch: str) -> Markup:
    number = next(_numbers)
    kind = "wide" if width == WIDE else "narrow"
    pattern = (
        f'<defs><pattern id="{hatch}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="8" height="8" fill="#fff"/><rect width="4" height="8" fill="{ORANGE}"/></pattern></defs>'
    )
    return Markup(  # noqa: S704 - every text in it is escaped where it is put in
        f'<svg class="app-chart app-chart--{kind}" role="img" aria-labelledby="chart-{number}-t chart-{number}-d" '
        f'xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Inter, Arial, sans-serif" font-size="{TEXT}">'
        f'<title id="chart-{number}-t">{_safe(title)}</title><desc id="chart-{number}-d">{_safe(finding)}</desc>'
        f"{pattern}{''.join(body)}</svg>"
    )


def _safe(text: str) -> str:
    return str(Markup.escape(text))


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "400", fill: str = INK) -> str:
    look = f'text-anchor="{anchor}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{_safe(text)}</text>'


def _rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> str:
    size = f'width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{fill}" stroke="{stroke}"/>'


def _bars(
    title: str, finding: str, rows: Sequence[tuple[str, int, int]], first: str, second: str, width: int
) -> Markup:
    wide, hatch = width == WIDE, f"hatch-{next(_numbers)}"
    left = 230 if wide else 0
    room = width - left - 150
    step = ROW if wide else ROW + 24
    most = max((whole for _, whole, _ in rows), default=0) or 1
    body = [
        _rect(left, 4, 14, 14, BLUE),
        _text(left + 20, 17, first),
        _rect(left + 110, 4, 14, 14, f"url(#{hatch})", ORANGE),
    ]
    body.append(_text(left + 130, 17, second))
    for place, (label, whole, late) in enumerate(rows):
        y = 34 + place * step + (0 if wide else 22)
        body.append(_text(left - 10, y + 19, label, anchor="end") if wide else _text(0, y - 5, label))
        on_time, past = room * (whole - late) / most, room * late / most
        body += [
            _rect(left, y, on_time, 26, BLUE),
            _rect(left + on_time, y, past, 26, f"url(#{hatch})", ORANGE if late else "none"),
        ]
        x = left + on_time + past + 8
        body += [
            _text(x, y + 19, f"{whole:,}", weight="700"),
            _text(x + 9 * len(f"{whole:,}") + 10, y + 19, f"({late:,} late)", fill=QUIET),
        ]
    return _frame(title, finding, width, 40 + step * len(rows), body, hatch)


def _columns(
    title: str,
    finding: str,
    rows: Sequence[tuple[str, int]],
    unit: str,
    limit: int | None,
    limit_label: str,
    width: int,
) -> Markup:
    wide, hatch = width == WIDE, f"hatch-{next(_numbers)}"
    left, top, height, bottom = 46, 44, 320 if wide else 280, 52
    most = max((n for _, n in rows), default=0) or 1
    room, floor = width - left - 6, height - bottom
    step = room / max(len(rows), 1)
    body = _grid(most, left, top, floor, width)
    every = max(1, round(len(rows) / (12 if wide else 5)))
    for place, (label, n) in enumerate(rows):
        x, tall = left + place * step, (floor - top) * n / most
        past = limit is not None and place >= limit
        body.append(
            _rect(
                x + 1,
                floor - tall,
                step - 2,
                tall,
                f"url(#{hatch})" if past else BLUE,
                ORANGE if past and n else "none",
            )
        )
        if place % every == 0:
            body.append(_text(x + step / 2, floor + 20, label, anchor="middle"))
    body.append(_text(left + room / 2, height - 8, unit, anchor="middle", fill=QUIET))
    if limit is not None:
        x = left + limit * step
        after = x < width * 0.6
        body.append(f'<path d="M{x:.1f} 8V{floor}" stroke="{INK}" stroke-width="2"/>')
        body.append(_text(x + (6 if after else -6), 20, limit_label, anchor="start" if after else "end", weight="700"))
    return _frame(title, finding, width, height, body, hatch)


def _grid(most: int, left: int, top: int, floor: int, width: int) -> list[str]:
    body = []
    for value in sorted({round(most * part / 4) for part in range(5)}):  # a line for each whole number, and none twice
        y = floor - (floor - top) * value / most
        body.append(f'<path d="M{left} {y:.1f}H{width}" stroke="{LINE}"/>')
        body.append(_text(left - 8, y + 5, f"{value:,}", anchor="end", fill=QUIET))
    return body

"""Lists as files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")


def harmless(value: object) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    text = str(value).replace("\x00", "")
    shown = text.lstrip(" \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u3000")
    return f"'{text}" if shown.startswith(DANGEROUS) else text


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a list as a CSV file to keep."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response

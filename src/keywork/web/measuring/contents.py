"""What a publication says: all that anybody may read, in one piece, with its seal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from keywork.core.breakdowns import WAYS, share_of
from keywork.core.linked import WHOLE, cell
from keywork.core.measures import GROUP_TITLES, MeasureSet, Results
from keywork.web.accounts.models import Authority
from keywork.web.kernel.asat import AsAt

FORMAT = 1


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the seal of what is published, the same however it is written down."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(
    authority: Authority, results: Results[UUID], at: AsAt, cells: Mapping[str, int | None]
) -> dict[str, Any]:
    """Return all that anybody may read, in one piece."""
    definition = results.definition
    return {
        "format": FORMAT,
        "authority": {"code": authority.code, "name": authority.name},
        "year": results.frame.year,
        "as_of": at.as_of.isoformat(),
        "known_on": at.known_on.isoformat() if at.known_on else "",
        "definition": f"{definition.id}/{definition.version}",
        "source": definition.source,
        "figures": _figures(definition, results.frame.year, cells),
        "measures": [_measure(definition, number, cells) for number in range(len(definition.rates))],
    }


def _figures(definition: MeasureSet, year: int, cells: Mapping[str, int | None]) -> list[dict[str, Any]]:
    return [
        {
            "title": GROUP_TITLES[name],
            "rows": [
                {"id": column.name(year), "title": column.title, "count": cells[cell(column.id)]}
                for column in columns
                if not column.less
            ],
        }
        for name, columns in definition.groups.items()
    ]


def _measure(definition: MeasureSet, number: int, cells: Mapping[str, int | None]) -> dict[str, Any]:
    rate = definition.rates[number]
    by = [
        {
            "id": way.id,
            "title": way.title,
            "rows": [
                {"code": code, "title": title, **share_of(cells, rate, way.group(code))}
                for code, title in way.titles.items()
            ],
        }
        for way in WAYS.values()
    ]
    whole = share_of(cells, rate, WHOLE)
    return {"id": rate.id, "title": rate.title, "kind": rate.kind, "limits": rate.limits, **whole, "by": by}

"""The report of a return, for an analyst and for other programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.staging import StagedReturn


def as_report(staged: StagedReturn) -> dict[str, Any]:
    """Return what was read and found, without any name of a person.

    Args:
        staged: a return as read and checked.
    """
    return {
        "authority": staged.authority_code,
        "collection_year": staged.collection_year,
        "reference_date": staged.reference_date.isoformat(),
        "files_read": staged.files_read,
        "files_left_alone": staged.files_left_alone,
        "rows": {module: len(rows) for module, rows in staged.rows.items()},
        "missing": staged.missing,
        "quarantined": [
            {"module": q.module, "row_id": q.row_id, "rule": q.reason, "message": rule_of(q.reason).say}
            for q in staged.quarantined
        ],
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity,
                "module": f.module,
                "row_id": f.row_id,
                "field": f.field,
                "message": f.message,
                "value": f.value,
                **({"path": f.path} if f.path else {}),
                **({"line": f.line} if f.line else {}),
            }
            for f in staged.findings
        ],
        "counts": dict(sorted(Counter(f.rule for f in staged.findings).items())),
    }

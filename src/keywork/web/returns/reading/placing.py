"""Putting every row under its parent, and setting aside those that have none."""

from __future__ import annotations

from keywork.web.returns.rules.catalogue import rule_of
from keywork.web.returns.rules.engine import finding
from keywork.web.returns.schema import load_schema
from keywork.web.returns.staging import Quarantined, Row, StagedReturn

# A request has one assessment and one active plan, an assessment one named plan.
ONE_OF_EACH = frozenset({"assessment", "namedplan", "activeplans"})


def hold_orphans(staged: StagedReturn) -> None:
    """Move rows whose parent is not there, and all that hang on them, to quarantine.

    Rows under a module without a file wait too: the finding about that module says why.
    """
    schema, rule = load_schema(), rule_of("F13")
    _adopt_persons(staged)
    for module in schema.modules.values():
        if module.parent is None:
            continue
        lost = module.parent in staged.missing
        present = {row.row_id for row in staged.rows[module.parent]}
        waiting = {q.row_id for q in staged.quarantined if q.module == module.parent}
        kept: list[Row] = []
        for row in staged.rows[module.name]:
            if row.parent_id in present:
                kept.append(row)
                continue
            if row.parent_id not in waiting and not lost:
                staged.findings.append(finding(rule, row, module.parent_key, schema))
            staged.quarantined.append(Quarantined(row.module, row.row_id, "H01" if lost else rule.id, row.raw))
        staged.rows[module.name] = kept


def hold_seconds(staged: StagedReturn) -> None:
    """Move a second record of what there is one of, and what hangs on it, to quarantine, once it has been checked."""
    schema, rule = load_schema(), rule_of("H07")
    waiting: set[tuple[str, str]] = set()
    for module in schema.modules.values():
        if module.parent is None:
            continue
        seen: set[str] = set()
        kept: list[Row] = []
        for row in staged.rows[module.name]:
            below = (module.parent, row.parent_id or "") in waiting
            second = module.name in ONE_OF_EACH and (row.parent_id or "") in seen
            seen.add(row.parent_id or "")
            if not below and not second:
                kept.append(row)
                continue
            if second:
                staged.findings.append(finding(rule, row, module.parent_key, schema))
            waiting.add((module.name, row.row_id))
            staged.quarantined.append(Quarantined(row.module, row.row_id, rule.id, row.raw))
        if len(kept) < len(staged.rows[module.name]):
            staged.rows[module.name] = kept
            staged.__dict__.pop("_children", None)  # which row hangs on which is looked up anew


def _adopt_persons(staged: StagedReturn) -> None:
    """Hang persons without the header's id under the one header there is; so too if all of them have another."""
    header = staged.rows["sen2"][0].row_id
    unlike = all(row.parent_id != header for row in staged.rows["person"])
    for row in staged.rows["person"]:
        row.parent_id = header if unlike else row.parent_id or header

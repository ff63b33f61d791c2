"""The columns of the law as rows; what each whole number stands for is said in :mod:`keywork.engine.rows`."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

SMALL, WHOLE, YES_NO, WORD = pa.int16(), pa.int32(), pa.bool_(), pa.string()
SCHEMAS: Mapping[str, pa.Schema] = {
    name: pa.schema(list(fields.items()))
    for name, fields in {
        "duties": {
            "duty": SMALL, "latest": YES_NO, "sort": SMALL, "level": SMALL, "test": SMALL, "fact": WORD,
            "negated": YES_NO,
        },
        "starters": {"duty": SMALL, "kind": SMALL, "code": SMALL, "own": YES_NO, "splits": YES_NO, "loose": YES_NO},
        "start_facts": {
            "duty": SMALL, "code": SMALL, "rule": SMALL, "request": YES_NO, "referral": YES_NO, "sort": SMALL,
            "odd": YES_NO, "tested": YES_NO,
        },
        "closers": {"duty": SMALL, "kind": SMALL, "ends": YES_NO, "own": YES_NO, "refusal": YES_NO},
        "barred": {"duty": SMALL, "kind": SMALL, "own": YES_NO},
        "reversers": {"duty": SMALL, "kind": SMALL, "own": YES_NO},
        "versions": {"duty": SMALL, "version": SMALL, "starts": WHOLE, "ends": WHOLE, "combine": SMALL},
        "limbs": {
            "version": SMALL, "limb": SMALL, "source": SMALL, "way": SMALL, "n": WHOLE, "n_request": WHOLE,
            "begin": YES_NO, "begin_referral": YES_NO, "calendar": SMALL, "roll": SMALL, "due_of": SMALL,
            "field": SMALL, "until_start": YES_NO, "rule": SMALL,
        },
        "plain_rules": {
            "duty": SMALL, "code": SMALL, "version": SMALL, "starts": WHOLE, "ends": WHOLE, "way": SMALL,
            "shift": WHOLE, "begin": YES_NO, "calendar": SMALL, "roll": SMALL,
        },
        "limb_kinds": {"version": SMALL, "limb": SMALL, "kind": SMALL, "own": YES_NO},
        "until_kinds": {"version": SMALL, "limb": SMALL, "kind": SMALL, "own": YES_NO, "lifts": YES_NO},
        "excepting": {
            "version": SMALL, "exception": WORD, "test": SMALL, "days": WHOLE, "starts": WHOLE, "ends": WHOLE,
        },
        "exception_kinds": {"duty": SMALL, "exception": WORD, "kind": SMALL, "own": YES_NO},
        "exception_bodies": {"exception": WORD, "body": WORD},
        "untold": {"duty": SMALL, "source": SMALL},
        "marks": {"kind": SMALL, "mark": SMALL},
        "counted_marks": {"kind": SMALL, "mark": SMALL},
        "state_names": {"state": SMALL, "name": WORD},
        "duty_names": {"duty": SMALL, "name": WORD},
        "read_kinds": {"kind": SMALL},
        "plan_kinds": {"kind": SMALL, "own": YES_NO},
        "duty_pairs": {"duty": SMALL, "due_of": SMALL},
        "field_names": {"field": SMALL, "name": WORD},
    }.items()
}  # fmt: skip

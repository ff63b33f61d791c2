"""What is kept of stories that were folded, see :mod:`keywork.engine.stories`."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

SMALL, WHOLE, LONG, YES_NO = pa.int16(), pa.int32(), pa.int64(), pa.bool_()
KEPT: Mapping[str, pa.Schema] = {
    name: pa.schema(list(fields.items()))
    for name, fields in {
        # Each story with its number; one of a whole case is another than one of a thread.
        "stories": {"story": pa.list_(WHOLE), "whole": YES_NO, "number": WHOLE},
        # The latest turn of each of its clocks; entries are told by their places in the story, from 1.
        "story_turns": {
            "story": WHOLE, "duty": SMALL, "number": WHOLE, "is_met": YES_NO, "undated": YES_NO, "reversal": WHOLE,
            "final": LONG, "code": LONG, "start": WHOLE, "close": WHOLE, "after": WHOLE,
            # Of a quick one: what else its state hangs on, and for each limb of its deadline the entry counted from.
            "quick": YES_NO, "sort": SMALL, "rule": SMALL, "later": YES_NO, "odd": YES_NO, "broken": WHOLE,
            "inapplicable": YES_NO,
            "limb_0": WHOLE, "fact_0": WHOLE, "rule_0": SMALL, "field_0": SMALL,
            "limb_1": WHOLE, "fact_1": WHOLE, "rule_1": SMALL, "field_1": SMALL,
        },
        # Those that are folded now.
        "new_stories": {"number": WHOLE, "whole": YES_NO},
    }.items()
}  # fmt: skip

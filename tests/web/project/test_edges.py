"""Each edge that the documents tell of has a test that exists."""

from __future__ import annotations

import re

from shared import ROOT
from web.project.test_asvs import in_file

NAMED = re.compile(r"`(tests/\S+\.py)::(\w+)`")


def test_each_edge_names_a_test_that_exists() -> None:
    rows = [line for line in (ROOT / "docs" / "edges.md").read_text(encoding="utf-8").splitlines() if "| `" in line]
    named = [NAMED.search(row) for row in rows]
    assert len(rows) > 10
    for row, found in zip(rows, named, strict=True):
        assert found, row
        assert found[2] in in_file(found[1]), row

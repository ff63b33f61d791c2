"""Charts say what they show in whole numbers, each once."""

from __future__ import annotations

import re

import pytest

from keywork.web.ui.charts import columns


@pytest.mark.parametrize(
    ("most", "said"), [(1, ["0", "1"]), (2, ["0", "1", "2"]), (400, ["0", "100", "200", "300", "400"])]
)
def test_no_number_stands_twice_beside_the_lines(most: int, said: list[str]) -> None:
    drawn = columns(
        title="T", finding="F", rows=[("A", most), ("B", 0)], unit="U", limit=None, limit_label="", header=("a", "b")
    )
    assert re.findall(r'text-anchor="end"[^>]*>([0-9,]+)<', drawn.wide) == said

"""Pages of a long list: the first, the last and those around; what is left out is no link."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.template import engines

LINKS = '{% from "ui/components/parts.html" import paging %}{{ paging(page, {}, "/cases/") }}'


def test_pages_that_are_left_out_are_no_link() -> None:
    page = Paginator(range(7000), 50).page(70)
    told = engines["jinja"].from_string(LINKS).render({"page": page})
    assert told.count("govuk-pagination__item--ellipsis") == 2
    assert [f'aria-label="Page {n}"' in told for n in (1, 68, 69, 70, 71, 72, 140)] == [
        True, False, True, True, True, False, True,
    ]  # fmt: skip
    assert "Page …" not in told
    assert "page=%" not in told

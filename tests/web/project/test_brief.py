"""Every line of the brief that concerns software is found in the product, or is said to be missing."""

from __future__ import annotations

import csv

import pytest
from django.urls import get_resolver

from keywork.web.project import brief
from shared import ROOT, SHARED
from web.project.test_asvs import in_file

FOUND = brief.read(ROOT / "docs" / "brief.csv")


def names() -> set[str]:
    """Return the name of every page of the site."""
    found, waiting = set(), [(get_resolver(), "")]
    while waiting:
        resolver, before = waiting.pop()
        for name in resolver.reverse_dict:
            if isinstance(name, str):
                found.add(before + name)
        waiting += [(inner, f"{before}{space}:") for space, (_, inner) in resolver.namespace_dict.items()]
    return found


def test_the_lines_are_those_of_the_brief() -> None:
    with (SHARED / "seed-data" / "wsoa_appendix2.csv").open(encoding="utf-8", newline="") as lines:
        assert [(one.ref, one.asks) for one in FOUND] == [(row["ref"], row["title"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("one", FOUND, ids=lambda one: one.ref)
def test_each_line_says_where_it_is_and_by_which_test_or_why_not(one: brief.BriefLine) -> None:
    assert one.state in brief.STATES
    assert set(one.where) <= names()
    for proof in one.proof:
        path, _, name = proof.partition("::")
        assert (ROOT / path).is_file(), proof
        assert not name or name in in_file(path), proof
    if one.state == "done":
        assert one.where
        assert one.proof
    if one.state in ("partly", "not yet"):
        assert one.why


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "brief.md").read_text(encoding="utf-8") == brief.render(FOUND), "run make docs"

"""Words planted in hidden addresses, former identities, health of others and restricted cases: looked for everywhere."""

import pytest
from django.db import connection

from keywork.web.accounts.models import Role
from keywork.web.accounts.routes import Route
from keywork.web.casework.family_rows import FamilyView
from keywork.web.kernel import written
from keywork.web.people import policy
from keywork.web.vaults.models import ContactPoint
from site_routes import IS_WHOLE
from torture.canaries import ADDRESS, EVERYBODY, MAY_READ, NOTE, RESTRICTED, crawl, keep_figures, plant

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(
    connection.vendor == "postgresql" and not IS_WHOLE,
    reason="asked on SQLite in every run, and on both by make torture-canaries",
)
def test_what_is_kept_from_most_stands_nowhere_but_in_the_cells_that_may_read_it() -> None:
    seen = crawl(plant())
    keep_figures(seen)
    assert seen.outside == []
    shown = {(what, role, name) for what, cells in MAY_READ.items() for role, name in cells if name}
    assert shown <= seen.inside  # the words are there where they may be read: the crawl would have found them
    assert (RESTRICTED, Role.DSCO, "casework:case") in seen.inside
    assert seen.answered > 20 * len(EVERYBODY)


def only(*names: str) -> object:
    def wanted(route: Route) -> bool:
        return route.name in names

    return wanted


def test_the_crawl_finds_a_hidden_address_that_a_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    def leaks(self: FamilyView, point: ContactPoint) -> str:
        return point.hidden_words.words() if point.hidden else point.value

    monkeypatch.setattr(FamilyView, "words", leaks)
    seen = crawl(plant(), (Role.KEYWORKER, Role.MANAGER), only("casework:family"))
    assert [line for line in seen.outside if line.startswith(ADDRESS)]


def test_the_crawl_finds_a_restricted_case_where_nothing_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    class Open(policy.Reach):
        pass

    planted = plant()
    object.__setattr__(policy.CASES, "denied", None)
    written.forget()  # the queries of pages that were asked before
    try:
        seen = crawl(planted, (Role.KEYWORKER,), only("casework:case", "casework:find", "casework:my-work"))
    finally:
        object.__setattr__(policy.CASES, "denied", policy.DENIED)
        written.forget()
    assert {line.split(" (")[0] for line in seen.outside} == {RESTRICTED, NOTE}

"""For whom the database acts, and what its row policies say: the words themselves, on any database."""

import pytest
from django.apps import apps
from django.db.models import Model
from django_scopes import ScopeError, scope, scopes_disabled

from keywork.web.accounts.models import Authority, Team
from keywork.web.kernel.row_security import FOR_ALL, FOR_NOBODY, ONE_OF_THEM, Rows, policy_of, rows_of
from keywork.web.kernel.scoping import (
    ALL,
    EVERY,
    NOBODY,
    acts_for,
    authority_in_scope,
    for_all_authorities,
    outside_scopes,
)
from keywork.web.ledger.models import Case
from keywork.web.project.tables import OF_LIBRARIES

ONE, OTHER = Authority(code="901"), Authority(code="902")


def test_the_database_acts_for_the_authority_in_scope_and_for_nobody_without_one() -> None:
    outside = outside_scopes.set(NOBODY)
    try:
        assert acts_for() == ""
        with scope(authority=ONE):
            assert acts_for() == str(ONE.pk)
            with scope(authority=[ONE, OTHER]):
                assert acts_for() == f"{ONE.pk},{OTHER.pk}"
            with scope(authority=(OTHER,)):
                assert acts_for() == str(OTHER.pk)
            with for_all_authorities():
                assert acts_for() == ALL
            assert acts_for() == str(ONE.pk)
        with scopes_disabled():
            assert acts_for() == "", "a filter that is merely off acts for nobody"
        outside_scopes.set(ALL)
        assert acts_for() == ALL
    finally:
        outside_scopes.reset(outside)
    assert repr(EVERY) == "every authority"


def test_a_statement_of_ones_own_asks_for_one_authority() -> None:
    with scope(authority=ONE):
        assert authority_in_scope(Case) == ONE.pk
    for switched_off in (for_all_authorities(), scopes_disabled(), scope(authority=None)):
        with switched_off, pytest.raises(ScopeError, match="read Case"):
            authority_in_scope(Case)


def model(label: str) -> type[Model]:
    found: type[Model] = apps.get_model(label)
    return found


def test_a_table_with_an_authority_keeps_to_it_and_another_says_the_way() -> None:
    policy = policy_of(Team, Rows())
    assert policy is not None
    own = f'{FOR_ALL} OR "accounts_team"."authority_id" = {ONE_OF_THEM}'
    assert (policy.table, policy.using, policy.check) == ("accounts_team", own, own)
    payload = policy_of(model("ledger.EventPayload"), Rows(path="event__case__authority"))
    assert payload is not None
    assert payload.using.startswith(f"{FOR_ALL} OR EXISTS (SELECT 1 FROM ")
    assert payload.using.count("EXISTS") == 2
    assert f'"authority_id" = {ONE_OF_THEM}' in payload.using
    back = policy_of(model("accounts.User"), Rows(path="membership__authority"))
    assert back is not None
    assert '"accounts_membership"."user_id" = "accounts_user"."id"' in back.using
    assert policy_of(Team, Rows(path="", why="nobody's")) is None


@pytest.mark.parametrize(
    ("rows", "using", "check"),
    [
        (Rows(before_sign_in="everything"), f" OR {FOR_NOBODY}", f" OR {FOR_NOBODY}"),
        (Rows(before_sign_in="add"), "", f" OR {FOR_NOBODY}"),
        (Rows(unowned=True), ' OR "authority_id" IS NULL', ' OR "authority_id" IS NULL'),
        (Rows(anybody_adds=True), "", None),
    ],
)
def test_what_is_open_before_anybody_signed_in_is_said_and_nothing_more(
    rows: Rows, using: str, check: str | None
) -> None:
    plain, policy = policy_of(Team, Rows()), policy_of(Team, rows)
    assert plain is not None
    assert policy is not None
    assert policy.using == plain.using + using
    assert policy.check == ("true" if check is None else plain.using + check)
    assert policy.mark != plain.mark


def test_whose_rows_they_are_is_declared_or_told_by_a_column() -> None:
    assert rows_of(Team, {}) == Rows()
    assert rows_of(model("accounts.User"), {}) == vars(model("accounts.User"))["belongs"]
    address = model("account.EmailAddress")
    assert rows_of(address, OF_LIBRARIES) == OF_LIBRARIES["account.EmailAddress"]
    assert rows_of(address, {}) is None

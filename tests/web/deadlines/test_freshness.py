"""After an upgrade the stored clocks are those of the program and the law that are installed now."""

from __future__ import annotations

import pytest
from django_scopes import scope

from factories import make_case, make_staff
from keywork.web.deadlines import freshness
from keywork.web.deadlines.models import ClockRow, WorkedOutBy

pytestmark = pytest.mark.django_db


def test_clocks_of_another_version_are_worked_out_again_once() -> None:
    staff, said = make_staff(), []
    with scope(authority=staff.authority):
        make_case(staff)
        right = sorted(ClockRow.objects.values_list("duty", "legal_deadline"))
        ClockRow.objects.filter(duty="ehcp-final").delete()
        WorkedOutBy.objects.create(fingerprint="another version")
        assert not freshness.are_current()
        freshness.bring_up_to_date(said.append)
        assert sorted(ClockRow.objects.values_list("duty", "legal_deadline")) == right
    assert freshness.are_current()
    assert len(said) == 1
    assert "Wexcombe Council" in said[0]
    freshness.bring_up_to_date(said.append)
    assert len(said) == 1


def test_the_fingerprint_is_of_the_law_and_what_works_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    before = freshness.fingerprint()
    freshness.fingerprint.cache_clear()
    real = freshness.Path.read_bytes
    monkeypatch.setattr(
        freshness.Path, "read_bytes", lambda path: real(path) + (b" " if path.name == "ehc-assessment.yaml" else b"")
    )
    assert freshness.fingerprint() != before
    freshness.fingerprint.cache_clear()

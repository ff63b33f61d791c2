"""Stories that were folded once are told again, and no clock is another for it."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from engine.histories import REGISTER, random_case
from keywork.core.history import chosen_settings
from keywork.engine import running
from keywork.engine.clocks import as_at
from keywork.engine.columns import codes_of
from keywork.engine.copying import CopyWriter
from keywork.engine.law_codes import DUE
from keywork.engine.quick_rows import quick_rows
from keywork.engine.rows import law_rows
from keywork.engine.running import Engine

AS_OF, KNOWN_AT = date(2027, 1, 4), datetime(2027, 1, 4, 12, tzinfo=UTC)
OTHER_SETTINGS = {"receipt_day": "included", "review_anchor": "meeting"}
ABOUT = [REGISTER.duties[name] for name in ("ehcp-final", "ehcna-decision", "review-12-month")]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    random, folder = Random(11), tmp_path_factory.mktemp("copy")
    with CopyWriter(folder, REGISTER) as writer:
        for number in range(60):
            writer.add(str(number), random_case(random, ABOUT if number % 2 else None))
    return folder


def _clocks(copy: Path, engine: Engine, settings: dict[str, str] | None = None) -> list[object]:
    found = as_at(copy, REGISTER, as_of=AS_OF, known_at=KNOWN_AT, settings=settings, engine=engine)
    return sorted(found.to_pylist(), key=str)


def test_stories_are_folded_once_and_told_again(copy: Path) -> None:
    engine = Engine(REGISTER)
    first, stories = _clocks(copy, engine), engine.count("stories")
    assert len(first) > 200
    assert stories > 0
    assert _clocks(copy, engine) == first
    assert engine.count("stories") == stories
    engine.close()


def test_stories_are_folded_anew_by_other_law_rows_and_where_there_are_too_many(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, engine = Engine(REGISTER), Engine(REGISTER)
    first = _clocks(copy, engine)
    other = _clocks(copy, engine, OTHER_SETTINGS)
    assert other == _clocks(copy, fresh, OTHER_SETTINGS) != first
    monkeypatch.setattr(running, "MOST_STORIES", 0)
    assert _clocks(copy, engine, OTHER_SETTINGS) == other
    assert _clocks(copy, engine) == first
    fresh.close()
    engine.close()


def test_most_duties_are_quick_and_a_shared_deadline_is_lent() -> None:
    law = law_rows(REGISTER, codes_of(REGISTER), chosen_settings(REGISTER, {}))
    names = {row["duty"]: row["name"] for row in law.tables["duty_names"].to_pylist()}
    quick = {names[row["duty"]]: row for row in quick_rows(law.tables).to_pylist()}
    assert len(quick) > len(names) * 0.9
    assert quick["review-meeting-latest"]["source_0"] == DUE
    assert quick["review-meeting-latest"]["lender_0"] == quick["review-12-month"]["version"]
    assert quick["ehcna-decision"]["version"] is None, "it is plain"
    assert "cease-standstill" not in quick, "it hangs on a bar that is lifted"
    assert "transfer-in-review" not in quick, "it has three limbs"

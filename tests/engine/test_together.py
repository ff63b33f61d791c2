"""Copies that are asked together answer as each does alone."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from engine.histories import REGISTER, random_case
from keywork.core.measures import Frame, load_measures
from keywork.engine.clocks import as_at, as_at_each
from keywork.engine.columns import CLOCK_COLUMNS, open_copy
from keywork.engine.copying import CopyWriter
from keywork.engine.measures import evaluate, evaluate_each, together
from keywork.engine.running import Engine, NotTogether, Question
from keywork.engine.together import batches

AS_OF, KNOWN_AT = date(2027, 1, 4), datetime(2027, 1, 4, 12, tzinfo=UTC)
NATIONAL = load_measures("national-timeliness")
ABOUT = [REGISTER.duties[name] for name in ("ehcp-final", "ehcna-decision", "review-12-month")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    random, made = Random(3), [tmp_path_factory.mktemp("copy") for _ in range(3)]
    for place, folder in enumerate(made):
        with CopyWriter(folder, REGISTER) as writer:
            for number in range(40 * place):  # the first has none
                writer.add(f"{place}-{number}", random_case(random, ABOUT if number % 2 else None))
    return made


def test_clocks_asked_together_are_those_asked_alone(folders: list[Path]) -> None:
    asked = {"as_of": AS_OF, "known_at": KNOWN_AT}
    each = dict(as_at_each(folders, REGISTER, **asked))
    for folder in folders:
        alone = as_at(folder, REGISTER, **asked).to_pylist()
        assert sorted(each[folder].to_pylist(), key=str) == sorted(alone, key=str)
    assert each[folders[0]].num_rows == 0
    assert each[folders[2]].num_rows > 50


def test_columns_that_are_asked_for_are_those_of_the_whole_answer(folders: list[Path]) -> None:
    wanted = ["state", "due", "act_by", "met", "ended", "disapplied"]
    asked = {"as_of": AS_OF, "known_at": KNOWN_AT}
    whole = as_at(folders[2], REGISTER, **asked).select(["case", "duty", "thread_of", *wanted])
    narrow = as_at(folders[2], REGISTER, columns=wanted, **asked)
    assert narrow.column_names == whole.column_names
    assert sorted(narrow.to_pylist(), key=str) == sorted(whole.to_pylist(), key=str)
    assert as_at(folders[2], REGISTER, columns=["due"], **asked).column_names == ["case", "duty", "thread_of", "due"]


def test_a_column_that_clocks_do_not_have_is_refused(folders: list[Path]) -> None:
    with pytest.raises(ValueError, match="no column colour; they have case, duty"):
        as_at(folders[1], REGISTER, as_of=AS_OF, known_at=KNOWN_AT, columns=["colour"])


def test_clocks_have_the_columns_that_they_say(folders: list[Path]) -> None:
    found = as_at(folders[1], REGISTER, as_of=AS_OF, known_at=KNOWN_AT)
    assert set(found.column_names) == set(CLOCK_COLUMNS)


def test_figures_asked_together_are_those_asked_alone(folders: list[Path]) -> None:
    frame = Frame(2025, AS_OF)
    each = dict(evaluate_each(NATIONAL, folders, REGISTER, frame, known_at=KNOWN_AT))
    alone = {folder: evaluate(NATIONAL, folder, REGISTER, frame, known_at=KNOWN_AT) for folder in folders}
    assert each == alone
    whole = together(NATIONAL, frame, each.values())
    plans = [one.figures["total_ehc_plans"].value for one in alone.values()]
    assert whole.figures["total_ehc_plans"].value == sum(plans) > max(plans)
    final = next(share for share in whole.shares if share.rate.id == "law-20-weeks")
    assert final.denominator == sum(one.figures["law_final_sent"].value for one in alone.values())


def test_large_copies_are_asked_apart(folders: list[Path]) -> None:
    assert [len(group) for group in batches(folders)] == [3]
    assert [len(group) for group in batches(folders, entries=1)] == [1, 1, 1]


def test_too_many_copies_are_refused(folders: list[Path]) -> None:
    engine = Engine(REGISTER)
    with pytest.raises(NotTogether, match="only 1 to 64"):
        engine.ask([open_copy(folders[1])] * 65, Question(AS_OF, KNOWN_AT, {}))
    engine.close()

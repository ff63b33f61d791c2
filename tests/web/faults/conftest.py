"""Which kinds of fault were survived: each test names its own, and a run that asks for it is told how each went."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

PASSED: dict[str, list[bool]] = defaultdict(list)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    report = yield
    if (report.when == "call" and not report.skipped) or report.failed:
        for mark in item.iter_markers("fault"):
            PASSED[mark.args[0]].append(report.passed)
    return report


def pytest_sessionfinish() -> None:
    if path := os.environ.get("KEYWORK_FAULTS_FILE"):
        told = {name: all(outcomes) for name, outcomes in sorted(PASSED.items())}
        Path(path).write_text(json.dumps(told), encoding="utf-8")

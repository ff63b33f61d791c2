"""Benchmarks run by ``make bench`` alone: they take minutes and need packages that nothing else needs."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the benchmarks alone unless they are asked for by their mark."""
    asked_for = "bench" in config.option.markexpr and "not bench" not in config.option.markexpr
    is_benchmark = collection_path.parent == Path(__file__).parent and collection_path.name.startswith("test_")
    return True if is_benchmark and not asked_for else None

"""Tests on Apache Spark, run by ``make tests-spark`` alone: they need Java and a package that nothing else needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# One processor and no code made at run time: the rows are few, and making ready is what takes long.
CHOSEN = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.showConsoleProgress": "false",
}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave these tests alone unless they are asked for by their mark."""
    asked_for = config.option.markexpr == "spark"
    return True if collection_path.name.startswith("test_") and not asked_for else None


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A Spark of this run's own."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").appName("keywork")
    for name, value in CHOSEN.items():
        builder = builder.config(name, value)
    made = builder.config("spark.local.dir", str(tmp_path_factory.mktemp("spark"))).getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()

"""Running the steps with Apache Spark, where a region or the country shares one service and brings the session."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from keywork.core.history import chosen_settings
from keywork.core.register import Register
from keywork.engine import columns as col
from keywork.engine.days import calendar_rows
from keywork.engine.procedure import texts, work_clocks
from keywork.engine.rows import law_rows
from keywork.engine.running import Question, days_of


class SparkRunner:
    """Keeps the rows of each step as a view of a Spark session.

    Args:
        session: of pyspark.
    """

    def __init__(self, session: Any) -> None:
        self.session = session
        # Spark 4 cannot carry the constraints of a union over to rows that are kept ("key not found").
        session.conf.set("spark.sql.constraintPropagation.enabled", "false")

    def create(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, in the place of any of that name."""
        self._keep(name, self.session.sql(sql))

    def insert(self, name: str, sql: str) -> None:
        """Add the rows of a query to a table."""
        self._keep(name, self.session.table(name).union(self.session.sql(sql)))

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query, which is asked again whenever it is named."""
        self.session.sql(sql).createOrReplaceTempView(name)

    def count(self, name: str) -> int:
        """Return how many rows a table has."""
        return int(self.session.table(name).count())

    def forget(self, *names: str) -> None:
        """Give back the memory of tables that no later step names."""
        for name in names:
            self.session.catalog.dropTempView(name)

    def hold(self, name: str, table: pa.Table) -> None:
        """Keep rows that are there already."""
        self.session.createDataFrame(table).createOrReplaceTempView(name)

    def prepare(self, copy: col.Copy, register: Register, question: Question) -> int:
        """Put the copy, the law, the calendar and the question where the steps look for them.

        Returns:
            How many duties may stand behind one another, of ``LawRows.deepest``.
        """
        settings = chosen_settings(register, question.settings)
        law = law_rows(register, copy.codes, settings)
        for name, table in {**law.tables, **calendar_rows(register, *days_of(copy))}.items():
            self.hold(name, table)
        self.hold("question", question.row(settings))
        for name in (col.EVENTS, col.DETAILS):
            self.session.read.parquet(str(copy.file(name))).createOrReplaceTempView(name)
        return law.deepest

    def ask(self, copy: col.Copy, register: Register, question: Question) -> None:
        """Work every clock of a copy into the table ``clocks``."""
        deepest = self.prepare(copy, register, question)
        work_clocks(self, texts("spark"), deepest)

    def _keep(self, name: str, rows: Any) -> None:
        # A table may be made from the one it takes the place of: its rows are worked now, and their history forgotten.
        rows.localCheckpoint(eager=True).createOrReplaceTempView(name)

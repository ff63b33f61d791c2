"""The rivals of the country's benchmark, each run in a process of its own: ``python -m bench.country_rivals NAME FOLDER…``

Each says in one line of JSON what it took of the processor from when it was ready, all its threads counted, the most
memory its process ever held, how many rows of events it read, and a digest of its answer. Ready means: imported, law
and SQL read, and one small authority asked before, as a service that has run for a while is.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import process_time
from typing import Any

import duckdb
import pyarrow.parquet as pq

TODAY, CENSUS, YEAR = date(2026, 1, 31), date(2026, 1, 15), 2025
A_DAY_PAST = date(2025, 3, 31)
KNOWN_AT = datetime(2026, 2, 1, tzinfo=UTC)
MEMORY, THREADS = "300MB", 1
SCAN = """
    SELECT sum("case"), sum(sequence), sum(kind), sum(day), count(*) FILTER (dated), sum(thread), sum(source),
           sum(recorded_at), sum(superseded_at) FROM read_parquet(?)
"""
SCAN_DETAILS = 'SELECT sum("case"), sum(sequence), sum(field), sum(day), sum(length(word)) FROM read_parquet(?)'
WANTED = ("state", "due", "act_by", "met", "ended", "disapplied")
LOG = ["case:concept:name", "concept:name", "time:timestamp"]

Rival = Callable[[Sequence[Path]], object]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a rival took: seconds of the processor, megabytes at most, rows of events, and its answer in short."""

    seconds: float
    megabytes: float
    rows: int
    answer: Any


def scan(folders: Sequence[Path]) -> Callable[[], object]:
    """Read every column of the events and the details, and add it up: nothing that reads them can take less."""
    connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": THREADS})

    def read() -> object:
        for folder in folders:
            for statement, name in ((SCAN, "events"), (SCAN_DETAILS, "details")):
                connection.execute(statement, [str(folder / f"{name}.parquet")]).fetchall()
        return None

    return read


def clocks(as_of: date = TODAY, known_at: datetime = KNOWN_AT) -> Callable[[Sequence[Path]], Callable[[], object]]:
    """Tell every clock of every case, and count how many stand where."""

    def ready(folders: Sequence[Path]) -> Callable[[], object]:
        from keywork.core.loading import load_register
        from keywork.engine.clocks import as_at, as_at_each
        from keywork.engine.running import Engine

        register = load_register()
        engine = Engine(register, MEMORY, THREADS)
        asked: Any = {"as_of": as_of, "known_at": known_at, "engine": engine}
        _smallest(folders, lambda folder: as_at(folder, register, **asked))

        def work() -> object:
            found: Counter[str] = Counter()
            for _, table in as_at_each(folders, register, columns=WANTED, **asked):
                for row in table.column("state").value_counts().to_pylist():
                    found[row["values"]] += row["counts"]
            return dict(sorted(found.items()))

        return work

    return ready


def spans(folders: Sequence[Path]) -> Callable[[], object]:
    """Work the spans of every clock, and keep them beside each copy."""
    from keywork.core.loading import load_register
    from keywork.engine.spans import write_spans

    register = load_register()

    def work() -> object:
        return sum(write_spans(folder, register) for folder in folders)

    return work


def national(folders: Sequence[Path]) -> Callable[[], object]:
    """Count the national set of every authority, and add it up."""
    from keywork.core.loading import load_register
    from keywork.core.measures import Frame, load_measures
    from keywork.engine.measures import evaluate, evaluate_each
    from keywork.engine.running import Engine

    register, definition = load_register(), load_measures("national-timeliness")
    engine, frame = Engine(register, MEMORY, THREADS), Frame(YEAR, CENSUS)

    def counted(folder: Path) -> dict[str, int]:
        results = evaluate(definition, folder, register, frame, known_at=KNOWN_AT, engine=engine)
        return {name: figure.value for name, figure in results.figures.items()}

    _smallest(folders, counted)

    def work() -> object:
        found: Counter[str] = Counter()
        every = evaluate_each(definition, folders, register, frame, known_at=KNOWN_AT, engine=engine)
        for _, results in every:
            found.update({name: figure.value for name, figure in results.figures.items()})
        return dict(sorted(found.items()))

    return work


def paths(folders: Sequence[Path]) -> Callable[[], object]:
    """Tell what comes next after what, and how long cases last."""
    from keywork.engine.paths import Paths, paths_at

    _smallest(folders, lambda folder: paths_at(folder, as_of=TODAY, known_at=KNOWN_AT))

    def work() -> object:
        found = Paths()
        for folder in folders:
            found.add(paths_at(folder, as_of=TODAY, known_at=KNOWN_AT))
        return _paths(found.times, found.lasted)

    return work


def _paths(times: Counter[tuple[str, str]], lasted: Counter[int]) -> object:
    """Return a digest of paths that two tools can be compared by."""
    return {
        "pairs": len(times),
        "times": sum(times.values()),
        "top": times.most_common(1)[0][1],
        "lasted": dict(sorted(lasted.items())),
    }


def pm4py(load: Callable[[Path], Any]) -> Callable[[Sequence[Path]], Callable[[], object]]:
    """Let pm4py load a log and tell the same: directly-follows, by times and by time, and how long cases last."""

    def ready(folders: Sequence[Path]) -> Callable[[], object]:
        import pm4py as tool

        def work() -> object:
            log = load(folders[0])
            times, _, _ = tool.discover_dfg(log)
            tool.discover_performance_dfg(log)
            lasted = Counter(round(seconds / 86_400) for seconds in tool.get_all_case_durations(log))
            return _paths(Counter(times), lasted)

        return work

    return ready


def _load_xes(folder: Path) -> Any:
    import pm4py as tool

    return tool.read_xes(str(folder / "log.xes"))


def _load_csv(folder: Path) -> Any:
    import pandas as pd
    import pm4py as tool

    return tool.format_dataframe(
        pd.read_csv(folder / "log.csv"), case_id=LOG[0], activity_key=LOG[1], timestamp_key=LOG[2]
    )


def write_logs(folder: Path, into: Path) -> None:
    """Write one authority's standing entries as pm4py reads them: XES, the standard of its field, and CSV."""
    import pandas as pd
    import pm4py as tool

    kinds = json.loads(pq.read_schema(folder / "events.parquet").metadata[b"keywork.kinds"])
    at = int(KNOWN_AT.timestamp()) * 1_000_000
    statement = """
        SELECT "case", kind, day FROM read_parquet(?) WHERE dated AND day <= ? AND recorded_at <= ?
        AND (superseded_at IS NULL OR superseded_at > ?) ORDER BY "case", day, sequence
    """
    last = (TODAY - date(1970, 1, 1)).days
    rows = duckdb.execute(statement, [str(folder / "events.parquet"), last, at, at]).to_arrow_table()
    days = pd.to_datetime(rows["day"].to_pylist(), unit="D", utc=True)
    names = [kinds[kind] for kind in rows["kind"].to_pylist()]
    log = pd.DataFrame({LOG[0]: [str(case) for case in rows["case"].to_pylist()], LOG[1]: names, LOG[2]: days})
    into.mkdir(parents=True, exist_ok=True)
    log.to_csv(into / "log.csv", index=False)
    tool.write_xes(
        tool.format_dataframe(log, case_id=LOG[0], activity_key=LOG[1], timestamp_key=LOG[2]), str(into / "log.xes")
    )


RIVALS: dict[str, Callable[[Sequence[Path]], Callable[[], object]]] = {
    "scan": scan,
    "clocks": clocks(),
    "clocks of a day past": clocks(A_DAY_PAST),
    "clocks as known then": clocks(A_DAY_PAST, datetime.combine(A_DAY_PAST, time(23), UTC)),
    "spans": spans,
    "national": national,
    "paths": paths,
    "pm4py-xes": pm4py(_load_xes),
    "pm4py-csv": pm4py(_load_csv),
}


def _smallest(folders: Sequence[Path], ask: Callable[[Path], object]) -> None:
    """Ask a small authority once, so that what is made ready is made ready."""
    ask(min(folders, key=lambda folder: (folder / "events.parquet").stat().st_size))


def _rows(folders: Sequence[Path]) -> int:
    files = [folder / "events.parquet" for folder in folders]
    return sum(pq.read_metadata(file).num_rows for file in files if file.exists())


def _most_memory() -> float:
    """Return the most memory this process ever held, in megabytes."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("the system does not tell the most memory that a process held")


def main() -> None:
    name, *places = sys.argv[1:]
    if name == "logs":
        write_logs(Path(places[0]), Path(places[1]))
        return
    folders = [Path(place) for place in places]
    work = RIVALS[name](folders)
    begun = process_time()
    answer = work()
    seconds = process_time() - begun
    print(json.dumps({"seconds": seconds, "megabytes": _most_memory(), "rows": _rows(folders), "answer": answer}))


if __name__ == "__main__":
    main()

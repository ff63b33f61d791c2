"""Starting and ending the servers and the generator, each on the cores it is given."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from homes_made import prepare_home
from keywork.web.project.serving import gunicorn_options
from shared import ROOT

BIN = Path(sys.executable).parent
START_AT_MOST, STOP_AT_MOST = 60, 40
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "KEYWORK_LOG_LEVEL": "WARNING"}


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _environment(home: str) -> dict[str, str]:
    """Return the environment of a command: this run's home and database, or a home of its own on SQLite."""
    return ENVIRONMENT | ({"KEYWORK_HOME": home, "KEYWORK_DATABASE_URL": ""} if home else {})


def on_cores(cores: str, command: list[str]) -> list[str]:
    return ["taskset", "-c", cores, *command] if cores else command


class Site:
    """A server on this machine, from its start until the end of the block."""

    def __init__(self, command: list[str], port: int, *, cores: str, path: str, log: Path, home: str = "") -> None:
        self.port, self.host = port, f"http://127.0.0.1:{port}"
        self._command, self._path, self._log = on_cores(cores, command), path, log
        self._environment = _environment(home)
        self.started_in = 0.0

    def __enter__(self) -> Site:
        begun = time.perf_counter()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - begun > START_AT_MOST:
                raise RuntimeError(f"{self._command} did not start: see {self._log}")
            time.sleep(0.05)
        self.started_in = time.perf_counter() - begun
        return self

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.host + self._path, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @property
    def pid(self) -> int:
        return self._process.pid

    def restart(self) -> None:
        """Let the server take new workers in, and the old ones finish what they have begun."""
        self._process.send_signal(signal.SIGHUP)

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_AT_MOST)
        except subprocess.TimeoutExpired:
            self._process.kill()


def product(*, cores: str, log: Path, whole: bool = True, home: str = "") -> Site:
    """Return the product, as ``keywork serve`` serves it; not ``whole``, without the built styles of its pages."""
    port = free_port()
    if whole:
        options = ["--port", str(port), "--workers", "2", "--threads", "2"]
        command = [str(BIN / "keywork"), "serve", *options]
        return Site(command, port, cores=cores, path="/privacy/", log=log, home=home)
    command = [str(BIN / "gunicorn"), *gunicorn_options("127.0.0.1", port, workers=2, threads=2)]
    return Site(command, port, cores=cores, path="/privacy/", log=log)


def plain(*, cores: str, log: Path) -> Site:
    """Return the plain site, by the same server with as many workers and threads."""
    port = free_port()
    command = [
        str(BIN / "gunicorn"), "load.plain:application", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--worker-class", "gthread", "--threads", "2", "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    return Site(command, port, cores=cores, path="/ping/", log=log)


class Generator:
    """The process that makes the load, on a core of its own."""

    def __init__(self, people: Path, *, cores: str, log: Path) -> None:
        self._command = on_cores(cores, [sys.executable, "-m", "load.generator", str(people)])
        self._log = log

    def __enter__(self) -> Generator:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=ENVIRONMENT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._hear()
        return self

    def __call__(self, phase: str, **told: Any) -> dict[str, Any]:
        """Play a phase and return what came of it."""
        self.begin(phase, **told)
        return self._hear()

    def begin(self, phase: str, **told: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"phase": phase, **told}) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the generator of load ended: see {self._log}")
        heard: dict[str, Any] = json.loads(line)
        return heard

    hear = _hear

    @property
    def pid(self) -> int:
        return self._process.pid

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(STOP_AT_MOST)


def make_world(people: Path, cases: int, *, home: str = "") -> None:
    """Prepare the home as ``keywork init`` does, fill it, and write down who and what is in it."""
    filling = [sys.executable, "-m", "load.world", "make", str(people), "--cases", str(cases)]
    prepare_home(_environment(home))
    subprocess.run(filling, cwd=ROOT, env=_environment(home), check=True, stdout=sys.stderr)


def pin_database(cores: str) -> None:
    """Put PostgreSQL, where it is of this run, on the server's cores too."""
    folder = Path(unquote(urlsplit(os.environ.get("KEYWORK_DATABASE_URL", "")).netloc.rpartition("@")[2]))
    file = folder / "data" / "postmaster.pid"
    if str(folder).startswith("/") and file.exists():
        pin(int(file.read_text(encoding="utf-8").split()[0]), cores)


def pin(pid: int, cores: str) -> None:
    """Put a process with all its threads and children on some cores."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    for one in (str(pid), *children):
        subprocess.run(["taskset", "-acp", cores, one], check=True, stdout=subprocess.DEVNULL)

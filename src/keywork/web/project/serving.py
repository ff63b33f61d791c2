"""How gunicorn serves the site: its options, and a pool of threads that knows how long a request has waited.

A request that no thread is free for waits in the worker. Django sees it only once a thread takes it up, so the pool
notes the moment it came; :mod:`keywork.web.project.busy` turns it away where that was too long ago.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.workers.gthread import ThreadWorker

from keywork.web.project.busy import waited

T = TypeVar("T")
WORKER = "keywork.web.project.serving.Worker"


class Pool(ThreadPoolExecutor):
    """Threads that tell what they run how many seconds it has waited for them."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        came = time.monotonic()

        def run() -> T:
            waited.set(time.monotonic() - came)
            return fn(*args, **kwargs)

        return super().submit(run)


class Worker(ThreadWorker):
    """A worker with such a pool. Gunicorn offers this one method to be overridden, and nothing else is touched."""

    def get_thread_pool(self) -> Pool:
        return Pool(max_workers=self.cfg.threads)


def gunicorn_options(host: str, port: int, *, workers: int, threads: int) -> list[str]:
    """Return what gunicorn is started with.

    The program is loaded once, before the processes are made of it: they begin at once, and share its memory. Another
    version of it is taken in by a restart, and not by ``HUP``, which only makes the processes anew.
    """
    return [
        "keywork.web.project.wsgi:application", "--bind", f"{host}:{port}", "--workers", str(workers),
        "--worker-class", WORKER, "--threads", str(threads), "--preload", "--no-control-socket",
        "--log-level", "warning",
    ]  # fmt: skip


def run(options: list[str]) -> None:
    """Let gunicorn serve in this process, which has the program loaded already, until it is told to end."""
    sys.argv = ["gunicorn", *options]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()

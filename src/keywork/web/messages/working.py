"""The worker: runs tasks one at a time, and sweeps between them. It outlives a database that is away."""

from __future__ import annotations

import logging
import os
import time
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_scopes import scope
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.messages.services.sweeping import prune, sweep

logger = logging.getLogger("keywork.messages")
SWEEP_EVERY, PRUNE_EVERY = 60.0, 6 * 3600.0
AFTER_A_FAULT = 5.0
KEPT = timedelta(days=2)


class Worker(TaskWorker):
    """Takes tasks until it is told to end; what it is at then, it finishes.

    Args:
        beside: the process it ends with, where it is not to outlive one; None otherwise.
        once: run what is there, and end.
    """

    def __init__(self, *, beside: int | None = None, once: bool = False, interval: float = 1.0) -> None:
        super().__init__(
            queue_names=["*"], interval=interval, batch=once, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
        )  # fmt: skip
        self.beside = beside
        self.swept = self.pruned = 0.0

    def run(self) -> None:
        """Work until told to end."""
        while self.running and not self._is_alone():
            try:
                busy = self._look()
            except (DatabaseError, InterfaceError) as fault:
                logger.warning("The worker cannot reach the database: %s. It tries again.", type(fault).__name__)
                connection.close()
                busy = False
                self._rest(AFTER_A_FAULT)
            if not busy and self.batch:
                return
            if not busy:
                self._rest(self.interval)

    def _is_alone(self) -> bool:
        """Say whether the process it works beside is gone."""
        return self.beside is not None and os.getppid() != self.beside

    def _rest(self, seconds: float) -> None:
        if self.running:
            time.sleep(seconds)

    def _look(self) -> bool:
        """Run one task, or sweep; say whether there was a task."""
        close_old_connections()
        if time.monotonic() - self.swept >= SWEEP_EVERY or not self.swept:
            prunes = not self.pruned or time.monotonic() - self.pruned >= PRUNE_EVERY
            self.swept = time.monotonic()
            self.pruned = self.swept if prunes else self.pruned
            self.running_task = True
            try:
                sweep_all(prunes=prunes)
            finally:
                self.running_task = False
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():  # asked without a lock, so that nobody waits for a worker that has nothing to do
            return False
        with exclusive_transaction(ready.db):
            task = ready.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        if task is not None:
            self.run_task(task)
        return task is not None


def sweep_all(*, prunes: bool) -> None:
    """Sweep every authority's outbox; now and then throw away what is kept no longer."""
    for authority in Authority.objects.all():
        with scope(authority=authority):
            sweep(authority)
            if prunes:
                prune(authority)
    if prunes:
        DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT).delete()

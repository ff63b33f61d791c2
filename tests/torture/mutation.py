"""Runs chosen tests once for each fault put into chosen functions: a plugin of pytest, started by ``torture.mutated``.

The tests are collected and the database is made once. Each fault is put into a copy of the process, which stops at the
first test that notices it; so a fault costs what that one test costs.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from torture.mutants import Mutant, in_place, mutants

NOTICED, UNNOTICED = 1, 0
SECONDS = 120  # a fault that hangs a test is noticed as well


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutants")
    group.addoption(
        "--mutants", action="append", help="MODULE or MODULE:NAME,NAME: the functions that faults are put into"
    )
    group.addoption("--one-in", type=int, default=1, help="try only one fault of so many")
    group.addoption("--listed", action="append", default=[], help="the name of a fault that cannot be noticed")
    group.addoption("--answer", help="the file that takes what became of each")


class Mutation:
    """The loop that takes the place of pytest's own."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session
        self.failed: list[str] = []
        self.took: dict[str, float] = {}
        self.killers: list[str] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[report.nodeid] = self.took.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    def ask(self, items: list[pytest.Item]) -> None:
        """Run tests until one fails; what the whole session shares stays for the next."""
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=self.session)
            if self.failed:
                return

    def is_noticed(self, mutant: Mutant) -> bool:
        """Say whether a test fails with a fault in place."""
        read, write = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            signal.alarm(SECONDS)
            with in_place(mutant):
                self.ask(self._quickest())
            os.write(write, (self.failed or [""])[0].encode())
            os._exit(NOTICED if self.failed else UNNOTICED)
        os.close(write)
        with os.fdopen(read) as told:
            killer = told.read()
        _, status = os.waitpid(child, 0)
        if killer:
            self.killers = [killer, *(one for one in self.killers if one != killer)]
        return status != UNNOTICED

    def _quickest(self) -> list[pytest.Item]:
        """Return the tests, those that noticed other faults first, then the quickest."""
        place = {name: number for number, name in enumerate(self.killers)}
        return sorted(self.session.items, key=lambda item: (place.get(item.nodeid, 999), self.took.get(item.nodeid, 0)))


def chosen(config: pytest.Config) -> Iterator[Mutant]:
    """Yield the faults that were asked for."""
    for said in config.option.mutants:
        module, _, names = said.partition(":")
        yield from mutants(module, tuple(names.split(",")) if names else ())


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Try every fault, and write what was not noticed."""
    config = session.config
    if not config.option.mutants:
        return None
    mutation = Mutation(session)
    config.pluginmanager.register(mutation)
    mutation.ask(session.items)
    assert session.items, "no test was chosen"
    assert not mutation.failed, f"without any fault {mutation.failed} fails"
    found = list(chosen(config))[:: config.option.one_in]
    with open(config.option.answer, "w", encoding="utf-8") as out:
        for mutant in found:
            listed = mutant.name in config.option.listed
            became = "equivalent" if listed else "killed" if mutation.is_noticed(mutant) else "survived"
            print(became, mutant.name, sep="\t", file=out, flush=True)
    return True

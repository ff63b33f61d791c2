"""A real site for the page tests: a home of its own, synthetic people, a server, and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from harness import Site
from playwright.sync_api import Browser, sync_playwright

from homes_made import prepare_home
from shared import ROOT

TOOLS = Path(sys.executable).parent
CHROMIUM = shutil.which("chromium")
BUILT = ROOT / "src" / "keywork" / "web" / "ui" / "static_built" / "ui" / "app.css"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here; without a browser or built assets say why they cannot run."""
    missing = "Chromium is not installed: scripts/system-packages" if CHROMIUM is None else ""
    missing = missing or ("" if BUILT.exists() else "the assets are not built: make assets")
    for item in items:
        if "pages" in item.path.parts:
            item.add_marker(pytest.mark.page)
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    """Serve a home, and give its address."""
    port = _free_port()
    server = subprocess.Popen(
        [TOOLS / "keywork", "serve", "--port", str(port), "--workers", "1", "--threads", "4"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/accessibility/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def _home(folder: Path, **more: str) -> dict[str, str]:
    """Prepare a home, and return the environment that stands for it."""
    home = {"KEYWORK_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "keywork.web.project.settings"}
    environment = {**os.environ, **home, **more}
    prepare_home(environment)
    return environment


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served site with a small authority."""
    environment = _home(tmp_path_factory.mktemp("home"))
    made = subprocess.run(
        [sys.executable, Path(__file__).with_name("world.py")],
        env=environment | {"PYTHONPATH": str(ROOT / "tests")}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    with _served(environment) as address:
        yield Site(address, *made.stdout.split())


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served demonstration, small."""
    environment = _home(tmp_path_factory.mktemp("demo"), KEYWORK_DEMO="yes")
    subprocess.run([TOOLS / "keywork", "demo", "create", "--small"], env=environment, check=True, capture_output=True)
    with _served(environment) as address:
        yield Site(address, "", "")


def _wait_for(address: str) -> None:
    for _ in range(600):  # a machine that several use at once is slow to begin
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the site did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()

"""What the tests of accounts share: a browser, and a database that can be emptied after a live server used it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from emptying import triggers_put_aside


@pytest.fixture(scope="module")
def emptied() -> Iterator[None]:
    """Let the database be emptied after each test of this module."""
    teardown = TransactionTestCase._fixture_teardown

    def emptying(self: TransactionTestCase) -> None:
        with triggers_put_aside():
            teardown(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptying)
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = which("chromium") or which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium here")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running beside the test
        browser = playwright.chromium.launch(executable_path=str(Path(chromium)), args=["--no-sandbox"])
        yield browser
        browser.close()

"""What the tests of accounts share: a browser."""

from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, sync_playwright


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

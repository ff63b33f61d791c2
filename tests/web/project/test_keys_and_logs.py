"""What is written about keys, cryptography and limits is what the program does."""

from __future__ import annotations

import re

from keywork.web.project import limits_page
from shared import ROOT

WEB = ROOT / "src" / "keywork" / "web"
PAGE = (ROOT / "docs" / "keys-and-logs.md").read_text(encoding="utf-8")
CRYPTOGRAPHY = re.compile(
    r"^\s*(?:import (?:hashlib|hmac)\b|from (?:hashlib|hmac|cryptography[\w.]*) import|"
    r"from django\.(?:utils\.crypto|contrib\.auth\.hashers) import .*\b(?:salted_hmac|make_password)\b)",
    re.MULTILINE,
)


def test_every_file_that_uses_cryptography_stands_in_the_inventory_and_no_other() -> None:
    using = {
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.py")
        if CRYPTOGRAPHY.search(path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", PAGE.split("## Cryptography")[1].split("## Logs")[0]))
    assert told == {name for name in using if not name.startswith("nonprod/")}


def test_no_weak_algorithm_is_used() -> None:
    weak = re.compile(r"\b(?:md5|sha1|DES|ARC4|ECB|Blowfish)\b")
    found = {str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if weak.search(path.read_text(encoding="utf-8"))}
    assert found == set()


def test_the_limits_say_what_the_program_goes_by() -> None:
    page = limits_page.render_limits()
    for words in (
        "15 minutes", "10 hours", "5 within 15 minutes", "20 within 1 hour", "90 days at most", "12 to 128 characters",
        "1 hour; 5 working days", "10 minutes; 1 day", "192 MB",
    ):  # fmt: skip
        assert words in page, words

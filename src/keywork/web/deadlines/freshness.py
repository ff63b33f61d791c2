"""Whether the stored clocks were worked out by this program and this law; an upgrade works them out again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django_scopes import scope

import keywork.core
import keywork.law
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Authority
from keywork.web.deadlines import projecting
from keywork.web.deadlines.models import WorkedOutBy
from keywork.web.deadlines.services import rebuild

Progress = Callable[[str], None]


@cache
def fingerprint() -> str:
    """Return a digest of everything that a clock depends on besides the record: the law and what works it out."""
    folders = [Path(package.__path__[0]) for package in (keywork.core, keywork.law)]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".yaml"}]
    files = [path for path in files if "scenarios" not in path.parts]
    digest = sha256()
    for path in [*sorted(files), Path(projecting.__file__)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def are_current() -> bool:
    """Say whether the stored clocks were worked out by what is installed now."""
    last = WorkedOutBy.objects.order_by("-id").first()
    return last is not None and last.fingerprint == fingerprint()


def bring_up_to_date(progress: Progress) -> None:
    """Work every authority's clocks out again where something else worked them out."""
    if are_current():
        return
    for authority in Authority.objects.order_by("name"):
        progress(f"Working out the clocks of {authority.name} again, as the program or the law has changed")
        with scope(authority=authority):
            rebuild(actor=system("upgrade", authority))
    WorkedOutBy.objects.create(fingerprint=fingerprint())

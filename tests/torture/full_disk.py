"""Fill the disk under the database while people write: what was acknowledged stays, the pages say why, and it resumes.

TMPDIR=/a/small/disk python -m torture.full_disk --database sqlite
"""

from __future__ import annotations

import argparse
import errno
from datetime import date
from pathlib import Path

from torture.figures import tell
from torture.running import home, parser

REFUSED_ENOUGH, MOST_TRIES = 25, 6000


def main() -> None:
    asked = parser(__doc__).parse_args()
    raise SystemExit(_run(asked))


def _run(asked: argparse.Namespace) -> int:
    with home(asked.database or "sqlite", LOG_LEVEL="CRITICAL") as place:
        from django.test import Client
        from django.urls import reverse
        from django_scopes import scope

        from factories import make_case, make_staff
        from keywork.web.casework.models import Note
        from second_steps import force_login_with_both_steps
        from torture.afterwards import FAULTS, look, spoilt

        staff = make_staff()
        keyworker = staff.user("keyworker")
        case = make_case(staff, keyworker=keyworker, team=staff.team)
        client = Client(raise_request_exception=False, HTTP_HOST="localhost")
        force_login_with_both_steps(client, keyworker)
        page, note = (reverse(f"casework:{name}", args=[case.pk]) for name in ("case", "note"))

        def kept() -> int:
            with scope(authority=staff.authority):
                return int(Note.objects.count())

        assert client.get(page).status_code == 200
        ballast = place.folder / "ballast"
        _fill(ballast)
        said, refused = _write(case, staff.authority, MOST_TRIES)
        sent = client.post(note, {"text": "Written on a full disk."})
        duties = client.get(reverse("casework:duties"))
        closed = client.get(page)
        full = {
            "refused": refused, "note_refused_in_words": int(_in_words(sent) and kept() == 0),
            "page_of_a_child_closed_in_words": int(_in_words(closed) or closed.status_code == 200),
            "other_pages_open": int(duties.status_code == 200),
        }  # fmt: skip
        ballast.unlink()
        more, refused_after = _write(case, staff.authority, 20)
        sent, opened = client.post(note, {"text": "Written again."}), client.get(page)
        found = look(staff.authority, [*said, *more], place.folder / "no-heads")
        found.spoilt, found.half = spoilt(thorough=True), []  # nothing was imported here
        resumed = refused_after == 0 and sent.status_code == 302 and opened.status_code == 200 and kept() == 1
        wrong = {name: len(getattr(found, name)) for name in FAULTS}
        figures = {
            "database": place.database,
            "acknowledged": len(said) + len(more),
            **full,
            "resumed": int(resumed),
            **wrong,
        }
        tell(f"torture-full-disk-{place.database}", figures, asked.json)
        for name in FAULTS:
            print(*(f"  {name}: {one}" for one in getattr(found, name)[:5]), sep="\n", end="")
        fine = refused and all(full.values()) and resumed and not any(wrong.values())
        return 0 if fine else 1


def _fill(path: Path) -> None:
    """Write until nothing more goes on the disk."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(b"0" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC


def _in_words(response: object) -> bool:
    status, body = response.status_code, response.content.decode()  # type: ignore[attr-defined]
    return status == 503 and "no room to save anything" in body and "Traceback" not in body


def _write(case: object, authority: object, tries: int) -> tuple[list[dict[str, object]], int]:
    """Record on a case until enough was refused; return what was acknowledged, and how often it was refused."""
    from django.db import OperationalError
    from django_scopes import scope

    from keywork.core.events import NewEvent
    from keywork.web.accounts.actors import system
    from keywork.web.deadlines.services import record

    said, refused, actor = [], 0, system("test", authority)
    words = {"need": "ASD", "rank": "1"}
    with scope(authority=authority):
        for number in range(tries):
            entry = NewEvent("need-recorded", date(2026, 9, 2), thread=f"need/{number % 9}", fields=words)
            try:
                made = record(case=case, entries=[entry], actor=actor)
                said.append({"what": "record", "events": [event.id for event in made.events]})
            except OperationalError:
                refused += 1
                if refused == REFUSED_ENOUGH:
                    break
    return said, refused


if __name__ == "__main__":
    main()

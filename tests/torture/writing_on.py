"""A process that goes on writing to an installation, as people do, until it is killed: new cases, entries, changes of
details, things that go, and uploads, with so many seconds of rest between them. While a file ``pause`` stands in the
folder it is given, it writes nothing.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import django


def main(folder: Path, number: int, rest: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keywork.web.project.settings")
    django.setup()
    from django.db import OperationalError
    from django_scopes import scope

    from factories import make_authority
    from keywork.web.accounts.models import Authority

    code = str(900 + number)
    authority = Authority.objects.filter(code=code).first() or make_authority(code, f"Wexcombe {number}")
    rng, written = random.Random(number), 0
    with scope(authority=authority):
        while True:
            if (folder / "pause").exists():
                (folder / f"paused-{number}").touch()
                time.sleep(0.02)
                continue
            written += 1
            time.sleep(rest)
            try:
                one_piece_of_work(authority, rng, f"EHC-2026-{written:05}")
            except OperationalError:  # somebody else was writing for long: tried again, as people are asked to
                time.sleep(0.2)


def one_piece_of_work(authority: object, rng: random.Random, reference: str) -> None:
    from django.conf import settings
    from django.db import transaction

    from keywork.core.events import NewEvent
    from keywork.web.accounts.actors import system
    from keywork.web.accounts.models import OpenSession as Session
    from keywork.web.deadlines.services import record
    from keywork.web.kernel import clock
    from keywork.web.ledger.services import open_case
    from keywork.web.people.models import CaseCard, Person

    room = Path(settings.MEDIA_ROOT) / "drill" / f"{rng.randrange(100):02}"
    room.mkdir(parents=True, exist_ok=True)
    (room / f"{rng.randrange(10**12):012}").write_bytes(rng.randbytes(rng.randrange(1, 60_000)))
    with transaction.atomic():
        actor = system("drill", authority)
        case = open_case(actor=actor, reference=reference)
        person = Person.objects.create(
            authority=authority, surname="Sample", forename=f"Robin {rng.random()}", born_on=date(2015, 3, 4),
            pseudonym=reference[4:],
        )  # fmt: skip
        CaseCard.objects.create(case=case, authority=authority, person=person)
        day = date(2026, 1, 5) + timedelta(days=rng.randrange(200))
        record(case=case, entries=[NewEvent("assessment-request-received", day)], actor=actor)
    with transaction.atomic():
        record(case=case, entries=[NewEvent("decided-to-assess", day + timedelta(days=30))], actor=actor)
        Person.objects.filter(pk=person.pk).update(postcode=f"WX{rng.randrange(99)} 1AA")
        Session.objects.create(session_key=f"{rng.random()}", session_data="x" * 200, expire_date=clock.now())
        old = Session.objects.order_by("session_key").values_list("pk", flat=True)[20:]
        Session.objects.filter(pk__in=list(old)).delete()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))

"""Gathering what is held about a child, because somebody asked under data protection law; two people answer for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Role, User
from keywork.web.disclosure.gathering import Held, gather
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard

ACTION = "disclosure.gather"


@transaction.atomic
def disclose(
    *, actor: Actor, reference: str, asked_by: User, agreed_by: User, folder: Path, for_parents: bool = False
) -> Held:
    """Write what is held about a child into a new folder: what may be given out, and apart from it what is left out.

    Args:
        actor: who does it.
        reference: of any of the child's cases.
        asked_by: who answers for disclosure, of information governance.
        agreed_by: a second person.
        folder: is made here, with nobody's rights but the owner's.
        for_parents: a parent asks, from whom the young person may keep something.

    Raises:
        Refused: there is no such case, the wrong people ask, or the folder is there already.
    """
    _check_people(actor, asked_by, agreed_by)
    card = CaseCard.objects.filter(case__reference__iexact=reference.strip()).select_related("person").first()
    if card is None:
        raise Refused("There is no case with that reference.")
    held = gather(card.person, for_parents=for_parents)
    why = [asdict(one) for one in held.kept_out]
    people = {"asked_by": f"user:{asked_by.pk}", "agreed_by": f"user:{agreed_by.pk}"}
    log(actor=actor, action=ACTION, subjects=[card.person_id], detail={"kept_out": why, **people})
    _write(folder, held, {"authority": actor.authority.name, "day": clock.today()})
    return held


def _check_people(actor: Actor, asked_by: User, agreed_by: User) -> None:
    if asked_by.pk == agreed_by.pk:
        raise Refused("Whoever agrees is not the person who asks.")
    for person in (asked_by, agreed_by):
        if not person.is_active or person.membership.authority_id != actor.authority_id:
            raise Refused("Both people have an open account with this authority.")
    if asked_by.membership.role != Role.INFORMATION_GOVERNANCE:
        raise Refused("Whoever asks works in information governance.")


def _write(folder: Path, held: Held, about: Mapping[str, object]) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise Refused(f"{folder} is there already. Name a new folder.") from error
    except OSError as error:
        raise Refused(f"{folder} cannot be made: {error.strerror}.") from error
    to_give = [{"title": part.title, "rows": [dict(row) for row in part.rows]} for part in held.parts]
    texts = {
        "held.json": json.dumps(to_give, ensure_ascii=False, indent=2),
        "held.html": render_to_string("disclosure/held.html", {"parts": held.parts, **about}, using="jinja"),
        "kept-out.json": json.dumps([asdict(one) for one in held.kept_out], ensure_ascii=False, indent=2),
    }
    for name, text in texts.items():
        file = folder / name
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")

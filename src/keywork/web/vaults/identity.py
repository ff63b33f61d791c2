"""Who an adopted child was before: kept apart, under keys of its own, and used for nothing else.

Nothing searches here and no import looks here: a row that bears an old name or number is somebody new to it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel.vault import Vault, marks
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import FormerIdentity

KEEP = "identity.keep"


@dataclass(frozen=True, slots=True)
class Former:
    """What is known of somebody's former identity."""

    forename: str = ""
    surname: str = ""
    upn: str = ""
    nhs_number: str = ""
    born_as: str = ""


@transaction.atomic
def keep_identity(*, actor: Actor, card: CaseCard, former: Former) -> None:
    """Keep who a child was before; what was kept until now is replaced.

    Raises:
        Refused: there is nothing to keep.
    """
    if not any(asdict(former).values()):
        raise Refused("Enter at least one name or number.")
    _put(_row_of(card.person_id) or FormerIdentity(authority=actor.authority), card.person_id, former)
    # The log says that something of this kind was done by whom, and never to whose record: that would be the link.
    log(actor=actor, action=KEEP, detail={"did": "kept"})


def hand_on(left_id: UUID, kept_id: UUID) -> None:
    """Let what is kept of one record of a child be kept of another, where nothing is kept of that yet."""
    row = _row_of(left_id)
    if row is not None and not is_kept(kept_id):
        _put(row, kept_id, _told(row))


def _put(row: FormerIdentity, person_id: UUID, former: Former) -> None:
    row.mark = marks(Vault.IDENTITY, str(person_id))[-1]
    row.put(json.dumps({"person": str(person_id), **asdict(former)}))
    row.save()


def is_kept(person_id: UUID) -> bool:
    """Say whether a former identity is kept of a child. Only who answers for these may be told."""
    return _row_of(person_id) is not None


def former_of(person_id: UUID) -> Former | None:
    """Return who a child was before, for somebody to whom it is revealed."""
    row = _row_of(person_id)
    return None if row is None else _told(row)


def _told(row: FormerIdentity) -> Former:
    said = json.loads(row.words())
    del said["person"]
    return Former(**said)


def _row_of(person_id: UUID) -> FormerIdentity | None:
    found: FormerIdentity | None = FormerIdentity.objects.filter(mark__in=marks(Vault.IDENTITY, str(person_id))).first()
    return found

"""What was restored, looked at before it gets its place: the ledger against the heads that the backup names."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from keywork.web.accounts.models import Authority
from keywork.web.backup import sources
from keywork.web.backup.logs import Heads
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.ledger.heads import Known
from keywork.web.ledger.verifying import verify, verify_strays


@dataclass(frozen=True)
class Seen:
    """What a restored database holds.

    Args:
        faults: what is not as it was sealed, or not as the backup says.
        entries: how many entries were verified.
        last_entry: when the last of them was recorded.
        tables: rows by table.
    """

    faults: list[str]
    entries: int
    last_entry: str
    tables: dict[str, int]


@for_all_authorities()
def look(heads: Heads) -> Seen:
    """Verify every ledger of the restored database.

    Args:
        heads: the end of each authority's chain that must be in it.
    """
    faults: list[str] = []
    entries, codes = 0, set()
    for authority in Authority.objects.order_by("code"):
        codes.add(authority.code)
        position, seal = heads.get(authority.code, (0, ""))
        outside = {position: Known(bytes.fromhex(seal), "with the backup")} if position else {}
        done = verify(authority, lambda one, code=authority.code: faults.append(f"{code}: {one.words}"), outside)  # type: ignore[misc]
        entries += done.entries
        if position and done.outside_last != position:
            faults.append(f"{authority.code}: the ledger does not hold place {position} as the backup names it")
    verify_strays(lambda one: faults.append(one.words))
    faults += [f"{code}: the authority is missing" for code in heads if code not in codes]
    return Seen(faults, entries, _last_entry(), sources.rows_by_table())


def _last_entry() -> str:
    with connection.cursor() as cursor:
        cursor.execute(sources.LAST_ENTRY)
        (found,) = cursor.fetchone()
    return str(found or "none")

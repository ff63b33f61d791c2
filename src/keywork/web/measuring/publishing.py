"""Publishing figures: one person prepares them, the product proves them, another person publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from keywork.core.breakdowns import grows, tables_of, told
from keywork.core.linked import Published, after, protect
from keywork.core.measures import load_measures
from keywork.core.suppression import CannotProtect, Sum, Tables, audit
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Authority
from keywork.web.accounts.policy import check_can
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.measuring.contents import content_of, digest_of
from keywork.web.measuring.grouped import groups_behind
from keywork.web.measuring.models import Publication
from keywork.web.measuring.queries import NATIONAL, national

if TYPE_CHECKING:
    from keywork.engine.solving import Exchanges

State = Publication.State
MONTHS = 12
MOST_BEFORE = 12
WAITS = "Figures are waiting for a second person already. They are published, or not, before others are prepared."
NOT_LATER = "Figures up to this day or a later one are published already. Choose a later month."
SAME_PERSON = "Whoever prepared the figures does not publish them. Ask another manager."
DECIDED = "Somebody has decided about these figures already."
NO_WAY = (
    "These figures cannot be published: with what is published already, a small number could be worked out, "
    "whatever is hidden now."
)


class NotPublished(Exception):
    """It cannot be done; the message is for whoever asked."""


def month_ends(today: date) -> list[date]:
    """Return the last days of the months that are over, the latest first."""
    found, day = [], today.replace(day=1) - timedelta(days=1)
    for _ in range(MONTHS):
        found.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return found


def open_months(today: date) -> list[date]:
    """Return the last days of the months whose figures can still be published."""
    last = Publication.objects.filter(state=State.PUBLISHED).values_list("as_of", flat=True).first()
    return [day for day in month_ends(today) if last is None or day > last]


@dataclass(frozen=True, slots=True)
class Worked:
    """Figures as worked out and proved, not kept yet."""

    as_of: date
    known_on: date
    content: dict[str, Any]
    bound: dict[str, Any]


def work(*, actor: Actor, as_of: date) -> Worked:
    """Work the figures of a year out up to the end of a month, and choose what is hidden in them; nothing is written.

    Args:
        actor: who prepares them.
        as_of: the last day of a month; the year it is in is told of up to this day.

    Raises:
        NotPublished: others wait, or a later month is published, or no choice of hidden cells holds.
    """
    check_can(actor, "figures.prepare")
    if Publication.objects.filter(state=State.PREPARED).exists():
        raise NotPublished(WAITS)
    if as_of not in open_months(clock.today()):
        raise NotPublished(NOT_LATER)
    return worked_out(actor.authority, AsAt.on(as_of, clock.real_today() - timedelta(days=1)))


def _exchanges(tables: Tables) -> Exchanges:
    # The solver takes half a second to load, and only whoever publishes needs it.
    from keywork.engine.solving import Exchanges

    return Exchanges(tables)


def worked_out(authority: Authority, at: AsAt) -> Worked:
    """Work the figures of an authority out as at a day, and choose what is hidden in them.

    Raises:
        NotPublished: no choice of hidden cells holds.
    """
    results = national(authority, at.as_of.year, at)
    tables = tables_of(results, groups_behind(authority, results, at))
    try:
        _, proved = protect(_before(at.as_of), tables, grows=grows(results.definition), solver=_exchanges)
    except CannotProtect as refused:
        raise NotPublished(NO_WAY) from refused
    hidden = proved.hidden & tables.counts.keys()
    content = content_of(authority, results, at, told(tables.counts, hidden))
    return Worked(at.as_of, at.known_on or clock.real_today(), content, _kept(tables, hidden))


@transaction.atomic
def prepare(*, actor: Actor, worked: Worked, name: str) -> Publication:
    """Keep figures for a second person to look at.

    Args:
        actor: who prepares them.
        worked: the figures.
        name: the person's, as pages show it.

    Raises:
        NotPublished: others wait already, or a later month was published meanwhile.
    """
    check_can(actor, "figures.prepare")
    if worked.as_of not in open_months(clock.today()):
        raise NotPublished(NOT_LATER)
    try:
        with transaction.atomic():
            made = Publication.objects.create(
                authority=actor.authority, year=worked.as_of.year, as_of=worked.as_of, known_on=worked.known_on,
                content=worked.content, digest=digest_of(worked.content), bound=worked.bound,
                prepared_by=actor.label, prepared_by_name=name,
            )  # fmt: skip
    except IntegrityError as taken:
        raise NotPublished(WAITS) from taken
    log(actor=actor, action="figures.prepare", detail={"publication": str(made.pk), "as_of": str(worked.as_of)})
    return made


@transaction.atomic
def release(*, actor: Actor, publication_id: UUID, name: str) -> Publication:
    """Publish figures that somebody else prepared, after the proof was made once more.

    Raises:
        NotPublished: it is their own, it is decided, or the proof does not hold.
    """
    check_can(actor, "figures.release")
    found = _waiting(publication_id)
    if found.prepared_by == actor.label:
        raise NotPublished(SAME_PERSON)
    if found.digest != digest_of(found.content) or not is_proved(found):
        raise NotPublished(NO_WAY)
    return _decide(actor, found, State.PUBLISHED, name)


@transaction.atomic
def decline(*, actor: Actor, publication_id: UUID, name: str) -> Publication:
    """Leave prepared figures unpublished; nobody outside has seen them, so they bind nothing.

    Raises:
        NotPublished: it is decided.
    """
    check_can(actor, "figures.release")
    return _decide(actor, _waiting(publication_id), State.DECLINED, name)


def _waiting(publication_id: UUID) -> Publication:
    found = Publication.objects.select_for_update().filter(pk=publication_id, state=State.PREPARED).first()
    if found is None:
        raise NotPublished(DECIDED)
    return found


def _decide(actor: Actor, found: Publication, state: str, name: str) -> Publication:
    found.state, found.decided_at = state, clock.now()
    found.decided_by, found.decided_by_name = actor.label, name
    found.save(update_fields=["state", "decided_at", "decided_by", "decided_by_name"])
    log(actor=actor, action="figures.release", detail={"publication": str(found.pk), "state": str(state)})
    return found


def is_proved(publication: Publication) -> bool:
    """Say whether the proof can be made again that nothing hidden can be worked out, with all published before."""
    mine, earlier = _published(publication, publication.year), _before(publication.as_of)
    growing = grows(load_measures(NATIONAL))
    for guessing in (True, False):
        whole = after(earlier, mine.tables, grows=growing, guessing=guessing)
        try:
            audit(whole, whole.hidden_before | mine.hidden, _exchanges)
        except CannotProtect:
            continue
        return True
    return False


def _before(as_of: date) -> list[Published]:
    """Return what was published before a day, the earliest first. Of another year only what stands on a day binds."""
    rows = list(Publication.objects.filter(state=State.PUBLISHED, as_of__lt=as_of)[:MOST_BEFORE])
    return [_published(row, as_of.year) for row in reversed(rows)]


def _kept(tables: Tables, hidden: frozenset[str]) -> dict[str, Any]:
    return {
        "counts": dict(tables.counts),
        "sums": [[each.total, list(each.parts)] for each in tables.sums],
        "unprinted": sorted(tables.unprinted),
        "hidden": sorted(hidden),
    }


def _published(row: Publication, year: int) -> Published:
    growing = grows(load_measures(NATIONAL)) if row.year != year else lambda _: False

    def name(key: str) -> str:
        return f"{row.year}: {key}" if growing(key) else key

    bound = row.bound
    tables = Tables(
        {name(key): count for key, count in bound["counts"].items()},
        tuple(Sum(name(total), tuple(name(part) for part in parts)) for total, parts in bound["sums"]),
        frozenset(name(key) for key in bound["unprinted"]),
    )
    return Published(tables, frozenset(name(key) for key in bound["hidden"]))

"""Which plans somebody reads who does not write them: the draft that was sent to them or that they are asked about, and
the issued plan; and which sections of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from keywork.core.rights import Decision
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.documents.letter_queries import own_copies
from keywork.web.documents.models.letters import Dispatch, Enclosure
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import decides, standing_of
from keywork.web.placements.models import Consultation
from keywork.web.placements.services.replying import READS_ON
from keywork.web.plans import queries
from keywork.web.plans.models import PlanCheck
from keywork.web.plans.sections import SECTIONS

DRAFT, ISSUED = "b6", "b7"
FAMILYS = frozenset({Role.PARENT.value, Role.YOUNG_PERSON.value, Role.SENDIASS.value})
Kind, State = PlanCheck.Kind, PlanCheck.State


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan that is open to somebody.

    Args:
        check: the agreed version.
        sent_on: the day on which it went, to a family their own; None where a draft has not gone yet.
        only: the letters of the sections that are open; None for all.
    """

    check: PlanCheck
    sent_on: date | None
    only: frozenset[str] | None


def readings(actor: Actor, card: CaseCard) -> list[Reading]:
    """Return what somebody reads of a case's plan: the issued one first, then the draft."""
    checks = [one for one in queries.checks_of(card.case_id) if one.state == State.AGREED]
    sent = queries.sent_on(checks)
    theirs = _sent_to(actor, card) if actor.role in FAMILYS else {}
    sent |= {one.pk: theirs[one.paper_id] for one in checks if one.paper_id in theirs}
    issued = next((one for one in checks if one.kind == Kind.FINAL and one.pk in sent), None)
    draft = next((one for one in checks if one.kind == Kind.DRAFT), None)
    # A draft after it is of a new plan: a setting is consulted with it while the old one is in force.
    is_issued = issued is not None and (draft is None or draft.asked_at < issued.asked_at)
    found = [
        _issued(actor, card, issued, sent),
        _draft(actor, card, checks, sent, theirs, is_issued=is_issued),
    ]
    return [one for one in found if one is not None]


def _issued(
    actor: Actor, card: CaseCard, issued: PlanCheck | None, sent: Mapping[UUID, date]
) -> Reading | None:  # fmt: skip
    if issued is None:
        return None
    named = issued.naming.consultation if issued.naming else None
    is_theirs = named is not None and actor.organisation_id and named.organisation_id == actor.organisation_id
    if not standing_of(actor, card).may(ISSUED, "R", ("while named",) if is_theirs else ()):
        return None
    return Reading(issued, sent[issued.pk], None)


def _draft(
    actor: Actor,
    card: CaseCard,
    checks: Sequence[PlanCheck],
    sent: Mapping[UUID, date],
    theirs: Mapping[UUID, date],
    *,
    is_issued: bool,
) -> Reading | None:
    drafts = [one for one in checks if one.kind == Kind.DRAFT]
    met = []
    if actor.role in FAMILYS:
        drafts = [one for one in drafts if one.paper_id in theirs]
        met = ["when sent"]
    elif not is_issued and is_consulted(actor, card):
        met = ["while consulted"]
    standing = standing_of(actor, card)
    if not drafts or not (standing.may(DRAFT, "R", met) or decides(actor, Decision.DRAFT, card)):
        return None
    return Reading(drafts[0], sent.get(drafts[0].pk), open_sections(standing.limits(DRAFT, "R", met)))


def _sent_to(actor: Actor, card: CaseCard) -> dict[UUID, date]:
    """Return the papers that went to somebody of the family, each with the day on which they had it first.

    Who advises the family reads what any of them had.
    """
    copies = own_copies(actor, card)
    if actor.role != Role.PARENT:
        gone = Dispatch.objects.filter(release__letter__case=card.case_id, sent_on__isnull=False, user=None)
        copies = gone.exclude(state=Dispatch.State.RECALLED)
    days: dict[UUID, date] = {}
    for release, on in copies.order_by("-sent_on").values_list("release", "sent_on"):
        days[release] = on
    found: dict[UUID, date] = {}
    for version, release in Enclosure.objects.filter(release__in=days).values_list("version", "release"):
        found[version] = min(days[release], found.get(version, days[release]))
    return found


def is_consulted(actor: Actor, card: CaseCard) -> bool:
    """Say whether somebody works for a setting that is consulted with the draft, or replied not long ago."""
    if actor.organisation_id is None:
        return False
    recently = clock.now() - timedelta(days=READS_ON)
    found = Consultation.objects.filter(
        Q(reply=None) | Q(reply__at__gte=recently), case=card.case_id, organisation=actor.organisation_id, ended="",
        draft_shared=True,
    )  # fmt: skip
    return found.exists()


def open_sections(limits: frozenset[str]) -> frozenset[str] | None:
    """Return the letters of the sections that conditions of the matrix leave open; None for all.

    Args:
        limits: for example ``{"sections D H"}``. H stands for both of its halves.
    """
    if not limits or not all(one.startswith("section") for one in limits):
        return None
    letters = {word for one in limits for word in one.split()}
    return frozenset(section.code for section in SECTIONS if section.code[0] in letters)

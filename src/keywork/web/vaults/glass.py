"""Breaking the glass: opening a restricted case without being named on it, for an hour, to read, and to answer for it.

Those who answer for it are told before anything is shown. What is closed stays closed behind the glass.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import check_can
from keywork.web.kernel import clock
from keywork.web.kernel.written import Counted
from keywork.web.ledger.errors import Refused
from keywork.web.people.family import SHORTEST_REASON, kept_from
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import BARRED, names
from keywork.web.people.policy import CASES
from keywork.web.people.relations import of_person
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert, BrokenGlass

BREAK, REVIEW = "glass.break", "glass.review"
LASTS = timedelta(hours=1)
REVIEWED_IN = 5  # working days
NO_SUCH = "No case of this reference can be opened this way. Check the reference, or ask for the case to be shared."


class NothingDone(Refused):
    """A look that was not right, of which nobody says what was done about it."""


@transaction.atomic
def break_glass(*, actor: Actor, reference: str, why: str, reason: str) -> CaseCard:
    """Open a restricted case for an hour, to read.

    Args:
        reference: of the case, as somebody who has it in hand gives it.
        why: a code of the list of reasons.
        reason: in words.

    Raises:
        Denied: the role may not.
        Refused: the reason is too short, or no case of this reference is behind glass for this person.
    """
    check_can(actor, BREAK)
    if why not in BrokenGlass.Why.values:
        raise Refused("Choose why you need to look.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Say what happened in at least {SHORTEST_REASON} letters.")
    card = _behind_glass(actor, reference)
    now = clock.now()
    Involvement.objects.create(
        authority=actor.authority, case=card.case, user_id=actor.user_id, relation=Involvement.Relation.GLASS,
        reason=why, given_by=actor.label, starts_at=now, ends_at=now + LASTS,
    )  # fmt: skip
    made = BrokenGlass.objects.create(
        authority=actor.authority, case=card.case, user_id=actor.user_id, why=why, reason=reason.strip(), at=now,
        ends_at=now + LASTS, review_by=_review_by(clock.today()),
    )  # fmt: skip
    alerts.tell(actor=actor, kind=Alert.Kind.GLASS, case_id=card.case_id)
    log(actor=actor, action=BREAK, subjects=[card.case_id, card.person_id], detail={"why": why, "glass": str(made.pk)})
    return card


def until(actor: Actor, card: CaseCard) -> datetime | None:
    """Return until when somebody reads a case behind glass; None where they do not, or would read it anyway."""
    here = of_person(actor).filter(case=card.case_id)
    if any(names(one) for one in here):
        return None
    ends: datetime | None = here.filter(relation=Involvement.Relation.GLASS).aggregate(Max("ends_at"))["ends_at__max"]
    return ends


def _behind_glass(actor: Actor, reference: str) -> CaseCard:
    """Return the case behind glass. One that does not exist, one that is open anyway and one that is closed to this
    person for good answer alike."""
    cards = CaseCard.objects.select_related("case", "person").filter(restricted=True)
    card = cards.filter(case__reference__iexact=reference.strip()).first()
    if card is None or BARRED.holds(actor, card) or CASES.can(actor, "case.open", card):
        raise Refused(NO_SUCH)
    found: CaseCard = card
    return found


def _review_by(day: date) -> date:
    return load_register().calendars["EW"].after(day, REVIEWED_IN)


def to_review(actor: Actor) -> QuerySet[BrokenGlass]:
    """Return what was opened so and nobody has looked into, the oldest first."""
    found = _known_to(actor.user_id).filter(reviewed_at=None)
    return found.select_related("user__membership", "case__card__person").order_by("review_by", "at")


def _known_to(user: UUID | None) -> QuerySet[BrokenGlass]:
    """Leave out what is about children from whom somebody is kept."""
    if user is None:
        return BrokenGlass.objects.all()
    return BrokenGlass.objects.exclude(case__card__person__in=kept_from(user).values("person"))


def to_answer(actor: Actor) -> QuerySet[BrokenGlass]:
    """Return what this person may look into: what somebody else opened."""
    return to_review(actor).exclude(user=actor.user_id)


def _to_answer(*, user: UUID | None) -> QuerySet[BrokenGlass]:
    return _known_to(user).filter(reviewed_at=None).exclude(user=user)


COUNTED = Counted(_to_answer)


def count_to_answer(actor: Actor) -> int:
    """Count them, which every page does."""
    return COUNTED(user=actor.user_id)


def reviewed(actor: Actor) -> QuerySet[BrokenGlass]:
    """Return what has been looked into, the latest first."""
    found = _known_to(actor.user_id).exclude(reviewed_at=None)
    return found.select_related("user", "reviewed_by", "case__card__person").order_by("-reviewed_at")


def note_listed(actor: Actor, found: Iterable[BrokenGlass]) -> None:
    """Write that somebody was shown what was opened behind glass."""
    log(actor=actor, action=REVIEW, subjects=dict.fromkeys(one.case_id for one in found))


def is_overdue(glass: BrokenGlass, today: date) -> bool:
    """Say whether nobody has looked into it in time."""
    return glass.reviewed_at is None and glass.review_by < today


@transaction.atomic
def review(*, actor: Actor, glass_id: UUID, outcome: str, remarks: str) -> BrokenGlass:
    """Write what came of looking into it.

    Raises:
        Refused: it no longer waits, the reviewer opened it, or an outcome other than "right" has no remarks.
    """
    check_can(actor, REVIEW)
    found = to_review(actor).select_for_update(of=("self",)).filter(pk=glass_id).first()
    if found is None:
        raise Refused("This no longer waits. Somebody else has looked into it.")
    if found.user_id == actor.user_id:
        raise Refused("Somebody else must look into what you opened.")
    if outcome not in BrokenGlass.Outcome.values:
        raise Refused("Choose what you found.")
    if outcome != BrokenGlass.Outcome.RIGHT and not remarks.strip():
        raise NothingDone("Say what was done about it.")
    found.reviewed_by_id, found.reviewed_at = actor.user_id, clock.now()
    found.outcome, found.remarks = outcome, remarks.strip()
    found.save(update_fields=["reviewed_by", "reviewed_at", "outcome", "remarks"])
    log(actor=actor, action=REVIEW, subjects=[found.case_id], detail={"glass": str(found.pk), "outcome": outcome})
    return found

"""Looking at requests that have come. It adds facts; the clock runs since the day they came."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from keywork.core.events import ENTRY_STRUCK_OUT, Event, NewEvent
from keywork.core.history import REQUEST_RECEIVED
from keywork.core.stages import ASSESSMENT_STAGES, Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.assessments import letting_in, papers
from keywork.web.assessments.models import Asking, AssessmentRequest
from keywork.web.assessments.news import tell_asker, tell_who_lets_in
from keywork.web.assessments.queries import TRIAGE, Known
from keywork.web.assessments.services import BROUGHT, DETAILS
from keywork.web.deadlines.services import hold, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.people.services import same_child
from keywork.web.vaults.models import ContactPoint

State = AssessmentRequest.State
RECEIVED = frozenset({REQUEST_RECEIVED, BROUGHT, DETAILS})
REASSESSMENT = "reassessment-request-received"
SHORTEST_REASON = 10


def _held(request: AssessmentRequest, *states: str) -> AssessmentRequest:
    """Return a request as it is now, within the caller's transaction, if it is in one of some states.

    Raises:
        Refused: somebody else dealt with it meanwhile.
    """
    found: AssessmentRequest = AssessmentRequest.objects.select_for_update().get(pk=request.pk)
    if found.state not in states:
        raise Refused(f"Somebody dealt with this meanwhile: {found.get_state_display().lower()}. Look at it again.")
    return found


@transaction.atomic
def complete(*, actor: Actor, request: AssessmentRequest) -> None:
    """Say that a request has what it takes to decide about it.

    Raises:
        Refused: somebody else dealt with it meanwhile.
    """
    found = _held(request, State.WAITING, State.ASKED)
    assert found.case is not None
    record(case=found.case, entries=[NewEvent("request-triaged", clock.today())], actor=actor)
    found.state = State.COMPLETE
    found.save(update_fields=["state"])
    _tell(actor, found, "complete")
    tell_asker(actor, found, "request-complete")
    if letting_in.waits(found) and not letting_in.may(actor, found):
        tell_who_lets_in(actor, found)


@transaction.atomic
def ask(*, actor: Actor, request: AssessmentRequest, items: Sequence[str], words: str) -> Asking:
    """Ask whoever made a request for what is missing. The clock runs on.

    Raises:
        Refused: somebody else dealt with it meanwhile.
    """
    found = _held(request, State.WAITING, State.ASKED, State.COMPLETE)
    made: Asking = Asking.objects.create(
        authority=actor.authority, request=found, items=list(items), words=words.strip(), asked_by=actor.label
    )
    found.state = State.ASKED
    found.save(update_fields=["state"])
    _tell(actor, found, "asked")
    tell_asker(actor, found, "request-asked")
    return made


@transaction.atomic
def hurry(*, actor: Actor, request: AssessmentRequest, reason: str) -> None:
    """Let a request stand first, with the reason; without one it goes back to its place.

    Raises:
        Refused: the reason says too little.
    """
    if 0 < len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Say why it is urgent, in at least {SHORTEST_REASON} letters.")
    found = _held(request, State.WAITING, State.ASKED, State.COMPLETE)
    found.urgent = reason.strip()
    found.save(update_fields=["urgent"])
    _tell(actor, found, "urgent" if found.urgent else "not-urgent")


@transaction.atomic
def join(*, actor: Actor, request: AssessmentRequest, known: Known) -> None:
    """Say that a request is about a child who is known, and let it join what runs for them already.

    Where nothing runs it stays a case of its own, of that child. Where a request runs, this one is struck out of its
    own case and belongs to the other, whose clock goes on. Where there is a plan it asks to assess again.

    Raises:
        Refused: it came before the one that runs, or somebody else dealt with it meanwhile.
    """
    found = _held(request, State.WAITING, State.ASKED, State.COMPLETE)
    assert found.case is not None
    card = CaseCard.objects.select_related("case", "person").get(pk=found.case_id)
    is_another = card.person_id != known.card.person_id
    if is_another and (card.person.family.exists() or ContactPoint.objects.filter(person=card.person_id).exists()):
        raise Refused("Somebody wrote down the family of this case already. Move that to the known child’s case first.")
    stage = known.card.case.summary.stage
    if stage in ASSESSMENT_STAGES:
        _one_request(actor, card, known)
    elif stage == Stage.PLAN:
        _asks_again(actor, card, known)
    if is_another:
        same_child(card=card, person=known.card.person)
    if stage in ASSESSMENT_STAGES or stage == Stage.PLAN:
        papers.join(actor=actor, request=found, case=known.card.case)
        found.case, found.state = known.card.case, State.JOINED
        found.save(update_fields=["case", "state"])
    _tell(actor, found, "joined")
    log(actor=actor, action=TRIAGE, subjects=[card.case_id, known.card.person_id], detail={"did": "same-child"})


def _one_request(actor: Actor, card: CaseCard, known: Known) -> None:
    runs = hold(case_id=known.card.case_id, actor=actor).events
    since = min((e.occurred_on for e in runs if e.kind in (REQUEST_RECEIVED, BROUGHT) and e.occurred_on), default=None)
    came = _received_of(actor, card)[0].occurred_on
    if since is not None and came is not None and came < since:
        raise Refused(
            f"This request came before the one of {known.card.case.reference}. Correct the day of receipt there "
            "first, so that the clock runs from the earlier day. Then let this one join."
        )
    _strike(actor, card)


def _asks_again(actor: Actor, card: CaseCard, known: Known) -> None:
    came = _received_of(actor, card)[0].occurred_on
    _strike(actor, card)
    held = hold(case_id=known.card.case_id, actor=actor)
    number = 1 + sum(event.kind == REASSESSMENT for event in held.events)
    again = NewEvent(REASSESSMENT, came, thread=f"reassessment/{number}")
    record(case=known.card.case, entries=[again], actor=actor, held=held)


def _received_of(actor: Actor, card: CaseCard) -> list[Event]:
    return [event for event in hold(case_id=card.case_id, actor=actor).events if event.kind in RECEIVED]


def _strike(actor: Actor, card: CaseCard) -> None:
    held = hold(case_id=card.case_id, actor=actor)
    today = clock.today()
    struck = [NewEvent(ENTRY_STRUCK_OUT, today, corrects=e.id) for e in held.events if e.kind in RECEIVED]
    record(case=card.case, entries=struck, actor=actor, held=held)


def _tell(actor: Actor, request: AssessmentRequest, did: str) -> None:
    assert request.case is not None
    subjects = [request.case_id, request.case.card.person_id]
    log(actor=actor, action=TRIAGE, subjects=subjects, detail={"did": did})

"""Writing, sending and taking back requests. Sending one starts its clock, whoever looks at it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.core.history import REQUEST_RECEIVED
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Organisation, Role
from keywork.web.assessments.journeys import FAMILIES, SETTINGS, SOURCES, Journey
from keywork.web.assessments.models import Asking, AssessmentRequest, Source
from keywork.web.assessments.news import tell_managers
from keywork.web.assessments.queries import DECISIONS, MAKE, children
from keywork.web.assessments.whose_right import asks_by_right, decides
from keywork.web.deadlines.services import hold, preview, record
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.models import Case
from keywork.web.people.models import CaseCard, Person
from keywork.web.people.services import Details, References, add_cases, add_people

State = AssessmentRequest.State
BROUGHT, DETAILS = "responsibility-began", "request-details-recorded"
MOST_DRAFTS = 50
# Who asked, as the return to the Department tells it.
RETURNED_AS = {
    Source.PARENT: "parent-or-young-person",
    Source.YOUNG_PERSON: "parent-or-young-person",
    Source.SCHOOL: "education-setting",
    Source.COLLEGE: "education-setting",
    Source.EARLY_YEARS: "education-setting",
    Source.HEALTH: "health",
    Source.SOCIAL_CARE: "social-care",
    Source.PROFESSIONAL: "other",
}
SENT_BEFORE = "This request was sent already. It was sent once."


@dataclass(frozen=True, slots=True)
class Receipt:
    """How and when a request came.

    Args:
        on: the day it came.
        by: the way, by a code of the catalogue of events.
        at: the time of day, if known.
        posted_on: the day it was posted, if it was.
    """

    on: date
    by: str
    at: str = ""
    posted_on: date | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """What the entry of the record says."""
        said = {"by": self.by, "at": self.at, "posted_on": self.posted_on}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Counted:
    """From which day a request counts, and by when it must be answered."""

    counts_from: date
    due_by: date


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known when a request comes.

    Args:
        source: who asks.
        details: the child's.
        receipt: how and when it came.
        urn: the number of the setting that asks.
        person: the child, where whoever asks has to do with them already.
        decides: whether it is theirs to ask, where the child is known; None where age alone tells.
    """

    source: str
    details: Details
    receipt: Receipt
    urn: str = ""
    person: Person | None = None
    decides: bool | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def born_on(self) -> date | None:
        return self.person.born_on if self.person else self.details.born_on

    def entries(self) -> list[NewEvent]:
        """Return what the record says of it."""
        said = {"requested_by": RETURNED_AS[Source(self.source)], "source": self.source, "setting": self.urn}
        details = NewEvent(DETAILS, self.receipt.on, fields={name: value for name, value in said.items() if value})
        return [self._received(), details]

    def _received(self) -> NewEvent:
        by_age = asks_by_right(self.source, self.born_on, self.receipt.on)
        if by_age if self.decides is None else self.decides:
            return NewEvent(REQUEST_RECEIVED, self.receipt.on, fields=self.receipt.fields)
        return NewEvent(BROUGHT, self.receipt.on)


def begin(*, actor: Actor) -> AssessmentRequest:
    """Begin a request.

    Raises:
        Refused: they have begun too many and sent none of them.
    """
    source = SOURCES[actor.role or ""]
    mine = AssessmentRequest.objects.filter(user=actor.user_id, state=State.DRAFT)
    if mine.count() >= MOST_DRAFTS:
        raise Refused(
            f"You have {MOST_DRAFTS} requests that were not sent. Send one, or take one back, and begin again."
        )
    is_setting = source in SETTINGS
    made: AssessmentRequest = AssessmentRequest.objects.create(
        authority=actor.authority, source=source, user_id=actor.user_id, written_by=actor.label,
        organisation_id=actor.organisation_id if is_setting else None, urn=actor.urn if is_setting else "",
    )  # fmt: skip
    return made


@transaction.atomic
def keep(*, request: AssessmentRequest, typed: Mapping[str, str]) -> None:
    """Keep what was typed on a page of a request, as it was typed.

    Raises:
        Refused: it was sent meanwhile.
    """
    found = _locked(request)
    if found.state != State.DRAFT:
        raise Refused(SENT_BEFORE)
    found.answers = {**found.answers, **typed}
    found.save(update_fields=["answers"])
    request.answers = found.answers


def _locked(request: AssessmentRequest) -> AssessmentRequest:
    """Return a request as it is now, while nobody else can change it."""
    found: AssessmentRequest | None = AssessmentRequest.objects.select_for_update().filter(pk=request.pk).first()
    if found is None:
        raise Refused("This request was taken back meanwhile.")
    return found


@transaction.atomic
def take_back(*, request: AssessmentRequest) -> None:
    """Take back a request that was not sent: nothing of it is kept.

    Raises:
        Refused: it was sent meanwhile.
    """
    if _locked(request).state != State.DRAFT:
        raise Refused(SENT_BEFORE)
    AssessmentRequest.objects.filter(pk=request.pk, state=State.DRAFT).delete()


@transaction.atomic
def send(*, actor: Actor, request: AssessmentRequest) -> AssessmentRequest:
    """Send a request: it has a case and a running clock from this moment on.

    Raises:
        Refused: something is not answered, or it was sent already.
    """
    found = _locked(request)
    if found.state != State.DRAFT:
        raise Refused(SENT_BEFORE)
    journey = Journey(found.source, found.answers, children(actor))
    if journey.missing():
        raise Refused("Answer every question that must be answered before you send this.")
    local = clock.now().astimezone(clock.LONDON)
    receipt = Receipt(clock.today(), "portal", f"{local:%H:%M}")
    known = Person.objects.filter(pk=journey.known_child).first() if journey.known_child else None
    _check(known.born_on if known else journey.value("born", "born"), receipt)
    asks = decides(found.source, actor.user_id, known, receipt.on) if known and found.source in FAMILIES else None
    sent = Sent(found.source, _details(journey), receipt, found.urn, known, asks)
    return _received(actor, found, sent, action=MAKE)


def _details(journey: Journey) -> Details:
    said = {"forename": ("name", "forename"), "surname": ("name", "surname"), "upn": ("upn", "upn")}
    words = {name: journey.value(*where) or "" for name, where in said.items()}
    return Details(**words, born_on=journey.value("born", "born"))


def _check(born_on: date | None, receipt: Receipt) -> None:
    if receipt.on > clock.today():
        raise Refused("The request cannot have come on a day that is still to come.")
    if born_on is not None and born_on > receipt.on:
        raise Refused("The child was born after the day on which the request came. Check both dates.")
    if receipt.posted_on is not None and receipt.posted_on > receipt.on:
        raise Refused("It cannot have been posted after it came. Check both dates.")


@transaction.atomic
def write_down(
    *, actor: Actor, sent: Sent, organisation: Organisation | None, answers: Mapping[str, str]
) -> AssessmentRequest:
    """Write down a request that came on paper, by e-mail or by hand, on the day it came.

    Raises:
        Refused: its days cannot be true.
    """
    _check(sent.born_on, sent.receipt)
    request = AssessmentRequest(
        authority=actor.authority, source=sent.source, organisation=organisation, urn=sent.urn, answers=dict(answers),
        written_by=actor.label,
    )  # fmt: skip
    return _received(actor, request, sent, action="request.log")


def _received(actor: Actor, request: AssessmentRequest, sent: Sent, *, action: str) -> AssessmentRequest:
    case_id = new_id()
    held = hold(case_id=case_id, actor=actor)  # references are given out one by one
    person_id: UUID = sent.person.pk if sent.person else new_id()
    if sent.person is None:
        add_people(actor=actor, people=[(person_id, sent.details)])
    add_cases(actor=actor, cases=[(case_id, person_id, References().next(sent.receipt.on.year))])
    case = Case.objects.get(pk=case_id)
    placed = _placed(actor) if action == "request.log" else {}
    counted = counts(actor=actor, sent=sent)
    record(case=case, entries=[*sent.entries(), *_allocated(placed)], actor=actor, held=held)
    if placed:
        CaseCard.objects.filter(pk=case_id).update(**{f"{name}_id": pk for name, pk in placed.items()})
    request.case, request.state, request.sent_at = case, State.WAITING, clock.now()
    request.told_received_on, request.told_due_by = sent.receipt.on, counted.due_by
    request.save()
    log(actor=actor, action=action, subjects=[case_id, person_id])
    tell_managers(actor, "request-came")
    return request


def _placed(actor: Actor) -> dict[str, UUID]:
    """Say whose a case is that somebody writes down: it must not leave their sight."""
    keyworker = actor.user_id if actor.role == Role.KEYWORKER else None
    return {name: pk for name, pk in (("team", actor.team_id), ("keyworker", keyworker)) if pk}


def _allocated(placed: Mapping[str, UUID]) -> list[NewEvent]:
    fields = {name: str(pk) for name, pk in placed.items()}
    return [NewEvent("case-allocated", clock.today(), fields=fields)] if fields else []


def counts(*, actor: Actor, sent: Sent) -> Counted:
    """Return from which day a request will count and when it is due, under the authority's rules; nothing is saved.

    Raises:
        Refused: it could not be recorded so.
    """
    case = Case(pk=new_id(), authority=actor.authority, reference="preview")
    after = preview(case=case, entries=sent.entries(), actor=actor).after
    clock_ = next(one for one in after if one.duty.id in DECISIONS)
    assert clock_.started_on is not None
    assert clock_.legal_deadline is not None
    return Counted(clock_.started_on, clock_.legal_deadline)


@transaction.atomic
def answer(*, actor: Actor, request: AssessmentRequest, asking_id: UUID, words: str, action: str = MAKE) -> None:
    """Answer what was asked, or write down the answer that came; the request is looked at once nothing is open.

    Raises:
        Refused: it was answered already.
    """
    found = _locked(request)
    open_ = Asking.objects.filter(request=found, answered_at=None)
    if not open_.filter(pk=asking_id).update(answer=words, answered_at=clock.now()):
        raise Refused("This was answered already. What was answered stands below.")
    if found.state == State.ASKED and not open_.exists():
        found.state = State.WAITING
        found.save(update_fields=["state"])
    tell_managers(actor, "request-answered")
    subjects: Sequence[object] = [found.case_id]
    log(actor=actor, action=action, subjects=subjects, detail={"answered": True})

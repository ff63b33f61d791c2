"""The side of those who are asked: receipt, declining, passing on, giving to a colleague, lateness, appointments."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Membership, User
from keywork.web.advice import reasons
from keywork.web.advice.errors import NotDone
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.services import steps
from keywork.web.advice.services.asking import Asked, replaced
from keywork.web.advice.services.news import tell_asked, tell_keyworker
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import check_may
from keywork.web.people.requested import let_out

ANSWER = "advice.answer"
Kind = AdviceStep.Kind


def _begin(actor: Actor, card: CaseCard, request: AdviceRequest, seen: int | None) -> AdviceRequest:
    check_may(actor, request.about.record_class, request.about.writes, card)
    found = steps.held(request, seen=seen)
    steps.check_open(found)
    return found


def asked_on(request: AdviceRequest) -> date:
    """Return the day on which a request was asked, as the record has it."""
    days = [
        event.occurred_on for event in ledger.stream(request.case_id)
        if event.kind == "advice-requested" and event.thread == request.thread and event.occurred_on
    ]  # fmt: skip
    return min(days, default=request.asked_at.astimezone(clock.LONDON).date())


@transaction.atomic
def confirm(*, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, on: date, seen: int | None) -> None:
    """Keep the day on which a body received its request: its six weeks begin.

    Raises:
        NotDone: it was received already, or cannot have been on that day.
    """
    found = _begin(actor, card, request, seen)
    # Whoever says so at a school or a service has it. A team of social care names its worker.
    _received(actor, found, name, on, has_it=found.body != steps.SOCIAL_CARE)
    steps.note(actor, ANSWER, found, "confirm")


def _received(actor: Actor, found: AdviceRequest, name: str, on: date, *, has_it: bool = False) -> None:
    if steps.now_standing(found).due is not None:
        raise NotDone("Its receipt is on record already.")
    steps.check_day(on, found, asked_on(found), "The day it was received")
    named = has_it or bool(found.assignee_id or found.user_id) or not found.has_tray
    entries = [steps.with_worker(found, on)] if named else []
    steps.write(found, [steps.entry("advice-request-received", found, on), *entries], actor)
    steps.keep(found, Kind.CONFIRMED, actor, name)


@transaction.atomic
def received(*, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, on: date, seen: int | None) -> None:
    """Let the keyworker keep the day on which a body received its request.

    Raises:
        NotDone: it was received already, or cannot have been on that day.
    """
    check_may(actor, "a4", "U", card)
    found = steps.held(request, seen=seen)
    steps.check_open(found)
    _received(actor, found, name, on)
    steps.note(actor, "advice.ask", found, "received")


@transaction.atomic
def decline(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, code: str, text: str, seen: int | None
) -> None:
    """Decline: the keyworker sees why, and the case is closed to whoever declined. The six weeks go on meanwhile.

    Raises:
        NotDone: it is not open, or no reason was chosen.
    """
    found = _begin(actor, card, request, seen)
    if code not in reasons.WORDS["declined"]:
        raise NotDone("Choose why it is declined.")
    if code == "other" and not text.strip():
        raise NotDone("Say why it is declined.")
    steps.write(found, steps.no_longer(found, "advice-request-declined", clock.today(), reason=code), actor)
    found.ended = found.Ended.DECLINED
    if found.involvement:
        let_out(actor=actor, involvement=found.involvement)
    steps.keep(found, Kind.DECLINED, actor, name, code=code, text=text)
    steps.note(actor, ANSWER, found, "decline", reason=code)
    tell_keyworker(card, found, "advice-declined", actor)


@transaction.atomic
def redirect(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, to: Asked, text: str, seen: int | None
) -> AdviceRequest:
    """Pass a request on to another body or provider: theirs is a request of its own, with six weeks of its own.

    Raises:
        NotDone: it is not open, has no reason, or is passed on to oneself.
    """
    found = _begin(actor, card, request, seen)
    if not text.strip():
        raise NotDone("Say why it is passed on.")
    if not (to.organisation or to.user) or not to.about.roles:
        raise NotDone("Choose whom it is passed on to.")
    own = to.organisation is not None and to.organisation.pk == found.organisation_id
    if own or (to.user is not None and to.user.pk in {found.user_id, actor.user_id}):
        raise NotDone("It is with them already. Give it to a colleague instead.")
    made = replaced(actor, card, to, found.question, clock.today())
    steps.write(found, steps.no_longer(found, "advice-request-cancelled", clock.today()), actor)
    found.ended = found.Ended.REDIRECTED
    if found.involvement:
        let_out(actor=actor, involvement=found.involvement)
    steps.keep(found, Kind.REDIRECTED, actor, name, text=f"To {made.whom}: {text.strip()}")
    steps.note(actor, ANSWER, found, "redirect", to=made.body)
    tell_keyworker(card, found, "advice-passed-on", actor)
    return made


def colleagues(request: AdviceRequest) -> list[User]:
    """Return who of the organisation that was asked can answer."""
    if request.organisation_id is None:
        return []
    places = Membership.objects.filter(
        organisation=request.organisation_id, role__in=request.about.roles, user__is_active=True
    )
    return list(User.objects.filter(pk__in=places.values("user")).order_by("display_name"))


@transaction.atomic
def delegate(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, to: User, text: str, seen: int | None
) -> None:
    """Give a request to somebody of the same organisation, or take it over oneself.

    Raises:
        NotDone: it is not open, or they do not answer for that organisation.
    """
    found = _begin(actor, card, request, seen)
    if to.pk not in {one.pk for one in colleagues(found)}:
        raise NotDone("Choose somebody of your own organisation.")
    if found.assignee_id == to.pk:
        raise NotDone("It is with them already.")
    if found.body == steps.SOCIAL_CARE or steps.waits_for_worker(found):
        steps.write(found, [steps.with_worker(found, clock.today())], actor)
    found.assignee = to
    steps.keep(found, Kind.DELEGATED, actor, name, text=f"To {to.display_name}. {text.strip()}".strip())
    steps.note(actor, ANSWER, found, "delegate")
    tell_asked(found, "advice-requested", actor)


@transaction.atomic
def missed(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, on: date, text: str, seen: int | None
) -> None:
    """Keep that the child did not come to an appointment that the body had made.

    Raises:
        NotDone: it is not open, or cannot have been on that day.
    """
    found = _begin(actor, card, request, seen)
    steps.check_day(on, found, asked_on(found), "The day of the appointment")
    if not text.strip():
        raise NotDone("Say with whom the appointment was.")
    steps.write(found, [steps.entry("appointment-missed", found, on)], actor)
    steps.keep(found, Kind.MISSED, actor, name, text=text)
    steps.note(actor, ANSWER, found, "missed")


@transaction.atomic
def explain_lateness(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, code: str, text: str, seen: int | None
) -> None:
    """Keep why the advice is late, or will be: a reason that is counted, with words.

    Raises:
        NotDone: it is not open, or no reason was chosen.
    """
    found = _begin(actor, card, request, seen)
    if code not in reasons.WORDS["late"]:
        raise NotDone("Choose why it is late.")
    if not text.strip():
        raise NotDone("Say it in words too, and when you now expect to give it.")
    steps.write(found, [steps.entry("advice-late-reason-recorded", found, clock.today(), reason=code)], actor)
    steps.keep(found, Kind.LATE, actor, name, code=code, text=text)
    steps.note(actor, ANSWER, found, "late", reason=code)

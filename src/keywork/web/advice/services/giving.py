"""Writing advice: a draft that only its writer reads, and versions that stay as they were given."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.lines import Content
from keywork.web.advice.models import AdviceDraft, AdviceRequest, AdviceStep, AdviceVersion
from keywork.web.advice.services import steps
from keywork.web.advice.services.answering import asked_on
from keywork.web.advice.services.news import tell_keyworker
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import check_may
from keywork.web.people.requested import keep_own_words
from keywork.web.ui.jinja import moment

WRITE = "advice.write"


def may_write(actor: Actor, card: CaseCard, request: AdviceRequest) -> None:
    """Do nothing where somebody may write this advice: whoever is asked, or the keyworker where nobody has a tray.

    Raises:
        NotKnown: they may not.
    """
    if request.has_tray:
        check_may(actor, request.about.record_class, request.about.writes, card)
    else:
        check_may(actor, request.about.record_class, "C", card)
        check_may(actor, "a4", "U", card)


def draft_of(actor: Actor, request: AdviceRequest) -> AdviceDraft | None:
    """Return somebody's own draft."""
    found: AdviceDraft | None = AdviceDraft.objects.filter(request=request, writer=actor.user_id).first()
    return found


@transaction.atomic
def save_draft(*, actor: Actor, card: CaseCard, request: AdviceRequest, content: Content, seen: int | None) -> int:
    """Keep what somebody is writing; return the revision it has now.

    Args:
        seen: the revision of the draft on the page that was sent; None where nobody can have changed it.

    Raises:
        Overtaken: it was saved in another window since; what stands there is kept too.
    """
    may_write(actor, card, request)
    draft = AdviceDraft.objects.select_for_update().filter(request=request, writer=actor.user_id).first()
    if draft is None:
        draft = AdviceDraft(authority=actor.authority, request=request, writer_id=actor.user_id, revision=0)
    elif seen is not None and draft.revision != seen and draft.content != content.kept():
        raise Overtaken(
            f"You saved this in another window on {moment(draft.saved_at)}. Both are kept: what you typed here stands "
            "in the form, what you saved there stands below it. Put together what you want, and save again."
        )
    draft.content, draft.saved_at = content.kept(), clock.now()
    draft.revision += 1
    draft.save()
    steps.note(actor, WRITE, request, "draft")
    return int(draft.revision)


@transaction.atomic
def give(
    *,
    actor: Actor,
    card: CaseCard,
    request: AdviceRequest,
    name: str,
    content: Content,
    seen: int,
    on: date | None = None,
) -> AdviceVersion:
    """Give advice, or an amended version of it. The first one answers the clock.

    Args:
        actor: who gives it.
        card: of the case.
        request: that it answers.
        name: of whoever gives it.
        content: what it says.
        seen: how many versions there were on the page that was sent.
        on: the day on which the authority received it; None is today.

    Raises:
        NotDone: it says nothing, the request is not open, or it cannot have come on that day.
        Overtaken: somebody else gave advice on it since; both are kept.
    """
    may_write(actor, card, request)
    found = steps.held(request, seen=None)
    if content.is_empty:
        raise NotDone("It says nothing yet. Write a line or a summary.")
    latest = found.versions.first()
    _check_latest(latest, seen)
    where = steps.now_standing(found)
    if not where.is_given:
        steps.check_open(found)
    if latest is None and not where.is_given:
        _answer(actor, found, on or clock.today(), started=where.due is not None)
    tell_keyworker(card, found, "advice-given", actor)
    return _kept(actor, found, name, content, (latest.number if latest else 0) + 1)


def _check_latest(latest: AdviceVersion | None, seen: int) -> None:
    if latest is not None and latest.number != seen:
        raise Overtaken(
            f"{latest.given_by_name} gave advice on this request on {moment(latest.given_at)}. Both are kept: theirs "
            "stands below, yours is still your draft. Send yours again to give it as an amended version."
        )


def _kept(actor: Actor, found: AdviceRequest, name: str, content: Content, number: int) -> AdviceVersion:
    """Keep a version; the draft has become it, and the access shrinks to one's own words."""
    made: AdviceVersion = AdviceVersion.objects.create(
        authority=actor.authority, request=found, number=number, content=content.kept(), given_by=actor.label,
        given_by_name=name,
    )  # fmt: skip
    if found.involvement and not found.involvement.classes:
        keep_own_words(involvement=found.involvement, record_class=found.about.record_class)
    AdviceDraft.objects.filter(request=found, writer=actor.user_id).delete()
    steps.keep(found, AdviceStep.Kind.SUBMITTED, actor, name)
    steps.note(actor, WRITE, found, "give", version=number)
    return made


def _answer(actor: Actor, request: AdviceRequest, on: date, *, started: bool) -> None:
    """Record that the advice came; where nobody said when the request was received, it was on the day of the asking."""
    first = asked_on(request)
    steps.check_day(on, request, first, "The day it came")
    entries = [] if started else [steps.entry("advice-request-received", request, first)]
    if not started or steps.waits_for_worker(request):
        entries.append(steps.with_worker(request, on))
    steps.write(request, [*entries, steps.entry("advice-received", request, on)], actor)

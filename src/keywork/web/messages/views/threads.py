"""The messages of a case: its threads, one of them, and what belongs to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown, actor_of, can, decide, policy
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.messages import ports, saved, threads_shown, whose
from keywork.web.messages import threads as queries
from keywork.web.messages.forms import MessageForm, NeedsForm, PartyForm, SaidForm
from keywork.web.messages.models import Thread
from keywork.web.messages.services import corresponding
from keywork.web.people.family import family_of
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

BOTH = ["GET", "HEAD", "POST"]
SENT = "Sent. It stands in the thread with its day."


def _looked(actor: Actor, action: str, card: CaseCard, *more: object) -> None:
    detail = {"alert": "restricted"} if card.restricted else {}
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, *more], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


@policy("thread.read")
@require_safe
def threads(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the threads of a case that somebody may read."""
    actor = actor_of(request)
    card = queries.card_of(actor, case_id)
    _looked(actor, "thread.read", card)
    context = threads_shown.frame(actor, card) | {
        "rows": threads_shown.rows(queries.listed(actor, card)),
        "writes": whose.writes_to_others(actor, card),
        "writes_own": whose.writes_own(actor, card),
        "may_say_needs": CASES.can(actor, "needs.change", card),
        "needs": threads_shown.needs_rows(card) if whose.writes_to_others(actor, card) else [],
    }
    return render(request, "messages/threads.html", context)


@policy("thread.read", writes="thread.write")
@require_http_methods(BOTH)
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Show a thread, and take a message to it."""
    actor = actor_of(request)
    found, card = queries.opened(actor, thread_id)
    _looked(actor, "thread.read", card, found.pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            corresponding.write(
                actor=actor, card=card, thread=found, name=str(request.user), text=form.cleaned_data["text"]
            )
            messages.success(request, SENT)
            return HttpResponseRedirect(address("messages:thread", thread_id=thread_id))
        except Refused as refused:
            form.add_error("text", str(refused))
    context = _thread(actor, card, found) | {"form": form}
    corresponding.mark_read(actor=actor, thread=found)
    return render(request, "messages/thread.html", context)


def _thread(actor: Actor, card: CaseCard, found: Thread) -> dict[str, Any]:
    works = whose.writes_to_others(actor, card)
    is_own = Thread.objects.filter(whose.own(actor), pk=found.pk).exists()
    reached = is_own or bool(corresponding.readers_of(found))
    return threads_shown.frame(actor, card) | {
        "thread_id": found.pk,
        "with_whom": "" if is_own else queries.with_whom(found),
        "messages_shown": threads_shown.messages(queries.written_in(found), own=is_own),
        "may_write": whose.writes_own(actor, card) if is_own else works and reached,
        "no_account": corresponding.NO_ACCOUNT if works and not reached else "",
        "works": works and not is_own,
        "plan": found.plan,
        "beside": ports.beside(actor, card),
        "needs": threads_shown.needs_line(card, found) if works else "",
    }


@policy("thread.write")
@require_http_methods(BOTH)
def start(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let whoever works on a case choose whom to write to."""
    actor = actor_of(request)
    card = queries.card_of(actor, case_id, "thread.write")
    if not whose.writes_to_others(actor, card):
        raise NotKnown(decide(actor, "thread.write"), case_id)
    _looked(actor, "thread.write", card)
    parties = queries.parties(card)
    form = PartyForm(request.POST if request.method == "POST" else None, parties=parties)
    if request.method == "POST" and form.is_valid():
        to = next(party for party in parties if party.key == form.cleaned_data["to"])
        made = corresponding.thread_with(
            actor=actor, card=card, member=to.member, user=to.user, organisation=to.organisation, role=to.role
        )
        return HttpResponseRedirect(address("messages:thread", thread_id=made.pk))
    context = threads_shown.frame(actor, card) | {"form": form, "parties": parties}
    return render(request, "messages/start.html", context)


@policy("thread.write")
@require_http_methods(BOTH)
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a message of somebody to whoever works on the case, in their own thread."""
    actor = actor_of(request)
    card = queries.card_of(actor, case_id, "thread.write")
    if not whose.writes_own(actor, card):
        raise NotKnown(decide(actor, "thread.write"), case_id)
    _looked(actor, "thread.write", card)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            own = corresponding.own_thread(actor=actor, card=card)
            corresponding.write(
                actor=actor, card=card, thread=own, name=str(request.user), text=form.cleaned_data["text"]
            )
            messages.success(request, SENT)
            if can(actor, "thread.read") and whose.threads_of(actor, card).filter(pk=own.pk).exists():
                return HttpResponseRedirect(address("messages:thread", thread_id=own.pk))
            return HttpResponseRedirect(address("casework:contacts", case_id=case_id))
        except Refused as refused:
            form.add_error("text", str(refused))
    return render(request, "messages/write.html", threads_shown.frame(actor, card) | {"form": form})


@policy("thread.log")
@require_http_methods(BOTH)
def log_said(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Take down what was said or sent another way."""
    actor = actor_of(request)
    found, card = _worked_on(actor, thread_id)
    form = SaidForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            corresponding.write_down(
                actor=actor, card=card, thread=found, name=str(request.user), text=said["text"], how=said["how"],
                from_them=said["who"] == "them", on=said["on"],
            )  # fmt: skip
            messages.success(request, "Written down. It stands in the thread with its day.")
            return HttpResponseRedirect(address("messages:thread", thread_id=thread_id))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = threads_shown.frame(actor, card) | {
        "form": form, "thread_id": thread_id, "with_whom": queries.with_whom(found),
    }  # fmt: skip
    return render(request, "messages/said.html", context)


def _worked_on(actor: Actor, thread_id: UUID) -> tuple[Thread, CaseCard]:
    """Return a thread of a case that somebody works on; the look at it stands in the access log."""
    found, card = queries.opened(actor, thread_id)
    if not whose.writes_to_others(actor, card):
        raise NotKnown(decide(actor, "thread.log"), thread_id)
    _looked(actor, "thread.log", card, found.pk)
    return found, card


@policy("thread.log")
@require_POST
def plan(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Mark a thread as one about the plan, or take the mark away."""
    actor = actor_of(request)
    found, card = _worked_on(actor, thread_id)
    corresponding.set_plan(actor=actor, card=card, thread=found, plan=request.POST.get("plan") == "yes")
    return HttpResponseRedirect(address("messages:thread", thread_id=thread_id))


@policy("thread.read")
@require_safe
def download(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """Give a thread as a text file, each message with its day: evidence that one can keep."""
    actor = actor_of(request)
    found, card = queries.opened(actor, thread_id)
    _looked(actor, "thread.read", card, found.pk)
    is_own = Thread.objects.filter(whose.own(actor), pk=found.pk).exists()
    shown = threads_shown.messages(queries.written_in(found), own=is_own)
    text = saved.as_text(threads_shown.title_of(actor, card), shown, clock.now())
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="messages.txt"'
    return answer


@policy("needs.change")
@require_http_methods(BOTH)
def needs(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask once how somebody is to be written and spoken to, and keep it."""
    actor = actor_of(request)
    card = queries.card_of(actor, case_id, "needs.change")
    _looked(actor, "needs.change", card)
    people = _people(actor, card)
    if not people:
        return render(request, "messages/needs.html", threads_shown.frame(actor, card) | {"not_written_down": True})
    first = request.GET.get("who", "") if request.GET.get("who", "") in dict(people) else people[0][0]
    form = NeedsForm(
        request.POST if request.method == "POST" else None, people=people,
        initial={"who": first} | threads_shown.needs_said(queries.needs_of(card, _member(first))),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        corresponding.keep_needs(actor=actor, card=card, member_id=_member(said.pop("who")), **said)
        messages.success(request, "Kept. Everybody who writes to you sees it.")
        back = "messages:threads" if can(actor, "thread.read") else "casework:contacts"
        return HttpResponseRedirect(address(back, case_id=case_id))
    return render(request, "messages/needs.html", threads_shown.frame(actor, card) | {"form": form})


CHILD = "child"


def _member(value: str) -> UUID | None:
    return None if value == CHILD else UUID(value)


def _people(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return whose needs somebody may say: their own, or anybody's of the family where they work on the case.

    There is nobody where a parent has an account and is not written down in the family yet.
    """
    if actor.role == Role.YOUNG_PERSON:
        return [(CHILD, "You")]
    found = family_of(card.person_id)
    if actor.role == Role.PARENT:
        return [(str(one.pk), "You") for one in found.filter(user=actor.user_id)]
    family = [(str(one.pk), f"{one.name} ({one.get_relationship_display().lower()})") for one in found]
    return [*family, (CHILD, "The child or young person")]

"""The pages of Working Together meetings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.meetings import presenters, queries, services
from keywork.web.meetings.agendas import ABOUT, AGENDAS, FIRST, TITLES
from keywork.web.meetings.arranging import arrange as arranged
from keywork.web.meetings.arranging import call_off as called_off
from keywork.web.meetings.forms import ArrangeForm, CallOffForm, CorrectionForm, NotesForm
from keywork.web.messages.threads_shown import needs_for
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.ui.addresses import address
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert


def _looked(actor: Actor, action: str, card: CaseCard) -> None:
    detail = {"did": "look"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


def _opened(request: HttpRequest, case_id: UUID, which: str) -> tuple[Actor, CaseCard]:
    """Return who asks, and the card of a case of which they see to a meeting; that they looked is on record."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, "meeting.write")
    _looked(actor, "meeting.write", card)
    if which not in AGENDAS:
        raise Http404("There is no such meeting.")
    return actor, card


@policy("meeting.write")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, case_id: UUID, which: str) -> HttpResponse:
    """Write down a meeting that was held, by its standard agenda."""
    actor, card = _opened(request, case_id, which)
    form = NotesForm(request.POST if request.method == "POST" else None, which=which)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.write_down(actor=actor, name=str(request.user), card=card, said=form.said())
        except services.NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "The notes are on record. The family can read them, and say what is wrong.")
            return HttpResponseRedirect(address("meetings:notes", notes_id=made.pk))
    context = {"form": form, "title": TITLES[which], "about": ABOUT[which], "case_id": case_id}
    return render(request, "meetings/write.html", context | {"whose": whose(actor, card)})


@policy("meeting.write")
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, case_id: UUID, which: str) -> HttpResponse:
    """Arrange a meeting, move it, or call it off."""
    actor, card = _opened(request, case_id, which)
    form = ArrangeForm(request.POST if request.method == "POST" else None, initial=_as_arranged(actor, card, which))
    if request.method == "POST" and form.is_valid():
        try:
            arranged(actor=actor, name=str(request.user), card=card, plan=form.plan(which))
        except services.NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "The meeting is arranged. The family can read when and where it is.")
            return HttpResponseRedirect(address("meetings:coming", case_id=case_id))
    return render(request, "meetings/arrange.html", _arranging(actor, card, which, form, CallOffForm()))


@policy("meeting.write")
@require_POST
def call_off(request: HttpRequest, case_id: UUID, which: str) -> HttpResponse:
    """Call an arranged meeting off, with the reason."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, "meeting.write")
    _looked(actor, "meeting.write", card)
    form = CallOffForm(request.POST)
    if form.is_valid():
        try:
            called_off(actor=actor, name=str(request.user), card=card, which=which, why=form.cleaned_data["why"])
        except services.NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "The meeting is called off. The family can read why.")
            return HttpResponseRedirect(address("meetings:coming", case_id=case_id))
    first = ArrangeForm(initial=_as_arranged(actor, card, which))
    return render(request, "meetings/arrange.html", _arranging(actor, card, which, first, form))


def _as_arranged(actor: Actor, card: CaseCard, which: str) -> dict[str, object]:
    there = next((one for one in queries.coming(actor, card) if one.which == which), None)
    return {name: getattr(there, name) for name in ("on", "begins", "place", "invited")} if there else {}


def _arranging(actor: Actor, card: CaseCard, which: str, form: ArrangeForm, off: CallOffForm) -> dict[str, object]:
    due = queries.first_due(card) if which == FIRST else None
    return {
        "form": form, "off": off if form.initial else None, "title": TITLES.get(which, ""), "case_id": card.case_id,
        "which": which, "due": due, "needs": needs_for(actor, card), "whose": whose(actor, card),
    }  # fmt: skip


@reads_in_one_look
@policy("meeting.read")
@require_safe
def coming(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the meetings of a case: those to come with their agenda, and the notes of those that were held."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, "meeting.read")
    _looked(actor, "meeting.read", card)
    context = {
        "meetings": presenters.of_case(actor, card),
        "case_id": card.case_id,
        "opens_case": CASES.can(actor, "case.open", card),
        "whose": whose(actor, card),
    }
    return render(request, "meetings/coming.html", context)


@reads_in_one_look
@policy("meeting.read", writes="meeting.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, notes_id: UUID) -> HttpResponse:
    """Show the notes of a meeting, with what people said is wrong; and let them say it."""
    actor = actor_of(request)
    action = "meeting.read" if request.method != "POST" else "meeting.correct"
    card, held = queries.opened(actor, notes_id, action)
    _looked(actor, action, card)
    corrects = CASES.can(actor, "meeting.correct", card)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.correct(actor=actor, card=card, notes=held.notes, text=form.cleaned_data["text"])
        messages.success(request, "What you said stands beside the notes.")
        return HttpResponseRedirect(address("meetings:notes", notes_id=notes_id))
    context = {
        "notes": presenters.notes(held, queries.corrections(actor, held.notes)),
        "form": form if corrects else None,
        "case_id": card.case_id if CASES.can(actor, "case.open", card) else None,
        "whose": whose(actor, card),
    }
    return render(request, "meetings/notes.html", context)


@reads_in_one_look
@policy("meeting.count")
@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """Show how many of the meetings were held: counts alone."""
    actor = actor_of(request)
    words = presenters.share_words(queries.first_share(actor), queries.second_share(actor))
    return render(request, "meetings/share.html", {"sentences": words})

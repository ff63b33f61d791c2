"""Seeing what is hidden: asking, agreeing, and ten minutes to look."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import Decision, NotKnown, actor_of, can, policy
from keywork.web.casework.flag_forms import AskForm
from keywork.web.casework.flag_rows import reveal_rows
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.kernel import clock
from keywork.web.kernel.vault import KeyMissing, NotOpened
from keywork.web.ledger.errors import Refused
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import moment
from keywork.web.vaults import alerts, contacts, identity, reveals
from keywork.web.vaults.models import Reveal

TO_LOOK = "You agreed. They have a day to look, for ten minutes."
AGREED = dict.fromkeys(Reveal.Kind.values, TO_LOOK) | {
    Reveal.Kind.UNHIDE.value: "You agreed. The address is hidden no longer: whoever may read contacts reads it."
}
BOTH = ["GET", "HEAD", "POST"]
NO_KEY = "This cannot be opened: its key is missing. Tell whoever runs the system; nothing is lost while the key is."


def _opened(request: HttpRequest, case_id: UUID, action: str) -> Opened:
    """Return the case, to which somebody must stand in their own right: nobody asks from behind a broken glass."""
    found = opened(request, case_id, action)
    if not CASES.can(found.actor, "case.open", found.card):
        raise NotKnown(Decision(action, (), "They do not stand to this case."), case_id)
    return found


@policy("reveal.ask")
@require_http_methods(BOTH)
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask to see what is hidden, and show what others have agreed to."""
    found = _opened(request, case_id, "reveal.ask")
    hidden = {str(one.pk): one for one in contacts.points_of(found.card.person_id).filter(hidden=True)}
    kinds = [(kind, Reveal.Kind(kind).label) for kind in reveals.kinds_for(found.actor)]
    if CASES.can(found.actor, "contact.unhide", found.card):
        kinds += [(f"{Reveal.Kind.UNHIDE}:{pk}", f"Stop hiding: {_whose(one)}") for pk, one in hidden.items()]
    form = AskForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        kind, _, point = form.cleaned_data["kind"].partition(":")
        try:
            reveals.ask(
                actor=found.actor, card=found.card, kind=kind, point=hidden.get(point),
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "You have asked. Somebody else with a right to see it must agree.")
            return redirect("casework:reveal", case_id=case_id)
    agreed = [
        {"id": str(one.pk), "what": one.get_kind_display(), "by": str(one.answered_by), "when": moment(one.answered_at)}
        for one in reveals.open_for(found.actor, case_id).select_related("answered_by")
    ]
    page = frame(request, found, asked(request), "") | {"form": form, "agreed": agreed}
    return render(request, "casework/reveal.html", page, status=400 if form.is_bound and form.errors else 200)


def _whose(point: contacts.ContactPoint) -> str:
    owner = point.member.name if point.member else "the child"
    return f"{point.get_kind_display().lower()} of {owner}"


@policy("reveal.open")
@require_http_methods(BOTH)
def reveal(request: HttpRequest, case_id: UUID, reveal_id: UUID) -> HttpResponse:
    """Show what is hidden for ten minutes from when somebody says so, with who looks and when all over it."""
    found = _opened(request, case_id, "reveal.open")
    try:
        if request.method == "POST":
            reveals.open_now(actor=found.actor, card=found.card, reveal_id=reveal_id)
            return redirect("casework:reveal-open", case_id=case_id, reveal_id=reveal_id)
        one = reveals.open_for(found.actor, case_id).filter(pk=reveal_id).first()
        if one is None or not reveals.is_open(one, clock.now()):
            raise Refused("This cannot be looked at any more. Ask again.")
        shown = _shown(found, one)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("casework:reveal", case_id=case_id)
    except (KeyMissing, NotOpened):
        messages.error(request, NO_KEY)
        return redirect("casework:reveal", case_id=case_id)
    mark = f"Shown to {request.user} on {moment(clock.now())}. For this purpose alone."
    context = {"what": one.get_kind_display(), "shown": shown, "mark": mark}
    context["until"] = moment(one.opened_at + reveals.LASTS) if one.opened_at else ""
    return render(request, "casework/revealed.html", frame(request, found, asked(request), "") | context)


def _shown(found: Opened, one: Reveal) -> list[tuple[str, str]]:
    """Return what is hidden, line by line; each look stands in the access log."""
    reveals.note_look(actor=found.actor, card=found.card, reveal=one)
    if one.kind == Reveal.Kind.IDENTITY:
        former = identity.former_of(found.card.person_id)
        if former is None:
            return []
        lines = (
            ("Former forename", former.forename), ("Former surname", former.surname), ("Former UPN", former.upn),
            ("Former NHS number", former.nhs_number), ("Anything else", former.born_as),
        )  # fmt: skip
        return [(label, words) for label, words in lines if words]
    return [
        (_label(point) if point else "Postcode of the child", words)
        for point, words in reveals.hidden_words(found.card)
    ]


def _label(point: contacts.ContactPoint) -> str:
    text = _whose(point)
    return text[:1].upper() + text[1:]


@policy("reveal.answer")
@require_http_methods(BOTH)
def waiting(request: HttpRequest) -> HttpResponse:
    """List what others ask to see, and take an answer."""
    actor = actor_of(request)
    if request.method == "POST":
        return _answered(request)
    context = {"rows": reveal_rows(reveals.waiting_for(actor), actor), "may_read_alerts": can(actor, alerts.READ)}
    return render(request, "casework/reveals_waiting.html", context)


def _answered(request: HttpRequest) -> HttpResponse:
    agrees = request.POST.get("answer") == "agree"
    try:
        reveal_id = UUID(request.POST.get("reveal", ""))
    except ValueError:
        reveal_id = UUID(int=0)
    try:
        answered = reveals.answer(actor=actor_of(request), reveal_id=reveal_id, agrees=agrees)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, AGREED[answered.kind] if agrees else "You refused.")
    return redirect("casework:reveals")

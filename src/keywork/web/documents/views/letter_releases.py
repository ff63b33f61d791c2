"""Sending a letter: whom it goes to, a look at each, a second person where one must, recalling, and reading a copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.documents import letter_presenters as presenters
from keywork.web.documents import letter_queries as queries
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_enclosures import paper_of, sendable
from keywork.web.documents.letter_flags import flags_of, reasons_in_words
from keywork.web.documents.letter_forms import AgreeForm, ChooseForm, ConfirmForm
from keywork.web.documents.letter_markup import blocks
from keywork.web.documents.letter_queries import Opened
from keywork.web.documents.letter_reach import WHY
from keywork.web.documents.letter_recipients import Offer, offer
from keywork.web.documents.services import letters, releasing
from keywork.web.documents.views.letter_shared import file_answer, frame, needs_of_readers, opened, told
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]
SEND, AGREE, RECALL, READ = "letter.release", "letter.agree", "letter.recall", "letter.read"


@policy(SEND)
@require_http_methods(BOTH)
def send(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Choose who has the letter, look at each recipient, address and file, and let it go."""
    actor, found = opened(request, letter_id, SEND)
    one = found.letter
    if request.method == "POST" and letters.give_back(card=found.card, letter=one):
        messages.error(request, "Nothing went. Somebody else decides about this than when it was written.")
        return HttpResponseRedirect(address("documents:letter", letter_id=letter_id))
    version = one.versions.first()
    offered = offer(found.card, one.about, one.setting)
    choose = ChooseForm(
        request.POST if request.method == "POST" else None,
        recipients=offered.recipients,
        files=list(sendable(found.card, actor)),
    )
    paper = paper_of(found.card, one)
    choose.initial = {"version": version.pk if version else None, "files": [str(paper.pk)] if paper else []}
    if request.method != "POST" or not choose.is_valid() or "change" in request.POST:
        return _chosen(request, actor, found, choose, offered)
    sends = request.POST.get("step") == "send"
    confirm = ConfirmForm(request.POST if sends else None, chosen=choose.chosen)
    if sends and confirm.is_valid():
        try:
            return _let_go(request, actor, found, choose, confirm)
        except NotDone as fault:
            confirm.add_error(None, str(fault))
    return _confirmed(request, actor, found, choose, confirm)


def _chosen(request: HttpRequest, actor: Actor, found: Opened, form: ChooseForm, offered: Offer) -> HttpResponse:
    context = frame(actor, found) | {"form": form, "others": offered.others, "nobody": not offered.recipients}
    context["needs"] = needs_of_readers(actor, found)
    context["reads_family"] = CASES.can(actor, "family.read", found.card)
    return render(request, "documents/letters/send.html", context)


def _confirmed(
    request: HttpRequest, actor: Actor, found: Opened, choose: ChooseForm, confirm: ConfirmForm
) -> HttpResponse:
    """Show each recipient with the version of the address and the files, and ask who they are to the child."""
    context: dict[str, Any] = frame(actor, found) | {
        "form": confirm,
        "fields": [(one, confirm[name]) for name, one in confirm.chosen.items()],
        "files": [one.document.title for one in choose.enclosed],
        "reasons": reasons_in_words(flags_of(found.card, found.letter.about, choose.chosen)),
        "sent": [("to", one.key) for one in choose.chosen]
        + [("files", str(one.pk)) for one in choose.enclosed]
        + [("version", str(choose.cleaned_data["version"]))],
    }
    return render(request, "documents/letters/confirm.html", context)


def _let_go(
    request: HttpRequest, actor: Actor, found: Opened, choose: ChooseForm, confirm: ConfirmForm
) -> HttpResponse:
    made = releasing.release(
        actor=actor, card=found.card, letter=found.letter, version_id=choose.cleaned_data["version"],
        chosen=confirm.typed, enclosed=[one.pk for one in choose.enclosed],
    )  # fmt: skip
    messages.success(
        request,
        "Somebody else is asked to agree. Nothing has gone yet."
        if made.reasons
        else "It is on its way: by e-mail at once, on paper when it is posted.",
    )
    return HttpResponseRedirect(address("documents:letter", letter_id=found.letter.pk))


@policy(AGREE)
@require_http_methods(BOTH)
def agree(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Look at what somebody wants to send, to whom, and agree or not."""
    actor, found = opened(request, letter_id, AGREE)
    asked = queries.waiting_release(found.letter)
    first = {"release": asked.pk if asked else None}
    form = AgreeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        agrees = form.cleaned_data["answer"] == "agree"
        try:
            why = releasing.answer(
                actor=actor,
                card=found.card,
                letter=found.letter,
                release_id=form.cleaned_data["release"],
                agrees=agrees,
            )
            _say(request, agrees, why)
            return HttpResponseRedirect(address("documents:letters-tray"))
        except NotDone as fault:
            form.add_error(None, str(fault))
    context = frame(actor, found) | {"form": form, "asked": None, "text": []}
    if asked is not None:
        files = [one.version.document.title for one in asked.enclosures.select_related("version__document")]
        copies = [one for one in queries.copies_of(found.letter) if one.release_id == asked.pk]
        context["asked"] = presenters.asked_of(asked, copies, files)
        context["text"] = blocks(asked.version.text)
    return render(request, "documents/letters/agree.html", context)


def _say(request: HttpRequest, agrees: bool, why: str) -> None:
    if agrees and why:
        messages.error(request, f"Nothing went. {WHY[why]} The letter is back with its keyworker.")
    else:
        messages.success(
            request, "It is on its way." if agrees else "Nothing went. The letter is back with its keyworker."
        )


@policy(RECALL)
@require_POST
def recall(request: HttpRequest, letter_id: UUID, dispatch_id: UUID) -> HttpResponse:
    """Recall a copy: its link is dead when this is answered."""
    actor, found = opened(request, letter_id, RECALL)
    try:
        releasing.recall(actor=actor, card=found.card, letter=found.letter, dispatch_id=dispatch_id)
        messages.success(
            request, "Recalled. Its link opens nothing any more; paper that has not been posted is not posted."
        )
    except NotDone as fault:
        messages.error(request, str(fault))
    return HttpResponseRedirect(address("documents:letter", letter_id=letter_id))


@policy(READ)
@require_safe
def copy(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give somebody a letter that was sent to them, or a copy to whoever reads every letter of the case."""
    actor = actor_of(request)
    found, card = queries.copy_named(actor, dispatch_id)
    told(actor, card, READ, dispatch_id)
    assert found.document is not None
    return file_answer(store.read(found.document.versions.get().viewing), "letter.pdf")


@policy(READ)
@require_safe
def copy_file(request: HttpRequest, dispatch_id: UUID, number: int) -> HttpResponse:
    """Give somebody a letter that was sent to them, or a document that went with it."""
    actor = actor_of(request)
    found, card = queries.file_named(actor, dispatch_id, number)
    told(actor, card, READ, dispatch_id, found.version.document_id)
    kept = found.version.viewing
    return file_answer(store.read(kept), f"letter-{found.name}", kept.media_type)

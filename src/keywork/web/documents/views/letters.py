"""Letters of a case: the list, writing one, and having it approved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.documents import letter_presenters as presenters
from keywork.web.documents import letter_queries as queries
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.letter_entries import already_recorded
from keywork.web.documents.letter_forms import AnswerForm, StartForm, TextForm
from keywork.web.documents.letter_markup import blocks
from keywork.web.documents.letter_recipients import settings_of
from keywork.web.documents.letter_states import may
from keywork.web.documents.services import letters as writing
from keywork.web.documents.services.previews import preview_of
from keywork.web.documents.views.letter_shared import CONFLICT, file_answer, frame, needs_of_readers, opened, told
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import short_day

BOTH = ["GET", "HEAD", "POST"]
READ, WRITE, APPROVE = "letter.read", "letter.write", "letter.approve"


@reads_in_one_look
@policy("letter.tray")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Show what of letters waits for somebody: theirs to write, to approve, to agree to."""
    actor = actor_of(request)
    mine, asked = queries.under_way(actor), queries.to_answer(actor)
    log(actor=actor, action="letter.tray", subjects=dict.fromkeys(one.case_id for one in (*mine, *asked)))
    context = {
        "mine": presenters.letter_rows(mine, named=True),
        "asked": presenters.letter_rows(asked, named=True),
        "writes": can(actor, WRITE),
        "approves": can(actor, APPROVE),
        "posts": can(actor, "letter.post"),
    }
    return render(request, "documents/letters/tray.html", context)


@reads_in_one_look
@policy(READ)
@require_safe
def letters(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the letters of a case: every one to whoever works on it, their own to everybody else."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, READ)
    told(actor, card, READ)
    context = {
        "whose": presenters.whose(actor, card),
        "case_id": case_id,
        "rows": presenters.letter_rows(queries.letters_of(actor, card)),
        "reads_all": queries.reads_all(actor, card),
        "own": presenters.own_rows(queries.own_copies(actor, card)),
        "writes": CASES.can(actor, WRITE, card),
        "opens_case": CASES.can(actor, "case.open", card),
    }
    return render(request, "documents/letters/list.html", context)


@policy(WRITE)
@require_http_methods(BOTH)
def start(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin a letter: choose which, and its text is made from the record."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, WRITE)
    told(actor, card, WRITE)
    posted, kind = request.POST if request.method == "POST" else None, request.GET.get("kind", "")
    form = StartForm(posted, settings=settings_of(card), kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = writing.start(actor=actor, card=card, kind=form.cleaned_data["kind"], setting=form.setting)
            return HttpResponseRedirect(address("documents:letter-edit", letter_id=made.pk))
        except NotDone as fault:
            form.add_error("setting", str(fault))
    context = {"whose": presenters.whose(actor, card), "case_id": case_id, "form": form}
    return render(request, "documents/letters/start.html", context)


@reads_in_one_look
@policy(READ)
@require_safe
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show one letter: where it stands, its versions, its copies, who opened them, and what can be done now."""
    actor, found = opened(request, letter_id, READ)
    one, card = found.letter, found.card
    writes, recorded = CASES.can(actor, WRITE, card), already_recorded(one)
    versions = list(one.versions.select_related("writer", "approved_by"))
    context = frame(actor, found) | {
        "text": blocks(one.text),
        "missing": presenters.still_missing(one),
        "versions": presenters.version_rows(versions),
        "copies": presenters.copy_rows(queries.copies_of(one)),
        "uses": presenters.use_rows(queries.uses_of(one)),
        "revision": one.revision,
        "approval": one.about.approval,
        "edits": writes and (may(one, "edit") or one.state == one.State.DRAFT),
        "finishes": writes
        and ((may(one, "finish") and not one.about.approval) or (may(one, "ask") and one.about.approval)),
        "sends": writes and may(one, "go") and one.state != one.State.CHECKING and _is_ready(one, versions),
        "drops": writes and may(one, "drop"),
        "approves": may(one, "approve") and CASES.can(actor, APPROVE, card) and one.author_id != actor.user_id,
        "agrees": one.state == one.State.CHECKING and CASES.can(actor, "letter.agree", card),
        "recalls": CASES.can(actor, "letter.recall", card),
        "works": queries.works_on(actor, card),
        "event": one.about.event,
        "recorded": short_day(recorded) if recorded and one.about.event else "",
    }
    return render(request, "documents/letters/letter.html", context)


def _is_ready(one: writing.Letter, versions: list[writing.LetterVersion]) -> bool:
    last = versions[0] if versions else None
    return last is not None and last.text == one.text and (last.approved_by_id is not None or not one.about.approval)


@policy(WRITE)
@require_http_methods(BOTH)
def edit(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Change the text of a letter; where somebody else changed it meanwhile, both texts are shown."""
    actor, found = opened(request, letter_id, WRITE)
    one = found.letter
    first = {"text": one.text, "seen": one.revision}
    form = TextForm(request.POST if request.method == "POST" else None, initial=first)
    theirs, status = "", 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            writing.rewrite(actor=actor, card=found.card, letter=one, text=said["text"], seen=said["seen"])
            messages.success(request, "Your text is saved.")
            return HttpResponseRedirect(address("documents:letter", letter_id=letter_id))
        except NotDone as fault:
            form.add_error(None if isinstance(fault, Overtaken) else "text", str(fault))
            if isinstance(fault, Overtaken):
                theirs, status = one.text, CONFLICT
                form.data = form.data.copy() | {"seen": one.revision}
    context = frame(actor, found) | {"form": form, "theirs": theirs, "needs": needs_of_readers(actor, found)}
    return render(request, "documents/letters/edit.html", context, status=status)


@policy(WRITE)
@require_POST
def finish(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Freeze a letter, and ask for its approval where it needs one."""
    actor, found = opened(request, letter_id, WRITE)
    try:
        made = writing.finish(actor=actor, card=found.card, letter=found.letter, seen=_number(request, "seen"))
        if made.state == made.State.RETURNED:
            messages.error(request, f"Nothing was asked for. {presenters.why_of(made)}")
        else:
            waits = made.state == made.State.WAITING
            messages.success(request, "A manager is asked to approve it." if waits else "It is ready to send.")
    except NotDone as fault:
        messages.error(request, str(fault))
    return HttpResponseRedirect(address("documents:letter", letter_id=letter_id))


@policy(WRITE)
@require_POST
def drop(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Give a letter up."""
    actor, found = opened(request, letter_id, WRITE)
    try:
        writing.drop(actor=actor, card=found.card, letter=found.letter)
        messages.success(request, "The letter is given up. It stays in the record of letters.")
    except NotDone as fault:
        messages.error(request, str(fault))
    return HttpResponseRedirect(address("documents:letters", case_id=found.card.case_id))


@policy(APPROVE)
@require_http_methods(BOTH)
def approve(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Approve a letter that somebody else wrote, or send it back with what should change."""
    actor, found = opened(request, letter_id, APPROVE)
    one = found.letter
    version = one.versions.select_related("writer").first()
    first = {"version": version.pk if version else None}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = writing.answer(
                actor=actor, card=found.card, letter=one, version_id=said["version"],
                agrees=said["answer"] == "approve", words=said["words"],
            )  # fmt: skip
            _say(request, made, agrees=said["answer"] == "approve")
            return HttpResponseRedirect(address("documents:letters-tray"))
        except NotDone as fault:
            form.add_error(None, str(fault))
    waits = may(one, "approve") and version is not None
    context = frame(actor, found) | {
        "form": form,
        "text": blocks(version.text if version else one.text),
        "waits": waits,
        "writer": version.writer.display_name if version else "",
    }
    return render(request, "documents/letters/approve.html", context)


def _say(request: HttpRequest, made: writing.Letter, *, agrees: bool) -> None:
    if agrees and made.state == made.State.RETURNED:
        why = presenters.why_of(made)
        messages.error(request, f"It was not approved. {why} The letter is back with its keyworker.")
    else:
        messages.success(request, "Approved." if agrees else "Sent back to its keyworker.")


@policy(READ)
@require_safe
def preview(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Give the letter as it would be printed, marked as a preview and without anybody's address."""
    _, found = opened(request, letter_id, READ)
    return file_answer(preview_of(found.card, found.letter), "preview.pdf")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

"""The templates of letters: what is in use, proposing a version, and agreeing to somebody else's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.documents import letter_presenters as presenters
from keywork.web.documents import letter_queries as queries
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_fields import FIELDS, IN_LETTERS
from keywork.web.documents.letter_forms import ProposeForm
from keywork.web.documents.letter_kinds import PARTS, PARTS_BY_CODE, TITLES
from keywork.web.documents.letter_word import MEDIA_TYPE
from keywork.web.documents.services import letter_templates as service
from keywork.web.documents.services.previews import template_preview, word_preview
from keywork.web.documents.views.letter_shared import file_answer
from keywork.web.ui.addresses import address

READ, PROPOSE, AGREE = "template.read", "template.propose", "template.agree"


@policy(READ)
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List the templates, with what is in use and what waits."""
    rows = presenters.template_rows(queries.templates())
    kinds = [one for one in rows if one.code not in PARTS_BY_CODE]
    parts = [one for one in rows if one.code in PARTS_BY_CODE]
    return render(request, "documents/letters/templates.html", {"kinds": kinds, "parts": parts})


@policy(READ)
@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """Show one template: what is in use, and every version with who proposed and who agreed."""
    actor = actor_of(request)
    _known(code)
    found = [one for one in queries.templates() if one.code == code]
    words = set(service.with_word(code))
    used, text = service.text_of(code)
    context = {
        "code": code,
        "title": TITLES[code],
        "text": text,
        "used": used,
        "versions": presenters.template_versions(found, actor, words),
        "proposes": can(actor, PROPOSE),
        "agrees": can(actor, AGREE),
    }
    return render(request, "documents/letters/template.html", context)


@policy(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a version of a template; each fault is named with its place."""
    actor = actor_of(request)
    _known(code)
    posted = request.method == "POST"
    form = ProposeForm(
        request.POST if posted else None, request.FILES if posted else None, with_word=code not in PARTS_BY_CODE,
        initial={"text": service.text_of(code)[1]},
    )  # fmt: skip
    if posted and form.is_valid():
        said = form.cleaned_data
        try:
            made = service.propose(actor=actor, code=code, text=said["text"], why=said["why"], word=said.get("word"))
            messages.success(request, f"Version {made.number} is proposed. An administrator is asked to agree.")
            return HttpResponseRedirect(address("documents:letter-template", code=code))
        except service.Faulty as faulty:
            for fault in faulty.found:
                form.add_error("text" if fault.place.startswith(("line", "the text")) else "word", str(fault))
        except NotDone as fault:
            form.add_error("why", str(fault))
    parts = [] if code in PARTS_BY_CODE else [(f"part.{one.code}", one.title) for one in PARTS]
    fields = [(one.name, one.title) for one in FIELDS if one.name in IN_LETTERS] + parts
    context = {"form": form, "code": code, "title": TITLES[code], "fields": fields}
    return render(request, "documents/letters/propose.html", context)


@policy(AGREE)
@require_POST
def answer(request: HttpRequest, code: str, template_id: UUID) -> HttpResponse:
    """Agree to a version that somebody else proposed, or refuse it."""
    _known(code)
    answered = request.POST.get("answer")
    try:
        if answered not in ("agree", "refuse"):
            raise NotDone("Choose whether you agree.")
        found = service.answer(actor=actor_of(request), template_id=template_id, agrees=answered == "agree")
        said = "in use from now on" if found.agreed else "refused"
        messages.success(request, f"Version {found.number} is {said}.")
    except NotDone as fault:
        messages.error(request, str(fault))
    return HttpResponseRedirect(address("documents:letter-template", code=code))


@policy(READ)
@require_safe
def preview(request: HttpRequest, code: str, template_id: UUID | None = None) -> HttpResponse:
    """Give a template as a letter about an invented case: the one in use, or a version of it."""
    _known(code)
    text = service.text_of(code)[1] if template_id is None else _version(code, template_id).text
    return file_answer(template_preview(actor_of(request).authority, code, text), f"{code}.pdf")


@policy(READ)
@require_safe
def word(request: HttpRequest, code: str, template_id: UUID) -> HttpResponse:
    """Give a Word template filled in for an invented case."""
    _known(code)
    found = _version(code, template_id)
    if not found.word:
        raise Http404
    return file_answer(word_preview(code, found.text, bytes(found.word)), f"{code}.docx", MEDIA_TYPE)


def _version(code: str, template_id: UUID) -> service.LetterTemplate:
    found = queries.template_named(template_id)
    if found is None or found.code != code:
        raise Http404
    return found


def _known(code: str) -> None:
    if code not in TITLES:
        raise Http404

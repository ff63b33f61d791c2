"""Where the law leaves a question open: how this authority reads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.core.loading import load_register
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.accounts.queries import names
from keywork.web.deadlines import presenters, queries, services
from keywork.web.deadlines.forms import AnswerForm

CHOOSE = "law-settings.choose"


@policy(CHOOSE)
@require_safe
def law_settings(request: HttpRequest) -> HttpResponse:
    """List the open questions with the answer that holds and those before it."""
    actor = actor_of(request)
    given = queries.answers_given(actor.authority)
    known = names(actor, {row.recorded_by for rows in given.values() for row in rows})
    shown = [presenters.question(rule, given.get(key, []), known) for key, rule in load_register().settings.items()]
    return render(request, "deadlines/law_settings.html", {"questions": shown})


@policy(CHOOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer one question, and work every clock of the authority out again."""
    actor = actor_of(request)
    rule = load_register().settings.get(key)
    if rule is None:
        raise Http404
    held = queries.moment_now(actor.authority).settings.get(key, rule.default)
    form = AnswerForm(request.POST or None, rule=rule, initial={"answer": held})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] != held:
            services.choose_setting(actor=actor, key=key, value=form.cleaned_data["answer"])
            messages.success(request, "The answer is kept, and every clock was worked out again.")
        return redirect("deadlines:law-settings")
    status = 400 if form.is_bound else 200
    return render(request, "deadlines/answer.html", {"form": form, "question": rule.question}, status=status)

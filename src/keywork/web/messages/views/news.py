"""What is new for somebody, and how they want to be told of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.messages import preferences, presenters, queries
from keywork.web.messages.forms import PreferencesForm
from keywork.web.messages.services import noticing
from keywork.web.ui.addresses import address


@reads_in_one_look
@policy("news.read")
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show what is new."""
    actor = actor_of(request)
    found = queries.news_for(actor)
    log(actor=actor, action="news.read", subjects=dict.fromkeys(one.card.pk for one in found if one.card))
    shown = presenters.lines(actor, found)
    context = {
        "lines": shown,
        "new": sum(line.is_new for line in shown),
        "may_see_to": can(actor, "outbox.see-to"),
    }
    return render(request, "messages/news.html", context)


@policy("news.read", repeats=True)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Keep that everything shown was read."""
    actor = actor_of(request)
    noticing.mark_read(actor=actor)
    return HttpResponseRedirect(address("messages:news"))


@policy("news.choose")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Let somebody choose how they are told by e-mail."""
    actor = actor_of(request)
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, initial=preferences.chosen(actor.user_id, actor.role)
    )
    if request.method == "POST" and form.is_valid():
        noticing.choose(actor=actor, how=form.cleaned_data)
        messages.success(request, "Saved. It holds for what comes from now on.")
        return HttpResponseRedirect(address("messages:news"))
    return render(request, "messages/choose.html", {"form": form})

"""That a setting closes or becomes part of another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import actor_of, policy
from keywork.web.people.closing import CLOSE, NotClosed, close_setting, others_open, setting_of
from keywork.web.placements.forms import CloseForm
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural


@policy(CLOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record on which day a setting closed, and which one it became part of."""
    actor = actor_of(request)
    setting = setting_of(actor, organisation_id)
    form = CloseForm(request.POST if request.method == "POST" else None, others=others_open(setting))
    if request.method == "POST" and form.is_valid():
        try:
            cases = close_setting(
                actor=actor, setting=setting, on=form.cleaned_data["on"], successor=form.chosen()
            )  # fmt: skip
        except NotClosed as fault:
            form.add_error(None, str(fault))
        else:
            reads = f" The other setting reads on in {plural(cases, 'case')}." if form.chosen() else ""
            messages.success(request, f"Recorded.{reads}")
            return HttpResponseRedirect(address("accounts:organisations"))
    return render(request, "placements/close.html", {"form": form, "setting": setting})

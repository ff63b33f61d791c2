"""The plain pages: a list, a write that works nothing out, and an answer that does nothing."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django_scopes import scope

from bench.plain_site import Clocks
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import Stamp, append, prepare


@login_required
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep one event, and one row that says who did, and lead on."""
    if request.method != "POST":
        return HttpResponse(f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">')
    actor = actor_for(request.user)
    assert actor is not None
    with scope(authority=actor.authority), transaction.atomic():
        case = Case.objects.get(pk=case_id)
        last = [SimpleNamespace(id="", sequence=case.events.aggregate(last=Max("sequence"))["last"])]
        entry = NewEvent(request.POST["kind"], clock.today())
        append(case=case, events=prepare([entry], last, Stamp.now(actor)))
        log(actor=actor, action="event.record", subjects=[case.pk])
    return redirect("/")


@csrf_exempt
def ping(request: HttpRequest) -> HttpResponse:
    """Answer at once."""
    return HttpResponse("pong")


def unscoped(view):
    def answer(request: HttpRequest, **kwargs: object) -> HttpResponse:
        with for_all_authorities():
            return view(request, **kwargs)

    return answer


urlpatterns = [
    path("", unscoped(Clocks.as_view())),
    path("write/<uuid:case_id>/", unscoped(write)),
    path("ping/", ping),
]

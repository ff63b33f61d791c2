"""Tells those who answer for it when somebody asks for a case from which they are kept."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NotKnown
from keywork.web.people.family import kept_from
from keywork.web.people.models import CaseCard
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert


class KeptOutMiddleware:
    """Writes an alert where a barrier refused a case. By then the view's transaction is undone, so the alert stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        actor = getattr(request, "actor", None)
        if not isinstance(exception, NotKnown) or not isinstance(actor, Actor) or actor.user_id is None:
            return
        if isinstance(exception.subject, UUID):
            # One question, whether there is such a case or not.
            kept_out = CaseCard.objects.filter(person__barriers__in=kept_from(actor.user_id), pk=exception.subject)
            if kept_out.exists():
                alerts.tell(actor=actor, kind=Alert.Kind.KEPT_OUT, case_id=exception.subject)
